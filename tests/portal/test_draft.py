"""Three steps that a browser carries itself: nothing is kept until it is sent."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from camket.portal.forms.draft import Draft, begin, resume
from camket.portal.sending import title_of

WHAT = {"matter": "complaint", "story": "Giao sai hàng", "product": "", "remedy": ""}
CONTACT = {"name": "Hương", "phone": "0901 000 217", "mail": ""}


def posted(go: str, **fields: str) -> Draft:
    """The page that a posted form leads to."""
    return resume(RequestFactory().post("/khieu-nai/", {"go": go, **fields}))


def test_the_first_page_knows_why_the_customer_came() -> None:
    draft = begin("return")
    assert draft.step == "what"
    assert draft.form["matter"].value() == "return"
    assert dict(draft.carried())["key"], "a page has a key, so that it is taken once"


def test_a_whole_step_leads_on_without_complaining_about_the_next() -> None:
    draft = posted("contact", **WHAT)
    assert draft.step == "contact"
    assert not draft.form.errors
    assert dict(draft.carried())["story"] == "Giao sai hàng"


def test_a_step_with_a_gap_is_shown_with_its_error() -> None:
    draft = posted("send", **{**WHAT, "story": " "}, **CONTACT)
    assert draft.step == "what"
    assert "story" in draft.form.errors


def test_going_back_needs_nothing_and_loses_nothing() -> None:
    draft = posted("what", **WHAT, name="Hương", phone="sai")
    assert draft.step == "what"
    assert draft.form["story"].value() == "Giao sai hàng"
    assert dict(draft.carried())["phone"] == "sai"


def test_a_forged_step_leads_to_the_beginning() -> None:
    assert posted("nowhere", **WHAT).step == "what"


def test_all_steps_whole_is_complete() -> None:
    draft = posted("sent", **WHAT, **CONTACT, key="k")
    assert draft.is_complete
    assert draft.answers()["phone"] == "0901 000 217"


@pytest.mark.parametrize(
    ("contact", "field"),
    [
        ({"name": "", "phone": "0901000217"}, "name"),
        ({"name": "Hương", "phone": "0901 000 21"}, "phone"),
        ({"name": "Hương", "mail": "huong@"}, "mail"),
        ({"name": "Hương"}, "phone"),
    ],
)
def test_a_way_to_answer_is_needed_and_must_be_one(contact: dict[str, str], field: str) -> None:
    draft = posted("send", **WHAT, **contact)
    assert draft.step == "contact"
    assert list(draft.form.errors) == [field]


def test_a_short_number_is_told_how_short_it_is() -> None:
    draft = posted("send", **WHAT, name="Hương", phone="0901 000 2")
    assert "còn thiếu 2 chữ số" in str(draft.form.errors["phone"])


def test_several_files_come_along() -> None:
    files = [SimpleUploadedFile(f"{n}.jpg", b"x") for n in range(2)]
    request = RequestFactory().post(
        "/khieu-nai/", {"go": "sent", **WHAT, **CONTACT, "attachments": files}
    )
    assert [file.name for file in resume(request).answers()["attachments"]] == ["0.jpg", "1.jpg"]


def test_a_sending_that_is_too_large_is_told_and_not_lost_in_silence(settings: Any) -> None:
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 100
    draft = posted("sent", **WHAT, **CONTACT)
    assert draft.step == "send"
    assert "attachments" in draft.form.errors


@pytest.mark.parametrize(
    ("story", "title"),
    [
        ("Giao sai hàng. Tôi đã gọi.", "Giao sai hàng"),
        ("Giao sai\nhàng", "Giao sai"),
        ("từ " * 40, ("từ " * 26).strip() + "…"),
    ],
)
def test_the_title_is_the_first_sentence(story: str, title: str) -> None:
    assert title_of(story) == title
