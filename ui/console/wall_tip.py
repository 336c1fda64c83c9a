"""Everything a tile knows, in lines: its tooltip, and what a screen reader says of it."""

from collections.abc import Iterator
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from studio_app.domain.booth import Link, LinkStatus, LiveStatus, Output, OutputKind
from ui.console.needs_me_rule import Need
from ui.console.needs_me_words import need_text, need_tip
from ui.console.wall_booth import BoothView
from ui.console.wall_text import TileText
from ui.docks.outputs_words import who_says
from ui.figures import UNKNOWN, clock, decimal, megabytes, milliseconds, percent, rate, span
from ui.words import problem_text, word

translate = QCoreApplication.translate


def tile_tip(view: BoothView, text: TileText, need: Need | None, now: datetime) -> str:
    """All facts of a booth, a line each; plain text."""
    lines = [_title(view, text)]
    if need is not None:
        lines.append(need_tip(need, "", now))
    lines.append(_link(view, now))
    if view.confirmed:
        lines.extend(_outputs(view, now))
    lines.append(" · ".join(part for part in (_live(view, now), _watching(text)) if part))
    if view.confirmed and view.health is not None:
        health = view.health
        lines.append(
            translate(
                "Wall", "OBS: {fps} fps · CPU {cpu} · {skipped} not drawn · disk {disk}"
            ).format(
                fps=decimal(health.fps),
                cpu=percent(health.cpu_pct),
                skipped=percent(health.render_skipped_pct),
                disk=megabytes(health.disk_free_mb),
            )
        )
    return "\n".join(line for line in lines if line)


def spoken(text: TileText, need: Need | None) -> str:
    """What a screen reader says: number, on air, host, then trouble and both states."""
    parts = [text.number, text.server, text.name, text.badge.words[0].capitalize()]
    parts += ["AI" if text.ai else "", text.host]
    parts += [need_text(need) if need is not None else "", text.sending.text, text.platform.text]
    parts.append(_watching(text))
    return ", ".join(part for part in parts if part)


def _watching(text: TileText) -> str:
    said = translate("Wall", "{count} watching")
    return said.format(count=text.viewers) if text.viewers else ""


def _title(view: BoothView, text: TileText) -> str:
    parts = (text.number, view.booth.name, text.server, f"{view.canvas[0]}×{view.canvas[1]}")
    return " · ".join(part for part in parts if part)


def _link(view: BoothView, now: datetime) -> str:
    if not view.server_up:
        return translate("Wall", "The server does not answer; what is shown may be old.")
    link = view.link if view.link is not None else Link(status=LinkStatus.CONNECTING, since=now)
    said = [f"{view.booth.address}: {word(link.status)}"]
    if link.status is LinkStatus.CONNECTED:
        said.append(f"OBS {link.obs_version}" if link.obs_version else "")
        if view.health is not None:
            said.append(milliseconds(view.health.round_trip_ms))
    elif link.last_heard is not None:
        said.append(translate("Wall", "last heard {time}").format(time=clock(link.last_heard)))
    return " · ".join(part for part in said if part)


def _outputs(view: BoothView, now: datetime) -> Iterator[str]:
    for kind, output in (
        (OutputKind.STREAM, view.stream),
        (OutputKind.RECORD, view.record),
        (OutputKind.VIRTUALCAM, view.virtualcam),
    ):
        if output is not None and (kind is OutputKind.STREAM or output.since is not None):
            yield _output(kind, output, now)


def _output(kind: OutputKind, output: Output, now: datetime) -> str:
    said = [f"{word(kind).capitalize()}: {word(output.status)}"]
    if output.since is not None:
        said.append(span(output.since, now))
    if kind is OutputKind.STREAM and output.since is not None:
        said.append(word(output.health))
        said.append(rate(output.kbps))
        lost = translate("Wall", "{share} dropped")
        said.append(lost.format(share=percent(output.skipped_pct)))
        if output.reconnects:
            again = translate("Wall", "{count}× reconnected")
            said.append(again.format(count=output.reconnects))
    if output.problem is not None:
        said.append(problem_text(output.problem))
    return " · ".join(said)


def _live(view: BoothView, now: datetime) -> str:
    said = word(view.live_status).capitalize()
    live = view.live
    if live is None or live.status is LiveStatus.UNKNOWN or not (who := who_says(live)):
        return said
    by = translate("Wall", "says {who}, {time}")
    return f"{said} · {by.format(who=who, time=clock(live.since) if live.since else UNKNOWN)}"
