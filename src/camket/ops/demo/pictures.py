"""Files that customers of the demonstration send along: a drawn photograph, and a recorded sound."""

from __future__ import annotations

import io
import math
import struct
import wave
import zlib

from camket.arrivals.submission import Attached

WIDTH, HEIGHT = 480, 320
BEATS_A_SECOND = 8_000
LOUDNESS = 6_000
Colour = tuple[int, int, int]
TABLE, BOX, LABEL, INK = (206, 196, 178), (236, 234, 228), (252, 252, 250), (58, 60, 66)
# Left, top, right and bottom of each painted area, one over the other.
AREAS: tuple[tuple[int, int, int, int, Colour], ...] = (
    (0, 0, WIDTH, HEIGHT, TABLE),
    (108, 30, 112, 90, INK),
    (368, 30, 372, 90, INK),
    (70, 90, 410, 250, BOX),
    (150, 150, 330, 222, LABEL),
    *((165, top, 230 + top % 40, top + 6, INK) for top in range(162, 212, 12)),
    *((left, 162, left + left % 3 + 1, 208, INK) for left in range(282, 318, 5)),
)


def photograph(name: str) -> Attached:
    """A white device with a printed label on a table, as a PNG."""
    rows = b"".join(b"\0" + bytes(row) for row in _painted())
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    parts = (_chunk(b"IHDR", header), _chunk(b"IDAT", zlib.compress(rows, 9)), _chunk(b"IEND", b""))
    return Attached(name, "image/png", b"\x89PNG\r\n\x1a\n" + b"".join(parts))


def _painted() -> list[bytearray]:
    rows = [bytearray(3 * WIDTH) for _ in range(HEIGHT)]
    for left, top, right, bottom, colour in AREAS:
        stroke = bytes(colour) * (right - left)
        for row in rows[top:bottom]:
            row[3 * left : 3 * right] = stroke
    return rows


def _chunk(kind: bytes, content: bytes) -> bytes:
    mark = struct.pack(">I", zlib.crc32(kind + content))
    return struct.pack(">I", len(content)) + kind + content + mark


def recording(name: str, seconds: int = 4) -> Attached:
    """A few soft tones as a WAV file: what a telephone left, without anybody's voice."""
    wanted = BEATS_A_SECOND * seconds
    beats = [round(LOUDNESS * _swell(n / wanted) * _tone(n)) for n in range(wanted)]
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(BEATS_A_SECOND)
        file.writeframes(struct.pack(f"<{wanted}h", *beats))
    return Attached(name, "audio/wav", buffer.getvalue())


def _swell(part: float) -> float:
    """From silence to silence."""
    return math.sin(math.pi * part)


def _tone(beat: int) -> float:
    """Three tones, a fifth of a second each."""
    pitch = 180 + 60 * (beat * 5 // BEATS_A_SECOND % 3)
    return math.sin(2 * math.pi * pitch * beat / BEATS_A_SECOND)
