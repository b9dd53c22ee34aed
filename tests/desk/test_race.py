"""Two agents who press at the same instant, through the real web server: one acts, the other is told so in words."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from threading import Barrier

import pytest

from camket.clock import now
from tests.canaries.searching import rows
from tests.canaries.visiting import Visitor
from tests.running import RunningDesk, started

pytestmark = [pytest.mark.journey, pytest.mark.database]

PASSWORD = "matkhau-dai-lam"
Press = tuple[str, dict[str, object]]


def added(desk: RunningDesk, username: str) -> Visitor:
    """A supervisor, who may do everything, signed in."""
    words = ["staff", "add", username, "--name", username, "--role", "supervisor"]
    command = [sys.executable, "-m", "camket", *words, "--password-stdin"]
    subprocess.run(command, env=desk.variables, input=PASSWORD, text=True, check=True, timeout=60)
    agent = Visitor(desk.url)
    agent.comes_to_the_desk(username, PASSWORD, at=now())
    return agent


def opened(desk: RunningDesk) -> Callable[[str], str]:
    """Open complaints as a program does, each of another customer; their numbers."""
    phones = count(909_000_001)
    token = desk.camket("apikey", "add", "website").stdout.split()[-1]

    def open_one(name: str) -> str:
        said = {"text": "Máy hỏng.", "phone": f"0{next(phones)}", "points": ["Máy nóng"]}
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": f"race-{name:0>12}"}
        url = f"{desk.url}/api/v1/complaints"
        request = urllib.request.Request(url, json.dumps(said).encode(), headers)  # noqa: S310
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
            return str(json.load(answer)["number"])

    return open_one


@dataclass(slots=True)
class Two:
    """Two supervisors at one desk, who open complaints of their own."""

    desk: RunningDesk
    agents: tuple[Visitor, Visitor]
    open_one: Callable[[str], str]


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Two]:
    """A desk for all tests here."""
    desk = started(tmp_path_factory.mktemp("desk"), {})
    try:
        desk.wait_for(200)
        yield Two(desk, (added(desk, "linh"), added(desk, "vinh")), opened(desk))
    finally:
        desk.end()


def together(agents: tuple[Visitor, Visitor], number: str, *presses: Press) -> list[int]:
    """Each agent presses something on the case in the same instant; how they are answered."""
    start = Barrier(len(presses))

    def press(agent: Visitor, what: Press) -> int:
        path, fields = what
        token = agent.token_of(f"/desk/case/{number}/")
        start.wait()
        try:
            agent.sends(f"/desk/case/{number}/{path}", token, **fields)
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code
        return 200

    with ThreadPoolExecutor(len(presses)) as threads:
        return sorted(threads.map(press, agents, presses))


DECIDED = {
    "outcome_1": "accepted",
    "reasons_1": "Lỗi của chúng tôi.",
    "remedy_0": "exchange",
    "due_0": f"{now().year + 1}-06-01",
}
REMEDY = re.compile(r"remedies/[0-9a-f-]{36}/")
POINT: Press = ("points/", {"text": "Thêm một điều"})
FINDING: Press = ("points/1/", {"finding": "Đã xem lại."})


def test_two_agents_never_both_do_it_and_nobody_sees_a_fault(two: Two) -> None:
    desk, agents, open_one = two.desk, two.agents, two.open_one
    for turn in range(4):
        number = open_one(f"both-{turn}")
        assert together(agents, number, ("checking/", {}), ("checking/", {})) == [200, 409]
        assert together(agents, number, FINDING, FINDING) == [200, 200]
        decision: Press = ("decision/", DECIDED)
        assert together(agents, number, decision, decision) == [200, 409]
        remedy = REMEDY.search(agents[0].reads(f"/desk/case/{number}/"))
        assert remedy
        finished: Press = (remedy.group(), {})
        assert together(agents, number, finished, finished) == [200, 409]
    assert desk.camket("verify").stdout.endswith("no fault\n")


def test_points_that_are_written_at_once_are_all_kept_and_all_answered(two: Two) -> None:
    desk, agents, open_one = two.desk, two.agents, two.open_one
    for turn in range(6):
        number = open_one(f"point-{turn}")
        assert together(agents, number, POINT, POINT) == [200, 200]
        number = open_one(f"late-{turn}")
        together(agents, number, ("checking/", {}), FINDING)
        together(agents, number, FINDING, FINDING)
        # Either the point comes first and the decision lacks an answer, or it comes too late.
        assert 200 in (answers := together(agents, number, ("decision/", DECIDED), POINT))
        assert set(answers) <= {200, 409, 422}
        ask = (
            "SELECT count(*) FROM complaints_point p JOIN complaints_complaint c ON c.case_id = p.complaint_id "
            "WHERE c.status = 'decided' AND NOT EXISTS "
            "(SELECT 1 FROM complaints_pointanswer a WHERE a.point_id = p.id)"
        )
        assert rows(desk.variables, ask)[0][0] == 0
    assert desk.camket("verify").stdout.endswith("no fault\n")


def test_who_is_complained_about_never_gets_the_case_in_the_same_instant(two: Two) -> None:
    desk, agents, open_one = two.desk, two.agents, two.open_one
    added(desk, "hai")
    hai = rows(desk.variables, "SELECT ref FROM people_staff WHERE username = 'hai'")[0][0]
    for turn in range(6):
        number = open_one(f"given-{turn}")
        given: Press = ("handler/", {"staff": hai, "seen": ""})
        answers = together(agents, number, given, ("person-concerned/", {"staff": hai}))
        assert set(answers) <= {200, 403, 409}
        assert 200 in answers
    ask = "SELECT count(*) FROM cases_case WHERE handler_id = about_staff_id"
    assert rows(desk.variables, ask)[0][0] == 0
    assert desk.camket("verify").stdout.endswith("no fault\n")
