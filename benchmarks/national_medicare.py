"""Rows of the other fictional files: locations, Doctors and Clinicians, Medicare by service and by provider."""

from dataclasses import dataclass
from functools import cache

import numpy as np
import polars as pl

from benchmarks import national_people as people
from benchmarks.national_shares import DATA, header, shares
from benchmarks.national_words import places, surnames

_SECOND = "Provider Secondary Practice Location Address"
_FIRST_LINE = "Provider First Line Business Practice Location Address"
_SECOND_LINE = "Provider Second Line Business Practice Location Address"
# Fewer people than this are not published.
_PATIENTS_AT_LEAST = 11
_RUCA = {
    "1": (0.912, "Metropolitan area core: primary flow within an urbanized area of 50,000 and greater"),
    "4": (0.05, "Micropolitan area core: primary flow within an urban cluster of 10,000 to 49,999"),
    "7": (0.02, "Small town core: primary flow within an urban cluster of 2,500 to 9,999"),
    "10": (0.018, "Rural areas: primary flow to a tract outside a urbanized area of 50,000 and greater or UC"),
}
_TYPES = {
    "225": "Physical Therapist in Private Practice",
    "111": "Chiropractic",
    "207": "Internal Medicine",
    "208": "Physical Medicine and Rehabilitation",
    "363": "Nurse Practitioner",
    "": "Undefined Physician type",
}
# An estimate: some do the same in their office and in a hospital, which makes two rows.
_SERVICES_IN_AN_OFFICE, _IN_BOTH = 0.75, 0.21
_FIPS = 56


@dataclass(frozen=True, eq=False)
class Codes:
    """Procedure codes of one family of professions; arrays of shape (codes,)."""

    code: pl.Series
    share: np.ndarray
    services: np.ndarray
    allowed: np.ndarray


@cache
def codes_of():
    """Give the procedure codes by how the taxonomy code begins; "" is for all others."""
    table = pl.read_csv(DATA / "medicare_codes.csv", schema_overrides={"family": pl.String, "code": pl.String})
    table = table.with_columns(pl.col("family").fill_null(""))
    return {
        family: Codes(
            code=rows["code"],
            share=rows["share"].to_numpy(),
            services=rows["services_a_patient"].to_numpy(),
            allowed=rows["allowed_usd"].to_numpy(),
        )
        for (family,), rows in table.group_by("family", maintain_order=True)
    }


def locations(*, block, chance):
    """Give secondary locations: many rows for some, none for most, near the first."""
    active = block.kind != people.DEACTIVATED
    mean = shares()["total"]["secondary_locations"] / shares()["total"]["rows"]
    count = np.where(active & (chance.random(len(active)) < mean / 2), chance.geometric(0.5, size=len(active)), 0)
    row = np.repeat(np.arange(len(active)), count)
    place = places().near(block.place[row], chance)
    state, city = places().state.gather(place), places().city.gather(place)
    return pl.DataFrame(
        {
            "NPI": block.rows["NPI"].gather(row),
            f"{_SECOND}- Address Line 1": people.street_lines(place, chance).str.to_titlecase(),
            f"{_SECOND}-  Address Line 2": people.some(people.suites(len(row), chance), 0.3, chance),
            f"{_SECOND} - City Name": city.str.to_titlecase(),
            f"{_SECOND} - State Name": state,
            f"{_SECOND} - Postal Code": people.postals(place, chance),
            f"{_SECOND} - Country Code (If outside U.S.)": people.repeated("US", len(row)),
            f"{_SECOND} - Telephone Number": people.phones(place, chance),
        }
    )


@cache
def _in_medicare():
    """Give the share of individuals who bill Medicare, by the first three signs of their main code."""
    person = shares()["taxonomy_person"]
    total = sum(person.values())
    share = dict(shares()["in_medicare_share"])
    for family, count in shares()["in_medicare"].items():
        here = sum(number for code, number in person.items() if code.startswith(family)) / total
        share[family] = count / (here * shares()["total"]["individuals"])
    return share


def in_medicare(*, block, chance):
    """Say who bills Medicare, and who is in the Doctors and Clinicians file (they and more): shape (n,) each."""
    family = block.code.str.slice(0, 3)
    share = family.replace_strict(_in_medicare(), default=0.004, return_dtype=pl.Float64).to_numpy()
    share = np.where(block.kind == people.PERSON, share * _to_the_total(), 0.0)
    level = chance.random(len(share))
    total = shares()["total"]
    times = np.array(list(shares()["doctors_rows"].values()))
    clinicians = total["doctors_rows"] / np.average(np.arange(1, len(times) + 1), weights=times)
    return level < share, level < np.minimum(share * clinicians / total["medicare_providers"], 0.97)


@cache
def _to_the_total():
    """Give what all shares are multiplied by, so that so many bill Medicare as are known to."""
    person = shares()["taxonomy_person"]
    mean = sum(number * _in_medicare().get(code[:3], 0.004) for code, number in person.items()) / sum(person.values())
    row, total = shares()["row"], shares()["total"]
    individuals = (1 - row["deactivated"]) * (1 - row["organisation"]) * total["rows"]
    return total["medicare_providers"] / (individuals * mean)


