"""A real browser for tests: Chromium of the system, driven by Playwright, with axe-core at hand.

`page` is a desktop page whose base address is the live server; `phone` is the same at 360 by 740 pixels.
`assert_whole(page)` says that nothing broke in its console, that it fits its window, and that axe finds nothing;
each of the three has a function of its own.
Without a Chromium such a test is skipped with its reason; with `CI=true` that is a failure.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, sync_playwright

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The shell is Chromium without the windows around the pages, which costs a fifth less for the same page."""
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A microphone that plays a tone, and a person who allows it.
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
]
DESKTOP, PHONE = 1440, 360
LOOKS = [(PHONE, "dark", "vi"), (DESKTOP, "light", "en")]
"""Each width, scheme and language once: what axe looks at, which takes three times the work of the page itself."""
OTHER_LOOKS = [(PHONE, "light", "en"), (DESKTOP, "dark", "vi")]
"""The widths with the other languages: whether every page fits and nothing breaks in it."""
TROUBLES = "camket_troubles"
OUTSIDE = """() => [...document.querySelectorAll("body *")]
  .filter(e => e.getBoundingClientRect().right > window.innerWidth + 1)
  .map(e => e.cloneNode().outerHTML.slice(0, 100)).slice(-4)"""
"""The innermost elements that stand out of the window, for the person who reads the failure."""


VIOLATIONS = "axe.run(document, {resultTypes: ['violations'], preload: false}).then(found => found.violations)"
"""Only what is wrong comes back: the list of all that is right takes longer on its way than axe does. Style sheets
are not fetched once more, which only a rule for pages that refuse to turn would need, and it is an experiment."""


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests of a process."""
    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    if path is None:
        if os.environ.get("CI") == "true":
            pytest.fail("There is no Chromium; with CI=true nothing may be left out.")
        pytest.skip("there is no Chromium on this machine")
    with sync_playwright() as playwright, _launched(playwright, path) as browser:
        # Playwright runs an event loop in this thread; Django would refuse the database because of it.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
        yield browser


def _launched(playwright: Playwright, path: str) -> Browser:
    return playwright.chromium.launch(executable_path=path, headless=True, args=ARGUMENTS)


@pytest.fixture
def open_page(chromium: Browser, live_server: Any) -> Iterator[Callable[..., Page]]:
    """Open pages by width, scheme (`light`, `dark`) and language, with or without scripts.

    Whatever page a context opens later is listened to as well, as where a person closes one and comes back.
    """
    contexts = []

    def opened(
        width: int = DESKTOP, *, scheme: Any = "light", scripts: bool = True, language: str = "vi"
    ) -> Page:
        context = chromium.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 740 if width == PHONE else 900},
            color_scheme=scheme,
            java_script_enabled=scripts,
            locale=language,
        )
        contexts.append(context)
        context.set_default_timeout(10_000)
        context.on("page", _listen)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """A page on a desktop."""
    return open_page()


@pytest.fixture
def phone(open_page: Callable[..., Page]) -> Page:
    """A page on a phone."""
    return open_page(PHONE)


def _listen(page: Page) -> None:
    """Keep what the page complains of: errors of scripts, of the policy, of missing files."""
    troubles: list[str] = []
    setattr(page, TROUBLES, troubles)
    page.on("pageerror", lambda error: troubles.append(str(error)))

    def note(message: ConsoleMessage) -> None:
        # A form that is shown again with its errors answers 422, and Chromium remarks on that.
        if message.type == "error" and "status of 422" not in message.text:
            troubles.append(message.text)

    page.on("console", note)


def assert_quiet(page: Page) -> None:
    """No script failed, and the content security policy had nothing to stop. Ask before a picture:
    Playwright hides the caret with a style that the policy stops."""
    assert getattr(page, TROUBLES) == []


def assert_accessible(page: Page) -> None:
    """axe finds no violation. Its source is evaluated, so that the policy need not let a script in.

    A click comes back when the next page has begun, so the whole of it is waited for. axe tries styles of its own,
    which the policy stops: what the console says of that is not the page's.
    """
    page.wait_for_load_state()
    troubles: list[str] = getattr(page, TROUBLES)
    before = list(troubles)
    page.evaluate(_axe())
    found = page.evaluate(VIOLATIONS)
    troubles[:] = before
    told = [
        f"{rule['id']}: {rule['help']}: {[node['html'][:200] for node in rule['nodes']]}"
        for rule in found
    ]
    assert told == [], f"{page.url}\n" + "\n".join(told)


@cache
def _axe() -> str:
    return next(Path(axe_playwright_python.__file__).parent.rglob("axe.min.js")).read_text("utf-8")


def assert_whole(page: Page) -> None:
    """Quiet, inside its window, and without a violation: what every page is, full, empty or broken."""
    assert_quiet(page)
    assert_fits(page)
    assert_accessible(page)


def open_all(page: Page) -> None:
    """Open whatever is folded away: axe sees nothing of what is closed."""
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")


def assert_fits(page: Page) -> None:
    """Nothing makes the page wider than its window, once the whole page is there."""
    page.wait_for_load_state()
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 1, f"{page.url} is {wide} pixels too wide: {page.evaluate(OUTSIDE)}"


def picture(page: Page, path: Path) -> Path:
    """Keep a picture of the whole page."""
    page.screenshot(path=path, full_page=True)
    return path
