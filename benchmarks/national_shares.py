"""
The shares that the full-size fictional files follow: read them, or derive them again from the real samples.

`python -m benchmarks.national_shares SHARED` writes national_shares.csv, zip_people.csv and headers.csv in
benchmarks/data from the folder of public samples. They hold figures, codes and credentials and nobody's name; each row
says what it rests on.
"""

import csv
import gzip
import re
import sys
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"
SHARES, PEOPLE, HEADERS = DATA / "national_shares.csv", DATA / "zip_people.csv", DATA / "headers.csv"
# Chiropractors active in 50 states and DC on 2026-05-06 (fonteum.com) among some 7.14 million active individuals of
# February 2026 (newbizbot.ai): the weekly file behind the other shares leans to new numbers and has half as many.
CHIROPRACTORS, INDIVIDUALS = 97_017, 7_140_000
# Codes of one profession -> how its credentials are told apart from all others in the list over all professions.
_CREDENTIAL_FAMILIES = {
    "20": r"(M\.? ?D|D\.? ?O)\b",
    "36": r"(.*(NP|RN|P\.? ?A)\b)",
    "12": r"(D\.?M\.?D|D\.?D\.?S)",
    "152W": r"O\.? ?D\b",
    "213E": r"D\.?P\.?M",
}
_PROFESSIONS = {
    "physical_therapist": "2251",
    "chiropractor": "111N",
    "acupuncturist": "1711",
    "occupational_therapist": "225X",
}
_HEADER_FILES = {
    "provider": "nppes/header_v2_330col.csv",
    "locations": "nppes/header_pl_pfile.csv",
    "doctors": "dac/header_dac_2026_31col.csv",
    "services": "medicare_puf/header_by_provider_and_service_2023_28col.csv",
    "providers": "medicare_puf/header_by_provider_2023.csv",
}
_TEXTS_AT_MOST = 40
# Below this a population makes no difference to the shares; the files stay small.
_PEOPLE_AT_LEAST = 500


@cache
def shares():
    """Give all shares: what -> key -> number, numbers of one kind not adding up to anything in particular."""
    found: defaultdict[str, dict[str, float]] = defaultdict(dict)
    with SHARES.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            found[row["what"]][row["key"]] = float(row["number"])
    return dict(found)


@cache
def zip_people():
    """Give thousands of people by ZIP code, where at least half a thousand live."""
    with PEOPLE.open(encoding="utf-8") as file:
        return {
            row["prefix"] + end: int(thousands)
            for row in csv.DictReader(file)
            for end, thousands in (pair.split(":") for pair in row["ends_and_thousands"].split())
        }


@cache
def header(of):
    """Give the names of the columns of one publisher's file: provider, locations, doctors, services or providers."""
    with HEADERS.open(encoding="utf-8") as file:
        return tuple(row["column"] for row in csv.DictReader(file) if row["file"] == of)


def derive(shared):
    """Derive the three files from the folder of samples."""
    nppes = shared / "data" / "nppes"
    rows = [*_taxonomies(nppes), *_states(nppes), *_filled(nppes), *_credentials(nppes)]
    kept = [row for row in (_STATED + rows) if row[2]]
    with SHARES.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("what", "key", "number", "basis"))
        writer.writerows(kept)
    _write_people(shared / "data" / "zip" / "simplemaps_uszips_population.csv.gz")
    with HEADERS.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("file", "column"))
        for of, path in _HEADER_FILES.items():
            with (shared / "data" / path).open(encoding="utf-8") as names:
                writer.writerows((of, name) for name in next(csv.reader(names)))


def _read(path):
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _taxonomies(nppes):
    rows = _read(nppes / "stats_taxonomy_frequency.csv")
    of_type = {kind: {row["taxonomy_code"]: int(row[f"weekly2020_type{kind}"]) for row in rows} for kind in (1, 2)}
    chiropractors = sum(count for code, count in of_type[1].items() if code.startswith("111N"))
    wanted = CHIROPRACTORS / INDIVIDUALS * sum(of_type[1].values())
    for kind, what in ((1, "taxonomy_person"), (2, "taxonomy_organisation")):
        for code, count in of_type[kind].items():
            scaled = kind == 1 and code.startswith("111N")
            number = round(count * wanted / chiropractors, 1) if scaled else count
            yield what, code, number, "weekly file 2020, raised to the known total" if scaled else "weekly file 2020"


def _states(nppes):
    counted = {
        row["state"]: int(row["practitioners"]) for row in _read(nppes / "stats_ndh_2026-08-20_counts_by_state.csv")
    }
    for state, count in counted.items():
        yield "state", state, count, "National Provider Directory 2026-08-20"
    weekly = {
        row["practice_state"]: int(row["weekly2020_of_18158"]) for row in _read(nppes / "stats_state_frequency.csv")
    }
    scale = sum(counted.values()) / sum(weekly.get(state, 0) for state in counted)
    for state, count in weekly.items():
        if state not in counted:
            yield "state", state, round(count * scale), "weekly file 2020"


