"""`unpinch people`: the first roles, given by whoever runs the server."""

import json

import pytest

from tests.integration.server.people_world import THEN
from unpinch.cli import main
from unpinch.cli._people_command import ROLES
from unpinch.server.accounts.models import Person, Role
from unpinch.server.audit.models import AuditEntry
from unpinch.server.config import roles

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _database_is_there(monkeypatch):
    monkeypatch.setattr(roles, "prepare_database", lambda **_rest: None)


def test_the_command_knows_every_role():
    assert set(ROLES) == set(Role.values)


def test_gives_and_takes_a_role_with_a_row_in_the_record(capsys):
    person = Person.objects.create(email="olga@example.org", name="Olga", created_at=THEN)
    for given, changed in (("give-role", True), ("give-role", False), ("take-role", True), ("take-role", False)):
        assert main(["people", given, "Olga@Example.org", "operator", "--json"]) == 0
        assert json.loads(capsys.readouterr().out)["changed"] is changed
    acts = AuditEntry.objects.filter(concerns=person).order_by("pk").values_list("act", flat=True)
    assert list(acts) == ["role.given.operator", "role.taken.operator"]


def test_says_where_nobody_has_the_address(capsys):
    assert main(["people", "give-role", "nobody@example.org", "operator"]) == 1
    assert "Nobody has an account with nobody@example.org" in capsys.readouterr().err
