"""The second time of the record: since when, and until when, it knew a thing.

A moment is a whole number of microseconds since 1970-01-01 UTC. A row of a table with `since` and `until` was known from the
one (inclusive) to the other (exclusive); what is known now has `until` FOREVER. Nothing that was known is ever taken away.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import ColumnElement, Connection, FromClause, Table, and_, case, delete, update

from peyvand.errors import BadMoment
from peyvand.record.schema import clock

FOREVER = 2**63 - 1
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_STEP = timedelta(microseconds=1)


def moment_of(at: datetime) -> int:
    """A time as a moment."""
    return (at - _EPOCH) // _STEP


def time_of(moment: int) -> datetime:
    """A moment as a time, UTC."""
    return _EPOCH + moment * _STEP


def begin(connection: Connection) -> None:
    """Give a transaction that writes its moment, later than that of every other; it waits for one that is going on."""
    at = moment_of(datetime.now(UTC))
    later = update(clock).values(at=case((clock.c.at < at, at), else_=clock.c.at + 1)).returning(clock.c.at)
    connection.info["moment"] = connection.execute(later).scalar_one()


def moment(connection: Connection) -> int:
    """The moment of a transaction that writes."""
    at: int = connection.info["moment"]
    return at


@dataclass(frozen=True, slots=True)
class AsOf:
    """What the record is looked at by: as it is now, or as it stood at a moment (that moment's own changes included)."""

    moment: int | None = None

    @classmethod
    def of(cls, text: str | None) -> AsOf:
        """A day (its end, UTC) or a time in ISO 8601 (UTC where it names no other zone); None is now. BadMoment."""
        if text is None:
            return NOW
        try:
            if len(text) == len("2024-05-01"):
                return cls(
                    moment_of(datetime.combine(date.fromisoformat(text), datetime.min.time(), UTC) + timedelta(days=1)) - 1
                )
            at = datetime.fromisoformat(text)
        except (ValueError, OverflowError):
            raise BadMoment(text) from None
        return cls(moment_of(at if at.tzinfo else at.replace(tzinfo=UTC)))

    def sees(self, *tables: FromClause) -> ColumnElement[bool]:
        """The condition that rows of these tables were known then."""
        if self.moment is None:
            return and_(*(table.c.until == FOREVER for table in tables))
        return and_(*((table.c.since <= self.moment) & (table.c.until > self.moment) for table in tables))


NOW = AsOf()


def end(connection: Connection, table: Table, rows: ColumnElement[bool]) -> None:
    """What these rows say was known until this transaction's moment; what was written in it was never known."""
    now = moment(connection)
    connection.execute(delete(table).where(rows, NOW.sees(table), table.c.since == now))
    connection.execute(update(table).where(rows, NOW.sees(table)).values(until=now))
