"""`python -m fogbank` is the `fogbank` command."""

import sys

from fogbank.app.cli import main

sys.exit(main())
