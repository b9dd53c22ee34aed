"""A file that somebody sent is opened in a sandbox, whole or in pieces."""

from __future__ import annotations

import pytest

from camket.ui.files import file_answer

SOUND = bytes(range(100))


@pytest.mark.parametrize(
    ("asked", "status", "piece", "told"),
    [
        ("", 200, SOUND, None),
        ("bytes=0-", 206, SOUND, "bytes 0-99/100"),
        ("bytes=0-1", 206, SOUND[:2], "bytes 0-1/100"),
        ("bytes=90-400", 206, SOUND[90:], "bytes 90-99/100"),
        ("bytes=-10", 206, SOUND[90:], "bytes 90-99/100"),
        ("bytes=-400", 206, SOUND, "bytes 0-99/100"),
        ("bytes=100-", 416, b"", "bytes */100"),
        ("bytes=5-4", 416, b"", "bytes */100"),
        ("bytes=-", 200, SOUND, None),
        ("bytes=0-1,4-5", 200, SOUND, None),
        ("lines=0-1", 200, SOUND, None),
    ],
)
def test_a_player_gets_the_piece_that_it_asks_for(
    asked: str, status: int, piece: bytes, told: str | None
) -> None:
    answer = file_answer(SOUND, "tin.wav", "audio/wav", asked)
    assert (answer.status_code, answer.content) == (status, piece)
    assert answer.get("Content-Range") == told
    assert (answer["Content-Type"], answer["Accept-Ranges"]) == ("audio/wav", "bytes")


@pytest.mark.parametrize("kind", ["text/html", "image/svg+xml", "application/pdf", "text/plain"])
def test_what_a_browser_could_run_is_saved_and_never_shown(kind: str) -> None:
    answer = file_answer(b"<script>", "ảnh.html", kind)
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]
