"""What people say around a sign does not take it away, and what does take it away still does: Spanish."""

import pytest

from unpinch import language

SIGNS = (
    ("no puedo orinar", "bladder_trouble"),
    ("se me sale la orina y no me doy cuenta", "bladder_trouble"),
    ("me oriné en la cama dormido", "bladder_trouble"),
    ("perdí el control del intestino", "bowel_trouble"),
    ("tengo dormidas las partes íntimas", "saddle_numbness"),
    ("las dos piernas se me doblan", "both_legs_weak"),
    ("la pierna derecha se me puso helada y blanca", "cold_pale_leg"),
    ("no levanto el pie izquierdo", "foot_drop"),
    ("ya no quiero vivir", "self_harm_thoughts"),
    ("tengo fiebre de 39", "fever"),
)
AROUND = (
    "Lo que me asusta es que {}.",
    "no les voy a mentir {}",
    "No te voy a engañar, {}.",
    "No me lo van a creer, {}.",
    "No entiendo por qué {}.",
    "{}, nunca me había pasado.",
    "Hace como una hora {}.",
    "Ya van dos veces que {}.",
    "{}. Dolor no tengo ninguno.",
    "{}. Golpes no, ninguno.",
    "{}. ¿Será por la edad?",
    "{}, mi hija dice que es por la edad.",
    "Ojalá no sea nada, {}.",
    "Tal vez no sea nada, {}.",
    "Me preocupa mi trabajo, {}.",
    "Tengo miedo de la operación, {}.",
    "Creí que era la edad, {}.",
    "Si me permite le cuento: {}.",
    "Sin golpe ni caída, {}.",
    "O sea {}.",
)


@pytest.mark.parametrize("around", AROUND)
def test_what_is_said_around_a_sign_leaves_it(around):
    lost = [sign for sign, finding in SIGNS if finding not in understood(around.format(sign)).present()]
    assert lost == []


@pytest.mark.parametrize(
    "text",
    [
        "Me dijo que si no puedo orinar, no siento las piernas o me da fiebre, me vaya a urgencias. Dolor de cintura",
        "Me dijeron que si se me duermen las piernas, se me sale la orina o no puedo caminar, llame al 911",
        "¿Y si mañana no puedo caminar, no siento las piernas? Solo tengo dolor de espalda",
        "Tengo miedo de que un día no pueda caminar, se me salga la orina y quede en silla",
        "No me caí, me golpeé o me lastimé. Cintura desde el lunes",
        "No se me sale la orina, se me duermen las piernas ni nada de eso. Nomás la cintura",
        "No me orino encima, no me ensucio, no se me dobla la pierna. Cintura",
        "Fiebre no tengo ninguna. Me duele la cintura",
        "¿Entumecimiento? No tengo ninguno. Dolor de cintura",
    ],
)
def test_what_takes_a_sign_away_still_does(text):
    signs = {finding for _, finding in SIGNS} | {"cannot_walk", "numbness", "serious_accident"}
    assert signs.isdisjoint(understood(text).present())


def test_whom_the_pain_wakes_is_the_patient():
    text = "Mi suegro tuvo cáncer de próstata. El dolor de espalda lo despierta todas las madrugadas"
    assert {"cancer_history", "night_pain"} <= set(understood(text).present())


def understood(text):
    return language.understand(text=text, lang="es")
