"""The command line's grammar, and which function each command is."""

import argparse
import contextlib
import importlib
import logging
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from studio_app import __version__
from studio_app.cli.output import EPILOG, Exit, explain, remark
from studio_app.domain.errors import StudioError
from studio_app.domain.roles import Role
from studio_app.support.logs import start_logging
from studio_app.support.paths import HOME_VARIABLE, Paths, find_paths
from studio_app.support.redaction import redact

log = logging.getLogger(__name__)


class Command(NamedTuple):
    """A function of one of our modules, imported when it is called: the others' imports would
    cost every command a second, and the server the memory of all of them."""

    module: str
    function: str

    def __call__(self, paths: Paths, arguments: argparse.Namespace) -> int:
        """Carry the command out; its exit code."""
        return int(self.resolve()(paths, arguments))

    def resolve(self) -> Callable[[Paths, argparse.Namespace], int]:
        """The function itself. Raises ImportError, AttributeError."""
        module = importlib.import_module(f"studio_app.cli.{self.module}")
        function: Callable[[Paths, argparse.Namespace], int] = getattr(module, self.function)
        return function


CONSOLE = Command("console", "open_console")
DEMO = Command("demo", "show_demo")
DO = Command("do", "do_action")
GROUP_VERBS = (
    "start-stream",
    "stop-stream",
    "start-record",
    "stop-record",
    "cut",
    "take",
    "preview",
    "mute",
    "unmute",
    "retry",
)
"""What `group` can do; `studio_app.cli.group` has them as actions."""
FOR_A_WINDOW = (CONSOLE, DEMO)
"""Commands that hand words which they do not know to the window."""


def run(words: Sequence[str]) -> int:
    """Carry out a command line; its exit code. Usage errors leave by SystemExit."""
    parser = build_parser()
    arguments, unknown = parser.parse_known_args(words)
    if arguments.command is DO:  # argparse takes no more of them once an option stood between
        arguments.parameters += [word for word in unknown if not word.startswith("-")]
        unknown = [word for word in unknown if word.startswith("-")]
    arguments.window = unknown
    if arguments.window and arguments.command not in FOR_A_WINDOW:
        parser.error(f"unrecognized arguments: {' '.join(arguments.window)}")
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
    except Exception as error:
        return _own_fault(paths, error)


def _own_fault(paths: Paths, error: Exception) -> int:
    """What nobody expected: one line for the person, the rest for the log."""
    file = paths.logs / "command.log"
    with contextlib.suppress(OSError):
        paths.make()
        start_logging(file, on_stderr=None)
    log.error("a command failed", exc_info=error)
    remark(redact(f"Something failed inside BoothDeck ({type(error).__name__}: {error})."))
    remark(f"{file} has the details.")
    return Exit.FAILED


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
    parser.set_defaults(command=CONSOLE)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    add = _Adder(commands, common, machine)

    add("console", CONSOLE, "the window; starts a server here if none runs (default)")
    _add_server(add)

    add("booths", Command("look", "list_booths"), "every booth of the server here", json=True)

    add(
        "plugins",
        Command("plugins", "list_plugins"),
        "every plugin, what is set up of it, and where your own belong",
        json=True,
    )

    add("doctor", Command("doctor", "examine"), "look at everything and say what to do", json=True)

    show = add("demo", DEMO, "the window on a rehearsal studio")
    show.add_argument("--booths", type=_count, default=4, metavar="N", help="simulated booths")
    show.add_argument("--no-obs", action="store_true", help="no real OBS beside them")
    show.add_argument(
        "--rate",
        type=_rate,
        default=1.5,
        metavar="N",
        help="messages a second that viewers write in each booth; 0 for no viewers",
    )
    show.add_argument("--language", choices=["vi", "en"], help="language of the window")
    show.add_argument("--seconds", type=float, metavar="N", help="end after so long")
    show.add_argument("--screenshot", type=Path, metavar="FILE", help="leave a picture (PNG) then")

    act = add("do", DO, "carry out an action: do program.take booth=01", json=True)
    act.add_argument("action", metavar="ACTION")
    act.add_argument("parameters", nargs="*", metavar="key=value")
    act.add_argument("--yes", action="store_true", help="confirm what ends what viewers see")

    _add_group(add)

    figures = add(
        "health",
        Command("health", "show_health"),
        "what a booth's figures were: frames, line, processor, disk, sound",
        json=True,
    )
    figures.add_argument("booth", metavar="BOOTH", help="its id or number")
    figures.add_argument(
        "--hours", type=_hours(72), default=1.0, metavar="N", help="so far back (default 1)"
    )
    figures.add_argument("--csv", action="store_true", help="all rows, for a spreadsheet")

    chat = add("chat", Command("chat", "show_chat"), "what viewers wrote", json=True)
    chat.add_argument("booth", metavar="BOOTH", help="its id or number; all: every booth")
    chat.add_argument(
        "--hours", type=_hours(100_000), default=1.0, metavar="N", help="so far back (default 1)"
    )
    chat.add_argument("--csv", action="store_true", help="all rows, for a spreadsheet")
    _phones(chat)

    orders = add("orders", Command("orders", "show_orders"), "what viewers ordered", json=True)
    orders.add_argument(
        "booth", metavar="BOOTH", nargs="?", default="all", help="its id or number; all if left out"
    )
    orders.add_argument("--csv", action="store_true", help="a row for each line, for a spreadsheet")
    _phones(orders)

    add(
        "actions",
        Command("do", "list_actions"),
        "every action with its parameters and role",
        json=True,
    )

    _add_commissioning(add)

    users = add("user", None, "who may sign in")
    verbs = users.add_subparsers(title="commands", metavar="COMMAND", required=True)
    add_verb = _Adder(verbs, common, machine)
    one = add_verb(
        "add", Command("people", "add_user"), "give somebody a name, a PIN and a role", json=True
    )
    one.add_argument("name")
    one.add_argument("--role", choices=[role.value for role in Role], required=True)
    one.add_argument("--pin-stdin", action="store_true", help="read the PIN from stdin")
    add_verb("list", Command("people", "list_users"), "everybody, and who no longer may", json=True)
    gone = add_verb(
        "revoke", Command("people", "revoke_user"), "take somebody's access away", json=True
    )
    gone.add_argument("name")

    kept = add("secret", None, "passwords that studio.toml must not hold")
    keeping = _Adder(
        kept.add_subparsers(title="commands", metavar="COMMAND", required=True), common, machine
    )
    keep = keeping(
        "set", Command("people", "set_secret"), "keep one; it is asked for, or read from stdin"
    )
    keep.add_argument("name", choices=["database"])
    _add_workers(add)
    return parser


