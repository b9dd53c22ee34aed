"""Complaining on a phone in a real browser: photos over a connection that breaks, a closed page, a voice."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from camket.cases.models import Attachment, Case
from camket.intake.models import Begun, SpentProof
from camket.vault.actions import purpose
from camket.vault.rules import Purpose
from tests.browser import PHONE, assert_accessible, assert_fits, assert_quiet
from tests.portal.conftest import MONDAY, STORY

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)
CHOSEN = "input[type=file]"
GOING_ON = "button[value=contact]"


@pytest.fixture
def photos(tmp_path: Path) -> list[Path]:
    """Two photos, each of several pieces."""
    made = [tmp_path / "nhãn hộp.jpg", tmp_path / "bộ phát.jpg"]
    for photo in made:
        photo.write_bytes(b"\xff\xd8\xff" + os.urandom(400_000))
    return made


def send(page: Page) -> None:
    """Go on from the first step to the end."""
    page.click(GOING_ON)
    page.fill("[name=name]", "Nguyễn Thị Thanh Hương")
    page.fill("[name=phone]", "0901 000 217")
    page.click("button[value=send]")
    page.click("button[value=sent]")
    expect(page.locator(".ticket")).to_be_visible()


def digests_of_what_was_kept() -> set[str]:
    """What the files of the case hold, as the desk would open them."""
    with purpose(Purpose.HANDLE_CASE, by="NV-TEST", at=MONDAY) as opener:
        contents = [opener.blob(file.blob) for file in Attachment.objects.select_related("blob")]
    return {hashlib.sha256(content).hexdigest() for content in contents}


def digests_of(photos: list[Path]) -> set[str]:
    return {hashlib.sha256(photo.read_bytes()).hexdigest() for photo in photos}


def test_two_photos_arrive_whole_over_a_connection_that_breaks(
    phone: Page, photos: list[Path]
) -> None:
    lost = breaks_at(phone, {2, 3, 6})
    phone.goto("/khieu-nai/")
    phone.set_input_files(CHOSEN, [str(photo) for photo in photos])
    phone.fill("[name=story]", STORY)
    expect(phone.locator("#files small", has_text="Mất mạng")).to_be_visible()
    assert_fits(phone)
    phone.click(GOING_ON)
    expect(phone.locator("[name=name]")).to_be_visible(timeout=30_000)
    phone.click("button[value=what]")
    assert_accessible(phone)
    send(phone)
    assert len(lost) == 3
    assert digests_of_what_was_kept() == digests_of(photos)


def breaks_at(page: Page, pieces: set[int]) -> list[int]:
    """Lose these requests on the way, counted from 1. Returns the list to which each lost one is added."""
    seen: list[int] = []
    lost: list[int] = []

    def carry(route: Route) -> None:
        seen.append(1)
        if len(seen) in pieces:
            lost.append(len(seen))
            route.abort("internetdisconnected")
        else:
            route.continue_()

    page.route("**/khieu-nai/tep/*/?from=*", carry)
    return lost


def test_a_token_that_grew_old_stops_neither_files_nor_words(
    phone: Page, photos: list[Path]
) -> None:
    phone.goto("/khieu-nai/")
    phone.context.clear_cookies()
    phone.set_input_files(CHOSEN, [str(photo) for photo in photos])
    expect(phone.locator("#files li", has_text="đã tải lên")).to_have_count(2)
    phone.fill("[name=story]", STORY)
    send(phone)
    assert digests_of_what_was_kept() == digests_of(photos)


def test_files_go_along_without_scripts(open_page: Callable[..., Page], photos: list[Path]) -> None:
    page = open_page(PHONE, scripts=False)
    page.goto("/khieu-nai/")
    page.set_input_files(CHOSEN, str(photos[0]))
    page.click("text=Thêm tệp đã chọn")
    expect(page.locator("#files .name")).to_have_text("nhãn hộp.jpg")
    page.set_input_files(CHOSEN, str(photos[1]))
    page.fill("[name=story]", STORY)
    send(page)
    assert digests_of_what_was_kept() == digests_of(photos)
    assert_quiet(page)


def test_who_closed_the_page_goes_on_where_it_was(phone: Page, photos: list[Path]) -> None:
    phone.goto("/khieu-nai/")
    phone.set_input_files(CHOSEN, str(photos[0]))
    expect(phone.locator("#files small", has_text="đã tải lên")).to_be_visible()
    phone.locator("[name=story]").press_sequentially("Giao sai hàng", delay=5)
    expect(phone.locator("#saved")).to_be_visible()
    phone.wait_for_timeout(2_000)
    context = phone.context
    phone.close()
    again = context.new_page()
    again.goto("/khieu-nai/")
    assert again.input_value("[name=story]") == "Giao sai hàng"
    expect(again.locator("#files .name")).to_have_text("nhãn hộp.jpg")
    assert_accessible(again)
    again.click("text=Xóa và viết lại từ đầu")
    expect(again.locator("[name=story]")).to_have_value("")
    assert_quiet(again)
    assert not Begun.objects.exists()


def test_a_file_on_its_way_or_up_may_be_left_out(phone: Page, photos: list[Path]) -> None:
    phone.goto("/khieu-nai/")
    phone.set_input_files(CHOSEN, [str(photo) for photo in photos])
    expect(phone.locator("#files small", has_text="đã tải lên")).to_have_count(2)
    phone.fill("[name=story]", STORY)
    phone.click("#files button >> nth=0")
    expect(phone.locator("#files .name")).to_have_text("bộ phát.jpg")
    send(phone)
    assert digests_of_what_was_kept() == digests_of(photos[1:])


def test_a_voice_is_recorded_and_sent(phone: Page) -> None:
    phone.goto("/khieu-nai/")
    phone.click("[data-record]")
    expect(phone.locator("[data-record]")).to_contain_text("Dừng ghi (1 s)")
    phone.click("[data-record]")
    expect(phone.locator("#files .name")).to_contain_text("loi-nhan-")
    expect(phone.locator("#files small", has_text="đã tải lên")).to_be_visible()
    phone.fill("[name=story]", "Xin nghe lời nhắn.")
    send(phone)
    assert Attachment.objects.get().type in {"audio/webm", "video/webm", "audio/ogg"}


def test_a_browser_works_a_little_for_each_form(phone: Page) -> None:
    phone.goto("/khieu-nai/")
    phone.fill("[name=story]", STORY)
    phone.click(GOING_ON)
    phone.fill("[name=name]", "Hương")
    phone.fill("[name=phone]", "0901 000 217")
    phone.click("button[value=send]")
    expect(phone.locator("[name=proof]")).not_to_have_value("", timeout=20_000)
    phone.click("button[value=sent]")
    expect(phone.locator(".ticket")).to_be_visible()
    assert SpentProof.objects.count() == 1
    assert Case.objects.count() == 1
    assert_quiet(phone)
