"""Whose keys, recent commands and layouts these are: the person signed in at this window."""

from ui.bridge.studio import StudioBridge


def person_of(bridge: StudioBridge) -> str:
    """The name on the first server that knows us; "" before anybody has signed in."""
    return next((each.principal.name for each in bridge.connections if each.principal), "")
