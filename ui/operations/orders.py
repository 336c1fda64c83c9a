"""Wishes about orders: make one, change it, confirm or cancel it, find it, write it out."""

from collections.abc import Callable, Mapping
from typing import cast

from PySide6.QtCore import QCoreApplication

from studio_app.domain.actions.orders import ChangeOrder, FindOrders, MakeOrder, SetOrderStatus
from studio_app.domain.errors import StudioError
from studio_app.domain.ids import ServerId
from studio_app.domain.orders import FoundOrder, OrderStatus
from ui.bridge.client import BoothKey, Connection
from ui.operations.csv_sieve import CsvSieve
from ui.operations.desk import Desk
from ui.operations.downloads import export, export_pieces
from ui.operations.said import again, said


class Orders:
    """What a form asks for raises StudioError and leaves failure to the form; the rest answers
    whether it was done and failure is told. Ctrl+Z takes all of it back."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def make(self, booth: BoothKey, action: MakeOrder) -> FoundOrder:
        """Make an order in this booth. Raises StudioError."""
        title = said(lambda: QCoreApplication.translate("Orders", "Make an order"))
        done = await self._desk.deed(booth[0], action, self._titled(booth, title))
        found = cast("FoundOrder", done.value)
        number = found.order.number
        self._tell(
            booth,
            said(
                lambda: QCoreApplication.translate("Orders", "Order #{number} is made").format(
                    number=number
                )
            ),
        )
        return found

    async def change(self, booth: BoothKey, action: ChangeOrder) -> FoundOrder:
        """Write parts of an order anew. Raises StudioError."""
        title = said(
            lambda: QCoreApplication.translate("Orders", "Change order #{number}").format(
                number=action.number
            )
        )
        done = await self._desk.deed(booth[0], action, self._titled(booth, title))
        return cast("FoundOrder", done.value)

    async def set_status(
        self, booth: BoothKey, number: int, status: OrderStatus, seen: int
    ) -> FoundOrder | None:
        """Confirm or cancel an order, or take either back; None when it failed."""
        title = said(lambda: _status_title(status).format(number=number))
        action = SetOrderStatus(number=number, status=status, seen=seen)
        done = await self._desk.on_booth(booth, action, title)
        if done is None:
            return None
        if status is OrderStatus.CANCELLED:
            self._tell(
                booth,
                said(
                    lambda: QCoreApplication.translate(
                        "Orders", "Order #{number} is cancelled"
                    ).format(number=number)
                ),
            )
        return cast("FoundOrder", done.value)

    async def find(self, server: ServerId, wish: FindOrders) -> tuple[FoundOrder, ...]:
        """What the server has, the newest first. Raises StudioError."""
        return cast("tuple[FoundOrder, ...]", (await self._desk.send(server, wish)).value or ())

    async def export(self, title: str, text: str, count: int) -> bool:
        """Write orders that are CSV already among the downloads, without a dialog; where they
        are, or why not, is told."""
        now = self._desk.bridge.now()
        return await export(self._desk, f"orders-{title}", now, text, count)

    async def export_all(
        self,
        connection: Connection,
        title: str,
        query: Mapping[str, str],
        sieve: CsvSieve,
        told: Callable[[int], object],
    ) -> bool:
        """Write what a server keeps, as `GET /api/orders.csv` finds it; else as the chat's."""
        try:
            pieces = connection.orders_csv(query)
        except StudioError as error:
            deed = said(lambda: QCoreApplication.translate("Health", "Export"))
            self._desk.notices.failed(deed, error.problem)
            return False
        now = connection.server_now()
        return await export_pieces(self._desk, f"orders-{title}", now, pieces, sieve, told)

    def _tell(self, booth: BoothKey, what: str) -> None:
        undo = said(lambda: QCoreApplication.translate("Orders", "Ctrl+Z takes it back"))
        self._desk.notices.say(self._titled(booth, what), undo)

    def _titled(self, booth: BoothKey, deed: str) -> str:
        number = self._desk.bridge.title(booth)
        return said(lambda: f"{number} · {again(deed)}")


def _status_title(status: OrderStatus) -> str:
    match status:
        case OrderStatus.CONFIRMED:
            return QCoreApplication.translate("Orders", "Confirm order #{number}")
        case OrderStatus.CANCELLED:
            return QCoreApplication.translate("Orders", "Cancel order #{number}")
        case OrderStatus.TO_CONFIRM:
            return QCoreApplication.translate("Orders", "Reopen order #{number}")
