"""The lock of what was published: extended, never rewritten, and compared by every check."""

from pathlib import Path

import pytest

from camket.policy import NotAPolicy, checked_folder, publish
from tests.policy.making import ANSWER, COMPANY, changed, faults_of, folder_of

NEXT_YEAR = "[[versions]]\nfrom = 2027-01-01\nvalues.limit = 7\n\n[[examples]]"


def published(path: Path, **clauses: str) -> Path:
    folder = folder_of(path, **clauses)
    publish(checked_folder(folder))
    return folder


def write(folder: Path, text: str) -> None:
    (folder / "clauses" / "answer.md").write_text(text, "utf-8")


def test_publishing_locks_every_version_once(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    (version,) = publish(checked_folder(folder))
    lock = (folder / "published.toml").read_text("utf-8")
    assert f'id = "answer"\nfrom = 2026-01-01\ndigest = "{version.digest}"' in lock
    assert publish(checked_folder(folder)) == ()
    assert (folder / "published.toml").read_text("utf-8") == lock


def test_a_new_version_is_added_below_what_stands_there(tmp_path: Path) -> None:
    folder = published(tmp_path)
    before = (folder / "published.toml").read_bytes()
    write(folder, changed(ANSWER, "[[examples]]", NEXT_YEAR))
    assert faults_of(folder) == []
    assert len(publish(checked_folder(folder))) == 1
    after = (folder / "published.toml").read_bytes()
    assert after.startswith(before)
    assert after.count(b"[[published]]") == 2


CHANGES = [
    ("We answer", "We may answer", "is no longer the same"),
    ("limit = 7", "limit = 9", "is no longer the same"),
    ("from = 2026-01-01", "from = 2026-02-01", "was published and is no longer here"),
    (
        "[[versions]]",
        "[[versions]]\nfrom = 2025-01-01\nvalues.limit = 7\n[[versions]]",
        "begins before",
    ),
]


@pytest.mark.parametrize(("old", "new", "fault"), CHANGES)
def test_what_was_published_may_not_change(tmp_path: Path, old: str, new: str, fault: str) -> None:
    folder = published(tmp_path)
    text = changed(ANSWER, old, new)
    write(folder, text)
    told = [line for line in faults_of(folder) if fault in line]
    assert told, faults_of(folder)
    assert text.split("\n")[int(told[0].split(":")[1]) - 1] == "[[versions]]"


def test_nothing_is_published_while_there_is_a_fault(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, answer=changed(ANSWER, "within {limit}", "within 7"))
    with pytest.raises(NotAPolicy, match="has 2 faults"):
        publish(checked_folder(folder))
    assert not (folder / "published.toml").exists()


def test_a_published_clause_may_be_withdrawn_but_not_removed(tmp_path: Path) -> None:
    folder = published(tmp_path)
    write(folder, changed(ANSWER, 'code = "A"', 'code = "A"\nwithdrawn = 2027-01-01'))
    assert faults_of(folder) == []
    (folder / "clauses" / "answer.md").unlink()
    told = [fault for fault in faults_of(folder) if fault.startswith("published.toml")]
    assert len(told) == 1
    assert told[0].startswith('published.toml:4: The clause "answer" was published and its file is')


PHONE = '[parameters.phone]\nunit = "phone"\nname = { vi = "Số", en = "Phone" }\n\n[[versions]]'
CALL = changed(ANSWER, "limit = 7 }", 'limit = 7, phone = { company = "phone" } }')
CALL = changed(CALL, "[[versions]]", PHONE).replace("{limit}", "{limit} {phone}")
KEPT = changed(CALL, '{ company = "phone" } }', '"02838221234" }')
KEPT = changed(
    KEPT,
    "[[examples]]",
    '[[versions]]\nfrom = 2027-01-01\nvalues.limit = 7\nvalues.phone.company = "phone"\n\n[[examples]]',
)


def test_a_changed_phone_number_asks_for_a_new_version(tmp_path: Path) -> None:
    published(tmp_path, answer=CALL)
    moved = changed(COMPANY, "02838221234", "02838225678")
    (told,) = faults_of(folder_of(tmp_path, company=moved, answer=CALL))
    assert "is no longer the same" in told
    assert faults_of(folder_of(tmp_path, company=moved, answer=KEPT)) == []


LOCKS = [
    ("[[published]]", "[[publish]]", '"publish" is not a known key'),
    ('digest = "', 'digest = "x', "is wrong"),
    ("id =", "id", "The TOML cannot be understood"),
    ("# Which", "\x00", "The TOML cannot be understood"),
]


@pytest.mark.parametrize(("old", "new", "fault"), LOCKS)
def test_a_broken_lock_is_a_fault(tmp_path: Path, old: str, new: str, fault: str) -> None:
    lock = published(tmp_path) / "published.toml"
    lock.write_text(changed(lock.read_text("utf-8"), old, new), "utf-8")
    assert [line for line in faults_of(tmp_path) if fault in line]


def test_a_version_listed_twice_is_a_fault(tmp_path: Path) -> None:
    lock = published(tmp_path) / "published.toml"
    entry = lock.read_text("utf-8").partition("[[published]]")[2]
    lock.write_text(f"[[published]]{entry}\n[[published]]{entry}", "utf-8")
    assert faults_of(tmp_path) == [
        'published.toml:6: The version "answer" from 2026-01-01 is listed twice.'
    ]


def test_a_lock_that_cannot_be_read_is_a_fault(tmp_path: Path) -> None:
    lock = published(tmp_path) / "published.toml"
    lock.write_bytes(b"\xff")
    assert faults_of(tmp_path) == ["published.toml:1: The file must be UTF-8."]