def _add_group(add: "_Adder") -> None:
    group = add(
        "group",
        Command("group", "run_group"),
        "one wish for many booths: group start-stream --booths 1-12,15 --ready",
        json=True,
    )
    group.add_argument("verb", choices=GROUP_VERBS)
    group.add_argument("name", nargs="?", help="the scene of cut and preview, the input of mute")
    group.add_argument(
        "--booths", required=True, metavar="LIST", help="numbers as 1-12,15, ids, or all"
    )
    group.add_argument(
        "--ready", action="store_true", help="skip booths that are not ready, and say why"
    )
    group.add_argument(
        "--stagger-ms", type=_pause, default=0, metavar="N", help="begin them this far apart"
    )
    group.add_argument("--yes", action="store_true", help="confirm what ends what viewers see")


class _Adder:
    """Adds commands that all know --home, and --json where a machine may read."""

    def __init__(
        self,
        commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
        common: argparse.ArgumentParser,
        machine: argparse.ArgumentParser,
    ) -> None:
        self._commands = commands
        self.parents = (common, machine)
        """What every command knows, and those besides that a machine may read."""

    def __call__(
        self, name: str, command: Command | None, help_: str, *, json: bool = False
    ) -> argparse.ArgumentParser:
        parents = self.parents if json else self.parents[:1]
        parser = self._commands.add_parser(
            name, help=help_, description=help_, parents=parents, epilog=EPILOG
        )
        if command is not None:
            parser.set_defaults(command=command)
        return parser


def _add_server(add: "_Adder") -> None:
    """The server itself, and what is done with it. `--json` may stand before or after the verb."""
    run_it = Command("server", "run_server")
    server = add("server", run_it, "run a studio server here, or stop it", json=True)
    common, _ = add.parents
    machine = argparse.ArgumentParser(add_help=False)
    machine.add_argument(
        "--json", action="store_true", default=argparse.SUPPRESS, help="print JSON, for programs"
    )
    verbs = _Adder(server.add_subparsers(title="commands", metavar="COMMAND"), common, machine)
    again = verbs("run", run_it, "run it until Ctrl+C (default)", json=True)
    for parser, default in ((server, None), (again, argparse.SUPPRESS)):
        parser.add_argument(
            "--listen",
            type=_listen,
            metavar="[HOST:]PORT",
            default=default,
            help="instead of what studio.toml says",
        )
    verbs("stop", Command("server", "stop_server"), "stop it; every OBS goes on", json=True)
    start_up = verbs(
        "install-autostart",
        Command("autostart", "install"),
        "have it started with this account, and again whenever it ends by itself",
        json=True,
    )
    start_up.add_argument("--remove", action="store_true", help="no longer")
    made = verbs(
        "certificate",
        Command("certificate", "make_one"),
        "make the certificate that other machines need",
        json=True,
    )
    made.add_argument(
        "names",
        nargs="*",
        type=_machine,
        metavar="NAME",
        help="names and addresses it is reached by; this machine's own when none is given",
    )
    made.add_argument("--replace", action="store_true", help="even if there is one")


