"""
Whatever stops a build or an update, the earlier directory goes on answering, and the next one is clean.

`UNPINCH_KILLS` says how many moments are tried, each of build and update; all there are with a large number.
"""

import os
from datetime import timedelta

import numpy as np
import pytest

from tests.integration.directory_jobs import Jobs
from tests.unit.directory.provider_file import BUILT_AT, person, search, write_provider
from unpinch import directory

MOMENTS = int(os.environ.get("UNPINCH_KILLS", "20"))
# Of them, so many by the clock: in the middle of a write, too, where nothing is counted.
BY_THE_CLOCK = max(MOMENTS // 4, 1)
OLD, NEW = 40, 60


@pytest.fixture(scope="module")
def jobs():
    with Jobs() as running:
        yield running


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Give the folder with the files: the old national one, and the new one with more people."""
    folder = tmp_path_factory.mktemp("files")
    write_provider(folder / "old.csv", *(person(number) for number in range(OLD)))
    write_provider(folder / "new.csv", *(person(number) for number in range(NEW)))
    write_provider(folder / "weekly.csv", *(person(number) for number in range(OLD - 10, NEW)))
    return folder


def moments(steps, seconds):
    """Give moments of a job that has so many steps and takes so many seconds: some of each, by a fixed seed."""
    chance = np.random.default_rng(20261123)
    count = min(MOMENTS - BY_THE_CLOCK, steps)
    for step in sorted(chance.choice(steps, size=count, replace=False).tolist()):
        yield {"kill_at_step": step + 1}
    for share in chance.random(BY_THE_CLOCK).tolist():
        yield {"kill_after": share * seconds}


def answering(out):
    """Give how many clinicians answer, every part checked."""
    directory.verify(path=out)
    return search(directory.open_snapshot(path=out), limit=100).total


def leftovers(folder):
    return [entry.name for entry in folder.iterdir() if entry.name.startswith(".")]


class TestKilled:
    @pytest.mark.parametrize(("what", "file"), [("build", "new.csv"), ("update", "weekly.csv")])
    def test_at_any_moment_it_leaves_the_old_one_and_the_next_is_clean(self, jobs, files, tmp_path, what, file):
        out = tmp_path / "out"
        old = {"what": "build", "nppes": files / "old.csv", "out": out, "built_at": BUILT_AT}
        new = {"what": what, "nppes": files / file, "out": out, "built_at": BUILT_AT + timedelta(days=7)}
        jobs.run(**{**old, "out": tmp_path / "first"})
        whole = jobs.run(**{**new, "out": tmp_path / "first"})
        jobs.run(**old)
        assert answering(out) == OLD
        killed = 0
        for moment in moments(whole["steps"], whole["seconds"]):
            killed += jobs.run(**new, **moment)["killed"]
            # The old one, or the new one where it was killed when all was done: never anything else.
            found = answering(out)
            assert found in (OLD, NEW)
            assert len(leftovers(tmp_path)) <= 1
            if found == NEW:
                directory.use_version(path=out, name=directory.versions(path=out)[-1].name)
                assert answering(out) == OLD
        assert killed >= min(MOMENTS - BY_THE_CLOCK, whole["steps"])
        assert jobs.run(**new)["error"] is None
        self.is_clean(tmp_path, out)

    def is_clean(self, folder, out):
        assert leftovers(folder) == []
        assert answering(out) == NEW
        versions = directory.versions(path=out)
        assert [version.is_answering for version in versions] == [True, False]
        assert {entry.name for entry in out.iterdir()} == {
            *("manifest.json", "versions"),
            *(version.parts_folder for version in versions),
        }
        assert {entry.name for entry in (out / "versions").iterdir()} == {f"{each.name}.json" for each in versions}
        for version in versions:
            directory.verify(path=out, version=version.name)
