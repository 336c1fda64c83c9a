"""`boothdeck do` and `boothdeck actions`: any action there is, from the command line."""

import argparse
import asyncio
import getpass
import inspect
import sys

import msgspec

from studio_app.cli.output import Exit, dump, remark, say, table
from studio_app.cli.values import read_action
from studio_app.client import ActionResult, ServerConnection
from studio_app.client.local import local_server
from studio_app.domain.actions import ALL_ACTIONS, NOT_UNDOABLE, Action, secret_fields
from studio_app.domain.errors import StudioError
from studio_app.domain.problems import Problem
from studio_app.domain.records import Job
from studio_app.support.paths import Paths
from studio_app.support.schema import describe

LOOK_AT_JOB_S = 0.3
ASKING = ("confirm_needed", "commission_on_air")
"""Problems that are a question: the same again, confirmed, goes through."""


def ask_secret(name: str) -> str:
    """A secret typed unseen, or the next line of stdin when that is no terminal."""
    if sys.stdin.isatty():
        return getpass.getpass(f"{name}: ")
    return sys.stdin.readline().rstrip("\r\n")


def do_action(paths: Paths, arguments: argparse.Namespace) -> int:
    """Carry out one action on the server that runs here and print what came of it."""
    action = read_action(arguments.action, arguments.parameters, ask_secret)
    try:
        result = asyncio.run(perform(paths, action, confirmed=arguments.yes))
    except StudioError as error:
        if error.problem.code not in ASKING or not may_ask(as_json=arguments.json):
            raise
        remark(error.problem.text)
        if input("Go on? [y/N] ").strip().lower() not in ("y", "yes", "c", "có"):
            return Exit.FAILED
        result = asyncio.run(perform(paths, action, confirmed=True))
    if arguments.json:
        undo = result.undo and {
            "name": result.undo.name,
            "params": msgspec.msgpack.decode(result.undo.params),
        }
        dump({"ok": True, "result": result.value, "undo": undo, "job": result.job})
        return Exit.OK
    say("Done." if result.value is None else readable(result.value))
    return Exit.OK


def may_ask(*, as_json: bool) -> bool:
    """Whether somebody sits there who can answer a question."""
    return not as_json and sys.stdin.isatty() and sys.stderr.isatty()


async def perform(paths: Paths, action: Action, *, confirmed: bool = False) -> ActionResult:
    """Have an action carried out; waits for the end of its job. Raises StudioError."""
    async with local_server(paths) as server:
        result = await server.act(action, confirmed=confirmed)
        if result.job is None:
            return result
        return result._replace(value=await watched_job(server, result.job))


async def watched_job(server: ServerConnection, job: str) -> object:
    """Wait for a job's end, its progress printed; its typed result. Raises StudioError."""
    watch = asyncio.create_task(_show_progress(server, job), name="job progress")
    try:
        return await server.job_done(job)
    finally:
        watch.cancel()


async def _show_progress(server: ServerConnection, job_id: str) -> None:
    shown = ""
    while True:
        job = server.get(Job, "job", job_id)
        if job is not None and job.step and job.step != shown:
            shown = job.step
            share = f"{job.progress:.0%} " if job.progress is not None else ""
            remark(f"{share}{shown}")
        await asyncio.sleep(LOOK_AT_JOB_S)


def readable(value: object) -> str:
    """A result for people: a list as a table, anything else as JSON on several lines."""
    plain = _plain(value)
    if isinstance(plain, list | tuple) and not plain:
        return "None."
    if isinstance(plain, list | tuple) and all(isinstance(row, dict) for row in plain):
        head = tuple(dict.fromkeys(key for row in plain for key in row))
        rows = [tuple(_cell(row.get(key)) for key in head) for row in plain]
        return table(head, rows)
    if isinstance(plain, str):
        return plain
    return msgspec.json.format(msgspec.json.encode(plain)).decode()


def _plain(value: object) -> object:
    """A result as dicts and lists, problems in their own words."""
    if isinstance(value, Problem):
        return value.text
    if isinstance(value, msgspec.Struct):
        return {name: _plain(getattr(value, name)) for name in value.__struct_fields__}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return msgspec.to_builtins(value)


def _cell(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()


def list_actions(_: Paths, arguments: argparse.Namespace) -> int:
    """Print every action with its parameters and role; needs no server."""
    actions = [ALL_ACTIONS[name] for name in sorted(ALL_ACTIONS)]
    if arguments.json:
        dump([_as_object(action) for action in actions])
        return Exit.OK
    for action in actions:
        say(f"{action.NAME}  ({action.ROLE.value} and above)")
        say(f"    {(inspect.getdoc(action) or '').splitlines()[0]}")
        for parameter in _parameters(action):
            need = "" if parameter["required"] else ", may be left out"
            hidden = ", secret: write - to be asked" if parameter["secret"] else ""
            say(f"    {parameter['name']}=  {parameter['takes']}{need}{hidden}")
    return Exit.OK


def _as_object(action: type[Action]) -> dict[str, object]:
    return {
        "name": action.NAME,
        "role": action.ROLE.value,
        "summary": (inspect.getdoc(action) or "").splitlines()[0],
        "parameters": _parameters(action),
        "inverse": None if action.INVERSE == NOT_UNDOABLE else action.INVERSE,
        "long": action.LONG,
    }


def _parameters(action: type[Action]) -> list[dict[str, object]]:
    secret = secret_fields(action)
    return [
        {
            "name": field.encode_name,
            "takes": describe(field.type),
            "required": field.required,
            "secret": field.name in secret,
        }
        for field in msgspec.structs.fields(action)
    ]
