"""A small policy of one clause, which a test publishes and then changes as its owner would."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from camket.policy import Policy, load_policy

COMPANY = """\
[company]
name = "Một Tiệm"
short_name = "Một Tiệm"
case_prefix = "MT"
mail = "chao@example.vn"
phone = "0909156177"
address = "Số 1, phố Hàng Bài"
address_now = "Số 1, phố Hàng Bài"
advice_line = "18006838"

[hours]
monday = [["08:00", "17:00"]]

[calendar]
name = "vn"
swaps_adopted = {swaps}

[[chapters]]
id = "c"
title = {{ vi = "Chương", en = "Chapter" }}
clauses = ["tra-loi"]
"""

CLAUSE = """\
+++
id = "tra-loi"
code = "TL"
kind = "human"
source = "published"
{withdrawn}

[parameters.days]
unit = "working_days"
name = {{ vi = "Hạn", en = "Limit" }}

{versions}
+++

"""
VERSION = "[[versions]]\nfrom = {day}\nvalues = {{ days = {days} }}\n"
TEXT = "--- {lang} ---\n\n# Trả lời\n\nTrong {{days}} ngày làm việc.\n\n"
Make = Callable[..., Policy]


@pytest.fixture
def policy_of(tmp_path: Path) -> Make:
    """The policy with the days that each version promises, as its folder says it after an edit."""

    def make(versions: dict[str, int], *, withdrawn: str = "", swaps: str = "false") -> Policy:
        (tmp_path / "clauses").mkdir(exist_ok=True)
        (tmp_path / "company.toml").write_text(COMPANY.format(swaps=swaps), "utf-8")
        (tmp_path / "clauses" / "tra-loi.md").write_text(_clause(versions, withdrawn), "utf-8")
        return load_policy(tmp_path)

    return make


def _clause(versions: dict[str, int], withdrawn: str) -> str:
    listed = "\n".join(VERSION.format(day=day, days=days) for day, days in versions.items())
    end = f"withdrawn = {withdrawn}" if withdrawn else ""
    return CLAUSE.format(withdrawn=end, versions=listed) + "".join(
        TEXT.format(lang=lang) for lang in ("vi", "en")
    )
