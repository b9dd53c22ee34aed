"""What every page may show of the company."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from camket.rulebook.company import current_policy


def company(request: HttpRequest) -> dict[str, Any]:
    """The company's name, contact and hours, from its policy folder."""
    return {"company": current_policy().company}
