"""Plugins in words: what they are called in the window's language, how they are, what to do."""

from collections.abc import Callable, Mapping
from datetime import datetime
from math import ceil

from PySide6.QtCore import QCoreApplication

from studio_app.domain.booth import Booth
from studio_app.domain.plugin import (
    Instance,
    InstanceStatus,
    Manifest,
    Plugin,
    PluginKind,
    PluginStatus,
    SettingSpec,
    SettingType,
)
from studio_app.domain.problems import Problem
from ui.bridge.studio import StudioBridge
from ui.docks.plugins_draft import BOOTH, INSTANCE, Why
from ui.docks.plugins_model import Row, SeenInstance, SeenPlugin, calls
from ui.figures import clock, megabytes, percent
from ui.theme import GOOD, TEXT, TEXT_SECOND, WARNING
from ui.words import problem_text, word

translate = QCoreApplication.translate

SHAPES: Mapping[PluginStatus, tuple[str, str]] = {
    PluginStatus.IDLE: ("ring", TEXT_SECOND),
    PluginStatus.STARTING: ("more", TEXT),
    PluginStatus.RUNNING: ("dot", GOOD),
    PluginStatus.WAITING: ("restart", WARNING),
    PluginStatus.BROKEN: ("cross", WARNING),
    PluginStatus.MISSING: ("minus", TEXT_SECOND),
}
INSTANCE_SHAPES: Mapping[InstanceStatus, tuple[str, str]] = {
    InstanceStatus.OFF: ("ring", TEXT_SECOND),
    InstanceStatus.CONNECTING: ("more", TEXT),
    InstanceStatus.CONNECTED: ("dot", GOOD),
    InstanceStatus.STALE: ("warning", WARNING),
    InstanceStatus.WAITING: ("restart", WARNING),
    InstanceStatus.OFFLINE: ("pause", TEXT_SECOND),
    InstanceStatus.FAILED: ("cross", WARNING),
}
"""Icon and ink: a shape of its own for each, beside its word."""


def shape(row: Row) -> tuple[str, str]:
    """Icon and ink of a row."""
    if isinstance(row, SeenInstance):
        return INSTANCE_SHAPES[row.instance.status]
    icon, ink = SHAPES[row.plugin.status]
    return icon, WARNING if calls(row) else ink


# --- a plugin's own words ------------------------------------------------------------------------


def language() -> str:
    """The code of the window's language: each catalogue says its own."""
    return translate("LanguageCode", "en")


def own_word(plugin: Plugin, name: str, otherwise: str) -> str:
    """What the plugin says in the window's language, else what its manifest says."""
    return plugin.words.get(language(), {}).get(name) or otherwise


def plugin_name(plugin: Plugin, id_: str) -> str:
    """“TikTok LIVE”; the folder's name of one that cannot be read."""
    manifest = plugin.manifest
    return own_word(plugin, "name", manifest.name) if manifest is not None else id_


def plugin_description(plugin: Plugin) -> str:
    """What it is for."""
    manifest = plugin.manifest
    return own_word(plugin, "description", manifest.description) if manifest is not None else ""


def setting_title(plugin: Plugin, spec: SettingSpec) -> str:
    """What a setting is called."""
    return own_word(plugin, f"setting.{spec.name}.title", spec.title)


def setting_description(plugin: Plugin, spec: SettingSpec) -> str:
    """What a setting is for."""
    return own_word(plugin, f"setting.{spec.name}.description", spec.description)


def choice_word(plugin: Plugin, spec: SettingSpec, choice: str) -> str:
    """How a choice is called."""
    return own_word(plugin, f"setting.{spec.name}.choice.{choice}", choice)


def setting_limits(spec: SettingSpec) -> str:
    """What a setting takes, and what it is when nothing is said: “1 to 99 · as shipped: 5”."""
    parts = []
    if spec.type is SettingType.NUMBER:
        parts.append(_range(spec))
    if spec.default not in (None, "") and spec.type in (SettingType.NUMBER, SettingType.TEXT):
        parts.append(translate("Plugins", "as shipped: {value}").format(value=spec.default))
    return " · ".join(part for part in parts if part)


def _range(spec: SettingSpec) -> str:
    least, most = spec.minimum, spec.maximum
    if least is not None and most is not None:
        text = translate("Plugins", "a whole number from {least} to {most}")
        return text.format(least=least, most=most)
    if least is not None:
        return translate("Plugins", "a whole number from {least}").format(least=least)
    if most is not None:
        return translate("Plugins", "a whole number up to {most}").format(most=most)
    return translate("Plugins", "a whole number")


# --- how things are ------------------------------------------------------------------------------


def title(row: Row) -> str:
    """What a row is called."""
    return row.id if isinstance(row, SeenInstance) else plugin_name(row.plugin, row.id)


