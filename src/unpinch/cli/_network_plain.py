"""A network meta-analysis for a terminal: the ranked treatments, every comparison, and whether the evidence agrees."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

# Loading it loads SciPy, which other commands start without.
if TYPE_CHECKING:
    from unpinch.evidence import NetworkedFile
    from unpinch.evidence.synthesis import Estimate, Network, Pair, QTest

_NAMES = {
    "MD": "mean differences",
    "SMD": "standardised mean differences (Hedges' g)",
    "RR": "risk ratios",
    "OR": "odds ratios",
    "RD": "risk differences",
}
_METHODS = {
    "FE": "common effects",
    "DL": "random effects (moments)",
    "REML": "random effects (REML)",
    "PM": "random effects (Paule-Mandel)",
}
_RATIOS = frozenset({"RR", "OR"})
# A ratio whose logarithm is larger is no number a person can read.
_LARGEST_LOG = 20.0
_NAME_WIDTH = 24
_SMALLEST_P = 0.001
# Below this, two sources of evidence are said to disagree.
_DISAGREE = 0.05
# How a line is left empty: an empty one is not printed.
_BLANK = " "

Written = Callable[["Estimate"], str]


def network_lines(found: NetworkedFile) -> Iterator[str]:
    """Rank the treatments, list the comparisons, and say whether the evidence agrees."""
    network, written = found.network, _written(found.network)
    yield (
        f"{network.studies} studies, {network.arms} arms, {len(network.treatments)} treatments;"
        f" {_NAMES[network.measure]}; {_METHODS[network.method]}."
    )
    yield _BLANK
    yield from _ranking(found, written)
    yield _BLANK
    yield from _league(network, written)
    yield _BLANK
    yield from _spread(network)
    yield from _designs(network)
    yield from _sources(network, written)


def _ranking(found: NetworkedFile, written: Written) -> Iterator[str]:
    network = found.network
    width = min(max(len(one.treat) for one in network.treatments), _NAME_WIDTH)
    numbers = ["reference" if one.treat == network.reference else written(one.effect) for one in network.treatments]
    across = max(len("against [95 % interval]"), *map(len, numbers))
    yield f"{'':<{width}}  {'against [95 % interval]':<{across}}  P-score  studies"
    for one, number in zip(network.treatments, numbers, strict=True):
        yield f"{_short(one.treat):<{width}}  {number:<{across}}  {one.p_score:>7.2f}  {one.studies:>7}"
    chosen = (
        "" if found.reference_given else ", the treatment compared with the most others (--reference takes another)"
    )
    good = "Low values are good" if network.better == "low" else "High values are good"
    turn = "high" if network.better == "low" else "low"
    yield f"Against {network.reference}{chosen}. {good} (--better {turn} turns that round)."
    yield "P-score: how sure it is, from 0 to 1, that a treatment is better than another one, on average of the others."


def _league(network: Network, written: Written) -> Iterator[str]:
    names = [f"{_short(pair.treat)} against {_short(pair.versus)}" for pair in network.pairs]
    numbers = [written(pair.network) for pair in network.pairs]
    name_width, width = max(map(len, names)), max(map(len, numbers))
    yield "Every comparison, from all evidence:"
    for pair, name, number in zip(network.pairs, names, numbers, strict=True):
        yield f"  {name:<{name_width}}  {number:<{width}}  {_evidence(pair)}"


def _evidence(pair: Pair) -> str:
    if pair.direct is None:
        return "indirect only"
    studies = _counted(pair.studies, "study", "studies")
    return f"{studies}, direct only" if pair.indirect is None else f"{studies}, {pair.direct_share:.0%} direct"


def _spread(network: Network) -> Iterator[str]:
    total = network.inconsistency.total
    yield (
        f"How much the studies differ: {network.i2:.0f} % of it is more than chance (I2). tau2 {network.tau2:.4g}."
        f" {_test('Q', total)}."
    )


def _designs(network: Network) -> Iterator[str]:
    found = network.inconsistency
    if found.between.p is None:
        yield "Designs (sets of treatments that studies compare): there are no two that could disagree."
        return
    deciding = found.interaction.test if found.interaction else found.between
    judged = "they disagree more than chance explains" if _is_low(deciding.p) else "no sign that they disagree"
    yield (
        f"Designs (sets of treatments that studies compare): {judged}."
        f" {_test('Q between designs', found.between)}; {_test('within', found.within)}."
    )
    if found.interaction:
        yield f"  With random effects (design-by-treatment interaction): {_test('chi2', found.interaction.test)}."


def _sources(network: Network, written: Written) -> Iterator[str]:
    both = [pair for pair in network.pairs if pair.difference]
    apart = [pair for pair in both if pair.difference and _is_low(pair.difference.p)]
    if not both:
        yield "Direct and indirect evidence: no comparison has both."
        return
    yield (
        f"Direct and indirect evidence: {_counted(len(both), 'comparison has', 'comparisons have')} both;"
        f" in {len(apart) or 'none'} they disagree (p < {_DISAGREE}); by chance alone about"
        f" {_DISAGREE * len(both):.1f} would."
    )
    for pair in apart:
        if pair.direct and pair.indirect and pair.difference:
            yield (
                f"  {pair.treat} against {pair.versus}: direct {written(pair.direct)},"
                f" indirect {written(pair.indirect)}, p {_p(pair.difference.p)}."
            )


def _written(network: Network) -> Written:
    """Write an effect with its interval; ratios as ratios, others with as many decimals as the widest needs."""
    told = [one for pair in network.pairs for one in (pair.network, pair.direct, pair.indirect) if one]
    largest = max(abs(end) for one in told for end in one.ci)
    widest = max(pair.network.ci[1] - pair.network.ci[0] for pair in network.pairs)
    digits = min(max(2 - math.floor(math.log10(widest)), 0), 6) if widest > 0.0 else 2
    if network.measure in _RATIOS and largest <= _LARGEST_LOG:
        return lambda effect: "{:.2f} [{:.2f} to {:.2f}]".format(*map(math.exp, (effect.estimate, *effect.ci)))
    number = f"{{:.{digits}f}}" if largest < 1e9 else "{:.3g}"
    form = f"{number} [{number} to {number}]"
    return lambda effect: form.format(effect.estimate, *effect.ci)


def _test(name: str, test: QTest) -> str:
    return f"{name} {test.q:.2f}, df {test.df}" + ("" if test.p is None else f", p {_p(test.p)}")


def _is_low(p: float | None) -> bool:
    return p is not None and p < _DISAGREE


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


def _short(name: str) -> str:
    return name if len(name) <= _NAME_WIDTH else f"{name[: _NAME_WIDTH - 1]}~"


def _p(p: float) -> str:
    return f"< {_SMALLEST_P}" if p < _SMALLEST_P else f"= {p:.3f}"
