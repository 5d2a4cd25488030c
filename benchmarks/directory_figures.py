"""
Measure the directory from ten thousand to nine million rows, and write docs/performance/directory.md.

`python -m benchmarks.directory_figures FOLDER [--rows N ...]` makes the files in FOLDER (16 GB for 9,000,000 rows),
measures step by step and keeps each figure in benchmarks/data/directory_figures.json; a step that has its figure is not
taken again. `--write` only writes the page from the figures there are.
"""

import argparse
import json
import os
import platform
import shutil
from functools import partial
from pathlib import Path

import polars as pl

from benchmarks import directory_measures as measures
from benchmarks import national_files
from benchmarks.directory_page import page_of, plot_of
from benchmarks.directory_peers import PEERS, flat_rows, postgres_cluster, why_no_postgis
from benchmarks.directory_questions import MILES
from unpinch import directory

FIGURES = Path(__file__).parent / "data" / "directory_figures.json"
PAGE = Path(__file__).parents[1] / "docs" / "performance" / "directory.md"
PLOT = PAGE.with_suffix(".svg")
SIZES = (10_000, 100_000, 1_000_000, 9_000_000)
_QUESTIONS, _NAMES = 2_000, 500


def figures():
    """Give the figures kept: rows -> step -> what was measured."""
    return json.loads(FIGURES.read_text(encoding="utf-8")) if FIGURES.exists() else {}


def write_page():
    """Write the page and the plot from the figures kept."""
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page_of(figures()), encoding="utf-8")
    PLOT.write_text(plot_of(figures()), encoding="utf-8")


def take(*, rows, step, work):
    """Take a step, unless its figure is there, and keep the figure at once."""
    kept = figures()
    if step in kept.get(str(rows), {}):
        return
    print(f"{rows:,} rows: {step}", flush=True)
    before = os.getloadavg()[0]
    found = work() | {"load_before": before, "load_after": os.getloadavg()[0]}
    kept = figures()
    kept.setdefault(str(rows), {})[step] = found
    kept["machine"] = {"cores": os.cpu_count(), "python": platform.python_version(), "polars": pl.__version__}
    FIGURES.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


def measure(*, folder, rows):
    """Measure one size; files and snapshot are made where they are missing."""
    folder = folder / str(rows)
    out = folder / "snapshot"
    take(rows=rows, step="files", work=partial(_write_files, folder, rows))
    take(rows=rows, step="scan", work=partial(measures.in_a_process, "scan", folder))
    take(rows=rows, step="build", work=partial(_build, folder, out))
    take(rows=rows, step="size", work=lambda: {"bytes": measures.folder_bytes(out)})
    snapshot = directory.open_snapshot(path=out)
    take(rows=rows, step="counts", work=lambda: dict(snapshot.manifest.counts))
    take(rows=rows, step="search", work=partial(measures.searching, snapshot, count=_QUESTIONS))
    take(rows=rows, step="find", work=partial(measures.finding, snapshot, count=_QUESTIONS))
    take(rows=rows, step="names", work=partial(measures.naming, snapshot, count=_NAMES))
    take(rows=rows, step="open", work=partial(measures.second_process, snapshot))
    _ask_peers(rows=rows, snapshot=snapshot)
    take(rows=rows, step="alone", work=partial(_build_alone, folder))
    take(rows=rows, step="update", work=partial(_update, folder, rows))


def _write_files(folder, rows):
    seconds = measures.seconds_of(lambda: national_files.write(folder=folder, rows=rows))
    return {"seconds": seconds, "bytes": measures.folder_bytes(folder)}


def _build(folder, out):
    # A snapshot that is there would stay as an earlier version, and be counted with the new one.
    shutil.rmtree(out, ignore_errors=True)
    return measures.in_a_process("build", folder, out)


def _ask_peers(*, rows, snapshot):
    flat = None
    for name, (kind, is_postgres) in PEERS.items():
        if name in figures()[str(rows)] or (is_postgres and why_no_postgis()):
            continue
        flat = flat or flat_rows(snapshot)
        if not is_postgres:
            take(rows=rows, step=name, work=partial(_compare, snapshot, partial(kind, snapshot, flat)))
            continue
        with postgres_cluster() as connection:
            take(rows=rows, step=name, work=partial(_compare, snapshot, partial(kind, snapshot, flat, connection)))


def _compare(snapshot, load):
    peer = load()
    found = {
        f"{within} {where}": measures.compare(snapshot, peer, where=where, within=within)
        for within in MILES
        for where in ("cities", "country")
    }
    return found | {"version": peer.version}


def _build_alone(folder):
    found = measures.in_a_process("build", folder, folder / "alone", "alone")
    shutil.rmtree(folder / "alone")
    return found


def _update(folder, rows):
    week = max(10, rows * national_files.FULL_WEEK // national_files.FULL_ROWS)
    weekly = national_files.write_weekly(folder=folder, rows=week, of_rows=rows)
    copy = folder / "updated"
    shutil.copytree(folder / "snapshot", copy)
    found = measures.in_a_process("update", copy, weekly)
    shutil.rmtree(copy)
    return found | {"rows": week}


def main():
    parser = argparse.ArgumentParser(description=__doc__.strip().splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rows", type=int, nargs="*", default=SIZES)
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    for rows in () if asked.write else asked.rows:
        measure(folder=asked.folder.absolute(), rows=rows)
    write_page()


if __name__ == "__main__":
    main()
