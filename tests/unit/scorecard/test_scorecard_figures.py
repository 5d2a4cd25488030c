"""How the figures of the scorecard are counted."""

import json

import pytest

from unpinch import scorecard
from unpinch.kernel import CareLevel
from unpinch.scorecard import _score

LABELS: dict[str, object] = {
    "lang": "en", "triage": "routine", "triage_ok": [], "present": [], "may": [], "absent": [], "past": [],
    "not_present": [], "side": {}, "areas": [], "severity": None, "duration_days": None, "needling": None,
    "treatments": [], "avoid": [], "tried": [], "zip": None, "within_miles": None, "insurer": None, "tags": [],
}  # fmt: skip


def read(tmp_path, *rows):
    path = tmp_path / "texts.jsonl"
    lines = (json.dumps(LABELS | {"id": f"t{number}"} | row) for number, row in enumerate(rows))
    path.write_text("\n".join(lines), encoding="utf-8")
    return scorecard.read_texts(path=path)


def test_a_missed_emergency_and_a_false_alarm_are_counted(tmp_path):
    texts = read(
        tmp_path,
        {"text": "I can't pee since yesterday.", "triage": "emergency_now", "present": ["bladder_trouble"]},
        {"text": "All is well.", "triage": "emergency_now", "present": ["saddle_numbness"]},
        {"text": "I have a fever of 103.", "triage": "routine", "present": []},
        {"text": "My low back aches.", "triage": "routine"},
    )
    scores = scorecard.score(texts)
    assert (scores.emergencies.hits, scores.emergencies.of) == (1, 2)
    assert (scores.over_triage.hits, scores.over_triage.of) == (1, 2)
    assert (scores.under_triage.hits, scores.exact.hits) == (1, 2)
    assert (scores.findings.true, scores.findings.missed, scores.findings.false) == (1, 1, 1)
    assert (scores.findings.precision, scores.findings.recall, scores.findings.f1) == (0.5, 0.5, 0.5)
    assert scores.by_emergency["cauda_equina"] == _score.Share(1, 2)


def test_another_level_that_is_right_as_well_is_accepted_but_not_exact(tmp_path):
    texts = read(tmp_path, {"text": "I have a fever of 103.", "triage": "within_2_weeks", "triage_ok": ["same_day"]})
    scores = scorecard.score(texts)
    assert (scores.exact.hits, scores.accepted.hits) == (0, 1)


def test_what_two_readers_could_see_differently_counts_neither_way(tmp_path):
    texts = read(tmp_path, {"text": "I have a fever of 103.", "may": ["fever"], "triage": "same_day"})
    assert scorecard.score(texts).findings == _score.Heard()


def test_what_a_public_example_does_not_label_is_not_false(tmp_path):
    row = {key: value for key, value in LABELS.items() if key not in ("may", "past")}
    path = tmp_path / "examples.jsonl"
    path.write_text(json.dumps(row | {"id": "p1", "text": "My left calf cramps."}), encoding="utf-8")
    assert scorecard.score(scorecard.read_texts(path=path)).findings.false == 0


def test_side_severity_and_duration_are_compared(tmp_path):
    texts = read(
        tmp_path,
        {"text": "Left calf pain, 6/10, three weeks.", "side": {"pain": "left"}, "severity": 6, "duration_days": 21},
        {"text": "Left calf pain, 6/10, three weeks.", "side": {"pain": "right"}, "severity": 5, "duration_days": 20},
    )
    right = scorecard.score(texts).right
    assert {name: (right[name].hits, right[name].of) for name in ("side", "severity", "duration_days")} == {
        "side": (1, 2),
        "severity": (1, 2),
        "duration_days": (1, 2),
    }


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    # Newcombe 1998, doi:10.1002/(SICI)1097-0258(19980430)17:8<857::AID-SIM777>3.0.CO;2-E, table I, method 3.
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_interval_of_a_share_is_wilsons(hits, of, low, high):
    interval = _score.Share(hits, of).interval or ()
    assert [round(end, 4) for end in interval] == [low, high]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"present": ["no_such"]}, "no_such is no finding"),
        ({"triage": "soon"}, "texts.jsonl, line 1"),
        ({"areas": ["elbow"]}, "elbow is no area"),
        ({"tried": ["leeches"]}, "leeches is no treatment"),
        ({"present": ["fever"], "absent": ["fever"]}, "fever is both there and not"),
    ],
)
def test_a_wrong_label_is_named_with_its_line(tmp_path, change, words):
    with pytest.raises(scorecard.BadLabel, match=words):
        read(tmp_path, {"text": "x"} | change)


def test_a_folder_without_texts_says_what_to_give(tmp_path):
    with pytest.raises(scorecard.BadLabel, match=r"blind\.jsonl, development\.jsonl, examples\.jsonl.*--texts"):
        scorecard.scorecard_document(folder=tmp_path)


def test_what_is_printed_names_every_text_with_something_wrong(tmp_path):
    read(tmp_path, {"text": "All is well.", "triage": "emergency_now", "present": ["saddle_numbness"]})
    (tmp_path / "texts.jsonl").rename(tmp_path / "blind.jsonl")
    printed = "\n".join(scorecard.scorecard_lines(scorecard.scorecard_document(folder=tmp_path)))
    assert "emergencies caught: 0 of 1" in printed
    assert "t0: routine instead of emergency_now; missed saddle_numbness; All is well." in printed


def test_figures_are_kept_and_read_again(tmp_path):
    read(tmp_path, {"text": "My low back aches."})
    (tmp_path / "texts.jsonl").rename(tmp_path / "development.jsonl")
    document = scorecard.scorecard_document(folder=tmp_path)
    scorecard.write_figures(document=document, path=tmp_path / "figures.json")
    assert scorecard.kept_figures(path=tmp_path / "figures.json") == document
    assert CareLevel.ROUTINE.value not in document["sets"]["development"]["wrong"]
