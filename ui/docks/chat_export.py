"""The chat into a file: the rows that are shown, or all that the servers keep, by the filter."""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from typing import NamedTuple

from msgspec.structs import replace
from PySide6.QtWidgets import QFrame, QHBoxLayout
from shiboken6 import isValid

from studio_app.domain.chat import FoundRow
from studio_app.domain.chat_csv import HEAD, chat_csv
from studio_app.domain.ids import BoothId
from studio_app.domain.roles import Role
from ui.bridge.chat import ChatLine
from ui.bridge.client import BoothKey, Connection, ConnectionStatus
from ui.bridge.studio import StudioBridge
from ui.components import Button, ElidedLabel, Translated
from ui.docks.chat_filter import EVENTS, KINDS, ChatFilter, Show
from ui.docks.link_words import speaking_hindrance
from ui.figures import thousands
from ui.operations import Operations
from ui.operations.csv_sieve import CsvSieve, Through
from ui.theme import set_look

LEAST = Role.ORDER_DESK
"""Who may have it: the server's own rule for files of the chat."""


class ExportWish(NamedTuple):
    """What is to be in the file."""

    booth: BoothKey | None
    """None: every booth of every server that lets us, each server's in a file of its own."""
    filter: ChatFilter
    search: str
    hours: int
    """How far back; 0: everything that is kept."""


class ChatExport(Translated, QFrame):
    """A line that is there while a file is written: how far it is, and a way to stop it. It goes on
    when other rows are shown, so what came of it is told where `ops` tells it."""

    def __init__(self, bridge: StudioBridge, ops: Operations) -> None:
        super().__init__()
        self._bridge = bridge
        self._ops = ops
        self._task: asyncio.Task[object] | None = None
        self._rows = 0
        self.text = ElidedLabel()
        set_look(self.text, "second")
        self.cancel_button = Button(look="flat", icon_name="close")
        self.cancel_button.clicked.connect(lambda _=False: self.cancel())
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 0, 0, 0)
        row.addWidget(self.text, 1)
        row.addWidget(self.cancel_button)
        self.hide()
        self.retranslate()

    @property
    def busy(self) -> bool:
        """Whether a file is being written."""
        return not self.isHidden()

    def hindrance(self, booth: BoothKey | None, *, everywhere: bool) -> str:
        """Why nothing can be fetched now, of a booth or of all; "" when it can."""
        if self.busy:
            return self.tr("A file is being written")
        if booth is not None:
            return speaking_hindrance(self._bridge, booth, LEAST)
        if not everywhere:
            return self.tr("Choose a booth first")
        return "" if self._servers(None) else self.tr("No server hands it out to you now")

    def begin(self, wish: ExportWish) -> None:
        """Fetch it from the servers and write it; nothing while another one is under way."""
        if not self.busy:
            self._told(0)
            self.show()
            self._ops.start(self._run(wish), "export chat")

    def cancel(self) -> None:
        """Stop; what is written of the file so far is removed."""
        if self._task is not None:
            self._task.cancel()

    def retranslate(self) -> None:
        """Every text anew."""
        self.cancel_button.setText(self.tr("Cancel"))
        self._told(self._rows)

    async def _run(self, wish: ExportWish) -> None:
        self._task = asyncio.current_task()
        try:
            servers = self._servers(wish.booth)
            for connection in servers:
                title = self._title(wish.booth, connection if len(servers) > 1 else None)
                if not await self._fetch(wish, connection, title):
                    break
        finally:
            self._task = None
            if isValid(self):
                self.hide()

    async def _fetch(self, wish: ExportWish, connection: Connection, title: str) -> bool:
        """What one server has, into a file; whether it is whole."""
        sieve = CsvSieve(_through(wish.filter, self._titles(connection)))
        query = _query(wish, connection)
        return await self._ops.chat.export_all(connection, title, query, sieve, self._told)

    def _told(self, rows: int) -> None:
        self._rows = rows
        if isValid(self):  # a second window may have been closed meanwhile
            text = self.tr("Export: {count} rows so far …")
            self.text.show_text(text.format(count=thousands(rows)))

    def _servers(self, booth: BoothKey | None) -> list[Connection]:
        return [
            each
            for each in self._bridge.connections
            if each.server_id is not None
            and each.status is ConnectionStatus.CONNECTED
            and (booth is None or each.server_id == booth[0])
            and each.principal is not None
            and each.principal.role.allows(LEAST)
        ]

    def _title(self, booth: BoothKey | None, one_of_several: Connection | None) -> str:
        if booth is not None:
            return self._bridge.title(booth)
        if one_of_several is None:
            return "all"
        name = "".join(each if each.isalnum() else "-" for each in one_of_several.name)
        return f"all-{name}"

    def _titles(self, connection: Connection) -> Mapping[str, str]:
        return {
            booth[1]: self._bridge.title(booth)
            for booth in self._bridge.booths
            if booth[0] == connection.server_id
        }


def shown_csv(lines: Iterable[ChatLine], title_of: Callable[[BoothKey], str]) -> str:
    """Rows as the server writes them, with booths' numbers. A file is passed on: whoever reads it
    gets no phone numbers, and no spreadsheet takes what a viewer wrote for a formula."""
    found = (
        FoundRow(cursor=line.cursor, row=replace(line.row, booth=BoothId(title_of(line.booth))))
        for line in lines
    )
    return HEAD + chat_csv(found, whole=False)


def _query(wish: ExportWish, connection: Connection) -> dict[str, str]:
    """What the server can leave out by itself."""
    query = {"query": wish.search[:200], "service": wish.filter.service}
    if wish.booth is not None:
        query["booth"] = wish.booth[1]
    if (kind := KINDS.get(wish.filter.show)) is not None:
        query["kind"] = kind.value
    if wish.hours:
        query["since"] = (connection.server_now() - timedelta(hours=wish.hours)).isoformat()
    return {name: value for name, value in query.items() if value}


def _through(wanted: ChatFilter, titles: Mapping[str, str]) -> Through:
    """The filter's rest, of the server's columns; booths by their numbers, as people know them."""
    events = {kind.value for kind in EVENTS}

    def through(row: dict[str, str]) -> bool:
        row["booth"] = titles.get(row["booth"], row["booth"])
        if wanted.source and row.get("source") != wanted.source:
            return False
        match wanted.show:
            case Show.QUESTIONS:
                return bool(row["question"]) and not row["answered_by"] and not row["hidden"]
            case Show.EVENTS:
                return row["kind"] in events
            case Show.HIDDEN:
                return bool(row["hidden"])
            case _:
                return True

    return through
