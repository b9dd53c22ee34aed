"""A telephone company's gateway: texts go out as JSON, signed as those that come in are (docs/doors.md)."""

from __future__ import annotations

import hashlib
import hmac
import json

from camket.clock import now
from camket.notices.carriers import Undelivered
from camket.notices.texting.texter import Text
from camket.notices.web import Unreachable, post
from camket.text import is_mobile


class SmsGateway:
    """Posts `{"reference", "to", "text"}`. A gateway sends the same reference once, however often it is posted."""

    def __init__(self, url: str, secret: str) -> None:
        self._url = url
        self._secret = secret

    def send(self, text: Text) -> str:
        """Hand one text over. Its receipt comes in by the door, under the same reference."""
        if not is_mobile(text.to):
            raise Undelivered("no mobile number", permanent=True)
        said = {"reference": text.reference, "to": text.to, "text": text.short}
        body = json.dumps(said, ensure_ascii=False).encode()
        try:
            answer = post(self._url, body, self._signed(body))
        except Unreachable as error:
            raise Undelivered(str(error), permanent=False, of_carrier=True) from None
        if not answer.is_taken:
            code, whole = f"sms {answer.status}", answer.is_of_service
            raise Undelivered(code, permanent=answer.is_final, of_carrier=whole)
        return ""

    def _signed(self, body: bytes) -> dict[str, str]:
        stamp = str(int(now().timestamp()))
        mark = hmac.new(self._secret.encode(), stamp.encode() + b"." + body, hashlib.sha256)
        return {
            "Content-Type": "application/json",
            "X-Camket-Timestamp": stamp,
            "X-Camket-Signature": f"sha256={mark.hexdigest()}",
        }
