"""Each way a knowledge file can be wrong ends in one clear line that names file and row."""

import re
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from unpinch import knowledge
from unpinch.kernel import UnpinchError

FACT = {
    "source_url": "https://example.org/paper",
    "source_tier": "A",
    "checked_date": "2026-11-22",
    "next_review_date": "2027-11-22",
    "checked_by": "",
}
PREVALENCE = {
    "id": "one",
    "cause": "Sciatica",
    "target": "radiculopathy",
    "low": "0.1",
    "high": "0.2",
    "as_published": "10% to 20%",
    "population": "adults",
    "setting": "primary care",
    **FACT,
}
RED_FLAG = {
    "id": "one",
    "row_type": "question",
    "findings": "fever",
    "flag": "Fever",
    "may_mean": "infection",
    "question": "Do you have a fever?",
    "level": "same_day",
    "basis": "source: says so",
    "sensitivity": "0.5",
    "specificity": "",
    "lr_pos": "",
    "other_stat": "",
    "population": "",
    **FACT,
}


def written(tmp_path, *rows, name="facts.csv"):
    path = tmp_path / name
    cells = [list(rows[0]), *(list(row.values()) for row in rows)]
    path.write_text("\n".join(",".join(line) for line in cells) + "\n", encoding="utf-8")
    return path


def refusal(path, row_type):
    with pytest.raises(knowledge.BadFact) as refused:
        knowledge.read_rows(path=path, row_type=row_type)
    message = str(refused.value)
    assert "\n" not in message
    assert message.startswith(path.name)
    assert re.search(r"\. (Mend|Use|Look|Put|Save|Each) ", message), f"does not say what to do: {message}"
    return message


def test_a_good_row_is_read_and_typed(tmp_path):
    [row] = knowledge.read_rows(path=written(tmp_path, PREVALENCE), row_type=knowledge.Prevalence)
    assert (row.low, row.high) == (0.1, 0.2)
    assert row.source_tier is knowledge.SourceTier.A
    assert row.next_review_date == date(2027, 11, 22)
    assert row.checked_by == ""


def test_an_empty_number_is_none_and_never_zero(tmp_path):
    [row] = knowledge.read_rows(path=written(tmp_path, RED_FLAG), row_type=knowledge.RedFlag)
    assert row.sensitivity == 0.5
    assert row.specificity is None


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("source_url", "", "source_url: a fact needs the full web address"),
        ("source_url", "Smith 2019", "source_url: a fact needs the full web address"),
        ("source_url", "ftp://example.org/x", "source_url: a fact needs the full web address"),
        ("source_tier", "", "source_tier: this word is not known here, use 'A', 'B', 'M' or 'C'"),
        ("source_tier", "D", "found 'D'"),
        ("checked_date", "", "checked_date: a date is written like 2026-11-22"),
        ("checked_date", "22.11.2026", "checked_date: a date is written like 2026-11-22"),
        ("checked_date", "20261122", "checked_date: a date is written like 2026-11-22"),
        ("checked_date", "2026-02-30", "checked_date:"),
        ("next_review_date", "2026-11-22", "next_review_date must be after checked_date"),
        ("next_review_date", "2028-11-23", "at most"),
        ("id", "", "id:"),
        ("id", "two words", "id:"),
        ("low", "-0.01", "low: input should be greater than or equal to 0 (found '-0.01')"),
        ("high", "1.01", "high: input should be less than or equal to 1 (found '1.01')"),
        ("high", "twenty", "high: input should be a valid number"),
        ("high", "nan", "high:"),
        ("high", "inf", "high:"),
        ("low", "0.21", "low 0.21 is above high 0.2"),
        ("cause", "", "cause: it must not be empty"),
    ],
)
def test_a_bad_value_names_file_row_and_column(tmp_path, column, value, said):
    path = written(tmp_path, PREVALENCE, {**PREVALENCE, "id": "two", column: value})
    message = refusal(path, knowledge.Prevalence)
    assert message.startswith("facts.csv, row 3, ")
    assert said in message


@pytest.mark.parametrize("value", ["0", "1"])
def test_the_ends_of_a_range_are_in_it(tmp_path, value):
    [row] = knowledge.read_rows(
        path=written(tmp_path, {**PREVALENCE, "low": "0", "high": value}), row_type=knowledge.Prevalence
    )
    assert row.high == float(value)


def test_two_years_of_trust_are_the_longest(tmp_path):
    path = written(tmp_path, {**PREVALENCE, "next_review_date": "2028-11-22"})
    assert knowledge.read_rows(path=path, row_type=knowledge.Prevalence)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"findings": "fever chils"}, "row 2, findings: 'chils' is not an id of findings.csv"),
        ({"level": "soon"}, "level: this word is not known here, use 'emergency_now'"),
        ({"row_type": "advice"}, "row_type:"),
        ({"question": ""}, "a question row needs its question"),
        ({"basis": "we think so"}, "basis:"),
        ({"basis": "context: a number"}, "a context row, and no other"),
        ({"row_type": "context"}, "a context row, and no other"),
    ],
)
def test_a_red_flag_is_refused(tmp_path, changes, said):
    assert said in refusal(written(tmp_path, {**RED_FLAG, **changes}), knowledge.RedFlag)