def _filled(nppes):
    of = {
        "filled_person": ("CTMARI2018_type1_n2000", "first1000_2025_type1_n733"),
        "filled_organisation": ("first499_2016_type2_n98", "first1000_2025_type2_n188"),
    }
    for row in _read(nppes / "stats_column_fill_rates.csv"):
        name = row["column"].replace("Gender", "Sex")
        if re.search(r"(Taxonomy|License|Switch)", name):
            continue
        for what, samples in of.items():
            known = [sample for sample in samples if row[sample]]
            number = round(sum(float(row[sample]) for sample in known) / len(known), 4) if known else 0
            yield what, name, number, f"mean of {' and '.join(known)}"


def _credentials(nppes):
    by_family: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in _read(nppes / "stats_credentials_by_profession.csv"):
        if row["profession"] in _PROFESSIONS and row["provider_credential_text"]:
            by_family[_PROFESSIONS[row["profession"]]][row["provider_credential_text"]] = int(row["count"])
    for row in _read(nppes / "stats_credential_text_frequency.csv"):
        text, count = row["provider_credential_text"], int(next(reversed(row.values())))
        family = next((name for name, like in _CREDENTIAL_FAMILIES.items() if re.match(like, text)), "")
        by_family[family][text] = count
    for family, texts in by_family.items():
        for text, count in texts.most_common(_TEXTS_AT_MOST):
            # Where somebody wrote a number behind it, it may be theirs.
            if text and not re.search(r"\d", text):
                yield f"credential_{family}", text, count, "first 10,001 rows 2016 and samples by profession"


def _write_people(path):
    ends = defaultdict(list)
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if int(row["population"] or 0) >= _PEOPLE_AT_LEAST:
                ends[row["zip"][:3]].append(f"{row['zip'][3:]}:{round(int(row['population']) / 1000)}")
    with PEOPLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("prefix", "ends_and_thousands"))
        writer.writerows((prefix, " ".join(pairs)) for prefix, pairs in sorted(ends.items()))


_MEASURED, _ESTIMATED = "measured or stated in statistics.md", "estimate"
_STATED = [
    # The file that the other totals stand beside: all numbers that were active early in 2026.
    ("total", "rows", 9_000_000, _MEASURED),
    ("total", "secondary_locations", 1_186_574, _MEASURED),
    ("total", "medicare_service_rows", 9_781_673, _MEASURED),
    ("total", "medicare_providers", 1_296_739, _MEASURED),
    ("total", "doctors_rows", 3_388_151, _MEASURED),
    ("total", "individuals", INDIVIDUALS, _MEASURED),
    ("row", "deactivated", 0.036, _MEASURED),
    ("row", "reactivated", 0.03, _MEASURED),
    ("row", "organisation", 0.21, _MEASURED),
    ("row", "mailing_is_practice", 0.60, _MEASURED),
    ("row", "postal_nine_digits", 0.95, _MEASURED),
    ("row", "foreign", 0.0003, _MEASURED),
    ("row", "taxonomy_group", 0.04, _MEASURED),
    ("row", "women", 0.55, _ESTIMATED),
    ("row", "later_code_is_like_the_first", 0.7, _ESTIMATED),
    # Between the two samples (80 and 76 in 100 have one), so that the mean is 1.30 as in the full file.
    *(("codes", str(n), share, _MEASURED) for n, share in ((1, 0.78), (2, 0.175), (3, 0.029), (4, 0.009), (5, 0.007))),
    ("main_code", "first", 0.85, _MEASURED),
    ("main_code", "second", 0.125, _ESTIMATED),
    ("main_code", "later", 0.01, _ESTIMATED),
    ("main_code", "none", 0.015, _MEASURED),
    *(("sole_proprietor", letter, share, _MEASURED) for letter, share in (("N", 0.71), ("Y", 0.15), ("X", 0.14))),
    *(
        ("prefix", text, share, _ESTIMATED)
        for text, share in (("DR.", 0.86), ("MS.", 0.05), ("MR.", 0.05), ("MRS.", 0.04))
    ),
    # Clinicians with a role in Medicare (National Provider Directory, 2026-08-20), by how their code begins.
    *(
        ("in_medicare", prefix, count, _MEASURED)
        for prefix, count in (("225", 111_094), ("111", 38_076), ("207", 454_633), ("208", 161_052))
    ),
    # Shares of the others, so that all come to the number of providers stated.
    *(
        ("in_medicare_share", prefix, share, _ESTIMATED)
        for prefix, share in (
            ("363", 0.33),
            ("104", 0.15),
            ("103", 0.15),
            ("152", 0.6),
            ("213", 0.6),
            ("367", 0.6),
            ("171", 0.02),
        )
    ),
    *(
        ("doctors_rows", str(n), count, _MEASURED)
        for n, count in enumerate((3065, 902, 430, 251, 133, 74, 48, 40, 23, 15), 1)
    ),
    *(("doctors_assignment", letter, count, _MEASURED) for letter, count in (("Y", 335), ("M", 51))),
    ("doctors_filled", "telehealth", 0.2, _ESTIMATED),
    ("doctors_filled", "group", 0.75, _ESTIMATED),
    ("doctors_filled", "phone", 0.6, _ESTIMATED),
]

if __name__ == "__main__":
    derive(Path(sys.argv[1]))
