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
    """Round after round; the last line is the list of how many were let in."""
    import django  # noqa: PLC0415 - the settings are those of the test that started us

    django.setup()
    from django.db import connections  # noqa: PLC0415

    let_in = []
    for number in range(ROUNDS):
        use = prepared(scenario, number)
        connections.close_all()
        start = time.monotonic() + AHEAD
        children = [_child(use, start) for _ in range(TOGETHER)]
        statuses = [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in children]
        assert set(statuses) <= {0, 1}, statuses
        let_in.append(statuses.count(0))
    print(json.dumps(let_in))


def _child(use: Callable[[], object], start: float) -> int:
    pid = os.fork()
    if pid:
        return pid
    from camket.refusals import Refusal  # noqa: PLC0415

    status = 2
    try:
        while time.monotonic() < start:
            pass
        use()
        status = 0
    except Refusal:
        status = 1
    finally:
        os._exit(status)


def prepared(scenario: str, number: int) -> Callable[[], object]:
    """Something that only one may do."""
    from camket.clock import now  # noqa: PLC0415
    from camket.people.models import Account  # noqa: PLC0415
    from camket.people.signing.codes import ask_for_code, check_code, claim_of  # noqa: PLC0415
    from camket.people.signing.factors.checking import check_typed  # noqa: PLC0415
    from camket.people.signing.factors.keeping import new_recovery_codes  # noqa: PLC0415
    from tests.people.apps import give_app, shown_by  # noqa: PLC0415

    at = now() + timedelta(hours=number)
    if scenario == "code":
        claim = claim_of(f"khach{number}@example.vn")
        asked = ask_for_code(claim, place="nha", language="vi", at=at)
        return lambda: check_code(asked.proof.pk, asked.code, at=at)
    account = Account.objects.begin(at=at)
    secret = give_app(account, at=at)
    typed = shown_by(secret, at) if scenario == "app" else new_recovery_codes(account, at=at)[0]
    return lambda: check_typed(account, typed, at=at)


if __name__ == "__main__":
    main(sys.argv[1])
