"""The running product with everything around it, and the clock on its wall."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from pathlib import Path

from playwright.sync_api import Browser, Page

from camket.clock import HOME_ZONE
from tests.running import RunningDesk, started, until
from tests.servers.dovecot import PASSWORD as MAILBOX_PASSWORD
from tests.servers.dovecot import Account, Dovecot
from tests.servers.post import PostOffice

FIRST_DAY = datetime(2026, 2, 23, 9, tzinfo=HOME_ZONE)
MESSAGE_SECRET = "chuoi-bi-mat-cua-cong-tin-nhan"
STAFF_PASSWORD = "matkhau-dai-lam"
STAFF = (("linh", "Trần Mỹ Linh", "agent"), ("vinh", "Ngô Quang Vinh", "supervisor"))
FAR_ENOUGH = timedelta(weeks=3)


@dataclass(slots=True)
class House:
    """A desk that runs, its mailbox, the post office that takes its letters, and its clock."""

    desk: RunningDesk
    inbox: Account
    post: PostOffice
    clock: Path
    apps: dict[str, str] = field(default_factory=dict)

    @property
    def now(self) -> datetime:
        """What the clock on the wall says."""
        return datetime.fromisoformat(self.clock.read_text())

    def set_clock(self, at: datetime) -> None:
        """Move the clock. It never goes back."""
        assert at >= self.now
        fresh = self.clock.with_suffix(".new")
        fresh.write_text(at.isoformat())
        fresh.replace(self.clock)

    def next_monday(self) -> None:
        """A Monday at nine, far from everything that happened before."""
        day = (self.now + FAR_ENOUGH).date()
        day += timedelta(days=-day.weekday() % 7)
        self.set_clock(datetime.combine(day, time(9), HOME_ZONE))

    def letter(self, to: str, words: str) -> str:
        """Wait until a letter to that address holds the words; its text."""

        def found() -> str:
            for letter in reversed(self.post.to(to)):
                text = letter.get_body(("plain",))
                if text is not None and words in (said := text.get_content()):
                    return str(said)
            return ""

        return until(found, self.desk)

    @contextmanager
    def browsing(self, chromium: Browser, width: int) -> Iterator[Page]:
        """A page of a browser of its own."""
        context = chromium.new_context(
            base_url=self.desk.url, viewport={"width": width, "height": 740}, locale="vi"
        )
        page = context.new_page()
        page.set_default_timeout(15_000)
        yield page
        context.close()


@contextmanager
def opened_house(folder: Path, dovecot: Dovecot, post: PostOffice, **more: str) -> Iterator[House]:
    """Start everything, with more variables if need be, add the staff, and end it afterwards."""
    clock = folder / "now.txt"
    clock.write_text(FIRST_DAY.isoformat())
    inbox = dovecot.account()
    inbox.put()
    desk = started(
        folder,
        {
            "CAMKET_NOW": str(clock),
            "SMTP_URL": post.url,
            "CAMKET_MAILBOXES": str(_mailboxes(folder, inbox)),
            "CAMKET_TEST_MAILBOX": MAILBOX_PASSWORD,
            "CAMKET_MESSAGE_SECRET": MESSAGE_SECRET,
            **more,
        },
    )
    try:
        desk.wait_for(200)
        _add_staff(desk)
        yield House(desk, inbox, post, clock)
    finally:
        desk.end()


def _mailboxes(folder: Path, inbox: Account) -> Path:
    path = folder / "mailboxes.toml"
    path.write_text(
        f'[[mailbox]]\nname = "info"\nhost = "127.0.0.1"\nport = {inbox.server.port}\ntls = false\n'
        f'user = "{inbox.user}"\npassword_variable = "CAMKET_TEST_MAILBOX"\n'
    )
    return path


def _add_staff(desk: RunningDesk) -> None:
    for username, name, role in STAFF:
        words = ["staff", "add", username, "--name", name, "--role", role, "--password-stdin"]
        command = [sys.executable, "-m", "camket", *words]
        subprocess.run(
            command, env=desk.variables, input=STAFF_PASSWORD, text=True, check=True, timeout=60
        )
