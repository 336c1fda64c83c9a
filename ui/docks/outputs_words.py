"""The outputs dock's words: states, health with what to do, figures, why a button is off."""

from pathlib import PurePath

from PySide6.QtCore import QCoreApplication

from studio_app.domain.booth import (
    Link,
    Live,
    LiveStatus,
    Output,
    OutputHealth,
    OutputKind,
    OutputStatus,
)
from ui.docks.chat_words import service_name
from ui.docks.outputs_model import Deed, WhyNot, lacking
from ui.figures import clock, decimal, megabytes, percent, rate
from ui.words import problem_text


def output_title(kind: OutputKind) -> str:
    """The row's name."""
    return {
        OutputKind.STREAM: QCoreApplication.translate("outputs", "Stream"),
        OutputKind.RECORD: QCoreApplication.translate("outputs", "Recording"),
        OutputKind.REPLAY: QCoreApplication.translate("outputs", "Replay buffer"),
        OutputKind.VIRTUALCAM: QCoreApplication.translate("outputs", "Virtual camera"),
    }[kind]


def status_word(kind: OutputKind, status: OutputStatus) -> str:
    """What OBS says of the output, in capitals for the badge."""
    if status is OutputStatus.ACTIVE:
        return {
            OutputKind.STREAM: QCoreApplication.translate("outputs", "OBS IS SENDING"),
            OutputKind.RECORD: QCoreApplication.translate("outputs", "RECORDING"),
            OutputKind.REPLAY: QCoreApplication.translate("outputs", "RUNNING"),
            OutputKind.VIRTUALCAM: QCoreApplication.translate("outputs", "ON"),
        }[kind]
    return {
        OutputStatus.OFF: QCoreApplication.translate("outputs", "OFF"),
        OutputStatus.STARTING: QCoreApplication.translate("outputs", "STARTING"),
        OutputStatus.PAUSED: QCoreApplication.translate("outputs", "PAUSED"),
        OutputStatus.RECONNECTING: QCoreApplication.translate("outputs", "RECONNECTING"),
        OutputStatus.STOPPING: QCoreApplication.translate("outputs", "STOPPING"),
        OutputStatus.UNAVAILABLE: QCoreApplication.translate("outputs", "NOT SET UP"),
    }[status]


def deed_word(kind: OutputKind, deed: Deed) -> str:
    """What the button says."""
    if deed is Deed.STOP and kind is OutputKind.STREAM:
        return QCoreApplication.translate("outputs", "End stream")
    return {
        Deed.START: QCoreApplication.translate("outputs", "Start"),
        Deed.STOP: QCoreApplication.translate("outputs", "Stop"),
        Deed.PAUSE: QCoreApplication.translate("outputs", "Pause"),
        Deed.RESUME: QCoreApplication.translate("outputs", "Go on"),
        Deed.SPLIT: QCoreApplication.translate("outputs", "New file"),
        Deed.SAVE: QCoreApplication.translate("outputs", "Save replay"),
    }[deed]


def deed_tip(deed: Deed) -> str:
    """What the button does, when its word does not say it all."""
    return {
        Deed.START: QCoreApplication.translate("outputs", "Start; done when OBS says so"),
        Deed.STOP: QCoreApplication.translate("outputs", "Stop; done when OBS says so"),
        Deed.PAUSE: QCoreApplication.translate("outputs", "Pause the recording"),
        Deed.RESUME: QCoreApplication.translate("outputs", "Go on with the recording"),
        Deed.SPLIT: QCoreApplication.translate("outputs", "Go on recording in a new file"),
        Deed.SAVE: QCoreApplication.translate("outputs", "Save the last seconds to a file"),
    }[deed]


def end_question(kind: OutputKind, booth: str) -> tuple[str, str]:
    """What the button asks before it takes the picture from viewers: in full, and short."""
    if kind is OutputKind.STREAM:
        full = QCoreApplication.translate(
            "outputs", "End stream of booth {booth} — viewers will see it stop"
        )
    else:
        full = QCoreApplication.translate(
            "outputs", "Stop the camera of booth {booth} — viewers will see it stop"
        )
    short = QCoreApplication.translate("outputs", "End {booth}? Viewers see it")
    return full.format(booth=booth), short.format(booth=booth)


