"""The policy becomes rows when a desk is prepared, and no process works with a policy that nobody published."""

from __future__ import annotations

from pathlib import Path

import pytest

from camket.config.cli import main
from camket.evidence.queries import facts_of
from camket.ops.preparing import policy
from camket.refusals import NotAllowed
from camket.rulebook.company import current_policy
from camket.rulebook.models import CalendarVersion, ClauseVersion
from camket.rulebook.rules import SUBJECT

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def test_preparing_publishes_every_version_and_the_calendar_once() -> None:
    versions = sum(len(clause.versions) for clause in current_policy().clauses)
    assert policy.publish() == versions + 1
    assert policy.publish() == 0
    assert (ClauseVersion.objects.count(), CalendarVersion.objects.count()) == (versions, 1)
    assert [fact.by for fact in facts_of(SUBJECT)] == ["operator"]


@pytest.mark.parametrize("command", ["worker", "clock"])
def test_no_process_works_before_that(
    command: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main([command, "--once"]) == 2
    assert "camket setup" in capsys.readouterr().err
    policy.publish()
    assert main([command, "--once"]) == 0


def test_a_policy_that_was_changed_behind_its_version_stops_the_start(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    policy.publish()
    clause = current_policy().clauses[0].versions[0]
    monkeypatch.setitem(clause.__dict__, "digest", "0" * 64)
    with pytest.raises(NotAllowed, match="no longer the same"):
        policy.check_is_published()
