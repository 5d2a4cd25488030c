"""
Whatever is typed in whichever box of the site is read for warning signs.

Walks every page, types crisis words into each box of each form, sends it as a browser would, and looks for the panel.
Which pages there are, and what stands in their addresses, is in the table of permissions and in `things`; a new box
must be connected (CONTRIBUTING.md).
"""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from django import forms
from django.test import Client

from tests.integration.server.forms_on_pages import FormOnPage, forms_on
from tests.integration.server.people_world import Thing, World, build_world, into_session, proved
from tests.integration.server.permissions_table import pages_behind_the_door, pages_for_all
from unpinch.server import web
from unpinch.server.web import forms as our_forms
from unpinch.server.web.crisis_contact import CrisisContact
from unpinch.server.web.watch import WatchedForm, is_free_text

pytestmark = pytest.mark.django_db

CRISIS_WORDS = "I want to kill myself"
# Pages of the accounts library ask for addresses, passwords and codes.
NOT_OURS = re.compile(r"/account/(?!$|acting|delete|export|record|consents|settings)")
# Whose eyes see the pages behind the door.
SIGNED_IN = ("ann", "cora", "olga")
TEMPLATES = Path(web.__file__).parent / "templates"
BOX_IN_TEMPLATE = re.compile(r"<(?:textarea|input)\b[^>]*?\bname=\"([^\"]+)\"[^>]*>")


@dataclass
class Met:
    """A form with a box, where it was met and by whom."""

    who: str
    page: str
    form: FormOnPage


@pytest.fixture
def world(some_npi, settings) -> World:
    """Give the people and their things, with the crisis contact shown where it can be."""
    settings.CRISIS_CONTACT = CrisisContact("Maya Ortiz", mail="maya@example.org")
    settings.MAIL_IS_SET = True
    return build_world(npi=some_npi)


def _visited(client, world, story):
    """Give every page of a visitor who told nothing, who told a story and who is in a crisis; then of who signed in."""
    open_pages = [page for page in pages_for_all(world) if not NOT_OURS.match(page[0])]
    for told in ("", story, CRISIS_WORDS):
        if told:
            client.post("/", {"text": told, "zip_code": "06105"})
        for address, thing in open_pages:
            yield "", client.get(address, thing.query, follow=True)
    for who in SIGNED_IN:
        for address, thing in pages_behind_the_door(world):
            if not NOT_OURS.match(address):
                yield who, _browser_of(world, who, thing).get(address, thing.query, follow=True)


def _browser_of(world, who, thing):
    browser = Client()
    if who:
        person = getattr(world, who)
        browser.force_login(person)
        into_session(browser, {**thing.session, **(proved(person) if thing.proved else {})})
    return browser


def _boxes(client, world, story):
    """Give each form with a box once, wherever it was met first."""
    met: dict[tuple[str, str], Met] = {}
    for who, answer in _visited(client, world, story):
        if not answer.headers.get("Content-Type", "").startswith("text/html"):
            continue
        for form in forms_on(answer.getvalue().decode()):
            if not NOT_OURS.match(form.action or answer.request["PATH_INFO"]):
                for box in form.boxes:
                    met.setdefault((form.action, box), Met(who, answer.request["PATH_INFO"], form))
    return met


def test_each_box_of_each_page_is_read_for_warning_signs(client, world, story):
    boxes = _boxes(client, world, story)
    assert {("/", "text"), ("/", "zip_code"), ("/find/", "near"), ("/find/", "name"), ("/contact/", "reach")} <= set(
        boxes
    )
    assert "words" in {box for action, box in boxes if action.endswith("/wrong/")}
    for (action, box), met in boxes.items():
        browser = _browser_of(world, met.who, Thing(proved=True))
        send = browser.post if met.form.method == "post" else browser.get
        answer = send(action or met.page, {**met.form.sent, box: CRISIS_WORDS}, follow=True)
        page = answer.content.decode()
        assert "Talk to someone now" in page, f"the box {box!r} of the page {met.page!r} is not watched"
        assert 'href="tel:988"' in page
        hops = [address for address, _status in answer.redirect_chain]
        assert not any("kill" in address for address in (answer.request["QUERY_STRING"], *hops))


def test_no_template_holds_a_box_that_the_walk_did_not_meet(client, world, story):
    met = {box for _action, box in _boxes(client, world, story)}
    written = {
        name
        for path in TEMPLATES.rglob("*.html")
        for match in BOX_IN_TEMPLATE.finditer(path.read_text(encoding="utf-8"))
        if not re.search(r'type="(?:checkbox|radio|hidden|submit|number|date|time|file)"', match.group())
        for name in [match.group(1)]
        # A part that draws any box of a form: the pages it is on are walked.
        if not name.startswith("{{")
    }
    # Boxes that Django's widgets draw are met and in no template.
    assert written <= met


def test_each_form_class_with_free_text_is_a_watched_one():
    ours = [each for each in vars(our_forms).values() if isinstance(each, type) and issubclass(each, forms.Form)]
    with_boxes = [each for each in ours if any(is_free_text(box) for box in each.base_fields.values())]
    assert len(with_boxes) >= 3
    assert all(issubclass(each, WatchedForm) for each in with_boxes)
