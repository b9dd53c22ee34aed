"""Every charset that a Vietnamese customer sends is readable or held, never destroyed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from camket.arrivals.channels.mail.charsets.decoding import decode
from camket.arrivals.channels.mail.charsets.syllables import is_syllable, look_at
from camket.arrivals.channels.mail.charsets.tables import from_tcvn, from_viscii, from_vni
from tests.arrivals.charsets import SENTENCES, to_cp1258, to_tcvn3, to_viscii, to_vni
from tests.arrivals.making import mail, multipart, part, read

LEGACY = {"cp1258": to_cp1258, "viscii": to_viscii, "tcvn3": to_tcvn3, "vni": to_vni}
LABELS = ["us-ascii", "iso-8859-1", "windows-1252", "utf-8", "windows-1258", "x-unknown", ""]


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("charset", LEGACY)
def test_a_sentence_in_an_old_charset_is_read_whatever_its_label(
    charset: str, label: str, sentence: str
) -> None:
    assert read(mail(LEGACY[charset](sentence), label)).text == sentence


@pytest.mark.parametrize("charset", ["utf-8", "utf-16", "utf-16-le", "utf-32", "utf-7", "cp1258"])
def test_a_declared_charset_is_believed_where_it_fits(charset: str) -> None:
    sentence = SENTENCES[0]
    content = to_cp1258(sentence) if charset == "cp1258" else sentence.encode(charset)
    assert decode(content, charset).text == sentence


@pytest.mark.parametrize("name", ["x-tcvn3", "TCVN5712-1", "x-viet-tcvn", "VISCII", "x-viscii"])
def test_charsets_that_python_does_not_know_are_known_by_name(name: str) -> None:
    encode = to_viscii if "visc" in name.lower() else to_tcvn3
    read_back = decode(encode("Khiếu nại"), name)
    assert (read_back.text, read_back.warnings) == ("Khiếu nại", ())


def test_text_in_pieces_of_letters_and_marks_becomes_whole() -> None:
    taken_apart = unicodedata.normalize("NFD", SENTENCES[0])
    assert read(mail(taken_apart.encode())).text == SENTENCES[0]


@pytest.mark.parametrize("encode", [to_tcvn3, to_viscii, to_vni, str.encode])
def test_text_that_was_taken_for_latin_and_sent_as_unicode_is_repaired(encode: object) -> None:
    seen = encode("Khiếu nại về máy giặt").decode("latin-1")  # type: ignore[operator]
    assert read(mail(seen.encode())).text == "Khiếu nại về máy giặt"


@pytest.mark.parametrize(
    "sentence",
    ["Größe und Qualität schön für Müller", "Le café très déçu à Zürich", "El niño señor mañana"],
)
def test_a_foreign_customer_is_not_made_vietnamese(sentence: str) -> None:
    assert read(mail(sentence.encode("latin-1"), "iso-8859-1")).text == sentence
    assert read(mail(sentence.encode(), "utf-8")).text == sentence


@pytest.mark.parametrize(
    ("charset", "sentence"),
    [
        ("gb2312", "投诉产品质量"),
        ("shift_jis", "製品の苦情です"),
        ("euc-kr", "제품 불만"),
        ("koi8-r", "Жалоба"),
        ("iso-2022-jp", "製品の苦情です"),
        ("hz", "投诉产品质量"),
    ],
)
def test_other_scripts_are_read_as_declared(charset: str, sentence: str) -> None:
    assert read(mail(sentence.encode(charset), charset)).text == sentence


def test_a_backslash_survives_byte_for_byte() -> None:
    assert read(mail("Lưu ở C:\\new\\tap \\u20ac")).text == "Lưu ở C:\\new\\tap \\u20ac"


@pytest.mark.parametrize(
    "label", ["hex", "rot13", "unicode_escape", "idna", "undefined", "a\x00b", "../x"]
)
def test_a_label_that_is_no_charset_of_text_does_no_harm(label: str) -> None:
    parsed = read(mail("Máy hỏng \\n rồi", label))
    assert parsed.text == "Máy hỏng \\n rồi"
    assert "unknown-charset" in parsed.warnings


@pytest.mark.parametrize(
    "label", ["utf-16", "gb2312", "big5", "koi8-r", "shift_jis", "utf-7", "viscii"]
)
@pytest.mark.parametrize("encode", [str.encode, to_tcvn3, to_viscii, to_cp1258])
def test_a_label_of_another_script_does_not_hide_vietnamese(encode: object, label: str) -> None:
    sentence = SENTENCES[0]
    assert read(mail(encode(sentence), label)).text == sentence  # type: ignore[operator]


@pytest.mark.parametrize("label", ["koi8-r", "windows-1251", "iso-8859-7", "mac-cyrillic"])
def test_a_text_that_broke_under_a_wrong_label_waits_or_gives_way_to_its_other_form(
    label: str,
) -> None:
    broken = (
        "Ổ cứng tôi mua không lên nguồn từ hôm qua.".encode() + b" \xf3\x10\xd3\x9e \xea\x9b" * 9
    )
    assert "unreadable" in read(mail(broken, label)).warnings
    plain = part(broken, f"text/plain; charset={label}")
    both = read(multipart("alternative", plain, part("<p>Ổ cứng hỏng.</p>", "text/html")))
    assert both.text == "Ổ cứng hỏng."
    assert "unreadable" not in both.warnings


@pytest.mark.parametrize(
    ("charset", "sentence"),
    [
        ("koi8-r", "Здравствуйте, я и мой муж купили у вас принтер, а он не работает. Что делать?"),
        (
            "windows-1251",
            "У нас с утра нет интернета, и я не знаю, к кому обратиться и что с этим делать.",
        ),
        ("gb2312", "我在贵公司买的打印机坏了,请尽快给我换一台新的,谢谢。"),
        ("big5", "我在貴公司買的印表機壞了,請盡快給我換一台新的,謝謝。"),
        ("euc-kr", "이 회사에서 산 프린터가 고장 났습니다. 새 제품으로 바꿔 주세요."),
        ("iso-8859-7", "Ο εκτυπωτής που αγόρασα από εσάς δεν λειτουργεί και θέλω άλλον."),
        ("iso-8859-1", "Le café où j'ai payé était déçu à l'été : ça ne va pas, hélas, à Zürich."),
    ],
)
def test_a_whole_mail_in_another_language_waits_for_nobody(charset: str, sentence: str) -> None:
    parsed = read(mail(sentence.encode(charset), charset))
    assert (parsed.text, parsed.warnings) == (sentence, ())


def test_noise_under_an_unknown_name_waits_for_a_person() -> None:
    noise = bytes(range(128, 256)) * 3
    assert "unreadable" in read(mail(noise, "x-foo")).warnings


def test_one_wrong_byte_costs_one_letter() -> None:
    content = bytearray(SENTENCES[0].encode())
    position = content.index("ế".encode())
    content[position + 1] = 0xFF
    parsed = read(mail(bytes(content)))
    assert parsed.text.count("\ufffd") <= 3
    assert "giao hàng" in parsed.text
    assert parsed.warnings == ("damaged-text",)


def test_capitals_in_the_capital_font_become_capitals() -> None:
    assert from_tcvn(b"KHI\xd5U N\xb9I") == "KHIẾU NẠI"


def test_every_letter_has_its_place_in_the_tables() -> None:
    letters = "aăâeêioôơuưyđ" + "".join(
        unicodedata.normalize("NFC", vowel + tone)
        for vowel in "aăâeêioôơuưy"
        for tone in "\u0300\u0301\u0303\u0309\u0323"
    )
    assert from_viscii(to_viscii(letters + letters.upper())) == letters + letters.upper()
    assert from_tcvn(to_tcvn3(letters)) == letters
    assert from_vni(to_vni(letters)) == unicodedata.normalize("NFD", letters) or (
        unicodedata.normalize("NFC", from_vni(to_vni(letters))) == letters
    )


@pytest.mark.parametrize("word", ["khiếu", "Nghiêng", "QUYỀN", "ươm", "khuỷu", "giặt", "đ", "uống"])
def test_vietnamese_syllables_are_known(word: str) -> None:
    assert is_syllable(word) is not False


@pytest.mark.parametrize("word", ["KhiÕu", "n¹i", "Müller", "Zürich", "hµng", "ß½", "ắắ", "naïi"])
def test_other_words_are_known_to_be_none(word: str) -> None:
    assert is_syllable(word) is False


def test_signs_and_pictures_say_nothing_about_a_text() -> None:
    assert look_at("“500.000₫” — 👍 …").score == 0


@given(
    st.binary(max_size=300),
    st.sampled_from(["utf-8", "x", "", "utf-7", "gb18030", "cp1258", "viscii"]),
)
def test_any_bytes_become_clean_text(content: bytes, label: str) -> None:
    text = decode(content, label).text
    assert unicodedata.is_normalized("NFC", text)
    assert text.encode().decode() == text
    assert not {"\r", "\x00"} & set(text)
