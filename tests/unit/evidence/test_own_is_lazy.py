"""A person who finds a clinician does not wait for the trials to be pooled."""

import subprocess
import sys

RUN = """
import sys
from unpinch import evidence, navigator
found = evidence.compare(condition="sciatica")
evidence.rank_for_person(comparison=found)
assert not {"scipy", "unpinch.evidence.synthesis", "unpinch.evidence._own_effects"} & set(sys.modules)
evidence.own_evidence(treatment="acupuncture", condition="sciatica")
assert "unpinch.evidence.synthesis" in sys.modules
"""


def test_comparing_and_ranking_pool_nothing():
    ran = subprocess.run([sys.executable, "-c", RUN], capture_output=True, timeout=120, check=False)
    assert ran.returncode == 0, ran.stderr.decode()
