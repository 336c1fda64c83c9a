"""The tables: what must outlive the server. Migrations in `versions/` bring a database here."""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Dialect

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def microseconds(at: datetime) -> int:
    """An aware time as a `Moment` is kept: for who writes rows past SQLAlchemy."""
    return (at - _EPOCH) // timedelta(microseconds=1)


class Moment(sa.TypeDecorator[datetime]):
    """An aware time, kept as whole microseconds since 1970 UTC: SQLite has no time type, and what
    its drivers write as text comes back without a zone."""

    impl = sa.BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """To the database."""
        return None if value is None else microseconds(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """From the database."""
        return None if value is None else _EPOCH + timedelta(microseconds=value)


class Seconds(sa.TypeDecorator[datetime]):
    """An aware time, kept as whole seconds since 1970 UTC: where many small rows are kept."""

    impl = sa.BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """To the database."""
        return None if value is None else (value - _EPOCH) // timedelta(seconds=1)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """From the database."""
        return None if value is None else _EPOCH + timedelta(seconds=value)


class Tenths(sa.TypeDecorator[float]):
    """A number to one decimal, kept as a whole one: a byte or two instead of eight."""

    impl = sa.Integer
    cache_ok = True

    def process_bind_param(self, value: float | None, dialect: Dialect) -> int | None:
        """To the database."""
        return None if value is None else round(value * 10)

    def process_result_value(self, value: int | None, dialect: Dialect) -> float | None:
        """From the database."""
        return None if value is None else value / 10


# SQLite gives ids by itself only to a column declared INTEGER.
_Counter = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

staff = sa.Table(
    "staff",
    metadata,
    sa.Column("id", _Counter, primary_key=True, autoincrement=True),
    sa.Column("name", sa.Text, nullable=False),
    # The name as it is compared: composed, case-folded, single spaces. Revoked people give it up.
    sa.Column("name_key", sa.Text, nullable=False),
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("pin_hash", sa.Text, nullable=False),
    sa.Column("added", Moment, nullable=False),
    sa.Column("last_signed_in", Moment),
    sa.Column("revoked", Moment),
)
sa.Index(
    "uq_staff_active",
    staff.c.name_key,
    unique=True,
    sqlite_where=staff.c.revoked.is_(None),
    postgresql_where=staff.c.revoked.is_(None),
)

sessions = sa.Table(
    "sessions",
    metadata,
    # SHA-256 of the token, hex: a stolen database signs nobody in.
    sa.Column("token_hash", sa.Text, primary_key=True),
    sa.Column("staff_id", sa.ForeignKey("staff.id"), nullable=False, index=True),
    sa.Column("origin", sa.Text, nullable=False),
    sa.Column("began", Moment, nullable=False),
    sa.Column("last_used", Moment, nullable=False),
    sa.Column("ended", Moment),
)

audit = sa.Table(
    "audit",
    metadata,
    sa.Column("id", _Counter, primary_key=True, autoincrement=True),
    # A centre's servers share one database; each reads and pages its own rows.
    sa.Column("server_id", sa.Text, nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("origin", sa.Text, nullable=False),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("params", sa.Text, nullable=False),
    sa.Column("result", sa.Text, nullable=False),
    sa.Column("detail", sa.Text, nullable=False),
    sa.Column("took_ms", sa.Integer, nullable=False),
    sa.Column("request_id", sa.Text, nullable=False),
    sa.Index("ix_audit_server", "server_id", "id"),
    sqlite_autoincrement=True,  # a cursor is never given out twice
)

action_results = sa.Table(
    "action_results",
    metadata,
    sa.Column("server_id", sa.Text, primary_key=True),
    sa.Column("who", sa.Text, primary_key=True),
    sa.Column("request_id", sa.Text, primary_key=True),
    # SHA-256 of what was asked: the same id for another wish is an error, not an answer.
    sa.Column("digest", sa.LargeBinary, nullable=False),
    sa.Column("at", Moment, nullable=False, index=True),
    sa.Column("done", sa.LargeBinary, nullable=False),
)

health_series = sa.Table(
    "health_series",
    metadata,
    # A small number for a booth of a server, so that its many samples need not name it.
    sa.Column("id", _Counter, primary_key=True, autoincrement=True),
    sa.Column("server_id", sa.Text, nullable=False),
    sa.Column("booth", sa.Text, nullable=False),
    sa.UniqueConstraint("server_id", "booth", name="uq_health_series_server_id"),
)

health_samples = sa.Table(
    "health_samples",
    metadata,
    sa.Column("series_id", sa.ForeignKey("health_series.id"), primary_key=True),
    # How long a stretch of time the row is of; `at` is its beginning.
    sa.Column("every_s", sa.Integer, primary_key=True),
    sa.Column("at", Seconds, primary_key=True),
    # NULL is a gap: nothing is known of that stretch.
    sa.Column("fps", Tenths),
    sa.Column("lagged_pct", Tenths),
    sa.Column("skipped_pct", Tenths),
    sa.Column("congestion_pct", Tenths),
    sa.Column("kbps", sa.Integer),
    sa.Column("cpu_pct", Tenths),
    sa.Column("disk_free_mb", sa.Integer),
    sa.Column("round_trip_ms", Tenths),
    sa.Column("peak_db", Tenths),
    sa.Column("rms_db", Tenths),
    sqlite_with_rowid=False,  # the key is all there is to look for
)

alarm_events = sa.Table(
    "alarm_events",
    metadata,
    sa.Column("id", _Counter, primary_key=True, autoincrement=True),
    sa.Column("server_id", sa.Text, nullable=False),
    sa.Column("at", Moment, nullable=False, index=True),
    sa.Column("alarm", sa.Text, nullable=False),
    sa.Column("event", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("severity", sa.Text, nullable=False),
    sa.Column("cause", sa.Text, nullable=False),
    sa.Column("place", sa.Text, nullable=False),
    # Ids of booths with a space between: none can contain one.
    sa.Column("booths", sa.Text, nullable=False),
    sa.Column("problem", sa.LargeBinary),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("count", sa.Integer, nullable=False),
    sa.Index("ix_alarm_events_server", "server_id", "id"),
    sqlite_autoincrement=True,
)

alarms = sa.Table(
    "alarms",
    metadata,
    sa.Column("server_id", sa.Text, primary_key=True),
    sa.Column("alarm", sa.Text, primary_key=True),
    # The record as clients see it, MessagePack: a new server goes on from it.
    sa.Column("record", sa.LargeBinary, nullable=False),
)

# Ids of chat rows and buyers are given by the server itself, the only one that writes rows with its
# server_id: a row is known to windows by its id, and asking the database for it costs most of all.
chat = sa.Table(
    "chat",
    metadata,
    sa.Column("server_id", sa.Text, primary_key=True),
    sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("booth", sa.Text, nullable=False),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("service", sa.Text, nullable=False),
    # The service's own id of the message; empty where it has none.
    sa.Column("service_id", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("account", sa.Text, nullable=False),
    sa.Column("author", sa.Text, nullable=False),
    sa.Column("buyer", sa.BigInteger, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    # Text and author as they are searched: without case and diacritics.
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
    sa.Index("ix_chat_booth", "server_id", "booth", "id"),
    sqlite_with_rowid=False,
)
sa.Index(
    "uq_chat_service_id",
    chat.c.server_id,
    chat.c.booth,
    chat.c.service,
    chat.c.service_id,
    unique=True,
    sqlite_where=chat.c.service_id != "",
    postgresql_where=chat.c.service_id != "",
)
sa.Index(
    "ix_chat_buyer",
    chat.c.server_id,
    chat.c.buyer,
    chat.c.id,
    sqlite_where=chat.c.buyer > 0,
    postgresql_where=chat.c.buyer > 0,
)
sa.Index(
    "ix_chat_pinned",
    chat.c.server_id,
    sqlite_where=chat.c.pinned,
    postgresql_where=chat.c.pinned,
)

chat_sources = sa.Table(
    "chat_sources",
    metadata,
    sa.Column("server_id", sa.Text, primary_key=True),
    sa.Column("instance", sa.Text, primary_key=True),
    # Where its plugin goes on; written with the rows that came before it.
    sa.Column("resume", sa.Text, nullable=False),
)

buyers = sa.Table(
    "buyers",
    metadata,
    sa.Column("server_id", sa.Text, primary_key=True),
    sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("name", sa.Text, nullable=False),
    # The newest that they wrote; all of them are in `buyer_phones`.
    sa.Column("phone", sa.Text, nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    # The note as it is searched.
    sa.Column("folded", sa.Text, nullable=False),
    sa.Column("first_seen", Moment, nullable=False),
    sa.Column("last_seen", Moment, nullable=False),
    sa.Column("messages", sa.BigInteger, nullable=False),
    # The buyer that this one has turned out to be; 0: itself.
    sa.Column("joined", sa.BigInteger, nullable=False),
    sa.Index("ix_buyers_last_seen", "server_id", "last_seen"),
    sqlite_with_rowid=False,
)

buyer_accounts = sa.Table(
    "buyer_accounts",
    metadata,
    sa.Column("server_id", sa.Text, primary_key=True),
    sa.Column("service", sa.Text, primary_key=True),
    sa.Column("account", sa.Text, primary_key=True),
    sa.Column("buyer", sa.BigInteger, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    # The name as it is searched.
    sa.Column("folded", sa.Text, nullable=False),
    sa.Index("ix_buyer_accounts_buyer", "server_id", "buyer"),
    sqlite_with_rowid=False,
)

buyer_phones = sa.Table(
    "buyer_phones",
    metadata,
    sa.Column("server_id", sa.Text, primary_key=True),
    # National digits: 0912345678.
    sa.Column("phone", sa.Text, primary_key=True),
    sa.Column("buyer", sa.BigInteger, nullable=False),
    sa.Index("ix_buyer_phones_buyer", "server_id", "buyer"),
    sqlite_with_rowid=False,
)


def _of_order() -> tuple[sa.schema.SchemaItem, ...]:
    """What an order is, as it stands and as it became by each change."""
    words = ("booth", "service", "name", "phone", "address", "note", "lines")
    return (
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("changed", Moment, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("row", sa.BigInteger, nullable=False),
        sa.Column("buyer", sa.BigInteger, nullable=False),
        # `lines` is JSON: an order is read and written whole.
        *(sa.Column(name, sa.Text, nullable=False) for name in words),
    )


orders = sa.Table(
    "orders",
    metadata,
    sa.Column("server_id", sa.Text, primary_key=True),
    sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
    # The id of its last change.
    sa.Column("cursor", sa.BigInteger, nullable=False),
    *_of_order(),
    # Number, name, phone, codes, words and note as they are searched.
    sa.Column("folded", sa.Text, nullable=False),
)
sa.Index(
    "ix_orders_row",
    orders.c.server_id,
    orders.c.row,
    sqlite_where=orders.c.row > 0,
    postgresql_where=orders.c.row > 0,
)
sa.Index(
    "ix_orders_buyer",
    orders.c.server_id,
    orders.c.buyer,
    sqlite_where=orders.c.buyer > 0,
    postgresql_where=orders.c.buyer > 0,
)

order_events = sa.Table(
    "order_events",
    metadata,
    sa.Column("server_id", sa.Text, primary_key=True),
    sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("number", sa.BigInteger, nullable=False),
    *_of_order(),
    sa.Index("ix_order_events_number", "server_id", "number", "id"),
)
