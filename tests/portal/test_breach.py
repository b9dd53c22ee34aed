"""A breach notice as its customer reads and contests it, with an account or by its code."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from camket.cases.models import Case
from camket.terms.models import Breach, Contest, Paper
from camket.terms.queries.breaches import breach_code
from camket.ui.limits import Limit
from tests.portal.test_account import sign_in
from tests.portal.test_answering import photos, token_of
from tests.terms.alleging import SAID, STORY, alleged

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def notices(router: Case) -> list[Breach]:
    return alleged(router)


def test_a_guest_reads_it_by_its_code_and_nobody_by_another(notices: list[Breach]) -> None:
    first, second = notices[:2]
    page = Client().get(f"/v/{first.ref}/{breach_code(first)}/")
    assert STORY in page.content.decode().replace("\u00a0", " ")
    told = {
        Client().get(f"/v/{ref}/{code}/").content.decode().split("<main")[1]
        for ref, code in ((first.ref, breach_code(second)), ("VP-2222222222", "SAIMA"))
    }
    assert len(told) == 1
    assert Client().get(f"/v/{first.ref}/-/").status_code == 404


def test_the_owner_finds_it_in_the_account_and_another_customer_does_not(
    notices: list[Breach],
) -> None:
    owner, stranger = Client(), Client()
    sign_in(owner)
    sign_in(stranger, "khac@example.vn")
    listed = owner.get("/tai-khoan/thong-bao/").content.decode()
    for breach in notices:
        assert f"/v/{breach.ref}/-/" in listed
        assert owner.get(f"/v/{breach.ref}/-/").status_code == 200
        for tail in ("", "contest/"):
            address = f"/v/{breach.ref}/-/{tail}"
            assert stranger.post(address, {"text": "x"}).status_code in {404, 405}
        assert stranger.get(f"/v/{breach.ref}/-/").status_code == 404
    assert notices[0].ref not in stranger.get("/tai-khoan/thong-bao/").content.decode()


def test_it_is_contested_with_words_and_files(notices: list[Breach]) -> None:
    breach = notices[0]
    address = f"/v/{breach.ref}/{breach_code(breach)}/"
    empty = Client().post(f"{address}contest/", {"text": " "})
    assert empty.status_code == 422
    file = SimpleUploadedFile("so-ho-khau.txt", "Sổ hộ khẩu".encode())
    fields = {"text": "Không phải tôi.", "attachments": file}
    assert Client().post(f"{address}contest/", fields)["Location"] == address
    page = Client().get(address).content.decode()
    assert "Không phải tôi." in page.replace("\u00a0", " ")
    paper = Paper.objects.get(breach=breach, side="customer")
    answer = Client().get(f"{address}file/{paper.pk}/")
    assert answer.content == "Sổ hộ khẩu".encode()
    assert "sandbox" in answer["Content-Security-Policy"]


def test_who_contests_without_end_keeps_the_words_and_may_contest_another_notice(
    notices: list[Breach], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("camket.portal.limits.SENDINGS", Limit("sendings", 1, 3600))
    first, second = (f"/v/{one.ref}/{breach_code(one)}/contest/" for one in notices[:2])
    assert Client().post(first, {"text": "Không phải tôi."}).status_code == 302
    answer = Client().post(first, {"text": "Tôi còn điều muốn nói."})
    assert answer.status_code == 429
    page = answer.content.decode().replace("\u00a0", " ")
    assert "Tôi còn điều muốn nói.</textarea>" in page
    assert "chờ nhiều nhất một giờ" in page
    assert Contest.objects.filter(breach=notices[0], text__isnull=False).count() == 1
    assert Client().post(second, {"text": "Cũng không."}).status_code == 302


def test_too_many_files_against_a_notice_are_refused_with_the_words(notices: list[Breach]) -> None:
    address = f"/v/{notices[0].ref}/{breach_code(notices[0])}/contest/"
    said = {"text": "Ảnh đây", "attachments": photos(21)}
    answer = Client().post(address, said)
    assert answer.status_code == 422
    assert "nhiều nhất 20 tệp" in answer.content.decode().replace("\u00a0", " ")
    assert "Ảnh đây</textarea>" in answer.content.decode()


def test_words_whose_token_is_old_are_shown_again_and_not_kept(notices: list[Breach]) -> None:
    client = Client(enforce_csrf_checks=True)
    address = f"/v/{notices[0].ref}/{breach_code(notices[0])}/"
    client.get(address)
    before = Contest.objects.count()
    said = {"text": "Không phải tôi.", "csrfmiddlewaretoken": "x" * 32}
    refused = client.post(f"{address}contest/", said)
    assert refused.status_code == 403
    assert "Không phải tôi.</textarea>" in refused.content.decode()
    assert Contest.objects.count() == before
    said["csrfmiddlewaretoken"] = token_of(refused)
    assert client.post(f"{address}contest/", said).status_code == 302


def test_a_file_of_another_notice_is_not_there(notices: list[Breach]) -> None:
    first, second = notices[:2]
    paper = Paper.objects.filter(breach=second, kind="file")[0]
    address = f"/v/{first.ref}/{breach_code(first)}/file/{paper.pk}/"
    assert Client().get(address).status_code == 404


@pytest.mark.parametrize("place", [2, 3, 4])
def test_a_decision_has_reasons_and_leads_to_a_complaint(notices: list[Breach], place: int) -> None:
    breach = notices[place]
    address = f"/v/{breach.ref}/{breach_code(breach)}/"
    page = Client().get(address).content.decode()
    assert f"/khieu-nai/?product={breach.ref}" in page
    assert 'id="contest"' not in page
    assert SAID[:20] in page.replace("\u00a0", " ")
    before = Contest.objects.count()
    assert Client().post(f"{address}contest/", {"text": "Khoan"}).status_code == 409
    assert Contest.objects.count() == before
    form = Client().get(f"/khieu-nai/?product={breach.ref}").content.decode()
    assert f'value="{breach.ref}"' in form
