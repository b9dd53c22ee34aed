"""The official account on Zalo: a message of the kind "consultation" to somebody who wrote to us.

The address, the header and the shapes are those of Zalo's documents for official accounts, version 3.0. Zalo
takes such a message for seven days after the person last wrote; later, somebody has to call.
"""

from __future__ import annotations

import json

from camket.notices.carriers import Undelivered
from camket.notices.texting.texter import Text
from camket.notices.texting.tokens import Tokens
from camket.notices.web import Answer, Unreachable, post

HOST = "https://openapi.zalo.me"
PATH = "/v3.0/oa/message/cs"
LONGEST = 2000
STALE_TOKEN = frozenset({-216, -124})
BUSY = frozenset({-32, -200})


class ZaloAccount:
    """Posts as the official account; an access token that has run out is made new once."""

    def __init__(self, tokens: Tokens, host: str = HOST) -> None:
        self._tokens = tokens
        self._host = host

    def send(self, text: Text) -> str:
        """Send one message. Returns Zalo's name for it, which its receipt carries."""
        token = self._tokens.access()
        answer = self._post(text, token)
        if _fault(answer) in STALE_TOKEN:
            answer = self._post(text, self._tokens.renewed(token))
        fault = _fault(answer)
        if not answer.is_taken or fault != 0:
            whole = fault in BUSY | STALE_TOKEN | {None}
            raise Undelivered(f"zalo {fault}", permanent=not whole, of_carrier=whole)
        return f"zalo:{answer.told().get('data', {}).get('message_id', '')}"

    def _post(self, text: Text, token: str) -> Answer:
        words = text.full if len(text.full) <= LONGEST else text.short
        said = {"recipient": {"user_id": text.to}, "message": {"text": words}}
        headers = {"Content-Type": "application/json", "access_token": token}
        try:
            return post(self._host + PATH, json.dumps(said).encode(), headers)
        except Unreachable as error:
            raise Undelivered(str(error), permanent=False, of_carrier=True) from None


def _fault(answer: Answer) -> int | None:
    """Zalo's code: 0 where it was taken, None where the answer is none of Zalo's."""
    found = answer.told().get("error")
    return found if isinstance(found, int) else None
