"""`camket policy check`: each kind of fault is found, on the line where it stands."""

from pathlib import Path

import pytest

from camket.policy import check_policy
from tests.policy.making import ANSWER, COMPANY, changed, faults_of, folder_of


def test_a_right_policy_has_no_fault(tmp_path: Path) -> None:
    assert faults_of(folder_of(tmp_path)) == []


IN_CLAUSE = [
    # what is there, what the author wrote instead, what stands on the line that is named, the fault
    ("We answer within {limit}", "We answer within 7", "We answer", 'The digits "7" do not come'),
    ("We answer within", "We answer ² {limit}", "We answer", 'The digits "²" do not come'),
    ("We answer within", "We answer Ⅶ {limit}", "We answer", 'The digits "Ⅶ" do not come'),
    ("We answer within", "We &#55; {limit}", "We &#55;", 'The digits "7" do not come'),
    ("# Trả lời", "# Trả lời trong 7 ngày", "# Trả lời", 'The digits "7" do not come'),
    ('en = "Late"', 'en = "3 days late"', "3 days late", 'The digits "3" do not come'),
    ('en = "Limit of an', 'en = "Limit 1 of an', "Limit 1", 'The digits "1" do not come'),
    ("within {limit}", "within {limits}", "within", 'There is no parameter called "limits"'),
    ("within {limit}", "within {limit} {Limit}", "within", "Braces are only for parameters"),
    ("within {limit}", "soon, in", "[parameters.limit]", "unused in the text --- en ---"),
    ("trong {limit}", "trong vài", "[parameters.limit]", "unused in the text --- vi ---"),
    ("done = 2026-12-02 }", "done = 2026-12-01 }", "boundary", "is no boundary one"),
    ("done = 2026-12-08", "done = 2026-11-23", "in_time = false", "stated as false, and comes out"),
    ("done = 2026-12-08", "done = 2026-11-23", '"refuse"', "is no refusing one"),
    ("due = 2026-12-02", "due = 2026-12-01", "due = 2026-12-01", "comes out as 2026-12-02"),
    ("{ in_time = false }", "{ late = true }", "late = true", "comes out as –"),
    ('"boundary"', '"accept"', "[[versions]]", "has no boundary example"),
    ('"refuse"', '"boundary"', "[[versions]]", "has no refusing example"),
    ('rule = "in_time"', 'rule = "ontime"', "[[examples]]", 'there is no rule "ontime"'),
    ('"limit" }', '"limits" }', "[[examples]]", "must be a parameter with one of the units"),
    ('{ limit = "limit" }', "{}", "[[examples]]", "needs uses with exactly: limit"),
    ("done = 2026-11-25", "did = 2026-11-25", "[[examples]]", "input.done is missing"),
    ("done = 2026-11-25", 'done = "soon"', "[[examples]]", "input.done is wrong"),
    ("2026-11-20, done", "2025-11-20, done", "[[examples]]", "no version is in force on the day"),
    ("received = 2026-11-20", "received = 2027-12-30", "[[examples]]", "No working calendar"),
    ('kind = "executable"', 'kind = "robot"', 'kind = "robot"', '"kind" is not a known value'),
    ('code = "A"', 'colour = "red"', "+++", '"code" is missing'),
    ('code = "A"', 'code = "A"\ncolour = "red"', 'colour = "red"', "is not a known key"),
    ('code = "A"', "code = A", "code = A", "The TOML cannot be understood"),
    (', en = "Late"', "", "Trễ", '"examples.2.name.en" is missing'),
    ('en = "Late"', 'en = ""', "Trễ", '"examples.2.name.en" is empty'),
    ('id = "answer"', 'id = "reply"', 'id = "reply"', 'called "answer.md" but the id is "reply"'),
    ("--- en ---", "--- fr ---", "--- fr ---", "must be like --- vi ---"),
    ("--- en ---", "--- vi ---", "# Answers", "This text already stands further up"),
    ("--- en ---", "--- en 2026-02-30 ---", "--- en", "must be like --- vi ---"),
    ("--- en ---", "--- en 2027-01-01 ---", "# Answers", "No version begins on 2027-01-01"),
    ("--- vi ---", "Xin chào\n--- vi ---", "Xin chào", "must stand below a line"),
    ("# Answers", "Answers", "Answers", "A text must begin with its title"),
    ("limit = 7", 'limit = "7"', "values =", '"limit" must be a whole number from 0'),
    ("limit = 7", "limit = -1", "values =", '"limit" must be a whole number from 0'),
    ("limit = 7 }", "limit = 7, aim = 3 }", "values =", '"aim" is not declared'),
    ("limit = 7 }", "}", "[parameters.limit]", '"limit" has no value in any version'),
    ('source = "published"', 'source = "assumed"', "source =", "needs a note"),
    ('source = "published"', 'source = "law"', "source =", "needs its legal_basis"),
    ("from = 2026-01-01", "from = 20260101", "from =", "versions.0.from"),
    (
        'code = "A"',
        'code = "A"\nwithdrawn = 2026-01-01',
        "withdrawn",
        "must be after the first day",
    ),
    (" working days.\n", ".\n--- vi ---", "--- vi ---", "must begin with its"),
    ("+++\nid", "id", "id =", "must begin with its front matter"),
]


