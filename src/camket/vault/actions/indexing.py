"""Keyed hashes by which a row is found without being read."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from camket.vault.keys import keys
from camket.vault.rules import keyed_digest, letters_only

TOKEN_LETTERS = 12


def blind_index(kind: str, normal_form: str) -> str:
    """The hash under which a mail address or phone number in its normal form is found; 64 hex digits."""
    return keyed_digest(keys().index, f"{kind}\x00{normal_form}".encode()).hex()


def search_tokens(syllables: Iterable[str]) -> list[str]:
    """The words that stand for folded syllables in the search index, each once: letters only (56 bits)."""
    key = keys().search
    return list(dict.fromkeys(_token(key, syllable) for syllable in syllables))


@lru_cache(maxsize=20_000)
def _token(key: bytes, syllable: str) -> str:
    return letters_only(keyed_digest(key, syllable.encode()), TOKEN_LETTERS)
