"""What viewers bought: every order as it stands, and as it became by each change."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def _of_order() -> tuple[sa.schema.SchemaItem, ...]:
    words = ("booth", "service", "name", "phone", "address", "note", "lines")
    return (
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("changed", sa.BigInteger, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("row", sa.BigInteger, nullable=False),
        sa.Column("buyer", sa.BigInteger, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in words),
    )


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "orders",
        sa.Column("server_id", sa.Text, nullable=False),
        sa.Column("number", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("cursor", sa.BigInteger, nullable=False),
        *_of_order(),
        sa.Column("folded", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("server_id", "number", name="pk_orders"),
    )
    for name in ("row", "buyer"):
        op.create_index(
            f"ix_orders_{name}",
            "orders",
            ["server_id", name],
            sqlite_where=sa.text(f'"{name}" > 0'),
            postgresql_where=sa.text(f'"{name}" > 0'),
        )
    op.create_table(
        "order_events",
        sa.Column("server_id", sa.Text, nullable=False),
        sa.Column("id", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("number", sa.BigInteger, nullable=False),
        *_of_order(),
        sa.PrimaryKeyConstraint("server_id", "id", name="pk_order_events"),
    )
    op.create_index("ix_order_events_number", "order_events", ["server_id", "number", "id"])
