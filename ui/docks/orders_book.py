"""Every order that is known here, as it is now: rows of the log, what was found, what was answered.

A row of the log is a whole order as it became by one change, so the highest cursor of a number is
true, whichever older rows are loaded. What waits to be confirmed is asked for besides: it must be
counted however long ago it was made.
"""

import asyncio
from collections.abc import Sequence

from PySide6.QtCore import QObject

from studio_app.domain.actions.orders import FindOrders
from studio_app.domain.errors import StudioError
from studio_app.domain.feed import LogRows
from studio_app.domain.ids import BoothId, ServerId
from studio_app.domain.orders import FoundOrder, Order, OrderStatus
from studio_app.domain.problems import Problem
from studio_app.domain.roles import Role
from studio_app.domain.text.folding import fold
from studio_app.support.signal import Signal
from ui.bridge.client import BoothKey, ConnectionStatus
from ui.bridge.logs import LogBook
from ui.bridge.studio import StudioBridge
from ui.docks.order_words import goods, number_text
from ui.operations import Operations

CHANNEL = "orders"
LEAST = Role.ORDER_DESK
FIND_MOST = 500
"""Orders that one answer holds."""

OrderKey = tuple[ServerId, int]
"""What an order is known by among all servers."""


class SeenOrder:
    """One order as it became at `cursor`."""

    __slots__ = ("_folded", "cursor", "order", "server")

    def __init__(self, server: ServerId, cursor: int, order: Order) -> None:
        self.server = server
        self.cursor = cursor
        self.order = order
        self._folded = ""

    @property
    def key(self) -> OrderKey:
        """Server and number."""
        return self.server, self.order.number

    @property
    def booth(self) -> BoothKey:
        """Whose order it is."""
        return self.server, BoothId(self.order.booth)

    @property
    def folded(self) -> str:
        """All that people search for, as it is compared."""
        if not self._folded:
            order = self.order
            parts = (order.name, order.phone, order.address, order.note, goods(order))
            self._folded = fold(" ".join((number_text(order.number), *parts)))
        return self._folded


