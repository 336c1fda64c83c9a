"""`boothdeck user` and `boothdeck secret`: who may sign in, and what only the keyring knows."""

import argparse
import asyncio
import getpass
import sys

from studio_app.cli.do import perform
from studio_app.cli.output import Exit, dump, remark, say, table
from studio_app.domain.actions.house import AddStaff, ListStaff, RevokeStaff, StaffMember
from studio_app.domain.roles import Role
from studio_app.services.pins import check_pin
from studio_app.studio import read_server_id
from studio_app.support.paths import Paths
from studio_app.support.secrets import open_secrets


def add_user(paths: Paths, arguments: argparse.Namespace) -> int:
    """Give somebody a name, a PIN and a role."""
    pin = _ask_pin(from_stdin=arguments.pin_stdin)
    if pin is None:
        return Exit.FAILED
    check_pin(pin)
    asyncio.run(perform(paths, AddStaff(name=arguments.name, pin=pin, role=Role(arguments.role))))
    if arguments.json:
        dump({"ok": True})
    else:
        say(f"{arguments.name} may sign in now, as {arguments.role}.")
    return Exit.OK


def _ask_pin(*, from_stdin: bool) -> str | None:
    if from_stdin or not sys.stdin.isatty():
        return sys.stdin.readline().strip()
    pin = getpass.getpass("PIN (4 to 12 digits): ")
    if getpass.getpass("Once more: ") != pin:
        remark("The two are not the same. Nothing was changed.")
        return None
    return pin


def list_users(paths: Paths, arguments: argparse.Namespace) -> int:
    """Print everybody who may sign in, and who no longer may."""
    people = asyncio.run(perform(paths, ListStaff())).value
    assert isinstance(people, tuple)
    if arguments.json:
        dump(people)
        return Exit.OK
    if not people:
        say("Nobody may sign in yet: boothdeck user add NAME --role admin")
        return Exit.OK
    rows = [_row(person) for person in people if isinstance(person, StaffMember)]
    say(table(("name", "role", "added", "last signed in", ""), rows))
    return Exit.OK


def _row(person: StaffMember) -> tuple[str, ...]:
    last = person.last_signed_in
    return (
        person.name,
        person.role.value,
        f"{person.added.astimezone():%Y-%m-%d %H:%M}",
        f"{last.astimezone():%Y-%m-%d %H:%M}" if last else "never",
        f"revoked {person.revoked.astimezone():%Y-%m-%d %H:%M}" if person.revoked else "",
    )


def revoke_user(paths: Paths, arguments: argparse.Namespace) -> int:
    """Take somebody's access away."""
    asyncio.run(perform(paths, RevokeStaff(name=arguments.name)))
    if arguments.json:
        dump({"ok": True})
    else:
        say(f"{arguments.name} is signed out everywhere and cannot sign in any more.")
    return Exit.OK


def set_secret(paths: Paths, arguments: argparse.Namespace) -> int:
    """Keep a password that the settings need but must not hold; needs no server."""
    secret = (
        getpass.getpass(f"{arguments.name}: ")
        if sys.stdin.isatty()
        else sys.stdin.readline().rstrip("\r\n")
    )
    paths.make()

    async def keep() -> bool:
        kept = await open_secrets(
            f"boothdeck-{read_server_id(paths.server_id_file)}", paths.secrets_file
        )
        await kept.set(arguments.name, secret)
        return kept.in_keyring

    in_keyring = asyncio.run(keep())
    where = (
        "the system keyring" if in_keyring else f"{paths.secrets_file}, as no keyring works here"
    )
    say(f"Kept in {where}. A server that runs takes it at its next start.")
    return Exit.OK
