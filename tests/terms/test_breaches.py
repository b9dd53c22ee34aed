"""A breach notice: told, contested, and decided by a second person, not before its time has ended."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from camket.arrivals.submission import Attached
from camket.cases.models import Case
from camket.evidence.actions import hold
from camket.evidence.queries import facts_of
from camket.notices.actions.answering import bounced
from camket.notices.actions.delivering import mark_told
from camket.notices.models import Delivery, Notice
from camket.people.models import Staff
from camket.people.rules import SYSTEM, Role
from camket.refusals import ChangedMeanwhile, MoveNotAllowed, NotAllowed, NotFound, NotUnderstood
from camket.terms.actions.asserting import Alleged, assert_breach
from camket.terms.actions.by_clock import end_times_to_contest
from camket.terms.actions.contesting import contest
from camket.terms.actions.deciding import Ruling, decide
from camket.terms.models import Breach, Paper
from camket.terms.queries.breaches import read_breach
from camket.terms.rules.breaches import Outcome, Stage
from camket.vault.actions import purpose
from camket.vault.rules import Purpose
from tests.people.signing import letters, words_of
from tests.terms.conftest import MONDAY

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
WARNING = Ruling(Outcome.WARNING, "Nhật ký cho thấy ba người dùng chung.")
LIMIT = Ruling(Outcome.LIMIT, "Đã nhắc hai lần.", "pay_first")
DROPPED = Ruling(Outcome.DISMISSED, "Người nhà dùng chung là được phép.")


def tell(breach: Breach, *, days: int = 0) -> Breach:
    """The letter was delivered, so many days after the assertion."""
    at = MONDAY + timedelta(days=days)
    notice = Notice.objects.get(about=breach.subject, letter="breach_asserted")
    mark_told(notice, channel="mail", by=SYSTEM, at=at)
    return Breach.objects.get(pk=breach.pk)


def test_the_customer_is_told_clause_and_time_and_the_words_stay_sealed(breach: Breach) -> None:
    told = words_of(letters("breach_asserted")[-1], at=MONDAY).replace("\u00a0", " ")
    assert "NV-3" in told
    assert "01/12/2026" in told
    assert f"/v/{breach.ref}/" in told
    # Five working days after 23/11; 24/11 is Vietnam Culture Day.
    assert breach.contest_until == date(2026, 12, 1)
    assert "mượn".encode() not in bytes(breach.claim)
    assert facts_of(breach.subject)[0].body["clause_digest"] == breach.clause_digest


def test_nothing_is_asserted_without_evidence_role_or_a_clause_in_force(
    router: Case, linh: Staff
) -> None:
    thao = Staff.objects.create_staff("thao", "Vũ Phương Thảo", "matkhau-dai", Role.RECEPTIONIST)
    whole = Alleged(router, "nghia-vu.tai-khoan", "Cho mượn.", references=("Nhật ký",))
    for alleged, by, refusal in (
        (Alleged(router, "nghia-vu.tai-khoan", "Cho mượn."), linh, NotUnderstood),
        (Alleged(router, "nghia-vu.tai-khoan", " ", references=("Nhật ký",)), linh, NotUnderstood),
        (Alleged(router, "khong-co", "Cho mượn.", references=("Nhật ký",)), linh, NotFound),
        (whole, thao, NotAllowed),
    ):
        with pytest.raises(refusal):
            assert_breach(alleged, by=by, at=MONDAY)
    assert not Breach.objects.exists()


def test_told_later_the_customer_has_the_whole_time_from_that_day(breach: Breach) -> None:
    assert breach.stage(breach.ends_at) == Stage.UNTOLD
    told = tell(breach, days=4)
    assert told.contest_until == date(2026, 12, 4)
    assert facts_of(breach.subject)[-1].body["contest_until"] == "2026-12-04"


def test_a_letter_that_came_back_stops_the_time(breach: Breach) -> None:
    told = tell(breach)
    letter = Delivery.objects.get(notice__about=breach.subject)
    bounced(letter.message_id, permanent=True, at=MONDAY + timedelta(hours=1))
    untold = Breach.objects.get(pk=told.pk)
    assert untold.told_at is None
    with pytest.raises(MoveNotAllowed):
        decide(untold, WARNING, by=_vinh(), at=told.ends_at)


def _vinh() -> Staff:
    found = Staff.objects.filter(username="vinh").first()
    return found or Staff.objects.create_staff("vinh", "Ngô Quang Vinh", "mk", Role.SUPERVISOR)


def test_it_is_contested_with_words_and_files_also_late(breach: Breach) -> None:
    breach, by = tell(breach), breach.customer.ref
    file = Attached("hop-dong.txt", "text/plain", "Hợp đồng".encode())
    contest(breach, "Đó là con tôi.", [file], by=by, at=MONDAY + timedelta(days=1))
    contest(breach, "Thêm một điều.", by=by, at=breach.ends_at)
    with purpose(Purpose.SHOW_OWNER, by=by, at=MONDAY) as opener:
        read = read_breach(opener, breach)
    assert [(said.text, said.is_late) for said in read.contests] == [
        ("Đó là con tôi.", False),
        ("Thêm một điều.", True),
    ]
    assert [paper.name for paper in read.contests[0].papers] == ["hop-dong.txt"]
    assert [paper.name for paper in read.evidence] == ["Nhật ký 22/11"]
    with pytest.raises(NotUnderstood):
        contest(breach, "  ", by=by, at=MONDAY)


def test_who_contests_it_knows_of_it(breach: Breach) -> None:
    contest(breach, "Không phải tôi.", by=breach.customer.ref, at=MONDAY + timedelta(days=2))
    told = Breach.objects.get(pk=breach.pk)
    assert told.told_at == MONDAY + timedelta(days=2)
    assert told.contest_until == date(2026, 12, 2)


@pytest.mark.parametrize("ruling", [WARNING, LIMIT])
def test_nothing_follows_before_the_time_has_ended(breach: Breach, ruling: Ruling) -> None:
    breach = tell(breach)
    with pytest.raises(MoveNotAllowed):
        decide(breach, ruling, by=_vinh(), at=breach.ends_at - timedelta(seconds=1))
    decide(breach, ruling, by=_vinh(), at=breach.ends_at)
    assert (breach.outcome, breach.measure) == (ruling.outcome, ruling.measure)
    told = words_of(letters("breach_decided")[-1], at=MONDAY)
    assert ruling.reasons in told
    assert "pay_first" not in told


def test_it_may_be_dropped_at_once(breach: Breach) -> None:
    decide(breach, DROPPED, by=_vinh(), at=MONDAY + timedelta(minutes=5))
    assert facts_of(breach.subject)[-2].kind == "breach.decided"


def test_who_asserted_it_never_decides_it(breach: Breach, linh: Staff) -> None:
    breach = tell(breach)
    for ruling in (DROPPED, WARNING):
        with pytest.raises(NotAllowed):
            decide(breach, ruling, by=linh, at=breach.ends_at)
    with pytest.raises(IntegrityError), transaction.atomic():
        Breach.objects.filter(pk=breach.pk).update(
            decided_by=linh, decided_at=breach.ends_at, outcome="warning", reasons=b"x"
        )


@pytest.mark.parametrize("early", [{"told_at": None}, {"decided_at": MONDAY + timedelta(days=1)}])
def test_the_database_too_refuses_an_effect_before_its_time(
    breach: Breach, early: dict[str, object]
) -> None:
    breach, vinh = tell(breach), _vinh()
    whole = {"decided_by": vinh, "decided_at": breach.ends_at, "outcome": "warning"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Breach.objects.filter(pk=breach.pk).update(**{**whole, "reasons": b"x", **early})


def test_a_limit_is_one_of_the_companys_list_and_has_reasons(breach: Breach) -> None:
    breach, vinh = tell(breach), _vinh()
    for ruling in (
        Ruling(Outcome.LIMIT, "Vì thế.", "khong_co"),
        Ruling(Outcome.LIMIT, "Vì thế."),
        Ruling(Outcome.WARNING, "Vì thế.", "pay_first"),
        Ruling(Outcome.WARNING, " "),
    ):
        with pytest.raises(NotUnderstood):
            decide(breach, ruling, by=vinh, at=breach.ends_at)


def test_it_is_decided_once_and_not_contested_afterwards(breach: Breach) -> None:
    breach, vinh = tell(breach), _vinh()
    stale = Breach.objects.get(pk=breach.pk)
    decide(breach, DROPPED, by=vinh, at=breach.ends_at)
    with pytest.raises(ChangedMeanwhile):
        decide(stale, WARNING, by=vinh, at=breach.ends_at)
    with pytest.raises(MoveNotAllowed):
        contest(stale, "Khoan đã.", by=breach.customer.ref, at=breach.ends_at)
    assert not Paper.objects.filter(side="customer").exists()


def test_the_clock_says_once_that_the_time_has_ended(breach: Breach, linh: Staff) -> None:
    end_times_to_contest(breach.ends_at)
    breach = tell(breach)
    for at in (breach.ends_at - timedelta(seconds=1), breach.ends_at, breach.ends_at):
        end_times_to_contest(at)
    kinds = [fact.kind for fact in facts_of(breach.subject)]
    assert kinds.count("breach.time_ended") == 1
    assert not Breach.objects.to_decide(linh, at=breach.ends_at).exists()
    assert Breach.objects.to_decide(_vinh(), at=breach.ends_at).get() == breach


def test_a_notice_whose_turn_fails_holds_up_no_other(
    breach: Breach, linh: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    again = Alleged(breach.case, "nghia-vu.tai-khoan", "Lại cho mượn.", references=("Nhật ký",))
    other = tell(assert_breach(again, by=linh, at=MONDAY))
    tell(breach)

    def hold_but_one(subject: str) -> None:
        if subject == breach.subject:
            raise RuntimeError
        hold(subject)

    monkeypatch.setattr("camket.terms.actions.by_clock.hold", hold_but_one)
    end_times_to_contest(breach.ends_at)
    kinds = {row: [fact.kind for fact in facts_of(row.subject)] for row in (breach, other)}
    assert "breach.time_ended" in kinds[other]
    assert "breach.time_ended" not in kinds[breach]
