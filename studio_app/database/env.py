"""What Alembic runs for every migration: on the connection it is handed, in one transaction."""

from alembic import context

from studio_app.database.tables import metadata

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    render_as_batch=True,  # SQLite changes a column only by copying its table
)
with context.begin_transaction():
    context.run_migrations()
