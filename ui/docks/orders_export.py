"""Orders into a file: those that are shown, or from the servers with whole phone numbers."""

from collections.abc import Callable, Iterable
from datetime import timedelta

from msgspec.structs import replace

from studio_app.domain.ids import BoothId
from studio_app.domain.orders import FoundOrder, OrderStatus
from studio_app.domain.orders_csv import HEAD, orders_csv
from ui.bridge.client import BoothKey, Connection
from ui.docks.chat_export import ChatExport, ExportWish
from ui.docks.chat_filter import ChatFilter
from ui.docks.orders_book import SeenOrder
from ui.operations.csv_sieve import CsvSieve


class OrdersExport(ChatExport):
    """As the chat's: how far it is, and a way to stop it. A shop's program must know whom to call,
    so phone numbers are whole; the server notes who took them."""

    _status: OrderStatus | None = None

    def hindrance(self, booth: BoothKey | None, *, everywhere: bool) -> str:
        """Also whole phone numbers must be for who asks."""
        why = super().hindrance(booth, everywhere=everywhere)
        if why or any(_whole(each) for each in self._servers(booth)):
            return why
        return self.tr("Phone numbers are shown whole to the order desk and to directors only")

    def begin_orders(
        self, booth: BoothKey | None, status: OrderStatus | None, search: str, hours: int
    ) -> None:
        """Fetch those of one booth or of all, of one status or of every one, made within so many
        hours (0: ever)."""
        if not self.busy:
            self._status = status
            self.begin(ExportWish(booth, ChatFilter(), search, hours))

    async def _fetch(self, wish: ExportWish, connection: Connection, title: str) -> bool:
        titles = self._titles(connection)

        def through(row: dict[str, str]) -> bool:
            row["booth"] = titles.get(row["booth"], row["booth"])
            return True

        query = {
            "query": wish.search[:200],
            "booth": wish.booth[1] if wish.booth is not None else "",
            "status": self._status.value if self._status is not None else "",
            "phones": "whole" if _whole(connection) else "",
        }
        if wish.hours:
            since = connection.server_now() - timedelta(hours=wish.hours)
            query["since"] = since.isoformat()
        query = {name: value for name, value in query.items() if value}
        sieve = CsvSieve(through)
        return await self._ops.orders.export_all(connection, title, query, sieve, self._told)


def shown_csv(orders: Iterable[SeenOrder], title_of: Callable[[BoothKey], str]) -> str:
    """Orders as the server writes them, with booths' numbers. Whole phone numbers leave a server
    only where it notes so: here they are masked."""
    found = (
        FoundOrder(
            cursor=seen.cursor, order=replace(seen.order, booth=BoothId(title_of(seen.booth)))
        )
        for seen in orders
    )
    return HEAD + orders_csv(found, whole=False)


def _whole(connection: Connection) -> bool:
    return connection.principal is not None and connection.principal.role.handles_orders
