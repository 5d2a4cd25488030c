"""
What is measured of the directory, each in a process of its own where memory or a cold start counts.

`python -m benchmarks.directory_measures WHAT ...` runs one and prints a JSON object: `scan`, `build`, `update`, `open`.
"""

import csv
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import polars as pl

from benchmarks import national_files
from benchmarks.directory_peers import answer_of
from benchmarks.directory_questions import CITIES, COUNTRY, KIND, misspelt, questions
from unpinch import directory
from unpinch.directory import _columns, _query, _search, _zips
from unpinch.directory.sources import doctors, locations, medicare_services

BUILT_AT = datetime(2026, 11, 22, tzinfo=UTC)
MB = 1 << 20
QUESTIONS_OF_A_PROCESS = 60
PEER_ROUNDS, OUR_ROUNDS = 3, 20
_NAMES_FIRST = 5


def in_a_process(what, *words):
    """Run one measurement in a process of its own, and give what it printed."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.directory_measures", what, *map(str, words)],
        check=True,
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    return json.loads(done.stdout)


def percentiles(seconds):
    """Give median and 99th percentile in milliseconds."""
    ordered = sorted(seconds)
    return {
        "median_ms": statistics.median(ordered) * 1e3,
        "p99_ms": ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))] * 1e3,
    }


def seconds_of(work):
    """Give how long something takes, by the clock."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def folder_bytes(path):
    """Give how large the files of a folder are, each once."""
    return sum({file.stat().st_ino: file.stat().st_size for file in path.rglob("*") if file.is_file()}.values())


def columns_read(files):
    """Give, for each file that is read, the columns that the build takes from it, as its header names them."""
    of_slot = ("Healthcare Provider Taxonomy Code", "Healthcare Provider Primary Taxonomy Switch")
    wanted = {
        files.provider: {name for names in _columns.HEADERS.values() for name in names}
        | {f"{what}_{slot}" for what in of_slot for slot in range(1, 16)},
        files.locations: _names(locations.LAYOUT),
        files.doctors: _names(doctors.LAYOUT),
        files.services: _names(medicare_services.LAYOUT),
    }
    return {path: [name for name in _header(path) if name.strip() in names] for path, names in wanted.items()}


def _names(layout):
    return {name for names in layout.headers.values() for name in names}


def _header(path):
    with path.open(encoding="utf-8") as file:
        return next(csv.reader(file))


def scan(folder):
    """Let Polars read the same columns of the same files, and do nothing but count their bytes."""
    files = columns_read(national_files.paths(folder))
    taken = {}
    for path, columns in files.items():
        read = pl.scan_csv(path, infer_schema=False).select(pl.col(columns).str.len_bytes().sum())
        taken[path.name] = seconds_of(lambda read=read: read.collect(engine="streaming"))
    provider, *others = taken.values()
    return {"provider_seconds": provider, "seconds": provider + sum(others)}


def build(folder, out, joined="joined"):
    """Build a snapshot, of the provider file alone or joined with the others."""
    _load()
    files = national_files.paths(folder)
    others = {"locations": files.locations, "medicare": [files.services], "doctors": files.doctors}
    begin = time.perf_counter()
    report = directory.build(
        nppes=files.provider, out=out, built_at=BUILT_AT, demonstration=True, **(others if joined == "joined" else {})
    )
    return {"seconds": time.perf_counter() - begin, "rows": report.rows_read, "kept": report.rows_kept}


def _load():
    """Load what a build or update loads only once it begins: modules, and the table of ZIP codes."""
    for name in ("build", "update", "search"):
        getattr(directory, name)
    _zips.zip_table()


def update(snapshot, weekly):
    """Update a snapshot with a weekly file."""
    _load()
    return {"seconds": seconds_of(lambda: directory.update(path=snapshot, nppes=weekly, updated_at=BUILT_AT))}


