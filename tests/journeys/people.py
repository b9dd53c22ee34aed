"""What the people of the journeys do, in a browser and a mail program."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from email.message import EmailMessage

from playwright.sync_api import Page

from camket.worktime import due_in_working_days, load_calendar
from tests.journeys.house import STAFF_PASSWORD, House
from tests.people.apps import shown_by
from tests.running import until

NUMBER = re.compile(r"KN-\d\d-[2-9A-Z]{5,}")
LINK = re.compile(r"http://[^\s]+/t/[^\s]+/")


def numbered(text: str) -> str:
    """The case number in a text."""
    found = NUMBER.search(text)
    assert found, text
    return found.group()


@dataclass(slots=True)
class Customer:
    """Somebody with a complaint, a phone and perhaps a mail address."""

    house: House
    page: Page

    def writes(self, address: str, subject: str, text: str, **headers: str) -> EmailMessage:
        """Send a mail to the company's mailbox, which is a real one."""
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = address, "info@mitgroup.vn", subject
        mail["Message-ID"] = headers.pop("message_id", f"<{subject.encode().hex()[:20]}.{address}>")
        for name, value in headers.items():
            mail[name.replace("_", "-")] = value
        mail.set_content(text)
        self.house.inbox.put(bytes(mail))
        return mail

    def follows(self, letter: str) -> str:
        """Open the link of a letter; the case's number."""
        found = LINK.search(letter)
        assert found, letter
        self.page.goto(found.group())
        return numbered(self.page.inner_text("main"))

    def sees(self, words: str) -> None:
        """Wait until the page that is open says something; it is loaded again as people do."""

        def said() -> bool:
            self.page.reload()
            return words in self.page.inner_text("main").replace("\u00a0", " ")

        until(said, self.house.desk)

    def accepts(self) -> None:
        """Agree with the result, on the tracking page, once it offers that."""
        self.sees("Tôi đồng ý")
        self.page.click("summary:text('Tôi đồng ý')")
        self.page.click("form[action*=acceptance] button")

    def contests(self) -> None:
        """Do not agree."""
        self.sees("Tôi chưa đồng ý")
        self.page.click("summary:text('Tôi chưa đồng ý')")
        self.page.click("form[action*=contest] button")


@dataclass(slots=True)
class Agent:
    """Somebody who works at the desk."""

    house: House
    page: Page
    username: str

    def goes_to(self, address: str) -> None:
        """Open a page of the desk, signing in where a sitting has ended."""
        self.page.goto(address)
        if "/sign-in/" in self.page.url:
            self._signs_in()
            self.page.goto(address)

    def _signs_in(self) -> None:
        """Password, then the code of the app, which is set up the first time. No code counts twice."""
        self.page.fill("[name=username]", self.username)
        self.page.fill("[name=password]", STAFF_PASSWORD)
        self.page.click("main button")
        self.page.wait_for_selector("[name=code]")
        if self.username not in self.house.apps:
            secret = self.page.inner_text("form:has([name=sealed]) .secret").replace(" ", "")
            self.house.apps[self.username] = secret
        self.house.set_clock(self.house.now + timedelta(seconds=31))
        code = shown_by(self.house.apps[self.username], self.house.now)
        self.page.fill("[name=code]", code)
        self.page.click("form:has([name=code]) button")
        self.page.wait_for_load_state()

    def opens(self, number: str) -> None:
        """Open a case."""
        self.goes_to(f"/desk/case/{number}/")

    def does(self, label: str) -> None:
        """Take a step that needs no words."""
        self.page.click(f".moves button:has-text('{label}')")

    def checks(self, number: str, finding: str) -> None:
        """Take the case, write down its point if it has none, and what was found."""
        self.opens(number)
        self.does("Bắt đầu kiểm tra")
        if not self.page.locator("summary:has-text('Ghi kết quả kiểm tra')").count():
            self.page.fill("[id=points_text]", "Điều khách hàng khiếu nại")
            self.page.click("button:text-is('Thêm')")
        self.page.click("summary:has-text('Ghi kết quả kiểm tra')")
        self.page.fill("[name=finding]", finding)
        self.page.click("button:has-text('Ghi lại')")

    def accepts(self, number: str, reasons: str) -> None:
        """Decide for the customer, with a remedy that is due in a week."""
        due = (self.house.now + timedelta(days=7)).date()
        self.goes_to(f"/desk/case/{number}/decision/")
        self.page.check("[name=outcome_1][value=accepted]")
        self.page.fill("[name=reasons_1]", reasons)
        self.page.select_option("[name=remedy_0]", "exchange")
        self.page.fill("[name=due_0]", due.isoformat())
        self.page.click("main form button")
        self.page.wait_for_url(f"**/case/{number}/")

    def refuses(self, number: str, reasons: str) -> None:
        """Decide against the customer, answering what the law asks."""
        self.goes_to(f"/desk/case/{number}/decision/")
        self.page.check("[name=outcome_1][value=rejected]")
        self.page.fill("[name=reasons_1]", reasons)
        self.page.check("[name=our_error_1][value=no]")
        self.page.check("[name=as_agreed_1][value=yes]")
        self.page.click("main form button")
        self.page.wait_for_url(f"**/case/{number}/")

    def finishes_the_remedy(self, number: str) -> None:
        """The customer has what was promised."""
        self.opens(number)
        self.page.click("button:has-text('Đã làm xong')")

    def later_working_day(self, working_days: int) -> date:
        """A day that many working days from now, by the company's own calendar."""
        return due_in_working_days(self.house.now, working_days, load_calendar("vn")).due

    def sees(self, number: str, words: str) -> None:
        """Wait until the case's page says something."""

        def said() -> bool:
            self.opens(number)
            return words in self.page.inner_text("main").replace("\u00a0", " ")

        until(said, self.house.desk)

    def takes_in(self, story: str, *, phone: str) -> str:
        """Type what somebody says, on the page for calls or for the counter; the new case's number."""
        self.page.fill("[name=text]", story)
        self.page.fill("[name=phone]", phone)
        self.page.click("button[value=save]:not([aria-hidden])")
        self.page.wait_for_url("**/desk/taken/**")
        return numbered(self.page.inner_text("h1"))

    def finds(self, words: str) -> str:
        """Search until a case is found; its number."""

        def found() -> str:
            self.goes_to(f"/desk/search/?q={words}")
            table = self.page.locator("table.queue tbody")
            return numbered(table.inner_text()) if table.count() else ""

        return until(found, self.house.desk)

    def rings(self, number: str) -> None:
        """Take the case's call from the list, ring, and tell what is to be told."""
        until(lambda: self._call_of(number), self.house.desk)
        self.page.click(f"tr:has-text('{number}') a")
        self.page.click("button:has-text('Nhận cuộc gọi')")
        self.page.check("[name=outcome][value=reached]")
        self.page.click("button:has-text('Ghi lại')")
        self.page.wait_for_url("**/desk/calls/")

    def _call_of(self, number: str) -> bool:
        self.goes_to("/desk/calls/")
        return self.page.locator(f"tr:has-text('{number}')").count() > 0
