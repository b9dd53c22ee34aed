"""MiT's policy, as it is shipped."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from camket.arrivals.submission import Matter
from camket.complaints import promised
from camket.policy import (
    NEEDED,
    POINT_TITLES,
    Kind,
    NotAPolicy,
    Origin,
    Policy,
    check_policy,
    checked_folder,
    load_policy,
    missing_for_the_desk,
)
from camket.policy.publishing import read_lock, unpublished
from camket.refusals import NotFound
from camket.vault.rules import Purpose

MIT = Path(__file__).parents[2] / "policies" / "mit"
TODAY = date(2026, 11, 22)

PUBLISHED = {
    "quyen.truy-cap": Kind.EXECUTABLE,
    "quyen.du-lieu": Kind.EXECUTABLE,
    "quyen.khieu-nai": Kind.EXECUTABLE,
    "quyen.thong-tin": Kind.EXECUTABLE,
    "quyen.doi-tra": Kind.EXECUTABLE,
    "nghia-vu.thong-tin": Kind.EXECUTABLE,
    "nghia-vu.quy-dinh": Kind.EXECUTABLE,
    "nghia-vu.tai-khoan": Kind.EXECUTABLE,
    "nghia-vu.thanh-toan": Kind.EXECUTABLE,
    "nghia-vu.hop-tac": Kind.EXECUTABLE,
    "khieu-nai.tiep-nhan": Kind.EXECUTABLE,
    "khieu-nai.xac-nhan": Kind.EXECUTABLE,
    "khieu-nai.xu-ly": Kind.HUMAN,
    "khieu-nai.thong-bao": Kind.EXECUTABLE,
    "thoi-gian.thuong": Kind.EXECUTABLE,
    "thoi-gian.phuc-tap": Kind.EXECUTABLE,
    "giai-quyet.thoa-thuan": Kind.EXECUTABLE,
    "giai-quyet.hoa-giai": Kind.HUMAN,
    "giai-quyet.phap-ly": Kind.STATEMENT,
    "lien-he": Kind.STATEMENT,
    "gio.hanh-chinh": Kind.EXECUTABLE,
    "gio.ngoai-gio": Kind.EXECUTABLE,
    "lien-he.truc-tuyen": Kind.EXECUTABLE,
    "lien-he.dien-thoai": Kind.HUMAN,
    "lien-he.truc-tiep": Kind.HUMAN,
    "cam-ket": Kind.EXECUTABLE,
}

OF_THE_LAW = {
    "khieu-nai.xac-nhan": {"limit_working_days": 3},
    "giai-quyet.thoa-thuan": {"negotiate_working_days": 7},
    "luat.chuyen-den": {"negotiate_working_days": 7, "report_working_days": 5},
    "luat.hoan-tien": {"refund_days": 30, "interest_percent": 10},
    "luat.tu-xa": {"end_days": 30},
    "luat.ban-sao": {"copy_working_days": 7},
    "luat.dich-vu-lien-tuc": {"interrupt_working_days": 3, "fee_working_days": 7},
    "luat.bao-hanh": {"repairs_least": 3},
    "luat.su-co": {"attack_hours": 24, "violation_hours": 72},
    "luat.cong-bo": {"print_points": 12},
    "luat.thu-hoi": {
        "stop_hours": 24,
        "life_working_days": 3,
        "property_working_days": 5,
        "report_working_days": 5,
    },
}


@pytest.fixture(scope="module")
def mit() -> Policy:
    return load_policy(MIT)


def test_it_has_no_fault_and_everything_in_it_is_published(mit: Policy) -> None:
    assert check_policy(MIT) == ()
    assert unpublished(mit, read_lock(checked_folder(MIT))) == ()


def test_every_row_of_the_published_policy_is_a_clause_of_its_kind(mit: Policy) -> None:
    there = {c.id: c.head.kind for c in mit.clauses if c.head.source is Origin.PUBLISHED}
    assert there == PUBLISHED


def test_nothing_says_to_be_of_the_law_or_published_that_is_only_assumed(mit: Policy) -> None:
    assumed = {
        (clause.id, parameter.id)
        for clause in mit.clauses
        for parameter in clause.head.parameters.values()
        if parameter.origin is Origin.ASSUMED
    }
    assert {("quyen.doi-tra", "return_days"), ("nghia-vu.hop-tac", "answer_working_days")} < assumed
    assert ("thoi-gian.thuong", "limit_working_days") not in assumed
    assert mit.clause("quyen.doi-tra-cac-buoc", on=TODAY).source is Origin.ASSUMED


def test_the_numbers_of_the_law_are_the_laws(mit: Policy) -> None:
    for clause_id, numbers in OF_THE_LAW.items():
        version = mit.clause(clause_id, on=TODAY)
        assert version.numbers == numbers, clause_id
        assert {v.parameter.origin for v in version.values.values()} == {Origin.LAW}


def test_the_desk_finds_every_clause_that_it_counts_by(mit: Policy) -> None:
    named = (promised.ACKNOWLEDGE, promised.RESOLVE, promised.COMPLEX, promised.COOPERATE)
    assert {*named, promised.TELL, promised.REMEDY} == NEEDED.keys()
    assert missing_for_the_desk(mit) == ()
    assert mit.clause("thoi-gian.thuong", on=TODAY).numbers == {
        "aim_working_days": 3,
        "limit_working_days": 7,
    }


def test_the_services_stand_under_names_of_their_own(mit: Policy) -> None:
    assert {service.id for service in mit.services} >= {"luu-tru-web", "thu-ten-mien"}
    hosting = mit.service("luu-tru-web")
    assert hosting.name.spoken("en") == "Web hosting"
    assert hosting.entrance.startswith("https://")
    with pytest.raises(NotFound):
        mit.service("khong-co")


def test_a_company_with_services_needs_the_numbers_of_an_outage(mit: Policy) -> None:
    chapters = tuple(
        replace(chapter, clauses=tuple(c for c in chapter.clauses if c.id != "quyen.truy-cap"))
        for chapter in mit.chapters
    )
    without = replace(mit, chapters=chapters)
    assert missing_for_the_desk(without) == ("quyen.truy-cap",)
    assert missing_for_the_desk(replace(without, services=())) == ()


def test_every_example_is_shown_with_its_outcome(mit: Policy) -> None:
    (first, *_) = mit.examples("thoi-gian.thuong")
    assert first.version.kind is Kind.EXECUTABLE
    assert first.outcome.due is not None
    assert first.outcome.due.due == date(2026, 12, 2)
    assert first.outcome.says.spoken("vi").endswith("đúng hạn.")


def test_every_purpose_of_reading_is_one_that_customers_were_told(mit: Policy) -> None:
    version = mit.clause("quyen.du-lieu", on=TODAY)
    told = version.values["purposes"]
    counted = {told.parameter.counts_as.get(purpose, purpose) for purpose in Purpose}
    assert counted <= set(told.plain)


def test_the_matters_of_the_form_are_the_matters_of_the_clause(mit: Policy) -> None:
    told = mit.clause("lien-he.truc-tuyen", on=TODAY).values["matters"].plain
    assert set(told) == set(Matter) - {Matter.OUTAGE}


def test_contact_and_hours_are_written_once_and_borrowed(mit: Policy) -> None:
    said = mit.clause("lien-he", on=TODAY).as_published("vi")
    assert "0909 156 177" in said
    assert mit.company.mail in said
    assert mit.company.address in said
    assert (
        mit.clause("gio.hanh-chinh", on=TODAY)
        .as_published("en")
        .startswith("We are here for you **Monday to Friday, 08:00 – 17:00**")
    )


def test_the_seven_points_of_selling_at_a_distance_are_said_by_clauses(mit: Policy) -> None:
    assert mit.distance_selling is not None
    points = mit.distance_selling.model_dump()
    assert points.keys() == POINT_TITLES.keys()
    assert len(points) == 7
    for clauses in points.values():
        assert all(mit.clause(clause_id, on=TODAY) for clause_id in clauses)


def test_no_unknown_parameter_is_left_in_a_printed_text(mit: Policy) -> None:
    for version in mit.in_force(TODAY):
        for lang in ("vi", "en"):
            assert version.title(lang)
            assert "{" not in version.as_published(lang)


def test_a_clause_that_is_not_there_is_refused_in_words(mit: Policy) -> None:
    with pytest.raises(NotFound, match="no clause"):
        mit.clause("quyen.bay", on=TODAY)
    with pytest.raises(NotFound, match="not in force on 1999-01-01"):
        mit.clause("thoi-gian.thuong", on=date(1999, 1, 1))


def test_a_policy_that_cannot_be_read_is_refused_with_its_first_fault(tmp_path: Path) -> None:
    with pytest.raises(NotAPolicy, match="has 1 faults"):
        load_policy(tmp_path)
