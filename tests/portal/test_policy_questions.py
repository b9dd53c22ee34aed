"""A reader searches the policy, sees what changed between two versions, and has dates counted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from camket.cases.models import Case
from camket.policy import load_policy
from camket.portal.policy.comparing import compare
from tests.policy.making import ANSWER, changed, folder_of
from tests.portal.test_following import seen
from tests.portal.test_policy import html_of, words

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
SANAD = Path(__file__).parent.parent / "policy" / "another_company"
CHANGED = "/chinh-sach/thoi-gian.thuong/khac/"


@pytest.mark.parametrize("typed", ["ngày lễ", "NGAY LE", "nga\u0300y le\u0302\u0303"])
def test_words_are_found_with_marks_and_without(client: Client, typed: str) -> None:
    html = html_of(client, f"/chinh-sach/?q={typed}")
    assert 'id="thoi-gian.thuong"' in html
    assert 'id="lien-he.dien-thoai"' not in html
    assert f"điều có “{typed}”" in words(html)


def test_a_clause_is_found_by_its_code_in_english_too(client: Client) -> None:
    html = html_of(client, "/en/policy/?q=kn-5")
    assert 'id="thoi-gian.thuong"' in html
    assert "1 clause has “kn-5”" in words(html)


def test_what_is_nowhere_is_said_plainly_and_nothing_typed_becomes_markup(client: Client) -> None:
    html = html_of(client, "/chinh-sach/?q=<b>zzz")
    assert "Không có điều nào có “<b>zzz”" in words(html).replace("“ ", "“")
    assert "<b>zzz" not in html


def test_a_reader_sees_which_words_and_numbers_changed(client: Client, settings: Any) -> None:
    settings.CAMKET_POLICY = SANAD
    html = html_of(client, f"{CHANGED}?from=2027-01-01&to=2026-01-01")
    assert "<del>" in html
    assert "<ins>" in html
    assert html.index("<del>") < html.index("<ins>")
    assert "Bản 1 (từ 01/01/2026) so với bản 2 (từ 01/01/2027)" in words(html)
    assert CHANGED in html_of(client, "/chinh-sach/thoi-gian.thuong/")


def test_a_version_is_the_same_as_itself(client: Client) -> None:
    html = html_of(client, f"{CHANGED}?from=2024-07-01&to=2024-07-01")
    assert "giống nhau từng chữ" in html


@pytest.mark.parametrize("query", ["", "?from=2024-07-01", "?from=2024-07-01&to=hom-nay"])
def test_a_version_that_is_not_there_is_refused_in_words(client: Client, query: str) -> None:
    answer = client.get(CHANGED + query)
    assert answer.status_code == 404
    assert "không có phiên bản" in answer.content.decode().replace("\u00a0", " ")


def test_a_changed_paragraph_keeps_its_elements_inside_and_its_text_escaped(tmp_path: Path) -> None:
    later = changed(
        ANSWER, "[[examples]]", "[[versions]]\nfrom = 2027-01-01\nvalues.limit = 5\n\n[[examples]]"
    )
    old, new = load_policy(folder_of(tmp_path, answer=later)).history("answer").versions
    found = compare(new, old, "vi")
    assert found.before == old
    assert found.paragraphs == ["Chúng tôi trả lời trong <del>7</del> <ins>5</ins> ngày làm việc."]
    [number] = found.numbers
    assert (number.name, "7" in str(number.before), "5" in str(number.after)) == (
        "Hạn trả lời",
        True,
        True,
    )
    assert not found.is_same


@pytest.mark.parametrize(
    ("delivered", "state", "said"),
    [
        ("20/11/2026", "as_sold", "Được trả"),
        ("20/11/2026", "used", "Theo điều khoản này thì không"),
        ("01/11/2026", "as_sold", "Theo điều khoản này thì không"),
        ("01/11/2026", "our_fault", "Được trả"),
    ],
)
def test_may_i_return_it_is_answered_by_the_rule(
    client: Client, delivered: str, state: str, said: str
) -> None:
    html = words(html_of(client, f"/tinh-han/?delivered={delivered}&state={state}"))
    assert said in html
    assert "Q-5" in html


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("delivered=30/11/2026&state=as_sold", "Ngày nhận hàng chưa tới"),
        ("delivered=hôm qua&state=as_sold", "Xin nhập ngày, tháng, năm"),
        ("delivered=20/11/2018&state=as_sold", "không có điều nào tính được"),
        ("sent=20/11/2018", "chưa có lịch làm việc"),
        ("sent=", "Xin nhập một ngày"),
        ("sent=31/12/9999", "Năm này ở ngoài lịch"),
        ("sent=01/01/0001", "Năm này ở ngoài lịch"),
        ("sent=31/12/2199", "chưa có lịch làm việc"),
        ("sent=01/01/1900", "chưa có lịch làm việc"),
        ("delivered=31/12/9999&state=as_sold", "Năm này ở ngoài lịch"),
        ("delivered=01/01/0001&state=as_sold", "Năm này ở ngoài lịch"),
    ],
)
def test_a_day_that_cannot_be_counted_is_told_in_words(
    client: Client, query: str, said: str
) -> None:
    assert said in words(html_of(client, f"/tinh-han/?{query}"))


@pytest.mark.parametrize("year", ["9999", "2199", "1900", "0001"])
def test_the_day_of_a_clause_in_a_year_without_a_calendar_is_no_fault(
    client: Client, year: str
) -> None:
    html_of(client, f"/chinh-sach/thoi-gian.thuong/?sent=31/12/{year}")


def test_when_must_i_be_answered_is_drawn_as_days(client: Client) -> None:
    html = html_of(client, "/tinh-han/?sent=22/11/2026")
    assert "thứ Tư, 02/12/2026" in html
    assert "Ngày Văn hóa Việt Nam" in html


def test_the_clause_counts_for_the_day_of_my_own_case(client: Client, router: Case) -> None:
    assert "/chinh-sach/thoi-gian.thuong/2024-07-01/?sent=22/11/2026" in seen(client, router)
