"""Rules about numbers and money: at most, at least, a return, a refund, interest."""

from __future__ import annotations

from pydantic import StrictBool, StrictInt

from camket.policy.both import Both
from camket.policy.parameters import Unit
from camket.policy.rules.asking import LIMITS, Bound, Day, Given, GivenOn, Moment, Outcome, rule
from camket.policy.rules.limits import ends, is_before_the_end
from camket.policy.rules.wording import ONE_DAY, near, when, yes_no

COUNTS = frozenset(unit for unit in Unit if unit.is_number)
DAYS_OF_A_YEAR = 365


class Counted(GivenOn):
    """A number."""

    count: StrictInt


@rule(Counted, most=COUNTS)
def at_most(given: Counted, bound: Bound) -> Outcome:
    """No more than the parameter. Facts: `within`."""
    most = bound.number("most")
    within = given.count <= most
    word = yes_no(within, Both(vi="được", en="allowed"), Both(vi="quá mức", en="too many"))
    says = Both(
        vi=f"{given.count}, mức cao nhất là {most}: {word.vi}.",
        en=f"{given.count}, and the most is {most}: {word.en}.",
    )
    return Outcome(within, says, {"within": within}, given.count in {most, most + 1})


@rule(Counted, least=COUNTS)
def at_least(given: Counted, bound: Bound) -> Outcome:
    """The parameter or more. Facts: `reached`."""
    least = bound.number("least")
    reached = given.count >= least
    word = yes_no(reached, Both(vi="đã đến mức", en="reached"), Both(vi="chưa đến", en="not yet"))
    says = Both(
        vi=f"{given.count}, mức là {least}: {word.vi}.",
        en=f"{given.count}, and the level is {least}: {word.en}.",
    )
    return Outcome(reached, says, {"reached": reached}, given.count in {least - 1, least})


class Returned(Given):
    """Goods that a customer wants to give back."""

    delivered: Moment
    asked: Moment
    as_sold: StrictBool
    our_fault: StrictBool = False

    @property
    def day(self) -> Moment:
        """The delivery."""
        return self.delivered


@rule(Returned, limit=LIMITS)
def return_allowed(given: Returned, bound: Bound) -> Outcome:
    """Asked for in time and as sold; what is our fault or not as agreed is always taken back.

    Consumer law 2023, article 10.1 (e): a refund may not be refused where the trader erred. Facts:
    `allowed`, `due`.
    """
    due = bound.due("limit", given.delivered)
    early = is_before_the_end(given.asked, due)
    allowed = given.our_fault or (early and given.as_sold)
    reason = _why(given, early)
    asked, end = when(given.asked), ends(due)
    says = Both(
        vi=f"Hạn trả hàng là {end.vi}; Quý khách yêu cầu {asked.vi}: {reason.vi}.",
        en=f"Goods may be returned until {end.en}; asked for {asked.en}: {reason.en}.",
    )
    edge = near(given.asked, due.ends_at, due.due)
    return Outcome(allowed, says, {"allowed": allowed, "due": due.due}, edge, due)


def _why(given: Returned, early: bool) -> Both:
    if given.our_fault:
        return Both(
            vi="nhận lại, vì lỗi của công ty hoặc hàng không đúng thỏa thuận",
            en="taken back, because it is our error or not what was agreed",
        )
    if not early:
        return Both(vi="đã quá hạn", en="too late")
    if not given.as_sold:
        return Both(vi="hàng không còn như lúc bán", en="the goods are no longer as sold")
    return Both(vi="nhận lại", en="taken back")


class Refunded(Given):
    """A refund: when it was asked for, when it was paid, and how."""

    asked: Moment
    paid: Moment
    same_method: StrictBool
    other_agreed: StrictBool = False

    @property
    def day(self) -> Moment:
        """The request."""
        return self.asked


@rule(Refunded, limit=LIMITS)
def refund_paid(given: Refunded, bound: Bound) -> Outcome:
    """Paid in time, the way it had been paid or another agreed one. Facts: `in_order`, `due`."""
    due = bound.due("limit", given.asked)
    early = is_before_the_end(given.paid, due)
    right_way = given.same_method or given.other_agreed
    paid, end = when(given.paid), ends(due)
    word = yes_no(
        early,
        yes_no(right_way, Both(vi="đúng", en="in order"), Both(vi="sai cách trả", en="wrong way")),
        Both(vi="trễ hạn, phải trả lãi", en="late, so interest is owed"),
    )
    says = Both(
        vi=f"Hạn hoàn tiền là {end.vi}; đã hoàn {paid.vi}: {word.vi}.",
        en=f"The refund is due by {end.en}; paid {paid.en}: {word.en}.",
    )
    facts = {"in_order": early and right_way, "due": due.due}
    return Outcome(early and right_way, says, facts, near(given.paid, due.ends_at, due.due), due)


class Owed(Given):
    """An amount in dong, when it was due and when it was paid."""

    due: Day
    paid: Day
    amount: StrictInt

    @property
    def day(self) -> Moment:
        """The due day."""
        return self.due


@rule(Owed, rate=frozenset({Unit.PERCENT_A_YEAR}))
def paid_without_interest(given: Owed, bound: Bound) -> Outcome:
    """Paid by the due day; else interest is owed for each day late. Facts: `days_late`, `interest` (dong).

    Civil Code 2015, articles 357 and 468: principal x rate / 365 x days, rounded to a whole dong.
    """
    late = max(0, (given.paid - given.due).days)
    rate = bound.number("rate")
    interest = round(given.amount * rate * late / (100 * DAYS_OF_A_YEAR))
    due, paid = when(given.due), when(given.paid)
    says = Both(
        vi=f"Đến hạn {due.vi}, trả {paid.vi}: trễ {late} ngày, lãi {_dong(interest, '.')} đồng.",
        en=f"Due {due.en}, paid {paid.en}: {late} days late, interest {_dong(interest, ',')} dong.",
    )
    facts = {"days_late": late, "interest": interest}
    return Outcome(late == 0, says, facts, given.paid in {given.due, given.due + ONE_DAY})


def _dong(amount: int, mark: str) -> str:
    return f"{amount:,}".replace(",", mark)
