"""`unpinch scorecard`, as a person types it."""

import json
import subprocess
import sys
from pathlib import Path

TEXTS = Path(__file__).parents[1] / "scorecard"
COMMAND = Path(sys.executable).with_name("unpinch")


def run(*arguments):
    return subprocess.run([COMMAND, "scorecard", *arguments], capture_output=True, text=True, check=False)


def few(folder):
    lines = (TEXTS / "examples.jsonl").read_text(encoding="utf-8").splitlines()[:5]
    (folder / "examples.jsonl").write_text("\n".join(lines), encoding="utf-8")


def test_it_prints_the_figures_of_each_set(tmp_path):
    few(tmp_path)
    answer = run("--texts", str(tmp_path))
    assert answer.returncode == 0, answer.stderr
    assert "examples, all: 5 texts" in answer.stdout
    assert "exact level of care: 5 of 5" in answer.stdout


def test_with_json_it_prints_one_document_and_nothing_else(tmp_path):
    few(tmp_path)
    answer = run("--texts", str(tmp_path), "--json")
    assert json.loads(answer.stdout)["sets"]["examples"]["all"]["texts"] == 5
    assert answer.stderr == ""


def test_a_folder_without_texts_is_one_clear_line(tmp_path):
    answer = run("--texts", str(tmp_path))
    assert answer.returncode == 1
    assert answer.stdout == ""
    assert answer.stderr.count("\n") == 1
    assert "--texts" in answer.stderr
