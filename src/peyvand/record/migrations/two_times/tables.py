"""The tables of version 0002, as they were then; what they are for stands in `record.schema`."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
)
from sqlalchemy import Text as AnyText

Text = AnyText().with_variant(AnyText(collation="C"), "postgresql")

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


UNDATED = "~"


def _known() -> tuple[Column[int], Column[int]]:
    """Since when and until when a row was known."""
    return Column("since", BigInteger, nullable=False), Column("until", BigInteger, nullable=False)


sources = Table(
    "sources",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("file", Text, nullable=False),
    Column("media", Text, nullable=False),
    Column("added", BigInteger, nullable=False),
    Column("copy_of", Text, ForeignKey("sources.id")),
    Index(None, "copy_of"),
)

editions = Table(
    "editions",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("source", Text, ForeignKey("sources.id"), nullable=False),
    *_known(),
    Column("title", Text),
    Column("publisher", Text),
    Column("author", Text),
    Column("published", Text),
    Column("language", Text),
    Column("url", Text),
    Column("kind", Text),
    Column("pair_first", Text),
    Column("pair_second", Text),
    Column("words", Integer, nullable=False),
    Column("text_sha256", Text, nullable=False),
    Column("extra", JSON, nullable=False),
    Column("fingerprint", LargeBinary, nullable=False),
    Column("structure", JSON, nullable=False),
    Column("text", Text, nullable=False),
    Index(None, "source", "until"),
)

readings = Table(
    "readings",
    metadata,
    Column("source", Text, ForeignKey("sources.id"), primary_key=True),
    Column("since", BigInteger, primary_key=True),
    Column("until", BigInteger, nullable=False),
    Column("reader", Text),
    Column("unread", Text),
)

bands = Table(
    "fingerprint_bands",
    metadata,
    Column("band", LargeBinary, primary_key=True),
    Column("source", Text, ForeignKey("sources.id"), primary_key=True),
    Index(None, "source"),
)


items = Table(
    "items",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("source", Text, ForeignKey("sources.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Index(None, "source"),
)

versions = Table(
    "versions",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("item", Text, ForeignKey("items.id"), nullable=False),
    Column("source", Text, ForeignKey("sources.id"), nullable=False),
    Column("kind", Text, nullable=False),
    *_known(),
    Column("position", Integer, nullable=False),
    Column("type", Text),
    Column("status", Text),
    Column("earliest", Text),
    Column("latest", Text),
    Column("confidence", Float, nullable=False),
    Column("review", Text),
    Column("payload", JSON, nullable=False),
    Index(None, "item", "until"),
    Index(None, "source", "until"),
    Index(None, "kind", "earliest", "latest"),
)

quotes = Table(
    "quotes",
    metadata,
    Column("version", Integer, ForeignKey("versions.row"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("exact", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("prefix", Text, nullable=False),
    Column("suffix", Text, nullable=False),
    sqlite_with_rowid=False,
)

tags = Table(
    "tags",
    metadata,
    Column("version", Integer, ForeignKey("versions.row"), primary_key=True),
    Column("list", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("score", Float, nullable=False),
    Index(None, "list", "key", "version"),
    sqlite_with_rowid=False,
)


actors = Table(
    "actors",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("country", Text),
    Column("source", Text, ForeignKey("sources.id")),
    Index(None, "folded"),
    Index(None, "country"),
)

identities = Table(
    "identities",
    metadata,
    Column("actor", Text, ForeignKey("actors.id"), primary_key=True),
    Column("since", BigInteger, primary_key=True),
    Column("until", BigInteger, nullable=False),
    Column("who", Text, ForeignKey("actors.id"), nullable=False),
    Index(None, "who", "until"),
    sqlite_with_rowid=False,
)

aliases = Table(
    "aliases",
    metadata,
    Column("version", Integer, ForeignKey("versions.row"), primary_key=True),
    Column("alias", Text, primary_key=True),
    Column("actor", Text, ForeignKey("actors.id"), nullable=False),
    Column("folded", Text, nullable=False),
    Index(None, "actor"),
    Index(None, "folded"),
)

offices = Table(
    "offices",
    metadata,
    Column("version", Integer, ForeignKey("versions.row"), primary_key=True),
    Column("title", Text, nullable=False),
    Column("actor", Text, ForeignKey("actors.id"), nullable=False),
    Index(None, "actor"),
)

parts = Table(
    "parts",
    metadata,
    Column("version", Integer, ForeignKey("versions.row"), primary_key=True),
    Column("role", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False),
    Column("actor", Text, ForeignKey("actors.id")),
    Index(None, "folded"),
    sqlite_with_rowid=False,
)

appearances = Table(
    "appearances",
    metadata,
    Column("actor", Text, ForeignKey("actors.id"), primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("earliest", Text, primary_key=True),
    Column("version", Integer, ForeignKey("versions.row"), primary_key=True),
    *_known(),
    Index(None, "version"),
    sqlite_with_rowid=False,
)


entries = Table(
    "entries",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("id", Text, ForeignKey("items.id"), nullable=False),
    *_known(),
    Column("kind", Text, nullable=False),
    Column("lead", Text, ForeignKey("items.id"), nullable=False),
    Column("type", Text),
    Column("status", Text),
    Column("earliest", Text, nullable=False),
    Column("latest", Text, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("review", Text),
    Column("tellings", Integer, nullable=False),
    Column("sources", Integer, nullable=False),
    Index(None, "id", "until"),
    # What a page may be narrowed to stands behind its order, so that rows which aren't on it needn't be opened.
    Index("ix_entries_page", "kind", "earliest", "latest", "id", "until", "since", "type", "status", "confidence"),
    Index("ix_entries_type", "kind", "type", "earliest", "latest", "id", "until", "since"),
    Index("ix_entries_status", "kind", "status", "earliest", "latest", "id", "until", "since"),
)

casts = Table(
    "casts",
    metadata,
    Column("actor", Text, ForeignKey("actors.id"), primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("earliest", Text, primary_key=True),
    Column("latest", Text, primary_key=True),
    Column("entry", Integer, ForeignKey("entries.row"), primary_key=True),
    Index(None, "entry"),
    sqlite_with_rowid=False,
)

tellings = Table(
    "tellings",
    metadata,
    Column("item", Text, ForeignKey("items.id"), primary_key=True),
    Column("since", BigInteger, primary_key=True),
    Column("until", BigInteger, nullable=False),
    Column("entry", Text, ForeignKey("items.id"), nullable=False),
    Index(None, "entry", "until"),
    sqlite_with_rowid=False,
)

links = Table(
    "links",
    metadata,
    Column("plan", Text, ForeignKey("items.id"), primary_key=True),
    Column("deed", Text, ForeignKey("items.id"), primary_key=True),
    Column("since", BigInteger, primary_key=True),
    Column("until", BigInteger, nullable=False),
    Column("probability", Float, nullable=False),
    Index(None, "deed"),
)

item_keys = Table(
    "item_keys",
    metadata,
    Column("key", Text, primary_key=True),
    Column("item", Integer, ForeignKey("items.number"), primary_key=True),
    sqlite_with_rowid=False,
)

name_keys = Table(
    "name_keys",
    metadata,
    Column("key", Text, primary_key=True),
    Column("actor", Text, ForeignKey("actors.id"), primary_key=True),
    Index(None, "actor"),
    sqlite_with_rowid=False,
)

waiting = Table(
    "waiting",
    metadata,
    Column("source", Text, ForeignKey("sources.id"), primary_key=True),
)


clock = Table(
    "clock",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", BigInteger, nullable=False),
)

decisions = Table(
    "decisions",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("act", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("machine", Boolean, nullable=False),
    Column("payload", JSON),
    Index(None, "at"),
)

concerns = Table(
    "concerns",
    metadata,
    Column("subject", Text, primary_key=True),
    Column("decision", Integer, ForeignKey("decisions.seq"), primary_key=True),
    Index(None, "decision"),
)
