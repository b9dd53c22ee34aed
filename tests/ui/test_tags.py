"""The tags draw what the parts say, in the reader's language."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.utils import translation

from camket.ui.kit import CLOCKS, ENTRIES, TURNS, SampleForm
from camket.ui.parts.timeline import published_steps
from camket.ui.tags.icons import drawings


def drawn(source: str, language: str = "vi", **values: object) -> str:
    """A template rendered in one language, with ordinary spaces."""
    with translation.override(language):
        html: str = Template("{% load camket %}" + source).render(Context(values))
    return html.replace("\u00a0", " ")


def test_filters_speak_the_readers_language() -> None:
    when = datetime(2026, 11, 22, 14, 14, tzinfo=UTC)
    assert drawn("{{ when|moment }}", when=when) == "Chủ nhật 22/11 · 21:14"
    assert drawn("{{ when|full_date }}", "en", when=when) == "Sunday 22/11/2026"
    assert drawn("{{ when|iso }}", when=when) == "2026-11-22T21:14+07:00"


@pytest.mark.parametrize("name", ["full_date", "moment", "dong", "phone", "file_size", "percent"])
def test_a_filter_of_nothing_is_nothing(name: str) -> None:
    assert drawn("{{ nothing|" + name + " }}", nothing=None) == ""


def test_initials_are_the_last_two_syllables() -> None:
    assert drawn("{{ name|initials }}", name="Nguyễn Thị Thanh Hương") == "TH"


def test_an_icon_is_drawn_in_the_page_and_an_unknown_one_is_an_error() -> None:
    assert drawn('{% icon "clock" %}').startswith('<svg class="icon" viewBox="0 0 24 24"')
    with pytest.raises(TemplateSyntaxError, match="no icon"):
        drawn('{% icon "no-such-icon" %}')


def test_every_icon_has_a_shape() -> None:
    assert all("<path" in shapes or "<circle" in shapes for shapes in drawings().values())


def test_a_state_is_an_icon_and_a_word() -> None:
    html = drawn('{% state "late" %}')
    assert 'data-state="late"' in html
    assert "Trễ hạn" in html
    assert "Late" in drawn('{% state "late" %}', "en")


def test_the_clock_tells_the_same_in_words_as_in_days() -> None:
    html = drawn("{% promise_clock clock %}", clock=CLOCKS["running"])
    assert "hết ngày thứ Tư, 02/12/2026" in html
    assert "ngày làm việc thứ 7" in html
    assert "<b>thứ Ba 24/11, Ngày Văn hóa Việt Nam</b>; cuối tuần 28–29/11; ngày nhận 22/11" in html


def test_the_clock_is_whole_in_english() -> None:
    html = drawn("{% promise_clock clock %}", "en", clock=CLOCKS["late"])
    assert "1 working day late" in html
    assert "Limit set by law" in html


def test_the_turn_says_by_when_and_who() -> None:
    html = drawn("{% turn view %}", view=TURNS[0])
    assert "thứ Tư, 02/12/2026" in html
    assert ">ML</span>" in html
    assert 'data-state="waiting"' in drawn("{% turn view %}", view=TURNS[1])


def test_words_of_a_customer_are_escaped() -> None:
    html = drawn("{% timeline entries %}", entries=ENTRIES)
    assert "<script" not in html
    assert html.count("<li") >= len(ENTRIES)


def test_steps_mark_what_is_done_and_what_is_current() -> None:
    html = drawn("{% steps steps %}", steps=published_steps(("Một", "Hai", "Ba"), 1))
    assert html.count("data-done") == 1
    assert html.count('aria-current="step"') == 1


def test_an_error_is_tied_to_its_field_and_named_in_the_summary() -> None:
    form = SampleForm({"name": "Nguyễn Thị Thanh Hương", "phone": "0901 000 21"})
    html = drawn("{% error_summary form %}{% field form.phone %}{% field form.by %}", form=form)
    assert '<a href="#id_phone">Số điện thoại còn thiếu một chữ số.' in html
    assert '<a href="#id_by_0">' in html
    assert 'aria-describedby="id_phone_hint id_phone_error"' in html
    assert 'value="0901 000 21"' in html, "what was typed stays"


def test_a_form_without_errors_has_no_summary() -> None:
    assert drawn("{% error_summary form %}", form=SampleForm()).strip() == ""


def test_a_field_that_need_not_be_filled_says_so() -> None:
    assert "không bắt buộc" in drawn("{% field form.what %}", form=SampleForm())
    assert "không bắt buộc" not in drawn("{% field form.name %}", form=SampleForm())


def test_answers_lead_back_to_their_question() -> None:
    rows = [{"question": "Liên lạc", "lines": ["A", "B"], "change": "/sua"}]
    html = drawn("{% answers rows %}", rows=rows)
    assert 'href="/sua"' in html
    assert "A<br>B" in html


def test_typeset_binds_a_page_and_not_its_fields() -> None:
    source = "{% typeset %}Quý khách<textarea>Quý khách</textarea>{% endtypeset %}"
    assert Template("{% load camket %}" + source).render(Context()).count("\u00a0") == 1


def test_the_language_switch_keeps_the_page(rf: RequestFactory) -> None:
    request = rf.get("/kit/?q=1")
    assert 'href="/en/kit/?q=1"' in drawn("{% language_switch %}", request=request)
    request = rf.get("/en/kit/?q=1")
    assert 'href="/kit/?q=1"' in drawn("{% language_switch %}", "en", request=request)


def test_a_page_without_a_twin_leads_home(rf: RequestFactory) -> None:
    assert 'href="/en/"' in drawn("{% language_switch %}", request=rf.get("/khong-co"))
