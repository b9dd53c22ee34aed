"""A twin of clamd: it speaks INSTREAM over a socket, knows one signature, and has a limit as the real one has."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

# In two pieces, so that a scanner on a developer's machine leaves this file alone.
EICAR = (r"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*").encode()


@dataclass(slots=True)
class Clamd:
    """What the twin was asked, and where it listens."""

    address: str = ""
    limit: int = 1_000_000
    scanned: list[bytes] = field(default_factory=list)

    def answer(self, content: bytes) -> bytes:
        """As clamd answers."""
        self.scanned.append(content)
        return b"stream: Eicar-Test-Signature FOUND\0" if EICAR in content else b"stream: OK\0"


@contextmanager
def listening(clamd: Clamd) -> Iterator[Clamd]:
    """The twin on a port of its own."""

    class Talk(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            assert self.rfile.read(10) == b"zINSTREAM\0"
            content = b""
            while length := int.from_bytes(self.rfile.read(4)):
                content += self.rfile.read(length)
                if len(content) > clamd.limit:
                    self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
                    return
            self.wfile.write(clamd.answer(content))

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talk) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        clamd.address = f"127.0.0.1:{server.server_address[1]}"
        yield clamd
        server.shutdown()
