"""Who types for long and finds the sitting ended signs in again and loses no word."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from camket.cases.models import Message
from camket.complaints.models import Complaint
from camket.people.models import Staff
from tests.desk.conftest import PASSWORD
from tests.people.apps import code_of

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
STEP = "/desk/sign-in/second-step/"
WORDS = "Kho đang đối chiếu số sê-ri <b>W25</b>."


def hidden(page: str) -> dict[str, str]:
    """What the page would send along."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    return {name: value.replace("&lt;", "<").replace("&gt;", ">") for name, value in found}


def sent_too_late(client: Client, case: str) -> str:
    answer = client.post(f"/desk/case/{case}/message/", {"kind": "reply", "text": WORDS})
    assert answer.status_code == 403
    assert not Message.objects.filter(direction="out").exists()
    return answer.content.decode()


def test_a_reply_sent_after_the_end_comes_along_and_goes_with_one_press(
    router: Complaint, linh: Staff
) -> None:
    code_of(linh)
    client = Client()
    kept = hidden(sent_too_late(client, router.case.number))
    who = {"username": "linh", "password": PASSWORD}
    wrong = client.post("/desk/sign-in/", {**kept, **who, "password": "sai"})
    asked = client.post("/desk/sign-in/", {**hidden(wrong.content.decode()), **who})
    code = {"code": code_of(linh)}
    again = client.post(STEP, {**hidden(asked.content.decode()), **code})
    shown = again.content.decode()
    assert "&lt;b&gt;W25" in shown
    goal = re.search(r'<form class="sheet" method="post" action="([^"]+)"', shown)
    assert goal is not None
    assert client.post(goal[1], hidden(shown)).status_code == 302
    assert Message.objects.filter(direction="out").count() == 1


def test_nothing_goes_to_an_address_that_is_no_page_of_the_desk(linh: Staff) -> None:
    code_of(linh)
    who = {"username": "linh", "password": PASSWORD}
    for goal in ("https://example.com/", "/khieu-nai/", "//example.com/", ""):
        client = Client()
        client.post("/desk/sign-in/", who)
        answer = client.post(STEP, {"code": code_of(linh), "kept:text": "x", "next": goal})
        assert answer.status_code == 302
        assert "example" not in answer["Location"]


def test_a_form_from_elsewhere_is_not_carried(router: Complaint, linh: Staff) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(f"/desk/case/{router.case.number}/message/", {"text": WORDS})
    assert answer.status_code == 403
    assert "W25" not in answer.content.decode()
