"""Rules about people: who may settle a complaint, when a result counts as told, what both must want."""

from __future__ import annotations

from typing import Literal

from pydantic import StrictBool

from camket.policy.both import Both
from camket.policy.rules.asking import Bound, GivenOn, Outcome, rule
from camket.policy.rules.wording import yes_no


class Chosen(GivenOn):
    """Who is to settle a complaint, and who is complained about."""

    handler: str
    complained_about: tuple[str, ...] = ()


@rule(Chosen)
def may_settle(given: Chosen, bound: Bound) -> Outcome:
    """Nobody settles a complaint about oneself. Facts: `may`."""
    may = given.handler not in given.complained_about
    says = yes_no(
        may,
        Both(vi="Người này được giải quyết.", en="This person may settle it."),
        Both(
            vi="Người bị khiếu nại không được tự giải quyết.",
            en="The person complained about may not settle it.",
        ),
    )
    return Outcome(may, says, {"may": may})


class Proof(GivenOn):
    """What became of a letter and of a call."""

    letter: Literal["accepted", "bounced", "none"]
    call: Literal["answered", "unanswered", "none"] = "none"


@rule(Proof)
def is_told(given: Proof, bound: Bound) -> Outcome:
    """A letter was accepted and did not bounce, or a person was reached by phone. Facts: `told`."""
    told = given.letter == "accepted" or given.call == "answered"
    says = yes_no(
        told,
        Both(vi="Đã báo được đến Quý khách.", en="The customer has been told."),
        Both(
            vi="Chưa báo được; phải báo lại bằng cách khác.",
            en="Not told yet; another way must be tried.",
        ),
    )
    return Outcome(told, says, {"told": told}, "accepted" != given.letter != "none")


class Wanted(GivenOn):
    """Who of the two sides agrees."""

    company: StrictBool
    customer: StrictBool


@rule(Wanted)
def both_agree(given: Wanted, bound: Bound) -> Outcome:
    """Both sides want it. Facts: `agreed`."""
    agreed = given.company and given.customer
    says = yes_no(
        agreed,
        Both(vi="Cả hai bên cùng đồng ý.", en="Both sides agree."),
        Both(
            vi="Chưa đủ sự đồng ý của cả hai bên.",
            en="Not both sides agree.",
        ),
    )
    return Outcome(agreed, says, {"agreed": agreed}, given.company != given.customer)
