"""ClamAV's daemon, spoken to over TCP or a Unix socket: `zINSTREAM`, as its manual (clamd.8) gives it.

After the command come chunks, each behind its length as four bytes (the highest first); a length of zero
ends the stream. The answer is `stream: OK`, `stream: NAME FOUND` or a sentence that ends in `ERROR`.
"""

from __future__ import annotations

import socket
from contextlib import closing, suppress

from camket.cases.scanning.scanner import ScannerSilent, Unscannable

CHUNK = 64 * 1024
TIMEOUT_SECONDS = 60.0
LONGEST_ANSWER = 4096
FOUND, CLEAN, FAULT = " FOUND", "stream: OK", "ERROR"


class ClamAV:
    """One daemon at `host:port`, or at the path of its socket."""

    def __init__(self, address: str, *, timeout: float = TIMEOUT_SECONDS) -> None:
        self._address = address
        self._timeout = timeout

    def scan(self, content: bytes) -> str | None:
        """Ask about one file; a connection for each, as clamd closes it after the answer."""
        try:
            with closing(self._connected()) as connection:
                # It may have said no and hung up before we are through; the answer says why.
                with suppress(BrokenPipeError, ConnectionResetError):
                    _pour(connection, content)
                answer = _answer(connection)
        except OSError as error:
            raise ScannerSilent(type(error).__name__) from error
        return _verdict(answer)

    def _connected(self) -> socket.socket:
        if self._address.startswith("/"):
            connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            connection.settimeout(self._timeout)
            try:
                connection.connect(self._address)
            except OSError:
                connection.close()
                raise
            return connection
        host, _, port = self._address.rpartition(":")
        return socket.create_connection((host.strip("[]"), int(port)), self._timeout)


def _pour(connection: socket.socket, content: bytes) -> None:
    connection.sendall(b"zINSTREAM\0")
    for start in range(0, len(content), CHUNK):
        chunk = content[start : start + CHUNK]
        connection.sendall(len(chunk).to_bytes(4) + chunk)
    connection.sendall(bytes(4))


def _answer(connection: socket.socket) -> str:
    told = b""
    while not told.endswith(b"\0") and len(told) < LONGEST_ANSWER:
        more = connection.recv(LONGEST_ANSWER)
        if not more:
            break
        told += more
    return told.rstrip(b"\0\n").decode("utf-8", "replace")


def _verdict(answer: str) -> str | None:
    if answer == CLEAN:
        return None
    if answer.endswith(FOUND):
        return answer.removeprefix("stream: ").removesuffix(FOUND)
    if answer.endswith(FAULT):
        raise Unscannable
    raise ScannerSilent("no answer")
