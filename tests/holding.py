"""A rule that every test with a database keeps watch over: who changes a case's rows holds its subject first.

Where one action changes the case and then adds to its chain, and another adds to the chain and then changes the
case, PostgreSQL ends one of the two, and what a person typed meets an error. `evidence.actions.hold` puts both
in one line; this page fails the test in which somebody forgot it.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection

WATCHED = {
    "cases_case",
    "complaints_complaint",
    "complaints_point",
    "complaints_question",
    "complaints_remedy",
    "notices_delivery",
    "notices_notice",
    "promises_promise",
    "services_holding",
    "services_outage",
    "terms_breach",
}
CHANGED = re.compile(r'(?:UPDATE|INSERT INTO) "(\w+)"')
HELD = re.compile(r'SELECT .* FROM "evidence_chain"', re.DOTALL)


class Watch:
    """What one transaction of the product has held and changed. The test's own stands around it."""

    def __init__(self) -> None:
        self.around = len(connection.savepoint_ids)
        self.forget(None)

    def forget(self, transaction: str | None) -> None:
        """Another transaction begins."""
        self.transaction, self.holds, self.new = transaction, False, set[str]()

    def __call__(self, execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        inside = connection.savepoint_ids[self.around :]
        if not inside:
            return execute(sql, *rest)
        if inside[0] != self.transaction:
            self.forget(inside[0])
        self.holds = self.holds or bool(HELD.match(sql))
        if changed := CHANGED.match(sql):
            self.judge(changed[1], is_new=sql.startswith("INSERT"))
        return execute(sql, *rest)

    def judge(self, table: str, *, is_new: bool) -> None:
        """Fail where a row that others see is changed before its subject is held."""
        if is_new:
            self.new.add(table)
        elif table in WATCHED and table not in self.new and not self.holds and _is_ours():
            pytest.fail(f"{table} is changed by a transaction that does not hold the subject first")


def _is_ours() -> bool:
    """Whether the product changes the row, and not the test itself."""
    return any("/src/camket/" in frame.filename for frame in traceback.extract_stack())


@pytest.fixture(autouse=True)
def _holding(request: pytest.FixtureRequest) -> Iterator[None]:
    """Watch the statements of a test that runs in one transaction."""
    if "db" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("db")
    if not connection.in_atomic_block:
        yield
        return
    with connection.execute_wrapper(Watch()):
        yield
