"""What holds for all tests."""

from __future__ import annotations

import os

from hypothesis import settings

# The same examples everywhere: a change is judged by what it changed. HYPOTHESIS_PROFILE=default looks for new ones.
settings.register_profile("same", derandomize=True, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))
