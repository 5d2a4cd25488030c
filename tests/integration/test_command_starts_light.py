"""`unpinch understand` answers at once: it loads nothing that a text alone does not need."""

import json
import os
import subprocess
import sys

import pytest

# What draws, searches, serves and downloads. Together they take longer to load than a text takes to be understood.
HEAVY = {"polars", "numpy", "pyarrow", "shapely", "zipcodes", "django", "whitenoise", "gunicorn", "httpx"}
RUN = """
import atexit, json, sys
atexit.register(lambda: json.dump(sorted(sys.modules), sys.stderr))
sys.argv[0] = "unpinch"
from unpinch.cli import main
sys.exit(main())
"""


def loaded_by(*arguments, stdin=b""):
    """Give the exit code, and the packages and modules that were loaded when the command ended."""
    command = [sys.executable, "-c", RUN, *map(str, arguments)]
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    ran = subprocess.run(command, input=stdin, capture_output=True, timeout=120, check=False, env=environment)
    complaint, _, modules = ran.stderr.decode().rpartition("\n")
    assert "Traceback" not in complaint
    return ran.returncode, set(json.loads(modules))


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["understand", "my left foot is numb"], 0),
        (["understand", "my left foot is numb", "--json"], 0),
        (["understand", "entumecido el pie izquierdo", "--lang", "es", "--json"], 0),
        (["understand", "since this morning I am numb between my legs and can't pee"], 0),
        (["understand", "   "], 1),
        (["understand"], 2),
    ],
)
def test_understanding_loads_nothing_heavy(arguments, code):
    ended, modules = loaded_by(*arguments)
    assert ended == code
    assert not HEAVY & modules


def test_understanding_each_line_of_a_file_loads_nothing_heavy(tmp_path):
    texts = tmp_path / "texts"
    texts.write_text("my left foot is numb\n\nback pain for a week\n")
    ended, modules = loaded_by("understand", "--each", texts)
    assert ended == 1
    assert not HEAVY & modules


def test_understanding_reads_no_facts_but_those_of_safety_and_patterns():
    _, modules = loaded_by("understand", "my left foot is numb")
    assert "unpinch.knowledge._clinical" in modules
    assert {"unpinch.knowledge._care", "unpinch.knowledge._evidence", "unpinch.evidence._compare"}.isdisjoint(modules)


def test_comparing_treatments_loads_no_directory():
    ended, modules = loaded_by("compare", "--condition", "sciatica")
    assert ended == 0
    # Our own pools are worked out with NumPy.
    assert not (HEAVY - {"numpy"}) & modules


def test_the_list_of_heavy_packages_is_one_that_others_need():
    """Else a package that was renamed would be looked for in vain."""
    _, modules = loaded_by("directory", "search", "--near", "06105", "--directory", "nowhere")
    assert {"polars", "numpy", "pyarrow"} <= modules
