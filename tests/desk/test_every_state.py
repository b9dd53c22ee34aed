"""Every page of the desk, full, empty and broken: it fits, nothing breaks in it, and axe finds nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import pytest
from django.urls import reverse
from django.utils import translation
from playwright.sync_api import Page

from camket.arrivals.models import Arrival
from camket.arrivals.rules import SET_ASIDE, Outcome, Place
from camket.arrivals.submission import Channel, Sender
from camket.cases.models import Case
from camket.clock import now
from camket.complaints.models import Complaint
from camket.desk.incoming.letters import visible_letters
from camket.desk.queue.views import QUEUES
from camket.desk.urls import urlpatterns
from camket.notices.actions.calling import claim_call, record_call
from camket.notices.models import CallTask
from camket.notices.rules import CallOutcome
from camket.people.models import Staff
from camket.rulebook.company import current_policy
from camket.services.models import Outage
from camket.terms.models import Breach
from tests.browser import DESKTOP, LOOKS, PHONE, TROUBLES, assert_whole, open_all
from tests.complaints.conftest import take_in, take_in_many
from tests.desk.browsing import come_in
from tests.desk.conftest import PASSWORD
from tests.people.apps import code_of
from tests.terms.alleging import alleged

# A sweep of pages is a journey: it is made on one database, and takes minutes where the machine is busy.
pytestmark = [
    pytest.mark.django_db(databases=["default", "keys"], transaction=True),
    pytest.mark.timeout(900),
    pytest.mark.slow,
]
LISTS = (
    "queue",
    "supervision",
    "search",
    "phone",
    "counter",
    "calls",
    "waiting_arrivals",
    "dismissals",
    "set_aside",
    "letters",
    "services",
    "reconciliation",
    "factors",
    "password",
    "breaches",
    "breach_assert",
)
OF_ONE = {"case", "mail", "decision", "taken", "call", "waiting_arrival", "set_aside_arrival"}
OF_ONE |= {"breach", "letter", "sign_in", "second_step", "service", "outage"}
ONLY_ANSWERS = {
    "sign_out", "told", "slip", "claim", "release", "outcome", "arrival_raw", "arrival_again",
    "arrival_opened", "arrival_joined", "arrival_dismissed", "set_aside_doubted", "letter_told", "letter_call", "letter_again", "file",
    "message", "points", "finding", "checking", "question", "answer", "waiting", "later_date", "remedy",
    "acceptance", "contest", "again", "factor_app", "factor_passkey", "factor_removed", "others_ended",
    "recovery_codes", "handler", "person_concerned", "priority", "kind", "closing",
    "holding_ended", "outage_declared", "outage_progress", "outage_ended",
    "breach_decided", "breach_told", "breach_file",
}  # fmt: skip
"""Addresses that are only posted to, or give a file: what they answer is a page above."""
LONG = "Khôngcódấucáchnàocả" * 12


def lists() -> Iterator[str]:
    yield from (reverse(f"desk:{name}") for name in LISTS)
    yield reverse("desk:search") + "?q=giao"
    yield reverse("desk:search") + "?q=khongcogi"
    yield from (reverse("desk:queue", args=[queue.name]) for queue in QUEUES)
    yield from (reverse("desk:breaches") + f"?show={name}" for name in ("untold", "open", "all"))
    yield reverse("desk:queue") + "khong-co-trang-nay/"


def ones() -> Iterator[str]:
    """Each case, and each arrival, letter and call in each of its states."""
    yield from (reverse("desk:case", args=[case.number]) for case in Case.objects.all())
    for case in Case.objects.filter(complaint__status__in=["checking", "received"]):
        yield reverse("desk:decision", args=[case.number])
    yield from (reverse("desk:taken", args=[case.number]) for case in Case.objects.all()[:2])
    yield from (reverse("desk:service", args=[one.id]) for one in current_policy().services)
    yield from (reverse("desk:outage", args=[one.case.number]) for one in Outage.objects.all())
    waits = Arrival.objects.filter(place__in=[Place.HELD, Place.FAILED])
    yield from (reverse("desk:waiting_arrival", args=[row.pk]) for row in waits)
    aside = {row.outcome: row.pk for row in Arrival.objects.filter(outcome__in=SET_ASIDE)}
    yield from (reverse("desk:set_aside_arrival", args=[pk]) for pk in aside.values())
    by_mail = Arrival.objects.filter(outcome=Outcome.OPENED, channel=Channel.MAIL).first()
    assert by_mail is not None
    yield reverse("desk:mail", args=[by_mail.case_number, by_mail.pk])
    yield from (reverse("desk:breach", args=[row.ref]) for row in Breach.objects.all())
    seen = visible_letters(Staff.objects.get(username="vinh"))
    letters = {letter.state: letter.pk for letter in seen}
    yield from (reverse("desk:letter", args=[pk]) for pk in letters.values())
    yield from (
        reverse("desk:call", args=[task.pk]) for task in CallTask.objects.exclude(state="done")
    )


def call_and_be_told_a_wrong_number(staff: Staff) -> None:
    """Beside whatever the desk has, one call is free, one is this person's, and one must be made to another number."""
    opened = take_in_many([Sender(name=f"Khách {n}", phone=f"090915617{n}") for n in range(3)])
    _, mine, missing = CallTask.objects.filter(
        notice__customer__in=[one.case.customer for one in opened]
    ).order_by("pk")
    record_call(missing, CallOutcome.WRONG_NUMBER, note="Số của quán ăn", by=staff, at=now())
    for task in (mine, missing):
        claim_call(task, by=staff, at=now())


