"""docs/policy-files.md: its example is a right policy, and it names every rule, unit and key."""

import re
from pathlib import Path

from camket.policy import POINT_TITLES, Service, Unit, load_policy
from camket.policy.reading.front import FrontMatter
from camket.policy.rules import RULES
from tests.policy.making import faults_of

PAPER = (Path(__file__).parents[2] / "docs" / "policy-files.md").read_text("utf-8")
FILES = dict(re.findall(r"(?ms)^`([\w./-]+)`:\n\n```\w*\n(.*?)^```$", PAPER))


def test_the_example_of_the_paper_is_a_right_policy(tmp_path: Path) -> None:
    assert set(FILES) == {"company.toml", "clauses/tra-loi.md"}
    (tmp_path / "clauses").mkdir()
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, "utf-8")
    assert faults_of(tmp_path) == []
    assert len(load_policy(tmp_path).history("tra-loi").versions) == 2


def test_the_paper_lists_every_rule_with_what_it_takes_and_no_other() -> None:
    rows = re.findall(r"(?m)^\| `([a-z_]+)` \| ([^|]*) \| ([^|]*) \| ([^|]*) \|$", PAPER)
    listed = {name: (uses, given) for name, uses, given, _ in rows}
    assert listed.keys() == RULES.keys()
    for name, (uses, given) in listed.items():
        assert set(re.findall(r"`([a-z_]+)`", uses)) == RULES[name].slots.keys(), name
        assert set(re.findall(r"`([a-z_]+)`", given)) == RULES[name].given.model_fields.keys(), name


def test_the_paper_names_every_unit_key_and_point() -> None:
    keys = FrontMatter.model_fields.keys() - {"parameters", "versions", "examples"}
    assert all(f"\n    {key} = " in PAPER for key in Service.model_fields)
    for word in {*(unit.value for unit in Unit), *keys, *POINT_TITLES}:
        assert f"`{word}`" in PAPER, word
