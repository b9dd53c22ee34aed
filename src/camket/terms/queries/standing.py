"""How an account stands to the terms: what was accepted, what is asked, what is merely shown. Few queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from camket.people.models import Account
from camket.terms.models import Acceptance, Edition, Leaving, Noted
from camket.terms.rules.editions import Asked, Listed, asked_of, since


@dataclass(frozen=True, slots=True)
class Standing:
    """The last acceptance, what is asked now, which newer editions ask nothing, and whether they were noted."""

    accepted: Acceptance | None
    asked: Asked | None
    shown: tuple[Listed, ...]
    is_noted: bool

    @property
    def newest(self) -> int | None:
        """The edition that the page is about: the one asked for, or the newest that is shown."""
        if self.asked is not None:
            return self.asked.version
        return self.shown[-1].version if self.shown else None

    def calls(self, today: date) -> bool:
        """Whether its owner should come upon it: not where they decide later, and may."""
        if self.asked is None:
            return False
        return not (self.is_noted and self.asked.may_wait(today))


def editions() -> list[Listed]:
    """All editions in the order in which they take effect. One query."""
    rows = Edition.objects.order_by("in_force_from", "version")
    return [Listed(*row) for row in rows.values_list("version", "in_force_from", "change")]


def last_acceptance(account: Account) -> Acceptance | None:
    """What the account's owner accepted last."""
    rows = Acceptance.objects.filter(account=account).select_related("edition")
    return rows.order_by("-at", "-id").first()


def standing_of(account: Account, *, on: date) -> Standing:
    """How the account stands on a day."""
    listed, accepted = editions(), last_acceptance(account)
    version = accepted.edition_id if accepted else None
    asked = asked_of(listed, version, on)
    shown = tuple(since(listed, version)) if version is not None and asked is None else ()
    target = asked.version if asked else (shown[-1].version if shown else None)
    noted = Noted.objects.filter(account=account, edition=target).exists() if target else False
    return Standing(accepted, asked, shown, noted)


def leaving_of(account: Account) -> Leaving | None:
    """The leaving that goes on, if there is one."""
    rows = Leaving.objects.filter(account=account, taken_back_at__isnull=True)
    return rows.select_related("data_case", "money_case").first()
