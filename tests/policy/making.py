"""A small policy of one clause, which tests write into a folder and break in one place."""

from __future__ import annotations

from pathlib import Path

from camket.policy import check_policy

COMPANY = """\
[company]
name = "Sen"
short_name = "Sen"
case_prefix = "SN"
mail = "chao@sen.example"
phone = "02838221234"
address = "12 Lê Lợi"
address_now = "12 Lê Lợi, Phường Sài Gòn"
advice_line = "18006838"

[hours]
monday = [["08:00", "17:00"]]

[[chapters]]
id = "all"
title = { vi = "Cam kết", en = "Promises" }
clauses = ["answer"]
"""

ANSWER = """\
+++
id = "answer"
code = "A"
kind = "executable"
source = "published"

[parameters.limit]
unit = "working_days"
name = { vi = "Hạn trả lời", en = "Limit of an answer" }

[[versions]]
from = 2026-01-01
values = { limit = 7 }

[[examples]]
name = { vi = "Kịp", en = "Early" }
rule = "in_time"
uses = { limit = "limit" }
expects = "accept"
input = { received = 2026-11-20, done = 2026-11-25 }
outcome = { in_time = true, due = 2026-12-02 }

[[examples]]
name = { vi = "Ngày cuối", en = "The last day" }
rule = "in_time"
uses = { limit = "limit" }
expects = "boundary"
input = { received = 2026-11-20, done = 2026-12-02 }
outcome = { in_time = true }

[[examples]]
name = { vi = "Trễ", en = "Late" }
rule = "in_time"
uses = { limit = "limit" }
expects = "refuse"
input = { received = 2026-11-20, done = 2026-12-08 }
outcome = { in_time = false }
+++

--- vi ---

# Trả lời

Chúng tôi trả lời trong {limit} ngày làm việc.

--- en ---

# Answers

We answer within {limit} working days.
"""


def folder_of(path: Path, *, company: str = COMPANY, **clauses: str) -> Path:
    """A policy folder with these files; without a clause it has the one above."""
    (path / "clauses").mkdir(parents=True, exist_ok=True)
    (path / "company.toml").write_text(company, "utf-8")
    for name, text in (clauses or {"answer": ANSWER}).items():
        (path / "clauses" / f"{name}.md").write_text(text, "utf-8")
    return path


def changed(text: str, old: str, new: str) -> str:
    """The text with one place changed; a place that is not there is a mistake of the test."""
    assert old in text, old
    return text.replace(old, new, 1)


def faults_of(folder: Path, lang: str = "en") -> list[str]:
    """Every fault as `file:line: sentence`, with the file as seen from the folder."""
    return [fault.told(lang).removeprefix(f"{folder}/") for fault in check_policy(folder)]
