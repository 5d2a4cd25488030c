"""
How fast studies are pooled, against limits measured in the same run on the same machine.

Sixteen invented trials are pooled by REML with Hartung and Knapp's test, many data sets in turn. They are compared with
the least that any such fit must do, the weighted mean of the trials and its error, and, where R with metafor is
installed, with metafor's `rma`: whole fits of the same data sets inside one R process, timed by R, without its start.
Processor time counts, not the clock on the wall.
"""

import json
import shutil
import statistics
import subprocess
import time

import numpy as np
import pytest

from unpinch.evidence import synthesis

TRIALS, DATA_SETS, SEED = 16, 500, 20261122
# What we aim at on a quiet machine of today; printed beside what was measured, and not asserted: machines differ.
AIM_MS = 1.0
# Limits, well above what was measured: an estimate takes some twenty weighted means, each with its sums of squares.
TIMES_THE_LEAST = 250
# Ten times as many trials may take so many times as long: the sums are long, but each is one call.
TIMES_FOR_TEN_TIMES = 10
LOADS = "library(metafor); library(jsonlite)"
METAFOR = """
suppressPackageStartupMessages({library(metafor); library(jsonlite)})
sets <- lapply(fromJSON(file("stdin"), simplifyDataFrame = FALSE), as.data.frame)
fits <- function(set) !inherits(try(rma(yi, vi, data = set, test = "knha"), silent = TRUE), "try-error")
sets <- Filter(fits, sets)
begin <- proc.time()
for (set in sets) rma(yi, vi, data = set, test = "knha")
taken <- proc.time() - begin
cat((taken[["user.self"]] + taken[["sys.self"]]) / length(sets), length(sets))
"""


def data_sets(trials=TRIALS):
    """Give invented data sets, from no heterogeneity to much."""
    chance = np.random.default_rng(SEED)
    for number in range(DATA_SETS):
        variances = chance.uniform(0.02, 0.4, trials)
        spread = 0.1 * (number % 5)
        yield chance.normal(-0.4, np.sqrt(variances + spread)), variances


def least(yi, vi):
    """Do what no fit can do without."""
    weights = 1.0 / vi
    return float(weights @ yi / weights.sum()), float(np.sqrt(1.0 / weights.sum()))


def pooled(yi, vi):
    return synthesis.pool(yi=yi, vi=vi, method="REML", test="hksj")


def seconds_each(work, sets):
    for yi, vi in sets[:20]:
        work(yi, vi)
    taken = []
    for yi, vi in sets:
        begin = time.process_time()
        work(yi, vi)
        taken.append(time.process_time() - begin)
    return statistics.median(taken)


def metafor_seconds(sets):
    """
    Give the processor time that metafor takes for one fit, and how many data sets it fits; None where it is not there.

    Its scoring does not settle on all of them; those that it ends with an error are left out of its time.
    """
    rscript = shutil.which("Rscript")
    if rscript is None or subprocess.run([rscript, "-e", LOADS], capture_output=True, check=False).returncode:
        return None
    lists = json.dumps([{"yi": list(yi), "vi": list(vi)} for yi, vi in sets])
    ran = subprocess.run([rscript, "-e", METAFOR], input=lists, capture_output=True, text=True, check=True)
    seconds, fitted = ran.stdout.split()
    return float(seconds), int(fitted)


@pytest.fixture(scope="module")
def sets():
    return list(data_sets())


def test_reml_and_hartung_knapp_of_16_trials(sets):
    floor, ours = seconds_each(least, sets), seconds_each(pooled, sets)
    theirs = metafor_seconds(sets)
    print(f"\n\n{len(sets)} data sets of {TRIALS} trials\n")
    print("| | ms a fit | times the least | limit |\n| --- | --- | --- | --- |")
    print(f"| ours (aim {AIM_MS:g} ms) | {ours * 1e3:.3f} | {ours / floor:.0f} | {TIMES_THE_LEAST} |")
    if theirs is None:
        print("| metafor | R with metafor is not installed | | |")
    else:
        seconds, fitted = theirs
        which = f"metafor ({fitted} of {len(sets)} settle), {seconds / ours:.1f} times ours"
        print(f"| {which} | {seconds * 1e3:.3f} | {seconds / floor:.0f} | |")
    print(f"| the least: one weighted mean and its error | {floor * 1e3:.4f} | 1 | |")
    assert ours < TIMES_THE_LEAST * floor
    if theirs is not None:
        assert ours < theirs[0]


def test_time_grows_slower_than_the_number_of_trials():
    taken = {}
    print("\n\n| trials | ms a fit |\n| --- | --- |")
    for trials in (16, 160, 1600):
        taken[trials] = seconds_each(pooled, list(data_sets(trials)))
        print(f"| {trials:,} | {taken[trials] * 1e3:.3f} |")
    assert taken[160] < TIMES_FOR_TEN_TIMES * taken[16]
    assert taken[1600] < TIMES_FOR_TEN_TIMES * taken[160]


@pytest.mark.parametrize("method", synthesis.METHODS)
def test_every_method(method, sets):
    floor = seconds_each(least, sets)
    taken = seconds_each(lambda yi, vi: synthesis.pool(yi=yi, vi=vi, method=method), sets)
    print(f"\n| {method} | {taken * 1e3:.3f} ms | {taken / floor:.0f} times the least |")
    assert taken < TIMES_THE_LEAST * floor
