"""Everything that is said in Vietnamese is said in English too."""

from __future__ import annotations

import gettext
import re
from pathlib import Path

import pytest
from tools import catalogue

HOLE = re.compile(r"%\(\w+\)s|<[^>]+>")
VIETNAMESE = re.compile(r"[ăâđêôơưĂÂĐÊÔƠƯ\u1ea0-\u1ef9]")
SAID = re.compile(
    r"{%\s*(?:translate|trans)\b.*?%}|{%\s*blocktrans.*?endblocktrans(?:late)?\s*%}|_\(\".*?\"\)|{#.*?#}"
    r"|{%\s*comment.*?endcomment\s*%}",
    re.DOTALL,
)


@pytest.mark.parametrize("room", catalogue.rooms())
def test_a_room_has_its_english_and_its_compiled_catalogue(room: str) -> None:
    assert catalogue.faults(room) == []


@pytest.mark.parametrize("room", catalogue.rooms())
def test_the_english_keeps_every_hole_of_the_vietnamese(room: str) -> None:
    for (_context, text), message in catalogue.entries(catalogue.translated(room)).items():
        original = text if isinstance(text, str) else text[1]
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        for string in strings:
            assert sorted(HOLE.findall(string)) == sorted(HOLE.findall(original)), original


@pytest.mark.parametrize("room", catalogue.rooms())
def test_no_template_speaks_past_the_catalogue(room: str) -> None:
    for path in sorted((catalogue.ROOMS / room).rglob("templates/**/*.html")):
        if not path.name.startswith("kit_"):
            left = SAID.sub("", path.read_text("utf-8"))
            assert not VIETNAMESE.search(left), f"{path}: {VIETNAMESE.search(left)}"


def test_the_compiled_file_is_one_that_gettext_reads() -> None:
    path = catalogue.catalogue_path("ui").with_suffix(".mo")
    with path.open("rb") as file:
        english = gettext.GNUTranslations(file)
    assert english.gettext("Trễ hạn") == "Late"
    one, many = "Trễ %(number)s ngày làm việc", "Trễ %(number)s ngày làm việc"
    assert english.ngettext(one, many, 1) == "%(number)s working day late"
    assert english.ngettext(one, many, 2) == "%(number)s working days late"


def test_a_message_without_english_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "shop" / "templates"
    folder.mkdir(parents=True)
    (tmp_path / "ui").mkdir()
    (folder / "page.html").write_text('{% load i18n %}{% translate "Xin chào" %}', "utf-8")
    monkeypatch.setattr(catalogue, "ROOMS", tmp_path)
    assert catalogue.faults("shop") == [
        "shop: no English for 'Xin chào' (shop/templates/page.html)"
    ]


def test_collecting_keeps_english_and_drops_what_nobody_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = tmp_path / "shop" / "words.py"
    code.parent.mkdir()
    (tmp_path / "ui").mkdir()
    monkeypatch.setattr(catalogue, "ROOMS", tmp_path)
    code.write_text('a = _("một")\nb = _("hai")\n', "utf-8")
    catalogue.collect("shop")
    path = catalogue.catalogue_path("shop")
    path.write_text(
        path.read_text("utf-8").replace('msgid "một"\nmsgstr ""', 'msgid "một"\nmsgstr "one"')
    )
    code.write_text('a = _("một")\n', "utf-8")
    catalogue.collect("shop")
    assert [m.string for m in catalogue.entries(catalogue.translated("shop")).values()] == ["one"]


def test_what_two_rooms_say_alike_in_vietnamese_they_say_alike_in_english() -> None:
    """Django joins the catalogues into one, so that of two the first would speak for both."""
    said: dict[object, set[object]] = {}
    for room in catalogue.rooms():
        for key, message in catalogue.entries(catalogue.translated(room)).items():
            said.setdefault(key, set()).add(message.string)
    assert {key: english for key, english in said.items() if len(english) > 1} == {}
