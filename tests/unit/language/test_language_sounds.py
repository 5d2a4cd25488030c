"""Spanish words written as they are heard."""

import pytest

from unpinch import language
from unpinch.language._lexicon import lexicon
from unpinch.language._sounds import Sounds, sound, with_d


@pytest.mark.parametrize(
    ("written", "meant"),
    [("kema", "quema"), ("lebantar", "levantar"), ("pexo", "pecho"), ("horina", "orina"), ("fuelza", "fuerza")],
)
def test_a_word_written_as_it_is_heard_is_found(written, meant):
    assert lexicon().sounds.word_like(written) == meant


def test_an_unlike_word_stays():
    assert lexicon().sounds.word_like("bicicleta") == "bicicleta"


def test_short_words_are_left_alone():
    assert Sounds.of_phrases(["pie", "ojo"]).word_like("oxo") == "oxo"


def test_a_beginning_of_a_word_is_found_by_its_sound():
    assert Sounds.of_phrases(["hormigue*"]).word_like("ormigueos") == "hormigue"


def test_what_sounds_alike_has_one_sound():
    assert sound("tovillo") == sound("tobiyo")


def test_a_swallowed_d_is_heard_though_the_word_begins_like_another():
    assert with_d("botao") == "botado"
    assert "disc_herniation_known" in language.understand(text="el disco lo tengo botao, me duele la cintura").present()


@pytest.mark.parametrize(
    ("text", "is_heard"),
    [
        ("no siento el ano al limpiarme, me duele la espalda", True),
        ("siento raro alrededor del ano desde ayer", True),
        ("hace un ano tengo el pie derecho dormido", False),
        ("el ano pasado me dolia la espalda, sin sensibilidad en el pie", False),
    ],
)
def test_a_year_without_its_tilde_is_no_part_of_the_body(text, is_heard):
    assert ("saddle_numbness" in language.understand(text=text).present()) is is_heard
