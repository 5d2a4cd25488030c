"""The contract of `unpinch synthesize`, asked as a script would ask it."""

import json
import math
import os
import subprocess
import sys
from pathlib import Path

import pytest

from unpinch import cli
from unpinch.cli import _arguments
from unpinch.evidence import synthesis

RECORDED = json.loads(
    (Path(__file__).parents[1] / "reference" / "metafor" / "pairwise.json").read_text(encoding="utf-8")
)["data_sets"]
COLUMNS = {"MD": "m1,sd1,n1,m2,sd2,n2", "SMD": "m1,sd1,n1,m2,sd2,n2", "ROM": "m1,sd1,n1,m2,sd2,n2"}
KEYS = ["k", "method", "test", "estimate", "se", "ci", "prediction", "tau2", "i2", "q", "q_p"]
IN_THE_CONTRACT = [name for name, data in RECORDED.items() if data.get("measure") != "SMDH"]


@pytest.fixture
def ask(capfd):
    def run(*arguments):
        try:
            code: object = cli.main(["synthesize", *map(str, arguments)])
        except SystemExit as ended:
            code = ended.code
        return code, *capfd.readouterr()

    return run


@pytest.fixture
def written(tmp_path):
    def write(text):
        path = tmp_path / "trials.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def csv_of(data):
    """Write a recorded data set in the form of its measure, with names beside it."""
    columns = COLUMNS.get(data.get("measure"), "a,n1,c,n2" if "measure" in data else "yi,vi").split(",")
    rows = zip(*(data[column] for column in columns), strict=True)
    lines = [f"Trial {number},{','.join(map(repr, row))}" for number, row in enumerate(rows, start=1)]
    return "\n".join([f"study,{','.join(columns)}", *lines, ""])


@pytest.mark.parametrize("name", IN_THE_CONTRACT)
def test_json_is_what_metafor_gives(name, ask, written):
    data = RECORDED[name]
    path = written(csv_of(data))
    named = ["--measure", data["measure"]] if "measure" in data else []
    for fit in data["pooled"]:
        code, out, _ = ask(path, *named, "--method", fit["method"], "--test", fit["test"], "--json")
        document = json.loads(out)
        assert code == 0
        assert list(document)[: len(KEYS)] == KEYS
        assert (document["k"], document["method"], document["test"]) == (len(data["yi"]), fit["method"], fit["test"])
        for what in ("estimate", "se", "ci", "q", "q_p", "tau2"):
            rel, absolute = (1e-5, 1e-10) if what == "tau2" else (1e-6, 1e-12)
            assert document[what] == pytest.approx(fit[what], rel=rel, abs=absolute), (fit["method"], fit["test"], what)
        assert document["i2"] == pytest.approx(fit["i2"], rel=1e-5, abs=1e-7)
        assert document["prediction"] == pytest.approx(fit["prediction"] or fit["ci"], rel=1e-6)


def test_defaults_are_reml_and_hartung_knapp(ask, written):
    code, out, err = ask(written("yi,vi\n1,2\n2,3\n4,1\n"), "--json")
    document = json.loads(out)
    assert (code, document["method"], document["test"], err) == (0, "REML", "hksj", "")
    assert document["measure"] is None
    assert [study["study"] for study in document["studies"]] == ["row 2", "row 3", "row 4"]
    assert sum(study["weight"] for study in document["studies"]) == pytest.approx(100.0)


def test_two_studies_have_a_prediction(ask, written):
    _, out, _ = ask(written("yi,vi\n1,1\n3,1\n"), "--json")
    low, high = json.loads(out)["prediction"]
    assert low < -10
    assert high > 14


def test_one_study_is_refused_in_one_line(ask, written):
    assert ask(written("study,yi,vi\nMeier 2001,1,2\n")) == (
        1,
        "",
        "trials.csv: one study (Meier 2001): there is nothing to pool. Give at least two.\n",
    )


def test_a_row_that_cannot_be_used_is_named(ask, written):
    code, out, err = ask(written("yi,vi\n1,2\n2,0\n4,1\n"), "--json")
    assert (code, out) == (1, "")
    assert err == "trials.csv, row 3: vi is 0, but a variance is above 0. Correct it, or take the study out.\n"


