"""The filters of a source or scene: one button each, on or off."""

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from studio_app.domain.booth import Filter, Filters
from ui.bridge.client import BoothKey
from ui.components import PendingButton, Translated
from ui.operations import Operations
from ui.theme import TEXT, TEXT_FAINT, set_look


class FilterButton(PendingButton):
    """One filter; a press switches it."""

    def __init__(self, ops: Operations, booth: BoothKey, source: str, name: str) -> None:
        super().__init__(name, start=ops.start, wish=self._switch, fact=self._is_fact)
        self._ops = ops
        self._booth = booth
        self._source = source
        self.filter_name = name
        self.on = True
        self._wished = True
        self.setStyleSheet("text-align: left;")

    def show_filter(self, record: Filter, hindrance: str) -> None:
        """What OBS says of it."""
        self.on = record.enabled
        self.show_icon("check" if self.on else "minus", TEXT if self.on else TEXT_FAINT)
        self.setEnabled(not hindrance)
        state = self.tr("on") if self.on else self.tr("off")
        self.setAccessibleName(f"{record.name}: {state}")
        act = self.tr("Switch this filter off") if self.on else self.tr("Switch this filter on")
        self.setToolTip(hindrance or f"{record.name} ({state}). {act}")
        self.look_again()

    async def _switch(self) -> bool:
        self._wished = not self.on
        return await self._ops.sources.enable_filter(
            self._booth, self._source, self.filter_name, self._wished
        )

    def _is_fact(self) -> bool:
        return self.on is self._wished


class FilterList(Translated, QWidget):
    """Of one source at a time, in the order they work."""

    def __init__(self, ops: Operations) -> None:
        super().__init__()
        self._ops = ops
        self._of: tuple[BoothKey, str] | None = None
        self.buttons: dict[str, FilterButton] = {}
        self._none = QLabel()
        set_look(self._none, "note")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(self._none)
        self.retranslate()

    def show_filters(
        self, booth: BoothKey, source: str, filters: Filters | None, hindrance: str
    ) -> None:
        """What OBS says of the source's filters."""
        records = filters.filters if filters is not None else ()
        names = [record.name for record in records]
        if self._of != (booth, source) or names != list(self.buttons):
            self._of = (booth, source)
            self._bring(booth, source, names)
        for record in records:
            self.buttons[record.name].show_filter(record, hindrance)
        self._none.setVisible(not records)

    def retranslate(self) -> None:
        """Every text anew."""
        self._none.setText(self.tr("No filters"))

    def _bring(self, booth: BoothKey, source: str, names: list[str]) -> None:
        for button in self.buttons.values():
            button.give_up()
            self._column.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = {name: FilterButton(self._ops, booth, source, name) for name in names}
        for button in self.buttons.values():
            self._column.addWidget(button)