def opening(path):
    """Open a snapshot and answer some questions, after which this process is as large as it gets."""
    asked, search = questions(count=QUESTIONS_OF_A_PROCESS, seed=3), directory.search
    # What Python, the libraries and the questions take is there before the snapshot is.
    before = own_memory()
    begin = time.perf_counter()
    snapshot = directory.open_snapshot(path=path)
    seconds = time.perf_counter() - begin
    for question in asked:
        search(snapshot=snapshot, query=question)
    return {"seconds": seconds, "own_bytes_added": own_memory() - before, "own_bytes": own_memory()}


def second_process(snapshot):
    """Open a snapshot in a process beside this one, which has it open and has answered the same questions."""
    for question in questions(count=QUESTIONS_OF_A_PROCESS, seed=3):
        directory.search(snapshot=snapshot, query=question)
    return in_a_process("open", snapshot.path)


def searching(snapshot, *, count, seed=1):
    """Ask different questions, each once; give percentiles of whole answers, words included."""
    return _asking(lambda question: directory.search(snapshot=snapshot, query=question), count=count, seed=seed)


def finding(snapshot, *, count, seed=1):
    """Rank and count as `searching` does, up to the best twenty and the counts: no words are made."""
    return _asking(lambda question: find(snapshot, question), count=count, seed=seed)


def _asking(ask, *, count, seed):
    # A server has been asked before: other questions, of other places.
    for question in questions(count=count, seed=seed + 1_000):
        ask(question)
    return _answering(ask, questions(count=count, seed=seed))


def _answering(ask, asked):
    """Give percentiles by the clock, and of the processor time, which others on the machine disturb less."""
    clock, processor = [], []
    for question in asked:
        begun = time.process_time()
        clock.append(seconds_of(partial(ask, question)))
        processor.append(time.process_time() - begun)
    return percentiles(clock) | {f"processor_{name}": value for name, value in percentiles(processor).items()}


def find(snapshot, question):
    """Rank and count what is asked; the peers give as much."""
    found = _search.find(snapshot=snapshot, query=_query.check_query(query=question, snapshot=snapshot))
    return snapshot.arrays.clinician_npi[snapshot.arrays.location_clinician[found.page.row]], found.counted


def compare(snapshot, peer, *, where, within):
    """Give the mean time of one answer of ours and of the peer, for the same places; neither makes words."""
    zip_codes = {"cities": CITIES, "country": COUNTRY}[where]
    asked = [directory.Query(near=code, within_miles=within, specialties=(KIND,)) for code in zip_codes]
    results = [directory.search(snapshot=snapshot, query=query) for query in asked]
    theirs = [peer.ask(place=result.place, within=within, kind=KIND) for result in results]
    assert theirs == [answer_of(result) for result in results]

    def of_peer():
        for result in results:
            peer.ask(place=result.place, within=within, kind=KIND)

    def ours():
        for query in asked:
            find(snapshot, query)

    ours_s = statistics.median(seconds_of(ours) for _ in range(OUR_ROUNDS))
    peer_s = statistics.median(seconds_of(of_peer) for _ in range(PEER_ROUNDS))
    return {"ours_ms": ours_s / len(asked) * 1e3, "peer_ms": peer_s / len(asked) * 1e3, "times": peer_s / ours_s}


def naming(snapshot, *, count, seed=1):
    """Ask for misspelt names."""
    asked = misspelt(count=count + _NAMES_FIRST, seed=seed)

    def ask(question):
        return directory.search(snapshot=snapshot, query=question)

    # The first ones load what all later ones use.
    for question in asked[:_NAMES_FIRST]:
        ask(question)
    return _answering(ask, asked[_NAMES_FIRST:])


def own_memory():
    """Give the memory that no other process shares (USS), bytes."""
    lines = Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines()
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Private_"))


def _peak_memory():
    """Give the most memory this process held, bytes. `ru_maxrss` would count what its parent held when it began."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))


def main(what, *words):
    works: dict[str, Callable[..., dict[str, Any]]] = {"scan": scan, "build": build, "update": update, "open": opening}
    found = works[what](*(Path(word) if "/" in word else word for word in words))
    used = resource.getrusage(resource.RUSAGE_SELF)
    found |= {"peak_bytes": _peak_memory(), "cpu_seconds": used.ru_utime + used.ru_stime}
    print(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
