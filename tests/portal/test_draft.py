"""Three steps whose words a browser carries itself."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from camket.portal.forms.draft import Draft, begin, resume

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
