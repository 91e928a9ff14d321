"""What both kinds of store say and write alike."""

from __future__ import annotations

import json

AGAIN = "Wait until it has finished, then run the same command again; what was done so far is kept."


def compact(value: object) -> str:
    """JSON in the shortest form."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