def doctors(*, block, chosen, chance):
    """Give rows of the Doctors and Clinicians file: one for each clinician, group and address."""
    rows = np.flatnonzero(chosen)
    times = 1 + people.draw(list(shares()["doctors_rows"].values()), len(rows), chance)
    who = np.repeat(rows, times)
    is_first = np.diff(who, prepend=-1) != 0
    here = is_first & (chance.random(len(who)) < 0.8)
    place = np.where(here | (chance.random(len(who)) < 0.4), block.place[who], places().near(block.place[who], chance))
    known = {name: block.rows[name].gather(who) for name in _KEPT}
    line_1 = people.when(here, known[_FIRST_LINE], people.street_lines(place, chance))
    phone = people.when(here, known[_PHONE], people.phones(place, chance))
    filled = shares()["doctors_filled"]
    return pl.DataFrame(
        {
            "NPI": known["NPI"],
            "Ind_PAC_ID": (known["NPI"].cast(pl.Int64) % 10**9 + 10**9).cast(pl.String),
            "Ind_enrl_ID": people.joined([people.repeated("I", len(who)), people.digits(14, len(who), chance)]),
            **{name: known[of] for name, of in _SAME.items()},
            "Med_sch": people.repeated("OTHER", len(who)),
            "Grd_yr": (1970 + known["NPI"].cast(pl.Int64) // 7 % 54).cast(pl.String),
            "pri_spec": _specialty(block.code.gather(who)).str.to_uppercase(),
            "Telehlth": people.some(people.repeated("Y", len(who)), filled["telehealth"], chance),
            **_groups(place=place, chance=chance),
            "adr_ln_1": line_1,
            "adr_ln_2": people.when(here, known[_SECOND_LINE], pl.lit("")),
            "City/Town": places().city.gather(place),
            "State": places().state.gather(place),
            "ZIP Code": people.postals(place, chance),
            "Telephone Number": people.some(phone, filled["phone"], chance),
            "ind_assgn": people.pick(shares()["doctors_assignment"], len(who), chance),
            "grp_assgn": people.repeated("M", len(who)),
            "adrs_id": people.joined([places().code.gather(place), people.digits(10, len(who), chance)]),
        }
    )


_PHONE = f"{people.PRACTICE} Telephone Number"
_SAME = {
    "Provider Last Name": "Provider Last Name (Legal Name)",
    "Provider First Name": "Provider First Name",
    "Provider Middle Name": "Provider Middle Name",
    "suff": "Provider Name Suffix Text",
    "gndr": "Provider Sex Code",
    "Cred": "Provider Credential Text",
}
_KEPT = ("NPI", *_SAME.values(), _FIRST_LINE, _SECOND_LINE, _PHONE)


def _specialty(codes):
    return codes.str.slice(0, 3).replace_strict(_TYPES, default=_TYPES[""], return_dtype=pl.String)


def _groups(*, place, chance):
    """Give groups: some in each ZIP code, each with its name and size; a quarter of the rows has none."""
    number = place * 8 + chance.integers(8, size=len(place))
    grouped = chance.random(len(place)) < shares()["doctors_filled"]["group"]
    name = surnames().gather(number % 50_000)
    size = 1 + (number * 7919 % 1000) ** 2 // 5000
    return {
        "Facility Name": people.when(
            grouped, people.joined([name, people.repeated("MEDICAL GROUP", len(place))], " "), ""
        ),
        "org_pac_id": people.when(grouped, pl.Series(2_000_000_000 + number).cast(pl.String), ""),
        "num_org_mem": people.when(grouped, pl.Series(size).cast(pl.String), ""),
    }


def medicare(*, block, chosen, chance):
    """Give rows of Medicare by provider and service, and by provider, for those chosen."""
    family = block.code.str.slice(0, 3)
    family = people.when(family.is_in(list(codes_of())), family, "").to_numpy()
    parts = [
        _services(rows=np.flatnonzero(chosen & (family == name)), codes=codes, chance=chance)
        for name, codes in codes_of().items()
    ]
    table = pl.concat(parts).sort("row", "code", "place")
    rows = table["row"].to_numpy()
    known = _provider(block=block, rows=rows)
    once = np.flatnonzero(np.diff(rows, prepend=-1))
    totals = _totals(table)
    return (
        pl.DataFrame({**known, **_billed(table)}),
        pl.DataFrame({**{name: values.gather(once) for name, values in known.items()}, **totals}),
    )


def _services(*, rows, codes, chance):
    """Draw for each clinician which codes they billed in the year, each in one or both kinds of place."""
    billed = chance.random((len(rows), len(codes.share))) < codes.share
    # Whoever is in the file billed something.
    billed[:, 0] |= ~billed.any(axis=1)
    who, what = np.nonzero(billed)
    twice = np.flatnonzero(chance.random(len(who)) < _IN_BOTH)
    who, what = np.append(who, who[twice]), np.append(what, what[twice])
    office = chance.random(len(who) - len(twice)) < _SERVICES_IN_AN_OFFICE
    office = np.append(office, ~office[twice])
    patients = np.maximum(_PATIENTS_AT_LEAST, chance.lognormal(4.0, 1.0, size=len(who)).astype(np.int64))
    services = patients * codes.services[what] * chance.uniform(0.5, 1.5, size=len(who))
    return pl.DataFrame(
        {
            "row": rows[who],
            "code": codes.code.gather(what),
            "place": people.when(office, pl.repeat("O", len(who), eager=True), "F"),
            "patients": patients,
            "services": np.maximum(services.astype(np.int64), patients),
            "allowed": np.round(codes.allowed[what] * chance.uniform(0.8, 1.25, size=len(who)), 6),
        }
    )


def _provider(*, block, rows):
    """Give what both files say of the provider, in title case where the publisher has it."""
    of = {name: block.rows[name].gather(rows) for name in _KEPT}
    place = block.place[rows]
    ruca = people.draw([share for share, _words in _RUCA.values()], len(places().upto), np.random.default_rng(7))[place]
    state = places().state.gather(place)
    return {
        "Rndrng_NPI": of["NPI"],
        "Rndrng_Prvdr_Last_Org_Name": of["Provider Last Name (Legal Name)"].str.to_titlecase(),
        "Rndrng_Prvdr_First_Name": of["Provider First Name"].str.to_titlecase(),
        "Rndrng_Prvdr_MI": of["Provider Middle Name"].str.slice(0, 1),
        "Rndrng_Prvdr_Crdntls": of["Provider Credential Text"],
        "Rndrng_Prvdr_Ent_Cd": people.repeated("I", len(rows)),
        "Rndrng_Prvdr_St1": of[_FIRST_LINE].str.to_titlecase(),
        "Rndrng_Prvdr_St2": of[_SECOND_LINE].str.to_titlecase(),
        "Rndrng_Prvdr_City": places().city.gather(place).str.to_titlecase(),
        "Rndrng_Prvdr_State_Abrvtn": state,
        "Rndrng_Prvdr_State_FIPS": pl.Series(place % _FIPS + 1).cast(pl.String).str.zfill(2),
        "Rndrng_Prvdr_Zip5": places().code.gather(place),
        "Rndrng_Prvdr_RUCA": pl.Series(list(_RUCA)).gather(ruca),
        "Rndrng_Prvdr_RUCA_Desc": pl.Series([words for _share, words in _RUCA.values()]).gather(ruca),
        "Rndrng_Prvdr_Cntry": people.repeated("US", len(rows)),
        "Rndrng_Prvdr_Type": _specialty(block.code.gather(rows)),
        "Rndrng_Prvdr_Mdcr_Prtcptg_Ind": people.repeated("Y", len(rows)),
    }


def _billed(table):
    allowed = table["allowed"]
    words = people.joined([people.repeated("What is billed as", table.height), table["code"]], " ")
    return {
        "HCPCS_Cd": table["code"],
        "HCPCS_Desc": people.joined(
            [words, people.repeated("(a fictional row; the words of the code set are not ours to copy)", table.height)],
            " ",
        ),
        "HCPCS_Drug_Ind": people.when(table["code"].str.starts_with("J"), pl.lit("Y"), "N"),
        "Place_Of_Srvc": table["place"],
        "Tot_Benes": table["patients"].cast(pl.String),
        "Tot_Srvcs": table["services"].cast(pl.String),
        "Tot_Bene_Day_Srvcs": table["services"].cast(pl.String),
        "Avg_Sbmtd_Chrg": (allowed * 2.7).round(6).cast(pl.String),
        "Avg_Mdcr_Alowd_Amt": allowed.cast(pl.String),
        "Avg_Mdcr_Pymt_Amt": (allowed * 0.78).round(6).cast(pl.String),
        "Avg_Mdcr_Stdzd_Amt": (allowed * 0.77).round(6).cast(pl.String),
    }


def _totals(table):
    """Give the sums of each provider; what the file says of patients' health is the same for all, it is not read."""
    paid = pl.col("services") * pl.col("allowed")
    sums = table.group_by("row", maintain_order=True).agg(
        pl.col("code").n_unique().alias("Tot_HCPCS_Cds"),
        (pl.col("patients").max() * 1.2).cast(pl.Int64).alias("Tot_Benes"),
        pl.col("services").sum().alias("Tot_Srvcs"),
        *((paid.sum() * factor).round(2).alias(name) for name, factor in _PAID.items()),
    )
    known = {name: sums[name].cast(pl.String) for name in sums.columns if name != "row"}
    rest = (name for name in header("providers") if name.startswith("Bene_"))
    return {**known, **{name: people.repeated(_bene(name), sums.height) for name in rest}}


_PAID = {"Tot_Sbmtd_Chrg": 2.7, "Tot_Mdcr_Alowd_Amt": 1.0, "Tot_Mdcr_Pymt_Amt": 0.78, "Tot_Mdcr_Stdzd_Amt": 0.77}


def _bene(name):
    return "72" if name.endswith("Age") else "0.21" if name.endswith("Pct") else "1.1" if "Risk" in name else "41"
