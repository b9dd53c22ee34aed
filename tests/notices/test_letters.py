"""What a letter says is shown as it was written, and only addresses become links."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from camket.notices.templatetags.letters import as_paragraphs


class Seen(HTMLParser):
    """What a reader sees, and where the links lead."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text = ""
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize(
    ("line", "link"),
    [
        ("Xem https://hoso.example/t/KN-26-4F7K2/ABC/.", "https://hoso.example/t/KN-26-4F7K2/ABC/"),
        ("(https://example.org/a?b=1&c=2)", "https://example.org/a?b=1&c=2"),
        ('"http://example.org"', "http://example.org"),
        ("Thư: info@mitgroup.vn, xin cảm ơn", "mailto:info@mitgroup.vn"),
    ],
)
def test_an_address_is_a_link_without_what_stands_around_it(line: str, link: str) -> None:
    assert Seen(as_paragraphs(line)).links == [link]


def test_a_blank_line_begins_a_paragraph_and_a_line_a_line() -> None:
    assert as_paragraphs("Kính gửi\n\nMột\nHai") == "<p>Kính gửi</p>\n<p>Một<br>Hai</p>"


@given(st.text(alphabet="ab<>&\"' .:/@hpt\n", max_size=60) | st.text(max_size=60))
def test_whatever_somebody_wrote_stays_text(text: str) -> None:
    seen = Seen(as_paragraphs(text))
    assert seen.tags <= {"p", "br", "a"}
    assert all(link.startswith(("http://", "https://", "mailto:")) for link in seen.links)
    assert "".join(seen.text.split()) == "".join(text.split())
