"""Who asserted a breach and two others decide it at the same moment: `python -m tests.terms.racing`.

The databases are those of the environment. Each round makes a new notice, lets three processes wait for the same
instant and decide, and prints how many were let in and whose decision stands.
"""

from __future__ import annotations

import json
import os
from datetime import timedelta
from typing import TYPE_CHECKING

from tests.people.racing import AHEAD, _child

if TYPE_CHECKING:
    from camket.cases.models import Case
    from camket.people.models import Staff

ROUNDS = 6


def main() -> None:
    """Round after round; the last line says how each ended."""
    import django  # noqa: PLC0415 - the settings are those of the test that started us

    django.setup()
    import time  # noqa: PLC0415

    from django.db import connections  # noqa: PLC0415

    from camket.terms.actions.deciding import Ruling, decide  # noqa: PLC0415
    from camket.terms.models import Breach  # noqa: PLC0415
    from camket.terms.rules.breaches import Outcome  # noqa: PLC0415

    case, people = _case(), _people()
    ended = []
    for number in range(ROUNDS):
        breach = _noticed(case, people[0], number)
        connections.close_all()
        ruling, at = Ruling(Outcome.WARNING, "Vì thế."), breach.ends_at
        start = time.monotonic() + AHEAD

        def use(
            place: int, breach: Breach = breach, ruling: Ruling = ruling, at: object = at
        ) -> None:
            decide(breach, ruling, by=people[place], at=at)  # type: ignore[arg-type]

        children = [_child(use, place, start) for place in range(len(people))]
        statuses = [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in children]
        assert set(statuses) <= {0, 1}, statuses
        stands = Breach.objects.get(pk=breach.pk)
        assert stands.decided_by is not None
        ended.append([statuses.count(0), statuses[0], stands.decided_by.username])
    print(json.dumps(ended))


def _people() -> list[Staff]:
    """The asserter first."""
    from camket.people.models import Staff  # noqa: PLC0415
    from camket.people.rules import Role  # noqa: PLC0415

    names = ("nguoi-neu", "thu-hai", "thu-ba")
    return [Staff.objects.create_staff(name, name, "mk", Role.SUPERVISOR) for name in names]


def _case() -> Case:
    from camket.clock import now  # noqa: PLC0415
    from camket.portal.sending import send  # noqa: PLC0415
    from tests.portal.conftest import answers  # noqa: PLC0415

    case = send(answers(), language="vi", at=now())
    assert case is not None
    return case


def _noticed(case: Case, by: Staff, number: int):  # type: ignore[no-untyped-def]  # noqa: ANN202
    """A notice that the customer knows of, of which the time ends in the past of the race."""
    from camket.clock import now  # noqa: PLC0415
    from camket.terms.actions.asserting import Alleged, assert_breach  # noqa: PLC0415
    from camket.terms.actions.telling import told  # noqa: PLC0415

    at = now() + timedelta(minutes=number)
    alleged = Alleged(case, "nghia-vu.tai-khoan", "Cho mượn.", ("Nhật ký",))
    breach = assert_breach(alleged, by=by, at=at)
    told(breach, at=at)
    return breach


if __name__ == "__main__":
    main()
