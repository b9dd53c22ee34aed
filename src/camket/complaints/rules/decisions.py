"""What a decision must hold before it may be told. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from camket.refusals import NotUnderstood


class Outcome(StrEnum):
    """What the desk decided on a point, and on the complaint as a whole."""

    ACCEPTED = "accepted"
    PARTLY = "partly"
    REJECTED = "rejected"


class RemedyKind(StrEnum):
    """What a customer may get."""

    REDO = "redo"
    REPAIR = "repair"
    EXCHANGE = "exchange"
    REFUND = "refund"
    DISCOUNT = "discount"
    APOLOGY = "apology"
    COMPENSATION = "compensation"
    OTHER = "other"


MONEY = frozenset({RemedyKind.REFUND, RemedyKind.DISCOUNT, RemedyKind.COMPENSATION})


@dataclass(frozen=True, slots=True)
class Answer:
    """What was decided on one point, and why. `point` is its position, from 1.

    `our_error` and `as_agreed` are asked of each point that is refused, wholly or in part (consumer law,
    article 10.1 dd, e): who erred, or delivered other than agreed, may not refuse redress. They speak of what
    is refused, and of nothing else.
    """

    point: int
    outcome: Outcome
    reasons: str
    our_error: bool | None = None
    as_agreed: bool | None = None

    @property
    def is_refused(self) -> bool:
        """Whether something of what was asked for is refused."""
        return self.outcome != Outcome.ACCEPTED

    def legal(self) -> dict[str, bool | None]:
        """The answers to the legal questions, as the fact says them."""
        return {"our_error": self.our_error, "as_agreed": self.as_agreed}


@dataclass(frozen=True, slots=True)
class Promised:
    """A remedy and the day by which it is done. `amount` is in đồng."""

    kind: RemedyKind
    due: date
    detail: str = ""
    amount: int | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """A decision as the desk writes it. `legal_basis` is needed to refuse a protected customer (article 8.2 c)."""

    answers: tuple[Answer, ...]
    remedies: tuple[Promised, ...] = ()
    legal_basis: str = ""

    @property
    def outcome(self) -> Outcome:
        """The whole from its points: all accepted, all rejected, or partly."""
        outcomes = {answer.outcome for answer in self.answers}
        return outcomes.pop() if len(outcomes) == 1 else Outcome.PARTLY


def check_verdict(verdict: Verdict, *, points: int, protected: bool, today: date) -> None:
    """Refuse a decision that may not be told, in words that say what is missing."""
    _check_answers(verdict.answers, points)
    _check_remedies(verdict, today)
    refused = [answer for answer in verdict.answers if answer.is_refused]
    for answer in refused:
        _check_refusal(answer)
    if refused and protected and not verdict.legal_basis.strip():
        raise NotUnderstood(
            "Từ chối khách hàng được ưu tiên theo điều 8 phải ghi căn cứ pháp luật và điều khoản chính sách.",
            "To refuse a customer protected by article 8, write the legal basis and the policy clause.",
        )


def _check_answers(answers: Sequence[Answer], points: int) -> None:
    answered = sorted(answer.point for answer in answers)
    if answered != list(range(1, points + 1)):
        raise NotUnderstood(
            f"Mỗi điểm khiếu nại cần đúng một câu trả lời; hồ sơ có {points} điểm.",
            f"Each point needs exactly one answer; the complaint has {points}.",
        )
    for answer in answers:
        if not answer.reasons.strip():
            raise NotUnderstood(
                f"Điểm {answer.point} chưa có lý do. Xin ghi lý do để khách hàng hiểu.",
                f"Point {answer.point} has no reasons. Write them so that the customer understands.",
            )


def _check_remedies(verdict: Verdict, today: date) -> None:
    if verdict.outcome != Outcome.REJECTED and not verdict.remedies:
        raise NotUnderstood(
            "Đã chấp nhận thì cần ghi cách khắc phục và ngày hoàn thành.",
            "Where something is accepted, name the remedy and the day by which it is done.",
        )
    for remedy in verdict.remedies:
        if remedy.due < today:
            raise NotUnderstood(
                f"Ngày khắc phục {remedy.due:%d/%m/%Y} đã qua. Xin chọn ngày khác.",
                f"The remedy's day {remedy.due:%d/%m/%Y} has passed. Choose another.",
            )
        if remedy.kind in MONEY and (remedy.amount is None or remedy.amount <= 0):
            raise NotUnderstood(
                "Khoản tiền khắc phục phải là số đồng lớn hơn 0.",
                "A remedy in money needs an amount in đồng above 0.",
            )


def _check_refusal(answer: Answer) -> None:
    if answer.our_error is None or answer.as_agreed is None:
        raise NotUnderstood(
            f"Từ chối điểm {answer.point} thì phải trả lời hai câu về phần bị từ chối: lỗi có thuộc về công ty "
            "không, và hàng hóa, dịch vụ có đúng như đã thỏa thuận không.",
            f"To refuse point {answer.point}, answer two questions about what is refused: was it our error, and "
            "were the goods or services as agreed?",
        )
    if answer.our_error or not answer.as_agreed:
        raise NotUnderstood(
            f"Điểm {answer.point}: lỗi thuộc về công ty, hoặc hàng hóa, dịch vụ không đúng thỏa thuận thì không "
            "được từ chối khắc phục (Luật Bảo vệ quyền lợi người tiêu dùng, điều 10). Xin đổi quyết định.",
            f"Point {answer.point}: it was our error, or not as agreed, so redress may not be refused (consumer "
            "law, article 10). Change the decision.",
        )
