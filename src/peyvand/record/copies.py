"""Near copies: the same wire story in two papers is two sources, and the later one is known as a copy of the earlier."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, and_, or_, select

from peyvand.record.schema import bands, sources
from peyvand.record.writing import Entry
