"""What a program hands in is stored, becomes a case once, and is answered with its promise."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from django.db import DatabaseError
from django.test import Client

from camket.api import actions
from camket.arrivals.channels.call import from_bytes
from camket.arrivals.models import Arrival
from camket.cases.models import Attachment, Case
from camket.complaints.models import Complaint
from camket.intake.actions import taking
from camket.intake.actions.by_hand import open_by_hand
from camket.people.models import Staff
from camket.people.programs import add_key
from camket.people.rules import Role
from camket.vault.actions import purpose
from camket.vault.rules import Purpose
from tests.api.conftest import PATH, SUNDAY, Call, said

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def _look(client: Client, number: str, token: str) -> Any:
    return client.get(f"{PATH}/{number}", headers={"Authorization": f"Bearer {token}"})


def test_a_complaint_is_answered_with_its_number_link_and_promise(call: Call) -> None:
    answer = call(said(points=["Sai bản"], product="Bộ phát"))
    told, case = answer.json(), Case.objects.get()
    assert (answer.status_code, told["number"], case.channel) == (201, case.number, "api")
    assert f"/t/{case.number}/" in told["tracking_link"]
    resolve = next(one for one in told["promises"] if one["kind"] == "resolve")
    assert (resolve["limit"], resolve["aim"]) == ("2026-12-02", "2026-11-26")
    assert resolve["arithmetic"]["steps"][-1]["counts"] is True
    assert "24/11" in resolve["explanation"]["vi"]
    assert Complaint.objects.get().points.count() == 1


def test_the_body_is_committed_as_it_came_before_anyone_reads_it(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object, **more: object) -> None:
        raise ValueError("bug")

    monkeypatch.setattr(taking, "read_submissions", broken)
    body = '{"text": "Máy hỏng", "phone": "0909156178"}'.encode()
    answer = call(body)
    arrival = Arrival.objects.get()
    with purpose(Purpose.INTAKE, by="camket", at=SUNDAY) as opener:
        assert from_bytes(opener.blob(arrival.raw)).body == body
    assert (answer.status_code, answer.json()["outcome"]) == (202, "failed")


def test_a_failed_call_gives_its_case_once_it_is_taken(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(taking, "read_submissions", lambda *_: 1 / 0)
        call(said())
    taking.take([Arrival.objects.get()], at=SUNDAY)
    assert call(said()).status_code == 201


def test_the_same_call_again_is_the_same_answer(call: Call) -> None:
    first, second = call(said()), call(said())
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert (Case.objects.count(), Arrival.objects.count()) == (1, 1)


def test_the_same_key_with_another_body_is_refused_in_both_languages(
    call: Call, client: Client
) -> None:
    call(said())
    answer = call(said(text="Việc khác."))
    told = answer.json()
    assert (answer.status_code, answer["Content-Type"]) == (409, "application/problem+json")
    assert told["detail"] == told["vi"] != told["en"]
    assert told["type"] == "urn:camket:problem:idempotency_key_used_again"
    assert Case.objects.count() == 1


def test_the_same_words_under_another_key_are_another_case(call: Call) -> None:
    call(said(), "call-0001")
    call(said(), "call-0002")
    assert Case.objects.count() == 2


def test_two_programs_may_use_the_same_idempotency_key(call: Call, client: Client) -> None:
    other = add_key("app", by="operator", at=SUNDAY).token
    numbers = {call(said()).json()["number"], call(said(), token=other).json()["number"]}
    assert len(numbers) == 2


@pytest.mark.parametrize("name", ["", "short", "có dấu cách và dấu"])
def test_without_an_idempotency_key_nothing_is_stored(call: Call, name: str) -> None:
    answer = call(said(), name)
    assert (answer.status_code, answer.json()["title"]) == (400, "not_understood")
    assert not Arrival.objects.exists()


@pytest.mark.parametrize(
    ("body", "field", "code"),
    [
        (b"khong phai json", "", "json_invalid"),
        (b'{"text": "M\xe1y"}', "", "json_invalid"),
        (b"[]", "", "model_type"),
        ({"mail": "huong@example.vn"}, "text", "missing"),
        (said(matter="joke"), "matter", "literal_error"),
        (said(mail=""), "mail", "contact_missing"),
        (said(surprise=1), "surprise", "extra_forbidden"),
        (said(text="\ud800 hỏng"), "", "json_invalid"),
        (said(files=[{"name": "a", "content": "%%%"}]), "files.0.content", "base64"),
    ],
)
def test_a_body_that_cannot_be_read_is_held_for_a_person(
    call: Call, body: object, field: str, code: str
) -> None:
    answer = call(body)
    arrival = Arrival.objects.get()
    assert (arrival.place, arrival.reason) == ("held", "unreadable")
    fault = answer.json()["faults"][0]
    assert (answer.status_code, fault["field"], fault["code"]) == (422, field, code)
    assert call(body).status_code == 422
    assert Arrival.objects.count() == 1


def test_an_agent_opens_what_was_held_and_the_program_then_gets_its_case(call: Call) -> None:
    linh = Staff.objects.create_staff("linh", "Trần Mỹ Linh", "matkhau-dai-lam", Role.AGENT)
    call(said(matter="joke"))
    case = open_by_hand(Arrival.objects.get(), by=linh, at=SUNDAY)
    assert case.customer.contact_points.count() == 1
    assert call(said(matter="joke")).json()["number"] == case.number


def test_a_file_comes_in_base64_and_is_typed_by_its_content(call: Call) -> None:
    photo = base64.b64encode(b"\xff\xd8\xff\xe0" + b"x" * 20).decode()
    call(said(files=[{"name": "nhan.exe", "content": photo}]))
    file = Attachment.objects.get()
    assert (file.type, file.size) == ("image/jpeg", 24)


def test_a_body_that_is_too_large_is_refused_and_not_stored(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("camket.api.gate.LARGEST_BYTES", 1000)
    assert call(said(text="x" * 2000)).status_code == 413
    assert not Arrival.objects.exists()


def test_when_nothing_can_be_stored_the_program_is_told_to_send_again(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*args: object, **more: object) -> None:
        raise DatabaseError("disk full")

    monkeypatch.setattr(actions, "take_in", full)
    answer = call(said())
    assert (answer.status_code, answer.json()["title"]) == (503, "not_stored")


def test_a_program_sees_its_own_case_and_nobody_elses(
    call: Call, client: Client, website: str
) -> None:
    number = call(said()).json()["number"]
    told = _look(client, number, website).json()
    assert (told["status"], told["promises"][0]["state"]) == ("received", "open")
    assert "huong@" not in str(told).lower()
    other = add_key("app", by="operator", at=SUNDAY).token
    assert _look(client, number, other).status_code == 404
    assert _look(client, "KN-26-22222", website).status_code == 404


def test_a_new_key_of_the_same_program_sees_what_the_old_one_sent(
    call: Call, client: Client
) -> None:
    number = call(said()).json()["number"]
    newer = add_key("website", by="operator", at=SUNDAY).token
    assert _look(client, number, newer).status_code == 200


def test_naming_anothers_case_never_gives_its_tracking_code(call: Call) -> None:
    number = call(said()).json()["number"]
    same = call(said(subject=f"Re: {number}", text="Thêm."), "call-0002")
    stranger = call(said(subject=f"Re: {number}", mail="la@example.vn"), "call-0003")
    assert (same.status_code, same.json()["outcome"]) == (202, "added")
    assert (stranger.status_code, stranger.json()["number"]) == (202, None)
    assert "tracking_code" not in same.json()
