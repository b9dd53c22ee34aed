"""The company's policy with one clause changed from a day on, as its owner would edit the folder."""

from __future__ import annotations

import shutil
from datetime import date, datetime
from pathlib import Path
from typing import Any

from camket.ops.actions import OPERATOR, publish_policy
from camket.rulebook.company import current_policy
from camket.terms.models import Edition

MIT = Path(__file__).parents[2] / "policies" / "mit"
CLAUSE = "nghia-vu.hop-tac"


def change_policy(
    settings: Any, folder: Path, *, day: date, change: str, days: int, at: datetime
) -> list[Edition]:
    """Give `answer_working_days` another value from a day on, and publish; the editions that there are."""
    place = folder / f"mit-{day}-{days}"
    shutil.copytree(settings.CAMKET_POLICY, place)
    clause = place / "clauses" / f"{CLAUSE}.md"
    version = f'[[versions]]\nfrom = {day}\nchange = "{change}"\nvalues = {{ answer_working_days = {days} }}\n\n'
    head, mark, rest = clause.read_text("utf-8").partition("[[examples]]")
    clause.write_text(head + version + mark + rest, "utf-8")
    settings.CAMKET_POLICY = place
    publish_policy(current_policy(), by=OPERATOR, at=at)
    return list(Edition.objects.order_by("in_force_from", "version"))
