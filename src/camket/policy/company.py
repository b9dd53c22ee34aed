"""The company's own file, `company.toml`: who it is, how it is reached, when it is open, what it publishes."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from pydantic import AfterValidator, Field

from camket.policy.both import Both
from camket.text import phone_normal_form
from camket.worktime.days import Frozen, Text


def _a_phone(number: str) -> str:
    if phone_normal_form(number) is None:
        raise ValueError("phải là số điện thoại gọi được | must be a phone number that exists")
    return number


Phone = Annotated[str, AfterValidator(_a_phone)]
WebAddress = Annotated[str, Field(pattern=r"^https://[^\s]+$")]


class Company(Frozen):
    """Who gives the promises, and how to reach them.

    `mailboxes` are the company's own addresses, so that its own mail coming back is known; `group_lists`
    are the List-Ids of its own groups, so that a complaint through one of them is no newsletter;
    `voice_senders` are the addresses from which a telephone system mails what people spoke after the beep.
    `address_now` is the address by today's wards, where `address` is published with an older one.
    """

    name: Text
    short_name: Text
    legal_name: Text = ""
    tax_number: str = ""
    case_prefix: Annotated[str, Field(pattern=r"^[A-Z]{2,4}$")]
    mail: Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")]
    phone: Phone
    address: Text
    address_now: Text
    advice_line: Phone
    website: str = ""
    mailboxes: tuple[str, ...] = ()
    group_lists: tuple[str, ...] = ()
    voice_senders: tuple[str, ...] = ()


class Service(Frozen):
    """A product or service that the company offers: its name, its entrance, and where help with it is.

    Without a page for `help` that is the contact page. Nobody gets a service any more that is `withdrawn`.
    """

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
    name: Both
    entrance: WebAddress
    help: WebAddress | None = None
    withdrawn: Annotated[dt.date, Field(strict=True)] | None = None

    def is_offered(self, on: dt.date) -> bool:
        """Whether somebody may still get it on that day."""
        return self.withdrawn is None or on < self.withdrawn


class CalendarChoice(Frozen):
    """Which days are worked: a calendar that camket ships, by `name`, or the folder's own `file`."""

    name: str = "vn"
    file: str = ""
    swaps_adopted: bool = False


class ChapterListed(Frozen):
    """A chapter of the printed policy, and its clauses in order."""

    id: Text
    title: Both
    clauses: tuple[str, ...]


class DistanceSelling(Frozen):
    """Which clauses say each of the seven points of Decree 55/2024/NĐ-CP, article 22.

    Points 1 to 3 are paragraph 1 (returns), points 4 to 7 are paragraph 2 (complaints and requests).
    """

    return_period: tuple[str, ...] = Field(min_length=1)
    return_steps: tuple[str, ...] = Field(min_length=1)
    return_contact: tuple[str, ...] = Field(min_length=1)
    intake: tuple[str, ...] = Field(min_length=1)
    steps_and_times: tuple[str, ...] = Field(min_length=1)
    priority: tuple[str, ...] = Field(min_length=1)
    papers: tuple[str, ...] = Field(min_length=1)


POINT_TITLES = {
    "return_period": Both(
        vi="Thời hạn đổi, trả hàng", en="The period for exchanging and returning goods"
    ),
    "return_steps": Both(
        vi="Các bước đổi, trả hàng và thời gian của từng bước",
        en="The steps of a return or exchange, and the time of each",
    ),
    "return_contact": Both(
        vi="Nơi tiếp nhận phản ánh về việc đổi, trả hàng",
        en="Whom to contact about how a return was treated",
    ),
    "intake": Both(vi="Cách tiếp nhận yêu cầu, khiếu nại", en="How complaints are taken in"),
    "steps_and_times": Both(
        vi="Các bước giải quyết và thời gian của từng bước",
        en="The steps of settling a complaint, and the time of each",
    ),
    "priority": Both(vi="Trường hợp được ưu tiên", en="Who is given priority"),
    "papers": Both(
        vi="Thông tin, giấy tờ cần cung cấp", en="Which information and papers are needed"
    ),
}


class Measure(Frozen):
    """What a decided breach of terms may bring: a code that rows keep, and its words."""

    code: Annotated[str, Field(pattern=r"^[a-z][a-z_]{0,39}$")]
    name: Both


class CompanyFile(Frozen):
    """The outline of `company.toml`."""

    company: Company
    hours: dict[str, list[list[str]]]
    calendar: CalendarChoice = CalendarChoice()
    chapters: tuple[ChapterListed, ...]
    distance_selling: DistanceSelling | None = None
    services: tuple[Service, ...] = ()
    measures: tuple[Measure, ...] = ()

    def lent(self) -> dict[str, Any]:
        """What a clause may borrow with `{ company = "phone" }`, so that it is written once."""
        fields = self.company.model_dump(exclude={"mailboxes", "group_lists", "voice_senders"})
        return {**fields, "hours": self.hours}
