"""The page of figures of the directory, made from what was measured."""

from benchmarks.directory_plot import growth_plot
from benchmarks.directory_questions import MILES

_PEERS = {
    "duckdb": "DuckDB",
    "postgis": "PostGIS, a table of places",
    "postgis_usual": "PostGIS, a point a row",
}
# The aims of the issue this was built for: step, figure -> at most.
_TIMES = {"duckdb": 5, "postgis": 50, "postgis_usual": 50}
_MB = 1 << 20


def page_of(figures):
    """Give the page as Markdown."""
    sizes = _sizes(figures)
    largest = figures[str(sizes[-1])]
    parts = (
        _intro(figures, sizes),
        _aims(largest, rows=sizes[-1]),
        _ratios(largest, rows=sizes[-1]),
        _growth(figures, sizes),
        _HOW,
    )
    return "\n\n".join(part.strip() for part in parts) + "\n"


def plot_of(figures):
    """Give the plot of how time grows."""
    sizes = _sizes(figures)
    lines = {
        "ours: a whole answer, in words": _median(figures, sizes, "search"),
        "ours: ranked and counted": _median(figures, sizes, "find"),
    }
    for step, name in _PEERS.items():
        points = [(rows, _mean(figures[str(rows)][step])) for rows in sizes if step in figures[str(rows)]]
        lines |= {name.split(",")[0] if step != "postgis_usual" else "PostGIS, a point a row": points} if points else {}
    return growth_plot(title="Time of one answer", lines=lines, unit="ms")


def _sizes(figures):
    return sorted(int(rows) for rows in figures if rows.isdigit())


def _median(figures, sizes, step):
    return [(rows, figures[str(rows)][step]["median_ms"]) for rows in sizes if step in figures[str(rows)]]


def _mean(compared):
    of = [compared[f"{within} {where}"]["peer_ms"] for within in MILES for where in ("cities", "country")]
    return sum(of) / len(of)


def _intro(figures, sizes):
    machine = figures["machine"]
    loads = [step["load_before"] for rows in sizes for step in figures[str(rows)].values()]
    libraries = f"Python {machine['python']}, Polars {machine['polars']}"
    return f"""
# How fast the directory is

Measured by `python -m benchmarks.directory_figures FOLDER`, which wrote this page; `make bench` asks the same of
100,000 rows. Files are fictional and as their publishers write them (`benchmarks/national_files.py`; shares and their
sources in `benchmarks/data`). {libraries}, {machine["cores"]} cores that other work shared (load {min(loads):.0f} to
{max(loads):.0f} when a step began): compare what stands in one line, the ratios more than the milliseconds."""


def _aims(of, *, rows):
    lines = [
        f"## {rows:,} rows, against what was aimed at",
        "",
        "| what | aim | measured | reached |",
        "| --- | --- | --- | --- |",
    ]
    return "\n".join(lines + [_aim(*aim) for aim in _measured(of)])


def _aim(what, aim, measured, reached):
    return f"| {what} | {aim} | {measured} | {'yes' if reached else '**no**'} |"


def _measured(of):
    yield from _of_build(of)
    for step, what in (("find", "search: ranked, counted, facets"), ("search", "the same with 20 results in words")):
        if step in of:
            yield f"{what}, median", "1 ms", _taken(of[step], "median_ms"), of[step]["median_ms"] <= 1
            yield f"{what}, 99th percentile", "5 ms", _taken(of[step], "p99_ms"), of[step]["p99_ms"] <= 5
    if "names" in of:
        worst = of["names"]["p99_ms"]
        yield "misspelt names, 99th percentile", "20 ms", _taken(of["names"], "p99_ms"), worst <= 20
    if "open" in of:
        seconds, own = of["open"]["seconds"], of["open"]["own_bytes_added"] / _MB
        yield "opening", "0.3 s", f"{seconds:.3f} s", seconds <= 0.3
        whole = of["open"]["own_bytes"] / _MB
        yield (
            "own memory of a second process",
            "60 MB",
            f"{own:.0f} MB for the snapshot ({whole:.0f} MB with Python and libraries)",
            own <= 60,
        )


def _taken(found, name):
    return f"{found[name]:.2f} ms ({found['processor_' + name]:.2f} ms of processor time)"


def _seconds(found):
    return f"{found:.0f} s" if found >= 10 else f"{found:.1f} s"


