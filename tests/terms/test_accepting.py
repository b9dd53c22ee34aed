"""Editions as they are published, accepted, put off and merely shown."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from camket.cases.models import Case
from camket.evidence.queries import facts_of
from camket.ops.actions import OPERATOR, publish_policy
from camket.people.models import Account
from camket.promises.queries import promises_of
from camket.refusals import ChangedMeanwhile, MoveNotAllowed
from camket.rulebook.company import current_policy
from camket.terms.actions.accepting import accept, note
from camket.terms.models import Acceptance, Edition
from camket.terms.queries.standing import standing_of
from tests.terms.changing import CLAUSE
from tests.terms.conftest import MONDAY, NEW_YEAR, Change

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
TODAY = MONDAY.date()


def take(account: Account, version: int | None = None) -> Acceptance:
    """Accept what is asked for, or another edition."""
    asked = standing_of(account, on=TODAY).asked
    edition = Edition.objects.get(version=version or (asked.version if asked else 0))
    return accept(account, edition.version, edition.digest, by=account.ref, at=MONDAY)


def test_publishing_makes_an_edition_for_each_day_and_a_second_time_none(published: None) -> None:
    editions = list(Edition.objects.order_by("version"))
    assert [row.change for row in editions][:1] == ["first"]
    assert editions[-1].by_clause.keys() == {v.id for v in current_policy().in_force(TODAY)}
    publish_policy(current_policy(), by=OPERATOR, at=MONDAY)
    assert Edition.objects.count() == len(editions)
    assert len([f for f in facts_of("terms") if f.kind == "terms.published"]) == len(editions)


def test_a_new_account_accepts_what_holds_today(published: None, huong: Account) -> None:
    acceptance = take(huong)
    assert acceptance.how == "opening"
    assert acceptance.digest == acceptance.edition.digest
    assert acceptance.document == "policy"
    assert facts_of(huong.subject)[-1].body == acceptance.to_json()
    assert standing_of(huong, on=TODAY).asked is None


def test_a_substantive_change_asks_again_and_names_its_day(change: Change, huong: Account) -> None:
    take(huong)
    newest = change("substantive")[-1]
    asked = standing_of(huong, on=TODAY).asked
    assert asked is not None
    assert (asked.version, asked.day, asked.occasion) == (newest.version, NEW_YEAR, "change")
    assert take(huong).how == "change"
    assert standing_of(huong, on=NEW_YEAR).asked is None


@pytest.mark.parametrize("kind", ["editorial", "favourable"])
def test_another_change_is_shown_and_asks_nothing(
    change: Change, huong: Account, kind: str
) -> None:
    take(huong)
    newest = change(kind)[-1]
    standing = standing_of(huong, on=NEW_YEAR)
    assert standing.asked is None
    assert standing.shown[-1].version == newest.version
    note(huong, newest.version, by=huong.ref, at=MONDAY)
    assert standing_of(huong, on=NEW_YEAR).is_noted


def test_deciding_later_ends_when_it_takes_effect(change: Change, huong: Account) -> None:
    take(huong)
    newest = change("substantive")[-1]
    note(huong, newest.version, by=huong.ref, at=MONDAY)
    assert not standing_of(huong, on=TODAY).calls(TODAY)
    assert standing_of(huong, on=NEW_YEAR).calls(NEW_YEAR)
    with pytest.raises(MoveNotAllowed):
        note(huong, newest.version, by=huong.ref, at=MONDAY + timedelta(days=60))


def test_only_what_was_shown_is_accepted(change: Change, huong: Account) -> None:
    take(huong)
    newest = change("substantive")[-1]
    for version, digest in ((newest.version, "0" * 64), (1, Edition.objects.get(version=1).digest)):
        with pytest.raises(ChangedMeanwhile):
            accept(huong, version, digest, by=huong.ref, at=MONDAY)
    take(huong)
    assert take(huong, newest.version) == Acceptance.objects.order_by("at", "id").last()
    assert Acceptance.objects.count() == 2


def test_a_second_publication_for_the_same_day_asks_for_the_newer(
    change: Change, huong: Account
) -> None:
    take(huong)
    change("substantive")
    take(huong)
    newest = change("substantive", day=date(2027, 2, 1), days=8)[-1]
    asked = standing_of(huong, on=TODAY).asked
    assert asked is not None
    assert (asked.version, asked.day) == (newest.version, date(2027, 2, 1))


def test_an_old_case_stays_under_the_version_that_it_began_with(
    change: Change, router: Case
) -> None:
    before = [(p.clause_id, p.clause_digest) for p in promises_of([router.subject])[router.subject]]
    change("substantive")
    after = [(p.clause_id, p.clause_digest) for p in promises_of([router.subject])[router.subject]]
    assert before == after
    policy = current_policy()
    assert policy.clause(CLAUSE, on=TODAY).number("answer_working_days") == 5
    assert policy.clause(CLAUSE, on=NEW_YEAR).number("answer_working_days") == 7
