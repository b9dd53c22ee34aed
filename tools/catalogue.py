"""The English catalogues: collect what is to be translated, say what is missing, compile.

usage: python tools/catalogue.py collect [ROOM…]   write new messages into each room's django.po
       python tools/catalogue.py compile [ROOM…]   write django.mo beside each django.po
       python tools/catalogue.py check             exit 1 if anything is missing, left over or not compiled

Vietnamese is the language of the source: a message is its own Vietnamese text. Each room keeps the English
of its messages in `locale/en/LC_MESSAGES/`; what `ui` translates need not be translated again elsewhere.
Babel reads and writes the files, so that nobody needs gettext; a running camket needs neither.
"""

from __future__ import annotations

import ast
import io
import re
import struct
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOMS = Path(__file__).resolve().parent.parent / "src" / "camket"
SHARED = "ui"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}
LITERAL = r"""[bu]?("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
CALL = re.compile(rf"\b(_|n?gettext|pgettext)\(\s*{LITERAL}(?:\s*,\s*{LITERAL})?")
HEAD = r"Language: en\nContent-Type: text/plain; charset=utf-8\nPlural-Forms: nplurals=2; plural=(n != 1);\n"
Key = tuple[str | None, str | tuple[str, str]]
Spoken = str | tuple[str | None, ...]


def rooms() -> list[str]:
    """Every room that could speak: all packages of camket."""
    return sorted(folder.parent.name for folder in ROOMS.glob("*/__init__.py"))


def catalogue_path(room: str) -> Path:
    """Where a room keeps its English."""
    return ROOMS / room / "locale" / "en" / "LC_MESSAGES" / "django.po"


def spoken(room: str) -> dict[Key, list[str]]:
    """Each message of a room's code and templates, with the files it stands in."""
    found: dict[Key, list[str]] = {}
    for path in sorted((ROOMS / room).rglob("*")):
        if path.suffix in {".py", ".html", ".txt"} and "migrations" not in path.parts:
            for key in _messages(path):
                places = found.setdefault(key, [])
                name = path.relative_to(ROOMS).as_posix()
                if name not in places:
                    places.append(name)
    return found


def _messages(path: Path) -> Iterator[Key]:
    text = path.read_text("utf-8")
    calls = _python_calls(text) if path.suffix == ".py" else _template_calls(text, path)
    for function, message in calls:
        if key := _key(function, message):
            yield key


def _python_calls(text: str) -> Iterator[tuple[str, Spoken]]:
    for _line, function, message, _comments in extract_python(
        io.BytesIO(text.encode()), KEYWORDS, [], {}
    ):
        yield function or "", message


def _template_calls(text: str, path: Path) -> Iterator[tuple[str, Spoken]]:
    """Django turns a template into something like code, in which the calls can be found."""
    for call in CALL.finditer(templatize(text, origin=str(path))):
        yield call[1], tuple(ast.literal_eval(found) for found in call.group(2, 3) if found)


def _key(function: str, message: Spoken) -> Key | None:
    """The message as a catalogue knows it; None for a call whose text is no literal."""
    parts = (message,) if isinstance(message, str) else tuple(message)
    if not function or not parts or any(not part for part in parts[:2]):
        return None
    texts = [str(part) for part in parts if part]
    if function.startswith("p"):
        return texts[0], texts[1]
    if function.startswith("n"):
        return None, (texts[0], texts[1])
    return None, texts[0]


def translated(room: str) -> Catalog:
    """A room's catalogue as it is; empty if it has none."""
    path = catalogue_path(room)
    if not path.exists():
        return Catalog(locale="en", domain="django", project="camket")
    with path.open("rb") as file:
        return read_po(file, locale="en", domain="django")


def entries(catalogue: Catalog) -> dict[Key, Message]:
    """The messages of a catalogue without its header."""
    return {
        (message.context, message.id if isinstance(message.id, str) else tuple(message.id)): message
        for message in catalogue
        if message.id
    }


def needed(room: str) -> dict[Key, list[str]]:
    """What a room must translate itself."""
    shared = {} if room == SHARED else spoken(SHARED)
    return {key: places for key, places in spoken(room).items() if key not in shared}


def collect(room: str) -> None:
    """Write the room's messages, keeping the English that is there and dropping what is not said."""
    wanted = needed(room)
    path = catalogue_path(room)
    if not wanted:
        return
    old = entries(translated(room))
    fresh = Catalog(locale="en", domain="django", project="camket", fuzzy=False)
    for key, places in sorted(wanted.items(), key=lambda item: (item[1], str(item[0]))):
        string = old[key].string if key in old else ""
        fresh.add(key[1], string, [(place, 0) for place in places], context=key[0])
    path.parent.mkdir(parents=True, exist_ok=True)
    _write(fresh, path)


def _write(catalogue: Catalog, path: Path) -> None:
    """Without dates and names in the head, so that the same messages give the same bytes."""
    buffer = io.BytesIO()
    write_po(buffer, catalogue, omit_header=True, width=96, include_lineno=False)
    head = "".join(f'"{line}"\n' for line in re.findall(r".*?\\n", HEAD))
    path.write_bytes(f'msgid ""\nmsgstr ""\n{head}\n'.encode() + buffer.getvalue())


def compiled(room: str) -> bytes:
    """What the room's django.mo must hold: the format of GNU gettext, without dates."""
    pairs = {b"": HEAD.replace("\\n", "\n").encode()}
    for (context, text), message in entries(translated(room)).items():
        key = "\0".join([text] if isinstance(text, str) else text)
        string = message.string
        value = "\0".join([string] if isinstance(string, str) else string)
        pairs[(f"{context}\4{key}" if context else key).encode()] = value.encode()
    return _packed(sorted(pairs.items()))


def _packed(pairs: list[tuple[bytes, bytes]]) -> bytes:
    """Seven numbers, a table of places for the keys, one for the texts, then keys and texts."""
    count = len(pairs)
    tables: list[bytes] = []
    body = b""
    start = 28 + 16 * count
    for side in (0, 1):
        for pair in pairs:
            tables.append(struct.pack("<II", len(pair[side]), start + len(body)))
            body += pair[side] + b"\0"
    head = struct.pack("<7I", 0x950412DE, 0, count, 28, 28 + 8 * count, 0, start)
    return head + b"".join(tables) + body


def faults(room: str) -> list[str]:
    """What is wrong with a room's catalogue, one sentence each."""
    wanted, have = needed(room), entries(translated(room))
    found = [
        f"{room}: no English for {key[1]!r} ({places[0]})"
        for key, places in wanted.items()
        if key not in have or not _is_whole(have[key])
    ]
    found += [f"{room}: nobody says {key[1]!r} any more" for key in have if key not in wanted]
    path = catalogue_path(room)
    if path.exists():
        mo = path.with_suffix(".mo")
        if not mo.exists() or mo.read_bytes() != compiled(room):
            found.append(f"{room}: django.mo is not what django.po says; run the compile command")
    return found


def _is_whole(message: Message) -> bool:
    strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return bool(strings) and all(strings)


def main(command: str, named: list[str]) -> int:
    """Run one command over the named rooms, or over all of them."""
    chosen = named or rooms()
    if command == "collect":
        for room in chosen:
            collect(room)
    elif command == "compile":
        for room in chosen:
            if catalogue_path(room).exists():
                catalogue_path(room).with_suffix(".mo").write_bytes(compiled(room))
    elif command == "check":
        found = [fault for room in chosen for fault in faults(room)]
        print("\n".join(found) or "every message has its English")
        return 1 if found else 0
    else:
        print(__doc__)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "", sys.argv[2:]))
