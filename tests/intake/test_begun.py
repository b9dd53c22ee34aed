"""A form between its first word and its sending."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.storage import default_storage

from camket.intake.actions.beginning import (
    LASTS,
    MOST_FILES,
    Meant,
    add_piece,
    add_whole,
    begin,
    drop_file,
    forget,
    forget_old,
    keep_answers,
    mean_file,
)
from camket.intake.actions.proofs import forget_spent, spend
from camket.intake.models import Begun, BegunFile, SpentProof
from camket.intake.queries.begun import answers_of, begun_with, files_of, files_seen
from camket.refusals import ChangedMeanwhile, NotAllowed, NotFound, NotUnderstood
from camket.vault.actions import purpose
from camket.vault.models import Blob
from camket.vault.rules import Purpose

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)
MOST = 1_000_000


def photo(size: int = 10, mark: str = "nhãn.jpg/10") -> Meant:
    """The photo that Hương took of the label."""
    return Meant("nhãn.jpg", size, "image/jpeg", mark)


def opened(begun: Begun) -> tuple[dict[str, str], list[bytes]]:
    """What Hương finds again: her words, and the files that are whole."""
    with purpose(Purpose.SHOW_OWNER, by="guest", at=NOON) as opener:
        return answers_of(opener, begun), [file.content for file in files_of(opener, begun)]


def test_who_closed_the_page_finds_the_words_and_the_file_again() -> None:
    begun, secret = begin(at=NOON)
    keep_answers(begun, {"story": "Giao sai hàng"}, at=NOON)
    add_whole(begun, photo(), b"0123456789", most=MOST, at=NOON)
    found = begun_with(secret, at=NOON + timedelta(days=6))
    assert found is not None
    assert opened(found) == ({"story": "Giao sai hàng"}, [b"0123456789"])


def test_a_wrong_secret_and_no_secret_find_nothing() -> None:
    begin(at=NOON)
    assert begun_with("doan-mo", at=NOON) is None
    assert begun_with("", at=NOON) is None


def test_a_file_goes_on_where_the_connection_was_lost() -> None:
    begun, _ = begin(at=NOON)
    add_piece(mean_file(begun, photo(), most=MOST, at=NOON), 0, b"0123", at=NOON)
    again = mean_file(begun, photo(), most=MOST, at=NOON)
    assert (again.have, again.percent, again.is_whole) == (4, 40, False)
    add_piece(again, 4, b"456789", at=NOON)
    assert opened(begun)[1] == [b"0123456789"]


def test_a_piece_whose_answer_was_lost_is_not_kept_twice() -> None:
    begun, _ = begin(at=NOON)
    file = add_piece(mean_file(begun, photo(), most=MOST, at=NOON), 0, b"0123", at=NOON)
    with pytest.raises(ChangedMeanwhile):
        add_piece(file, 0, b"0123", at=NOON)
    file.refresh_from_db()
    assert file.have == 4


@pytest.mark.parametrize(("start", "content"), [(0, b""), (0, b"x" * 11), (8, b"xyz")])
def test_a_piece_that_does_not_fit_is_refused_in_words(start: int, content: bytes) -> None:
    begun, _ = begin(at=NOON)
    file = mean_file(begun, photo(), most=MOST, at=NOON)
    with pytest.raises(NotUnderstood, match="does not fit"):
        add_piece(file, start, content, at=NOON)


def test_too_many_files_and_too_heavy_ones_are_refused_in_words() -> None:
    begun, _ = begin(at=NOON)
    with pytest.raises(NotAllowed, match="heavier than 1 MB"):
        mean_file(begun, photo(MOST + 1), most=MOST, at=NOON)
    for number in range(MOST_FILES):
        mean_file(begun, photo(mark=str(number)), most=MOST, at=NOON)
    with pytest.raises(NotAllowed, match=f"At most {MOST_FILES} files"):
        mean_file(begun, photo(mark="one more"), most=MOST, at=NOON)


def test_a_file_that_is_left_out_is_not_sent() -> None:
    begun, _ = begin(at=NOON)
    file = add_whole(begun, photo(), b"0123456789", most=MOST, at=NOON)
    drop_file(begun, file.pk)
    assert opened(begun)[1] == []


def test_nobody_leaves_out_a_stranger_s_file() -> None:
    (begun, _), (other, _) = begin(at=NOON), begin(at=NOON)
    file = add_whole(begun, photo(), b"0123456789", most=MOST, at=NOON)
    drop_file(other, file.pk)
    assert BegunFile.objects.count() == 1


def test_a_half_file_is_seen_and_not_sent() -> None:
    begun, _ = begin(at=NOON)
    add_piece(mean_file(begun, photo(), most=MOST, at=NOON), 0, b"01", at=NOON)
    with purpose(Purpose.SHOW_OWNER, by="guest", at=NOON) as opener:
        [seen] = files_seen(opener, begun)
    assert (seen.name, seen.percent, seen.is_picture) == ("nhãn.jpg", 20, True)
    assert opened(begun)[1] == []


def test_what_was_sent_or_forgotten_cannot_be_read_and_leaves_no_bytes(
    django_capture_on_commit_callbacks: object,
) -> None:
    begun, secret = begin(at=NOON)
    file = add_whole(begun, photo(200_000), b"x" * 200_000, most=MOST, at=NOON)
    name = file.parts.get().blob.name
    compartment = begun.compartment
    assert default_storage.exists(name)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        forget(begun, at=NOON)
    assert begun_with(secret, at=NOON) is None
    assert not Blob.objects.filter(compartment=compartment).exists()
    assert not default_storage.exists(name)
    with (
        pytest.raises(NotFound),
        purpose(Purpose.SHOW_OWNER, by="guest", at=NOON) as opener,
    ):
        opener.load([compartment.pk])


def test_what_nobody_went_on_with_for_a_week_is_forgotten() -> None:
    begin(at=NOON)
    kept, secret = begin(at=NOON + timedelta(days=1))
    assert forget_old(at=NOON + LASTS) == 1
    assert begun_with(secret, at=NOON + LASTS) == kept


def test_a_proof_is_spent_once_and_forgotten_when_it_has_run_out() -> None:
    assert spend("proof", ends_at=NOON)
    assert not spend("proof", ends_at=NOON)
    assert forget_spent(at=NOON) == 1
    assert not SpentProof.objects.exists()
