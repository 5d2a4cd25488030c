"""The page of the directory's speed is what its figures say."""

import xml.etree.ElementTree as ET

from benchmarks import directory_figures as written
from benchmarks.directory_page import page_of, plot_of


def test_page_and_plot_come_from_the_figures():
    assert written.PAGE.read_text(encoding="utf-8") == page_of(written.figures())
    assert written.PLOT.read_text(encoding="utf-8") == plot_of(written.figures())
    ET.fromstring(written.PLOT.read_text(encoding="utf-8"))


def test_what_misses_its_aim_is_said_to():
    kept = written.figures()
    largest = str(max(int(rows) for rows in kept if rows.isdigit()))
    slow = {**kept[largest], "find": {**kept[largest]["find"], "median_ms": 2.0, "p99_ms": 4.0}}
    lines = page_of({**kept, largest: slow}).splitlines()
    found = {line.split(" | ")[0].removeprefix("| "): line for line in lines if line.startswith("| search: ranked")}
    assert "**no**" in found["search: ranked, counted, facets, median"]
    assert "**no**" not in found["search: ranked, counted, facets, 99th percentile"]
