"""The command line names the numbers to call of whoever runs it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

CRISIS = "my back has hurt for a year and I want to kill myself"
EMERGENCY = "since this morning I am numb between my legs and can't pee, both legs hurt"
ELSEWHERE = {"UNPINCH_EMERGENCY_NUMBER": "112", "UNPINCH_CRISIS_LINE": "116 123", "UNPINCH_CRISIS_TEXTS": "0"}


def unpinch(*arguments, **environment):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("UNPINCH_")}
    command = [Path(sys.executable).parent / "unpinch", *arguments]
    return subprocess.run(command, capture_output=True, timeout=120, check=False, env={**kept, **environment})


def what_to_do(*arguments, **environment):
    ran = unpinch("understand", *arguments, "--json", **environment)
    assert ran.returncode == 0, ran.stderr.decode()
    return json.loads(ran.stdout)["triage"]["what_to_do"]


def test_unset_they_are_the_united_states_own():
    assert what_to_do(CRISIS)[0].startswith("Call or text 988 now, at any hour")
    assert "call 911" in what_to_do(EMERGENCY)[0]


def test_set_they_are_in_every_sentence():
    assert what_to_do(CRISIS, **ELSEWHERE)[0] == (
        "Call 116 123 now, at any hour, to reach a trained person. Call 112 if you may act on it now."
    )
    plain = unpinch("understand", EMERGENCY, **ELSEWHERE).stdout.decode()
    assert "call 112" in plain
    assert "911" not in plain


def test_the_main_job_names_them_too():
    found = json.loads(unpinch("find", EMERGENCY, "--json", **ELSEWHERE).stdout)
    assert "call 112" in found["next"][0]["text"]


@pytest.mark.parametrize("settings", [{"UNPINCH_WORKERS": "many"}, {"UNPINCH_CRISIS_CONTACT": "nobody"}])
def test_another_setting_that_is_wrong_does_not_keep_an_emergency_back(settings):
    assert "call 911" in what_to_do(EMERGENCY, **settings)[0]


def test_a_number_that_is_none_is_one_clear_line():
    ran = unpinch("understand", EMERGENCY, UNPINCH_EMERGENCY_NUMBER="call me")
    assert ran.returncode == 1
    assert ran.stdout == b""
    assert "UNPINCH_EMERGENCY_NUMBER" in ran.stderr.decode()
    assert ran.stderr.decode().count("\n") == 1
