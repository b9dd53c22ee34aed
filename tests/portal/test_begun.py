"""The complaint form keeps what was begun, on every step, with cookies and without."""

from __future__ import annotations

import base64
import json
from datetime import timedelta
from typing import Any

import altcha
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from camket.cases.models import Attachment, Case
from camket.intake.actions.beginning import MOST_FILES
from camket.intake.models import Begun, SpentProof
from camket.portal.begun import COOKIE
from camket.portal.forms.draft import AT
from camket.portal.proof import LASTS, challenge, is_proved
from tests.portal.conftest import MONDAY
from tests.portal.test_answering import photos, token_of

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
WHAT = {"matter": "complaint", "story": "Giao sai hàng", "csrfmiddlewaretoken": "x", AT: "what"}
CONTACT = {"name": "Hương", "phone": "0901 000 217"}


def photo(name: str = "nhãn.jpg", content: bytes = b"\xff\xd8\xff0123") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "image/jpeg")


def page(answer: Any) -> str:
    """The page as it is read, with ordinary spaces."""
    return str(answer.content.decode()).replace("\u00a0", " ")


def post(client: Client, go: str, **fields: Any) -> Any:
    return client.post("/khieu-nai/", {**WHAT, "go": go, **fields})


def test_a_file_chosen_on_the_first_step_is_sent_with_the_last(client: Client) -> None:
    post(client, "contact", attachments=photo())
    checked = post(client, "send", **CONTACT)
    assert "nhãn.jpg" in page(checked)
    post(client, "sent", **CONTACT)
    assert Attachment.objects.get().size == 7
    assert not Begun.objects.exists()


def test_a_browser_without_cookies_keeps_its_files_too(client: Client) -> None:
    first = post(client, "contact", attachments=photo())
    secret = first.context["begun"].secret
    client.cookies.clear()
    post(client, "sent", **CONTACT, begun=secret)
    assert Attachment.objects.count() == 1


def test_the_words_are_found_again_on_the_step_where_the_page_was_closed(client: Client) -> None:
    post(client, "contact")
    post(client, "what", **CONTACT)
    post(client, "contact", name="Hương", phone="09")
    found = client.get("/khieu-nai/")
    assert "Quý khách đang viết dở" in page(found)
    assert found.context["draft"].step == "contact"
    assert 'value="Giao sai hàng"' in page(found)


def test_what_was_begun_is_deleted_on_wish(client: Client) -> None:
    post(client, "contact")
    client.post("/khieu-nai/ban-nhap/xoa/")
    assert "viết dở" not in page(client.get("/khieu-nai/"))
    assert not Begun.objects.exists()


def test_the_same_photo_sent_twice_is_one_and_may_be_left_out(client: Client) -> None:
    for _ in range(2):
        shown = post(client, "", attachments=photo())
    [file] = shown.context["draft"].files
    assert not post(client, "", drop=str(file.id)).context["draft"].files
    assert post(client, "", drop="khong-phai-tep").status_code == 200


def test_adding_a_file_does_not_complain_about_the_step(client: Client) -> None:
    answer = post(client, "", story="", attachments=photo())
    assert answer.status_code == 200
    assert "còn" not in page(answer).split("<main", 1)[1].split("<fieldset", 1)[0].lower()


def test_a_half_file_must_be_finished_or_left_out(client: Client) -> None:
    meant = _mean(client, size=10)
    client.post(f"{meant['address']}?from=0", b"0123", "application/octet-stream")
    answer = post(client, "contact")
    assert answer.status_code == 422
    assert "mới gửi được 40 %" in page(answer)


def test_who_asks_again_is_told_how_much_is_here(client: Client) -> None:
    address = f"{_mean(client, size=10)['address']}?from=0"
    client.post(address, b"0123", "application/octet-stream")
    twice = client.post(address, b"0123", "application/octet-stream")
    assert (twice.status_code, twice.json()["have"]) == (409, 4)
    assert _mean(client, size=10)["have"] == 4


@pytest.mark.parametrize("size", ["0", "-1", "nhiều", ""])
def test_an_empty_file_is_refused_in_words(client: Client, size: str) -> None:
    answer = client.post("/khieu-nai/tep/", {"name": "x", "size": size})
    assert answer.status_code == 400
    assert "trống" in answer.json()["refused"]


def test_a_stranger_sees_nobody_s_file(client: Client) -> None:
    meant = _mean(client, size=4)
    client.post(f"{meant['address']}?from=0", b"\xff\xd8\xff0", "application/octet-stream")
    assert client.get(f"{meant['address']}xem/")["Content-Type"] == "image/jpeg"
    stranger = Client()
    assert stranger.get(f"{meant['address']}xem/").status_code == 404
    assert stranger.post(f"{meant['address']}?from=0", b"x", "text/plain").status_code == 404


@pytest.mark.parametrize("go", ["", "contact"])
def test_too_many_files_without_scripts_are_refused_in_words_and_the_rest_is_kept(
    client: Client, go: str
) -> None:
    answer = post(client, go, attachments=photos(MOST_FILES + 1))
    assert answer.status_code == 403
    [told] = answer.context["draft"].form.errors["attachments"]
    assert "nhiều nhất 20 tệp" in told
    assert "Giao sai hàng</textarea>" in page(answer)
    assert len(answer.context["draft"].files) == MOST_FILES
    post(client, "sent", **CONTACT)
    assert Attachment.objects.count() == MOST_FILES


