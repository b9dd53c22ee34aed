"""Counts the steps of a process that leave a trace outside it, and kills it at one of them.

A step is a statement that writes, the beginning and the end of a commit, a command to a mail server before
it is sent, before it is answered and after that, and a file that was stored. It is all patched from here,
into the process that is to be killed: the product knows nothing of it.
"""

from __future__ import annotations

import imaplib
import os
import signal
import smtplib
import threading
from collections.abc import Callable
from typing import Any

from django.core.files.storage import Storage
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

WRITES = ("INSERT", "UPDATE", "DELETE", "BEGIN")
BESIDE = "pulse"  # a thread that says "alive" in between is no part of the work


class Steps:
    """Counts, and tells the name of each step that is looked for; at the deadly one it dies."""

    def __init__(self, deadly: int | None, tell: Callable[[str], object]) -> None:
        self._deadly = deadly
        self._tell = tell
        self._passed = 0

    def passed(self, name: str) -> None:
        """One more."""
        if threading.current_thread().name == BESIDE:
            return
        self._passed += 1
        if self._deadly is None:
            self._tell(f"{name}\n")
        elif self._passed == self._deadly:
            self._tell(f"{name}\n")
            os.kill(os.getpid(), signal.SIGKILL)

    def watch(self) -> None:
        """Count from now on, in this process."""
        connection_created.connect(self._watch_connection, weak=False)
        self._around(BaseDatabaseWrapper, "_commit", lambda it: f"commit of {it.alias}")
        self._around(imaplib.IMAP4, "_command", lambda it, *words: f"imap send {_first(words)}")
        self._around(
            imaplib.IMAP4, "_command_complete", lambda it, name, tag: f"imap answer {name}"
        )
        self._around(smtplib.SMTP, "putcmd", lambda it, name, *rest: f"smtp send {name}")
        self._around(smtplib.SMTP, "getreply", lambda it: "smtp answer")
        self._around(Storage, "save", lambda it, *rest, **more: "file")

    def _watch_connection(self, connection: BaseDatabaseWrapper, **more: object) -> None:
        if self._statement not in connection.execute_wrappers:
            connection.execute_wrappers.append(self._statement)

    def _statement(
        self,
        execute: Callable[..., Any],
        sql: str,
        params: Any,
        many: bool,
        context: dict[str, Any],
    ) -> Any:
        if sql.upper().startswith(WRITES):
            words = sql.replace('"', "").split()
            self.passed(f"before {' '.join(words[:3])} of {context['connection'].alias}")
        return execute(sql, params, many, context)

    def _around(self, owner: type, method: str, name: Callable[..., str]) -> None:
        original = getattr(owner, method)

        def watched(it: Any, *args: Any, **more: Any) -> Any:
            said = name(it, *args, **more)
            self.passed(f"before {said}")
            result = original(it, *args, **more)
            self.passed(f"after {said}")
            return result

        setattr(owner, method, watched)


def _first(words: tuple[Any, ...]) -> str:
    """A command's name, with the name of what is done by UID."""
    named = words[:2] if words[0] == "UID" else words[:1]
    return " ".join(str(word) for word in named)
