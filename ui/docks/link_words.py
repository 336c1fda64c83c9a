"""Why a dock's facts are old, and why its controls cannot be used, in words."""

from datetime import datetime
from math import ceil
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from studio_app.domain.booth import Link, LinkStatus
from studio_app.domain.onair import link_gone
from studio_app.domain.roles import Role
from ui.bridge.client import BoothKey
from ui.bridge.studio import StudioBridge
from ui.figures import clock
from ui.words import problem_text, word


class LinkLine(NamedTuple):
    """What a dock's head says instead of figures while its facts are not being confirmed."""

    text: str
    can_retry: bool


def link_line(
    link: Link | None, server: str | None, lost_at: datetime | None, now: datetime
) -> LinkLine | None:
    """None while all is well. `server` names the studio server when it is away, since `lost_at`."""
    if server is not None:
        text = QCoreApplication.translate("docks", "No connection to {server} · as of {time}")
        return LinkLine(text.format(server=server, time=clock(lost_at)), can_retry=False)
    if link is None:
        return LinkLine(QCoreApplication.translate("docks", "Not connected yet"), can_retry=False)
    if link.status is LinkStatus.CONNECTED:
        return None
    parts = [_capital(word(link.status))]
    if link.status is LinkStatus.REFUSED and link.problem is not None:
        parts = [problem_text(link.problem)]
    if link.last_heard is not None:
        as_of = QCoreApplication.translate("docks", "as of {time}")
        parts.append(as_of.format(time=clock(link.last_heard)))
    if link.retry_at is not None:
        wait_s = max(0, ceil((link.retry_at - now).total_seconds()))  # as the strip says it
        again = QCoreApplication.translate("docks", "next try in {seconds} s")
        parts.append(again.format(seconds=wait_s))
    can_retry = link.status in (LinkStatus.LOST, LinkStatus.REFUSED)
    return LinkLine(" · ".join(parts), can_retry)


def hindrance(bridge: StudioBridge, booth: BoothKey, least: Role = Role.TECHNICIAN) -> str:
    """Why nothing can be wished for of this booth's OBS now; "" when it can."""
    why = speaking_hindrance(bridge, booth, least)
    if not why and link_gone(bridge.get(booth, Link)):
        text = QCoreApplication.translate(
            "docks", "OBS of booth {booth} is not connected; nothing can be sent."
        )
        return text.format(booth=bridge.title(booth))
    return why


def speaking_hindrance(bridge: StudioBridge, booth: BoothKey, least: Role = Role.TECHNICIAN) -> str:
    """Why nothing can be told to the booth's server now (its OBS need not be there); "" when it
    can."""
    connection = bridge.connection(booth[0])
    if connection is None or not bridge.connected(booth):
        name = connection.name if connection is not None else booth[0]
        text = QCoreApplication.translate("docks", "{server} does not answer; nothing can be sent.")
        return text.format(server=name)
    if not bridge.may(booth, least):
        text = QCoreApplication.translate("docks", "This needs the role {role} or above.")
        return text.format(role=word(least))
    return ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
