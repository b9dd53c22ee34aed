"""The settings of camket, in a home of their own.

pytest-django reads the settings before it reads any conftest.py, so the home must be chosen here.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

HOME = Path(tempfile.mkdtemp(prefix="camket-tests-"))
atexit.register(shutil.rmtree, HOME, ignore_errors=True)
os.environ.setdefault("CAMKET_HOME", str(HOME / "var"))
os.environ.setdefault("CAMKET_KEYS", str(HOME / "keys"))
for name in ("CAMKET_NOW", "SMTP_URL", "CAMKET_URL"):
    os.environ.pop(name, None)
(Path(os.environ["CAMKET_HOME"]) / "static").mkdir(parents=True, exist_ok=True)

from camket.config.settings import *  # noqa: E402, F403

# In memory, where each process of xdist has its own; pytest-django knows only Django's backend by name.
for _database in DATABASES.values():  # noqa: F405
    if _database["ENGINE"] == "camket.config.sqlite":
        _database["TEST"] = {"NAME": ":memory:"}

# A test may start `camket setup`, which collects static files under new names into the home that it shares with
# this process; pages made here go on naming the files where the rooms keep them.
STORAGES["staticfiles"] = {  # noqa: F405
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}

# The stream of the process itself: pytest closes the one that it lends while settings are read.
LOGGING["handlers"]["console"]["stream"] = "ext://sys.__stderr__"  # noqa: F405

PASSWORD_HASHERS = ["tests.hashing.QuickHasher", *PASSWORD_HASHERS[1:]]  # noqa: F405
