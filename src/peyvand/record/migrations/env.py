"""Where Alembic gets its connection: from the program, which holds the desk's record open."""

from alembic import context

from peyvand.record.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
