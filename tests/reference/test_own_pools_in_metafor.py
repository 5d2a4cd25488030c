"""Every result that we pool from the trials is what metafor gives for the same effects, where R is at hand."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from unpinch import evidence, knowledge

SCRIPT = Path(__file__).parent / "own_pools.R"


def pools():
    return {
        pool.effect.id: pool
        for condition in evidence.CONDITIONS
        for treatment in knowledge.treatments()
        for pool in evidence.own_evidence(treatment=treatment.id, condition=condition).pools
        if pool.effect.pooled_by == "us"
    }


def test_estimate_interval_and_heterogeneity_are_those_of_metafor():
    rscript = shutil.which("Rscript")
    loads = "library(metafor); library(jsonlite)"
    if rscript is None or subprocess.run([rscript, "-e", loads], capture_output=True, check=False).returncode:
        pytest.skip("R with metafor and jsonlite is not installed")
    ours = pools()
    asked = [
        {"id": id, "yi": [one.yi for one in pool.trials], "vi": [one.vi for one in pool.trials]}
        for id, pool in ours.items()
    ]
    ran = subprocess.run(
        [rscript, str(SCRIPT)], input=json.dumps(asked), capture_output=True, text=True, check=True, timeout=300
    )
    answers = json.loads(ran.stdout)
    assert len(answers) == len(ours) > 60
    for answer in answers:
        effect, pool = ours[answer["id"]].effect, ours[answer["id"]]
        # Effects are kept to three digits.
        assert effect.estimate == pytest.approx(answer["estimate"], abs=6e-4), effect.id
        assert effect.ci == pytest.approx((answer["low"], answer["high"]), abs=6e-4), effect.id
        assert pool.tau2 == pytest.approx(answer["tau2"], rel=1e-5, abs=1e-8), effect.id
        assert pool.i2 == pytest.approx(answer["i2"], rel=1e-5, abs=1e-5), effect.id
