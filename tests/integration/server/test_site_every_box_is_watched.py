"""
Whatever is typed in whichever box of the site is read for warning signs.

Walks every page, types crisis words into each box of each form, sends it as a browser would, and looks for the panel.
A new page with an address that needs something in it must be named here; a new box must be connected (CONTRIBUTING.md).
"""

import re
from pathlib import Path

import pytest
from django import forms
from django.urls import reverse

from tests.integration.server.addresses import names_of_addresses
from tests.integration.server.forms_on_pages import FormOnPage, forms_on
from unpinch.server import web
from unpinch.server.web import forms as our_forms
from unpinch.server.web.crisis_contact import CrisisContact
from unpinch.server.web.watch import WatchedForm, is_free_text

pytestmark = pytest.mark.django_db

CRISIS_WORDS = "I want to kill myself"
# Addresses that need something in them, with an example each.
EXAMPLES = {
    "treatment": {"treatment": "dry_needling"},
    "article": {"slug": "dry-needling-for-sciatica"},
    "muscle": {"muscle": "piriformis"},
    "clinician": {},
    "evidence_file": {"name": "trials"},
    "evidence_result": {"id": "liu2018-pain"},
}
# Answers for machines, and addresses that only take what another page sends.
NO_PAGES = {"live", "ready", "evidence_file", "evidence_network_csv", "forget", "answer", "contact"}
NO_PAGES |= {"evidence_result_csv", "evidence_result_json", "report_wrong"}
TEMPLATES = Path(web.__file__).parent / "templates"
BOX_IN_TEMPLATE = re.compile(r"<(?:textarea|input)\b[^>]*?\bname=\"([^\"]+)\"[^>]*>")


@pytest.fixture
def pages(some_npi, settings) -> dict[str, str]:
    """Give the address of every page by its name, with the crisis contact shown where it can be."""
    settings.CRISIS_CONTACT = CrisisContact("Maya Ortiz", mail="maya@example.org")
    settings.MAIL_IS_SET = True
    examples = {**EXAMPLES, "clinician": {"npi": some_npi}}
    return {name: reverse(name, kwargs=examples.get(name)) for name in sorted(names_of_addresses() - NO_PAGES)}


def _visited(client, pages, story):
    """Give every page of somebody who told nothing, who told a story, and who is in a crisis."""
    for told in ("", story, CRISIS_WORDS):
        if told:
            client.post("/", {"text": told, "zip_code": "06105"})
        for name, address in pages.items():
            yield name, client.get(address, follow=True).content.decode()


def _boxes(client, pages, story):
    """Give each form with a box once, wherever it was met first."""
    met: dict[tuple[str, str], tuple[str, FormOnPage]] = {}
    for name, page in _visited(client, pages, story):
        for form in forms_on(page):
            for box in form.boxes:
                met.setdefault((form.action, box), (name, form))
    return met


def test_each_box_of_each_page_is_read_for_warning_signs(client, pages, story):
    boxes = _boxes(client, pages, story)
    assert {("/", "text"), ("/", "zip_code"), ("/find/", "near"), ("/find/", "name"), ("/contact/", "reach")} <= set(
        boxes
    )
    assert "words" in {box for action, box in boxes if action.endswith("/wrong/")}
    for (action, box), (name, form) in boxes.items():
        client.cookies.clear()
        send = client.post if form.method == "post" else client.get
        answer = send(action or pages[name], {**form.sent, box: CRISIS_WORDS}, follow=True)
        page = answer.content.decode()
        assert "Talk to someone now" in page, f"the box {box!r} of the page {name!r} is not watched"
        assert 'href="tel:988"' in page
        hops = [address for address, _status in answer.redirect_chain]
        assert not any("kill" in address for address in (answer.request["QUERY_STRING"], *hops))


def test_no_template_holds_a_box_that_the_walk_did_not_meet(client, pages, story):
    met = {box for _action, box in _boxes(client, pages, story)}
    written = {
        name
        for path in TEMPLATES.rglob("*.html")
        for match in BOX_IN_TEMPLATE.finditer(path.read_text(encoding="utf-8"))
        if not re.search(r'type="(?:checkbox|radio|hidden|submit|number)"', match.group())
        for name in [match.group(1)]
    }
    assert written == met


def test_each_form_class_with_free_text_is_a_watched_one():
    ours = [each for each in vars(our_forms).values() if isinstance(each, type) and issubclass(each, forms.Form)]
    with_boxes = [each for each in ours if any(is_free_text(box) for box in each.base_fields.values())]
    assert len(with_boxes) >= 3
    assert all(issubclass(each, WatchedForm) for each in with_boxes)


def test_each_page_is_walked(pages):
    assert {"tell", "find", "rules", "about", "evidence", "options", "learn", "understand"} <= set(pages)
