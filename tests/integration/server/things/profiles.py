"""Cora has proven her number and says something; Ann claims another one, and a code was read to her."""

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.integration.server.people_world import THEN, Thing, World, furnish, thing
from tests.pictures import picture
from unpinch.server.profiles import claim_actions, profile_actions
from unpinch.server.profiles.additions import Said
from unpinch.server.profiles.claiming import Proof
from unpinch.server.web.claiming import became_clinician

ANNS_NPI = "1234567893"
WORDS, TRAINING = "Mornings at the desk are best", "Two years with a fictional teacher"


@furnish
def _claims(world: World) -> None:
    coras = claim_actions.start(person=world.cora, npi=world.npi, now=THEN)
    claim_actions.approve(claim=coras, by=world.olga, reason="For tests", now=THEN, on_proven=became_clinician)
    profile_actions.say(claim=coras, said={Said.TRAINING: TRAINING}, phones=(), now=THEN)
    photo = profile_actions.show_photo(claim=coras, jpeg=b"not a real picture", now=THEN)
    anns = claim_actions.start(person=world.ann, npi=ANNS_NPI, now=world.now)
    claim_actions.ask_for(claim=anns, way=Proof.PHONE, words=WORDS, now=world.now)
    claim_actions.make_code(claim=anns, way=Proof.PHONE, by=world.olga, now=world.now)
    world.more |= {"claim": anns.pk, "photo": photo.digest}


@thing("claim")
def _claim(world: World) -> Thing:
    return Thing(data={"npi": world.npi})


@thing("claim_one", "operator_claim", "operator_code")
def _one(world: World) -> Thing:
    return Thing(kwargs={"number": world.more["claim"]}, secret=WORDS)


@thing("claim_ask")
def _ask(world: World) -> Thing:
    return Thing(kwargs={"number": world.more["claim"]}, data={"way": "operator"}, secret=WORDS)


@thing("claim_mail")
def _mail(world: World) -> Thing:
    return Thing(kwargs={"number": world.more["claim"]}, data={"address": "0"}, secret=WORDS)


@thing("claim_code")
def _code(world: World) -> Thing:
    return Thing(kwargs={"number": world.more["claim"]}, data={"code": "no code"}, secret=WORDS)


@thing("claim_withdraw")
def _withdraw(world: World) -> Thing:
    return Thing(kwargs={"number": world.more["claim"]}, secret=WORDS)


@thing("operator_decide")
def _decide(world: World) -> Thing:
    data = {"do": "refuse", "reason": "Nobody there knew of it"}
    return Thing(kwargs={"number": world.more["claim"]}, data=data, secret=WORDS)


@thing("profile")
def _profile(_world: World) -> Thing:
    return Thing(data={"training": TRAINING}, secret=TRAINING)


@thing("profile_photo")
def _sent_photo(_world: World) -> Thing:
    return Thing(data={"photo": SimpleUploadedFile("face.jpg", picture("JPEG"))})


@thing("photo")
def _photo(world: World) -> Thing:
    return Thing(kwargs={"npi": world.npi, "digest": world.more["photo"]})
