"""The public policy: the same words and numbers as the files, in both languages, and nothing is written."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from html import unescape

import pytest
import rfc8785
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from camket.policy import ClauseVersion
from camket.rulebook.company import current_policy

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

TODAY = date(2026, 11, 23)
CLAUSES = [clause.id for clause in current_policy().clauses]
WHOLE = {"vi": "/chinh-sach/", "en": "/en/policy/"}


def html_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode().replace("\u00a0", " ").replace("\u2011", "-")


def article(html: str, clause_id: str) -> str:
    """The part of a page that is one clause."""
    found = re.search(
        rf'<article class="clause" id="{re.escape(clause_id)}">(.*?)</article>', html, re.S
    )
    assert found is not None, clause_id
    return found[1]


def words(html: str) -> str:
    """The text without elements, in single spaces."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def in_force() -> list[ClauseVersion]:
    return list(current_policy().in_force(TODAY))


@pytest.mark.parametrize("lang", WHOLE)
def test_every_clause_stands_on_the_page_with_its_code_kind_day_and_anchor(
    client: Client, lang: str
) -> None:
    html = html_of(client, WHOLE[lang])
    for version in in_force():
        part = words(article(html, version.id))
        assert version.head.code in part
        assert version.title(lang) in part
        assert f"{version.in_force_from:%d/%m/%Y}" in part


@pytest.mark.parametrize("lang", WHOLE)
def test_what_a_reader_reads_is_what_the_file_says(client: Client, lang: str) -> None:
    html = html_of(client, WHOLE[lang])
    for version in in_force():
        said = re.sub(r"[*\\]", "", version.as_published(lang))
        part = words(article(html, version.id)).replace(" ,", ",").replace(" .", ".")
        for paragraph in said.split("\n\n"):
            plain = " ".join(re.sub(r"^(- |\d+\. )", "", line) for line in paragraph.split("\n"))
            assert squeezed(plain) in squeezed(part), version.id


def squeezed(text: str) -> str:
    """Without blanks and joiners, which elements and no-break spaces move about."""
    plain = text.replace("\u00a0", " ").replace("\u2060", "").replace("\u2011", "-")
    return "".join(plain.split())


@pytest.mark.parametrize("lang", WHOLE)
def test_no_number_on_the_page_differs_from_the_parameter(client: Client, lang: str) -> None:
    html = html_of(client, WHOLE[lang])
    for version in in_force():
        shown = re.findall(
            r'<data class="param" value="(.*?)">(.*?)</data>', article(html, version.id)
        )
        assert {plain for plain, _ in shown} <= {str(v.plain) for v in version.values.values()}
        for plain, said in shown:
            assert plain in {said, re.sub(r"\D", "", said)}, version.id


@pytest.mark.parametrize("lang", WHOLE)
def test_a_text_holds_no_digit_that_is_not_a_parameter(client: Client, lang: str) -> None:
    texts = re.findall(r'<div class="law">(.*?)</div>', html_of(client, WHOLE[lang]), re.S)
    assert len(texts) == len(in_force())
    for text in texts:
        assert not re.search(r"\d", re.sub(r'<(data|span) class="param".*?</\1>', "", text)), text


