"""The worked examples beside the project, and the published vignettes: is anybody sent home who should not be?"""

import csv
import json

import pytest

from unpinch import language, safety
from unpinch.kernel import CareLevel

# Published cases that no rule can catch from the words alone: no sign of an emergency is mentioned.
# SEM-08 is a kidney stone; the two SEA cases are infections that looked like a strain (their authors call them hard).
NOT_IN_THE_WORDS = {"SEM-08", "CASE-SEA-55M", "CASE-SEA-63M"}
# A clot in the leg is checked the same day here; the publisher's scale has no step between that and an emergency.
SAME_DAY_IS_RIGHT = {"SEM-05"}


def examples(shared):
    lines = (shared / "design" / "understand_examples.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_each_example_gets_its_level(shared):
    wrong = []
    for example in examples(shared):
        level = safety.assess(understanding=language.understand(text=example["text"])).level
        if level not in (example["triage"], *example["triage_ok"]):
            wrong.append((example["id"], example["triage"], str(level)))
    assert wrong == []


def test_each_example_is_understood(shared):
    wrong = []
    for example in examples(shared):
        understood = language.understand(text=example["text"])
        missed = set(example["present"]) - understood.present()
        false = understood.present().intersection(example["not_present"])
        undenied = set(example["absent"]) - understood.absent()
        if missed or false or undenied or understood.language != example["lang"]:
            wrong.append((example["id"], missed, false, undenied, understood.language))
    assert wrong == []


def test_each_example_gives_its_numbers_and_requests(shared):
    wrong = []
    for example in examples(shared):
        understood = language.understand(text=example["text"])
        pain, request = understood.pain, understood.request
        got = {
            "severity": pain.severity_0_10,
            "duration_days": pain.duration_days,
            "treatments": sorted(request.treatments),
            "avoid": sorted(request.avoid),
            "tried": sorted(request.tried),
            "zip": request.zip_code,
            "within_miles": request.within_miles,
            "insurer": request.insurer,
        }
        wanted = {name: sorted(example[name]) if isinstance(example[name], list) else example[name] for name in got}
        if got != wanted:
            wrong.append((example["id"], got, wanted))
    assert wrong == []


def test_each_example_gets_its_needling_answer(shared):
    wrong = []
    for example in examples(shared):
        screen = safety.screen_needling(understanding=language.understand(text=example["text"]))
        if example["needling"] and screen.status != example["needling"]:
            wrong.append((example["id"], example["needling"], str(screen.status)))
    assert wrong == []


def vignettes(shared):
    with (shared / "clinical" / "vignettes.csv").open(encoding="utf-8", newline="") as lines:
        return [row for row in csv.DictReader(lines) if row["spine_leg_related"] == "yes"]


def test_no_published_emergency_is_sent_home(shared):
    emergencies = [row for row in vignettes(shared) if row["correct_triage"].startswith("emergency")]
    assert emergencies
    missed = {
        row["id"]
        for row in emergencies
        if safety.assess(understanding=language.understand(text=row["case_text_paraphrase"])).level
        is not CareLevel.EMERGENCY_NOW
    }
    assert missed - SAME_DAY_IS_RIGHT == NOT_IN_THE_WORDS


@pytest.mark.parametrize("vignette", ["SEM-36", "AVEY-222", "AVEY-243", "AVEY-285", "CASE-CLBP-SINGER"])
def test_plain_back_pain_stays_routine(shared, vignette):
    text = next(row["case_text_paraphrase"] for row in vignettes(shared) if row["id"] == vignette)
    assert safety.assess(understanding=language.understand(text=text)).level is CareLevel.ROUTINE
