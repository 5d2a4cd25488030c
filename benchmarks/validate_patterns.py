"""
How well the pattern model does: calibration, Brier score, two published findings met again, and published cases.

`make validate` writes `docs/validation/pattern-model.md`, its drawing, and the figures that the site shows. People are
simulated from the published numbers (`benchmarks/pattern_people.py`), so this shows that the model reckons rightly with
them, not that they are right.
"""

import argparse
import csv
import json
from pathlib import Path

import numpy as np
from scipy.stats import rankdata

from benchmarks.pattern_people import SEED, people
from benchmarks.pattern_plot import calibration_plot
from unpinch import navigator
from unpinch.patterns import VALIDATION
from unpinch.patterns import _assumptions as assumed
from unpinch.patterns._background import Part, parts
from unpinch.patterns._maps import leg_regions
from unpinch.patterns._model import Case, shares
from unpinch.patterns._signs import answered_signs
from unpinch.patterns._structures import ROOTS, structures

ROOT = Path(__file__).parents[1]
DOCUMENT = ROOT / "docs/validation/pattern-model.md"
CASES = ROOT / "tests/scorecard/published_cases.csv"
COUNT = 100_000
DECILES = 10
FOUR_SIGNS = ("leg_worse_than_back", "slump", "numbness")
# The structure that the published diagnosis means, where it means one of ours.
TRUE_STRUCTURE = {
    "AVEY-222": ROOTS,
    "AVEY-326": ROOTS,
    "SEM-20": ROOTS,
    "CASE-LSS-DUNCAN": ("spinal_stenosis",),
    "CASE-PSEUDOSCIATICA": ("gluteus_minimus",),
}
TABLES = {"all": "All structures", "roots": "A nerve root, any", "first": "The structure shown first"}
BRIER = {"model": "the model", "naive": "naive multiplication", "prior": "how common each is"}
IDS = [one.id for one in structures()]


def simulated(count):
    """Give the shares of the model, those of naive multiplication, and who had what, a row a person."""
    model, naive, truth = np.empty((count, len(IDS))), np.empty((count, len(IDS))), np.zeros((count, len(IDS)))
    for row, person in enumerate(people(count)):
        case = Case(person.regions, signs=tuple(person.signs.items()), age_years=person.age_years)
        model[row] = as_row(shares(case))
        naive[row] = naively(person)
        truth[row, IDS.index(person.cause)] = 1
    return model, naive, truth


def as_row(parts_of):
    return [parts_of[one] for one in IDS]


def naively(person):
    """Multiply what place, age and each sign say as if they had nothing to do with each other."""
    weights = np.array(as_row(shares(Case(person.regions, age_years=person.age_years))))
    for name, there in person.signs.items():
        sign = answered_signs()[name]
        for column, one in enumerate(IDS):
            fraction = (sign.with_it if one in sign.targets else sign.without).value
            weights[column] *= fraction if there else 1 - fraction
    return weights / weights.sum()


def deciles(said, came):
    """Give what was said and what came true in each tenth of the people, from the least said to the most."""
    order = np.argsort(said, kind="stable")
    return [(float(said[tenth].mean()), float(came[tenth].mean())) for tenth in np.array_split(order, DECILES)]


def brier(said, truth):
    """Give the mean over people of the summed squared differences."""
    return float(((said - truth) ** 2).sum(axis=1).mean())


def area_under_curve(with_it, without):
    """Give the chance that one with the condition scores higher than one without; ties count half."""
    ranks = rankdata([*with_it, *without])
    few = len(with_it)
    return (ranks[:few].sum() - few * (few + 1) / 2) / (few * len(without))


def lower_roots_apart(count):
    """Give the area under the curve of the drawing alone for L5 against S1."""
    scores: dict[str, list[float]] = {"L5": [], "S1": []}
    for person in people(count, seed=SEED + 1, causes=("L5", "S1"), signs=()):
        drawn = shares(Case(person.regions))
        scores[person.cause].append(drawn["L5"] / (drawn["L5"] + drawn["S1"]))
    return area_under_curve(scores["L5"], scores["S1"])


def four_signs(count):
    """Give the area under the curve of the four signs for root trouble among people whose leg hurts."""
    below = frozenset(parts()[Part.BELOW_KNEE])
    scores: dict[bool, list[float]] = {True: [], False: []}
    for person in people(count, seed=SEED + 2, signs=FOUR_SIGNS):
        if not person.regions & leg_regions():
            continue
        case = Case(leg=True, below_knee=bool(person.regions & below), signs=tuple(person.signs.items()))
        scores[person.cause in ROOTS].append(sum(shares(case)[root] for root in ROOTS))
    return area_under_curve(scores[True], scores[False])


def published_cases():
    """Give each published case of a structure, with the rank of the true one, its share, and what leads."""
    with CASES.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["id"] in TRUE_STRUCTURE]
    for row in rows:
        fits = navigator.read(story=navigator.Story(text=row["text"])).fit.fits
        true = TRUE_STRUCTURE[row["id"]]
        rank = next(place for place, one in enumerate(fits, start=1) if one.source in true)
        share = sum(one.share for one in fits if one.source in true)
        yield {
            "id": row["id"],
            "diagnosis": row["diagnosis"],
            "source_url": row["source_url"],
            "rank": rank,
            "share": share,
            "first": fits[0].source,
        }


