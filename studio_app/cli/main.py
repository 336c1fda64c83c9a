"""The command line's grammar, and which function each command is."""

import argparse
import logging
import os
from collections.abc import Callable, Sequence
from pathlib import Path

from studio_app import __version__
from studio_app.cli import do, look, people, server
from studio_app.cli.output import EPILOG, Exit, explain
from studio_app.domain.errors import StudioError
from studio_app.domain.roles import Role
from studio_app.support.logs import start_logging
from studio_app.support.paths import HOME_VARIABLE, Paths, find_paths

Command = Callable[[Paths, argparse.Namespace], int]


def run(words: Sequence[str]) -> int:
    """Carry out a command line; its exit code. Usage errors leave by SystemExit."""
    arguments = build_parser().parse_args(words)
    if arguments.home is not None:
        os.environ[HOME_VARIABLE] = str(arguments.home)  # for the programs that we start
    paths = find_paths(arguments.home)
    start_logging(None, on_stderr=logging.ERROR)
    try:
        return int(arguments.command(paths, arguments))
    except StudioError as error:
        explain(error.problem, as_json=getattr(arguments, "json", False))
        no_server = error.problem.code in ("no_server_here", "server_unreachable")
        return Exit.NO_SERVER if no_server else Exit.FAILED
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except BrokenPipeError:  # `boothdeck … | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return Exit.OK


def build_parser() -> argparse.ArgumentParser:
    """Every command with its words."""
    parser = argparse.ArgumentParser(
        prog="boothdeck",
        description="One control room for every livestream booth.",
        epilog=EPILOG,
    )
    parser.add_argument("--version", action="version", version=f"BoothDeck {__version__}")
    common = argparse.ArgumentParser(add_help=False)
    for target in (parser, common):
        target.add_argument(
            "--home",
            type=Path,
            metavar="DIR",
            default=None if target is parser else argparse.SUPPRESS,
            help=f"keep settings and data in this folder (or set {HOME_VARIABLE})",
        )
    machine = argparse.ArgumentParser(add_help=False)
    machine.add_argument("--json", action="store_true", help="print JSON, for programs")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    add = _Adder(commands, common, machine)

    run_it = add("server", _server, "run a studio server here, or stop it", json=True)
    run_it.add_argument("verb", nargs="?", choices=["run", "stop"], default="run")
    run_it.add_argument(
        "--listen", type=_listen, metavar="[HOST:]PORT", help="instead of what studio.toml says"
    )

    add("booths", look.list_booths, "every booth of the server here", json=True)

    act = add("do", do.do_action, "carry out an action: do program.take booth=01", json=True)
    act.add_argument("action", metavar="ACTION")
    act.add_argument("parameters", nargs="*", metavar="key=value")
    act.add_argument("--yes", action="store_true", help="confirm what ends what viewers see")

    add("actions", do.list_actions, "every action with its parameters and role", json=True)

    users = add("user", None, "who may sign in")
    verbs = users.add_subparsers(title="commands", metavar="COMMAND", required=True)
    add_verb = _Adder(verbs, common, machine)
    one = add_verb("add", people.add_user, "give somebody a name, a PIN and a role", json=True)
    one.add_argument("name")
    one.add_argument("--role", choices=[role.value for role in Role], required=True)
    one.add_argument("--pin-stdin", action="store_true", help="read the PIN from stdin")
    add_verb("list", people.list_users, "everybody, and who no longer may", json=True)
    gone = add_verb("revoke", people.revoke_user, "take somebody's access away", json=True)
    gone.add_argument("name")

    kept = add("secret", None, "passwords that studio.toml must not hold")
    keeping = _Adder(
        kept.add_subparsers(title="commands", metavar="COMMAND", required=True), common, machine
    )
    keep = keeping("set", people.set_secret, "keep one; it is asked for, or read from stdin")
    keep.add_argument("name", choices=["database"])
    return parser


class _Adder:
    """Adds commands that all know --home, and --json where a machine may read."""

    def __init__(
        self,
        commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
        common: argparse.ArgumentParser,
        machine: argparse.ArgumentParser,
    ) -> None:
        self._commands = commands
        self._common = common
        self._machine = machine

    def __call__(
        self, name: str, command: Command | None, help_: str, *, json: bool = False
    ) -> argparse.ArgumentParser:
        parents = [self._common, *([self._machine] if json else [])]
        parser = self._commands.add_parser(
            name, help=help_, description=help_, parents=parents, epilog=EPILOG
        )
        if command is not None:
            parser.set_defaults(command=command)
        return parser


def _server(paths: Paths, arguments: argparse.Namespace) -> int:
    if arguments.verb == "stop":
        return server.stop_server(paths, as_json=arguments.json)
    return server.run_server(paths, arguments)


def _listen(text: str) -> tuple[str, int]:
    host, _, port = text.rpartition(":")
    if not port.isdigit() or int(port) > 65535:
        raise argparse.ArgumentTypeError(f"{text} is not [HOST:]PORT, as 127.0.0.1:7450")
    return host.strip("[]") or "127.0.0.1", int(port)
