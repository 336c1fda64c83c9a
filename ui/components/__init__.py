"""Small widgets that every part of the windows shares."""

from ui.components.buttons import Button, PendingButton
from ui.components.deliberate import ConfirmButton, HoldButton
from ui.components.icons import icon, pixmap
from ui.components.labels import Badge, ElidedLabel, PartsLabel, plain_tip
from ui.components.translated import Translated

__all__ = [
    "Badge",
    "Button",
    "ConfirmButton",
    "ElidedLabel",
    "HoldButton",
    "PartsLabel",
    "PendingButton",
    "Translated",
    "icon",
    "pixmap",
    "plain_tip",
]