@pytest.mark.parametrize("go", ["", "contact"])
def test_files_that_are_too_heavy_are_never_dropped_without_a_word(
    client: Client, settings: Any, go: str
) -> None:
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 2_000_000
    answer = post(client, go, attachments=photo(content=b"x" * 2_000_001))
    assert answer.status_code == 422
    assert "nặng quá 2 MB" in page(answer)
    assert "Giao sai hàng</textarea>" in page(answer)


@pytest.mark.parametrize("at", ["zzz", "sent", ""])
@pytest.mark.parametrize("more", [{"go": ""}, {"go": "", "drop": "x"}])
def test_a_step_that_is_none_is_the_first_one(
    client: Client, at: str, more: dict[str, str]
) -> None:
    answer = client.post("/khieu-nai/", {**WHAT, **CONTACT, AT: at, **more})
    assert answer.status_code == 200
    assert answer.context["draft"].step == "what"
    assert not Case.objects.exists()


@pytest.mark.parametrize(("at", "go"), [("what", "contact"), ("contact", "send"), ("send", "sent")])
def test_a_complaint_whose_token_is_old_is_shown_again_and_not_taken(at: str, go: str) -> None:
    client = Client(enforce_csrf_checks=True)
    begun = token_of(client.get("/khieu-nai/"))
    words = {**WHAT, **CONTACT, AT: at, "csrfmiddlewaretoken": begun}
    files = client.post("/khieu-nai/", {**words, "go": "", AT: "what", "attachments": photo()})
    words |= {"begun": files.context["begun"].secret, "go": go}
    refused = client.post("/khieu-nai/", {**words, "csrfmiddlewaretoken": "x" * 32})
    assert refused.status_code == 403
    assert refused.context["draft"].step == at
    assert "Giao sai hàng" in page(refused)
    assert "trước khi Quý khách đăng nhập" in page(refused)
    assert [file.name for file in refused.context["draft"].files] == ["nhãn.jpg"]
    assert not Case.objects.exists()
    again = client.post("/khieu-nai/", {**words, "csrfmiddlewaretoken": token_of(refused)})
    assert again.status_code == (302 if go == "sent" else 200)
    assert Case.objects.count() == (go == "sent")


def test_a_complaint_that_another_site_posts_as_ours_is_not_shown() -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/khieu-nai/", {**WHAT, "go": "sent"}, headers={"origin": "https://la.vn"})
    assert answer.status_code == 403
    assert "Giao sai hàng" not in page(answer)


def test_another_site_leaves_nothing_in_the_browser() -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post(
        "/khieu-nai/", {"matter": "complaint", "story": "Giao sai hàng", "go": "contact"}
    )
    assert answer.status_code == 200
    assert COOKIE not in answer.cookies
    assert client.post("/khieu-nai/", {"story": "x", "go": "sent"}).status_code == 403


def test_who_begins_without_end_can_still_complain(client: Client) -> None:
    for _ in range(60):
        Client().post("/khieu-nai/", {**WHAT, "go": "contact"})
    assert post(client, "contact").context["begun"] is None
    assert "thử quá nhiều lần" in page(post(client, "contact", attachments=photo()))
    post(client, "sent", **CONTACT)
    assert Case.objects.count() == 1


def test_how_to_be_told_needs_that_way(client: Client) -> None:
    answer = post(client, "send", **CONTACT, answer_by="mail")
    assert "Xin cho địa chỉ thư" in page(answer)
    post(client, "sent", **CONTACT, answer_by="phone")
    assert Case.objects.get().answer_at is not None


def test_a_proof_of_work_counts_once_and_not_for_ever() -> None:
    proof = solved(challenge(MONDAY))
    assert not is_proved(proof, at=MONDAY + LASTS)
    assert is_proved(proof, at=MONDAY)
    assert not is_proved(proof, at=MONDAY)
    written_otherwise = json.loads(base64.b64decode(proof))
    written_otherwise["solution"]["time"] = 1
    again = base64.b64encode(json.dumps(written_otherwise).encode()).decode()
    assert not is_proved(again, at=MONDAY + timedelta(minutes=1))


@pytest.mark.parametrize("payload", ["", "x", "e30=", "bnVsbA=="])
def test_what_is_no_proof_is_none(payload: str) -> None:
    assert not is_proved(payload, at=MONDAY)
    assert not SpentProof.objects.exists()


def solved(asked: str) -> str:
    """What a browser answers to a challenge."""
    made = altcha.Challenge.from_dict(json.loads(asked))
    return str(altcha.Payload(made, altcha.solve_challenge(made)).to_base64())


def _mean(client: Client, *, size: int) -> dict[str, Any]:
    fields = {"name": "nhãn.jpg", "size": size, "type": "image/jpeg", "mark": "nhãn"}
    answer: dict[str, Any] = client.post("/khieu-nai/tep/", fields).json()
    return answer