def _of_build(of):
    if {"build", "scan"} <= of.keys():
        built, scan = of["build"], of["scan"]
        times = built["seconds"] / scan["seconds"]
        yield (
            "build of all files, times a bare scan",
            "5",
            f"{times:.1f} ({_seconds(built['seconds'])}, {_seconds(scan['seconds'])})",
            times <= 5,
        )
        peak = built["peak_bytes"] / 1e9
        yield "memory at most while building", "6 GB", f"{peak:.1f} GB", peak <= 6
    if {"alone", "scan"} <= of.keys():
        alone, bare = of["alone"]["seconds"], of["scan"]["provider_seconds"]
        yield (
            "build of the provider file alone, times a bare scan",
            "5",
            f"{alone / bare:.1f} ({_seconds(alone)}, {_seconds(bare)})",
            alone <= 5 * bare,
        )
    if "size" in of:
        size = of["size"]["bytes"] / 1e9
        yield "snapshot", "2.5 GB", f"{size:.2f} GB", size <= 2.5
    if {"update", "build"} <= of.keys():
        share = of["update"]["seconds"] / of["build"]["seconds"]
        yield (
            f"update with {of['update']['rows']:,} rows, share of a build",
            "0.25",
            f"{share:.2f} ({_seconds(of['update']['seconds'])})",
            share <= 0.25,
        )


def _ratios(of, *, rows):
    lines = [
        f"## Times faster than peers, {rows:,} rows",
        "",
        "Physical therapists near three cities and three country towns: the best twenty in order, the exact total,",
        "facets. Every answer was the same.",
        "",
        "| within | where | ours | " + " | ".join(_PEERS.values()) + " |",
        "| --- | --- | --- |" + " --- |" * len(_PEERS),
    ]
    for within in MILES:
        for where in ("cities", "country"):
            cells = [_ratio(of.get(step, {}).get(f"{within} {where}")) for step in _PEERS]
            ours = next((of[step][f"{within} {where}"]["ours_ms"] for step in _PEERS if step in of), None)
            lines.append(
                f"| {within} miles | {where} | {'' if ours is None else f'{ours:.2f} ms'} | {' | '.join(cells)} |"
            )
    lines.append(
        "| **all six** | **each once** | | " + " | ".join(_ratio(_together(of.get(step))) for step in _PEERS) + " |"
    )
    versions = "; ".join(dict.fromkeys(of[step]["version"] for step in _PEERS if step in of))
    aims = f"Aims: {_TIMES['duckdb']} times DuckDB, {_TIMES['postgis']} times PostGIS, over the same questions."
    return "\n".join([*lines, "", f"{aims} {versions}."])


def _together(compared):
    """Give what the same questions, each asked once, take together."""
    if compared is None:
        return None
    ours, peer = (
        sum(compared[f"{within} {where}"][whose] for within in MILES for where in ("cities", "country"))
        for whose in ("ours_ms", "peer_ms")
    )
    return {"times": peer / ours, "peer_ms": peer}


def _ratio(compared):
    if compared is None:
        return "not measured"
    times = f"{compared['times']:.0f}" if compared["times"] >= 10 else f"{compared['times']:.1f}"
    return f"{times} times ({compared['peer_ms']:.2f} ms)"


def _growth(figures, sizes):
    lines = [
        "## How it grows",
        "",
        "![Time of one answer by the number of rows](directory.svg)",
        "",
        "| rows | people kept | build | scan | memory | snapshot | search, median / 99th | in words | names, 99th |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    return "\n".join(lines + [_grown(rows, figures[str(rows)]) for rows in sizes])


def _grown(rows, of):
    def cell(step, words):
        return words(of[step]) if step in of else ""

    def pair(found):
        return f"{found['median_ms']:.2f} / {found['p99_ms']:.2f} ms"

    cells = (
        f"{rows:,}",
        cell("build", lambda found: f"{found['kept']:,}"),
        cell("build", lambda found: f"{found['seconds']:.1f} s"),
        cell("scan", lambda found: f"{found['seconds']:.1f} s"),
        cell("build", lambda found: f"{found['peak_bytes'] / 1e9:.1f} GB"),
        cell("size", lambda found: f"{found['bytes'] / _MB:,.0f} MB"),
        cell("find", pair),
        cell("search", pair),
        cell("names", lambda found: f"{found['p99_ms']:.1f} ms"),
    )
    return f"| {' | '.join(cells)} |"


_HOW = """
## How it was measured

- A bare scan: Polars reads the columns that the build takes from each file, in streaming mode, and adds up how many
  bytes they have. The build is a process of its own; memory is what it held at most, mapped files included.
- Search: 2,000 different questions, each asked once after 2,000 others, of half crowded and half empty ZIP codes,
  within 5, 25 and 50 miles, for kinds of clinician, treatments and anybody. "In words" makes twenty results with their
  reasons; peers make none, so ratios are of ranking and counting alone.
- Misspelt names: 500 names, first and last, one letter of each wrong, half of them in the whole country.
- A second process opens the snapshot and answers 60 questions while the first has it open and has answered the same;
  its own memory is what no other process shares.
- Processor time is what the question itself took; the clock also counts waiting for others who had the cores.
- DuckDB holds the rows in memory. PostgreSQL runs as a cluster of its own with 1 GB of shared buffers, without `fsync`
  and compiling. In one design the points are in a table of places, one row a ZIP code, with a GiST index, and an index
  finds the locations of a place; in the other each location has its own point, with a GiST index on those."""
