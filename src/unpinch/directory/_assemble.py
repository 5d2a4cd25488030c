"""Put together what goes into a snapshot: the provider file, joined with what the other files say."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import polars as pl

from ._experience import levels, peers_of
from ._gather import Gathered
from ._join import (
    ADDRESS_TEXT,
    MorePlaces,
    join_addresses,
    join_doctors,
    join_experience,
    join_levels,
    join_text,
    more_places,
)
from ._manifest import DEACTIVATED, DOCTORS, ENDPOINTS, LOCATIONS, OTHER_NAMES, SERVICES, TOTALS, SourceAccount
from ._peers import Peers
from ._people import Addresses, More, People, clinician_of, nothing_more
from ._reader import ProviderReader
from ._rows import RejectedFor
from ._specialties import SpecialtyBits
from ._spool import Spool, TextRows
from ._traits import MEDICARE_PLACE, SECOND_PLACE
from ._write import Content
from ._zips import IntArray, zip_table

_MAIN_HALF = np.uint64(32)


def assemble(
    *, reader: ProviderReader, gathered: Gathered, workspace: Path
) -> tuple[Content, tuple[SourceAccount, ...]]:
    """
    Join everything to the clinicians of the provider file, which has been read.

    Parameters
    ----------
    reader
        Has read the provider file.
    gathered
        What the other files say; its frames are let go of.
    workspace
        A folder for text that waits to be written.
    """
    people, addresses, names = reader.in_order()
    people, addresses, names = _without_deactivated(
        people=people, addresses=addresses, names=names, reader=reader, frame=gathered.frames[DEACTIVATED]
    )
    frames, kinds = gathered.frames, gathered.kinds
    more = {"other_names": _joined_names(people, names, frames[OTHER_NAMES]), "groups": nothing_more("groups")}
    more["endpoints"] = join_text(
        people=people, frame=frames[ENDPOINTS], columns={"kind": "kind", "endpoint": "endpoint"}, name="endpoints"
    )
    if frames[DOCTORS].height:
        people, more["groups"] = join_doctors(people=people, doctors=frames[DOCTORS])
    experience, rows = join_experience(people=people, services=frames[SERVICES], totals=frames[TOTALS], kinds=kinds)
    peers: tuple[Peers, ...] = ()
    if rows.height:
        main = main_specialties(people=people, npi=rows["npi"].unique(), specialties=reader.specialties)
        people = join_levels(people=people, levels=levels(care_rows=rows, specialty=main), kinds=kinds)
        peers = peers_of(care_rows=rows, specialty=main)
    addresses, address_text = _join_places(
        people=people, addresses=addresses, gathered=gathered, spool=reader.spool_path, workspace=workspace
    )
    content = Content(
        people=people,
        people_text=TextRows(reader.spool_path),
        addresses=addresses,
        address_text=address_text,
        experience=experience,
        peers=peers,
        more=more,
    )
    # Half a gigabyte that nobody needs while everything is written.
    gathered.frames.clear()
    return content, tuple(_accounts(gathered=gathered, people=people))


def _without_deactivated(
    *, people: People, addresses: Addresses, names: More, reader: ProviderReader, frame: pl.DataFrame
) -> tuple[People, Addresses, More]:
    """Leave out whoever is in the list of deactivated numbers; the reader counts them."""
    gone = np.zeros(len(people.npi), dtype=np.bool_)
    found = clinician_of(npi=frame["npi"], people=people.npi)
    gone[found[found >= 0]] = True
    if not gone.any():
        return people, addresses, names
    reader.reject(reason=RejectedFor.IN_DEACTIVATION_LIST, rows=int(gone.sum()))
    reader.refuse_nobody(left=int((~gone).sum()))
    new = np.cumsum(~gone) - 1
    left = addresses.only(~gone)
    stays = ~gone[names.clinician]
    return (
        people.only(~gone),
        Addresses(**{**vars(left), "clinician": new[left.clinician]}),
        More(clinician=new[names.clinician[stays]], text=names.text.filter(stays)),
    )


def _joined_names(people: People, names: More, frame: pl.DataFrame) -> More:
    more = join_text(people=people, frame=frame, columns={"name": "other_name", "kind": "kind"}, name="other_names")
    both = np.append(names.clinician, more.clinician)
    order = np.argsort(both, kind="stable")
    return More(
        clinician=both[order], text=pl.concat([names.text.select("name", "kind"), more.text.cast(pl.String)])[order]
    )


def _join_places(
    *, people: People, addresses: Addresses, gathered: Gathered, spool: Path, workspace: Path
) -> tuple[Addresses, TextRows]:
    main = TextRows(spool)
    frames = [(gathered.frames[LOCATIONS], SECOND_PLACE), (gathered.frames[DOCTORS], MEDICARE_PLACE)]
    more = more_places(frames=[each for each in frames if each[0].height], people=people, zips=zip_table())
    if not len(more.clinician):
        return addresses, main
    whose = np.unique(more.clinician)
    joined = join_addresses(
        main=addresses,
        main_text=_text_of(main, addresses.text_row[whose]),
        more=more,
        first_text_row=len(main),
        zips=zip_table(),
    )
    return joined, TextRows(spool, _spooled(more=more, path=workspace / "places.arrow"))


def _text_of(text: TextRows, rows: IntArray) -> pl.DataFrame:
    tables = (pl.from_arrow(table) for table in text.in_order(rows, ("line_1", "phone")))
    return pl.concat([table for table in tables if isinstance(table, pl.DataFrame)])


def _spooled(*, more: MorePlaces, path: Path) -> Path:
    with Spool(path=path, columns=ADDRESS_TEXT) as spool:
        spool.add(more.text)
    return path


def main_specialties(*, people: People, npi: pl.Series, specialties: SpecialtyBits) -> pl.DataFrame:
    """Give the most particular kind of clinician of the main taxonomy code of each NPI: a frame of npi, specialty."""
    who = clinician_of(npi=npi, people=people.npi)
    main = (people.specialties[who] >> _MAIN_HALF).astype(np.int64)
    different, of_row = np.unique(main, return_inverse=True)
    names = [next(iter(specialties.of(int(mask))), "") for mask in different]
    return pl.DataFrame({"npi": npi, "specialty": pl.Series(names, dtype=pl.String)[of_row]})


def _accounts(*, gathered: Gathered, people: People) -> Iterable[SourceAccount]:
    for what, account, npis in gathered.accounts:
        yield SourceAccount(
            what=what,
            source=account.source,
            rows_read=account.rows_read,
            rows_kept=account.rows_kept,
            rejected={each.reason.value: each.rows for each in account.rejected},
            mended_rows=account.mended_rows,
            clinicians=int((clinician_of(npi=npis, people=people.npi) >= 0).sum()),
            year=account.year,
        )
