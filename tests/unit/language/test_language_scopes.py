"""What bends a meaning, one bend at a time; whole sentences are in tests/spec/language_sentences.csv."""

import pytest

from unpinch import language
from unpinch.kernel import FindingStatus, Side


def status(text, finding):
    return next((str(each.status) for each in language.understand(text=text).findings if each.id == finding), None)


@pytest.mark.parametrize(
    ("text", "finding", "expected"),
    [
        ("no fever", "fever", "absent"),
        ("no numbness, weakness, or trouble peeing", "bladder_trouble", "absent"),
        ("no fever, numb between my legs", "saddle_numbness", "present"),
        ("no fever but chills", "fever", "present"),
        ("no numbness and my foot drags", "foot_drop", "present"),
        ("not only numb but weak in the leg", "numbness", "present"),
        ("gabapentin doesn't help the burning", "burning", "present"),
        ("Fever: none", "fever", "absent"),
        ("Any fever? No.", "fever", "absent"),
        ("I don't have a fever", "fever", "absent"),
        ("fever last week, gone now", "fever", "past"),
        ("used to be numb in the foot", "numbness", "past"),
        ("car crash ten years ago", "serious_accident", "past"),
        ("car crash two months ago", "serious_accident", "present"),
        ("car crash in 2015", "serious_accident", "past"),
        ("had lymphoma in 2009", "cancer_history", "present"),
        ("worried about losing bladder control", "bladder_trouble", None),
        ("worried because I am losing bladder control", "bladder_trouble", "present"),
        ("what if I lose control of my bowels", "bowel_trouble", None),
        ("if I cough my leg goes numb", "numbness", "present"),
        ("my bladder has always been weak", "bladder_trouble", None),
        ("weak bladder for years, that is nothing new", "bladder_trouble", None),
        ("I've had back pain for years and now I can't pee", "bladder_trouble", "present"),
        ("my uncle is numb in the foot, my back is stiff", "numbness", None),
        ("my uncle is numb in the foot", "numbness", "present"),
        ("I wasn't pregnant last time. I am now!", "pregnant", "present"),
        ("The numbness has gone. The chest tightness too.", "chest_pain", "past"),
        ("La hernia es de mi cuñado. A mí nomás me duele la cadera", "disc_herniation_known", None),
        ("chocó mi primo, yo no iba, me duele la cadera", "serious_accident", "absent"),
        ("Por el cáncer operaron a mi esposo, yo lo cuido y me duele la espalda", "cancer_history", None),
        ("tuve fiebre hace como tres meses", "fever", "past"),
        ("It could be my steroids, I take prednisone every day.", "steroid_use", "present"),
        ("the dog's back legs are weak, my back is stiff", "weakness", None),
        ("epidural last week", "recent_spine_procedure", "present"),
        ("epidural in the spring", "recent_spine_procedure", None),
        ("back surgery five years ago", "prior_back_surgery", "present"),
        ("back surgery five days ago", "prior_back_surgery", None),
        ("back surgery five days ago", "recent_spine_procedure", "present"),
        ("I might kill myself", "self_harm_thoughts", "present"),
        ("It isn't that I can't walk. I can, I did four miles.", "cannot_walk", "absent"),
        ("Not only does it hurt, I can't walk.", "cannot_walk", "present"),
        ("If I ever go numb between the legs I'm to get to the ER.", "saddle_numbness", None),
        ("Can't tell if I'm peeing.", "bladder_trouble", "present"),
        ("When pain goes down both legs ring her, she said.", "pain_both_legs", None),
        ("Leg weakness? Fever? I could tick none of them.", "fever", "absent"),
        ("Fever? Chills? Good grief no. My back aches.", "fever", "absent"),
        ("Come back if you can't pee, they said. I can't.", "bladder_trouble", "present"),
        ("They ask about numbness when you wipe. As of last night it's a yes.", "saddle_numbness", "present"),
        ("Back in 2011 both legs went weak and I couldn't walk.", "cannot_walk", "past"),
        ("I couldn't lift my toes for a month. That was in 2019.", "foot_drop", "past"),
        ("It went down both legs at first, since then only the right.", "pain_both_legs", "past"),
        ("Nearly wet myself when the spasm hit.", "bladder_trouble", None),
        ("Both legs hurt, wait no, just the left one.", "pain_both_legs", "absent"),
        ("Both legs hurt, wait no, both feet too.", "pain_both_legs", "present"),
        ("no fracture, no tumor, mild L4-5 bulge", "disc_herniation_known", "present"),
        ("no fever, no chills, weakness or falls", "weakness", "absent"),
        ("Peeing was normal until last night.", "bladder_trouble", "present"),
        ("Peeing ok? Nope.", "bladder_trouble", "present"),
        ("Numb foot? Yep. Weak? Nope.", "numbness", "present"),
        ("Hasta ahora orino bien.", "bladder_trouble", "absent"),
        ("I used to leak after the kids. What isn't normal: I don't feel it coming.", "bladder_trouble", "present"),
        ("The bladder urgency, the dribbling, those are all old friends since 2004.", "bladder_trouble", None),
        ("Feet like ice, both, since I was a girl.", "cold_pale_leg", None),
        ("My horse threw me at a canter on Saturday.", "serious_accident", "present"),
        ("I used to pee fine, the osteoporosis leaflet says", "osteoporosis", None),
        ("Yo no me orino encima, solo me duele la espalda.", "bladder_trouble", "absent"),
        ("Can I wait until Monday if I can't pee?", "bladder_trouble", "present"),
        ("What happens if I can't pee?", "bladder_trouble", None),
        ("They offered surgery for my L5 herniation and I said no.", "disc_herniation_known", "present"),
        ("no siento el pie y ya no me duele", "numbness", "present"),
        ("My dad wet his pants and didn't know it.", "bladder_trouble", "present"),
        ("My uncle had foot drop. Mine has too.", "foot_drop", "present"),
        ("I tried to kill myself ten years ago and lately I think of it again.", "self_harm_thoughts", "present"),
        ("I tried to kill myself ten years ago.", "self_harm_thoughts", "past"),
        ("Casi me desmayo, pero no llegué a desmayarme.", "fainting", "absent"),
        ("Losing control of your bowels sounds awful, I feel for those people.", "bowel_trouble", None),
        ("A woman in my class can't feel between her legs. I'm just stiff.", "saddle_numbness", None),
        ("My husband is on warfarin, not me. My back hurts.", "blood_thinner", "absent"),
        ("Escribo por mi papá: no puede orinar. Yo estoy bien.", "bladder_trouble", "present"),
        ("Nunca me había pasado: ayer me desmayé.", "fainting", "present"),
    ],
)
def test_a_meaning_is_bent(text, finding, expected):
    assert status(text, finding) == expected


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("my left foot is numb", Side.LEFT),
        ("numb foot on the right", Side.RIGHT),
        ("left and right foot numb", Side.BOTH),
        ("my feet are numb", Side.BOTH),
        ("numb foot", None),
        ("right now my foot is numb", None),
        ("she left me and my foot is numb", None),
        ("R foot numb", Side.RIGHT),
        ("Left hip aches. Foot is numb.", Side.LEFT),
        ("left hip aches, right hip aches. Foot is numb.", None),
    ],
)
def test_a_side_goes_with_its_words(text, side):
    numb = next(each for each in language.understand(text=text).findings if each.id == "numbness")
    assert numb.side is side


def test_what_is_there_counts_over_what_was_denied_before():
    understood = language.understand(text="My foot is numb. Last year there was no numbness.")
    assert [each.status for each in understood.findings if each.id == "numbness"] == [FindingStatus.PRESENT]


@pytest.mark.parametrize(("lang", "expected"), [(None, "es"), ("en", "en")])
def test_the_language_is_told_or_taken(lang, expected):
    assert language.understand(text="Me duele la espalda desde ayer", lang=lang).language == expected


def test_an_emergency_is_heard_in_either_language_of_a_mixed_text():
    assert "bladder_trouble" in language.understand(text="my back hurts a lot and no puedo orinar").present()