def _add_commissioning(add: "_Adder") -> None:
    """Booths by templates."""
    build = add(
        "commission",
        Command("commission", "commission"),
        "build or repair booths' OBS as a template says",
        json=True,
    )
    build.add_argument("booths", nargs="*", metavar="BOOTH", help="id or number")
    build.add_argument("--all", action="store_true", help="every booth")
    build.add_argument(
        "--template", metavar="ID", help="which; left out: the one each booth is built from"
    )
    build.add_argument("--dry-run", action="store_true", help="only say what would change")
    build.add_argument("--yes", action="store_true", help="also where a booth is on air")
    add(
        "templates",
        Command("commission", "list_templates"),
        "the booth templates here",
        json=True,
    )


def _add_workers(add: "_Adder") -> None:
    """The parts that run as processes of their own; started by others of our programs."""
    worker = add("worker", None, "a part that runs as a process of its own")
    kinds = _Adder(
        worker.add_subparsers(title="workers", metavar="NAME", required=True), *add.parents
    )
    plugin = kinds(
        "plugin",
        Command("plugin_worker", "run"),
        "a plugin with all its instances; started by the server, ends with its stdin",
    )
    plugin.add_argument("name", metavar="PLUGIN", help="which; only to be seen among processes")
    rehearsal = kinds(
        "demo-booths", Command("workers", "run_demo_booths"), "the demo's; ends with its stdin"
    )
    rehearsal.add_argument("--booths", type=_count, default=4, metavar="N")
    simulator = kinds(
        "simulator", Command("workers", "run_simulator"), "simulated OBS; ends with its stdin"
    )
    simulator.add_argument("--booths", type=_count, default=4, metavar="N")
    simulator.add_argument("--inputs", type=_count, default=4, metavar="N", help="microphones each")
    simulator.add_argument("--first-number", type=_count, default=1, metavar="N")
    simulator.add_argument("--obs-version", default="29.0.2", metavar="VERSION")
    simulator.add_argument("--still", action="store_true", help="nothing happens by itself")
    simulator.add_argument(
        "--portrait", type=_count, action="append", default=[], metavar="N", help="an upright booth"
    )
    crowd = kinds(
        "crowd", Command("workers", "run_crowd"), "viewers who write; ends with its stdin"
    )
    crowd.add_argument("--booths", type=_count, default=4, metavar="N")
    crowd.add_argument(
        "--rate", type=_rate, default=3.0, metavar="N", help="messages a second in each booth"
    )
    crowd.add_argument(
        "--seed", type=int, default=1, metavar="N", help="the same number, the same viewers"
    )
    crowd.add_argument("--port", type=int, default=0, metavar="PORT")
    crowd.add_argument(
        "--stamp-every", type=int, default=0, metavar="N", help="write the time into every Nth"
    )


def _rate(text: str) -> float:
    try:
        rate = float(text)
    except ValueError:
        rate = -1.0
    if not 0 <= rate <= 5000:
        raise argparse.ArgumentTypeError(f"{text} is not a number of messages a second up to 5000")
    return rate


def _count(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 99:
        raise argparse.ArgumentTypeError(f"{text} is not a number from 1 to 99")
    return int(text)


def _phones(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--phones",
        choices=["masked", "whole"],
        default="masked",
        help="whole phone numbers; the audit tells of it",
    )


def _hours(most: int) -> Callable[[str], float]:
    """A number of hours up to so many."""

    def read(text: str) -> float:
        try:
            hours = float(text)
        except ValueError:
            hours = 0.0
        if not 0 < hours <= most:
            raise argparse.ArgumentTypeError(f"{text} is not a number of hours up to {most}")
        return hours

    return read


def _pause(text: str) -> int:
    if not text.isdigit() or int(text) > 60_000:
        raise argparse.ArgumentTypeError(f"{text} is not a number of milliseconds up to 60000")
    return int(text)


def _listen(text: str) -> tuple[str, int]:
    host, _, port = text.rpartition(":")
    if not port.isdigit() or int(port) > 65535:
        raise argparse.ArgumentTypeError(f"{text} is not [HOST:]PORT, as 127.0.0.1:7450")
    return host.strip("[]") or "127.0.0.1", int(port)


def _machine(text: str) -> str:
    plain = text.strip("[]")
    allowed = plain.replace(".", "").replace("-", "").replace(":", "").replace("_", "")
    if not plain or len(plain) > 253 or not (allowed.isascii() and allowed.isalnum()):
        raise argparse.ArgumentTypeError(
            f"{text} is neither a machine's name nor an address, as studio-q7 or 192.168.1.20"
        )
    return plain
