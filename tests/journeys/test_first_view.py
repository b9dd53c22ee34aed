"""What a phone must fetch before it shows a page for the first time, and how long that takes on a slow line.

The weight is held; the time is printed (`pytest -s`), since it says as much about the machine as about the page.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.journeys.house import House
from tests.journeys.people import Customer

pytestmark = [pytest.mark.journey, pytest.mark.database, pytest.mark.only_on("sqlite")]

MOST_BYTES = 100_000
SLOW_LINE = {"offline": False, "latency": 150, "downloadThroughput": 50_000, "uploadThroughput": 50_000}  # fmt: skip
SLOWER = 4
USABLE = """() => {
  const [page] = performance.getEntriesByType("navigation");
  const [paint] = performance.getEntriesByName("first-contentful-paint");
  return Math.max(page.domContentLoadedEventEnd, paint.startTime);
}"""


def first_view(house: House, chromium: Browser, address: str, *, slow: bool) -> tuple[float, float]:
    """Open a page with nothing kept from before; returns its bytes on the wire, and the milliseconds until it is usable."""
    sizes: list[float] = []
    with house.browsing(chromium, 360) as page:
        line = page.context.new_cdp_session(page)
        line.send("Network.enable")
        line.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
        if slow:
            line.send("Network.emulateNetworkConditions", SLOW_LINE)
            line.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        page.goto(address)
        page.wait_for_load_state("networkidle")
        return sum(sizes), float(page.evaluate(USABLE))


def test_the_first_view_of_what_customers_open_weighs_little(
    customer: Customer, chromium: Browser
) -> None:
    house = customer.house
    customer.writes("nhe@example.vn", "Khiếu nại: loa rè", "Loa mới mua bị rè ở âm lượng nhỏ.")
    customer.follows(house.letter("nhe@example.vn", "KN-"))
    tracking = customer.page.url
    for name, address in {"start": "/", "complain": "/khieu-nai/", "track": tracking}.items():
        weight, _ = first_view(house, chromium, address, slow=False)
        _, usable = first_view(house, chromium, address, slow=True)
        print(f"{name}: {weight / 1000:.1f} kB, usable on the slow phone after {usable:.0f} ms")
        assert 10_000 < weight < MOST_BYTES
