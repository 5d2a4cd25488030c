"""What `check` says of files that load one by one and do not fit together."""

import csv
import shutil
from datetime import date, timedelta

import pytest

from unpinch import knowledge
from unpinch.knowledge import _check, _load
from unpinch.knowledge._files import FILES

TODAY = date(2026, 11, 22)


@pytest.fixture
def copied_data(tmp_path, monkeypatch):
    """Let the room read a copy of its files, and forget everything it has read before and after."""
    folder = tmp_path / "data"
    shutil.copytree(_load.DATA_FOLDER, folder)
    for module in (_load, _check):
        monkeypatch.setattr(module, "DATA_FOLDER", folder)
    _forget()
    yield folder
    _forget()


@pytest.fixture
def change(copied_data):
    """Give a function that sets values in one row of one copied file: `change("harms.csv", id="x", year="12")`."""

    def set_values(file: str, /, *, id: str, **values: str):
        path = copied_data / file
        with path.open(encoding="utf-8", newline="") as lines:
            reader = csv.DictReader(lines)
            columns, rows = list(reader.fieldnames or ()), list(reader)
        [row] = [row for row in rows if row["id"] == id]
        assert set(values) <= set(columns), f"{file} has no such columns: {set(values) - set(columns)}"
        row.update(values)
        with path.open("w", encoding="utf-8", newline="") as lines:
            writer = csv.DictWriter(lines, columns, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        _forget()

    return set_values


def _forget():
    _load.load.cache_clear()
    _load.ids_of.cache_clear()


def said(today=TODAY):
    return "\n".join(knowledge.check(today=today))


def test_the_files_as_they_are_have_no_problem():
    assert knowledge.check(today=TODAY) == ()


def test_a_fact_is_overdue_from_the_day_after_its_review_date():
    law = {row.next_review_date for row in knowledge.coverage()}
    due = min(law)
    assert knowledge.check(today=due - timedelta(days=1)) == ()
    assert knowledge.check(today=due) == ()
    late = knowledge.check(today=due + timedelta(days=1))
    assert len(late) == sum(row.next_review_date == due for _, row in _facts())
    assert all(f"read again by {due}" in line and ", row " in line for line in late)


def _facts():
    for file, kind in FILES.items():
        for row in knowledge.load(kind, file):
            if isinstance(row, knowledge.Fact):
                yield file, row


@pytest.mark.parametrize("file", FILES)
def test_a_file_that_is_gone_is_said_and_hides_no_other_problem(copied_data, file):
    (copied_data / file).unlink()
    knowledge.load.cache_clear()
    problems = knowledge.check(today=TODAY)
    assert any(line.startswith(f"{file}: it cannot be read") for line in problems)


def test_two_broken_files_are_both_said(change):
    change("prevalence.csv", id="ps_17", source_url="")
    change("coverage.csv", id="va_acu", treatments="leeches")
    problems = knowledge.check(today=TODAY)
    assert [line.split(",")[0] for line in problems] == ["prevalence.csv", "coverage.csv"]


def test_a_context_row_may_not_fire(change):
    rule = knowledge.triage_rules()[0]
    change("triage_rules.csv", id=rule.id, red_flags="ctx_night_pain")
    assert f"triage_rules.csv, row 2 ({rule.id}): ctx_night_pain is a context row" in said()


def test_an_emergency_may_not_rest_on_commercial_pages_alone(change):
    [rule, *_] = (row for row in knowledge.triage_rules() if row.level == "emergency_now")
    change("triage_rules.csv", id=rule.id, source_tier="C", red_flags="aaa_over55_collapse")
    assert f"({rule.id}): an emergency may not rest on tier C alone" in said()
    change("triage_rules.csv", id=rule.id, source_tier="C", red_flags="aaa_over55_collapse aaa_syncope")
    assert "tier C alone" not in said()


def test_a_warning_word_that_no_rule_looks_at(change):
    change("findings.csv", id="shooting", group="red_flag")
    assert "(shooting): no row of triage_rules.csv looks at it" in said()


def test_a_needling_word_that_no_caution_looks_at(change):
    change("findings.csv", id="shooting", group="needling")
    assert "(shooting): no row of needling_safety.csv looks at it" in said()


@pytest.mark.parametrize(
    ("file", "id"), [("diagnostic_findings.csv", "cough_leg_pain"), ("prevalence.csv", "atlas_sciatica")]
)
def test_a_target_that_is_nothing_we_know(change, file, id):
    change(file, id=id, target="elbow")
    assert f"({id}): 'elbow' is no structure or condition" in said()


def test_a_trial_name_belongs_to_one_treatment(change):
    change("treatments.csv", id="massage", names_in_trials="acupuncture")
    assert "(massage): 'acupuncture' belongs to acupuncture already" in said()


def test_a_state_without_an_answer(change):
    change("scope_of_practice.csv", id="DC-physical_therapist", state="ZZ")
    assert "ZZ is not a state" in said()
    assert "what physical therapists may do in DC" in said()


@pytest.mark.parametrize(
    ("url", "refused"),
    [
        ("http://10.0.0.1/x", True),
        ("http://10.0.0.1:8081/x", True),
        ("https://copy.example.org:3004/x", True),
        ("https://journal.example.org:443/x", False),
        ("https://journal.example.org/a:1/x", False),
    ],
)
def test_a_copy_server_is_no_source(change, url, refused):
    change("prevalence.csv", id="ps_17", source_url=url)
    assert ("is a copy server" in said()) is refused


def test_a_file_without_a_schema(copied_data):
    (copied_data / "stray.csv").write_text("id\n", encoding="utf-8")
    assert "stray.csv: no kind of row belongs to this file" in said()


def test_a_better_source_leaves_the_page(change):
    assert "aaa_over55_collapse" in knowledge.weak_sources_page()
    change("red_flags.csv", id="aaa_over55_collapse", source_tier="A")
    assert "aaa_over55_collapse" not in knowledge.weak_sources_page()


def test_a_muscle_without_a_place_and_a_place_without_a_muscle(change):
    change("referral_patterns.csv", id="R131", structure="psoas_minor")
    assert "muscles.csv: no row says where psoas_minor of referral_patterns.csv lies" in said()
    change("referral_patterns.csv", id="R132", structure="psoas_minor")
    assert "(adductor_magnus): no row of referral_patterns.csv says where it is felt" in said()


def test_a_code_of_a_kind_of_care_that_is_not_there(copied_data):
    path = copied_data / "procedure_codes.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("20560,needling", "20560,magic"), encoding="utf-8")
    _forget()
    assert "procedure_codes.csv, row 2, kind: 'magic' is not an id of kinds_of_care.csv" in said()


def test_a_ninth_kind_of_care_has_no_room_and_needs_codes(copied_data):
    path = copied_data / "kinds_of_care.csv"
    last = path.read_text(encoding="utf-8").splitlines()[-1]
    with path.open("a", encoding="utf-8") as file:
        file.write("ninth," + last.split(",", 1)[1] + "\n")
    _forget()
    assert said().splitlines() == [
        "kinds_of_care.csv, row 10 (ninth): there is room for 8 kinds. Join two.",
        "kinds_of_care.csv, row 10 (ninth): no row of procedure_codes.csv counts for it. Add one.",
    ]