class OrdersBook(QObject):
    """Reads from when it is first wanted. On the loop's thread."""

    def __init__(self, bridge: StudioBridge, ops: Operations, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._ops = ops
        self._log: LogBook[Order] = LogBook(bridge, CHANNEL, Order, LEAST, self)
        self._beside: dict[ServerId, dict[int, SeenOrder]] = {}
        """Not from the log: found, answered."""
        self._orders: list[SeenOrder] | None = None
        self._by_key: dict[OrderKey, SeenOrder] = {}
        self._heard: set[ServerId] = set()
        self._asked: set[ServerId] = set()
        """Servers that were asked for what waits, since they are connected."""
        self._wanted = False
        self.problem: Problem | None = None
        """Why the last search did not come."""
        self.changed: Signal[()] = Signal()
        ends = (
            self._log.changed.connect(self._became),
            bridge.log_rows.connect(self._came),
            bridge.connections_changed.connect(self._follow),
        )
        self.destroyed.connect(lambda: [end() for end in ends])

    def want(self) -> None:
        """From now on."""
        if not self._wanted:
            self._wanted = True
            self._log.want()
            self._follow()

    @property
    def allowed(self) -> bool:
        """Whether some server lets us read its orders."""
        return self._log.allowed

    @property
    def reading(self) -> bool:
        """Whether the first rows of some server have not come yet."""
        return not self._readable() <= self._heard

    @property
    def orders(self) -> Sequence[SeenOrder]:
        """Each as it is now, the newest first."""
        if self._orders is None:
            self._fold()
        return self._orders or ()

    def get(self, key: OrderKey) -> SeenOrder | None:
        """One of them."""
        if self._orders is None:
            self._fold()
        return self._by_key.get(key)

    def take(self, server: ServerId, *found: FoundOrder) -> list[OrderKey]:
        """The server has answered these: they are as they say unless something newer is known."""
        beside = self._beside.setdefault(server, {})
        for each in found:
            known = beside.get(each.order.number)
            if known is None or known.cursor < each.cursor:
                beside[each.order.number] = SeenOrder(server, each.cursor, each.order)
        if found:
            self._became()
        return [(server, each.order.number) for each in found]

    def older(self) -> None:
        """Ask for the next page of every server that has one."""
        self._log.older()

    async def find(self, query: str, booth: BoothKey | None) -> frozenset[OrderKey]:
        """Search everything that the servers keep, in one booth or in all; what they found is
        among the orders then. `problem` says why one did not answer."""
        self.problem = None
        wish = FindOrders(
            query=query[:200], booth=booth[1] if booth is not None else None, limit=FIND_MOST
        )
        servers = [each for each in self._connected() if booth is None or each == booth[0]]
        parts = await asyncio.gather(*(self._ask(server, wish) for server in servers))
        return frozenset(key for part in parts for key in part)

    async def read(self, key: OrderKey) -> SeenOrder | None:
        """One order, from the server where it is not known yet; None when it cannot be had."""
        if self.get(key) is None:
            await self._ask(key[0], FindOrders(before=key[1] + 1, limit=1))
        return self.get(key)

    # --- inside ----------------------------------------------------------------------------------

    def _readable(self) -> set[ServerId]:
        return {
            each.server_id
            for each in self._bridge.connections
            if each.server_id is not None
            and each.principal is not None
            and each.principal.role.allows(LEAST)
        }

    def _connected(self) -> list[ServerId]:
        readable = self._readable()
        return [
            each.server_id
            for each in self._bridge.connections
            if each.server_id in readable and each.status is ConnectionStatus.CONNECTED
        ]

    def _follow(self) -> None:
        """Servers come, go, are left and joined again: each is asked what waits."""
        if not self._wanted:
            return
        readable, connected = self._readable(), self._connected()
        for server in [each for each in self._beside if each not in readable]:
            del self._beside[server]
            self._became()
        self._heard &= readable
        self._asked &= set(connected)
        for server in connected:
            if server not in self._asked:
                self._asked.add(server)
                self._ops.start(self._read_waiting(server), "orders to confirm")

    async def _read_waiting(self, server: ServerId) -> None:
        self._beside.pop(server, None)  # what was so before the connection broke may not be so now
        await self._ask(server, FindOrders(status=OrderStatus.TO_CONFIRM, limit=FIND_MOST))

    async def _ask(self, server: ServerId, wish: FindOrders) -> list[OrderKey]:
        try:
            return self.take(server, *await self._ops.orders.find(server, wish))
        except StudioError as error:
            self.problem = error.problem
            return []

    def _came(self, server: ServerId, rows: LogRows) -> None:
        if rows.channel != CHANNEL or not rows.live:
            return
        if server not in self._heard:
            self._heard.add(server)
            self._became()
        elif rows.more and self._wanted:  # so many came at once that changes were left out
            self._ops.start(self._read_waiting(server), "orders to confirm")

    def _became(self) -> None:
        self._orders = None
        self.changed.emit()

    def _fold(self) -> None:
        """The highest cursor of each number, of all that is known."""
        before, found = self._by_key, dict[OrderKey, SeenOrder]()
        for entry in self._log.entries:
            key = entry.server, entry.row.number
            known = found.get(key)
            if known is None or known.cursor < entry.cursor:
                old = before.get(key)
                same = old is not None and old.cursor == entry.cursor
                found[key] = (
                    old if same and old is not None else SeenOrder(key[0], entry.cursor, entry.row)
                )
        for beside in self._beside.values():
            for seen in beside.values():
                known = found.get(seen.key)
                if known is None or known.cursor < seen.cursor:
                    found[seen.key] = seen
        self._by_key = found
        self._orders = sorted(found.values(), key=_place, reverse=True)


def _place(seen: SeenOrder) -> tuple[float, int]:
    return seen.order.at.timestamp(), seen.order.number
