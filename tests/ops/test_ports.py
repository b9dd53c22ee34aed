"""A taken port is named before anything starts."""

from __future__ import annotations

import socket

import pytest

from camket.ops.ports import PortTaken, check_free


def test_a_port_on_which_somebody_listens_is_named_with_its_variable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as somebody:
        port = somebody.getsockname()[1]
        with pytest.raises(PortTaken) as refused:
            check_free("MAIL_PORT", port)
    assert f"MAIL_PORT: cổng {port}" in refused.value.vi
    assert f"MAIL_PORT: another program is using port {port}" in refused.value.en


def test_a_port_that_was_left_is_free() -> None:
    with socket.create_server(("127.0.0.1", 0)) as somebody:
        port = somebody.getsockname()[1]
    check_free("PORT", port)
