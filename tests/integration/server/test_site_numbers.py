"""The numbers to call are those of whoever runs the site, on every page."""

import re

import pytest

from tests.integration.server.people_world import build_world
from tests.integration.server.permissions_table import pages_for_all
from unpinch.kernel import HELP_PLACEHOLDERS, HelpLines
from unpinch.server.web.crisis_contact import CrisisContact

pytestmark = pytest.mark.django_db

ELSEWHERE = HelpLines(emergency_number="112", crisis_line="116 123", crisis_texts=False)
CRISIS = "my back has hurt for a year and I want to kill myself"
# Source addresses, what a rule rests on and the phrases we listen for may name 988; sentences for a person may not.
# Nor are places in a drawing.
NOT_SAID = re.compile(
    r'href="http[^"]*"|source: call or text 988 at any hour|<ul class="up-phrases".*?</ul>'
    r'|\s(?:x|y|cx|cy)[12]?="[\d.]+"',
    re.DOTALL,
)
# Not the end of a count such as "1,988".
NUMBER = re.compile(r"(?<![\d,.])(?:911|988)(?!\d)")


@pytest.fixture
def elsewhere(settings):
    settings.HELP_LINES = ELSEWHERE


def _every_page(client, world):
    for address, thing in pages_for_all(world):
        answer = client.get(address, thing.query, follow=True)
        if answer["Content-Type"].startswith("text/html"):
            yield answer.content.decode()


@pytest.mark.parametrize("told", ["", "my left leg hurts and I take warfarin", CRISIS, "numb between my legs"])
def test_no_page_names_another_number_or_leaves_a_gap(client, elsewhere, some_npi, told):
    if told:
        client.post("/", {"text": told, "zip_code": "06105"})
    for page in _every_page(client, build_world(npi=some_npi)):
        assert not NUMBER.search(NOT_SAID.sub("", page))
        assert not any(f"{{{name}}}" in page for name in HELP_PLACEHOLDERS)
        assert "112" in page


def test_a_crisis_names_the_line_that_was_set_and_offers_no_text_where_it_takes_none(client, elsewhere):
    client.post("/", {"text": CRISIS})
    page = client.get("/understand/").content.decode()
    assert "Call 116 123 now, at any hour" in page
    assert 'href="tel:116123"' in page
    assert "sms:" not in page
    assert "call or text" not in page.lower()


def test_a_crisis_in_the_united_states_can_be_texted(client):
    client.post("/", {"text": CRISIS})
    page = client.get("/understand/").content.decode()
    assert "Call or text 988 now, at any hour" in page
    assert 'href="sms:988"' in page


def test_the_notice_and_the_fault_name_the_numbers_too(client, elsewhere, settings, monkeypatch):
    settings.UNPINCH_MAINTENANCE = True
    notice = client.get("/").content.decode()
    settings.UNPINCH_MAINTENANCE = False

    def broken(*_arguments, **_named):
        raise RuntimeError

    monkeypatch.setattr("unpinch.server.web.views.about.about_page", broken)
    client.raise_request_exception = False
    fault = client.get("/about/").content.decode()
    for page in (notice, fault):
        assert 'href="tel:112"' in page
        assert 'href="tel:116123"' in page
        assert not NUMBER.search(page)


def test_a_reason_leads_to_its_rule(client, emergency):
    client.post("/", {"text": emergency})
    page = client.get("/understand/").content.decode()
    anchors = re.findall(r'href="/about/rules/#(rule-\w+)"', page)
    assert "rule-saddle" in anchors
    rules = client.get("/about/rules/").content.decode()
    assert all(f'id="{anchor}"' in rules for anchor in anchors)


def test_nobody_is_named_where_nobody_was_set(client):
    client.post("/", {"text": CRISIS})
    page = client.get("/understand/").content.decode()
    assert "contact me" not in page
    assert client.post("/contact/", {"reach": "555 010 0100"}).status_code == 404


def test_a_person_without_mail_is_shown_without_a_form(client, settings):
    settings.CRISIS_CONTACT = CrisisContact("Maya Ortiz", telephone="+1 555 010 0100")
    settings.MAIL_IS_SET = True
    client.post("/", {"text": CRISIS})
    page = client.get("/understand/").content.decode()
    assert 'href="tel:+15550100100"' in page
    assert 'name="reach"' not in page
    assert client.post("/contact/", {"reach": "555 010 0100"}).status_code == 404
