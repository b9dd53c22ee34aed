"""A real Dovecot for the session: any user name is a fresh account, all with one password.

It runs without rights of its own (as `nobody` where the tests run as root), in a folder under /tmp, and
ends with the session.
"""

from __future__ import annotations

import grp
import imaplib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from string import Template

import pytest
from imap_tools.utils import encode_folder

from camket.ops.doors.mailboxes import Mailbox
from tests.running import free_port
from tests.servers.certificate import write_certificate
from tests.servers.tokens import TokenOffice

PASSWORD = "matkhau-hop-thu"
HERE = Path(__file__).resolve().parent
SERVERS = f"{os.environ.get('PATH', os.defpath)}:/usr/sbin:/usr/local/sbin"


@dataclass(slots=True)
class Account:
    """One account on the server, as its owner sees it."""

    server: Dovecot
    user: str = field(default_factory=lambda: f"{uuid.uuid4().hex[:12]}@mitgroup.vn")

    def mailbox(self, **more: object) -> Mailbox:
        """How camket is told of it; the password stands in CAMKET_TEST_MAILBOX."""
        given = {
            "name": self.user,
            "host": "127.0.0.1",
            "user": self.user,
            "port": self.server.port,
            "tls": False,
            "password_variable": "CAMKET_TEST_MAILBOX",
        }
        return Mailbox(**{**given, **more})  # type: ignore[arg-type]

    def signed_in(self) -> imaplib.IMAP4:
        """The account in another mail program."""
        client = imaplib.IMAP4("127.0.0.1", self.server.port, timeout=20)
        client.login(self.user, PASSWORD)
        return client

    def put(self, *mails: bytes, folder: str = "INBOX", flags: str = "") -> None:
        """Let mails arrive."""
        with closing(_Leaving(self.signed_in())) as box:
            box.client.create(_named(folder))
            for mail in mails:
                status, said = box.client.append(_named(folder), flags, "", mail)  # type: ignore[arg-type]
                assert status == "OK", said

    def uids(self, criterion: str = "ALL", folder: str = "INBOX") -> list[int]:
        """What is in a folder, without changing it."""
        with closing(_Leaving(self.signed_in())) as box:
            status, _ = box.client.select(_named(folder), readonly=True)
            if status != "OK":
                return []
            _, found = box.client.uid("SEARCH", criterion)
            return [int(uid) for uid in (found[0] or b"").split()]

    def do(self, *commands: tuple[str, ...], folder: str = "INBOX") -> None:
        """UID commands that its owner gives, such as ("STORE", "1", "+FLAGS", r"(\\Seen)")."""
        with closing(_Leaving(self.signed_in())) as box:
            box.client.select(_named(folder))
            for name, *words in commands:
                status, said = box.client.uid(name, *words)
                assert status == "OK", said

    def renumber(self) -> None:
        """Give the inbox a new UIDVALIDITY, as a restored or moved server does."""
        for name in ("dovecot-uidlist", "dovecot.index", "dovecot.index.log"):
            for file in (self.server.folder / "users" / self.user / "mail").glob(f"{name}*"):
                file.unlink()
        time.sleep(1.1)  # the new number is a time in seconds


def _named(folder: str) -> str:
    """A folder's name as the protocol writes it."""
    return encode_folder(folder).decode("ascii")


@dataclass(slots=True)
class _Leaving:
    client: imaplib.IMAP4

    def close(self) -> None:
        self.client.logout()


@dataclass(slots=True)
class Dovecot:
    """The running server."""

    folder: Path
    port: int
    tls_port: int
    tokens: TokenOffice
    process: subprocess.Popen[bytes]

    def account(self) -> Account:
        """An account that nobody used before."""
        return Account(self)

    @property
    def certificate(self) -> Path:
        """What a client must trust to speak TLS with it."""
        return self.folder / "server.crt"


@pytest.fixture(scope="session")
def dovecot(token_office: TokenOffice) -> Iterator[Dovecot]:
    """The server; a test that asks for it is left out where no Dovecot can be had."""
    program = shutil.which("dovecot", path=SERVERS)
    if program is None:
        pytest.skip("there is no dovecot on this machine")
    folder = Path(tempfile.mkdtemp(prefix="dovecot-", dir="/tmp"))
    server = _started(program, folder, token_office)
    try:
        _wait(server)
        yield server
    finally:
        server.process.send_signal(signal.SIGTERM)
        server.process.wait(20)
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def account(dovecot: Dovecot, monkeypatch: pytest.MonkeyPatch) -> Account:
    """A fresh account, whose password camket finds in its environment."""
    monkeypatch.setenv("CAMKET_TEST_MAILBOX", PASSWORD)
    return dovecot.account()


def _started(program: str, folder: Path, tokens: TokenOffice) -> Dovecot:
    who = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
    port, tls_port = free_port(), free_port()
    write_certificate(folder)
    _write_settings(program, folder, who, port=port, tls_port=tls_port, tokens=tokens)
    for path in [folder, *folder.iterdir()]:
        os.chown(path, who.pw_uid, who.pw_gid)
    as_whom = {"user": who.pw_uid, "group": who.pw_gid} if os.geteuid() == 0 else {}
    process = subprocess.Popen(
        [program, "-F", "-c", folder / "dovecot.conf"], cwd=folder, extra_groups=None, **as_whom
    )
    return Dovecot(folder, port, tls_port, tokens, process)


def _write_settings(
    program: str,
    folder: Path,
    who: pwd.struct_passwd,
    *,
    port: int,
    tls_port: int,
    tokens: TokenOffice,
) -> None:
    version = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)
    series = "2.3" if version.stdout.startswith("2.3") else "2.4"
    settings = {
        "folder": folder,
        "user": who.pw_name,
        "group": grp.getgrgid(who.pw_gid).gr_name,
        "uid": who.pw_uid,
        "gid": who.pw_gid,
        "password": PASSWORD,
        "port": port,
        "tls_port": tls_port,
        "token_info": tokens.information,
    }
    text = Template((HERE / f"dovecot-{series}.conf").read_text("utf-8")).substitute(settings)
    (folder / "dovecot.conf").write_text(text, "utf-8")
    oauth2 = f"tokeninfo_url = {tokens.information}\nintrospection_mode = auth\nusername_attribute = email\n"
    (folder / "oauth2.conf").write_text(oauth2, "utf-8")


def _wait(server: Dovecot) -> None:
    end = time.monotonic() + 20
    while time.monotonic() < end:
        try:
            imaplib.IMAP4("127.0.0.1", server.port, timeout=5).logout()
        except OSError:
            time.sleep(0.05)
        else:
            return
    log = server.folder / "log"
    raise AssertionError(log.read_text("utf-8", "replace") if log.exists() else "no dovecot")
