"""What comes in from a browser: forms need their token, odd values do no harm, and names of files break no header."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import closing

import pytest
import waitress
from django.core.wsgi import get_wsgi_application
from django.test import Client
from django.urls import reverse

from camket.arrivals.channels.api import ComplaintBody
from camket.notices.carriers import Letter
from camket.ui.cookies import leave
from camket.ui.files import file_answer
from tests.security.house import Owner, fillings
from tests.security.walking import addresses

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
WITHOUT_A_TOKEN = {
    "portal:complain": "the company's own site may post the first step; a page of ours is checked within",
    "sms": "signed", "voice": "signed", "zalo": "signed",
}  # fmt: skip


def test_a_form_without_its_token_is_refused_everywhere(huong: Owner) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies = huong.client.cookies
    for address in addresses():
        if address.name in WITHOUT_A_TOKEN or address.name.startswith("api:"):
            continue
        if address.name.startswith("desk:"):
            values: dict[str, object] = dict.fromkeys(address.holes, "1")
            values |= {"pk": "00000000-0000-7000-8000-000000000000", "name": "all"}
        else:
            values = dict(fillings(huong, address)[0])
        assert client.post(address.filled(values)).status_code in {403, 405}, address.name


def test_what_was_encoded_twice_is_decoded_once() -> None:
    page = Client().get("/chinh-sach/?q=%253Cb%253E").content.decode()
    assert "%3Cb%3E" in page
    assert "<b>" not in page.partition("<main")[2].partition("</form>")[0]


def test_markup_that_somebody_types_is_shown_as_it_was_typed() -> None:
    page = Client().get("/chinh-sach/", {"q": "<script>alert(1)</script>\"'"}).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#x27;" in page


def test_quotes_and_signs_in_a_search_are_only_words(huong: Owner) -> None:
    for words in ("' OR 1=1 --", '"; DROP TABLE cases_case; --', "% _ \\ * NEAR("):
        assert Client().get("/chinh-sach/", {"q": words}).status_code == 200
    assert huong.case.number


def test_numbers_without_end_are_no_fault(huong: Owner) -> None:
    huge = "9" * 40
    for place in (f"/account/factors/{huge}/removal/", f"/t/KN-26-{huge}/X/"):
        assert huong.client.post(place).status_code in {404, 405}
    assert huong.client.get("/tai-khoan/", {"after": huge}).status_code == 400


def test_a_value_that_is_given_twice_is_one_and_comes_from_one_place(huong: Owner) -> None:
    wanted = {"number": huong.case.number, "code": "SAIMASAIMASA"}
    asked = f"/ho-so/?number={huong.case.number}&code={huong.code}"
    assert Client().post(asked, wanted).status_code == 404
    twice = {"number": ["x", huong.case.number], "code": [huong.code]}
    assert Client().post("/ho-so/", twice).status_code in {302, 404}


@pytest.mark.parametrize(
    "name", ['a"; x=".html', "a\r\nSet-Cookie: x=1.jpg", "../../etc/passwd", "Đơn khiếu nại.pdf"]
)
def test_a_name_of_a_file_breaks_no_header(name: str) -> None:
    answer = file_answer(b"x", name, "application/pdf")
    said = answer["Content-Disposition"]
    assert said.startswith("attachment")
    assert "\r" not in said
    assert "\n" not in said
    assert answer["Content-Type"] == "application/octet-stream"


def test_no_field_is_taken_that_was_not_asked_for() -> None:
    assert ComplaintBody.model_config.get("extra") == "forbid"


def test_a_line_end_makes_no_second_header() -> None:
    from email.message import EmailMessage  # noqa: PLC0415

    with pytest.raises(ValueError, match="linefeed"):
        EmailMessage()["Subject"] = "Hồ sơ\r\nBcc: ke-trom@example.vn"
    assert Letter


def test_every_cookie_of_ours_is_kept_from_scripts_and_other_sites(client: Client) -> None:
    answer = client.get("/lien-he/")
    leave(answer, "x", "y", lasts=__import__("datetime").timedelta(days=1))  # type: ignore[arg-type]
    for cookie in answer.cookies.values():
        assert cookie["httponly"]
        assert cookie["samesite"] in {"Lax", "Strict"}
        assert cookie["path"] == "/"


def test_pages_with_anything_personal_are_kept_by_nobody(huong: Owner) -> None:
    places = [
        address.filled(values)
        for address in addresses()
        if address.name.startswith("portal:") and address.name.partition(":")[2] not in EVERYBODYS
        for values in fillings(huong, address)
    ]
    assert len(places) > 30
    for place in places:
        answer = huong.client.get(place)
        if answer.status_code != 405:
            assert "no-store" in answer.headers.get("Cache-Control", ""), place


EVERYBODYS = {
    "start", "kept", "contact", "accessibility", "policy", "policy_json", "calculate",
    "clause", "clause_version", "clause_differences",
}  # fmt: skip


def test_every_page_of_an_account_has_a_way_out(huong: Owner) -> None:
    for name in ("account", "security", "sessions", "history", "points"):
        page = huong.client.get(reverse(f"portal:{name}")).content.decode()
        assert reverse("portal:sign_out") in page, name


@pytest.fixture
def server() -> Iterator[int]:
    """The web server as the product runs it."""
    listening = waitress.create_server(
        get_wsgi_application(), host="127.0.0.1", port=0, ident="camket"
    )
    thread = threading.Thread(target=listening.run, daemon=True)
    thread.start()
    yield listening.effective_port
    listening.close()


def test_a_message_with_two_lengths_is_one_message_or_none(server: int) -> None:
    told = b"POST /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n"
    told += b"Connection: close\r\n\r\n0\r\n\r\nGET /lien-he/ HTTP/1.1\r\nHost: localhost\r\n\r\n"
    with closing(socket.create_connection(("127.0.0.1", server), timeout=10)) as line:
        line.sendall(told)
        answer = b"".join(iter(lambda: line.recv(65536), b""))
    assert answer.count(b"HTTP/1.1 ") <= 1
    assert b"Server: waitress" not in answer
