"""What OBS's figures were over time: a row per booth and stretch of time."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

QUANTITIES = (
    "fps",
    "lagged_pct",
    "skipped_pct",
    "congestion_pct",
    "kbps",
    "cpu_pct",
    "disk_free_mb",
    "round_trip_ms",
    "peak_db",
    "rms_db",
)


def upgrade() -> None:
    """Make the tables."""
    counter = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "health_series",
        sa.Column("id", counter, autoincrement=True, nullable=False),
        sa.Column("server_id", sa.Text, nullable=False),
        sa.Column("booth", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_health_series"),
        sa.UniqueConstraint("server_id", "booth", name="uq_health_series_server_id"),
    )
    op.create_table(
        "health_samples",
        sa.Column("series_id", counter, autoincrement=False, nullable=False),
        sa.Column("every_s", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger, autoincrement=False, nullable=False),
        *(sa.Column(name, sa.Integer) for name in QUANTITIES),
        sa.PrimaryKeyConstraint("series_id", "every_s", "at", name="pk_health_samples"),
        sa.ForeignKeyConstraint(
            ["series_id"], ["health_series.id"], name="fk_health_samples_series_id"
        ),
        sqlite_with_rowid=False,
    )
