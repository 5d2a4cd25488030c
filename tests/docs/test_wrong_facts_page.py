"""The page on wrong facts shows what the command really prints, and every outcome there is."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import call_command

from unpinch.server.profiles import actions
from unpinch.server.profiles.facts import Outcome, WrongFact
from unpinch.server.profiles.models import Report

PAGE = (Path(__file__).parents[2] / "docs" / "wrong-facts.md").read_text(encoding="utf-8")


@pytest.mark.django_db
def test_the_list_looks_as_it_is_shown(capsys, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime(2026, 11, 23, 15, tzinfo=UTC))
    report = actions.report_wrong(
        npi="1234567893",
        wrong=WrongFact.PHONE,
        shown="(203) 555-0100",
        words="It rings at a bakery",
        now=datetime(2026, 11, 20, 12, tzinfo=UTC),
    )
    Report.objects.filter(pk=report.pk).update(id=12)
    call_command("wrong_facts", "list")
    assert f"```\n{capsys.readouterr().out}```" in PAGE


def test_every_outcome_is_explained():
    assert set(re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE)) == {outcome.value for outcome in Outcome}
