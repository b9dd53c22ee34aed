"""A telephone system's answering machine: it speaks a beep into a file, a mail, or a form that it posts."""

from __future__ import annotations

import hashlib
import hmac
import io
import math
import struct
import uuid
import wave
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage

from tests.twins.posting import Post

PATH = "/doors/voice"


def beep(seconds: float = 0.2, tone: int = 440) -> bytes:
    """Real sound: 8 kHz, 16 bit, one channel, as telephones give it."""
    steps = int(8000 * seconds)
    samples = (int(9000 * math.sin(2 * math.pi * tone * step / 8000)) for step in range(steps))
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(b"".join(struct.pack("<h", sample) for sample in samples))
    return file.getvalue()


def mailed(phone: str, sound: bytes, *, sender: str = "voicemail@pbx.example.vn") -> bytes:
    """The mail that a telephone system writes about a message."""
    mail = EmailMessage()
    mail["From"] = f"PBX <{sender}>"
    mail["To"] = "info@mitgroup.vn"
    mail["Subject"] = f"[PBX]: New message 3 in mailbox 100 from {phone}"
    mail["Message-ID"] = "<msg0003@pbx.example.vn>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content("You were left a 0:05 long message.")
    mail.add_attachment(sound, maintype="audio", subtype="x-wav", filename="msg0003.wav")
    return bytes(mail)


@dataclass(slots=True)
class AnsweringMachine:
    """Posts forms, signed."""

    post: Post
    secret: str

    def left(self, phone: str, sound: bytes, *, left_at: datetime, name: str = "a.wav") -> bytes:
        """The form, and the boundary in its first line."""
        line = f"--{uuid.uuid4().hex}".encode()
        head = b'\r\nContent-Disposition: form-data; name="'
        fields = [
            line + head + b'from"\r\n\r\n' + phone.encode(),
            line + head + b'left_at"\r\n\r\n' + left_at.isoformat().encode(),
            line
            + head
            + f'file"; filename="{name}"\r\n'.encode()
            + b"Content-Type: audio/x\r\n\r\n"
            + sound,
        ]
        return b"\r\n".join([*fields, line + b"--\r\n"])

    def send(self, body: bytes, *, at: datetime, kind: str | None = None) -> int:
        """Post a form."""
        stamp = str(int(at.timestamp()))
        mark = hmac.new(self.secret.encode(), stamp.encode() + b"." + body, hashlib.sha256)
        boundary = body.split(b"\r\n", 1)[0].removeprefix(b"--").decode("latin-1")
        headers = {
            "Content-Type": kind or f"multipart/form-data; boundary={boundary}",
            "X-Camket-Timestamp": stamp,
            "X-Camket-Signature": f"sha256={mark.hexdigest()}",
        }
        return self.post(PATH, body, headers)
