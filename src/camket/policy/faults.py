"""What is wrong in a policy folder, with file and line, in both languages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from camket.refusals import NotUnderstood


@dataclass(frozen=True, order=True)
class Fault:
    """One thing that is wrong, where it stands (lines count from 1), and what to do about it."""

    path: Path
    line: int
    vi: str
    en: str

    def told(self, lang: str) -> str:
        """`clauses/hours.md:12: what is wrong`, as editors understand it."""
        return f"{self.path}:{self.line}: {self.en if lang.startswith('en') else self.vi}"


@dataclass
class Findings:
    """The faults of one file, collected while it is read."""

    path: Path
    faults: list[Fault] = field(default_factory=list)

    @property
    def faults_of_this_file(self) -> list[Fault]:
        """Those of them that stand in this file."""
        return [fault for fault in self.faults if fault.path == self.path]

    def say(self, line: int, vi: str, en: str) -> None:
        """Note a fault and go on: a person wants to see all of them at once."""
        self.faults.append(Fault(self.path, line, vi, en))


class NotAPolicy(NotUnderstood):
    """The folder cannot be used as a policy. `faults` holds everything that is wrong with its form."""

    code = "not_a_policy"

    def __init__(self, folder: Path, faults: Sequence[Fault]) -> None:
        first, command = min(faults), f"camket policy check {folder}"
        super().__init__(
            f"Chính sách trong “{folder}” có {len(faults)} lỗi. Lỗi đầu tiên: {first.told('vi')} "
            f"Xin chạy `{command}` để xem tất cả.",
            f'The policy in "{folder}" has {len(faults)} faults. The first: {first.told("en")} '
            f"Run `{command}` to see all of them.",
        )
        self.faults = tuple(faults)