def test_no_address_is_forgotten_here() -> None:
    assert {pattern.name for pattern in urlpatterns} == {*LISTS, *OF_ONE, *ONLY_ANSWERS}


@pytest.mark.parametrize(("width", "scheme", "language"), LOOKS)
def test_every_page_of_a_full_desk(
    open_page: Callable[..., Page], demonstration: str, width: int, scheme: str, language: str
) -> None:
    page = open_page(width, scheme=scheme)
    alleged(Case.objects.exclude(answer_at=None).order_by("pk")[0])
    vinh = Staff.objects.get(username="vinh")
    come_in(page, vinh, demonstration)
    call_and_be_told_a_wrong_number(vinh)
    with translation.override(language):
        look_at(page, (*lists(), *ones()))


@pytest.mark.parametrize(("width", "scheme", "language"), LOOKS)
def test_every_list_of_an_empty_desk(
    open_page: Callable[..., Page], vinh: Staff, width: int, scheme: str, language: str
) -> None:
    page = come_in(open_page(width, scheme=scheme), vinh)
    with translation.override(language):
        look_at(page, lists())


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_long_names_and_long_words_stay_inside(
    open_page: Callable[..., Page], vinh: Staff, width: int
) -> None:
    opened = take_in(Sender(name=LONG[:200], mail="dai@example.vn"), subject=LONG[:150], text=LONG)
    page = come_in(open_page(width), vinh)
    case = reverse("desk:case", args=[opened.case.number])
    look_at(page, [reverse("desk:queue"), case, reverse("desk:taken", args=[opened.case.number])])


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_a_form_left_empty_says_so(
    open_page: Callable[..., Page], router: Complaint, linh: Staff, width: int
) -> None:
    page = open_page(width)
    page.goto("/desk/sign-in/")
    page.click("main button")
    looked_at(page)
    come_in(page, linh)
    for address in ("/desk/phone/", "/desk/counter/"):
        page.goto(address)
        page.click("button[value=save]:not([aria-hidden])")
        wrong(page)
    page.goto(f"/desk/case/{router.case.number}/")
    page.click(".composer footer button")
    wrong(page)
    page.goto(f"/desk/case/{router.case.number}/decision/")
    page.click("main form button")
    wrong(page)


@pytest.mark.parametrize(("width", "scheme", "language"), LOOKS)
def test_the_second_step_and_its_codes(
    open_page: Callable[..., Page], vinh: Staff, width: int, scheme: str, language: str
) -> None:
    page = open_page(width, scheme=scheme)
    code = code_of(vinh)
    prefix = "/en" if language == "en" else ""
    page.goto(f"{prefix}/desk/sign-in/")
    page.fill("[name=username]", vinh.username)
    page.fill("[name=password]", PASSWORD)
    page.click("main button")
    page.wait_for_selector("[name=code]")
    looked_at(page)
    page.click("form:has([name=code]) button")
    page.wait_for_selector("[data-error]")
    looked_at(page)
    page.fill("[name=code]", code)
    page.click("form:has([name=code]) button")
    page.wait_for_url("**/desk/")
    page.goto(f"{prefix}/desk/password/")
    page.click(".sheet form button")
    wrong(page)
    page.goto(f"{prefix}/desk/factors/")
    page.click("form[action*=recovery-codes] button")
    page.wait_for_url("**/recovery-codes/")
    looked_at(page)


def wrong(page: Page) -> None:
    assert page.inner_text(".errors li")
    looked_at(page)


def look_at(page: Page, addresses: Iterable[str]) -> None:
    for address in addresses:
        page.goto(address)
        if "khong-co" in address:
            getattr(page, TROUBLES).clear()
        open_all(page)
        looked_at(page)


def looked_at(page: Page) -> None:
    """Whole, and on a desktop with no second bar to scroll by."""
    assert_whole(page)
    if page.viewport_size and page.viewport_size["width"] == DESKTOP:
        tall = page.evaluate("document.documentElement.scrollHeight - window.innerHeight")
        assert tall <= 1, f"{page.url} scrolls {tall} pixels beside its own parts"
