"""Opening a case: number, sealed words, files, search and the fact."""

from __future__ import annotations

import unicodedata

import pytest

from camket.arrivals.submission import Sender
from camket.cases.actions.opening import Opened, open_cases, tracking_code
from camket.cases.models import TEXT, TITLE, Attachment, Case
from camket.cases.queries.search import search
from camket.cases.rules import read_number
from camket.evidence.models import Fact
from camket.people.models import Staff
from camket.vault.actions import purpose
from camket.vault.rules import Purpose
from tests.cases.conftest import NOON, PHOTO, sent

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def test_a_case_has_a_number_a_code_and_its_words_under_seal(router: Opened) -> None:
    case = Case.objects.get()
    assert read_number(case.number, "KN") == case.number
    assert len(tracking_code(case)) == 12
    assert "phiên bản".encode() not in bytes(case.title or b"")
    with purpose(Purpose.HANDLE_CASE, by="NV-1", at=NOON, about=case.subject) as opener:
        title = opener.text(case.compartment_id, TITLE, case.id, case.title or b"")
        text = opener.text(case.compartment_id, TEXT, router.message.id, router.message.text or b"")
        photo = opener.blob(Attachment.objects.get().blob)
    assert (title, text) == ("Giao sai phiên bản", "Đơn hàng của tôi giao sai bộ phát.")
    assert photo == PHOTO.content


def test_the_fact_names_nobody_and_commits_to_everything(router: Opened) -> None:
    fact = Fact.objects.get(kind="case.opened")
    assert "Hương" not in str(fact.body)
    assert {"title", "sender_name", f"message:{router.message.id}"} <= fact.commitments.keys()
    assert len(fact.commitments) == 4


@pytest.mark.parametrize(
    "typed",
    ["don hang", "DON HANG", "đơn hàng", unicodedata.normalize("NFD", "đơn hàng"), "Thanh Hương"],
)
def test_words_are_found_with_and_without_marks(router: Opened, linh: Staff, typed: str) -> None:
    assert search(typed, by=linh) == [router.case]


def test_a_case_is_found_by_number_phone_and_mail(router: Opened, linh: Staff) -> None:
    for typed in (router.case.number.lower(), "0909.156.178", "HUONG@example.vn"):
        assert search(typed, by=linh) == [router.case]
    assert search("không có từ này", by=linh) == []


def test_opening_many_takes_as_many_queries_as_opening_one(
    django_assert_max_num_queries: pytest.FixtureRequest, db: None
) -> None:
    new = [sent(f"Việc {n}", f"Lời {n}", Sender(mail=f"k{n}@example.vn")) for n in range(30)]
    with django_assert_max_num_queries(24):  # type: ignore[operator]
        opened = open_cases(new, by="camket", at=NOON)
    assert len({item.case.number for item in opened}) == 30
