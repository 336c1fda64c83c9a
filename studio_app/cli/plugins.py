"""`boothdeck plugins`: every plugin and what is set up of it, on one screen of text."""

import argparse
import asyncio

import msgspec

from studio_app.cli.output import Exit, dump, remark, say, table
from studio_app.client import ServerConnection
from studio_app.client.local import local_server
from studio_app.domain.plugin import Instance, Plugin
from studio_app.support.paths import Paths


class PluginStand(msgspec.Struct, frozen=True, kw_only=True):
    """What is said of one plugin, or of one thing that is set up of it."""

    plugin: str
    instance: str = ""
    booth: str = ""
    kind: str = ""
    status: str
    problem: str = ""
    folder: str = ""


def list_plugins(paths: Paths, arguments: argparse.Namespace) -> int:
    """Print every plugin of the server that runs here."""
    lines = asyncio.run(_read(paths))
    if arguments.json:
        dump(lines)
        return Exit.OK
    head = ("plugin", "kind", "set up as", "booth", "status")
    rows = [(each.plugin, each.kind, each.instance, each.booth, each.status) for each in lines]
    say(table(head, rows))
    for each in lines:
        if each.problem:
            remark(f"{each.instance or each.plugin}: {each.problem}")
    remark(f"The studio's own plugins belong into {paths.plugins}")
    return Exit.OK


async def _read(paths: Paths) -> list[PluginStand]:
    async with local_server(paths) as server:
        instances = {key[1]: _instance(server, key[1]) for key in server.keys("plugin_instance")}
        lines = []
        for key in sorted(server.keys("plugin")):
            plugin = server.get(Plugin, "plugin", key[1])
            assert plugin is not None  # its key was just listed
            lines.append(
                PluginStand(
                    plugin=key[1],
                    kind=plugin.manifest.kind if plugin.manifest else "",
                    status=plugin.status,
                    problem=plugin.problem.text if plugin.problem else "",
                    folder=plugin.folder,
                )
            )
            lines += [each for each in instances.values() if each.plugin == key[1]]
        known = {each.plugin for each in lines}
        return lines + [each for each in instances.values() if each.plugin not in known]


def _instance(server: ServerConnection, id_: str) -> PluginStand:
    instance = server.get(Instance, "plugin_instance", id_)
    assert instance is not None  # its key was just listed
    return PluginStand(
        plugin=instance.plugin,
        instance=id_,
        booth=instance.booth or "",
        status=instance.status,
        problem=instance.problem.text if instance.problem else "",
    )
