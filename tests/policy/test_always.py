"""Whatever stands in the files, reading and checking end in a policy or in faults with a line, never in a crash."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from camket.policy import NotAPolicy, check_policy, load_policy
from camket.policy.checking.texts import digits_in
from camket.policy.clauses import PLACEHOLDER
from tests.policy.making import ANSWER, COMPANY, folder_of

LINES = ("+++", "--- vi ---", "--- en 2027-01-01 ---", "[[versions]]", "[parameters.limit]", "# x")
MARKS = ("{limit}", "{", "}", "9", "²", "\r\n", "\x00", "\ufeff", '"', "= [", "\u0301", "#", "nan")
VALUES = ("true", "-1", "9" * 30, '{ company = ["phone"] }', "1e400", "0001-01-01", "9999-12-31")
PIECES = st.sampled_from(LINES + MARKS + VALUES)
SCRAPS = st.one_of(st.text(max_size=8), PIECES)


@st.composite
def broken(draw: st.DrawFn, text: str) -> str:
    """The text with a few stretches replaced by scraps."""
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 12)))
        text = text[:start] + draw(SCRAPS) + text[end:]
    return text


def held(folder: Path) -> None:
    """Faults have a line of a file; without a fault the policy can be loaded and said."""
    faults = check_policy(folder)
    for fault in faults:
        assert fault.vi
        assert fault.en
        assert 1 <= fault.line <= len(fault.path.read_bytes().split(b"\n"))
    try:
        policy = load_policy(folder)
    except NotAPolicy:
        assert faults
        return
    for clause in policy.clauses:
        for version in clause.versions:
            assert len(version.digest) == 64
            assert not PLACEHOLDER.search(version.as_published("vi") + version.as_published("en"))


@settings(deadline=None)
@given(broken(ANSWER))
def test_any_clause_file_is_a_policy_or_has_faults(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        held(folder_of(Path(folder), answer=text))


@settings(deadline=None)
@given(broken(COMPANY))
def test_any_company_file_is_a_policy_or_has_faults(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        held(folder_of(Path(folder), company=text))


@given(st.text(), st.characters(categories=["Nd", "Nl", "No"]), st.text())
def test_no_digit_of_any_script_slips_through(before: str, digit: str, after: str) -> None:
    assert digits_in(f"{before} {digit} {after}")


@given(st.text(st.characters(categories=["L", "M", "Zs"])))
def test_words_and_placeholders_are_no_digits(words: str) -> None:
    assert digits_in(f"{words} {{limit}} {words}") == ""
