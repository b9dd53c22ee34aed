"""Killed at each step of fetching, taking, delivering, and of hearing a mail at the door."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.kills.conftest import Nursery
from tests.servers.dovecot import Account
from tests.servers.post import PostOffice

pytestmark = [pytest.mark.journey, pytest.mark.database, pytest.mark.slow]

MAILBOX = """
[[mailbox]]
name = "info"
host = "127.0.0.1"
port = {port}
tls = false
user = "{user}"
password_variable = "CAMKET_TEST_MAILBOX"
done = "{done}"
"""
# From the end of the letter's text until it is noted that the post has it.
BETWEEN_ACCEPT_AND_MARK = [
    "before smtp answer",
    "after smtp answer",
    "before UPDATE notices_delivery",
]


def fetched(run: Nursery, account: Account, folder: Path, done: str, *first: str) -> int:
    """Let the poller fetch from the account, killed again and again. Returns how many mails there were."""
    text = MAILBOX.format(port=account.server.port, user=account.user, done=done)
    (folder / "mailboxes.toml").write_text(text, "utf-8")
    run.variables["CAMKET_MAILBOXES"] = str(folder / "mailboxes.toml")
    run.run("fetch", *first)
    assert run.is_sound()
    return len(run.rounds) + len(first)


def test_fetching_loses_nothing_and_takes_nothing_twice(
    nursery: Callable[..., Nursery], account: Account, tmp_path: Path
) -> None:
    run = nursery()
    mails = fetched(run, account, tmp_path, "seen")
    assert {"after imap answer UID", "after commit of default"} <= set(run.steps.values())
    assert run.standing["arrivals"] == {"opened": mails}
    assert account.uids("UNSEEN") == []


@pytest.mark.parametrize(("done", "kept"), [("delete", 0), ("Đã lấy", 1)])
def test_a_copy_leaves_its_folder_only_when_ours_is_committed(
    done: str, kept: int, nursery: Callable[..., Nursery], account: Account, tmp_path: Path
) -> None:
    run = nursery()
    mails = fetched(run, account, tmp_path, done, "before INSERT INTO vault_wrappedkey")
    assert run.standing["arrivals"] == {"opened": mails}
    assert account.uids("ALL") == []
    assert len(account.uids("ALL", folder="Đã lấy")) == mails * kept


def test_taking_opens_one_case_for_each_mail_and_writes_one_letter(
    nursery: Callable[..., Nursery], post_office: PostOffice
) -> None:
    run = nursery()
    run.run("take")
    assert run.standing["arrivals"] == {"opened": len(run.rounds)}
    assert run.standing["cases"] == len(run.rounds)
    assert set(post_office.names()) == set(run.standing["message_ids"])
    assert run.is_sound()


def test_every_letter_is_sent_and_none_twice_under_another_name(
    nursery: Callable[..., Nursery], post_office: PostOffice
) -> None:
    run = nursery()
    run.run("deliver")
    names = post_office.names()
    assert set(names) == set(run.standing["message_ids"])
    assert run.standing["deliveries"] == {"accepted": len(run.rounds)}
    twice = [step for number, step in run.steps.items() if letters_to(post_office, number) > 1]
    assert [" ".join(step.split()[:3]) for step in twice] == BETWEEN_ACCEPT_AND_MARK
    assert run.is_sound()


def letters_to(post_office: PostOffice, number: int) -> int:
    """How often the letter to the customer of one round was handed in."""
    return len(post_office.to(f"khach{number}@example.vn"))


def test_a_mail_handed_in_at_a_door_that_dies_is_one_case_when_it_is_handed_in_again(
    nursery: Callable[..., Nursery],
) -> None:
    run = nursery()
    run.run("door")
    after_commit = [step for step in run.steps.values() if step == "after commit of default"]
    assert run.standing["cases"] == len(run.rounds)
    assert run.standing["arrivals"] == {"opened": len(run.rounds), "duplicate": len(after_commit)}
    assert len(after_commit) == 1
    assert run.is_sound()
