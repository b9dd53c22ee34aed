"""Versions: which holds on a day, what it says, and what its digest covers."""

import datetime as dt
import json
from pathlib import Path

import pytest

from camket.policy import Policy, load_policy
from camket.refusals import NotFound
from tests.policy.making import ANSWER, changed, faults_of, folder_of

NEW_YEAR = dt.date(2027, 1, 1)
TWO = changed(
    ANSWER,
    "values = { limit = 7 }\n",
    """values = { limit = 7 }

[[versions]]
from = 2027-01-01
values = { limit = 5, tries = 2 }

[[examples]]
name = { vi = "Kịp, theo bản mới", en = "Early, under the new version" }
rule = "in_time"
uses = { limit = "limit" }
expects = "accept"
input = { received = 2027-01-11, done = 2027-01-15 }
outcome = { due = 2027-01-18 }

[[examples]]
name = { vi = "Ngày cuối, theo bản mới", en = "The last day, under the new version" }
rule = "in_time"
uses = { limit = "limit" }
expects = "boundary"
input = { received = 2027-01-11, done = 2027-01-18 }
outcome = { due = 2027-01-18 }

[[examples]]
name = { vi = "Trễ, theo bản mới", en = "Late, under the new version" }
rule = "in_time"
uses = { limit = "limit" }
expects = "refuse"
input = { received = 2027-01-11, done = 2027-01-20 }
outcome = { due = 2027-01-18 }
""",
)
TWO = changed(
    TWO,
    "[[versions]]",
    '[parameters.tries]\nunit = "times"\nname = { vi = "Số lần", en = "Tries" }\n\n[[versions]]',
)
TWO += """
--- vi 2027-01-01 ---

# Trả lời, nhanh hơn

Chúng tôi trả lời trong {limit} ngày làm việc và gọi {tries} lần.

--- en 2027-01-01 ---

# Answers, sooner

We answer within {limit} working days and call {tries} times.
"""


@pytest.fixture
def sen(tmp_path: Path) -> Policy:
    return load_policy(folder_of(tmp_path, answer=TWO))


def test_a_change_next_year_leaves_this_year_as_it_is(sen: Policy, tmp_path: Path) -> None:
    old, new = sen.history("answer").versions
    assert sen.clause("answer", on=dt.date(2026, 12, 31)) is old
    assert sen.clause("answer", on=NEW_YEAR) is new
    assert (old.until, new.until) == (dt.date(2026, 12, 31), None)
    assert (old.number("limit"), new.number("limit")) == (7, 5)
    assert sen.in_force(NEW_YEAR) == (new,)
    assert faults_of(tmp_path) == []


def test_each_version_says_its_own_text_in_both_languages(sen: Policy) -> None:
    old, new = sen.history("answer").versions
    assert old.title("vi") == "Trả lời"
    assert old.as_published("en") == "We answer within 7 working days."
    assert new.title("en") == "Answers, sooner"
    assert new.as_published("vi") == "Chúng tôi trả lời trong 5 ngày làm việc và gọi 2 lần."


def test_a_page_can_mark_what_comes_from_a_parameter(sen: Policy) -> None:
    version = sen.clause("answer", on=NEW_YEAR)
    marked = version.as_published("en", lambda name, shown: f"<{name}:{shown}>")
    assert marked == "We answer within <limit:5> working days and call <tries:2> times."


def test_a_text_that_stays_the_same_need_not_be_written_again(tmp_path: Path) -> None:
    text = changed(
        ANSWER, "[[examples]]", "[[versions]]\nfrom = 2027-01-01\nvalues.limit = 5\n\n[[examples]]"
    )
    old, new = load_policy(folder_of(tmp_path, answer=text)).history("answer").versions
    assert new.texts == old.texts
    assert new.digest != old.digest


def test_the_digest_covers_text_values_and_first_day(sen: Policy) -> None:
    old = sen.history("answer").versions[0]
    assert json.loads(old.canonical) == {
        "from": "2026-01-01",
        "id": "answer",
        "parameters": {"limit": {"unit": "working_days", "value": 7}},
        "text": {
            "en": "# Answers\n\nWe answer within {limit} working days.",
            "vi": "# Trả lời\n\nChúng tôi trả lời trong {limit} ngày làm việc.",
        },
    }
    assert len(old.digest) == 64


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("We answer", "We reply"),
        ("Chúng tôi trả lời", "Chúng tôi đáp"),
        ("limit = 7", "limit = 8"),
        ("from = 2026-01-01", "from = 2026-01-02"),
        ('"working_days"', '"days"'),
    ],
)
def test_whatever_a_customer_reads_changes_the_digest(tmp_path: Path, old: str, new: str) -> None:
    before = load_policy(folder_of(tmp_path / "1")).history("answer").versions[0]
    text = changed(ANSWER, old, new)
    after = load_policy(folder_of(tmp_path / "2", answer=text)).history("answer").versions[0]
    assert before.digest != after.digest


def test_what_an_editor_changes_by_itself_does_not(tmp_path: Path) -> None:
    before = load_policy(folder_of(tmp_path / "1")).history("answer").versions[0]
    folder = folder_of(tmp_path / "2")
    text = ANSWER.replace("trả lời", "tra\u0309 lời").replace("\n", "  \r\n")
    (folder / "clauses" / "answer.md").write_bytes(b"\xef\xbb\xbf" + text.encode())
    after = load_policy(folder).history("answer").versions[0]
    assert before.digest == after.digest


def test_a_withdrawn_clause_holds_until_the_day_before(tmp_path: Path) -> None:
    text = changed(ANSWER, 'code = "A"', 'code = "A"\nwithdrawn = 2027-01-01')
    policy = load_policy(folder_of(tmp_path, answer=text))
    assert policy.clause("answer", on=dt.date(2026, 12, 31)).until == dt.date(2026, 12, 31)
    assert policy.in_force(NEW_YEAR) == ()
    with pytest.raises(NotFound):
        policy.clause("answer", on=NEW_YEAR)


VERSIONS_WRONG = [
    ("from = 2027-01-01", "from = 2025-01-01", "must be in the order of their days"),
    ("from = 2027-01-01", "from = 2026-01-01", "must be in the order of their days"),
    ("limit = 5, tries = 2", "tries = 2", 'has no value of the parameter "limit"'),
    ("values = { limit = 7 }", "values = { limit = 7, tries = 1 }", '"tries" is unused'),
    ("{ limit = 5, tries = 2 }", "{ limit = 6, tries = 2 }", "comes out as 2027-01-19"),
    ("2027-01-11, done = 2027-01-20", "2026-11-20, done = 2026-12-20", "version from 2027-01-01"),
]


@pytest.mark.parametrize(("old", "new", "fault"), VERSIONS_WRONG)
def test_a_wrong_version_is_told(tmp_path: Path, old: str, new: str, fault: str) -> None:
    told = faults_of(folder_of(tmp_path, answer=changed(TWO, old, new)))
    assert [line for line in told if fault in line], told
