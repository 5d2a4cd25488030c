"""Put the rows of a weekly file into those of a snapshot: changed rows replace, new ones are added, others go."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

import numpy as np
import numpy.typing as npt
import polars as pl

from ._join import ADDRESS_TEXT, MorePlaces, join_addresses
from ._names import NAME_COLUMNS, NameWords
from ._people import Addresses, Experience, More, People, clinician_of
from ._reopen import Reopened
from ._rows import CLINICIAN_TEXT, LOCATION_TEXT
from ._spool import TextRows
from ._traits import MEDICARE_PLACE, SECOND_PLACE
from ._write import Content
from ._zips import IntArray, ZipTable

Rows = TypeVar("Rows", People, Addresses)
BoolArray = npt.NDArray[np.bool_]
# Beyond every row of text: rows that wait for their number in it.
_WAITING = 1 << 40
# Which text: that of further places, which is the last of the addresses.
_FURTHER = 2


@dataclass(frozen=True, eq=False)
class Weekly:
    """
    The clinicians of a weekly file; `text_row` counts in `text`, which has the columns of both kinds of text.

    `places` are all further places that they name, where a weekly file of those was given; their text comes last in the
    text of addresses.
    """

    people: People
    addresses: Addresses
    names: More
    text: TextRows
    places: MorePlaces | None = None


@dataclass(frozen=True)
class Merged:
    """How many clinicians were added and replaced, and for how many the weekly file says what was known."""

    added: int
    replaced: int
    same: int


def merge(
    *, old: Reopened, weekly: Weekly, gone: BoolArray, texts: tuple[TextRows, TextRows], zips: ZipTable
) -> tuple[Content, Merged]:
    """
    Give what the new version is written from.

    What other files said of a clinician stays: their traits, figures, groups, further addresses and names.

    Parameters
    ----------
    old
        The earlier snapshot.
    weekly
        Whom the weekly file has, and none of them in `gone`.
    gone
        Shape (clinicians of the snapshot,): who leaves.
    texts
        The text of clinicians and of addresses: that of the snapshot, then that of the weekly file; of addresses that
        of its further places after it.
    zips
        The ZIP table that addresses count in.
    """
    merging = _Merging(old=old, weekly=weekly, gone=gone, texts=texts, zips=zips)
    more = {name: merging.more(name) for name in old.more}
    content = Content(
        people=merging.people,
        people_text=texts[0],
        addresses=merging.addresses(),
        address_text=texts[1],
        experience=merging.experience(),
        peers=old.peers,
        more=more,
        words=merging.words(more["other_names"]),
    )
    added = int((merging.at < 0).sum())
    return content, Merged(
        added=added, replaced=int(merging.is_changed.sum()) - added, same=int((~merging.is_changed).sum())
    )


@dataclass(frozen=True, eq=False)
class _Merging:
    old: Reopened
    weekly: Weekly
    gone: BoolArray
    texts: tuple[TextRows, TextRows]
    zips: ZipTable

    @cached_property
    def at(self) -> IntArray:
        """Give the place in the snapshot of everybody in the weekly file, -1 for who is new."""
        return clinician_of(npi=pl.Series(self.weekly.people.npi), people=self.old.people.npi)

    @cached_property
    def has_moved(self) -> BoolArray:
        """Say of everybody in the weekly file whether their address or phone is another one, or they are new."""
        known = np.flatnonzero((self.at >= 0) & ~self.old.without_place[self.at])
        first = np.searchsorted(self.old.addresses.clinician, self.at[known])
        moved = np.ones(len(self.at), dtype=np.bool_)
        moved[known] = self._differ(1, self.old.addresses.text_row[first], self.weekly.addresses.text_row[known])
        return moved | self._has_further

    @cached_property
    def _has_further(self) -> BoolArray:
        """Say of everybody in the weekly file whether they named further places and may name others now."""
        if self.weekly.places is None:
            return np.zeros(len(self.at), dtype=np.bool_)
        ours = self.old.addresses
        had = _marked(ours.clinician[(ours.sources & SECOND_PLACE) != 0], len(self.gone))
        return (had[self.at] & (self.at >= 0)) | _marked(self.weekly.places.clinician, len(self.at))

    @cached_property
    def is_changed(self) -> BoolArray:
        """Say of everybody in the weekly file whether it says anything new of them."""
        known = np.flatnonzero(self.at >= 0)
        ours, theirs = self.old.people.only(self.at[known]), self.weekly.people.only(known)
        differ = self._differ(0, ours.text_row, theirs.text_row) | self._other_names_differ(known)
        for name in ("gender", "updated_day", "enumerated_day"):
            differ |= getattr(ours, name) != getattr(theirs, name)
        changed = self.has_moved.copy()
        changed[known] |= differ
        return changed

    def _differ(self, which: int, ours: IntArray, theirs: IntArray) -> BoolArray:
        columns = (CLINICIAN_TEXT, LOCATION_TEXT)[which]
        texts = self.texts[which]
        one, other = frame_of(texts, ours, columns), frame_of(self.weekly.text, theirs, columns)
        differ = np.zeros(len(ours), dtype=np.bool_)
        for name in columns:
            differ |= (one[name] != other[name]).to_numpy()
        return differ

    def _other_names_differ(self, known: IntArray) -> BoolArray:
        """Compare the names that the provider file itself gives besides the first: those of no kind."""
        names = self.old.more["other_names"]
        own = (names.text["kind"] == "").to_numpy()
        ours = _one_each(names.clinician[own], names.text["name"].filter(own), self.at[known])
        theirs = _one_each(self.weekly.names.clinician, self.weekly.names.text["name"], known)
        return (ours != theirs).to_numpy()

    @cached_property
    def replaced(self) -> BoolArray:
        """Say of everybody in the snapshot whether the weekly file says something new of them."""
        return _marked(self.at[self.is_changed & (self.at >= 0)], len(self.gone))

    @cached_property
    def taken(self) -> IntArray:
        """Give who is taken from the weekly file."""
        return np.flatnonzero(self.is_changed)

    @cached_property
    def _stay(self) -> IntArray:
        return np.flatnonzero(~(self.gone | self.replaced))

    @cached_property
    def _order(self) -> IntArray:
        npi = np.concatenate([self.old.people.npi[self._stay], self.weekly.people.npi[self.taken]])
        return np.argsort(npi, kind="stable")

    @cached_property
    def _new_of_both(self) -> tuple[IntArray, IntArray]:
        """Give the new place of everybody in the snapshot (-1 where they go), and of everybody that is taken."""
        back = np.empty(len(self._order), dtype=np.int64)
        back[self._order] = np.arange(len(self._order))
        of_old = np.full(len(self.gone), -1, dtype=np.int64)
        of_old[self._stay] = back[: len(self._stay)]
        of_taken = back[len(self._stay) :]
        known = self.at[self.taken] >= 0
        of_old[self.at[self.taken[known]]] = of_taken[known]
        return of_old, of_taken

    @cached_property
    def people(self) -> People:
        theirs = self.weekly.people.only(self.taken)
        at = self.at[self.taken]
        traits, year = theirs.traits.copy(), theirs.graduation_year.copy()
        # Other files said this of them, and the weekly file says nothing of it.
        traits[at >= 0] = self.old.people.traits[at[at >= 0]]
        year[at >= 0] = self.old.people.graduation_year[at[at >= 0]]
        theirs = replace(theirs, traits=traits, graduation_year=year, text_row=theirs.text_row + self._text_begin(0))
        both = _after(self.old.people.only(self._stay), theirs)
        return both.only(self._order)

    def _text_begin(self, which: int) -> int:
        """Give the row at which the text of the weekly file begins: 0 clinicians, 1 addresses, 2 further places."""
        further = len(self.weekly.places.clinician) if which and self.weekly.places else 0
        if which == _FURTHER:
            return len(self.texts[1]) - further
        return len(self.texts[which]) - len(self.weekly.text) - further

    def addresses(self) -> Addresses:
        """Give all addresses: where the first one is another, what other files said is held against it anew."""
        of_old, of_taken = self._new_of_both
        moved = self.has_moved[self.taken]
        leaving = self.gone | _marked(self.at[self.taken[moved]], len(self.gone))
        ours = self.old.addresses
        staying = ours.only(~leaving[ours.clinician])
        theirs = self._moved_addresses(self.taken[moved])
        both = _after(
            replace(staying, clinician=of_old[staying.clinician]),
            replace(theirs, clinician=of_taken[moved][theirs.clinician]),
        )
        return both.only(np.argsort(both.clinician, kind="stable"))

    def _moved_addresses(self, who: IntArray) -> Addresses:
        main = self.weekly.addresses.only(who)
        main = replace(main, clinician=np.arange(len(who)), text_row=main.text_row + self._text_begin(1))
        more, rows = self._places_of_others(who)
        if not len(rows):
            return main
        whose = np.unique(more.clinician)
        text = frame_of(self.texts[1], main.text_row[whose], ("line_1", "phone"))
        joined = join_addresses(main=main, main_text=text, more=more, first_text_row=_WAITING, zips=self.zips)
        waiting = joined.text_row >= _WAITING
        text_row = joined.text_row.copy()
        text_row[waiting] = rows[text_row[waiting] - _WAITING]
        return replace(joined, text_row=text_row)

    def _places_of_others(self, who: IntArray) -> tuple[MorePlaces, IntArray]:
        """Give the addresses that other files gave of those who have moved, and where the text of each is."""
        ours = self.old.addresses
        place = np.full(len(self.gone), -1, dtype=np.int64)
        known = self.at[who] >= 0
        place[self.at[who[known]]] = np.flatnonzero(known)
        theirs = ours.only(place[ours.clinician] >= 0)
        bits = (SECOND_PLACE, MEDICARE_PLACE) if self.weekly.places is None else (MEDICARE_PLACE,)
        found = [theirs.only((theirs.sources & bit) != 0) for bit in bits]
        frames = [
            pl.DataFrame(
                {"clinician": place[each.clinician], "zip_slot": each.zip_slot, "text_row": each.text_row}
            ).with_columns(source=pl.lit(bit, dtype=pl.UInt8))
            for bit, each in zip(bits, found, strict=True)
        ]
        rows = pl.concat([*frames, *self._further(who)]).sort("clinician", "source", maintain_order=True)
        text_row = rows["text_row"].to_numpy()
        places = MorePlaces(
            text=frame_of(self.texts[1], text_row, ADDRESS_TEXT),
            clinician=rows["clinician"].to_numpy(),
            zip_slot=rows["zip_slot"].to_numpy(),
            source=rows["source"].to_numpy(),
        )
        return places, text_row

    def _further(self, who: IntArray) -> Iterator[pl.DataFrame]:
        """Give the further places that the weekly files give of some, numbered by their place in `who`."""
        if self.weekly.places is None:
            return
        place = np.full(len(self.at), -1, dtype=np.int64)
        place[who] = np.arange(len(who))
        given = self.weekly.places
        rows = pl.DataFrame(
            {
                "clinician": place[given.clinician],
                "zip_slot": given.zip_slot,
                "text_row": np.arange(len(given.clinician)) + self._text_begin(_FURTHER),
            }
        )
        yield rows.with_columns(source=pl.lit(SECOND_PLACE, dtype=pl.UInt8)).filter(pl.col("clinician") >= 0)

    def experience(self) -> Experience:
        ours = self.old.experience
        of_old, _of_taken = self._new_of_both
        staying = ours.only(of_old[ours.clinician] >= 0)
        return replace(staying, clinician=of_old[staying.clinician])

    def more(self, name: str) -> More:
        of_old, of_taken = self._new_of_both
        ours = self.old.more[name]
        staying = of_old[ours.clinician] >= 0
        if name != "other_names":
            return More(clinician=of_old[ours.clinician[staying]], text=ours.text.filter(staying))
        staying &= ~(self.replaced[ours.clinician] & (ours.text["kind"] == "").to_numpy())
        new = np.full(len(self.at), -1, dtype=np.int64)
        new[self.taken] = of_taken
        theirs = self.weekly.names
        taken = new[theirs.clinician] >= 0
        clinician = np.append(new[theirs.clinician[taken]], of_old[ours.clinician[staying]])
        order = np.argsort(clinician, kind="stable")
        text = pl.concat([theirs.text.filter(taken).select(ours.text.columns), ours.text.filter(staying)])
        return More(clinician=clinician[order], text=text[order])

    def words(self, names: More) -> NameWords:
        """Give the words of all names: read are only those of whom the weekly file says something new."""
        of_old, of_taken = self._new_of_both
        of_unread = np.where(self.replaced, -1, of_old)
        words = NameWords.known(
            words=self.old.words,
            starts=self.old.word_start,
            clinicians=of_unread[self.old.word_clinician],
        )
        text = frame_of(self.texts[0], self.people.text_row[of_taken], NAME_COLUMNS)
        words.add_some(More(clinician=of_taken, text=text))
        of_them = _marked(of_taken, len(self.people.npi))[names.clinician]
        words.add_others(More(clinician=names.clinician[of_them], text=names.text.filter(of_them)))
        return words


def frame_of(text: TextRows, rows: IntArray, columns: tuple[str, ...]) -> pl.DataFrame:
    """Give some columns of some rows of text, nothing as ""."""
    tables = [pl.DataFrame(pl.from_arrow(table)) for table in text.in_order(rows, columns)]
    return pl.concat([pl.DataFrame(schema=dict.fromkeys(columns, pl.String)), *tables]).fill_null("")


def _one_each(clinician: IntArray, name: pl.Series, whose: IntArray) -> pl.Series:
    """Give the first name of each clinician of `whose`, "" where there is none."""
    names = pl.DataFrame({"clinician": clinician, "name": name}).unique("clinician", keep="first")
    asked = pl.DataFrame({"clinician": whose})
    return asked.join(names, on="clinician", how="left", maintain_order="left")["name"].fill_null("")


def _marked(places: IntArray, count: int) -> BoolArray:
    marked = np.zeros(count, dtype=np.bool_)
    marked[places[places >= 0]] = True
    return marked


def _after(one: Rows, other: Rows) -> Rows:
    """Put the rows of one after those of another."""
    names = type(one).__dataclass_fields__
    return type(one)(**{name: np.concatenate([getattr(one, name), getattr(other, name)]) for name in names})
