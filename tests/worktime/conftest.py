import pytest

from camket.worktime import Calendar, load_calendar


@pytest.fixture(scope="session")
def vn() -> Calendar:
    """Vietnam as the law has it, no optional swap adopted."""
    return load_calendar("vn")


@pytest.fixture(scope="session")
def vn_swapped() -> Calendar:
    """Vietnam as a company sees it that adopted the optional swaps."""
    return load_calendar("vn", swaps_adopted=True)
