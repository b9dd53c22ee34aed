"""A life of the desk in which every door is used and every field is filled, each with a canary of its own."""

from __future__ import annotations

import re
import smtplib
from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage

from tests.canaries.doors import by_program, by_voice_and_text
from tests.canaries.searching import rows
from tests.canaries.visiting import Visitor, file
from tests.canaries.words import Flock
from tests.journeys.house import STAFF_PASSWORD, House
from tests.journeys.people import LINK, numbered
from tests.running import until

LARGE = 100_000
"""More than what is kept inside a row: such a file lies in the storage."""
REASON_TO_ASK = "2026-02-23T08:10"


@dataclass(slots=True)
class Life:
    """One house, its customer and its agent."""

    house: House
    customer: Visitor
    agent: Visitor
    flock: Flock
    code: str = ""

    @classmethod
    def of(cls, house: House) -> Life:
        """A customer at a browser, and Linh, who has signed in."""
        agent = Visitor(house.desk.url)
        agent.comes_to_the_desk("linh", STAFF_PASSWORD, at=house.now)
        return cls(house, Visitor(house.desk.url), agent, Flock.hatched())

    def lived(self) -> None:
        """Everything, one thing after the other."""
        self._by_every_other_door()
        self._held()
        self._worked_on()
        self._served()
        self._rung()
        self.house.desk.camket("clock", "--once")

    def _worked_on(self) -> None:
        """A complaint by mail with everything that may be written on it, until it is accepted."""
        path = self._mailed()
        number = numbered(path)
        self.code = path.strip("/").split("/")[-1]
        self._on(number, "points/", text=self.flock.canary("points"))
        self._on(number, "handler/", staff=self._ref("linh"), seen="")
        self._on(number, "message/", kind="note", text=self.flock.canary("note"))
        self._on(number, "checking/")
        self._on(number, "question/", text=self.flock.canary("question"))
        files = file(f"{self.flock.canary('file')}.txt", self.flock.canary("file content").encode())
        self.customer.posts(
            f"{path}message/", path, text=self.flock.canary("answer"), attachments=files
        )
        self._on(number, "message/", kind="reply", text=self.flock.canary("reply"))
        self._on(number, "points/1/", finding=self.flock.canary("finding"))
        day = (self.house.now + timedelta(days=16)).date()
        self._on(number, "later-date/", day=day.isoformat(), reason=self.flock.canary("later"))
        self._alleged(number)
        self._decided(number)
        until(lambda: "acceptance" in self.customer.reads(path), self.house.desk)
        self.agent.reads(f"/desk/search/?q={self.flock.canary('searched')}")
        self.customer.posts(f"{path}acceptance/", path)

    def _served(self) -> None:
        """What somebody bought is entered; signed in, they report an outage, which the desk tells of and ends."""
        page, holder = "/desk/services/luu-tru-web/", self.flock.address("holder")
        bought = {"name": self.flock.canary("holder"), "reference": self.flock.canary("contract")}
        self.agent.posts(page, mail=holder, since="2026-01-05", runs_until="", **bought)
        somebody = Visitor(self.house.desk.url)
        somebody.posts("/tai-khoan/dang-nhap/", point=holder)
        code = re.search(r"\b\d{6}\b", self.house.letter(holder, "mã"))
        assert code
        token = somebody.token_of("/tai-khoan/dang-nhap/")
        somebody.sends("/tai-khoan/ma/", token, code=code[0], point=holder)
        link = re.search(r'"(/tai-khoan/dich-vu/[^"]+)"', somebody.reads("/tai-khoan/dich-vu/"))
        assert link
        place = somebody.posts(link[1], what="slow", words=self.flock.canary("reported"))
        desk_page = f"/desk/outages/{numbered(place)}/"
        self.agent.posts(
            f"{page}outage/", desk_page, what="slow", words=self.flock.canary("outage")
        )
        self.agent.posts(f"{desk_page}ended/", desk_page, words=self.flock.canary("restored"))
        assert self.flock.canary("restored") in somebody.reads(place).replace("\u00a0", " ")
        for address in ("cam-ket", "tin-da-gui"):
            somebody.reads(f"/tai-khoan/{address}/")

    def _mailed(self) -> str:
        """Send a mail to the real mailbox; where its sender follows the case."""
        mail = EmailMessage()
        mail["From"] = f'"{self.flock.canary("sender")}" <{self.flock.address("sender")}>'
        mail["To"], mail["Subject"] = "info@mitgroup.vn", self.flock.canary("subject")
        mail["Message-ID"] = f"<{self.flock.address('message-id')}>"
        mail.set_content(f"{self.flock.canary('mail')} Số của tôi {self.flock.numbers['mail']}.")
        large = (self.flock.canary("large") * LARGE).encode()[:LARGE]
        mail.add_attachment(
            large, maintype="text", subtype="plain", filename=self.flock.canary("large name")
        )
        self.house.inbox.put(bytes(mail))
        link = LINK.search(self.house.letter(self.flock.address("sender"), "Số hồ sơ"))
        assert link
        return link.group().removeprefix(self.house.desk.url)

    def _alleged(self, number: str) -> None:
        """The customer is said to have broken a clause, contests it, and a second person drops it."""
        place = self.agent.posts(
            "/desk/breaches/assert/",
            number=number,
            clause="nghia-vu.tai-khoan",
            claim=self.flock.canary("claim"),
            references=self.flock.canary("reference"),
            attachments=file(
                f"{self.flock.canary('proof')}.txt", self.flock.canary("shown").encode()
            ),
        )
        letter = self.house.letter(self.flock.address("sender"), "/v/VP-")
        found = re.search(r"/v/VP-\w+/\w+/", letter)
        assert found
        path = found.group()
        said = file(f"{self.flock.canary('against')}.txt", self.flock.canary("contra").encode())
        text = self.flock.canary("contested")
        self.customer.posts(f"{path}contest/", path, text=text, attachments=said)
        second = Visitor(self.house.desk.url)
        second.comes_to_the_desk("vinh", STAFF_PASSWORD, at=self.house.now)
        reasons = self.flock.canary("ruling")
        second.posts(f"{place}decided/", place, outcome="dismissed", measure="", reasons=reasons)

    def _decided(self, number: str) -> None:
        due = (self.house.now + timedelta(days=7)).date()
        said = {
            "outcome_1": "accepted",
            "reasons_1": self.flock.canary("reasons"),
            "remedy_0": "exchange",
            "due_0": due.isoformat(),
            "detail_0": self.flock.canary("remedy"),
            "legal_basis": self.flock.canary("legal basis"),
        }
        self.agent.posts(f"/desk/case/{number}/decision/", **said)

    def _on(self, number: str, what: str, **fields: object) -> None:
        """One step on the page of a case."""
        self.agent.posts(f"/desk/case/{number}/{what}", f"/desk/case/{number}/", **fields)

    def _ref(self, username: str) -> str:
        ask = f"SELECT ref FROM people_staff WHERE username = '{username}'"  # noqa: S608
        return str(rows(self.house.desk.variables, ask)[0][0])

    def _by_every_other_door(self) -> None:
        self._by_form()
        self._begun()
        self._by_smtp()
        self._by_typing()
        by_voice_and_text(self.house, self.flock)
        by_program(self.house, self.flock)

    def _by_form(self) -> None:
        answers = {
            "matter": "complaint",
            "story": self.flock.canary("story"),
            "product": self.flock.canary("product"),
            "remedy": self.flock.canary("sought"),
            "name": self.flock.canary("name"),
            "phone": self.flock.numbers["web"],
            "mail": self.flock.address("web"),
            "key": "canary",
        }
        for go in ("contact", "send"):
            self.customer.posts("/khieu-nai/", **answers, go=go)
        sound = file(
            f"{self.flock.canary('web file')}.png", self.flock.canary("web file content").encode()
        )
        self.customer.posts("/khieu-nai/", **answers, attachments=sound, go="sent")

    def _begun(self) -> None:
        """Somebody writes a complaint, adds a file, closes the page, and comes to look at it again."""
        somebody = Visitor(self.house.desk.url)
        letter = file(
            f"{self.flock.canary('begun file')}.txt",
            self.flock.canary("begun file content").encode(),
        )
        somebody.posts(
            "/khieu-nai/",
            matter="complaint",
            story=self.flock.canary("begun"),
            attachments=letter,
            go="contact",
        )
        assert self.flock.canary("begun") in somebody.reads("/khieu-nai/").replace("\u00a0", " ")

    def _by_smtp(self) -> None:
        text = f"From: {self.flock.address('smtp')}\r\nSubject: {self.flock.canary('smtp')}\r\n\r\n{self.flock.canary('smtp text')}\r\n"
        with smtplib.SMTP("127.0.0.1", self.house.desk.mail_port, timeout=20) as door:
            door.sendmail(self.flock.address("envelope"), ["info@mitgroup.vn"], text.encode())

    def _by_typing(self) -> None:
        for door in ("phone", "counter"):
            said = {
                "text": self.flock.canary(door),
                "product": self.flock.canary(f"{door} product"),
                "remedy": self.flock.canary(f"{door} sought"),
                "name": self.flock.canary(f"{door} name"),
                "phone": self.flock.numbers["call"],
                "received": REASON_TO_ASK,
                "why_late": self.flock.canary(f"{door} late"),
                "key": door,
            }
            self.agent.posts(f"/desk/{door}/", **said, go="look")
            taken = self.agent.posts(f"/desk/{door}/", **said, go="save")
            self.agent.fetches(f"/desk/taken/{numbered(taken)}/slip.pdf")

    def _held(self) -> None:
        """Two mails without a sender: one is dismissed with a remark, of the other a case is made."""
        for what in ("dismissed", "opened"):
            text = f"Subject: {self.flock.canary(what)}\r\n\r\n{self.flock.canary(f'{what} text')}\r\n".encode()
            self.house.inbox.put(text)
        held = until(self._waiting, self.house.desk)
        self.agent.posts(
            f"{held[0]}dismissed/", held[0], reason="other", remark=self.flock.canary("remark")
        )
        said = {
            "name": self.flock.canary("typed name"),
            "mail": self.flock.address("typed"),
            "text": self.flock.canary("typed"),
        }
        opened = self.agent.posts(
            f"{held[1]}opened/", held[1], **said, subject=self.flock.canary("typed")
        )
        self._on(numbered(opened), "kind/", kind="enquiry", reason=self.flock.canary("kind"))

    def _waiting(self) -> list[str]:
        page = self.agent.reads("/desk/waiting/")
        found = list(dict.fromkeys(re.findall(r"/desk/waiting/[0-9a-f-]{36}/", page)))
        return found if len(found) > 1 else []

    def _rung(self) -> None:
        """A call that nobody answers, and one after which a letter goes to an address that was read out."""
        for outcome, more in (
            ("no_answer", {}),
            ("other_channel", {"mail": self.flock.address("read-out")}),
        ):
            call = until(self._call, self.house.desk)
            self.agent.posts(f"{call}claim/", call)
            note = self.flock.canary(f"call {outcome}")
            self.agent.posts(f"{call}outcome/", call, outcome=outcome, note=note, **more)

    def _call(self) -> str:
        found = re.search(r"/desk/calls/[0-9a-f-]{36}/", self.agent.reads("/desk/calls/"))
        return found.group() if found else ""
