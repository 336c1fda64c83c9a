"""The doctor's look at the booths: password, OBS and its plugins, disk, scenes, template."""

import re
from collections import defaultdict
from collections.abc import Iterator

from studio_app.cli.findings import Finding, ok, warning, wrong
from studio_app.domain.actions.house import BoothTest
from studio_app.domain.alarm_limits import limits_of
from studio_app.domain.booth import SentBy
from studio_app.domain.errors import StudioError
from studio_app.domain.problems import problem
from studio_app.domain.settings import BoothSettings, StudioSettings
from studio_app.obs.commission import ObsPlace, inspect_booth
from studio_app.obs.probe import try_obs
from studio_app.obs.referee import ObsReport, ask_referee
from studio_app.services.booths import address_of, password_name
from studio_app.services.templates import Shelf
from studio_app.support.aside import call_aside
from studio_app.support.network import is_loopback, is_this_machine
from studio_app.support.secrets import Secrets

NEWEST_TRIED = 32
SPLITS_FROM = (30, 2)
INSPECT_WITHIN_S = 20.0
CRITICAL_SHARE = 5
"""As for the alarm: a fifth of the limit is critical."""
CAMERAS = ("v4l2_input", "dshow_input", "av_capture_input", "macos-avcapture", "pipewire-camera")


def shared_addresses(settings: StudioSettings) -> Iterator[Finding]:
    """Booths that would switch each other: several at one OBS."""
    booths: dict[str, list[BoothSettings]] = defaultdict(list)
    for booth in settings.booth:
        host = "127.0.0.1" if is_loopback(booth.address) else booth.address.lower()
        booths[address_of(host, booth.port)].append(booth)
    for address, there in booths.items():
        if len(there) > 1:
            names = " and ".join(_called(booth) for booth in there)
            yield wrong(
                "Ports",
                f"{names} are the same OBS, {address}",
                "Give each OBS a port of its own: Tools → WebSocket Server Settings.",
            )


async def examine_booth(
    booth: BoothSettings, settings: StudioSettings, kept: Secrets, templates: Shelf
) -> list[Finding]:
    """A booth's OBS by our own eyes and by obsws-python's. Changes nothing there."""
    what = _called(booth)
    try:
        password = await kept.get(password_name(booth.id)) or ""
    except OSError as error:
        advice = "Unlock the system's keyring, then look again."
        return [wrong(what, f"its password cannot be read: {error}", advice)]
    test = await try_obs(booth.address, booth.port, password)
    if test.problem is not None:
        return [_unreached(what, booth, test, stored=bool(password))]
    where = address_of(booth.address, booth.port)
    found = [
        ok(what, f"OBS {test.obs_version} at {where}, {len(test.scenes)} scenes, {test.took_ms} ms")
    ]
    found += _version(what, test.obs_version)
    found += await _guarded(what, booth, stored=bool(password))
    try:
        report = await ask_referee(booth.address, booth.port, password)
    except StudioError as error:
        return [*found, warning(what, f"obsws-python could not talk to it: {error}")]
    if report.version != test.obs_version:
        found.append(warning(what, f"obsws-python was told version {report.version}"))
    found += _plugins(what, booth, report)
    found += _disk(what, booth, settings, report)
    found += _scenes(what, booth, test.scenes)
    if booth.template:
        found.append(await _template(what, booth, password, templates))
    return found


def _called(booth: BoothSettings) -> str:
    return f"Booth {booth.number:02d} {booth.name}"


def _unreached(what: str, booth: BoothSettings, test: BoothTest, *, stored: bool) -> Finding:
    assert test.problem is not None
    if test.problem.code == "link_wrong_password" and not stored:
        return wrong(
            what,
            "its OBS asks for a password, and none is stored",
            f"Enter it: boothdeck do booth.edit booth={booth.id} password=-",
        )
    return wrong(what, test.problem.text)


def _version(what: str, version: str) -> Iterator[Finding]:
    found = re.match(r"(\d+)\.(\d+)", version)
    if found is None:
        return
    major, minor = int(found[1]), int(found[2])
    if major > NEWEST_TRIED:
        yield warning(
            what,
            f"OBS {version} is newer than any that BoothDeck was tried with",
            "Try it on a booth that is not on air before the others get it.",
        )
    elif (major, minor) < SPLITS_FROM:
        yield ok(what, "this OBS cannot split a recording; 30.2 and newer can")