def test_a_new_number_in_the_file_is_the_number_on_the_page(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = current_policy().clause("thoi-gian.thuong", on=TODAY)
    monkeypatch.setitem(version.values, "limit_working_days", _nine(version))
    part = article(html_of(client, WHOLE["en"]), "thoi-gian.thuong")
    assert '<data class="param" value="9">9</data>' in part
    assert '<data class="param" value="7">' not in part


def _nine(version: ClauseVersion) -> object:
    value = version.values["limit_working_days"]
    return type(value)(value.parameter, 9)


def test_the_seven_points_of_the_decree_lead_to_clauses_of_the_page(client: Client) -> None:
    html = html_of(client, WHOLE["vi"])
    points = re.search(r'<section class="points".*?</section>', html, re.S)
    assert points is not None
    anchors = re.findall(r'href="#([^"]+)"', points[0])
    assert points[0].count("<li>") == 7
    assert anchors
    assert all(f'id="{anchor}"' in html for anchor in anchors)


@pytest.mark.parametrize("lang", WHOLE)
def test_each_clause_has_a_page_with_its_basis_examples_and_numbers(
    client: Client, lang: str
) -> None:
    for version in in_force():
        said = squeezed(words(html_of(client, f"{WHOLE[lang]}{version.id}/")))
        examples = current_policy().examples(version.id)
        wanted = [
            *version.head.legal_basis,
            *(value.parameter.name for value in version.values.values()),
            *(each for shown in examples for each in (shown.name, shown.outcome.says)),
        ]
        assert [each for each in wanted if squeezed(each.spoken(lang)) not in said] == []


def test_what_nobody_has_decided_is_not_dressed_up_as_the_companys_word(client: Client) -> None:
    said = words(html_of(client, f"{WHOLE['vi']}khieu-nai.thong-bao/"))
    assert "Tạm áp dụng: công ty chưa quyết định chính thức" in said
    whole = html_of(client, WHOLE["vi"])
    assert "đã công bố, có con số tạm áp dụng" in words(article(whole, "quyen.doi-tra"))
    assert "tạm áp dụng" not in words(article(whole, "thoi-gian.thuong"))


def test_calendar_days_are_not_called_working_days(client: Client) -> None:
    html = html_of(client, f"{WHOLE['vi']}quyen.doi-tra/")
    assert '<li data-day="counts"' in html
    assert "ngày làm việc thứ" not in html


def test_an_example_is_drawn_with_the_promise_clock(client: Client) -> None:
    html = html_of(client, f"{WHOLE['vi']}thoi-gian.thuong/")
    assert '<li data-day="holiday"' in html
    assert "Ngày Văn hóa Việt Nam" in html
    assert 'data-mark="limit"' in html


def test_a_reader_asks_for_the_own_day(client: Client) -> None:
    html = html_of(client, f"{WHOLE['vi']}thoi-gian.thuong/?sent=22/11/2026")
    assert "Hạn là hết ngày <b>thứ Tư, 02/12/2026</b>" in html


@pytest.mark.parametrize("sent", ["31/02/2026", "abc", "", "2026"])
def test_a_day_that_is_none_is_answered_in_words(client: Client, sent: str) -> None:
    html = html_of(client, f"{WHOLE['vi']}thoi-gian.thuong/?sent={sent}")
    assert "ví dụ 22/11/2026" in html or "như 22/11/2026" in html


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ("01/01/2035", "chưa có lịch làm việc"),
        ("01/01/2001", "chưa có lịch làm việc"),
        ("31/12/9999", "Năm này ở ngoài lịch"),
    ],
)
def test_a_day_beyond_the_calendar_or_before_the_clause_is_not_guessed(
    client: Client, sent: str, told: str
) -> None:
    assert told in html_of(client, f"{WHOLE['vi']}thoi-gian.thuong/?sent={sent}")


def test_a_version_has_an_address_of_its_own(client: Client) -> None:
    assert "Bản 1" in html_of(client, "/chinh-sach/thoi-gian.thuong/2024-07-01/")
    assert client.get("/chinh-sach/thoi-gian.thuong/2024-07-02/").status_code == 404
    assert client.get("/chinh-sach/khong-co/").status_code == 404


def test_the_address_without_a_slash_leads_there(client: Client) -> None:
    assert client.get("/chinh-sach").headers["Location"] == "/chinh-sach/"
    assert client.get("/en/policy").headers["Location"] == "/en/policy/"


def test_the_footer_and_the_start_page_lead_to_the_policy(client: Client) -> None:
    assert html_of(client, "/").count('href="/chinh-sach/"') == 2
    assert 'href="/en/policy/"' in html_of(client, "/en/contact/")


def test_anybody_can_recompute_every_digest_from_the_json(client: Client) -> None:
    told = client.get("/chinh-sach.json").json()
    versions = [version for clause in told["clauses"] for version in clause["versions"]]
    assert {clause["id"] for clause in told["clauses"]} == set(CLAUSES)
    for version in versions:
        assert hashlib.sha256(rfc8785.dumps(version["content"])).hexdigest() == version["digest"]
    assert all(clause["examples"] for clause in told["clauses"] if clause["kind"] == "executable")


def test_the_json_is_one_in_both_languages_but_for_its_addresses(client: Client) -> None:
    vi, en = client.get("/chinh-sach.json").json(), client.get("/en/policy.json").json()
    assert [c.pop("url") for c in vi["clauses"]] == [f"/chinh-sach/{name}/" for name in CLAUSES]
    assert [c.pop("url") for c in en["clauses"]] == [f"/en/policy/{name}/" for name in CLAUSES]
    assert vi == en


@pytest.mark.parametrize(
    "address",
    ["/chinh-sach/", "/chinh-sach/thoi-gian.thuong/?sent=22/11/2026", "/chinh-sach.json"],
)
def test_reading_the_policy_touches_no_database(client: Client, address: str) -> None:
    with (
        CaptureQueriesContext(connections["default"]) as data,
        CaptureQueriesContext(connections["keys"]) as keys,
    ):
        client.get(address)
    assert [*data, *keys] == []
