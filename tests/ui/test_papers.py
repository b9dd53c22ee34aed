"""What is printed: the slip reads back as it was meant, and people's words are only ever text."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import segno
import typst
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PageObject, PdfReader
from pypdf.generic import ContentStream

from camket.rulebook.company import current_policy
from camket.ui.formats.hours import hours_words
from camket.ui.kit import clock
from camket.ui.papers.legible import covered, has_face, legible
from camket.ui.papers.printing import STANDARDS, compiler, print_pdf
from camket.ui.papers.slip import Slip, print_slip

LINK = "https://desk.example.vn/t/KN-26-4G2XD/7QMA3TRK9WHX/"


def slip(**more: Any) -> Slip:
    """Lợi's recorder, handed in on a Wednesday."""
    policy = current_policy()
    made = Slip(
        company=policy.company,
        hours=hours_words(policy.hours, "vi"),
        language="vi",
        kind="complaint",
        number="KN-26-4G2XD",
        code="7QMA-3TRK-9WHX",
        link=LINK,
        received_at=datetime(2026, 11, 22, 2, 42, tzinfo=UTC),
        clock=clock(date(2026, 11, 22)),
        taken_by="Vũ Thu Ngân",
        customer="Dương Văn Lợi",
        contacts=("0903 000 586",),
        about="Đầu ghi camera hỏng sau 12 ngày",
        product="Đầu ghi 8 kênh",
        wish="Đổi máy mới",
    )
    return replace(made, **more)


def read(pdf: bytes) -> str:
    """The text of a PDF on one line, as a screen reader meets it."""
    pages = PdfReader(io.BytesIO(pdf)).pages
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))


def test_a_slip_says_number_code_promise_arithmetic_and_whom_to_ask() -> None:
    text = read(print_slip(slip()))
    for words in ("KN-26-4G2XD", "7QMA-3TRK-9WHX", "hết ngày thứ Tư, 02/12/2026", "Đổi máy mới"):
        assert words in text
    assert "7 ngày làm việc" in text
    assert "24/11 (Ngày Văn hóa Việt Nam)" in text
    assert "Dương Văn Lợi, 0903 000 586" in text
    assert "0909 156 177" in text
    assert "1800 6838" in text


def test_an_english_slip_has_no_vietnamese_label() -> None:
    text = read(print_slip(slip(language="en", hours="Monday to Friday")))
    assert "by the end of Wednesday 02/12/2026" in text
    assert "Not counted: 24/11 (Vietnam Culture Day)" in text
    assert "Mã theo dõi" not in text


def test_who_only_asks_is_promised_a_confirmation() -> None:
    text = read(print_slip(slip(kind="enquiry", resolves=False)))
    assert "Phiếu nhận câu hỏi" in text
    assert "cam kết xác nhận chậm nhất" in text
    assert "có kết quả" not in text


def test_a_slip_without_a_promise_still_prints() -> None:
    assert "cam kết" not in read(print_slip(slip(clock=None)))


def test_the_same_slip_has_the_same_bytes() -> None:
    assert print_slip(slip()) == print_slip(slip())
    assert print_slip(slip()) != print_slip(slip(number="KN-26-4G2XE"))


def test_a_slip_is_one_page_a5_also_before_tet_with_the_longest_words() -> None:
    long = {"about": "đường " * 200, "wish": "Đổi " * 200, "product": "máy " * 99}
    before_tet = clock(date(2027, 2, 1))
    pages = PdfReader(io.BytesIO(print_slip(slip(clock=before_tet, **long)))).pages
    assert len(pages) == 1
    box = pages[0].mediabox
    assert (round(box.width), round(box.height)) == (420, 595)


def test_a_slip_is_archivable_and_speaks_its_language() -> None:
    reader = PdfReader(io.BytesIO(print_slip(slip())))
    metadata = reader.xmp_metadata
    assert metadata is not None
    described = metadata.rdf_root.toxml()
    assert "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in described
    assert "<pdfuaid:part>1</pdfuaid:part>" in described
    assert reader.trailer["/Root"]["/Lang"] == "vi"
    assert reader.metadata is not None
    assert reader.metadata.title == "Phiếu nhận khiếu nại KN-26-4G2XD"


def test_every_face_of_a_slip_comes_with_it() -> None:
    fonts = PdfReader(io.BytesIO(print_slip(slip()))).pages[0]["/Resources"]["/Font"]
    descriptors = [
        font.get_object()["/DescendantFonts"][0]["/FontDescriptor"] for font in fonts.values()
    ]
    assert descriptors
    assert all("BeVietnamPro" in one["/FontName"] for one in descriptors)
    assert all("/FontFile2" in one or "/FontFile3" in one for one in descriptors)


