"""The person's way once more, on PostgreSQL: of the tests that run on SQLite, those in which the database decides."""

import os
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).parents[2]
WAY = "tests/integration/server/test_site_booking.py"
THOSE = (
    "two_steps or double_click or runs_out or second_tab or too_late or moves or moved or waiting_list or 2026-11-01"
)


def test_the_way_is_the_same_on_postgresql(postgresql_address, tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--create-db", WAY, "-k", THOSE],
        env={**os.environ, "UNPINCH_DATABASE_URL": postgresql_address, "UNPINCH_STATE": str(tmp_path)},
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    assert " passed" in done.stdout
    assert "failed" not in done.stdout
