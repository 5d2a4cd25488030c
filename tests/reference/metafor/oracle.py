"""What the tests against metafor share: comparing with recorded figures, and asking R again."""

import json
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest

HERE = Path(__file__).parent

# Relative; metafor's tau2 is only as good as the steps it stops after.
TOLERANCE = 1e-6
TOLERANCES = {"tau2": 1e-5, "tau2_deleted": 1e-5}
# What is 0 in one program may be a rounding error in the other; shares in percent have more digits before the point.
ROUNDING = 1e-10
ROUNDINGS = {"i2": 1e-8, "i2_between": 1e-6, "i2_within": 1e-6}


def recorded(name):
    return json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))


def assert_same(ours, theirs, what, *, relative=None):
    ours, theirs = np.asarray(ours, dtype=float), np.asarray(theirs, dtype=float)
    assert ours.shape == theirs.shape, what
    relative = relative or TOLERANCES.get(what, TOLERANCE)
    np.testing.assert_allclose(
        ours, theirs, rtol=relative, atol=ROUNDINGS.get(what, ROUNDING), equal_nan=False, err_msg=what
    )


def given_by_r(name):
    """Run the script again, or skip where R cannot: what it gave is recorded, and ours is held to that everywhere."""
    rscript = shutil.which("Rscript")
    loads = "library(metafor); library(metadat); library(jsonlite)"
    if rscript is None or subprocess.run([rscript, "-e", loads], capture_output=True, check=False).returncode:
        pytest.skip("R with metafor, metadat and jsonlite is not installed")
    ran = subprocess.run([rscript, str(HERE / f"{name}.R")], capture_output=True, text=True, check=True, timeout=600)
    return json.loads(ran.stdout)


def assert_close_everywhere(given, kept, *, relative=1e-7, where=""):
    if isinstance(kept, dict):
        assert given.keys() == kept.keys(), where
        for key, value in kept.items():
            assert_close_everywhere(given[key], value, relative=relative, where=f"{where}/{key}")
    elif isinstance(kept, list):
        assert len(given) == len(kept), where
        for at, value in enumerate(kept):
            assert_close_everywhere(given[at], value, relative=relative, where=f"{where}/{at}")
    elif isinstance(kept, str | bool | None):
        assert given == kept, where
    else:
        assert given == pytest.approx(kept, rel=relative, abs=1e-9), where
