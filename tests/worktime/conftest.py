import time
from collections.abc import Iterator

import pytest

from camket.worktime import Calendar, load_calendar


@pytest.fixture(autouse=True)
def _on_a_machine_far_away(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The zone of the machine must not matter, so these tests run as if in New York."""
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("TZ", "America/New_York")
        time.tzset()
        yield
    time.tzset()


@pytest.fixture
def vn() -> Calendar:
    """Vietnam as the law has it, no optional swap adopted."""
    return load_calendar("vn")


@pytest.fixture
def vn_swapped() -> Calendar:
    """Vietnam as a company sees it that adopted the optional swaps."""
    return load_calendar("vn", swaps_adopted=True)
