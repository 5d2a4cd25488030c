"""What every test may ask for."""

from pathlib import Path

import pytest

SHARED = Path(__file__).parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """Give the folder of public samples beside the project, or skip saying that it is not there."""
    if not SHARED.is_dir():
        pytest.skip("needs the folder of public samples beside the project (../shared), which is not here")
    return SHARED
