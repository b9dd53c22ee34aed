"""`python -m camket …` is the same as `camket …`."""

import sys

from camket.config.cli import main

sys.exit(main())