def figures(count):
    """Give everything that was measured, as plain JSON values."""
    model, naive, truth = simulated(count)
    roots = [IDS.index(root) for root in ROOTS]
    best = model.argmax(axis=1)
    prior = np.array([[one.prior for one in structures()]])
    return {
        "people": count,
        "seed": SEED,
        "calibration": {
            "all": deciles(model.ravel(), truth.ravel()),
            "roots": deciles(model[:, roots].sum(axis=1), truth[:, roots].sum(axis=1)),
            "first": deciles(model[np.arange(count), best], truth[np.arange(count), best]),
        },
        "brier": {"model": brier(model, truth), "naive": brier(naive, truth), "prior": brier(prior, truth)},
        "four_signs_auc": four_signs(count),
        "l5_or_s1_auc": lower_roots_apart(count),
        "cases": list(published_cases()),
    }


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--count", type=int, default=COUNT)
    measured = figures(arguments.parse_args().count)
    DOCUMENT.parent.mkdir(parents=True, exist_ok=True)
    VALIDATION.write_text(json.dumps(rounded(measured), indent=1) + "\n", encoding="utf-8")
    DOCUMENT.with_suffix(".svg").write_text(calibration_plot(named(measured)), encoding="utf-8")
    DOCUMENT.write_text(document(measured), encoding="utf-8")


def rounded(value):
    """Give the figures with four places, which is more than they can tell."""
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, dict):
        return {key: rounded(part) for key, part in value.items()}
    return [rounded(part) for part in value] if isinstance(value, list | tuple) else value


def named(measured):
    """Give the calibration tables under the names they are shown by."""
    return {TABLES[name]: table for name, table in measured["calibration"].items()}


def document(measured):
    """Give the page."""
    sections = (
        opening(measured["people"]),
        calibration_table(named(measured)),
        brier_table(measured["brier"]),
        findings(measured),
        cases_table(measured["cases"]),
    )
    return "\n\n".join("\n".join(section).strip() for section in sections) + "\n"


def opening(count):
    return f"""# How well the pattern model does

Made by `make validate`. {count:,} simulated people, drawn one by one from the published sensitivities, specificities
and prevalences and from our own numbers where none is published (`benchmarks/pattern_people.py`, seed {SEED}). So this
shows that the model reckons rightly with its numbers. It does not show that they are right: nobody has tried the model
on patients.

## Calibration

What was said and what came true, in tenths of the people, in percent. The bar is 3 points in each tenth.

![What was said against what came true](pattern-model.svg)
""".splitlines()


def calibration_table(tables):
    """Give the tenths of each table side by side, and the most that one is apart."""
    yield "| tenth | " + " | ".join(f"{name}: said | came | apart" for name in tables) + " |"
    yield "| --- |" + " --- | --- | --- |" * len(tables)
    for tenth in range(DECILES):
        pairs = [table[tenth] for table in tables.values()]
        cells = [f"{100 * said:.1f} | {100 * came:.1f} | {100 * (came - said):+.1f}" for said, came in pairs]
        yield f"| {tenth + 1} | " + " | ".join(cells) + " |"
    most = [100 * max(abs(came - said) for said, came in table) for table in tables.values()]
    yield "| most | " + " | ".join(f" | | {apart:.1f}" for apart in most) + " |"
    yield ""


def brier_table(scores):
    """Give the Brier scores."""
    rows = "\n".join(f"| {name} | {scores[key]:.4f} |" for key, name in BRIER.items())
    return f"""## Brier score

The mean of the summed squared differences between shares and truth; lower is better.

| shares by | Brier score |
| --- | --- |
{rows}

Naive multiplication takes each sign as if it had nothing to do with the others. It differs little here because the
correlation that the model assumes is small ({assumed.CORRELATION}); with more signs of one cause it differs more.
""".splitlines()


def findings(measured):
    """Give the two published findings and what is found here."""
    return f"""## Two published findings met again

- Four signs (pain below the knee, leg worse than back, a positive slump test, numbness) tell root trouble among people
  whose leg hurts with an area under the curve of {measured["four_signs_auc"]:.2f}.
  Published: 0.95 (0.93 to 0.98) for the clinical diagnosis, 0.82 (0.78 to 0.86) where a scan had to confirm it (Stynes
  2018, stynes_model). One of the four
  numbers was chosen to come near it, since the published odds ratios could not be seen.
- The drawing alone tells L5 from S1 with an area under the curve of {measured["l5_or_s1_auc"]:.2f}; 0.5 is chance.
  Clinicians did no better than chance (Albert 2019, body_chart_L5_vs_S1), and the page says so.
""".splitlines()


def cases_table(cases):
    """Give the published cases, hits and misses."""
    rows = "\n".join(
        f"| {one['id']} | {one['diagnosis']} | {one['rank']} | {one['share']:.0%} | {one['first']} "
        f"| {'hit' if one['rank'] == 1 else 'miss'} |"
        for one in cases
    )
    return f"""## Published cases

Cases of `tests/scorecard/published_cases.csv` whose diagnosis is one of our structures, read from their words. For a
nerve root the share is that of all roots together.

| case | diagnosis | rank of the true structure | its share | shown first | |
| --- | --- | --- | --- | --- | --- |
{rows}
""".splitlines()


if __name__ == "__main__":
    main()
