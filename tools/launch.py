"""What `./camket` does once it runs under a Python that is new enough."""

from __future__ import annotations

import os
import sys

from tools import environment

# Commands of the checkout; every other word is a command of the product.
TOOLS = {
    "test": "check",
    "check": "check",
    "lock": "check",
    "bench": "run",
}


def main(given: list[str]) -> int:
    """Make the environment that the command needs, and become that command."""
    name = given[0] if given else ""
    try:
        python = environment.ensure(TOOLS.get(name, "run"))
    except environment.CannotMake as reason:
        sys.stderr.write(f"{reason}\n")
        return 1
    except KeyboardInterrupt:
        return 130
    module = ["-m", f"tools.{name}", *given[1:]] if name in TOOLS else ["-m", "camket", *given]
    if name in TOOLS:
        os.chdir(environment.ROOT)
    os.execv(python, [str(python), *module])  # noqa: S606 - no shell is the point
    return 0
