"""Which mailboxes are polled: `CAMKET_MAILBOXES` names a TOML file.

[[mailbox]]
name = "info"                       # how the equation calls it
host = "imap.example.vn"
port = 993                          # 993 with TLS unless said otherwise
tls = true
user = "info@example.vn"
password_variable = "INFO_PASSWORD" # the password stands in the environment, or:
token_variable = "INFO_TOKEN"       # an OAuth2 access token (XOAUTH2)
folder = "INBOX"
done = "seen"                       # seen | delete | the name of a folder to move to
"""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass
from pathlib import Path

from camket.refusals import NotUnderstood

TLS_PORT = 993


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
    folder: str = "INBOX"
    done: str = "seen"

    @property
    def password(self) -> str:
        """The password, from the environment."""
        return os.environ.get(self.password_variable, "")

    @property
    def token(self) -> str:
        """The OAuth2 access token, from the environment."""
        return os.environ.get(self.token_variable, "") if self.token_variable else ""


def load_mailboxes(path: Path | None) -> list[Mailbox]:
    """Read the file. Raises NotUnderstood, which names the file and the fault."""
    if path is None:
        return []
    try:
        plain = tomllib.loads(path.read_text("utf-8"))
        return [Mailbox(**one) for one in plain.get("mailbox", [])]
    except (tomllib.TOMLDecodeError, TypeError) as error:
        raise NotUnderstood(
            f"Tệp {path} khai báo hộp thư chưa đúng: {error}",
            f"The file {path} does not describe mailboxes: {error}",
        ) from error
