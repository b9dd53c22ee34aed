"""Static files under the names of their content, collected again only when one has changed."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

MARK = ".collected"


def collect() -> bool:
    """Collect the files unless what lies there is made of the same ones; says whether it did."""
    mark = Path(settings.STATIC_ROOT) / MARK
    digest = _digest()
    if mark.is_file() and mark.read_text("ascii") == digest:
        return False
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    mark.write_text(digest, "ascii")
    return True


def _digest() -> str:
    """What the files are made of: their content, which is small, and not their dates, which copies change."""
    total = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            with storage.open(path) as file:
                total.update(f"{path}\0".encode() + hashlib.sha256(file.read()).digest())
    return total.hexdigest()
