"""Write the parts of a snapshot from clinicians, addresses, figures and text, wherever these came from."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from threading import Lock

import numpy as np
import polars as pl
import pyarrow as pa

from unpinch.kernel import say

from ._experience import peers_document
from ._manifest import SEVERAL
from ._names import NameWords
from ._order import Locations, locations_of, write_order
from ._parts import PartWriter
from ._peers import Peers
from ._people import MORE_TEXT, Addresses, Experience, More, People
from ._rows import CLINICIAN_TEXT, LOCATION_TEXT
from ._spool import TextRows
from ._step import OnStep, Step, unseen
from ._zips import ZipTable


@dataclass(frozen=True, eq=False)
class Content:
    """
    All that a snapshot holds of clinicians.

    `people_text` has the columns `CLINICIAN_TEXT`, `address_text` has `LOCATION_TEXT`; `text_row` of `people` and
    `addresses` counts in them. `peers` is what is usual in each specialty; `more` has a `More` for each name of
    `MORE_TEXT`. `words` are those of all names, where they are known without reading the text.
    """

    people: People
    people_text: TextRows
    addresses: Addresses
    address_text: TextRows
    experience: Experience
    peers: tuple[Peers, ...]
    more: Mapping[str, More]
    words: NameWords | None = None


def write_content(
    *, content: Content, zips: ZipTable, today: date, parts: PartWriter, progress: OnStep = unseen
) -> dict[str, int]:
    """
    Write all parts; give the counts of the manifest.

    Parameters
    ----------
    content
        What to write; everybody has at least one address.
    zips
        The ZIP table that addresses count in.
    today
        The day that ages of records are counted to.
    parts
        Where to write.
    progress
        Called as text is written, with the rows of it.
    """
    written = _Written(total=len(content.addresses.clinician) + len(content.people.npi), progress=progress)
    with ThreadPoolExecutor(max_workers=1) as worker:
        # Text and words of people take as long as all the rest, and need nothing of it.
        words = worker.submit(_write_people, content=content, parts=parts, written=written)
        locations = _write_locations(content=content, zips=zips, today=today, parts=parts, written=written)
        _write_more(more=content.more, parts=parts)
        _write_experience(experience=content.experience, parts=parts)
        _write_peers(peers=content.peers, parts=parts)
        return {
            "clinicians": len(content.people.npi),
            "locations": len(locations.address),
            "places": int(np.count_nonzero(np.bincount(content.addresses.zip_slot))),
            "name_words": words.result(),
            "more_addresses": len(locations.more),
            SEVERAL: int((np.bincount(locations.clinician) > 1).sum()),
            "figures_of_experience": len(content.experience.clinician),
        }


def _write_locations(
    *, content: Content, zips: ZipTable, today: date, parts: PartWriter, written: _Written
) -> Locations:
    addresses, text = content.addresses, content.address_text
    locations = locations_of(addresses)
    order = write_order(
        people=content.people, addresses=addresses, locations=locations, zips=zips, today=today, parts=parts
    )
    shown = addresses.text_row[locations.address[order]]
    parts.text("locations", LOCATION_TEXT, written.counting(text.in_order(shown, LOCATION_TEXT)))
    # Addresses that stand behind another in the same ZIP code: the page shows them.
    more = addresses.only(locations.more)
    parts.array("address_clinician", more.clinician.astype(np.uint32))
    parts.array("address_sources", more.sources)
    parts.text("addresses", LOCATION_TEXT, written.counting(text.in_order(more.text_row, LOCATION_TEXT)))
    return locations


def _write_peers(*, peers: tuple[Peers, ...], parts: PartWriter) -> None:
    document = json.dumps(peers_document(peers))
    parts.text("peers", ("document",), [pa.table({"document": [document]})])


class _Written:
    """Counts rows of text on their way to the disk, and tells how many there are."""

    def __init__(self, *, total: int, progress: OnStep) -> None:
        self._done, self._total, self._progress = 0, total, progress
        self._lock = Lock()

    def counting(self, tables: Iterable[pa.Table]) -> Iterator[pa.Table]:
        for table in tables:
            yield table
            # Two threads write.
            with self._lock:
                self._done += table.num_rows
            self._progress(Step(what=say("writing"), done=self._done, total=self._total, unit="rows"))


def _write_people(*, content: Content, parts: PartWriter, written: _Written) -> int:
    tables: Iterable[pa.Table] = content.people_text.in_order(content.people.text_row, CLINICIAN_TEXT)
    words = content.words
    if words is None:
        words = NameWords()
        words.add_others(content.more["other_names"])
        tables = _noting_words(tables=tables, words=words)
    parts.text("clinicians", CLINICIAN_TEXT, written.counting(tables))
    return words.write(parts=parts, clinicians=len(content.people.npi))


def _noting_words(*, tables: Iterable[pa.Table], words: NameWords) -> Iterator[pa.Table]:
    first = 0
    for table in tables:
        frame = pl.from_arrow(table)
        assert isinstance(frame, pl.DataFrame)  # noqa: S101  # for the type checker: a table gives a frame
        words.add(text=frame, first_clinician=first)
        first += frame.height
        yield table


def _write_more(*, more: Mapping[str, More], parts: PartWriter) -> None:
    for name, columns in MORE_TEXT.items():
        parts.array(f"{name}_clinician", more[name].clinician.astype(np.uint32))
        text = more[name].text.select(columns)
        parts.text(name, columns, [text.to_arrow(compat_level=pl.CompatLevel.oldest())] if text.height else [])


def _write_experience(*, experience: Experience, parts: PartWriter) -> None:
    for name in Experience.__dataclass_fields__:
        values = getattr(experience, name)
        parts.array(f"experience_{name}", values.astype(np.uint32) if name == "clinician" else values)
