"""A package that loads late gives all that its door promises, and nothing else."""

import importlib
import subprocess
import sys

import pytest

ROOMS = ("directory", "evidence", "knowledge", "navigator", "patterns")


@pytest.mark.parametrize("room", ROOMS)
def test_every_name_of_the_door_is_there(room):
    door = importlib.import_module(f"unpinch.{room}")
    assert all(getattr(door, name) is not None for name in door.__all__)


@pytest.mark.parametrize("room", ROOMS)
def test_another_name_is_none_of_it(room):
    door = importlib.import_module(f"unpinch.{room}")
    with pytest.raises(AttributeError, match=f"unpinch.{room}.*nowhere"):
        door.nowhere  # noqa: B018  # asking for the name is the test


@pytest.mark.parametrize("room", ROOMS)
def test_a_name_of_a_loaded_module_that_is_not_of_the_door_stays_inside(room):
    door = importlib.import_module(f"unpinch.{room}")
    assert not hasattr(door, "dataclass")


def test_what_is_asked_for_is_loaded_then_and_not_before():
    """The body chart is drawn with Shapely; the name of a side needs none of it."""
    code = "import sys; from unpinch import patterns; print('shapely' in sys.modules); patterns.body_chart; "
    ran = subprocess.run(
        [sys.executable, "-c", f"{code}print('shapely' in sys.modules)"], capture_output=True, text=True, check=True
    )
    assert ran.stdout.split() == ["False", "True"]
