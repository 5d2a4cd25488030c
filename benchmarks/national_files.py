"""
Full-size fictional files as their publishers write them: providers, locations, Doctors and Clinicians, Medicare.

`python -m benchmarks.national_files FOLDER [--rows N] [--seed N]` writes them; 9,000,000 rows are some 16 GB and take
some minutes. Shares are those of `benchmarks/data` (what they rest on stands there); everybody in them is invented.
The same seed gives the same bytes, and of a smaller and a larger file the first whole blocks are the same.
"""

import argparse
import itertools
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields
from datetime import timedelta
from pathlib import Path

import numpy as np
import polars as pl

from benchmarks import national_medicare as medicare
from benchmarks import national_people as people
from benchmarks.national_shares import header

FULL_ROWS, FULL_WEEK = 9_000_000, 60_000
BLOCK_ROWS = 100_000
# What a weekly file is made of: new numbers, changed records, deactivated ones (2.6 in 100 in the one we have).
_NEW, _GONE = 0.4, 0.026
_ABROAD_OF_SEED = 1_000_003


@dataclass(frozen=True)
class Files:
    """Where the files are."""

    provider: Path
    locations: Path
    doctors: Path
    services: Path
    providers: Path


def paths(folder):
    """Give the paths, named as the publishers name them."""
    period = f"20050523-{people.LATEST:%Y%m%d}"
    return Files(
        provider=folder / f"npidata_pfile_{period}.csv",
        locations=folder / f"pl_pfile_{period}.csv",
        doctors=folder / "DAC_NationalDownloadableFile.csv",
        services=folder / "MUP_PHY_R26_P05_V10_D24_Prov_Svc.csv",
        providers=folder / "MUP_PHY_R26_P05_V10_D24_Prov.csv",
    )


def write(*, folder, rows, seed=1):
    """Write all files for `rows` rows of the provider file; the others are as long as that asks for."""
    folder.mkdir(parents=True, exist_ok=True)
    found = paths(folder)
    starts = range(0, rows, BLOCK_ROWS)
    blocks = ((first, min(BLOCK_ROWS, rows - first), seed) for first in starts)
    files = {field.name: getattr(found, field.name).open("wb") for field in fields(Files)}
    for name, file in files.items():
        file.write(_header_line(name))
    # Two at a time: the work is done in Polars and NumPy, which leave the other core free.
    with ThreadPoolExecutor(2) as workers:
        for few in _pairs(blocks):
            for texts in workers.map(lambda block: _texts(*block), few):
                for name, text in texts.items():
                    files[name].write(text)
    for file in files.values():
        file.close()
    return found


def _pairs(blocks):
    while pair := list(itertools.islice(blocks, 2)):
        yield pair


def _texts(first, count, seed):
    """Give what one block of rows puts into each file, as bytes."""
    chance = np.random.default_rng([seed, first])
    block = people.people(first=first, count=count, chance=chance)
    bills, is_doctor = medicare.in_medicare(block=block, chance=chance)
    services, providers = medicare.medicare(block=block, chosen=bills, chance=chance)
    frames = {
        "locations": medicare.locations(block=block, chance=chance),
        "doctors": medicare.doctors(block=block, chosen=is_doctor, chance=chance),
        "services": services,
        "providers": providers,
    }
    return {"provider": _provider_lines(block)} | {name: _lines(frame=frame, of=name) for name, frame in frames.items()}


def write_weekly(*, folder, rows, of_rows, seed=1):
    """Write a weekly provider file after one of `of_rows` rows: new numbers, changed records, deactivated ones."""
    chance = np.random.default_rng([seed, _ABROAD_OF_SEED])
    latest = people.LATEST + timedelta(days=7)
    block = people.people(first=0, count=rows, chance=chance, latest=latest)
    number = chance.choice(of_rows, size=min(rows, of_rows), replace=False)[: round(rows * (1 - _NEW))]
    number = np.append(number, of_rows + np.arange(rows - len(number)))
    kind = np.where(block.kind == people.DEACTIVATED, people.PERSON, block.kind)
    kind[chance.random(rows) < _GONE] = people.DEACTIVATED
    last_day, date_columns = f"{latest:%m/%d/%Y}", ("NPI Deactivation Date", "NPI Reactivation Date")
    gone = pl.Series(kind == people.DEACTIVATED)
    frame = block.rows.with_columns(
        people.npis(number).alias("NPI"),
        pl.lit(last_day).alias("Last Update Date"),
        pl.when(gone).then(pl.lit(last_day)).otherwise(pl.lit("")).alias(date_columns[0]),
        pl.lit("").alias(date_columns[1]),
    )
    path = folder / f"npidata_pfile_{people.LATEST + timedelta(days=1):%Y%m%d}-{latest:%Y%m%d}.csv"
    week = people.Block(rows=frame, kind=kind, place=block.place, code=block.code)
    path.write_bytes(_header_line("provider") + _provider_lines(week))
    return path


_QUOTED = ("provider", "locations")


def _header_line(of):
    names = header(of)
    return (('"' + '","'.join(names) + '"') if of in _QUOTED else ",".join(names)).encode() + b"\n"


def _provider_lines(block):
    """Write rows with every value in quotes; a deactivated row has two values."""
    gone = pl.Series(block.kind == people.DEACTIVATED)
    short = _quoted(header("provider"), ("NPI", "NPI Deactivation Date"))
    whole = _quoted(header("provider"), block.rows.columns)
    return _bytes_of(block.rows.select(pl.when(gone).then(short).otherwise(whole)))


def _quoted(names, filled):
    pieces, text = [], '"'
    for name in names:
        if name in filled:
            pieces += [pl.lit(text), pl.col(name)]
            text = ""
        text += '","'
    return pl.concat_str(*pieces, pl.lit(text.removesuffix(',"')))


def _bytes_of(lines):
    return lines.write_csv(include_header=False, quote_style="never").encode()


def _lines(*, frame, of):
    """Write rows as the publisher of that file does: all in quotes, or only where a comma asks for it."""
    if of in _QUOTED:
        return _bytes_of(frame.select(_quoted(header(of), frame.columns)))
    missing = [name for name in header(of) if name not in frame.columns]
    whole = frame.with_columns(pl.lit(None, dtype=pl.String).alias(name) for name in missing).select(header(of))
    # An empty text would become "", and the publisher writes nothing there.
    whole = whole.with_columns(pl.col(pl.String).replace("", None))
    return whole.write_csv(include_header=False, quote_style="necessary").encode()


def main():
    parser = argparse.ArgumentParser(description=__doc__.strip().splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rows", type=int, default=FULL_ROWS)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    write(folder=asked.folder, rows=asked.rows, seed=asked.seed)
    week = max(1, asked.rows * FULL_WEEK // FULL_ROWS)
    write_weekly(folder=asked.folder, rows=week, of_rows=asked.rows, seed=asked.seed)
    for path in sorted(asked.folder.iterdir()):
        print(f"{path.stat().st_size:>15,}  {path.name}")


if __name__ == "__main__":
    main()
