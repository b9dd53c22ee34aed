"""`camket policy check`: everything that is wrong in a policy folder, each fault with file and line."""

from __future__ import annotations

from pathlib import Path

from camket.policy.checking.examples import check_examples
from camket.policy.checking.listing import check_listing
from camket.policy.checking.texts import check_texts
from camket.policy.faults import Fault
from camket.policy.loading import Folder, read_folder
from camket.policy.publishing import check_published


def check_policy(folder: Path) -> tuple[Fault, ...]:
    """Every fault of a policy folder, in the order of files and lines; none if it may be published."""
    return tuple(sorted(set(checked_folder(folder).faults)))


def checked_folder(path: Path) -> Folder:
    """The folder as it was read, with the faults of its form and of what it says."""
    folder = read_folder(path)
    for reading in folder.readings.values():
        findings = folder.findings("clauses", reading.file.path.name)
        check_texts(reading, findings)
        if reading.front is not None:
            check_examples(reading, reading.front, folder.policy, findings)
    check_listing(folder)
    check_published(folder)
    return folder
