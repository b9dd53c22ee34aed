"""Several files in one field. Every file is kept, whatever its type; size and number are bounded, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

MEGABYTE = 1_000_000
MOST_FILES = 20
"""How many files one sending takes. Django reads many more, so that the form itself says so and keeps the words."""


class ManyFiles(forms.FileInput):
    """The browser's own control, with more than one file."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """A field whose value is a list of uploaded files; `most` is None where they are counted as they are kept."""

    def __init__(self, *, most: int | None = MOST_FILES, **options: Any) -> None:
        super().__init__(widget=ManyFiles(), required=False, **options)
        self.most = most

    def clean(self, value: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        """Clean each file; an empty one is dropped, because a phone sends one where none was chosen."""
        given: Sequence[Any] = value if isinstance(value, list | tuple) else [value]
        chosen = [file for file in given if file]
        if self.most is not None and len(chosen) > self.most:
            raise ValidationError(
                _("Mỗi lần gửi được nhiều nhất %(most)s tệp. Phần còn lại xin gửi thêm sau."),
                code="too_many",
                params={"most": self.most},
            )
        return [super(FilesField, self).clean(file, initial) for file in chosen]


def most_bytes() -> int:
    """How much one sending may hold, in bytes."""
    return int(settings.FILE_UPLOAD_MAX_MEMORY_SIZE)


def check_size(request: HttpRequest) -> None:
    """Refuse a sending whose files were too large to be read. Raises ValidationError.

    Django drops such files without a word, and nothing that a customer sends may vanish like that.
    """
    if int(request.META.get("CONTENT_LENGTH") or 0) > most_bytes():
        raise ValidationError(
            _("Các tệp nặng quá %(size)s MB nên chưa gửi được. Xin bớt tệp, hoặc gửi thêm sau."),
            params={"size": most_bytes() // MEGABYTE},
        )


def refuse(form: forms.Form, request: HttpRequest, sentence: str) -> None:
    """Say above a filled-in form why it was not taken. A browser keeps no chosen files: they are asked for again."""
    form.full_clean()
    form.add_error(None, sentence)
    if request.FILES and "attachments" in form.fields:
        form.add_error("attachments", _("Xin chọn lại tệp khi gửi lại."))
