"""Sealing: how a value is encrypted, bound to its place and committed to. Pure.

A sealed value is `form | nonce | ciphertext`, AES-256-GCM; the plaintext begins with a random salt. The
associated data is the place ("table.column") and the row's id, so that a value moved elsewhere does not
open. The commitment is a digest of salt and value: it goes into the chain of facts, and says nothing once
the key, and with it the salt, is gone.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import threading
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

SEALED = b"\x01"
OPEN = b"\x00"
NONCE_BYTES = 12
SALT_BYTES = 16
KEY_BYTES = 32


class CompartmentKind(StrEnum):
    """What one key seals."""

    CONTACT = "contact"
    CASE = "case"
    ORDER = "order"
    ARRIVAL = "arrival"
    ACCOUNT = "account"


class Purpose(StrEnum):
    """Why personal data is read. No purpose, no key."""

    INTAKE = "intake"
    HANDLE_CASE = "handle_case"
    LIST_CASES = "list_cases"
    FIND_CASES = "find_cases"
    CALL_CUSTOMER = "call_customer"
    SEND_LETTER = "send_letter"
    SHOW_OWNER = "show_owner"
    LOOK_AT_HELD = "look_at_held"
    PRINT_SLIP = "print_slip"
    VERIFY = "verify"
    SCAN_FILE = "scan_file"
    LOOK_AT_HARM = "look_at_harm"
    SIGN_IN = "sign_in"
    SHOW_DELEGATE = "show_delegate"


PURPOSES: dict[Purpose, tuple[str, str]] = {
    Purpose.INTAKE: ("tiếp nhận điều Quý khách gửi", "taking in what you sent"),
    Purpose.HANDLE_CASE: ("xử lý hồ sơ của Quý khách", "working on your case"),
    Purpose.LIST_CASES: ("xem danh sách hồ sơ cần xử lý", "looking at the list of cases to do"),
    Purpose.FIND_CASES: ("tìm hồ sơ", "searching for a case"),
    Purpose.CALL_CUSTOMER: ("gọi điện cho Quý khách", "calling you"),
    Purpose.SEND_LETTER: ("gửi thư cho Quý khách", "sending you a letter"),
    Purpose.SHOW_OWNER: ("chính Quý khách xem", "shown to you yourself"),
    Purpose.LOOK_AT_HELD: ("xem thư đang chờ xem xét", "looking at a message that is held"),
    Purpose.PRINT_SLIP: ("in phiếu tiếp nhận", "printing your slip"),
    Purpose.SCAN_FILE: ("quét mã độc trong tệp", "scanning a file for harm"),
    Purpose.LOOK_AT_HARM: ("xem tệp bị cách ly", "looking at a file in quarantine"),
    Purpose.SIGN_IN: ("kiểm tra khi đăng nhập", "checking who signs in"),
    Purpose.SHOW_DELEGATE: (
        "người được Quý khách ủy quyền xem",
        "shown to somebody whom you let act for you",
    ),
    Purpose.VERIFY: ("kiểm tra tính toàn vẹn", "checking that nothing was changed"),
}
"""What the customer reads about each purpose, in Vietnamese and English."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sealed value and the commitment to what is inside."""

    value: bytes
    commitment: str


_last = [0]
_turn = threading.Lock()


def new_id(at: datetime) -> uuid.UUID:
    """A time-ordered row id (RFC 9562, version 7); two made here in one millisecond stay in order."""
    milliseconds = int(at.timestamp() * 1000)
    with _turn:
        following = max((milliseconds << 12) | int.from_bytes(os.urandom(1)), _last[0] + 1)
        # A clock that was set back begins anew; a burst may run ahead of its instant by a second.
        counter = following if following >> 12 <= milliseconds + 1000 else milliseconds << 12
        _last[0] = counter
    value = (counter >> 12) << 80 | 0x7 << 76 | (counter & 0xFFF) << 64
    value |= 0b10 << 62 | int.from_bytes(os.urandom(8)) >> 2
    return uuid.UUID(int=value)


def made_at(row: uuid.UUID) -> datetime:
    """When a row id was made: its first 48 bits are milliseconds (RFC 9562, version 7)."""
    return datetime.fromtimestamp((row.int >> 80) / 1000, UTC)


def seal(key: bytes | None, place: str, row: uuid.UUID, value: bytes) -> Sealed:
    """Seal a value under a data key for one place. Without a key (sealing off) it stays readable."""
    salt = os.urandom(SALT_BYTES)
    committed = commitment_to(salt, value)
    if key is None:
        return Sealed(OPEN + salt + value, committed)
    nonce = os.urandom(NONCE_BYTES)
    ciphertext = AESGCM(key).encrypt(nonce, salt + value, associated(place, row))
    return Sealed(SEALED + nonce + ciphertext, committed)


def unseal(
    key: bytes, place: str, row: uuid.UUID, sealed: bytes | memoryview, *, open_too: bool = False
) -> tuple[bytes, str]:
    """Open a sealed value: the value, and the commitment recomputed from what was inside.

    Raises cryptography's InvalidTag where value, place, row or key do not belong together. What was never
    sealed is believed only where sealing is off (`open_too`): anybody with access to the database could
    have written it.
    """
    sealed = bytes(sealed)
    if sealed[:1] == OPEN and open_too:
        plain = sealed[1:]
    elif sealed[:1] == SEALED:
        nonce, ciphertext = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
        plain = AESGCM(key).decrypt(nonce, ciphertext, associated(place, row))
    else:
        raise InvalidTag
    salt, value = plain[:SALT_BYTES], plain[SALT_BYTES:]
    return value, commitment_to(salt, value)


def associated(place: str, row: uuid.UUID) -> bytes:
    """What a sealed value is bound to."""
    return place.encode() + b"\x00" + row.bytes


def commitment_to(salt: bytes, value: bytes) -> str:
    """The salted commitment, in hex."""
    return hashlib.sha256(salt + value).hexdigest()


def keyed_digest(key: bytes, value: bytes) -> bytes:
    """HMAC-SHA-256."""
    return hmac.new(key, value, hashlib.sha256).digest()


def letters_only(digest: bytes, length: int) -> str:
    """A digest written with the letters a to z: PostgreSQL's parser would lose digits and signs."""
    return "".join(chr(97 + byte % 26) for byte in digest[:length])
