"""My services, what I was promised, what was sent to me; and another's does not exist."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from camket.cases.models import Case
from camket.notices.actions.delivering import deliver_due
from camket.people.models import Staff
from camket.people.signing.visits import CUSTOMERS
from camket.portal.account.my_promises import PAGE
from camket.portal.limits import OUTAGE_REPORTS
from camket.portal.sending import send
from camket.promises.models import Promise
from camket.refusals import ChangedMeanwhile
from camket.services.actions.outages import Trouble, declare, end, report
from camket.services.models import Holding, Outage, Report
from camket.vault.models import AccessEntry
from tests.complaints.conftest import Post
from tests.portal.conftest import MONDAY, SUNDAY, answers
from tests.portal.test_account import huong, sign_in
from tests.services.conftest import DOWN, HOSTING, MAIL, Buys, buys

__all__ = ["buys", "huong"]
pytestmark = pytest.mark.django_db(databases=["default", "keys"])
HOUR = timedelta(hours=1)
SERVICES, PROMISES = "/tai-khoan/dich-vu/", "/tai-khoan/cam-ket/"
NOTICES = "/tai-khoan/tin-da-gui/"


def read(client: Client, address: str) -> str:
    """A page as its reader sees it."""
    answer = client.get(address)
    assert answer.status_code == 200
    return str(answer.content.decode().replace("\u00a0", " "))


@pytest.fixture
def stranger(router: Case) -> Client:
    client = Client()
    sign_in(client, "khac@example.vn")
    return client


def test_each_service_has_its_entrance_status_and_help(huong: Client, hosting: Holding) -> None:
    page = read(huong, SERVICES)
    assert "Gói lưu trữ web" in page
    assert "https://mitgroup.vn/luu-tru-web" in page
    assert "HĐ-2026/0417" in page
    assert "hoạt động bình thường" in page
    assert reverse("portal:report_outage", args=[hosting.pk]) in page
    assert AccessEntry.objects.filter(purpose="show_owner").exists()


def test_i_report_what_i_cannot_reach_and_follow_it(huong: Client, hosting: Holding) -> None:
    address = reverse("portal:report_outage", args=[hosting.pk])
    assert huong.post(address, {}).status_code == 422
    answer = huong.post(address, {"what": "unreachable", "words": "Trang trắng."})
    outage = Outage.objects.select_related("case").get()
    assert answer["Location"] == reverse("portal:my_outage", args=[outage.case.number])
    page = read(huong, answer["Location"])
    assert "24 giờ kể từ 09:00 ngày 23/11/2026" in page
    assert "09:00 ngày 24/11/2026" in page
    assert Report.objects.get().what == "unreachable"
    assert "chúng tôi đang kiểm tra" in read(huong, SERVICES)


def test_what_i_wrote_about_an_outage_is_still_there_when_it_is_refused(
    huong: Client, hosting: Holding, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> Outage:
        raise ChangedMeanwhile

    monkeypatch.setattr("camket.portal.account.my_services.report", refused)
    address = reverse("portal:report_outage", args=[hosting.pk])
    answer = huong.post(address, {"what": "slow", "words": "Trang trắng từ bảy giờ."})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Trang trắng từ bảy giờ.</textarea>" in page
    assert "Vừa có người khác cập nhật" in page


def test_an_account_that_reports_without_end_is_asked_to_wait_and_loses_no_word(
    huong: Client, hosting: Holding
) -> None:
    address = reverse("portal:report_outage", args=[hosting.pk])
    for _ in range(OUTAGE_REPORTS.tries):
        assert huong.post(address, {"what": "slow"}).status_code == 302
    answer = huong.post(address, {"what": "slow", "words": "Vẫn chưa vào được."})
    assert answer.status_code == 429
    assert "Vẫn chưa vào được.</textarea>" in answer.content.decode()
    assert Report.objects.count() == OUTAGE_REPORTS.tries


def test_an_outage_that_is_over_shows_what_it_brought_me(
    huong: Client, hosting: Holding, linh: Staff
) -> None:
    outage = declare(HOSTING, DOWN, began=MONDAY - 6 * HOUR, by=linh, at=MONDAY - 5 * HOUR)
    end(outage, "Đã thay nguồn.", by=linh, at=MONDAY)
    page = read(huong, reverse("portal:my_outage", args=[outage.case.number]))
    assert "cộng thêm 1 ngày sử dụng" in page
    assert "Đã giữ cam kết" in page
    assert "Đã thay nguồn." in page
    assert "01/03/2027" in read(huong, SERVICES)


def test_what_is_anothers_does_not_exist(stranger: Client, hosting: Holding, linh: Staff) -> None:
    outage = declare(HOSTING, DOWN, by=linh, at=MONDAY)
    for address in (
        reverse("portal:report_outage", args=[hosting.pk]),
        reverse("portal:my_outage", args=[outage.case.number]),
    ):
        assert stranger.get(address).status_code == 404
        assert stranger.post(address, {"what": "slow"}).status_code in {404, 405}
    for address in (SERVICES, PROMISES, NOTICES):
        assert outage.case.number not in read(stranger, address)
        assert Client().get(address)["Location"].startswith("/tai-khoan/dang-nhap/")
    assert not Report.objects.exists()


def test_a_report_is_there_again_after_signing_in_again(
    huong: Client, hosting: Holding, monkeypatch: pytest.MonkeyPatch
) -> None:
    too_long = MONDAY + CUSTOMERS.idle + timedelta(minutes=1)
    monkeypatch.setenv("CAMKET_NOW", too_long.isoformat())
    address = reverse("portal:report_outage", args=[hosting.pk])
    away = huong.post(address, {"what": "slow", "words": "Trang quay mãi."})["Location"]
    assert away.endswith(f"?{urlencode({'next': address})}")
    sign_in(huong)
    form = huong.get(address).context["form"]
    assert (form["what"].value(), form["words"].value()) == ("slow", "Trang quay mãi.")


def test_what_others_reported_is_not_told_to_me(
    huong: Client, hosting: Holding, buys: Buys
) -> None:
    other = buys("tuan@example.vn")
    report(other, Trouble("slow", "Chuyện riêng của Tuấn."), at=MONDAY)
    outage = report(hosting, Trouble("slow"), at=MONDAY)
    page = read(huong, reverse("portal:my_outage", args=[outage.case.number]))
    assert "Tuấn" not in page


def test_what_is_owed_stands_before_what_is_done(
    huong: Client, hosting: Holding, linh: Staff, router: Case
) -> None:
    outage = declare(HOSTING, DOWN, by=linh, at=MONDAY - 2 * HOUR)
    end(outage, by=linh, at=MONDAY - HOUR)
    page = read(huong, PROMISES)
    owed, _, over = page.partition("Đã xong")
    assert router.number in owed
    assert "thứ Tư, 02/12/2026" in owed
    assert outage.case.number in over
    assert "Khôi phục Gói lưu trữ web" in over
    assert f"/t/{router.number}/-/" in page


def test_many_promises_are_paged_and_each_is_shown_once(huong: Client) -> None:
    for number in range(PAGE):
        send(answers(story=f"Việc thứ {number} cần xem lại."), language="vi", at=SUNDAY)
    seen: list[str] = []
    address = PROMISES
    while address:
        with CaptureQueriesContext(connection) as asked:
            answer = huong.get(address)
        assert len(asked) <= 16
        seen += [line.url + line.what for line in answer.context["owed"] + answer.context["over"]]
        following = answer.context["following"]
        address = f"{PROMISES}?after={following.replace('+', '%2B')}" if following else ""
    assert len(seen) == len(set(seen)) == Promise.objects.count() > PAGE
    assert huong.get(PROMISES + "?after=owed.x").status_code == 400


def test_everything_that_was_sent_to_me_is_there_but_no_code(
    huong: Client, hosting: Holding, linh: Staff
) -> None:
    declare(HOSTING, DOWN, by=linh, at=MONDAY)
    deliver_due(Post(), at=MONDAY)
    page = read(huong, NOTICES)
    assert "đang có sự cố" in page
    assert "khôi phục chậm nhất lúc 09:00 ngày 24/11/2026" in page
    assert "đã tới 09:00 ngày 23/11/2026" in page
    assert "thư điện tử" in page
    assert "Mã đăng nhập" in page
    assert "Mã của Quý khách" not in page


def test_the_queries_do_not_grow_with_what_i_have(huong: Client, buys: Buys, linh: Staff) -> None:
    counted = []
    for more in (1, 6):
        for _ in range(more):
            buys("huong@example.vn", MAIL, reference="HĐ 1")
        with CaptureQueriesContext(connection) as services:
            huong.get(SERVICES)
        with CaptureQueriesContext(connection) as notices:
            huong.get(NOTICES)
        counted.append(len(services) + len(notices))
    assert counted[1] <= counted[0]