@pytest.mark.parametrize(
    ("any_of", "min_any", "allowed"),
    [
        ("", "0", True),
        ("", "1", False),
        ("fever weakness", "0", False),
        ("fever weakness", "1", True),
        ("fever weakness", "2", True),
        ("fever weakness", "3", False),
        ("fever weakness", "-1", False),
    ],
)
def test_a_triage_rule_can_be_met_and_needs_what_it_lists(tmp_path, any_of, min_any, allowed):
    row = {
        "id": "one",
        "level": "same_day",
        "all_of": "fever",
        "any_of": any_of,
        "min_any": min_any,
        "none_of": "",
        "min_age_years": "",
        "max_age_years": "",
        "max_duration_days": "",
        "red_flags": "bp_fever",
        "basis": "source: says so",
        "why": "Fever with back pain.",
        "what_to_do": "See a doctor today.",
        **FACT,
    }
    path = written(tmp_path, row)
    if allowed:
        assert knowledge.read_rows(path=path, row_type=knowledge.TriageRule)
    else:
        assert f"min_any is {min_any}" in refusal(path, knowledge.TriageRule)


@pytest.mark.parametrize(
    ("row_type", "row", "said"),
    [
        (
            knowledge.ReferralPattern,
            {
                "id": "R1",
                "pattern": "trigger_point",
                "structure": "piriformis",
                "part": "",
                "kind": "muscle",
                "region": "elbow",
                "strength": "primary",
                "basis": "named in the source",
                **FACT,
            },
            "region: 'elbow' is not an id of body_regions.csv",
        ),
        (
            knowledge.ScopeOfPractice,
            {
                "id": "TX-plumber",
                "state": "TX",
                "specialty": "plumber",
                "may_dry_needle": "yes",
                "training": "",
                "citation": "",
                "basis": "a list",
                "as_of": "2026",
                "conflict": "",
                **FACT,
            },
            "specialty: 'plumber' is not an id of specialties.csv",
        ),
        (
            knowledge.Coverage,
            {
                "id": "one",
                "payers": "medicare",
                "payer_name": "Medicare",
                "treatments": "leeches",
                "codes": "20560",
                "status": "covered",
                "detail": "always",
                "as_of": "2026",
                **FACT,
            },
            "treatments: 'leeches' is not an id of treatments.csv",
        ),
    ],
)
def test_an_id_of_another_file_must_be_there(tmp_path, row_type, row, said):
    assert said in refusal(written(tmp_path, row), row_type)


@pytest.mark.parametrize(
    ("changes", "column"),
    [({"payers": "medicare acme"}, "payers"), ({"codes": "2056"}, "codes"), ({"status": "maybe"}, "status")],
)
def test_words_of_the_contract_are_closed(tmp_path, changes, column):
    row = {
        "id": "one",
        "payers": "medicare",
        "payer_name": "Medicare",
        "treatments": "dry_needling",
        "codes": "20560",
        "status": "covered",
        "detail": "always",
        "as_of": "2026",
        **FACT,
    }
    assert f"row 2, {column}:" in refusal(written(tmp_path, {**row, **changes}), knowledge.Coverage)


def test_an_id_comes_once(tmp_path):
    message = refusal(written(tmp_path, PREVALENCE, PREVALENCE), knowledge.Prevalence)
    assert message == "facts.csv, row 3: one is there already. Each id may come once."


@pytest.mark.parametrize("wrong", ["add", "drop", "swap", "rename"])
def test_the_header_must_be_the_schemas(tmp_path, wrong):
    path = written(tmp_path, PREVALENCE)
    header, *rest = path.read_text(encoding="utf-8").splitlines()
    names = header.split(",")
    if wrong == "add":
        names.append("quote")
    elif wrong == "drop":
        names.remove("source_url")
    elif wrong == "swap":
        names[0], names[1] = names[1], names[0]
    else:
        names[0] = "ID"
    path.write_text("\n".join([",".join(names), *rest]), encoding="utf-8")
    assert "row 1: the columns must be id, cause, target" in refusal(path, knowledge.Prevalence)


@pytest.mark.parametrize(("cells", "count"), [(",one too many", 14), (None, 12)])
def test_a_row_has_as_many_cells_as_the_header(tmp_path, cells, count):
    path = written(tmp_path, PREVALENCE)
    text = path.read_text(encoding="utf-8").rstrip("\n")
    path.write_text(text + cells if cells else text.rstrip(","), encoding="utf-8")
    assert f"row 2: it has {count} values and not 13" in refusal(path, knowledge.Prevalence)


