"""One house for all journeys of a process: `camket run` with a real mailbox, a real post office, a browser.

The clock on its wall is a file. Each journey begins on a Monday morning after everything that came before,
so that journeys can be lived in any order.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.journeys.house import House, opened_house
from tests.journeys.people import Agent, Customer
from tests.servers.dovecot import Dovecot
from tests.servers.post import opened_post_office


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory, dovecot: Dovecot) -> Iterator[House]:
    """A house that everybody lives in; it ends with the session."""
    folder = tmp_path_factory.mktemp("house")
    with (
        opened_post_office() as post_office,
        opened_house(folder, dovecot, post_office) as lived_in,
    ):
        yield lived_in


@pytest.fixture
def monday(house: House) -> House:
    """The house on a Monday at nine, with nothing of earlier journeys ahead of it."""
    house.next_monday()
    return house


@pytest.fixture
def customer(monday: House, chromium: Browser) -> Iterator[Customer]:
    """Somebody with a phone of 360 pixels."""
    with monday.browsing(chromium, 360) as page:
        yield Customer(monday, page)


@pytest.fixture
def linh(monday: House, chromium: Browser) -> Iterator[Agent]:
    """An agent at a desk."""
    with monday.browsing(chromium, 1440) as page:
        yield Agent(monday, page, "linh")
