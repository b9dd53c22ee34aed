"""What changed between two editions of the policy, clause by clause, in the printed order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from camket.policy import Change, ClauseVersion
from camket.portal.policy.comparing import Comparison, compare
from camket.portal.policy.wording import body_html
from camket.rulebook.company import governing_version
from camket.terms.rules.editions import Clauses

CHANGES: dict[Change, str | Promise] = {
    Change.EDITORIAL: _("chỉ sửa câu chữ"),
    Change.FAVOURABLE: _("có lợi hơn cho Quý khách"),
    Change.SUBSTANTIVE: _("thay đổi nội dung"),
}


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """One clause that is not what it was: compared, wholly new, or ended."""

    version: ClauseVersion
    title: str
    words: str | Promise
    comparison: Comparison | None = None
    new: SafeString | None = None


def changes_between(before: Clauses, after: Clauses, lang: str) -> list[ClauseChange]:
    """Every clause that differs; first those that hold, then those that ended."""
    return [*_standing(before, after, lang), *_ended(before, after, lang)]


def _standing(before: Clauses, after: Clauses, lang: str) -> Iterator[ClauseChange]:
    for name, digest in after.items():
        found = governing_version(name, digest) if before.get(name) != digest else None
        if found is None:
            continue
        version = found[1]
        old = governing_version(name, before[name]) if name in before else None
        title, words = version.title(lang), CHANGES[version.change]
        if old is None:
            yield ClauseChange(version, title, _("điều mới"), new=body_html(version, lang))
        else:
            yield ClauseChange(version, title, words, comparison=compare(old[1], version, lang))


def _ended(before: Clauses, after: Clauses, lang: str) -> Iterator[ClauseChange]:
    for name in before.keys() - after.keys():
        found = governing_version(name, before[name])
        if found is not None:
            yield ClauseChange(found[1], found[1].title(lang), _("không còn áp dụng"))
