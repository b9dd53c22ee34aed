"""A decision as the desk writes it: an answer for each point, remedies with days, the legal questions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from camket.complaints.reading import Checked
from camket.complaints.rules.decisions import Answer, Outcome, Promised, RemedyKind, Verdict
from camket.desk.forms.case import words
from camket.desk.words import OUTCOMES, REMEDIES

MOST_REMEDIES = 3
YES_NO = [("yes", gettext_lazy("Có")), ("no", gettext_lazy("Không"))]
READ = {"yes": True, "no": False, "": None}


def _yes_no(label: Any, hint: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, help_text=hint, choices=YES_NO, required=False, widget=forms.RadioSelect
    )


class DecisionForm(forms.Form):
    """As many answers as the complaint has points. Made with those points."""

    legal_basis = forms.CharField(
        label=gettext_lazy("Căn cứ pháp luật và điều khoản"),
        help_text=gettext_lazy("Bắt buộc khi từ chối khách hàng được ưu tiên theo điều 8."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, points: Sequence[Checked], **words_: Any) -> None:
        super().__init__(*args, **words_)
        self.points = points
        for point in points:
            self._ask_about(point)
        for row in range(MOST_REMEDIES):
            self._offer_remedy(row)

    def _ask_about(self, point: Checked) -> None:
        self.fields[f"outcome_{point.position}"] = forms.ChoiceField(
            label=_("Quyết định"),
            choices=[
                (code, OUTCOMES[code])
                for code in (Outcome.ACCEPTED, Outcome.PARTLY, Outcome.REJECTED)
            ],
            widget=forms.RadioSelect,
            error_messages={"required": _("Xin chọn quyết định cho điểm này.")},
        )
        missing = _("Xin ghi lý do để khách hàng hiểu.")
        self.fields[f"reasons_{point.position}"] = words(_("Lý do báo khách"), missing)
        self.fields[f"our_error_{point.position}"] = _yes_no(
            _("Khi từ chối điểm này: lỗi có thuộc về công ty không?"),
            _("Trả lời cho phần bị từ chối. Lỗi của công ty thì không được từ chối."),
        )
        self.fields[f"as_agreed_{point.position}"] = _yes_no(
            _("Khi từ chối điểm này: hàng hóa, dịch vụ có đúng như đã thỏa thuận không?"),
            _("Trả lời cho phần bị từ chối. Không đúng thì không được từ chối."),
        )

    def _offer_remedy(self, row: int) -> None:
        none = [("", _("Không"))] if row else [("", _("Không có"))]
        self.fields[f"remedy_{row}"] = forms.ChoiceField(
            label=_("Khắc phục"), required=False, choices=[*none, *REMEDIES.items()]
        )
        self.fields[f"due_{row}"] = forms.DateField(
            label=_("Hạn làm xong"),
            required=False,
            widget=forms.DateInput(attrs={"type": "date"}),
        )
        self.fields[f"amount_{row}"] = forms.IntegerField(
            label=_("Số tiền (đồng)"), required=False, min_value=1
        )
        self.fields[f"detail_{row}"] = forms.CharField(
            label=_("Chi tiết"), required=False, max_length=500
        )

    @property
    def answers(self) -> list[tuple[Checked, list[BoundField], list[BoundField]]]:
        """Each point with its answer, and with what the law asks where it is refused."""
        return [
            (
                point,
                [self[f"{name}_{point.position}"] for name in ("outcome", "reasons")],
                [self[f"{name}_{point.position}"] for name in ("our_error", "as_agreed")],
            )
            for point in self.points
        ]

    @property
    def remedies(self) -> list[list[BoundField]]:
        """The fields of each remedy."""
        names = ("remedy", "due", "amount", "detail")
        return [[self[f"{name}_{row}"] for name in names] for row in range(MOST_REMEDIES)]

    def clean(self) -> dict[str, Any]:
        """A remedy needs its day."""
        cleaned = super().clean() or {}
        for row in range(MOST_REMEDIES):
            if cleaned.get(f"remedy_{row}") and not cleaned.get(f"due_{row}"):
                self.add_error(f"due_{row}", _("Xin chọn ngày làm xong."))
        return cleaned

    def verdict(self) -> Verdict:
        """What was decided."""
        said = self.cleaned_data
        return Verdict(
            answers=tuple(
                Answer(
                    point.position,
                    Outcome(said[f"outcome_{point.position}"]),
                    said[f"reasons_{point.position}"],
                    READ[said[f"our_error_{point.position}"]],
                    READ[said[f"as_agreed_{point.position}"]],
                )
                for point in self.points
            ),
            remedies=tuple(
                Promised(
                    RemedyKind(said[f"remedy_{row}"]),
                    said[f"due_{row}"],
                    said[f"detail_{row}"],
                    said[f"amount_{row}"],
                )
                for row in range(MOST_REMEDIES)
                if said[f"remedy_{row}"]
            ),
            legal_basis=said["legal_basis"],
        )