ATTACKS = (
    '#read("/etc/passwd")',
    '#image("http://10.0.0.1/x.png")',
    "$sum_(i=0)^n$ *đậm* _nghiêng_ `mã` <nhãn> @nguồn",
    '"; #panic() \\ \\u{41} \'"',
    "= Tiêu đề #pagebreak()",
    "#sys.inputs",
)


@pytest.mark.parametrize("words", ATTACKS)
def test_what_a_customer_writes_is_only_text(words: str) -> None:
    pdf = print_slip(slip(about=words, customer=words, wish=words, product=words))
    assert len(PdfReader(io.BytesIO(pdf)).pages) == 1
    bare = re.sub(r"\s", "", words)
    assert re.sub(r"\s", "", read(pdf)).count(bare) == 4


def test_a_sheet_reaches_no_file_of_the_machine(tmp_path: Path) -> None:
    for reach in ("/etc/passwd", "../slip.py", "../../../../../../../../etc/passwd"):
        sheet = tmp_path / "sheet.typ"
        sheet.write_text(f'#read("{reach}")')
        with pytest.raises(typst.TypstError):
            print_pdf(sheet, {}, at=datetime(2026, 11, 22, tzinfo=UTC))
        compiler.cache_clear()


def test_what_no_face_has_is_printed_as_its_code_point() -> None:
    text = read(print_slip(slip(about="Máy \U0001f389 hỏng 中 \u202eabc", customer="Ngu\u0303yễn")))
    assert "Máy U+1F389 hỏng U+4E2D U+202Eabc" in text
    assert "Ngũyễn" in text


def test_names_of_other_alphabets_are_printed_as_they_are() -> None:
    text = read(print_slip(slip(customer="Łukasz Šťastný", about="Пётр и Ελένη")))
    assert "Łukasz Šťastný" in text
    assert "Пётр и Ελένη" in text


@given(st.text(max_size=80))
@settings(max_examples=60)
def test_whatever_is_written_prints_on_one_page(words: str) -> None:
    pdf = print_slip(slip(about=words, customer=words))
    assert len(PdfReader(io.BytesIO(pdf)).pages) == 1


@given(st.text())
def test_a_legible_text_has_a_face_for_every_character(words: str) -> None:
    assert all(character == " " or has_face(character) for character in legible(words))
    assert legible(legible(words)) == legible(words)


def test_every_character_that_is_said_to_be_covered_has_a_glyph(tmp_path: Path) -> None:
    """The list of code points was made with these faces and this typst; a newer one may hold less."""
    sheet = tmp_path / "cover.typ"
    sheet.write_text(
        '#set document(title: "x")\n#set text(font: ("Be Vietnam Pro", "DejaVu Sans Mono", "Libertinus Serif"))\n'
        '#for one in json(bytes(sys.inputs.at("all"))) [#one #text(weight: 600, one) ]'
    )
    every = [chr(code) for first, last in covered() for code in range(first, last + 1)]
    assert {*"Aạẵ đĐ ưƠ ₫ 0…"} - {" "} <= {*every}
    printed = compiler(sheet).compile(
        sys_inputs={"all": json.dumps(every)}, pdf_standards=STANDARDS
    )
    assert printed


def test_the_square_code_is_that_of_the_link_and_opens_it() -> None:
    page = PdfReader(io.BytesIO(print_slip(slip()))).pages[0]
    expected = [[bool(module) for module in row] for row in segno.make(LINK, error="m").matrix]
    assert drawn_modules(page, len(expected)) == expected
    assert [note.get_object()["/A"]["/URI"] for note in page["/Annots"]] == [LINK]


def drawn_modules(page: PageObject, size: int) -> list[list[bool]]:
    """The dark modules as the page draws them: one stroke a run, in units of a module, behind a quiet zone."""
    drawn = ContentStream(page.get_contents(), page.pdf).operations
    strokes = [
        (start, end)
        for (start, move), (end, line) in pairwise(drawn)
        if (move, line) == (b"m", b"l")
    ]
    modules = [[False] * size for _ in range(size)]
    for (start, y), (end, _) in strokes:
        if y % 1 == 0.5:
            for x in range(int(start), int(end)):
                modules[int(y) - 4][x - 4] = True
    return modules
