"""Files are whole and durable or not there, and what nobody committed is swept away."""

from __future__ import annotations

import errno
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import Mock

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from camket.vault.actions import new_compartments, sealer_for, store_blobs, sweep
from camket.vault.models import Blob
from camket.vault.rules import CompartmentKind
from camket.vault.storage import DurableFiles

NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)
PHOTO = b"anh" * 50_000


@pytest.fixture
def files(tmp_path: Path) -> DurableFiles:
    return DurableFiles(location=tmp_path / "files")


def test_a_saved_file_is_brought_down_to_the_disk_with_its_folder(
    files: DurableFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[str] = []
    fsync = os.fsync

    def noted(descriptor: int) -> None:
        synced.append(Path(f"/proc/self/fd/{descriptor}").readlink().name)
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", noted)
    files.save("01a203/tep", ContentFile(PHOTO))
    assert sorted(synced) == ["01a203", "files", "tep"]


def test_half_a_file_is_no_file(files: DurableFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space left"):
            files.save("01a203/tep", ContentFile(PHOTO))
    assert files.listdir("01a203") == ([], [])
    assert files.save("01a203/tep", ContentFile(PHOTO)) == "01a203/tep"


def test_of_several_files_all_are_there_or_none(
    files: DurableFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    several = [(f"01a203/tep{number}", PHOTO) for number in range(5)]
    with monkeypatch.context() as patched:
        patched.setattr(
            os, "fsync", Mock(side_effect=[None, None, OSError(errno.EIO, "Broken")] * 3)
        )
        with pytest.raises(OSError, match="Broken"):
            files.save_all(several)
    assert files.listdir("01a203") == ([], [])
    files.save_all(several)
    assert all(Path(files.path(name)).read_bytes() == PHOTO for name, _ in several)


def stored(*, at: datetime) -> Blob:
    """A photo that was stored and committed."""
    (compartment,) = new_compartments([(CompartmentKind.ARRIVAL, "arrival")], at=at)
    sealer = sealer_for([compartment.id])
    (blob,) = store_blobs(sealer, [(compartment.id, PHOTO)], at=at)
    return Blob.objects.get(pk=blob.id)


@pytest.mark.django_db(databases=["default", "keys"])
def test_a_file_whose_row_was_never_committed_is_swept_away_and_no_other() -> None:
    kept = stored(at=NOON)
    with transaction.atomic():
        lost = stored(at=NOON)
        transaction.set_rollback(True)
    sweep(at=NOON + timedelta(minutes=30))
    assert default_storage.exists(lost.name)
    assert sweep(at=NOON + timedelta(hours=2)) > 0
    assert default_storage.exists(kept.name)
    assert not default_storage.exists(lost.name)


@pytest.mark.django_db(databases=["default", "keys"])
def test_sweeping_looks_at_the_last_days_only() -> None:
    with transaction.atomic():
        lost = stored(at=NOON)
        transaction.set_rollback(True)
    sweep(at=NOON + timedelta(days=40))
    assert default_storage.exists(lost.name)
