"""Alleged breaches at the desk: asserted by one, decided by another."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from camket.cases.models import Case
from camket.complaints.models import Complaint
from camket.people.models import Staff
from camket.terms.models import Breach, Paper
from camket.ui.uploads import MOST_FILES
from tests.terms.alleging import alleged

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
SAID = {"outcome": "dismissed", "measure": "", "reasons": "Không có vi phạm."}


def assert_one(desk: Client, number: str, **more: object) -> Breach:
    fields = {
        "number": number.lower(),
        "clause": "nghia-vu.tai-khoan",
        "claim": "Tài khoản được cho mượn.",
        "references": "Nhật ký 22/11\n\n Đơn hàng 7 ",
        "attachments": SimpleUploadedFile("nhat-ky.txt", "Nhật ký".encode()),
        **more,
    }
    answer = desk.post("/desk/breaches/assert/", fields)
    assert answer.status_code == 302, answer.content.decode()
    return Breach.objects.get()


def test_it_is_asserted_with_its_evidence(desk: Client, router: Complaint) -> None:
    breach = assert_one(desk, router.case.number)
    assert breach.customer == router.case.customer
    assert Paper.objects.filter(breach=breach).count() == 3
    page = desk.get(f"/desk/breaches/{breach.ref}/").content.decode().replace("\u00a0", " ")
    assert "Tài khoản được cho mượn." in page
    assert "Đơn hàng 7" in page
    assert "một người khác kết luận" in page
    file = Paper.objects.get(kind="file")
    assert desk.get(f"/desk/breaches/{breach.ref}/file/{file.pk}/").content == "Nhật ký".encode()


@pytest.mark.parametrize(
    "wrong", [{"number": "KN-26-AAAAA"}, {"claim": ""}, {"references": "", "attachments": ""}]
)
def test_what_is_missing_is_said_and_nothing_is_sent(
    desk: Client, router: Complaint, wrong: dict[str, str]
) -> None:
    whole = {"number": router.case.number, "clause": "nghia-vu.tai-khoan", "claim": "Cho mượn."}
    answer = desk.post("/desk/breaches/assert/", {**whole, "references": "Nhật ký", **wrong})
    assert answer.status_code == 422
    assert "errors" in answer.content.decode()
    assert not Breach.objects.exists()


def test_too_many_files_are_refused_in_words_with_the_claim(
    desk: Client, router: Complaint
) -> None:
    files = [SimpleUploadedFile(f"{n}.txt", b"%d" % n) for n in range(MOST_FILES + 1)]
    said = {"number": router.case.number, "clause": "nghia-vu.tai-khoan", "claim": "Cho mượn."}
    answer = desk.post("/desk/breaches/assert/", {**said, "attachments": files})
    assert answer.status_code == 422
    assert "nhiều nhất 20 tệp" in answer.content.decode().replace("\u00a0", " ")
    assert "Cho mượn.</textarea>" in answer.content.decode()
    assert not Breach.objects.exists()


def test_whoever_asserted_it_is_refused_and_a_second_person_is_not(
    desk: Client, router: Complaint, vinh: Staff, signed_in: Callable[[Staff], Client]
) -> None:
    breach = assert_one(desk, router.case.number)
    place = f"/desk/breaches/{breach.ref}/decided/"
    assert desk.post(place, SAID).status_code == 403
    second = signed_in(vinh)
    early = second.post(place, {**SAID, "outcome": "warning"})
    assert early.status_code == 409
    assert Breach.objects.get().decided_at is None
    assert second.post(place, SAID).status_code == 302
    assert Breach.objects.get().decided_by == vinh


def test_told_by_phone_the_time_runs(desk: Client, router: Complaint) -> None:
    breach = assert_one(desk, router.case.number)
    assert breach.told_at is None
    assert breach.ref in desk.get("/desk/breaches/?show=untold").content.decode()
    desk.post(f"/desk/breaches/{breach.ref}/told/")
    assert Breach.objects.get().told_at is not None
    assert breach.ref in desk.get("/desk/breaches/?show=open").content.decode()


def test_the_queue_holds_what_waits_for_a_second_person(desk: Client, router: Complaint) -> None:
    found = alleged(router.case)
    page = desk.get("/desk/breaches/").content.decode()
    assert [breach.ref in page for breach in found] == [False, True, False, False, False, False]
    every = desk.get("/desk/breaches/?show=all").content.decode()
    assert all(breach.ref in every for breach in found)


def test_the_list_costs_the_same_however_long_it_is(desk: Client, router: Complaint) -> None:
    alleged(router.case)
    counts = []
    for _ in range(2):
        desk.get("/desk/breaches/?show=all")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            desk.get("/desk/breaches/?show=all")
        counts.append(len(queries))
        alleged(router.case)
    assert counts[0] == counts[1]


def test_who_is_complained_about_sees_no_notice_from_that_case(
    desk: Client, router: Complaint, linh: Staff
) -> None:
    breach = alleged(router.case)[1]
    Case.objects.update(about_staff=linh)
    assert desk.get(f"/desk/breaches/{breach.ref}/").status_code == 404
    assert breach.ref not in desk.get("/desk/breaches/?show=all").content.decode()
