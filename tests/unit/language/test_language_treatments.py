"""How the treatments a person names are meant: wanted, refused, tried."""

import pytest

from unpinch import language


def asked(text):
    request = language.understand(text=text).request
    return (set(request.treatments), set(request.avoid), set(request.tried))


@pytest.mark.parametrize(
    ("text", "wanted", "avoid", "tried"),
    [
        ("Is acupuncture any good for sciatica?", {"acupuncture"}, set(), set()),
        ("Anyone tried dry needling for this?", {"dry_needling"}, set(), set()),
        ("PT did nothing, is surgery next?", {"discectomy"}, set(), {"physical_therapy"}),
        ("my doctor wants me to get an epidural but I'd rather not", set(), {"epidural_steroid"}, set()),
        ("Tramadol knocked me out and I won't take it again", set(), {"opioid"}, {"opioid"}),
        ("Had an epidural, wore off. Can I get another?", {"epidural_steroid"}, set(), {"epidural_steroid"}),
        (
            "me inyectaron la espalda y me sirvio, me la puedo repetir?",
            {"epidural_steroid"},
            set(),
            {"epidural_steroid"},
        ),
        ("que es mejor, bloqueo o cirugia", {"epidural_steroid", "discectomy"}, set(), set()),
        ("nada de agujas, mejor masaje para la cadera", {"massage"}, {"dry_needling"}, set()),
        ("Massage made it worse. Never again.", set(), {"massage"}, {"massage"}),
        ("Flexeril and Norco made me sick, so no to both", set(), {"muscle_relaxant", "opioid"}, None),
        ("They gave me gabapentin but I haven't taken it", set(), set(), set()),
        ("DN helped a buddy; could I get that?", {"dry_needling"}, set(), set()),
        (
            "tried everything: PT, chiro, heat",
            set(),
            set(),
            {"physical_therapy", "spinal_manipulation", "heat_self_care"},
        ),
        ("codeine for my shoulder, hip hurts", set(), set(), set()),
        ("fell on the ice, back hurts", set(), set(), set()),
        ("the physio tested my foot as strong", set(), set(), set()),
        ("anything but surgery. massage?", {"massage"}, {"discectomy"}, set()),
        ("ni loca me opero; ¿la acupuntura sirve para la espalda?", {"acupuncture"}, {"discectomy"}, set()),
        ("la pregabalina me mareó, no la vuelvo a tomar", set(), {"gabapentinoid"}, {"gabapentinoid"}),
        ("ya hice terapia física y no me sirvió, me duele la cadera", set(), set(), {"physical_therapy"}),
        ("quiropráctico no, gracias; masaje sí, para la espalda", {"massage"}, {"spinal_manipulation"}, set()),
    ],
)
def test_each_treatment_is_taken_as_it_is_meant(text, wanted, avoid, tried):
    got = asked(text)
    assert got[:2] == (wanted, avoid)
    assert tried is None or got[2] == tried


def test_a_bare_va_is_a_payer_only_in_capitals_at_the_start():
    assert language.understand(text="VA. back pain").request.insurer == "va"
    assert language.understand(text="me va bien, dolor de espalda").request.insurer is None
    assert language.understand(text="back pain, Norfolk, VA 23510").request.insurer is None


def test_money_is_no_postal_code():
    assert language.understand(text="I make 45000 a year, back hurts").request.zip_code is None
