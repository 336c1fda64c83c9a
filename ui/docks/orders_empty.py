"""Why no order is shown, and what to do about it."""

from enum import Enum
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


class Way(Enum):
    """What the button does."""

    NONE = "none"
    NEW = "new"
    SHOW_ALL = "show_all"


class Nothing(NamedTuple):
    """Words, the button's words ("" for none), what it does."""

    text: str
    button: str = ""
    way: Way = Way.NONE


def why_nothing(
    *,
    allowed: bool,
    nowhere: bool,
    searching: bool,
    reading: bool,
    filtered: bool,
    any_known: bool,
) -> Nothing:
    """What to say where no order is. `allowed`: some server shows us its orders; `nowhere`: one
    booth's are wanted, and none is chosen; `filtered`: not every order is wanted; `any_known`:
    there are orders."""
    if not allowed:
        return Nothing(
            translate("OrdersDock", "Orders are shown to the order desk and above. Sign in as one.")
        )
    everything = translate("OrdersDock", "Show everything")
    if nowhere:
        text = translate("OrdersDock", "Choose a booth to see its orders, or see all of them.")
        return Nothing(text, everything, Way.SHOW_ALL)
    if searching:
        return Nothing(translate("OrdersDock", "Searching …"))
    if filtered and any_known:
        text = translate(
            "OrdersDock", "No order that is loaded fits. Enter in the search field looks further."
        )
        return Nothing(text, everything, Way.SHOW_ALL)
    if reading:
        return Nothing(translate("OrdersDock", "Reading …"))
    text = translate(
        "OrdersDock",
        "No orders yet. Choose a message in the chat and press O: what it orders is filled in,"
        " Enter makes the order. Who calls by phone gets one by hand.",
    )
    return Nothing(text, translate("OrdersDock", "New order"), Way.NEW)
