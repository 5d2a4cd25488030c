"""The contract of `unpinch network`, asked as a script would ask it."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from unpinch import cli
from unpinch.cli import _arguments
from unpinch.evidence import synthesis

RECORDED = json.loads(
    (Path(__file__).parents[1] / "reference" / "metafor" / "network.json").read_text(encoding="utf-8")
)["networks"]
KEYS = ["reference", "tau2", "treatments", "league", "inconsistency"]
TRIANGLE = """study,treat,mean,sd,n
Ito 2001,sham,40,20,30
Ito 2001,needle,31,18,32
Rossi 2004,needle,30,19,41
Rossi 2004,usual care,44,20,40
Diaz 2010,sham,39,20,28
Diaz 2010,usual care,43,22,30
Berg 2012,sham,37,18,50
Berg 2012,needle,35,18,51
Berg 2012,usual care,42,19,49
"""
APART = "Lee 2015,yoga,40,20,30\nLee 2015,walking,38,20,30\n"


@pytest.fixture
def ask(capfd):
    def run(*arguments):
        try:
            code: object = cli.main(["network", *map(str, arguments)])
        except SystemExit as ended:
            code = ended.code
        return code, *capfd.readouterr()

    return run


@pytest.fixture
def written(tmp_path):
    def write(text):
        path = tmp_path / "arms.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def csv_of(data):
    lines = io.StringIO()
    csv.writer(lines).writerows([data["arms"], *zip(*data["arms"].values(), strict=True)])
    return lines.getvalue()


@pytest.mark.parametrize("name", RECORDED)
def test_json_is_what_metafor_gives(name, ask, written):
    data = RECORDED[name]
    path = written(csv_of(data))
    for fit in data["fits"]:
        how = ["--measure", data["measure"], "--reference", data["reference"], "--method", fit["method"], "--json"]
        code, out, _ = ask(path, *how)
        document = json.loads(out)
        assert code == 0
        assert list(document)[: len(KEYS)] == KEYS
        assert document["reference"] == data["reference"]
        assert document["tau2"] == pytest.approx(fit["tau2"], rel=1e-5, abs=1e-8)
        for one in document["treatments"]:
            at = data["treats"].index(one["treat"])
            se = fit["covariance"][at][at] ** 0.5
            assert one["estimate"] == pytest.approx(fit["estimates"][at], rel=1e-5, abs=1e-6 * se)
            assert one["se"] == pytest.approx(se, rel=1e-5)
            assert one["p_score"] == pytest.approx(fit["low"][at], rel=1e-5, abs=1e-9)
        assert document["inconsistency"]["total"]["q"] == pytest.approx(fit["q"], rel=1e-8)


def test_the_document(ask, written):
    code, out, err = ask(written(TRIANGLE), "--measure", "MD", "--reference", "sham", "--json")
    document = json.loads(out)
    assert (code, err) == (0, "")
    assert (document["k"], document["arms"], document["measure"], document["better"]) == (4, 9, "MD", "low")
    assert [one["treat"] for one in document["treatments"]] == ["needle", "sham", "usual care"]
    assert [one["k"] for one in document["treatments"]] == [3, 3, 3]
    sham = document["treatments"][1]
    assert (sham["estimate"], sham["se"], sham["ci"]) == (0.0, 0.0, [0.0, 0.0])
    league = {(pair["treat"], pair["versus"]): pair for pair in document["league"]}
    assert set(league) == {("needle", "sham"), ("needle", "usual care"), ("sham", "usual care")}
    assert [pair["k"] for pair in document["league"]] == [2, 2, 2]
    pair = league["needle", "sham"]
    assert pair["estimate"] == pytest.approx(document["treatments"][0]["estimate"])
    assert pair["ci"][0] < pair["estimate"] < pair["ci"][1]
    assert 0.0 < pair["direct_share"] < 1.0
    assert pair["difference"]["estimate"] == pytest.approx(pair["direct"]["estimate"] - pair["indirect"]["estimate"])
    assert len(document["covariance"]) == len(document["covariance"][0]) == 3
    assert document["covariance"][0][0] == pytest.approx(document["treatments"][0]["se"] ** 2)
    found = document["inconsistency"]
    assert found["total"]["q"] == pytest.approx(found["within_designs"]["q"] + found["between_designs"]["q"])
    assert [design["treats"] for design in found["designs"]] == [
        ["needle", "sham"],
        ["needle", "sham", "usual care"],
        ["needle", "usual care"],
        ["sham", "usual care"],
    ]
    assert found["design_by_treatment"] is None
    assert len(found["direct_against_indirect"]) == 3


def test_high_values_can_be_good(ask, written):
    _, low, _ = ask(written(TRIANGLE), "--measure", "MD", "--json")
    _, high, _ = ask(written(TRIANGLE), "--measure", "MD", "--better", "high", "--json")
    scores = {one["treat"]: one["p_score"] for one in json.loads(high)["treatments"]}
    assert list(scores) == ["usual care", "sham", "needle"]
    for one in json.loads(low)["treatments"]:
        assert one["p_score"] == pytest.approx(1.0 - scores[one["treat"]])


def test_plain_words(ask, written):
    code, out, err = ask(written(TRIANGLE), "--measure", "MD")
    assert (code, err) == (0, "")
    assert "4 studies, 9 arms, 3 treatments; mean differences; random effects (REML)." in out
    ranked = [line.split("  ")[0] for line in out.splitlines()[3:6]]
    assert ranked == ["needle", "sham", "usual care"]
    assert "Against needle, the treatment compared with the most others (--reference takes another)." in out
    assert "Low values are good" in out
    assert "  needle against sham        " in out
    assert "2 studies, " in out
    assert "How much the studies differ: " in out
    assert "Direct and indirect evidence: 3 comparisons have both; in none they disagree (p < 0.05)" in out
    assert "Designs (sets of treatments that studies compare): no sign that they disagree." in out


def test_plain_words_where_the_evidence_disagrees(ask, written):
    apart = TRIANGLE.replace("Diaz 2010,sham,39", "Diaz 2010,sham,95")
    _, out, _ = ask(written(apart), "--measure", "MD", "--reference", "sham", "--method", "FE")
    assert "Against sham. Low" in out
    assert "common effects" in out
    assert "Designs (sets of treatments that studies compare): they disagree more than chance explains." in out
    assert "they disagree (p < 0.05); by chance alone about 0.2 would." in out
    assert "  sham against usual care: direct " in out


def test_plain_words_where_nothing_can_disagree(ask, written):
    chain = "study,treat,event,n\nA,x,3,20\nA,y,5,20\nB,y,9,40\nB,z,0,40\nC,x,2,20\nC,y,6,20\n"
    code, out, err = ask(written(chain), "--measure", "RR", "--better", "high")
    assert code == 0
    assert err == 'arms.csv: warning: 0.5 was added to both cells of each arm of "B" (rows 4 and 5): a cell is 0.\n'
    assert "Designs (sets of treatments that studies compare): there are no two that could disagree." in out
    assert "Direct and indirect evidence: no comparison has both." in out
    assert "indirect only" in out
    assert "2 studies, direct only" in out
    assert "risk ratios" in out


@pytest.mark.parametrize("name", RECORDED)
def test_every_network_is_told_without_a_missing_number(name, ask, written):
    data = RECORDED[name]
    code, out, _ = ask(written(csv_of(data)), "--measure", data["measure"])
    assert code == 0
    assert "nan" not in out
    assert " inf" not in out
    assert "None" not in out
    assert all(treat[:20] in out for treat in data["treats"])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (TRIANGLE + APART, "2 parts that no study connects: needle, sham, usual care; and walking, yoga."),
        (TRIANGLE + "Kim 2016,sham,40,20,30\n", 'row 11: the study "Kim 2016" has one arm only'),
        (TRIANGLE + "Berg 2012,sham,40,20,30\n", 'row 11: the study "Berg 2012" has the treatment "sham" twice'),
        (TRIANGLE.replace("31,18,32", "31,-18,32"), "row 3: sd is -18"),
        (TRIANGLE.replace("31,18,32", "31,18,0"), "row 3: n is 0"),
        (TRIANGLE.replace("31,18,32", "about 31,18,32"), 'row 3: mean is "about 31", which is not a number'),
        (TRIANGLE.replace(",", ";"), "separated by semicolons"),
        ("study,treat,mean,sd,n\nA,x,1,2,9\nA,y,2,2,9\n", "No comparison is seen twice"),
    ],
)
@pytest.mark.parametrize("more", [(), ("--json",)])
def test_files_that_cannot_be_used_are_refused_in_one_line(text, words, more, ask, written):
    code, out, err = ask(written(text), "--measure", "MD", *more)
    assert (code, out) == (1, "")
    assert words in err
    assert err.startswith("arms.csv")
    assert err.count("\n") == 1


def test_a_file_that_is_not_there(ask, tmp_path):
    code, out, err = ask(tmp_path / "nowhere.csv", "--measure", "MD")
    assert (code, out) == (1, "")
    assert "nowhere.csv" in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "add --measure MD or SMD"),
        (["--measure", "OR"], "OR cannot be had"),
        (["--measure", "ROM"], "invalid choice"),
        (["--measure", "MD", "--method", "SJ"], "invalid choice"),
        (["--measure", "MD", "--better", "best"], "invalid choice"),
        (["--measure", "MD", "--reference", "needel"], 'No study has the treatment "needel". Did you mean "needle"?'),
    ],
)
def test_arguments_that_are_wrong_end_with_2(arguments, words, ask, written):
    code, out, err = ask(written(TRIANGLE), *arguments)
    assert (code, out) == (2, "")
    assert words in err
    assert "Traceback" not in err


def test_choices_are_those_of_the_library():
    assert _arguments.NETWORK_METHODS == synthesis.NETWORK_METHODS
    for measure in _arguments.NETWORK_MEASURES:
        prepare, counts = (
            (synthesis.arms_of_means, {"mean": [1, 2], "sd": [1, 1]})
            if measure in {"MD", "SMD"}
            else (synthesis.arms_of_events, {"event": [1, 2]})
        )
        assert prepare(measure=measure, study=["x", "x"], treat=["a", "b"], n=[9, 9], **counts).measure == measure


def test_the_installed_command_does_it_too(written):
    unpinch = Path(sys.executable).parent / "unpinch"
    path = written(TRIANGLE)
    ran = subprocess.run(
        [unpinch, "network", path, "--measure", "MD", "--json"], capture_output=True, check=True, env={**os.environ}
    )
    assert json.loads(ran.stdout)["k"] == 4