async def _guarded(what: str, booth: BoothSettings, *, stored: bool) -> list[Finding]:
    """Who else could switch this booth."""
    found: list[Finding] = []
    if not stored or (await try_obs(booth.address, booth.port, "")).problem is None:
        found.append(
            warning(
                what,
                "its OBS lets anybody in without a password",
                "In OBS: Tools → WebSocket Server Settings → Enable Authentication.",
            )
        )
    if not is_this_machine(booth.address):
        open_wire = problem("plain_ws", booth=what, address=booth.address)
        found.append(warning(what, open_wire.text, "Better: a server on that PC."))
    return found


def _plugins(what: str, booth: BoothSettings, report: ObsReport) -> Iterator[Finding]:
    """What this OBS cannot show or send for lack of a plugin or an entry."""
    kinds = report.input_kinds
    if kinds and "ffmpeg_source" not in kinds:
        yield wrong(
            what,
            "the plugin obs-ffmpeg is missing: no films, no AI picture",
            "Install OBS again, whole.",
        )
    if kinds and "browser_source" not in kinds:
        yield warning(
            what,
            "the plugin obs-browser is missing: overlays come as pictures, not as moving graphics",
            "Use OBS as its makers ship it; some Linux packages leave the plugin out.",
        )
    if kinds and kinds.isdisjoint(CAMERAS):
        yield warning(
            what,
            "it offers no camera source",
            "Install OBS's camera plugin (on Linux: linux-v4l2), if this booth has a camera.",
        )
    if booth.sent_by is SentBy.PLATFORM_PROGRAM and report.virtual_camera is False:
        yield wrong(
            what,
            "it has no virtual camera, and the platform's own program is to send it",
            "Install it with OBS; on Linux it needs v4l2loopback.",
        )
    if booth.sent_by is SentBy.OBS and report.sends_somewhere is False:
        yield warning(
            what,
            "OBS does not know where to send",
            "Enter service and key in OBS: Settings → Stream.",
        )


def _disk(
    what: str, booth: BoothSettings, settings: StudioSettings, report: ObsReport
) -> Iterator[Finding]:
    """Room for recordings, by the same limit as the alarm's."""
    if report.free_mb is None:
        return
    limit_mb = limits_of(settings.alarms, booth.alarms).disk_gb * 1000
    place = report.record_folder or "the disk that it records to"
    if report.free_mb >= limit_mb:
        yield ok(what, f"{report.free_mb / 1000:.0f} GB free for recordings")
        return
    judge = wrong if report.free_mb < limit_mb / CRITICAL_SHARE else warning
    yield judge(
        what,
        f"{report.free_mb / 1000:.1f} GB free for recordings at {place}",
        "Free some space on that PC: a recording stops when the disk is full.",
    )


def _scenes(what: str, booth: BoothSettings, scenes: tuple[str, ...]) -> Iterator[Finding]:
    for role, scene in booth.scene_roles.items():
        if scene not in scenes:
            yield warning(
                what,
                f"the scene “{scene}”, which has the role {role.value}, is not there",
                "Rename it in OBS or in studio.toml.",
            )
    if booth.standby_scene and booth.standby_scene not in scenes:
        yield warning(
            what,
            f"the standby scene “{booth.standby_scene}” is not there",
            "A panic needs it: make it in OBS, or name another in studio.toml.",
        )


async def _template(what: str, booth: BoothSettings, password: str, templates: Shelf) -> Finding:
    """Whether OBS still is as its template says."""
    place = ObsPlace(what, booth.address, booth.port, password)
    try:
        template = templates.get(booth.template)
        difference = (
            await call_aside(
                lambda: inspect_booth(place, template),
                timeout_s=INSPECT_WITHIN_S,
                name="obsws-python",
            )
        ).difference
    except StudioError as error:
        return warning(what, f"template {booth.template}: {error.problem.text}")
    except TimeoutError:
        return warning(what, f"template {booth.template}: OBS took too long to read")
    if difference.findings and not difference.changes:
        return warning(
            what, f"template {booth.template}: {'; '.join(f.text for f in difference.findings)}"
        )
    if not difference.changes:
        return ok(what, f"as its template {booth.template} says")
    count = len(difference.changes)
    differs = "1 thing differs" if count == 1 else f"{count} things differ"
    first = difference.changes[0].text
    return warning(
        what,
        f"{differs} from its template {booth.template}, first: {first}",
        f"Mend it when it is off air: boothdeck do booth.mend booth={booth.id}",
    )
