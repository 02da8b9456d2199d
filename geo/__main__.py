"""Let ``python -m geo`` do what ``handover-map`` does."""

from __future__ import annotations

import sys

from geo.cli import main

sys.exit(main())
