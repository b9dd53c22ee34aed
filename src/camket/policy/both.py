"""Words in both languages, and the normal form in which a policy's texts are kept."""

from __future__ import annotations

import unicodedata

from camket.worktime.days import Frozen, Text

LANGUAGES = ("vi", "en")


class Both(Frozen):
    """One sentence in Vietnamese and in English; a missing language is a fault."""

    vi: Text
    en: Text

    def spoken(self, lang: str) -> str:
        """The sentence in the reader's language; Vietnamese unless English is asked for."""
        return self.en if lang.startswith("en") else self.vi

    def to_json(self) -> dict[str, str]:
        """Both sentences by language."""
        return {"vi": self.vi, "en": self.en}


def settled(text: str) -> str:
    """The text as it is digested: NFC, one kind of line end, no blanks at the ends of lines.

    What an editor changes by itself must not look like a change of the policy.
    """
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    return "\n".join(line.rstrip() for line in composed.split("\n")).strip("\n")
