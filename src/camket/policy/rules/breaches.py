"""Rules about an alleged breach of terms: who decides it, and not before when."""

from __future__ import annotations

from typing import Literal

from camket.policy.both import Both
from camket.policy.parameters import Unit
from camket.policy.rules.asking import Bound, Given, GivenOn, Moment, Outcome, rule
from camket.policy.rules.limits import ends, is_before_the_end
from camket.policy.rules.wording import near, yes_no

DROPPED = "dismissed"


class Pair(GivenOn):
    """Who said that terms were broken, and who is to decide it."""

    asserted_by: str
    decided_by: str


@rule(Pair)
def second_person(given: Pair, bound: Bound) -> Outcome:
    """Nobody decides what oneself has asserted. Facts: `may`."""
    may = given.decided_by != given.asserted_by
    says = yes_no(
        may,
        Both(vi="Người thứ hai được kết luận.", en="A second person may decide it."),
        Both(
            vi="Người nêu vi phạm không được tự kết luận.",
            en="Whoever asserted the breach may not decide it.",
        ),
    )
    return Outcome(may, says, {"may": may})


class Weighed(Given):
    """When a breach was told to the customer, when it is to be decided, and how."""

    told: Moment
    decided: Moment
    outcome: Literal["dismissed", "warning", "limit"]

    @property
    def day(self) -> Moment:
        """The telling."""
        return self.told


@rule(Weighed, limit=frozenset({Unit.WORKING_DAYS}))
def decided_after(given: Weighed, bound: Bound) -> Outcome:
    """Nothing follows while it may still be contested; only dropping it needs no wait. Facts: `may`, `due`."""
    due = bound.due("limit", given.told)
    may = given.outcome == DROPPED or not is_before_the_end(given.decided, due)
    end = ends(due)
    says = yes_no(
        may,
        Both(vi="Được kết luận.", en="It may be decided."),
        Both(
            vi=f"Quý khách còn được phản hồi đến {end.vi} nên chưa được kết luận.",
            en=f"The customer may contest it until {end.en}, so it may not be decided yet.",
        ),
    )
    edge = near(given.decided, due.ends_at, due.due)
    return Outcome(may, says, {"may": may, "due": due.due}, edge, due)
