"""What happened to alarms, and what stands, for the next start."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables."""
    counter = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "alarm_events",
        sa.Column("id", counter, autoincrement=True, nullable=False),
        sa.Column("server_id", sa.Text, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("alarm", sa.Text, nullable=False),
        sa.Column("event", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("severity", sa.Text, nullable=False),
        sa.Column("cause", sa.Text, nullable=False),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("booths", sa.Text, nullable=False),
        sa.Column("problem", sa.LargeBinary),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_alarm_events"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_alarm_events_server", "alarm_events", ["server_id", "id"])
    op.create_index("ix_alarm_events_at", "alarm_events", ["at"])
    op.create_table(
        "alarms",
        sa.Column("server_id", sa.Text, nullable=False),
        sa.Column("alarm", sa.Text, nullable=False),
        sa.Column("record", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("server_id", "alarm", name="pk_alarms"),
    )
