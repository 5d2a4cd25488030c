"""Laws of the level of care, on whole texts: what may be added, denied, turned round or padded without harm."""

import json
from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from unpinch import language, navigator, safety
from unpinch.kernel import CareLevel

DEVELOPMENT = Path(__file__).parents[1] / "scorecard" / "development.jsonl"
TEXTS = [json.loads(line) for line in DEVELOPMENT.read_text(encoding="utf-8").splitlines()]

# Else the law of suspicion would be tried on hardly anything.
SUSPECTING_AT_LEAST = 10

# One plain sentence for each kind of warning sign, without "I": a story may be told for somebody else.
SIGNS = {
    "en": [
        "Since this morning no feeling when peeing.",
        "New numbness between the legs.",
        "Lost control of the bowels last night.",
        "Fever of 102 and chills today.",
        "The left foot slaps and the toes can't be lifted.",
        "Now the calf is swollen, red and hot.",
        "Chest pain and short of breath right now.",
        "Thoughts of suicide lately.",
        "Both legs are getting weaker since yesterday.",
        "Lost 20 pounds without trying.",
    ],
    "es": [
        "Desde esta mañana no se siente al orinar.",
        "Dormido entre las piernas desde ayer.",
        "Anoche se salió el popó sin sentir.",
        "Fiebre de 39 y escalofríos hoy.",
        "No se puede levantar la punta del pie izquierdo.",
        "La pantorrilla está hinchada, roja y caliente.",
        "Dolor en el pecho y falta de aire ahora.",
        "Pensamientos de suicidio.",
        "Se debilitan las dos piernas desde ayer.",
    ],
}
DENIALS = {
    "en": [
        "I have no fever.",
        "No chest pain.",
        "No numbness between my legs.",
        "I have no trouble with my bladder.",
    ],
    "es": [
        "No tengo fiebre.",
        "Sin dolor de pecho.",
        "No tengo dormido entre las piernas.",
        "Sin problemas para orinar.",
    ],
}
PLAIN = {
    "en": [
        "My low back aches.",
        "The pain goes down my left leg.",
        "Sitting makes it worse.",
        "It began three weeks ago.",
        "I tried ibuprofen.",
        "I would like to try dry needling.",
        "My right calf cramps.",
        "I have diabetes.",
    ],
    "es": [
        "Me duele la espalda baja.",
        "El dolor baja por la pierna izquierda.",
        "Sentado me duele más.",
        "Empezó hace tres semanas.",
        "Tomé ibuprofeno.",
        "Quiero probar la acupuntura.",
        "Tengo diabetes.",
    ],
}
FILLER = {
    "en": ["Thanks for reading.", "Hello everyone.", "I live upstairs with two cats.", "The weather is nice today."],
    "es": ["Gracias por leer.", "Buenas tardes a todos.", "Vivo en un segundo piso.", "Hoy hace buen tiempo."],
}
languages = st.sampled_from(["en", "es"])


def level(text, lang):
    return navigator.read(story=navigator.Story(text=text), lang=lang).triage.level


def findings(text, lang):
    understood = navigator.read(story=navigator.Story(text=text), lang=lang).understanding
    return {(found.id, found.status) for found in understood.findings}


def ended(text):
    return text if text.rstrip()[-1] in ".!?" else f"{text}."


@given(st.sampled_from(TEXTS), st.data())
def test_a_warning_sign_said_after_a_story_never_lowers_the_level(labelled, data):
    lang = labelled["lang"]
    sign = data.draw(st.sampled_from(SIGNS[lang]))
    with_sign = level(f"{ended(labelled['text'])} {sign}", lang)
    assert with_sign.urgency >= max(level(labelled["text"], lang).urgency, level(sign, lang).urgency)


@given(st.sampled_from(TEXTS), st.data())
def test_denying_a_sign_after_a_story_never_raises_the_level(labelled, data):
    lang = labelled["lang"]
    denial = data.draw(st.sampled_from(DENIALS[lang]))
    assert level(f"{ended(labelled['text'])} {denial}", lang).urgency <= level(labelled["text"], lang).urgency


@given(languages, st.data())
def test_the_order_of_sentences_does_not_change_the_level(lang, data):
    said = [*PLAIN[lang], *SIGNS[lang], *DENIALS[lang]]
    chosen = data.draw(st.lists(st.sampled_from(said), min_size=2, max_size=6, unique=True))
    turned = data.draw(st.permutations(chosen))
    assert level(" ".join(chosen), lang) is level(" ".join(turned), lang)


@given(st.sampled_from(TEXTS), st.data())
def test_filler_around_a_story_does_not_change_the_findings(labelled, data):
    lang = labelled["lang"]
    before, after = (data.draw(st.sampled_from(FILLER[lang])) for _ in range(2))
    assert findings(f"{before} {ended(labelled['text'])} {after}", lang) == findings(labelled["text"], lang)


def test_what_is_only_suspected_in_a_text_changes_neither_level_nor_reasons():
    texts = [text for text in (labelled["text"] for labelled in TEXTS) if language.understand(text=text).suspected]
    assert len(texts) >= SUSPECTING_AT_LEAST
    for text in texts:
        reading = navigator.read(story=navigator.Story(text=text))
        suspected = reading.understanding.suspected
        without = safety.assess(understanding=replace(reading.understanding, suspected=()))
        assert (reading.triage.level, without.ask) == (without.level, reading.triage.ask), text
        assert [str(one.text) for one in reading.triage.reasons] == [str(one.text) for one in without.reasons]
        assert [one.finding for one in reading.questions[: len(suspected)]] == [one.id for one in suspected]


@given(languages, st.data())
def test_each_sign_alone_calls_for_care(lang, data):
    sign = data.draw(st.sampled_from(SIGNS[lang]))
    assert level(sign, lang) is not CareLevel.ROUTINE
