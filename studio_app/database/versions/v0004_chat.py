"""What viewers wrote, how far each source has been read, and the people behind the accounts."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "chat",
        sa.Column("server_id", sa.Text, nullable=False),
        sa.Column("id", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        *(
            sa.Column(name, sa.Text, nullable=False)
            for name in ("booth", "source", "service", "service_id", "kind", "account", "author")
        ),
        sa.Column("buyer", sa.BigInteger, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("folded", sa.Text, nullable=False),
        sa.Column("count", sa.BigInteger, nullable=False),
        sa.Column("of", sa.BigInteger, nullable=False),
        sa.Column("hidden", sa.Text, nullable=False),
        sa.Column("hidden_by", sa.Text, nullable=False),
        sa.Column("question", sa.Boolean, nullable=False),
        sa.Column("answered_by", sa.Text, nullable=False),
        sa.Column("pinned", sa.Boolean, nullable=False),
        sa.Column("private", sa.Boolean, nullable=False),
        sa.Column("order", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("server_id", "id", name="pk_chat"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_chat_booth", "chat", ["server_id", "booth", "id"])
    op.create_index(
        "uq_chat_service_id",
        "chat",
        ["server_id", "booth", "service", "service_id"],
        unique=True,
        sqlite_where=sa.text("service_id != ''"),
        postgresql_where=sa.text("service_id != ''"),
    )
    op.create_index(
        "ix_chat_buyer",
        "chat",
        ["server_id", "buyer", "id"],
        sqlite_where=sa.text("buyer > 0"),
        postgresql_where=sa.text("buyer > 0"),
    )
    op.create_index(
        "ix_chat_pinned",
        "chat",
        ["server_id"],
        sqlite_where=sa.text("pinned"),
        postgresql_where=sa.text("pinned"),
    )
    op.create_table(
        "chat_sources",
        sa.Column("server_id", sa.Text, nullable=False),
        sa.Column("instance", sa.Text, nullable=False),
        sa.Column("resume", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("server_id", "instance", name="pk_chat_sources"),
    )
    op.create_table(
        "buyers",
        sa.Column("server_id", sa.Text, nullable=False),
        sa.Column("id", sa.BigInteger, autoincrement=False, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("name", "phone", "note", "folded")),
        *(
            sa.Column(name, sa.BigInteger, nullable=False)
            for name in ("first_seen", "last_seen", "messages", "joined")
        ),
        sa.PrimaryKeyConstraint("server_id", "id", name="pk_buyers"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_buyers_last_seen", "buyers", ["server_id", "last_seen"])
    op.create_table(
        "buyer_accounts",
        *(sa.Column(name, sa.Text, nullable=False) for name in ("server_id", "service", "account")),
        sa.Column("buyer", sa.BigInteger, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("folded", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("server_id", "service", "account", name="pk_buyer_accounts"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_buyer_accounts_buyer", "buyer_accounts", ["server_id", "buyer"])
    op.create_table(
        "buyer_phones",
        sa.Column("server_id", sa.Text, nullable=False),
        sa.Column("phone", sa.Text, nullable=False),
        sa.Column("buyer", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("server_id", "phone", name="pk_buyer_phones"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_buyer_phones_buyer", "buyer_phones", ["server_id", "buyer"])