def why_not_text(why: WhyNot, kind: OutputKind, deed: Deed, link: Link | None) -> str:
    """Why a button cannot be pressed; for `WhyNot.LINK` the dock has better words."""
    if why is WhyNot.LACKS and link is not None:
        text = QCoreApplication.translate(
            "outputs", "OBS {version} of this booth cannot do it ({request}). It needs a newer OBS."
        )
        request = lacking(kind, deed, link) or ""
        return text.format(version=link.obs_version or "?", request=request)
    return {
        WhyNot.NO_FACTS: QCoreApplication.translate("outputs", "OBS has not said anything of it."),
        WhyNot.LINK: QCoreApplication.translate("outputs", "OBS is not connected."),
        WhyNot.LACKS: QCoreApplication.translate("outputs", "This OBS cannot do it."),
        WhyNot.UNAVAILABLE: QCoreApplication.translate(
            "outputs", "Not set up. Switch it on in OBS: Settings → Output."
        ),
        WhyNot.BUSY: QCoreApplication.translate("outputs", "On its way; wait for OBS."),
        WhyNot.NOT_RUNNING: QCoreApplication.translate("outputs", "It is not running."),
        WhyNot.PAUSED: QCoreApplication.translate("outputs", "Go on with the recording first."),
    }[why]


def trouble_text(output: Output) -> str:
    """What is wrong with an output and what to do; "" when nothing is."""
    if output.status is OutputStatus.OFF:
        # Some problems begin with the output's name, which is lower case within sentences.
        said = problem_text(output.problem) if output.problem is not None else ""
        return said[:1].upper() + said[1:]
    text = {
        OutputHealth.NONE: "",
        OutputHealth.GOOD: "",
        OutputHealth.UNPROVEN: QCoreApplication.translate(
            "outputs", "Nothing proves that anybody receives it. Look at the platform."
        ),
        OutputHealth.SKIPPING: QCoreApplication.translate(
            "outputs", "{percent} of the frames are dropped. Lower the bitrate or check the line."
        ),
        OutputHealth.CONGESTED: QCoreApplication.translate(
            "outputs", "The line is congested. Lower the bitrate or check the line."
        ),
        OutputHealth.STALLED: QCoreApplication.translate(
            "outputs", "OBS says running, but nothing leaves. Check the line, then start anew."
        ),
        OutputHealth.RECONNECTING: QCoreApplication.translate(
            "outputs", "The line broke; OBS is reconnecting. Viewers may see it stand still."
        ),
    }[output.health]
    return text.format(percent=percent(output.skipped_pct))


def figures_text(kind: OutputKind, output: Output) -> str:
    """The row's figures in one line."""
    if kind is OutputKind.STREAM:
        if output.status in (OutputStatus.OFF, OutputStatus.UNAVAILABLE):
            return ""
        skipped = QCoreApplication.translate("outputs", "{percent} skipped")
        congestion = QCoreApplication.translate("outputs", "congestion {percent}")
        parts = [
            rate(output.kbps),
            skipped.format(percent=percent(output.skipped_pct)),
            congestion.format(percent=percent(output.congestion * 100, 0)),
        ]
        if output.reconnects:
            again = QCoreApplication.translate("outputs", "reconnected {count}×")
            parts.append(again.format(count=output.reconnects))
        return " · ".join(parts)
    parts = []
    if kind is OutputKind.RECORD and output.bytes:
        parts.append(megabytes(output.bytes / 1_000_000))
    if output.path:
        parts.append(file_name(output.path))
    return " · ".join(parts)


def file_name(path: str) -> str:
    """The last part of a path of any system: OBS may run on Windows."""
    return PurePath(path.replace("\\", "/")).name


def live_word(status: LiveStatus) -> str:
    """Whether the platform shows the booth, in capitals for the badge."""
    return {
        LiveStatus.UNKNOWN: QCoreApplication.translate("outputs", "UNKNOWN"),
        LiveStatus.LIVE: QCoreApplication.translate("outputs", "LIVE"),
        LiveStatus.NOT_LIVE: QCoreApplication.translate("outputs", "NOT LIVE"),
    }[status]


def who_says(live: Live) -> str:
    """Whose word it is: a person's name, or a platform's; "" when nobody's."""
    return live.by or service_name(live.source)


def live_source(live: Live | None) -> str:
    """Who says so and since when."""
    if live is None or live.status is LiveStatus.UNKNOWN:
        return QCoreApplication.translate("outputs", "Nobody has said. Look at the platform.")
    says = QCoreApplication.translate("outputs", "{who} says so since {time}")
    return says.format(who=who_says(live) or "?", time=clock(live.since))


def frames_per_second(fps: float) -> str:
    """Two decimals: 29.97 is not 30."""
    return decimal(fps, 2)
