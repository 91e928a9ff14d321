"""The first schema: sources, items, quotes, actors, decisions, search.

Revision ID: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision: str | None = None
branch_labels: str | None = None
depends_on: str | None = None

# The search table holds no text of its own (external content), so the triggers tell it what to forget.
_SEARCH = (
    """CREATE VIRTUAL TABLE search USING fts5(
        title, text, content='sources', content_rowid='seq', tokenize="unicode61 remove_diacritics 2"
    )""",
    """CREATE TRIGGER search_insert AFTER INSERT ON sources BEGIN
        INSERT INTO search(rowid, title, text) VALUES (new.seq, new.title, new.text);
    END""",
    """CREATE TRIGGER search_delete AFTER DELETE ON sources BEGIN
        INSERT INTO search(search, rowid, title, text) VALUES ('delete', old.seq, old.title, old.text);
    END""",
    """CREATE TRIGGER search_update AFTER UPDATE OF title, text ON sources BEGIN
        INSERT INTO search(search, rowid, title, text) VALUES ('delete', old.seq, old.title, old.text);
        INSERT INTO search(rowid, title, text) VALUES (new.seq, new.title, new.text);
    END""",
)
_APPEND_ONLY = tuple(
    f"""CREATE TRIGGER decisions_no_{act.lower()} BEFORE {act} ON decisions BEGIN
        SELECT RAISE(ABORT, 'decisions are only ever appended');
    END"""
    for act in ("UPDATE", "DELETE")
)


def upgrade() -> None:
    """Make the first tables."""
    _make_sources()
    _make_items()
    _make_actors()
    op.create_table(
        "decisions",
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("item", sa.Text, sa.ForeignKey("items.id"), nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("payload", sa.JSON),
        sa.UniqueConstraint("item", "seq"),
    )
    if op.get_context().dialect.name == "sqlite":
        for statement in (*_SEARCH, *_APPEND_ONLY):
            op.execute(statement)


def _make_sources() -> None:
    """Sources and the bands of their fingerprints."""
    op.create_table(
        "sources",
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("file", sa.Text, nullable=False),
        sa.Column("media", sa.Text, nullable=False),
        sa.Column("added", sa.DateTime(timezone=True), nullable=False),
        *(sa.Column(name, sa.Text) for name in ("title", "publisher", "author", "published", "language", "url", "kind")),
        sa.Column("pair_first", sa.Text),
        sa.Column("pair_second", sa.Text),
        sa.Column("extra", sa.JSON, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("text_sha256", sa.Text, nullable=False),
        sa.Column("words", sa.Integer, nullable=False),
        sa.Column("structure", sa.JSON, nullable=False),
        sa.Column("reader", sa.Text),
        sa.Column("unread", sa.Text),
        sa.Column("copy_of", sa.Text, sa.ForeignKey("sources.id")),
        sa.Column("fingerprint", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "fingerprint_bands",
        sa.Column("band", sa.LargeBinary, primary_key=True),
        sa.Column("source", sa.Text, sa.ForeignKey("sources.id", ondelete="CASCADE"), primary_key=True),
    )
    op.create_index(None, "fingerprint_bands", ["source"])


def _make_items() -> None:
    """Items and their quotes."""
    op.create_table(
        "items",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("source", sa.Text, sa.ForeignKey("sources.id"), nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("type", sa.Text),
        sa.Column("status", sa.Text),
        sa.Column("earliest", sa.Text),
        sa.Column("latest", sa.Text),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.Column("review", sa.Text),
        sa.Column("payload", sa.JSON, nullable=False),
    )
    op.create_index(None, "items", ["source", "kind", "review"])
    op.create_index(None, "items", ["kind", "earliest", "latest"])
    op.create_table(
        "quotes",
        sa.Column("item", sa.Text, sa.ForeignKey("items.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("exact", sa.Text, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("prefix", sa.Text, nullable=False),
        sa.Column("suffix", sa.Text, nullable=False),
    )


def _make_actors() -> None:
    """Actors, their aliases and offices, and their parts in items."""
    op.create_table(
        "actors",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("folded", sa.Text, nullable=False),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("country", sa.Text),
    )
    op.create_table(
        "aliases",
        sa.Column("item", sa.Text, sa.ForeignKey("items.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("alias", sa.Text, primary_key=True),
        sa.Column("actor", sa.Text, sa.ForeignKey("actors.id"), nullable=False),
        sa.Column("folded", sa.Text, nullable=False),
    )
    op.create_table(
        "offices",
        sa.Column("item", sa.Text, sa.ForeignKey("items.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("actor", sa.Text, sa.ForeignKey("actors.id"), nullable=False),
    )
    op.create_table(
        "parts",
        sa.Column("item", sa.Text, sa.ForeignKey("items.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("role", sa.Text, primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("folded", sa.Text, nullable=False),
        sa.Column("actor", sa.Text, sa.ForeignKey("actors.id")),
    )
    for table, columns in {
        "actors": ("folded", "country"),
        "aliases": ("actor", "folded"),
        "offices": ("actor",),
        "parts": ("actor", "folded"),
    }.items():
        for column in columns:
            op.create_index(None, table, [column])
