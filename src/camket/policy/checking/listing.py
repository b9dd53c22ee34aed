"""What `company.toml` says about the clauses: chapters without numbers, and the points of Decree 55/2024."""

from __future__ import annotations

from collections import Counter

from camket.policy.checking.texts import say_digits
from camket.policy.loading import Folder


def check_listing(folder: Folder) -> None:
    """Note short names that two clauses share, digits in chapter titles, and points that name no clause."""
    codes = Counter(r.front.code for r in folder.readings.values() if r.front is not None)
    for reading in folder.readings.values():
        if reading.front is not None and codes[reading.front.code] > 1:
            code = reading.front.code
            folder.findings("clauses", reading.file.path.name).say(
                reading.line("code"),
                f"Mã “{code}” được dùng cho nhiều điều khoản.",
                f'The code "{code}" is used by more than one clause.',
            )
    if folder.file is None:
        return
    for place, chapter in enumerate(folder.file.chapters):
        for text in (chapter.title.vi, chapter.title.en):
            say_digits(text, folder.line("chapters", place), folder.findings("company.toml"))
    _check_points(folder)


def _check_points(folder: Folder) -> None:
    points = folder.file.distance_selling if folder.file else None
    named: dict[str, tuple[str, ...]] = points.model_dump() if points else {}
    for point, clauses in named.items():
        for name in clauses:
            if name not in folder.names:
                folder.say_of_company(
                    ("distance_selling", point),
                    f"Mục “{point}” nêu điều khoản “{name}” nhưng không có điều khoản này.",
                    f'The point "{point}" names the clause "{name}", which is not there.',
                )
