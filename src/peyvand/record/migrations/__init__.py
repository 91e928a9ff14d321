"""The history of the record's schema, for Alembic."""