def test_a_file_that_is_not_there(ask, tmp_path):
    code, out, err = ask(tmp_path / "nowhere.csv")
    assert (code, out) == (1, "")
    assert "nowhere.csv" in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["--measure", "HR"],
        ["--method", "XX"],
        ["--test", "t"],
        ["--measure", "MD"],
        [],
    ],
)
def test_arguments_that_are_wrong_end_with_2(arguments, ask, written):
    code, out, err = ask(written("a,n1,c,n2\n1,20,3,20\n2,20,3,20\n"), *arguments)
    assert (code, out) == (2, "")
    assert err
    assert "Traceback" not in err


def test_warnings_go_to_standard_error_and_into_the_document(ask, written):
    code, out, err = ask(written("study,a,n1,c,n2\nA,0,20,3,20\nA,2,20,3,20\n"), "--measure", "RR", "--json")
    assert code == 0
    assert err.splitlines() == [
        "trials.csv: warning: 0.5 was added to each of the four cells of row 2: a cell is 0.",
        'trials.csv: warning: rows 2 and 3 are called "A": the same people must not be counted twice.',
    ]
    assert len(json.loads(out)["warnings"]) == 2


def test_plain_words_and_a_forest(ask, written):
    code, out, err = ask(written(csv_of(RECORDED["bcg_rr"])), "--measure", "RR")
    assert (code, err) == (0, "")
    studies = out.splitlines()
    assert len([line for line in studies if line.startswith("Trial ")]) == 13
    assert all(len(line) <= 80 for line in studies[:16])
    assert "risk ratio 0.489, 95 % interval 0.330 to 0.726, p = 0.002" in out
    assert "0.136 to 1.763 (prediction interval)" in out
    assert "92 % of it is more than chance" in out


def test_a_forest_shows_where_effects_lie(ask, written):
    _, out, _ = ask(written("study,yi,vi\nLeft,-4,1\nMiddle,0,1\nRight,4,1\n"), "--test", "z")
    column = {line.split()[0]: line.index("#") for line in out.splitlines() if "#" in line}
    assert column["Left"] < column["Middle"] < column["Right"]
    assert column["Middle"] - column["Left"] == pytest.approx(column["Right"] - column["Middle"], abs=1)


@pytest.mark.parametrize(
    "text",
    [
        "yi,vi\n1,1\n1,2\n",
        "yi,vi\n0,1\n0,1\n",
        "yi,vi\n1e-9,1e-20\n-1e-9,1e-20\n",
        "yi,vi\n1e12,1e20\n3e12,1e22\n",
        "yi,vi\n1,1e-9\n2,1e9\n5,1\n",
        f"study,yi,vi\n{'very long ' * 20},1,1\n=cmd(),2,2\n",
    ],
)
@pytest.mark.parametrize("test", synthesis.TESTS)
def test_extreme_studies_are_still_drawn(text, test, ask, written):
    code, out, _ = ask(written(text), "--test", test)
    assert code == 0
    assert "together" in out
    assert "nan" not in out
    assert "inf" not in out


def test_huge_ratios_are_shown_as_logarithms(ask, written):
    code, out, _ = ask(written("yi,vi\n800,1\n900,1\n"), "--measure", "RR", "--test", "z")
    assert code == 0
    assert "850" in out


def test_choices_are_those_of_the_library():
    assert _arguments.METHODS == synthesis.METHODS
    assert _arguments.TESTS == synthesis.TESTS
    assert set(_arguments.MEASURES) == {*synthesis.CONTINUOUS_MEASURES, *synthesis.BINARY_MEASURES} - {"SMDH"}


def test_the_installed_command_does_it_too(written):
    path = written("yi,vi\n1,2\n2,3\n4,1\n")
    unpinch = Path(sys.executable).parent / "unpinch"
    ran = subprocess.run([unpinch, "synthesize", path, "--json"], capture_output=True, check=True, env={**os.environ})
    document = json.loads(ran.stdout)
    assert document["k"] == 3
    assert all(math.isfinite(document[key]) for key in ("estimate", "se", "tau2", "i2", "q", "q_p"))
