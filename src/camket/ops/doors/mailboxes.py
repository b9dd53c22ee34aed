"""Which mailboxes are polled: `CAMKET_MAILBOXES` names a TOML file.

[[mailbox]]
name = "info"                       # how the equation calls it
host = "imap.example.vn"
port = 993                          # 993 with TLS unless said otherwise
tls = true
user = "info@example.vn"
password_variable = "INFO_PASSWORD" # the password stands in the environment; or, for OAuth2 (XOAUTH2),
token_variable = "INFO_TOKEN"       # an access token that something else keeps fresh; or
token_url = "https://login.example.vn/token"  # where one is had for a refresh token:
client_id = "camket"
client_secret_variable = "INFO_CLIENT_SECRET"
refresh_variable = "INFO_REFRESH"
folder = "INBOX"
done = "seen"                       # seen | delete | the name of a folder to move to
voice = false                       # true: a telephone system mails here what people spoke after the beep
"""

from __future__ import annotations

import os
import tomllib
from dataclasses import MISSING, dataclass, fields
from pathlib import Path
from typing import Any

from camket.refusals import NotUnderstood

TLS_PORT = 993
SEEN, DELETE = "seen", "delete"


@dataclass(frozen=True, slots=True)
class Mailbox:
    """One mailbox to poll."""

    name: str
    host: str
    user: str
    port: int = TLS_PORT
    tls: bool = True
    password_variable: str = ""
    token_variable: str = ""
    token_url: str = ""
    client_id: str = ""
    client_secret_variable: str = ""
    refresh_variable: str = ""
    folder: str = "INBOX"
    done: str = SEEN
    voice: bool = False

    @property
    def password(self) -> str:
        """The password, from the environment."""
        return os.environ.get(self.password_variable, "")

    @property
    def token(self) -> str:
        """The OAuth2 access token, from the environment."""
        return os.environ.get(self.token_variable, "") if self.token_variable else ""

    @property
    def refresh_token(self) -> str:
        """The OAuth2 refresh token, from the environment."""
        return os.environ.get(self.refresh_variable, "") if self.refresh_variable else ""

    @property
    def client_secret(self) -> str:
        """What the OAuth2 provider knows this client by, from the environment."""
        named = self.client_secret_variable
        return os.environ.get(named, "") if named else ""

    def check_variables(self) -> None:
        """Refuse a mailbox whose secret is to stand in a variable that is not set."""
        secrets = (self.password_variable, self.token_variable)
        for name in (*secrets, self.client_secret_variable, self.refresh_variable):
            if name and not os.environ.get(name):
                raise NotUnderstood(
                    f"{name}: hộp thư “{self.name}” trong CAMKET_MAILBOXES cần biến này, mà chưa đặt.",
                    f'{name}: the mailbox "{self.name}" in CAMKET_MAILBOXES needs this variable, which is not set.',
                )


def load_mailboxes(path: Path | None) -> list[Mailbox]:
    """Read the file. Raises NotUnderstood, which names the file and the fault."""
    if path is None:
        return []
    try:
        plain = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise _wrong(path, str(error), str(error)) from error
    tables = plain.get("mailbox")
    if not isinstance(tables, list) or not tables:
        raise _wrong(path, "không có mục [[mailbox]] nào.", "it has no [[mailbox]].")
    boxes = [_mailbox(path, table) for table in tables]
    _check(path, boxes)
    return boxes


def _mailbox(path: Path, table: dict[str, Any]) -> Mailbox:
    """One table of the file, in which every key is known, has its kind of value, and none is missing."""
    known = {one.name: one for one in fields(Mailbox)}
    wrong = [name for name in table if name not in known]
    wrong += [name for name, one in known.items() if one.default is MISSING and name not in table]
    wrong += [
        name
        for name, one in known.items()
        if name in table and type(table[name]).__name__ != one.type
    ]
    if wrong:
        names = ", ".join(wrong)
        raise _wrong(
            path,
            f"trong một mục [[mailbox]], các khóa sau lạ, thiếu hoặc sai kiểu: {names}.",
            f"in a [[mailbox]] these keys are unknown, missing or of the wrong kind: {names}.",
        )
    return Mailbox(**table)


def _check(path: Path, boxes: list[Mailbox]) -> None:
    names = [box.name for box in boxes]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise _wrong(path, f"có hai hộp thư tên “{twice}”.", f'two mailboxes are called "{twice}".')
    for box in boxes:
        if box.done == box.folder:
            raise _wrong(
                path,
                f"hộp thư “{box.name}” chuyển thư đã lấy vào chính thư mục của nó.",
                f'the mailbox "{box.name}" would move what was taken into its own folder.',
            )
        ways = (box.password_variable, box.token_variable, box.token_url)
        if sum(bool(way) for way in ways) != 1:
            raise _wrong(
                path,
                f"hộp thư “{box.name}” cần đúng một cách đăng nhập: password_variable, token_variable hoặc token_url.",
                f'the mailbox "{box.name}" needs exactly one way to sign in: password_variable, token_variable or token_url.',
            )


def _wrong(path: Path, vi: str, en: str) -> NotUnderstood:
    return NotUnderstood(
        f"Tệp {path} khai báo hộp thư chưa đúng: {vi}",
        f"The file {path} does not describe mailboxes: {en}",
    )
