"""A taken port is named before anything starts, and not found out from a traceback."""

from __future__ import annotations

import socket
from typing import ClassVar

from camket.refusals import Refusal


class PortTaken(Refusal):
    """Another program listens where camket was told to."""

    code: ClassVar[str] = "port_taken"

    def __init__(self, name: str, port: int) -> None:
        super().__init__(
            f"{name}: cổng {port} đang có chương trình khác dùng. Xin dừng chương trình đó, hoặc chọn cổng khác, ví dụ {name}={port + 1000}.",
            f"{name}: another program is using port {port}. Stop it, or choose another port, such as {name}={port + 1000}.",
        )


def check_free(name: str, port: int, host: str = "127.0.0.1") -> None:
    """Raise PortTaken if nobody could listen on the port that the variable `name` gives."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as trial:
        # As the servers do: an address that only waits for its last packets is free.
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
            trial.listen(1)
        except OSError as error:
            raise PortTaken(name, port) from error
