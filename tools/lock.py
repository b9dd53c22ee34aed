"""Compile the requirements with hashes, for every Python that camket supports. Needs uv on the path.

No index address is written into the files: where packages come from is the business of each machine.
"""

from __future__ import annotations

import os
import subprocess
import sys

COMMON = [
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-strip-extras",  # pip holds `name[extra]` to a pin only where the pin names the extra
]
FILES = {
    "run": ["pyproject.toml"],
    "check": ["pyproject.toml", "--group", "check", "-c", "requirements/run.txt"],
    "bench": ["--group", "bench"],
}


def main(given: list[str]) -> int:
    """Compile the files; `--upgrade` and other words are handed to uv."""
    surroundings = os.environ | {"UV_CUSTOM_COMPILE_COMMAND": "make lock"}
    for name, sources in FILES.items():
        command = ["uv", "pip", "compile", "-q", *COMMON, *sources, *given]
        status = subprocess.run(
            [*command, "-o", f"requirements/{name}.txt"], check=False, env=surroundings
        ).returncode
        if status:
            return status
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
