"""Alembic's entry: runs the migrations inside the transaction it was given."""

from alembic import context

from storage.revisions import VERSION_TABLE

context.configure(connection=context.config.attributes["connection"], version_table=VERSION_TABLE, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
