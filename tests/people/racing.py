"""Two processes that use one code at the same moment: `python -m tests.people.racing SCENARIO`.

The databases are those of the environment. Each round makes a new code, lets two children wait for the same
instant and use it, and prints how many were let in.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from datetime import timedelta

ROUNDS = 12
TOGETHER = 2
AHEAD = 0.05


def main(scenario: str) -> None:
    """Round after round; the last line says how many were let in each time, and how many accounts customers have."""
    import django  # noqa: PLC0415 - the settings are those of the test that started us

    django.setup()
    from django.db import connections  # noqa: PLC0415

    let_in = []
    for number in range(ROUNDS):
        use = prepared(scenario, number)
        connections.close_all()
        start = time.monotonic() + AHEAD
        children = [_child(use, place, start) for place in range(TOGETHER)]
        statuses = [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in children]
        assert set(statuses) <= {0, 1}, statuses
        let_in.append(statuses.count(0))
    from camket.people.models import Account  # noqa: PLC0415

    owned = Account.objects.filter(customers__isnull=False).distinct().count()
    print(json.dumps({"let_in": let_in, "accounts": owned}))


def _child(use: Callable[[int], object], place: int, start: float) -> int:
    pid = os.fork()
    if pid:
        return pid
    from camket.refusals import Refusal  # noqa: PLC0415

    status = 2
    try:
        while time.monotonic() < start:
            pass
        use(place)
        status = 0
    except Refusal:
        status = 1
    finally:
        os._exit(status)


def prepared(scenario: str, number: int) -> Callable[[int], object]:
    """Something that only one may do; of `point`, what both may do, and what leads both to one account."""
    from camket.clock import now  # noqa: PLC0415
    from camket.people.models import Account  # noqa: PLC0415
    from camket.people.signing.codes import ask_for_code, check_code, claim_of  # noqa: PLC0415
    from camket.people.signing.entering import enter_by_code  # noqa: PLC0415
    from camket.people.signing.factors.checking import check_typed  # noqa: PLC0415
    from camket.people.signing.factors.keeping import new_recovery_codes  # noqa: PLC0415
    from tests.people.apps import give_app, shown_by  # noqa: PLC0415

    at = now() + timedelta(hours=number)
    if scenario == "code":
        claim = claim_of(f"khach{number}@example.vn")
        asked = ask_for_code(claim, place=f"nha {scenario} {number}", language="vi", at=at)
        return lambda _place: check_code(asked.proof.pk, asked.code, at=at)
    if scenario == "point":
        claim = claim_of(f"khach{number}@example.vn")
        both = [
            ask_for_code(claim, place=f"nha {scenario} {number}", language="vi", at=at)
            for _ in range(TOGETHER)
        ]
        return lambda place: enter_by_code(both[place].proof.pk, both[place].code, at=at)
    account = Account.objects.begin(at=at)
    secret = give_app(account, at=at)
    typed = shown_by(secret, at) if scenario == "app" else new_recovery_codes(account, at=at)[0]
    return lambda _place: check_typed(account, typed, at=at)


if __name__ == "__main__":
    main(sys.argv[1])
