"""Whether the texts of a clause file are the ones that its versions need."""

from __future__ import annotations

import datetime as dt
from collections.abc import Set as AbstractSet

from camket.policy.both import LANGUAGES
from camket.policy.clauses import PLACEHOLDER, parts_of
from camket.policy.faults import Findings
from camket.policy.reading.clause_file import ClauseFile, Section


def check_sections(
    file: ClauseFile, later: AbstractSet[dt.date], names: AbstractSet[str], findings: Findings
) -> None:
    """Each text belongs to one version, stands there once, and names only parameters that there are.

    `later` are the first days of all versions but the first one, whose texts have no date.
    """
    seen = set()
    for section in file.sections:
        if section.since is not None and section.since not in later:
            findings.say(
                section.line,
                f"Không có phiên bản nào bắt đầu ngày {section.since} (phiên bản đầu không ghi ngày).",
                f"No version begins on {section.since} (the first one is written without a date).",
            )
        if (section.language, section.since) in seen:
            findings.say(
                section.line, "Phần chữ này đã có ở trên.", "This text already stands further up."
            )
        seen.add((section.language, section.since))
        _check_text(section, names, findings)
    for language in LANGUAGES:
        if (language, None) not in seen:
            findings.say(
                len(file.lines),
                f"Thiếu phần chữ --- {language} ---.",
                f"The text --- {language} --- is missing.",
            )


def _check_text(section: Section, names: AbstractSet[str], findings: Findings) -> None:
    if not all(parts_of(section.text)):
        findings.say(
            section.line,
            "Phần chữ phải bắt đầu bằng tiêu đề “# …”, rồi đến nội dung.",
            'A text must begin with its title, "# …", and then say something.',
        )
    for place, line in enumerate(section.text.split("\n")):
        for name in PLACEHOLDER.findall(line):
            if name not in names:
                findings.say(
                    section.line + place,
                    f"Không có tham số nào tên “{name}”.",
                    f'There is no parameter called "{name}".',
                )
