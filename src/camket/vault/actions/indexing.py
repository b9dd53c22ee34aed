"""Keyed hashes by which a row is found without being read."""

from __future__ import annotations

from functools import lru_cache

from camket.vault.keys import keys
from camket.vault.rules import keyed_digest, letters_only

TOKEN_LETTERS = 12


def blind_index(kind: str, normal_form: str) -> str:
    """The hash under which a mail address or phone number in its normal form is found; 64 hex digits."""
    return keyed_digest(keys().index, f"{kind}\x00{normal_form}".encode()).hex()


def search_token(syllable: str) -> str:
    """The word that stands for a folded syllable in the search index: letters only (56 bits)."""
    return _token(keys().search, syllable)


@lru_cache(maxsize=20_000)
def _token(key: bytes, syllable: str) -> str:
    return letters_only(keyed_digest(key, syllable.encode()), TOKEN_LETTERS)
