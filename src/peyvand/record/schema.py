"""The tables of the record, in their present form; `migrations/` makes them and brings older ones here.

Dates are held twice: as the EDTF that an item says (in its payload), and as the first and the last day that it can mean,
ISO 8601 text, which sorts and compares as it stands. Everything but the search table is plain SQL for any database.
"""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    Column,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

VERSION = "0001"  # of the schema: the newest of `migrations/versions`

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Instant(TypeDecorator[datetime]):
    """A moment, kept and given back in UTC also by a database that knows no time zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """To UTC."""
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """From UTC."""
        return None if value is None else value.replace(tzinfo=UTC)


sources = Table(
    "sources",
    metadata,
    Column("seq", Integer, primary_key=True),  # the order of adding
    Column("id", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("sha256", Text, nullable=False),  # of the original's bytes, by which its file is named
    Column("file", Text, nullable=False),  # the original's name in the folder of originals
    Column("media", Text, nullable=False),
    Column("added", Instant, nullable=False),
    Column("title", Text),
    Column("publisher", Text),
    Column("author", Text),
    Column("published", Text),
    Column("language", Text),
    Column("url", Text),
    Column("kind", Text),
    Column("pair_first", Text),
    Column("pair_second", Text),
    Column("extra", JSON, nullable=False),
    Column("text", Text, nullable=False),
    Column("text_sha256", Text, nullable=False),
    Column("words", Integer, nullable=False),
    # Blocks, references and markers: only ever read together with the text, so one column and no tables.
    Column("structure", JSON, nullable=False),
    Column("reader", Text),
    Column("unread", Text),
    Column("copy_of", Text, ForeignKey("sources.id")),
    Column("fingerprint", LargeBinary, nullable=False),
)

bands = Table(  # the parts of fingerprints: sources that share one are worth comparing
    "fingerprint_bands",
    metadata,
    Column("band", LargeBinary, primary_key=True),
    Column("source", Text, ForeignKey("sources.id", ondelete="CASCADE"), primary_key=True),
    Index(None, "source"),
)

items = Table(
    "items",
    metadata,
    Column("id", Text, primary_key=True),
    Column("source", Text, ForeignKey("sources.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("position", Integer, nullable=False),  # where its (first) quote begins
    Column("type", Text),  # an event's PLOVER type, a statement's stance, a commitment's instrument, an actor's type
    Column("status", Text),  # of events and commitments
    Column("earliest", Text),
    Column("latest", Text),
    Column("confidence", Float, nullable=False),
    Column("review", Text),  # what the decisions come to
    Column("payload", JSON, nullable=False),  # the item in its exchange form
    Index(None, "source", "kind", "review"),
    Index(None, "kind", "earliest", "latest"),
)

quotes = Table(
    "quotes",
    metadata,
    Column("item", Text, ForeignKey("items.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("exact", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("prefix", Text, nullable=False),  # 32 characters before
    Column("suffix", Text, nullable=False),  # and after: a W3C TextQuoteSelector
)

actors = Table(
    "actors",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),  # as the earliest source has it
    Column("folded", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("country", Text),
    Index(None, "folded"),
    Index(None, "country"),
)

aliases = Table(
    "aliases",
    metadata,
    Column("item", Text, ForeignKey("items.id", ondelete="CASCADE"), primary_key=True),
    Column("alias", Text, primary_key=True),
    Column("actor", Text, ForeignKey("actors.id"), nullable=False),
    Column("folded", Text, nullable=False),
    Index(None, "actor"),
    Index(None, "folded"),
)

offices = Table(
    "offices",
    metadata,
    Column("item", Text, ForeignKey("items.id", ondelete="CASCADE"), primary_key=True),
    Column("title", Text, nullable=False),
    Column("actor", Text, ForeignKey("actors.id"), nullable=False),
    Index(None, "actor"),
)

parts = Table(  # who takes part in an item, and as what
    "parts",
    metadata,
    Column("item", Text, ForeignKey("items.id", ondelete="CASCADE"), primary_key=True),
    Column("role", Text, primary_key=True),  # source, target, speaker, party, geo; self: the item is this actor
    Column("number", Integer, primary_key=True),
    Column("name", Text, nullable=False),  # as the item has it
    Column("folded", Text, nullable=False),
    Column("actor", Text, ForeignKey("actors.id")),  # null where the source has no actor of that name
    Index(None, "actor"),
    Index(None, "folded"),
)

decisions = Table(  # append-only: triggers refuse UPDATE and DELETE, the foreign key keeps the item in place
    "decisions",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("item", Text, ForeignKey("items.id"), nullable=False),
    Column("kind", Text, nullable=False),  # accept, correct, reject, note, undo
    Column("who", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("payload", JSON),
    UniqueConstraint("item", "seq"),
)
