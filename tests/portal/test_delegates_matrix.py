"""What a delegate may reach and what not, crawled as owner, each delegate, one who lost it, a stranger and a guest."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from camket.cases.actions.opening import tracking_code
from camket.cases.models import Attachment, Case
from camket.people.models import Account, Grant
from tests.portal.delegating import SON, delegate, huong, owner, text
from tests.portal.test_account import sign_in

__all__ = ["huong", "owner"]
pytestmark = pytest.mark.django_db(databases=["default", "keys"])


EXPECTED = {
    # page: owner, delegate who sees, delegate who answers, delegate no more, stranger, guest
    "": (200, 200, 200, 404, 404, 404),
    "received/": (200, 404, 404, 404, 404, 404),
    "receipt.pdf": (200, 404, 404, 404, 404, 404),
    "file": (200, 200, 200, 404, 404, 404),
    "message/": (422, 404, 422, 404, 404, 404),
    "acceptance/": (409, 404, 404, 404, 404, 404),
    "contest/": (409, 404, 404, 404, 404, 404),
}


def case_pages(case: Case) -> dict[str, str]:
    return {
        tail: f"/t/{case.number}/-/{tail}"
        for tail in ("", "received/", "receipt.pdf", "message/", "acceptance/", "contest/")
    }


@pytest.fixture
def people(huong: Client, router: Case) -> dict[str, Client]:
    """The owner, three delegates, one of whom lost it, somebody else with an account, and a guest."""
    seeing, _ = delegate(huong, "hang@example.vn")
    answering, _ = delegate(huong, SON, "answer")
    gone, grant = delegate(huong, "cu@example.vn", "answer")
    huong.post(f"/account/delegates/{grant.pk}/revoked/")
    stranger = Client()
    sign_in(stranger, "khac@example.vn")
    return {
        "owner": huong,
        "sees": seeing,
        "answers": answering,
        "lost it": gone,
        "stranger": stranger,
        "guest": Client(),
    }


def test_the_matrix_of_a_case(people: dict[str, Client], router: Case) -> None:
    photo = SimpleUploadedFile("anh.txt", b"anh", "text/plain")
    said = {"text": "", "attachments": photo, "key": "x"}
    people["owner"].post(f"/t/{router.number}/-/message/", said)
    file = Attachment.objects.get(message__case=router)
    pages = case_pages(router) | {"file": f"/t/{router.number}/-/file/{file.pk}/"}
    found = {
        name: tuple(status(client, name, address) for client in people.values())
        for name, address in pages.items()
    }
    assert found == EXPECTED
    for name in ("sees", "answers"):
        assert tracking_code(router) not in text(people[name].get(pages[""]))


def status(client: Client, name: str, address: str) -> int:
    if name in {"message/", "acceptance/", "contest/"}:
        return client.post(address).status_code
    return client.get(address).status_code


def test_the_matrix_of_the_owner_s_account(people: dict[str, Client], owner: Account) -> None:
    """Nothing of the owner's but the cases: each page that a delegate opens is the delegate's own."""
    live = Grant.objects.filter(owner=owner, ended_at=None).order_by("pk").first()
    assert live is not None
    point = owner.customers.get().contact_points.get(kind="mail")
    visit = owner.visits.get()
    theirs = [
        f"/account/points/{point.pk}/removed/",
        f"/account/points/{point.pk}/chosen/",
        f"/account/sessions/{visit.pk}/ended/",
        f"/account/sessions/{visit.pk}/disowned/",
        f"/account/delegates/{live.pk}/revoked/",
        f"/account/delegates/{live.pk}/accepted/",
        f"/account/delegates/{live.pk}/declined/",
    ]
    pages = ("", "lien-lac/", "bao-mat/", "phien/", "lich-su/", "uy-quyen/", "xac-nhan-lai/")
    for name in ("sees", "answers", "lost it", "stranger"):
        client = people[name]
        assert {client.post(address).status_code for address in theirs} == {404}, name
        for page in pages:
            shown = text(client.get(f"/tai-khoan/{page}"))
            assert "huong@example.vn" not in shown, (name, page)
            assert "0901 000 217" not in shown, (name, page)
        assert client.get("/account/delegates/invited/").status_code == 405
    listed = {
        name: client.get(f"/tai-khoan/thay-mat/{live.pk}/") for name, client in people.items()
    }
    assert {name: answer.status_code for name, answer in listed.items()} == {
        "owner": 404,
        "sees": 200,
        "answers": 404,
        "lost it": 404,
        "stranger": 404,
        "guest": 302,
    }
    live.refresh_from_db()
    assert live.ended_at is None