def test_an_empty_line_is_a_row_with_nothing_in_it(tmp_path):
    path = written(tmp_path, PREVALENCE)
    path.write_text(path.read_text(encoding="utf-8") + "\n\n", encoding="utf-8")
    assert "row 3: it has 0 values" in refusal(path, knowledge.Prevalence)


def test_bytes_that_are_not_utf_8(tmp_path):
    path = written(tmp_path, PREVALENCE)
    path.write_bytes(path.read_bytes().replace(b"adults", b"adult\xe9s"))
    assert "line 2: it is not UTF-8 text" in refusal(path, knowledge.Prevalence)


def test_a_byte_order_mark_is_not_held_against_the_file(tmp_path):
    path = written(tmp_path, PREVALENCE)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert knowledge.read_rows(path=path, row_type=knowledge.Prevalence)


@pytest.mark.parametrize("content", [b"", b"\n \n"])
def test_an_empty_file(tmp_path, content):
    path = tmp_path / "facts.csv"
    path.write_bytes(content)
    assert "the file is empty" in refusal(path, knowledge.Prevalence)


def test_a_header_alone(tmp_path):
    path = written(tmp_path, PREVALENCE)
    path.write_text(path.read_text(encoding="utf-8").splitlines()[0], encoding="utf-8")
    assert "a header and no rows" in refusal(path, knowledge.Prevalence)


def test_a_quotation_mark_that_is_never_closed(tmp_path):
    path = written(tmp_path, PREVALENCE)
    path.write_text(path.read_text(encoding="utf-8").replace("adults", '"adults'), encoding="utf-8")
    assert "quotation mark" in refusal(path, knowledge.Prevalence)


@pytest.mark.parametrize("kind", ["missing", "folder"])
def test_a_file_that_cannot_be_read(tmp_path, kind):
    path = tmp_path / "facts.csv"
    if kind == "folder":
        path.mkdir()
    assert "it cannot be read" in refusal(path, knowledge.Prevalence)


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cut=st.integers(0, 250), junk=st.binary(max_size=12))
def test_whatever_is_in_a_file_it_is_read_or_refused_in_one_line(tmp_path, cut, junk):
    path = written(tmp_path, PREVALENCE)
    content = path.read_bytes()
    path.write_bytes(content[:cut] + junk + content[cut + len(junk) :])
    message = "facts.csv: read"
    try:
        knowledge.read_rows(path=path, row_type=knowledge.Prevalence)
    except knowledge.BadFact as refused:
        message = str(refused)
    assert message.startswith("facts.csv")
    assert len(message.splitlines()) == 1


def test_the_error_is_one_a_caller_knows():
    assert issubclass(knowledge.BadFact, UnpinchError)


TRIAGE_RULE = {
    "id": "one",
    "level": "same_day",
    "all_of": "fever",
    "any_of": "",
    "min_any": "0",
    "none_of": "",
    "min_age_years": "",
    "max_age_years": "",
    "max_duration_days": "",
    "red_flags": "",
    "basis": "editorial",
    "why": "It may be an infection.",
    "what_to_do": "See a doctor today.",
    **FACT,
}


@pytest.mark.parametrize("named", ["{emergency_number}", "{crisis_line}", "{call_crisis_line}"])
def test_a_sentence_may_name_a_number_to_call(tmp_path, named):
    path = written(tmp_path, {**TRIAGE_RULE, "what_to_do": f"Please: {named}."})
    assert knowledge.read_rows(path=path, row_type=knowledge.TriageRule)


@pytest.mark.parametrize("sentence", ["Call 911 now.", "Text 988.", "Dial 911-1.", "{crisis_line} or 988"])
def test_a_bare_number_to_call_is_refused_with_what_to_write(tmp_path, sentence):
    path = written(tmp_path, {**TRIAGE_RULE, "what_to_do": sentence})
    assert "{emergency_number}" in refusal(path, knowledge.TriageRule)


@pytest.mark.parametrize(
    "sentence", ["Call {police}.", "Call {}.", "Call {emergency_number.", "Call emergency_number}."]
)
def test_a_placeholder_that_nobody_fills_is_refused(tmp_path, sentence):
    path = written(tmp_path, {**TRIAGE_RULE, "why": sentence})
    assert "placeholder" in refusal(path, knowledge.TriageRule)


def test_a_number_that_is_none_to_call_is_allowed(tmp_path):
    path = written(tmp_path, {**TRIAGE_RULE, "why": "Seen in 1988 of 9110 people."})
    assert knowledge.read_rows(path=path, row_type=knowledge.TriageRule)


def test_a_question_about_a_red_flag_names_no_bare_number_either(tmp_path):
    path = written(tmp_path, {**RED_FLAG, "question": "Did you call 911?"})
    assert "{emergency_number}" in refusal(path, knowledge.RedFlag)
