"""The tables of the record, in their present form; `migrations/` makes them and brings older ones here.

What never changes (that a document came in, that an item was read out of it, who is called what) has a table of its own;
what changes is kept beside it in versions, each known `since` a moment `until` another (`moments`), so that the record can be
looked at as it stood on any day. Dates of what happened are held twice: as the EDTF that an item says (in its payload), and as
the first and the last day that it can mean, ISO 8601 text, which sorts and compares as it stands. Everything but the search
tables is plain SQL for any database.
"""

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

VERSION = "0002"  # of the schema: the newest of `migrations/versions`

# The same order on any server, whatever language it was set up for: that of the code points.
Text = AnyText().with_variant(AnyText(collation="C"), "postgresql")

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


UNDATED = "~"  # sorts behind every date


def _known() -> tuple[Column[int], Column[int]]:
    """Since when and until when a row was known."""
    return Column("since", BigInteger, nullable=False), Column("until", BigInteger, nullable=False)


# ---------------------------------------------------------------- what came in

sources = Table(
    "sources",
    metadata,
    Column("seq", Integer, primary_key=True),  # the order of adding
    Column("id", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("sha256", Text, nullable=False),  # of the original's bytes, by which its file is named
    Column("file", Text, nullable=False),  # the original's name in the folder of originals
    Column("media", Text, nullable=False),
    Column("added", BigInteger, nullable=False),  # a moment
    Column("copy_of", Text, ForeignKey("sources.id")),  # the first source with nearly the same text
    Index(None, "copy_of"),
)

editions = Table(  # a source's text and metadata, which an add with `again` may change
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
    # Long ones last: a listing never comes to them. Blocks, references and markers are only ever read with the text.
    Column("fingerprint", LargeBinary, nullable=False),
    Column("structure", JSON, nullable=False),
    Column("text", Text, nullable=False),
    Index(None, "source", "until"),
)

readings = Table(  # by which reader a source was read, or why not
    "readings",
    metadata,
    Column("source", Text, ForeignKey("sources.id"), primary_key=True),
    Column("since", BigInteger, primary_key=True),
    Column("until", BigInteger, nullable=False),
    Column("reader", Text),
    Column("unread", Text),
)

bands = Table(  # the parts of fingerprints: sources that share one are worth comparing
    "fingerprint_bands",
    metadata,
    Column("band", LargeBinary, primary_key=True),
    Column("source", Text, ForeignKey("sources.id"), primary_key=True),
    Index(None, "source"),
)

# ---------------------------------------------------------------- what was read

items = Table(
    "items",
    metadata,
    Column("number", Integer, primary_key=True),  # the order of reading
    Column("id", Text, nullable=False, unique=True),
    Column("source", Text, ForeignKey("sources.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Index(None, "source"),
)

versions = Table(  # what an item says, and what people made of it
    "versions",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("item", Text, ForeignKey("items.id"), nullable=False),
    Column("source", Text, ForeignKey("sources.id"), nullable=False),
    Column("kind", Text, nullable=False),
    *_known(),
    Column("position", Integer, nullable=False),  # where its (first) quote begins
    Column("type", Text),  # an event's PLOVER type, a statement's stance, a commitment's instrument, an actor's type
    Column("status", Text),  # of events and commitments
    Column("earliest", Text),
    Column("latest", Text),
    Column("confidence", Float, nullable=False),
    Column("review", Text),  # what the decisions come to
    Column("payload", JSON, nullable=False),  # the item in its exchange form
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
    Column("prefix", Text, nullable=False),  # 32 characters before
    Column("suffix", Text, nullable=False),  # and after: a W3C TextQuoteSelector
    sqlite_with_rowid=False,
)

tags = Table(  # the issues and fields that an item falls under
    "tags",
    metadata,
    Column("version", Integer, ForeignKey("versions.row"), primary_key=True),
    Column("list", Text, primary_key=True),  # issue, field
    Column("key", Text, primary_key=True),
    Column("score", Float, nullable=False),
    Index(None, "list", "key", "version"),
    sqlite_with_rowid=False,
)

# ---------------------------------------------------------------- who

actors = Table(  # everyone under every name: one row for what sources call by one name, type and country
    "actors",
    metadata,
    Column("number", Integer, primary_key=True),  # the order in which they were first named
    Column("id", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),  # as the first source has it
    Column("folded", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("country", Text),
    Column("source", Text, ForeignKey("sources.id")),  # of a bare surname or a description, which means someone else elsewhere
    Index(None, "folded"),
    Index(None, "country"),
)

identities = Table(  # who that is: actors with the same `who` are one; without a row, an actor is himself
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

parts = Table(  # who takes part in an item, and as what; a rejected item has none
    "parts",
    metadata,
    Column("version", Integer, ForeignKey("versions.row"), primary_key=True),
    Column("role", Text, primary_key=True),  # source, target, speaker, party, geo; self: the item is this actor
    Column("number", Integer, primary_key=True),
    Column("name", Text, nullable=False),  # as the item has it
    Column("folded", Text, nullable=False),
    Column("actor", Text, ForeignKey("actors.id")),  # null where the source has no actor of that name
    Index(None, "folded"),
    sqlite_with_rowid=False,
)

appearances = Table(  # an actor's items in order of date, so that a page of them and their number need no sort and no join
    "appearances",
    metadata,
    Column("actor", Text, ForeignKey("actors.id"), primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("earliest", Text, primary_key=True),  # "" where there is no date
    Column("version", Integer, ForeignKey("versions.row"), primary_key=True),
    *_known(),
    Index(None, "version"),
    sqlite_with_rowid=False,
)

# ---------------------------------------------------------------- what is one

entries = Table(  # what happened, was said or promised: the items that tell of one thing, under the id of the first of them
    "entries",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("id", Text, ForeignKey("items.id"), nullable=False),
    *_known(),
    Column("kind", Text, nullable=False),
    Column("lead", Text, ForeignKey("items.id"), nullable=False),  # the item that tells it best
    Column("type", Text),
    Column("status", Text),
    Column("earliest", Text, nullable=False),  # UNDATED where there is no date: behind all that have one
    Column("latest", Text, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("review", Text),
    Column("tellings", Integer, nullable=False),  # how many items
    Column("sources", Integer, nullable=False),  # how many sources, copies of one text counted once
    Index(None, "id", "until"),
    # What a page may be narrowed to stands behind its order, so that rows which aren't on it needn't be opened.
    Index("ix_entries_page", "kind", "earliest", "latest", "id", "until", "since", "type", "status", "confidence"),
    Index("ix_entries_type", "kind", "type", "earliest", "latest", "id", "until", "since"),
    Index("ix_entries_status", "kind", "status", "earliest", "latest", "id", "until", "since"),
)

casts = Table(  # who takes part in an entry, in order of date, so that a page of an actor's entries needs no sort
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

tellings = Table(  # which items tell of it
    "tellings",
    metadata,
    Column("item", Text, ForeignKey("items.id"), primary_key=True),
    Column("since", BigInteger, primary_key=True),
    Column("until", BigInteger, nullable=False),
    Column("entry", Text, ForeignKey("items.id"), nullable=False),
    Index(None, "entry", "until"),
    sqlite_with_rowid=False,
)

links = Table(  # what came of a plan: the item that tells the plan, and the one that tells the deed
    "links",
    metadata,
    Column("plan", Text, ForeignKey("items.id"), primary_key=True),
    Column("deed", Text, ForeignKey("items.id"), primary_key=True),
    Column("since", BigInteger, primary_key=True),
    Column("until", BigInteger, nullable=False),
    Column("probability", Float, nullable=False),
    Index(None, "deed"),
)

item_keys = Table(  # items that share one are worth comparing
    "item_keys",
    metadata,
    Column("key", Text, primary_key=True),
    Column("item", Integer, ForeignKey("items.number"), primary_key=True),
    sqlite_with_rowid=False,
)

name_keys = Table(  # and so are names
    "name_keys",
    metadata,
    Column("key", Text, primary_key=True),
    Column("actor", Text, ForeignKey("actors.id"), primary_key=True),
    Index(None, "actor"),
    sqlite_with_rowid=False,
)

waiting = Table(  # sources whose items haven't been compared with the others' yet
    "waiting",
    metadata,
    Column("source", Text, ForeignKey("sources.id"), primary_key=True),
)

# ---------------------------------------------------------------- what was decided

clock = Table(  # the moment of the last writing: every later one has a later moment, whatever the machine's clock says
    "clock",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", BigInteger, nullable=False),
)

decisions = Table(  # append-only: triggers refuse UPDATE and DELETE
    "decisions",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("at", BigInteger, nullable=False),  # a moment
    Column("act", Text, nullable=False),  # accept, correct, reject, note, merge, split, link, undo …
    Column("who", Text, nullable=False),
    Column("machine", Boolean, nullable=False),  # the program's own, at a probability that its payload has
    Column("payload", JSON),
    Index(None, "at"),
)

concerns = Table(  # what a decision is about: ids of items, of actors; append-only as well
    "concerns",
    metadata,
    Column("subject", Text, primary_key=True),
    Column("decision", Integer, ForeignKey("decisions.seq"), primary_key=True),
    Index(None, "decision"),
)
