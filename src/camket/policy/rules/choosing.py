"""Rules about choices: one of a list, all of a list, a purpose that was agreed to."""

from __future__ import annotations

from camket.policy.both import Both
from camket.policy.parameters import Unit
from camket.policy.rules.asking import Bound, GivenOn, Outcome, rule
from camket.policy.rules.wording import yes_no

CHOICES = frozenset({Unit.CHOICES})


class Chosen(GivenOn):
    """One thing, by its code."""

    value: str


@rule(Chosen, among=CHOICES)
def is_among(given: Chosen, bound: Bound) -> Outcome:
    """The thing, or what it counts as, is in the list. Facts: `among`, and `counts_as` where it does."""
    listed = bound.values["among"]
    counted = listed.parameter.counts_as.get(given.value, given.value)
    among = counted in listed.plain
    facts = {"among": among} | ({"counts_as": counted} if counted != given.value else {})
    word = listed.parameter.word(given.value)
    answer = yes_no(
        among,
        Both(vi="thuộc điều khoản này", en="falls under this clause"),
        Both(vi="không thuộc điều khoản này", en="does not fall under this clause"),
    )
    says = Both(vi=f"“{word.vi}” {answer.vi}.", en=f'"{word.en}" {answer.en}.')
    return Outcome(among, says, facts, counted != given.value)


class Listed(GivenOn):
    """What was given, by codes."""

    given: tuple[str, ...]


@rule(Listed, required=CHOICES)
def has_all(given: Listed, bound: Bound) -> Outcome:
    """Everything that is required was given. Facts: `complete`, `missing` (codes in order)."""
    required = bound.values["required"]
    missing = [code for code in required.plain if code not in given.given]
    words = [required.parameter.word(code) for code in missing]
    says = (
        Both(
            vi=f"Còn thiếu: {', '.join(word.vi for word in words)}.",
            en=f"Still missing: {', '.join(word.en for word in words)}.",
        )
        if missing
        else Both(vi="Đã đủ.", en="Nothing is missing.")
    )
    edge = len(missing) == 1 or set(given.given) == set(required.plain)
    return Outcome(not missing, says, {"complete": not missing, "missing": missing}, edge)


class Asked(GivenOn):
    """A purpose, and what the person agreed to and took back."""

    purpose: str
    agreed: tuple[str, ...]
    withdrawn: tuple[str, ...] = ()


@rule(Asked)
def is_agreed(given: Asked, bound: Bound) -> Outcome:
    """Agreed to, and not taken back; silence is a no (consumer data, advertising). Facts: `agreed`."""
    agreed = given.purpose in given.agreed and given.purpose not in given.withdrawn
    says = yes_no(
        agreed,
        Both(vi="Quý khách đã đồng ý.", en="The customer has agreed."),
        yes_no(
            given.purpose in given.withdrawn,
            Both(
                vi="Quý khách đã rút lại sự đồng ý.", en="The customer has withdrawn the consent."
            ),
            Both(
                vi="Quý khách chưa đồng ý; im lặng không phải là đồng ý.",
                en="The customer has not agreed; silence is not consent.",
            ),
        ),
    )
    return Outcome(agreed, says, {"agreed": agreed})
