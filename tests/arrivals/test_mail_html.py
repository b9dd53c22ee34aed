"""HTML without a plain part is read as a person would read it on the screen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from camket.arrivals.channels.mail.parts.html import text_of
from tests.arrivals.charsets import to_cp1258
from tests.arrivals.making import mail, read


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Một</p><p>Hai</p>", "Một\n\nHai"),
        ("<div>Một</div><div>Hai</div>", "Một\nHai"),
        ("Một<br>Hai<br/><br>Ba", "Một\nHai\n\nBa"),
        ("<div>Một</div><div><br></div><div>Hai</div>", "Một\n\nHai"),
        ("Máy   giặt\n\n bị <b>hỏng</b>", "Máy giặt bị hỏng"),
        ("<ul><li>Một<li>Hai</ul>", "- Một\n- Hai"),
        ("<table><tr><td>Mã<td>7</tr><tr><td>Giá<td>8</tr></table>", "Mã 7\nGiá 8"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ("Gi&aacute; &lt;5&gt; &#273;&nbsp;&#x111;", "Giá <5> đ đ"),
        ("<blockquote>Cũ<br>hơn</blockquote>Mới", "> Cũ\n> hơn\n\nMới"),
        ("<blockquote>a<blockquote>b</blockquote></blockquote>", "> a\n> > b"),
        ("<head><title>X</title><style>p{}</style></head>Máy", "Máy"),
        ("<style>p { color: red }</style><script>if (a<b) c()</script>Máy", "Máy"),
        ("<!-- [if mso]> <b>x</b> <![endif] -->Máy", "Máy"),
        ("<head>không đóng<body>Máy", "Máy"),
        ("<head>không đóng và không có thân", "không đóng và không có thân"),
        ("<img src=x alt='Ảnh máy'>", "[Ảnh máy]"),
        ("5 < 6 và 7 > 4", "5 < 6 và 7 > 4"),
        ("Hương <huong@example.vn>", "Hương <huong@example.vn>"),
        ("<!-- không bao giờ đóng: Máy hỏng", "<!-- không bao giờ đóng: Máy hỏng"),
        ("<p>Máy<p", "Máy<p"),
        ("", ""),
    ],
)
def test_html_becomes_the_text_that_a_person_sees(html: str, text: str) -> None:
    assert text_of(html).replace("\u00a0", " ") == text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ('<a href="https://x.vn/phim">xem phim</a>', "xem phim (https://x.vn/phim)"),
        ('<a href="https://x.vn/">x.vn</a>', "x.vn"),
        ('<a href="https://x.vn/a?b=1&amp;c=2">đây</a>', "đây (https://x.vn/a?b=1&c=2)"),
        ('<a href="mailto:a@x.vn">a@x.vn</a>', "a@x.vn"),
        ('<a name="trên">Đầu</a>', "Đầu"),
    ],
)
def test_a_link_shows_where_it_leads_if_its_words_do_not(html: str, text: str) -> None:
    assert text_of(html) == text


def test_a_page_in_an_old_charset_names_it_itself() -> None:
    page = b"<meta charset=windows-1258><p>" + to_cp1258("Máy giặt bị lỗi") + b"</p>"
    assert read(mail(page, "", Content_Type="text/html")).text == "Máy giặt bị lỗi"


def test_a_signature_and_a_quotation_of_html_are_no_part_of_the_reply() -> None:
    html = (
        '<div>Máy vẫn hỏng.</div><div class="gmail_signature">Hương<br>0909 156 178</div>'
        '<div class="gmail_quote">Vào T2, 23 thg 11, 2026 lúc 09:00 MiT '
        '&lt;<a href="mailto:info@mitgroup.vn">info@mitgroup.vn</a>&gt; đã viết:<br>'
        "<blockquote>Kính gửi Quý khách</blockquote></div>"
    )
    parsed = read(mail(html, "", Content_Type="text/html; charset=utf-8"))
    assert parsed.reply == "Máy vẫn hỏng."
    assert "> Kính gửi Quý khách" in parsed.text


@given(st.text(alphabet="<>/!-ab &;=\"'p\n", max_size=200))
def test_no_html_makes_reading_fail(html: str) -> None:
    assert "\r" not in text_of(html)


@pytest.mark.parametrize("piece", ["<!--", "<", "<a ", "&#", "<![", "</", '<a href="', "<style>"])
def test_a_hundred_thousand_open_ends_take_no_minutes(piece: str) -> None:
    assert len(text_of(piece * 100_000)) <= len(piece) * 100_000