def beside_title(bridge: StudioBridge, row: Row) -> str:
    """What stands behind the title: kind or booth, and the server where there are several."""
    parts = []
    if isinstance(row, SeenPlugin):
        if row.plugin.manifest is not None:
            parts.append(word(row.plugin.manifest.kind))
    elif row.instance.booth is not None:
        parts.append(booth_text(bridge, row))
    if len(bridge.connections) > 1 and isinstance(row, SeenPlugin):
        connection = bridge.connection(row.server)
        parts.append(connection.name if connection is not None else row.server)
    return " · ".join(parts)


def booth_text(bridge: StudioBridge, row: SeenInstance) -> str:
    """“07 Fashion”; the id of a booth that is not there."""
    booth = row.instance.booth
    if booth is None:
        return ""
    facts = bridge.get((row.server, booth), Booth)
    return f"{facts.number:02} {facts.name}" if facts is not None else booth


def status_word(row: Row) -> str:
    """How it is, in a word."""
    if isinstance(row, SeenInstance):
        return word(row.instance.status)
    plugin = row.plugin
    if plugin.status is PluginStatus.BROKEN and plugin.manifest is None and plugin.problem is None:
        return translate("Plugins", "not there")
    return word(plugin.status)


def figures(row: Row, now: datetime) -> str:
    """When it is tried again, else since when it is so; memory and processor of what runs."""
    facts = row.instance if isinstance(row, SeenInstance) else row.plugin
    if facts.next_try is not None and facts.status in (
        PluginStatus.WAITING,
        InstanceStatus.WAITING,
        InstanceStatus.OFFLINE,
    ):
        left_s = (facts.next_try - now).total_seconds()
        if left_s <= 0:
            return translate("Plugins", "trying now")
        return translate("Plugins", "next try in {seconds} s").format(seconds=ceil(left_s))
    if isinstance(row, SeenInstance):
        if facts.since is None or facts.status is InstanceStatus.OFF:
            return ""
        return translate("Plugins", "since {time}").format(time=clock(facts.since))
    parts = []
    if row.plugin.status is PluginStatus.RUNNING:
        parts += [megabytes(row.plugin.memory_mb), percent(row.plugin.cpu_pct)]
    if row.plugin.restarts:
        parts.append(restarts_text(row.plugin.restarts))
    return " · ".join(parts)


def restarts_text(count: int) -> str:
    """“3 restarts”."""
    return QCoreApplication.translate("Plugins", "%n restart(s)", "", count)


def line(row: Row) -> str:
    """The second line of a row: what is wrong, else what it is."""
    if isinstance(row, SeenInstance):
        if row.instance.problem is not None and row.instance.on:
            return problem_text(row.instance.problem)
        if calls(row) and (advice := _ADVICE.get(row.instance.status)) is not None:
            return advice()
        return summary(row.plugin, row.instance)
    plugin = row.plugin
    if (wrong := what_is_wrong(row)) and (calls(row) or plugin.status is PluginStatus.MISSING):
        return wrong
    if row.instances:
        on = sum(each.instance.on for each in row.instances)
        text = translate("Plugins", "{count} set up, {on} on")
        return text.format(count=len(row.instances), on=on)
    return plugin_description(plugin)


def summary(plugin: Plugin, instance: Instance) -> str:
    """What is set: “Account @nova · every 5 s”; of secrets only that they are kept."""
    if plugin.manifest is None:
        return ""
    parts = []
    for spec in plugin.manifest.setting:
        value = instance.settings.get(spec.name)
        if spec.secret:
            if spec.name in instance.secrets:
                parts.append(f"{setting_title(plugin, spec)} •••")
        elif value not in (None, ""):
            parts.append(f"{setting_title(plugin, spec)}: {_value(plugin, spec, value)}")
    return " · ".join(parts)


def _value(plugin: Plugin, spec: SettingSpec, value: object) -> str:
    if isinstance(value, bool):
        return translate("Palette", "yes") if value else translate("Palette", "no")
    return choice_word(plugin, spec, value) if isinstance(value, str) else str(value)


def plugin_runs(plugin: Plugin) -> bool:
    """Whether what it requires is there."""
    return plugin.status not in (PluginStatus.BROKEN, PluginStatus.MISSING)


def what_is_wrong(row: SeenPlugin) -> str:
    """Why a plugin does not run, with what to do."""
    plugin = row.plugin
    if plugin.problem is not None:
        return problem_text(plugin.problem)
    if plugin.status is PluginStatus.MISSING and plugin.manifest is not None:
        text = translate("Plugins", "It needs {what}, which is not installed.")
        return text.format(what=", ".join(plugin.manifest.requires))
    if plugin.status is PluginStatus.BROKEN:
        return translate(
            "Plugins", "Its folder is gone. Put it back and look again, or remove what is below."
        )
    return ""


