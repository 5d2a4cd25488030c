"""
Every address, method and role: what is answered (`tests/spec/permissions`), tried cell by cell with real rows.

Each owner of pages has a file of the table and a module of `things`. A cell is one of the words below, or a status.
"""

from __future__ import annotations

import re
from urllib.parse import urlencode

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.integration.server.people_world import (
    ROLES,
    THINGS,
    World,
    build_world,
    into_session,
    proved,
    read_the_things,
    thing_of,
)
from tests.integration.server.permissions_table import addresses, rows

pytestmark = pytest.mark.django_db

METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"}
SIGN_IN = "/account/login/"
PROVE_AGAIN = ("/account/reauthenticate/", "/account/2fa/reauthenticate/", "/account/2fa/webauthn/reauthenticate/")
# Changes nothing and is as good as its address: whoever sends it gets a page of public facts.
TAKEN_FROM_ANYWHERE = {"find"}


ROWS = rows()
IN_TABLE = {(row["address"], row["method"]) for row in ROWS}


@pytest.fixture
def world(some_npi) -> World:
    cache.clear()
    return build_world(npi=some_npi)


def _answer(world: World, address: str, method: str, role: str, *, checks_forms: bool = False):
    """Ask as somebody, and take back whatever that did."""
    who = ROLES[role]
    with transaction.atomic():
        thing = thing_of(world, address)
        browser = Client(enforce_csrf_checks=checks_forms)
        if who:
            browser.force_login(getattr(world, who))
            into_session(browser, {**thing.session, **(proved(getattr(world, who)) if thing.proved else {})})
        path = reverse(address, kwargs=thing.kwargs)
        if method == "POST":
            answer = browser.post(path, thing.data)
        else:
            answer = browser.generic(method, path, QUERY_STRING=urlencode(thing.query))
        body = answer.getvalue().decode(errors="replace")
        transaction.set_rollback(True)
    return answer, body, thing


def _word(answer, body: str, secret: str) -> str:
    """Say in the words of the table what was answered."""
    status = answer.status_code
    if status in (301, 302, 303):
        to = answer["Location"]
        if to.startswith(SIGN_IN):
            return "sign_in"
        return "prove" if to.startswith(PROVE_AGAIN) else "done"
    if status == 200:
        return "sees" if secret and secret in body else "page"
    return {403: "not_for_you", 404: "no_such", 405: "not_this_way"}.get(status, str(status))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['method']} {row['address']}")
def test_each_role_gets_what_the_table_says(world, row):
    answered = dict.fromkeys(ROLES, "page")
    for role in _roles_to_try(row):
        answer, body, thing = _answer(world, row["address"], row["method"], role)
        answered[role] = _word(answer, body, thing.secret)
        if answered[role] != "sees":
            assert not thing.secret or thing.secret not in body, f"{role} reads it"
    assert answered == {role: row[role] for role in ROLES}


def _roles_to_try(row: dict[str, str]) -> tuple[str, ...]:
    """Give every role; of a page that everybody may read three of them, since drawing those takes long."""
    is_for_all = row["method"] == "GET" and {row[role] for role in ROLES} == {"page"}
    return ("anonymous", "person", "operator") if is_for_all else tuple(ROLES)


def test_every_address_is_in_the_table_and_nothing_else():
    assert {address for address, _method in IN_TABLE} == set(addresses())
    assert len(IN_TABLE) == len(ROWS)


def test_every_address_with_something_in_it_has_its_thing():
    read_the_things()
    names = addresses()
    with_something = {name for name, path in names.items() if re.search(r"<|\(\?P", path)}
    assert with_something <= set(THINGS) <= set(names)


@pytest.mark.parametrize("method", sorted(METHODS))
def test_a_method_that_is_not_in_the_table_is_refused(world, method):
    ours = {name for name, path in addresses().items() if _is_ours(name, path)}
    # What answers GET answers HEAD.
    in_table = IN_TABLE | {(name, "HEAD") for name, asked in IN_TABLE if asked == "GET"}
    for address in sorted(name for name in ours if (name, method) not in in_table):
        for role in ("person", "operator"):
            answer, _body, _thing = _answer(world, address, method, role)
            assert answer.status_code in (403, 404, 405), f"{method} {address} as {role}: {answer.status_code}"


def _is_ours(name: str, path: str) -> bool:
    return not (path.startswith("account/") and name.startswith(("account_", "mfa_", "usersessions_")))


def test_no_form_is_taken_from_another_site(world):
    for address in sorted({address for address, method in IN_TABLE if method == "POST"} - TAKEN_FROM_ANYWHERE):
        answer, body, _thing = _answer(world, address, "POST", "person", checks_forms=True)
        assert answer.status_code == 403, (address, answer.status_code)
        assert "That form was open too long" in body, address
