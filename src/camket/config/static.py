"""Static files with names made from their content, compressed once, served for ever."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class NamedByContent(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # untyped base
    """Before anything is collected a file keeps its plain name, so that a page never fails for it."""

    def stored_name(self, name: str) -> str:
        """The collected name, or the plain one."""
        stored: str = self.hashed_files.get(self.hash_key(name.replace("\\", "/")), name)
        return stored
