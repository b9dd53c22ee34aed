"""How much a text looks like Vietnamese, syllable by syllable. Pure.

A Vietnamese syllable is an onset, a nucleus with at most one tone, and a coda; few letters may stand in
each place. Bytes that are read in the wrong charset hardly ever fall into that order, so counting the
syllables that do tells which charset was meant.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

ENOUGH, DOUBT = 3, 4
TONES = "\u0300\u0301\u0303\u0309\u0323"
_ONSETS = "ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|b|c|d|đ|g|h|k|l|m|n|p|r|s|t|v|x"
_NUCLEI = (
    "iêu|oai|oao|oay|oeo|uây|uôi|uya|uyê|uyu|ươi|ươu|yêu|"
    "ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iu|oa|oă|oe|oi|ôi|ơi|oo|ua|uâ|uê|ui|uô|uơ|uy|ưa|ưi|ươ|ưu|yê|"
    "a|ă|â|e|ê|i|o|ô|ơ|u|ư|y"
)
_SYLLABLE = re.compile(f"(?:{_ONSETS})?(?:{_NUCLEI})(?:ch|ng|nh|c|m|n|p|t)?")
_WORD = re.compile(r"[^\s!-/:-@\[-`{-~0-9]*[^\x00-\x7f][^\s!-/:-@\[-`{-~0-9]*")
_EDGES = "“”‘’„‚«»‹›–—…·•§°©®™€₫¡¿\u00a0\ufeff\u200b\u200c\u200d"
_BARE = {
    ord(unicodedata.normalize("NFC", letter + tone)): letter
    for letter in "aăâeêioôơuưy"
    for tone in TONES
}
_TONED = re.compile("[" + "".join(map(chr, _BARE)) + "]")
_LETTERS = re.compile(r"[^\W\d_]")
_SHORTENED = re.compile("[bcdđghklmnpqrstvx]+")


@dataclass(frozen=True, slots=True)
class Look:
    """How many words with other than ASCII letters are Vietnamese syllables, and how many are not."""

    good: int
    bad: int

    @property
    def score(self) -> int:
        """Above zero where the text looks like Vietnamese."""
        return self.good - self.bad

    @property
    def plain(self) -> bool:
        """Whether there can be no doubt: several syllables, and hardly a word that is none."""
        return self.good >= ENOUGH and self.bad * DOUBT <= self.good


def look_at(text: str) -> Look:
    """Count the words of a text that go beyond ASCII. Signs and emoji count as neither."""
    good = bad = 0
    for found in _WORD.finditer(unicodedata.normalize("NFC", text)):
        verdict = is_syllable(found[0].strip(_EDGES))
        good += verdict is True
        bad += verdict is False
    return Look(good, bad)


def is_syllable(word: str) -> bool | None:
    """Whether a word is a Vietnamese syllable; None for signs and for shortened words (500.000đ, ĐT)."""
    if not _LETTERS.search(word):
        return False if "\ufffd" in word or any("\x80" <= c <= "\x9f" for c in word) else None
    if word.isascii():
        return None
    if not (word.islower() or word.isupper() or word.istitle()):
        return False
    lower = word.lower()
    if _SHORTENED.fullmatch(lower):
        return None
    if len(_TONED.findall(lower)) > 1:
        return False
    return _SYLLABLE.fullmatch(lower.translate(_BARE)) is not None
