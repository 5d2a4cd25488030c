"""The chance of an address or phone number in words, with what to do."""

from datetime import date
from typing import Any

import pytest

from tests.unit.directory.provider_file import BUILT_AT
from unpinch.directory import _confidence, _traits
from unpinch.directory._confidence import NamedBy, address_chance_of, confidence_of, named_by, phone_chance_of


class Drawn:
    """Stands for a snapshot, of which only the day and whether it is invented matter here."""

    def __init__(self, *, is_demonstration=False):
        self.is_demonstration = is_demonstration
        self.manifest = type("Manifest", (), {"built_at": BUILT_AT})


def facts(snapshot: Any = None, **given: Any):
    usual: dict[str, Any] = {"snapshot": snapshot or Drawn(), "updated": date(2025, 1, 1), "has_phone": True}
    told = confidence_of(**(usual | given))
    return {fact.what: fact for fact in told.facts}


def test_a_number_a_range_and_what_to_do():
    told = address_chance_of(age_days=402, named_by=NamedBy())
    assert str(told.text) == ("One public file says so. Of 100 addresses like this one about 80 are right (70 to 91).")
    assert str(told.advice) == "Call before you go."
    assert told.source.startswith("https://www.mathematica.org/")


def test_an_old_address_says_to_ask_where_they_practise_now():
    told = address_chance_of(age_days=3650, named_by=NamedBy())
    assert told.chance < _confidence.LIKELY
    assert str(told.advice) == "Call before you go, and ask where they practise now."


def test_agreement_and_dispute_are_said():
    assert str(address_chance_of(age_days=1, named_by=NamedBy(address_agreeing=2)).text).startswith("Two publishers")
    assert str(address_chance_of(age_days=1, named_by=NamedBy(address_agreeing=3)).text).startswith("Several")
    assert str(phone_chance_of(age_days=1, named_by=NamedBy(phone_differing=1)).text).startswith("The public files dis")


def test_address_and_phone_have_their_own_agreement():
    told = facts(named_by=NamedBy(address_agreeing=2, phone_differing=1))
    assert told["phone"].chance.chance < facts()["phone"].chance.chance < told["address"].chance.chance
    assert "phone numbers like this one" in str(told["phone"].chance.text)


def test_what_is_not_there_has_no_chance():
    assert facts(has_phone=False)["phone"].chance is None
    assert facts()["insurance"].chance is None


def test_an_invented_record_is_never_called_right():
    told = facts(snapshot=Drawn(is_demonstration=True))
    assert (told["address"].chance, told["phone"].chance) == (None, None)


def test_an_address_of_files_without_dates_is_taken_for_an_old_one():
    undated = facts(named_by=NamedBy(is_dated=False))["address"].chance
    assert undated == facts(updated=None)["address"].chance
    assert undated.chance < facts()["address"].chance.chance


@pytest.mark.parametrize(
    ("sources", "named"),
    [
        (_traits.MAIN_PLACE, NamedBy()),
        # A second place of the same publisher agrees with nobody.
        (_traits.MAIN_PLACE | _traits.SECOND_PLACE, NamedBy()),
        (_traits.MAIN_PLACE | _traits.MEDICARE_PLACE | _traits.SAME_STREET, NamedBy(address_agreeing=2)),
        (
            _traits.MAIN_PLACE | _traits.SAME_STREET | _traits.SAME_PHONE | _traits.OTHER_PHONE,
            NamedBy(address_agreeing=2, phone_agreeing=2),
        ),
        (
            _traits.MAIN_PLACE | _traits.SAME_STREET | _traits.OTHER_PHONE,
            NamedBy(address_agreeing=2, phone_differing=1),
        ),
        (_traits.MEDICARE_PLACE, NamedBy(is_dated=False)),
    ],
)
def test_what_a_snapshot_keeps_of_an_address_says_who_agrees(sources, named):
    assert named_by(sources) == named


def test_what_medicares_file_says_of_telehealth_is_not_said_to_be_unknown():
    assert not facts()["telehealth"].known
    assert facts(telehealth=True)["telehealth"].known
