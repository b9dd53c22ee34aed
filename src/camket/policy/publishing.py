"""The lock of what was published, `published.toml`: one digest a version, extended and never rewritten.

A published version is what customers were promised. Its words and numbers stay as they were; a change is
a new version with a later day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from camket.policy.clauses import Clause, ClauseVersion
from camket.policy.faults import NotAPolicy
from camket.policy.loading import Folder
from camket.policy.policies import Policy
from camket.policy.reading.building import Reading
from camket.policy.reading.clause_file import read_lines, read_toml
from camket.policy.reading.front import validated
from camket.policy.reading.places import line_of
from camket.worktime.days import Frozen, Text

LOCK = "published.toml"
_HEADING = """\
# Which versions were published, as `camket policy publish` wrote it. Only ever extended: a digest that
# stands here is a promise that was given (docs/policy-files.md).
"""


class Published(Frozen):
    """A version that was published: the clause, its first day, and its digest."""

    id: Text
    from_: Annotated[dt.date, Field(alias="from", strict=True)]
    digest: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Lock(Frozen):
    """The outline of `published.toml`."""

    published: tuple[Published, ...] = ()

    def days_of(self, clause_id: str) -> dict[dt.date, str]:
        """The published versions of a clause: first day and digest."""
        return {entry.from_: entry.digest for entry in self.published if entry.id == clause_id}


def read_lock(folder: Folder) -> Lock:
    """What was published until now; nothing where there is no lock yet. Faults are noted on the folder."""
    path, findings = folder.path / LOCK, folder.findings(LOCK)
    lines = read_lines(path, findings) if path.exists() else None
    plain = read_toml(lines, 0, findings) if lines is not None else None
    lock = None if plain is None else validated(Lock, plain, lines or (), findings)
    if lock is None:
        return Lock()
    _check_entries(lock, lines or (), folder)
    return lock


def unpublished(policy: Policy, lock: Lock) -> tuple[ClauseVersion, ...]:
    """The versions that the lock does not hold, in the order of the printed policy."""
    versions = (version for clause in policy.clauses for version in clause.versions)
    return tuple(v for v in versions if v.in_force_from not in lock.days_of(v.id))


def check_published(folder: Folder) -> None:
    """Note every published version that is gone or is not what was published."""
    lock = read_lock(folder)
    for name, reading in folder.readings.items():
        if reading.clause is not None:
            _check_clause(folder, reading, reading.clause, lock.days_of(name))


def publish(folder: Folder) -> tuple[ClauseVersion, ...]:
    """Add the versions that are new to the lock, and return them. Raises NotAPolicy on any fault."""
    policy, lock = folder.policy, read_lock(folder)
    if folder.faults or policy is None:
        raise NotAPolicy(folder.path, folder.faults)
    fresh = unpublished(policy, lock)
    path = folder.path / LOCK
    if fresh:
        new = not path.exists()
        with path.open("a", encoding="utf-8", newline="\n") as file:
            file.write((_HEADING if new else "") + "".join(_entry(version) for version in fresh))
    return fresh


def _entry(version: ClauseVersion) -> str:
    return (
        f'\n[[published]]\nid = "{version.id}"\nfrom = {version.in_force_from}\n'
        f'digest = "{version.digest}"\n'
    )


def _check_entries(lock: Lock, lines: tuple[str, ...], folder: Folder) -> None:
    """Each published version is listed once, and its clause still has a file."""
    findings = folder.findings(LOCK)
    seen = set()
    for place, entry in enumerate(lock.published):
        line = line_of(lines, ("published", place))
        if (entry.id, entry.from_) in seen:
            findings.say(
                line,
                f"Phiên bản “{entry.id}” từ {entry.from_} được ghi hai lần.",
                f'The version "{entry.id}" from {entry.from_} is listed twice.',
            )
        seen.add((entry.id, entry.from_))
        if entry.id not in folder.names:
            findings.say(
                line,
                f"Điều khoản “{entry.id}” đã đăng nhưng không còn tệp. "
                "Xin giữ tệp và ghi withdrawn = ngày hết hiệu lực.",
                f'The clause "{entry.id}" was published and its file is gone. '
                "Keep the file, and say in it withdrawn = the day of its end.",
            )


def _check_clause(
    folder: Folder, reading: Reading, clause: Clause, held: Mapping[dt.date, str]
) -> None:
    """Every published version is still what it was, and new ones only come after it."""
    findings = folder.findings("clauses", reading.file.path.name)
    last = max(held, default=dt.date.min)
    for place, version in enumerate(clause.versions):
        line, day = reading.line("versions", place), version.in_force_from
        if held.get(day, version.digest) != version.digest:
            findings.say(
                line,
                f"Phiên bản từ {day} đã đăng, nhưng chữ hoặc tham số nay đã khác. "
                "Xin trả lại như cũ và thêm một phiên bản mới ở dưới.",
                f"The version from {day} was published, and its text or a parameter is no longer the same. "
                "Put it back as it was, and add a new version below it.",
            )
        if day not in held and day < last:
            findings.say(
                line,
                f"Phiên bản từ {day} bắt đầu trước một phiên bản đã đăng.",
                f"The version from {day} begins before one that was published.",
            )
    for day in sorted(held.keys() - {version.in_force_from for version in clause.versions}):
        findings.say(
            reading.line("versions", 0),
            f"Phiên bản từ {day} đã đăng nhưng không còn ở đây.",
            f"The version from {day} was published and is no longer here.",
        )
