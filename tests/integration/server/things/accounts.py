"""Ann's passkey, and what else stands in the addresses of an account."""

from allauth.mfa.models import Authenticator

from tests.integration.server.people_world import Thing, World, thing
from unpinch.server.accounts.models import Person
from unpinch.server.people import acting

NAME = "Ann's grey one"


@thing("mfa_remove_webauthn", "mfa_edit_webauthn")
def _passkey(world: World) -> Thing:
    passkey = _passkey_of_ann(world)
    return Thing(kwargs={"pk": passkey.pk}, proved=True, secret="s grey one")


@thing("mfa_list_webauthn")
def _passkeys(world: World) -> Thing:
    _passkey_of_ann(world)
    return Thing(secret="s grey one")


def _passkey_of_ann(world: World) -> Authenticator:
    return Authenticator.objects.create(
        user=world.ann, type=Authenticator.Type.WEBAUTHN, data={"name": NAME, "credential": {}}
    )


@thing("account", "my_settings")
def _settings(world: World) -> Thing:
    Person.objects.filter(pk=world.ann.pk).update(name="Ann of the river")
    return Thing(data={"name": "Somebody", "zone": "UTC", "language": "es"}, secret="Ann of the river")


@thing("my_data")
def _data(_world: World) -> Thing:
    return Thing(proved=True)


@thing("delete_account")
def _delete(_world: World) -> Thing:
    return Thing(proved=True, data={"word": "delete"})


@thing("change_consent")
def _consent(_world: World) -> Thing:
    return Thing(kwargs={"what": "reminders"}, data={"agree": "yes"})


@thing("my_record")
def _record(world: World) -> Thing:
    acting.add_dependant(actor=world.ann, name="Ann's little one", now=world.now)
    return Thing(secret="s little one")


@thing("acting")
def _acting(world: World) -> Thing:
    acting.add_dependant(actor=world.ann, name="Ann's little one", now=world.now)
    return Thing(secret="s little one")


@thing("add_dependant")
def _dependant(_world: World) -> Thing:
    return Thing(data={"name": "Somebody small"})


@thing("ask_helper")
def _helper(_world: World) -> Thing:
    return Thing(data={"email": "someone@example.org"})


@thing("answer_acting")
def _question(world: World) -> Thing:
    asked = acting.ask_to_act(for_person=world.ben, email=world.ann.email, now=world.now)
    return Thing(kwargs={"number": asked.pk}, data={"agree": "yes"})


@thing("stop_acting")
def _stop(world: World) -> Thing:
    asked = acting.ask_to_act(for_person=world.ann, email="someone@example.org", now=world.now)
    return Thing(kwargs={"number": asked.pk})