def told(bridge: StudioBridge, row: Row) -> str:
    """Everything there is to say of a row, for the panel below the list."""
    lines: list[str] = []
    if isinstance(row, SeenInstance):
        if row.instance.problem is not None:
            lines.append(problem_text(row.instance.problem))
        elif (advice := _ADVICE.get(row.instance.status)) is not None:
            lines.append(advice())
        lines.append(summary(row.plugin, row.instance))
    else:
        manifest = row.plugin.manifest
        lines.append(what_is_wrong(row))
        lines.append(plugin_description(row.plugin))
        if manifest is not None and manifest.requires and plugin_runs(row.plugin):
            what = ", ".join(manifest.requires)
            lines.append(translate("Plugins", "Needs: {what}").format(what=what))
        if manifest is not None and manifest.licence and manifest.licence not in lines[0]:
            text = translate("Plugins", "Licence of that: {licence}")
            lines.append(text.format(licence=manifest.licence))
        if not row.plugin.shipped and row.plugin.folder:
            text = translate("Plugins", "Folder: {folder}")
            lines.append(text.format(folder=row.plugin.folder))
    return "\n".join(each for each in lines if each)


_ADVICE: Mapping[InstanceStatus, Callable[[], str]] = {
    InstanceStatus.STALE: lambda: translate(
        "Plugins",
        "Connected, but nothing has come for suspiciously long. Try again if chat is lively.",
    ),
    InstanceStatus.OFFLINE: lambda: translate(
        "Plugins", "The account is not live. It is asked again by itself."
    ),
    InstanceStatus.WAITING: lambda: translate(
        "Plugins", "The connection ended. It is tried again by itself."
    ),
    InstanceStatus.OFF: lambda: translate("Plugins", "Turned off. It keeps its settings."),
}


# --- setting up ----------------------------------------------------------------------------------


def add_text(kind: PluginKind | None) -> str:
    """What is added, by what a plugin is for."""
    return {
        PluginKind.HOST: translate("Plugins", "Add an AI host"),
        PluginKind.SPEECH: translate("Plugins", "Add a voice"),
        PluginKind.ANSWERS: translate("Plugins", "Add answers"),
        PluginKind.CAMERA: translate("Plugins", "Add a camera"),
    }.get(kind or PluginKind.CHAT, translate("Plugins", "Add a channel"))


def wrong_text(why: Why, spec: SettingSpec | None) -> str:
    """What is wrong with a field, and what it takes."""
    if why is Why.RANGE and spec is not None:
        return translate("Plugins", "This must be {allowed}.").format(allowed=_range(spec))
    return {
        Why.REQUIRED: translate("Plugins", "This is needed."),
        Why.NUMBER: translate("Plugins", "This must be a whole number."),
        Why.ID: translate(
            "Plugins", "Letters, digits and dashes, at most 40, not beginning with a dash."
        ),
        Why.TAKEN: translate("Plugins", "Something else is called so. Choose another name."),
        Why.BOOTH: translate("Plugins", "Choose the booth it belongs to."),
    }.get(why, "")


def field_of(problem: Problem, manifest: Manifest) -> str:
    """The field that the server's answer is about; "" when it names none of the form's."""
    if problem.code in _FIELDS:
        return _FIELDS[problem.code]
    named = problem.args.get("field", "")
    return named if manifest.spec(named) is not None else ""


_FIELDS = {"instance_exists": INSTANCE, "plugin_no_booth": BOOTH}


def to_copy(bridge: StudioBridge, row: Row) -> tuple[str, str]:
    """What somebody must carry elsewhere, with what it is for: the address to give to a service,
    the command that installs what is missing; two empty texts when there is nothing."""
    if isinstance(row, SeenInstance):
        return translate("Plugins", "The service calls this address:"), address_of(bridge, row)
    wrong = row.plugin.problem
    command = wrong.args.get("command", "") if wrong is not None else ""
    return translate("Plugins", "In a command line on the server:"), command


def address_of(bridge: StudioBridge, row: SeenInstance) -> str:
    """The whole address that its service calls, as this window reaches the server."""
    connection = bridge.connection(row.server)
    if connection is None or not row.instance.hook:
        return ""
    at = connection.address
    return f"{at if '://' in at else f'http://{at}'}{row.instance.hook}"


def level_word(level: str) -> str:
    """How bad a line of the log is."""
    return {
        "debug": translate("Plugins", "detail"),
        "info": translate("Plugins", "note"),
        "warning": translate("Plugins", "warning"),
        "error": translate("Plugins", "error"),
        "critical": translate("Plugins", "error"),
    }.get(level, level)