@pytest.mark.parametrize(("old", "new", "there", "fault"), IN_CLAUSE)
def test_a_fault_of_a_clause_is_named_on_its_line(
    tmp_path: Path, old: str, new: str, there: str, fault: str
) -> None:
    text = changed(ANSWER, old, new)
    told = [f for f in faults_of(folder_of(tmp_path, answer=text)) if fault in f]
    assert told, faults_of(tmp_path)
    file, line, _ = told[0].split(":", 2)
    assert file == "clauses/answer.md"
    assert there in text.split("\n")[int(line) - 1]


SERVICE = """[[services]]
id = "s"
name = { vi = "Sách", en = "Books" }
entrance = "https://sen.example/sach"
"""
NO_WEB = changed(SERVICE, "https", "javascript")
IN_COMPANY = [
    ('name = "Sen"\n', "", "[company]", '"company.name" is missing'),
    ('case_prefix = "SN"', 'case_prefix = "sn"', "case_prefix", '"company.case_prefix" is wrong'),
    ('phone = "02838221234"', 'phone = "12"', "phone", "must be a phone number that exists"),
    ('[["08:00", "17:00"]]', '[["08:00", "25:00"]]', "[hours]", "The opening hours are wrong"),
    ("[hours]", '[calendar]\nname = "mars"\n[hours]', "[calendar]", "cannot be read"),
    ('en = "Promises"', 'en = "7 promises"', "[[chapters]]", 'The digits "7" do not come'),
    ('["answer"]', '["answer", "other"]', "clauses", 'list "other", and there is no file'),
    ('["answer"]', '["answer", "answer"]', "clauses", 'list "answer" more than once'),
    ("[[chapters]]", f"{2 * SERVICE}[[chapters]]", "[[services]]", 'Two services have the id "s"'),
    ("[[chapters]]", f"{NO_WEB}[[chapters]]", "entrance", '"services.0.entrance" is wrong'),
    ('["answer"]', "[", "[", "The TOML cannot be understood"),
]


@pytest.mark.parametrize(("old", "new", "there", "fault"), IN_COMPANY)
def test_a_fault_of_the_company_is_named_on_its_line(
    tmp_path: Path, old: str, new: str, there: str, fault: str
) -> None:
    text = changed(COMPANY, old, new)
    told = [f for f in faults_of(folder_of(tmp_path, company=text)) if fault in f]
    assert told, faults_of(tmp_path)
    file, line, _ = told[0].split(":", 2)
    assert file == "company.toml"
    assert there in text.split("\n")[int(line) - 1]


def test_all_faults_are_told_and_not_only_the_first(tmp_path: Path) -> None:
    text = changed(ANSWER, "We answer within {limit}", "We answer within 7")
    text = changed(text, 'name = { vi = "Trễ", en = "Late" }', 'name = { vi = "Trễ" }')
    company = changed(COMPANY, 'name = "Sen"\n', "")
    told = faults_of(folder_of(tmp_path, company=company, answer=text, other="nothing"))
    places = {":".join(fault.split(":")[:2]) for fault in told}
    assert places == {
        "clauses/answer.md:32",
        "clauses/answer.md:50",
        "clauses/other.md:1",
        "company.toml:1",
    }


def test_every_fault_is_told_in_both_languages(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, answer=changed(ANSWER, "trong {limit}", "trong 7"))
    (in_text, *_) = faults_of(folder, "vi")
    assert "Tham số “limit” không có trong phần chữ --- vi ---" in in_text
    assert all(fault.vi != fault.en for fault in check_policy(folder))


def test_a_clause_in_no_chapter_and_a_code_used_twice_are_faults(tmp_path: Path) -> None:
    other = changed(ANSWER, 'id = "answer"', 'id = "other"')
    told = faults_of(folder_of(tmp_path, answer=ANSWER, other=other))
    assert [fault.split(": ", 1)[1] for fault in told] == [
        'The code "A" is used by more than one clause.',
        'The clause "other" stands in no chapter of company.toml.',
        'The code "A" is used by more than one clause.',
    ]


def test_a_point_of_the_decree_that_names_no_clause_is_a_fault(tmp_path: Path) -> None:
    points = ("return_period", "return_steps", "return_contact", "intake", "steps_and_times")
    lines = [f'{point} = ["answer"]' for point in (*points, "priority")]
    company = "\n".join([COMPANY, "[distance_selling]", *lines, 'papers = ["gone"]'])
    (told,) = faults_of(folder_of(tmp_path, company=company))
    assert (
        told == 'company.toml:26: The point "papers" names the clause "gone", which is not there.'
    )


def test_files_that_cannot_be_read_are_faults(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    (folder / "clauses" / "answer.md").write_bytes(b"+++\nid = \xff\n+++\n")
    (folder / "company.toml").unlink()
    told = faults_of(folder)
    assert told[0] == "clauses/answer.md:2: The file must be UTF-8."
    assert told[1].startswith("company.toml:1: The file cannot be read")


def test_a_clause_that_borrows_waits_for_the_company_to_be_right(tmp_path: Path) -> None:
    borrowing = changed(ANSWER, "limit = 7", 'limit = { company = "phone" }')
    company = changed(COMPANY, "[hours]", "[hour]")
    told = faults_of(folder_of(tmp_path, company=company, answer=borrowing))
    assert {fault.split(":")[0] for fault in told} == {"company.toml"}
