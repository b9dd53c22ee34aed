"""Words in both languages."""

from __future__ import annotations

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
