"""One outage is one case and one promise for everybody who has the service, and each is told and gets what is theirs."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from camket.arrivals.submission import Matter
from camket.cases.actions.care import change_kind, close_case
from camket.cases.models import Case
from camket.complaints.actions.writing import reply
from camket.evidence.queries import facts_of
from camket.notices.models import CallTask, Delivery, Notice
from camket.people.models import Staff
from camket.people.rules import Role
from camket.promises.actions import break_due
from camket.promises.models import Promise
from camket.promises.rules import State
from camket.refusals import ChangedMeanwhile, MoveNotAllowed, NotAllowed, NotUnderstood
from camket.reports.verification import verify
from camket.services.actions import outages
from camket.services.actions.outages import Trouble, declare, end, finish, report, tell_progress
from camket.services.models import Concern, Holding, Outage, Report
from tests.people.signing import letters, words_of
from tests.services.conftest import DOWN, HOSTING, MAIL, MONDAY, Buys

pytestmark = [
    pytest.mark.django_db(databases=["default", "keys"]),
    pytest.mark.usefixtures("published"),
]
HOUR = timedelta(hours=1)
SEEN = Trouble("unreachable", "Trang của tôi không mở được.")


def told(letter: str) -> int:
    return Notice.objects.filter(letter=letter).count()


def test_a_declared_outage_is_one_case_and_one_promise_for_all_who_have_it(
    buys: Buys, linh: Staff
) -> None:
    for who in ("huong@example.vn", "tuan@example.vn", "0909 156 178"):
        buys(who)
    buys("khac@example.vn", MAIL)
    outage = declare(HOSTING, DOWN, began=MONDAY - HOUR, by=linh, at=MONDAY)
    case = Case.objects.get()
    assert (case.kind, case.pk) == (Matter.OUTAGE, outage.case_id)
    assert Concern.objects.filter(outage=outage).count() == 3
    promise = Promise.objects.get()
    assert promise.due_at == case.due_at == MONDAY + 24 * HOUR
    assert Delivery.objects.count() == 2
    assert CallTask.objects.count() == 1
    assert "khôi phục chậm nhất lúc 09:00 ngày 24/11/2026" in words_of(
        letters("outage_began")[0], at=MONDAY
    )
    assert verify().fault is None


def test_who_has_it_twice_is_told_once_and_gets_the_days_for_both(buys: Buys, linh: Staff) -> None:
    buys("huong@example.vn")
    buys("huong@example.vn", reference="HĐ 2")
    outage = declare(HOSTING, DOWN, by=linh, at=MONDAY)
    end(outage, by=linh, at=MONDAY + 5 * HOUR)
    assert (told("outage_began"), told("outage_ended")) == (1, 1)
    assert [row.credited for row in Holding.objects.with_credit()] == [1, 1]


def test_who_has_it_no_more_is_not_concerned(buys: Buys, linh: Staff) -> None:
    old = buys("huong@example.vn")
    Holding.objects.filter(pk=old.pk).update(ended_on="2026-11-22")
    outage = declare(HOSTING, DOWN, by=linh, at=MONDAY)
    assert not outage.concerns.exists()
    assert told("outage_began") == 0


def test_what_a_customer_reports_opens_a_case_that_others_join(buys: Buys) -> None:
    huong, tuan = buys("huong@example.vn"), buys("tuan@example.vn")
    first = report(huong, SEEN, at=MONDAY)
    second = report(tuan, Trouble("slow"), at=MONDAY + HOUR)
    again = report(huong, SEEN, at=MONDAY + 2 * HOUR)
    assert first.pk == second.pk == again.pk
    assert (Outage.objects.count(), Case.objects.count(), Promise.objects.count()) == (1, 1, 1)
    assert (Report.objects.count(), Concern.objects.count()) == (3, 2)
    assert told("outage_began") == 2
    assert b"Trang" not in bytes(Report.objects.earliest("id").words or b"")
    assert verify().fault is None


def test_who_begins_an_outage_in_the_same_instant_as_another_joins_theirs(
    buys: Buys, monkeypatch: pytest.MonkeyPatch
) -> None:
    huong, tuan = buys("huong@example.vn"), buys("tuan@example.vn")
    first = report(huong, SEEN, at=MONDAY)
    seen = iter([None, first])  # Another begins it after it was looked for.
    monkeypatch.setattr(outages, "open_outage", lambda _service: next(seen))
    assert report(tuan, SEEN, at=MONDAY).pk == first.pk
    assert (Case.objects.count(), Report.objects.count(), Concern.objects.count()) == (1, 2, 2)
    assert verify().fault is None


def test_a_report_in_the_instant_in_which_the_outage_ends_is_asked_for_again(
    buys: Buys, linh: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    huong = buys("huong@example.vn")
    outage = report(huong, SEEN, at=MONDAY)
    end(Outage.objects.get(), "Mở lại rồi.", by=linh, at=MONDAY)
    monkeypatch.setattr(outages, "open_outage", lambda _service: outage)
    with pytest.raises(ChangedMeanwhile):
        report(huong, SEEN, at=MONDAY)
    assert Report.objects.count() == 1


def test_declaring_what_was_reported_tells_the_others_and_keeps_the_first_date(
    buys: Buys, linh: Staff
) -> None:
    huong = buys("huong@example.vn")
    buys("tuan@example.vn")
    reported = report(huong, SEEN, at=MONDAY)
    outage = declare(HOSTING, DOWN, began=MONDAY + HOUR, by=linh, at=MONDAY + 2 * HOUR)
    assert outage.pk == reported.pk
    assert outage.began_at == MONDAY
    assert Promise.objects.get().due_at == MONDAY + 24 * HOUR
    assert told("outage_began") == 2
    with pytest.raises(MoveNotAllowed):
        declare(HOSTING, DOWN, by=linh, at=MONDAY + 3 * HOUR)
    assert verify().fault is None


def test_ending_it_in_time_keeps_the_promise_and_adds_the_days(buys: Buys, linh: Staff) -> None:
    holding = buys("huong@example.vn")
    outage = declare(HOSTING, DOWN, by=linh, at=MONDAY)
    tell_progress(outage, "Đã thay nguồn, đang chạy thử.", by=linh, at=MONDAY + HOUR)
    end(outage, "Mọi trang đã mở lại.", by=linh, at=MONDAY + 5 * HOUR)
    assert Promise.objects.get().state == State.KEPT
    assert Case.objects.get().closed_at == MONDAY + 5 * HOUR
    assert holding.concerns.get().days == 1
    assert facts_of(holding.subject)[-1].body["days"] == 1
    letter = words_of(letters("outage_ended")[0], at=MONDAY)
    assert "cộng thêm 1 ngày sử dụng" in letter
    assert "xin lỗi" not in letter
    assert verify().fault is None


def test_a_short_interruption_brings_nothing_and_says_nothing_of_days(
    buys: Buys, linh: Staff
) -> None:
    buys("huong@example.vn")
    end(declare(HOSTING, DOWN, by=linh, at=MONDAY), by=linh, at=MONDAY + HOUR)
    assert Concern.objects.get().days == 0
    assert "ngày sử dụng" not in words_of(letters("outage_ended")[0], at=MONDAY)


def test_an_outage_that_goes_on_breaks_the_promise_by_the_clock_and_all_are_told(
    buys: Buys, linh: Staff
) -> None:
    buys("huong@example.vn")
    buys("tuan@example.vn")
    outage = declare(HOSTING, DOWN, by=linh, at=MONDAY)
    assert break_due(at=MONDAY + 24 * HOUR) == 1
    assert Case.objects.get().raised_at is not None
    assert (told("outage_late"), told("broken")) == (2, 0)
    end(outage, by=linh, at=MONDAY + 25 * HOUR)
    promise = Promise.objects.get()
    assert (promise.state, promise.was_late) == (State.BROKEN, True)
    assert {concern.days for concern in Concern.objects.all()} == {2}
    assert "không giữ được" in words_of(letters("outage_ended")[0], at=MONDAY)
    assert verify().fault is None


def test_ended_late_before_the_clock_looked_it_is_broken_all_the_same(
    buys: Buys, linh: Staff
) -> None:
    buys("huong@example.vn")
    end(declare(HOSTING, DOWN, by=linh, at=MONDAY), by=linh, at=MONDAY + 26 * HOUR)
    assert Promise.objects.get().state == State.BROKEN
    assert (told("outage_late"), told("outage_ended")) == (0, 1)
    assert verify().fault is None


def test_a_report_that_was_no_outage_ends_with_words_and_without_days(
    buys: Buys, linh: Staff
) -> None:
    outage = report(buys("huong@example.vn"), SEEN, at=MONDAY)
    with pytest.raises(NotUnderstood):
        end(outage, by=linh, at=MONDAY + 6 * HOUR)
    end(outage, "Tên miền của Quý khách đã hết hạn.", by=linh, at=MONDAY + 6 * HOUR)
    assert Concern.objects.get().days == 0
    assert "không thấy sự cố" in words_of(letters("outage_ended")[0], at=MONDAY)


def test_closing_the_case_on_its_own_page_ends_the_outage(buys: Buys, linh: Staff) -> None:
    buys("huong@example.vn")
    outage = declare(HOSTING, DOWN, by=linh, at=MONDAY)
    close_case(outage.case, by=linh, at=MONDAY + 5 * HOUR)
    outage.refresh_from_db()
    assert outage.ended_at == MONDAY + 5 * HOUR
    assert told("outage_ended") == 1
    assert verify().fault is None


def test_the_next_outage_is_another_one(buys: Buys, linh: Staff) -> None:
    buys("huong@example.vn")
    end(declare(HOSTING, DOWN, by=linh, at=MONDAY), by=linh, at=MONDAY + HOUR)
    declare(HOSTING, DOWN, by=linh, at=MONDAY + 30 * HOUR)
    assert Outage.objects.count() == Case.objects.count() == 2


def test_what_is_not_so_is_refused(buys: Buys, linh: Staff, vinh: Staff) -> None:
    holding = buys("huong@example.vn")
    thao = Staff.objects.create_staff("thao", "Thảo", "matkhau-dai-lam", Role.RECEPTIONIST)
    with pytest.raises(NotAllowed):
        declare(HOSTING, DOWN, by=thao, at=MONDAY)
    with pytest.raises(NotUnderstood):
        declare(HOSTING, DOWN, began=MONDAY + HOUR, by=linh, at=MONDAY)
    with pytest.raises(NotUnderstood):
        declare(HOSTING, Trouble("unreachable"), by=linh, at=MONDAY)
    with pytest.raises(NotUnderstood):
        report(holding, Trouble("own_line"), at=MONDAY)
    outage = declare(HOSTING, DOWN, by=linh, at=MONDAY)
    with pytest.raises(MoveNotAllowed):
        change_kind(outage.case, Matter.COMPLAINT, reason="Nhầm", by=vinh, at=MONDAY)
    with pytest.raises(MoveNotAllowed):
        reply(outage.case, "Chỉ cho một khách.", by=linh, at=MONDAY)
    end(outage, by=linh, at=MONDAY + HOUR)
    with pytest.raises(MoveNotAllowed):
        tell_progress(outage, "Thêm", by=linh, at=MONDAY + HOUR)
    with pytest.raises(ChangedMeanwhile):
        finish(outage, by=linh.ref, at=MONDAY + HOUR)


def test_the_queries_do_not_grow_with_those_concerned(buys: Buys, linh: Staff) -> None:
    counted = Counter[str]()
    for service, people in ((HOSTING, 3), (MAIL, 40)):
        for number in range(people):
            buys(f"khach{number}@example.vn", service)
        with CaptureQueriesContext(connection) as declared:
            outage = declare(service, DOWN, by=linh, at=MONDAY)
        with CaptureQueriesContext(connection) as ended:
            end(outage, by=linh, at=MONDAY + 5 * HOUR)
        counted[service] = len(declared) + len(ended)
        assert outage.concerns.filter(days=1).count() == people
    assert counted[MAIL] <= counted[HOSTING]
