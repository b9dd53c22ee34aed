"""Several files in one field. Every file is kept, whatever its type; only the size is bounded."""

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


class ManyFiles(forms.FileInput):
    """The browser's own control, with more than one file."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """A field whose value is a list of uploaded files."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=ManyFiles(), required=False, **options)

    def clean(self, value: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        """Clean each file; an empty one is dropped, because a phone sends one where none was chosen."""
        chosen: Sequence[Any] = value if isinstance(value, list | tuple) else [value]
        return [super(FilesField, self).clean(file, initial) for file in chosen if file]


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
