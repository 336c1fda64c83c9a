"""`boothdeck worker NAME`: parts of the program that run as processes of their own."""

import argparse
import asyncio

from resources import resource
from studio_app.cli.output import Exit
from studio_app.rehearsal import crowd_process, process
from studio_app.rehearsal.demo_booths import serve_demo_booths
from studio_app.support.paths import Paths


def run_simulator(_: Paths, arguments: argparse.Namespace) -> int:
    """Simulated booths, told of on stdout, obeying orders on stdin, ending with it."""
    asyncio.run(
        process.run(
            booths=arguments.booths,
            inputs=arguments.inputs,
            first_number=arguments.first_number,
            obs_version=arguments.obs_version,
            living=not arguments.still,
            portrait=arguments.portrait,
        )
    )
    return Exit.OK


def run_demo_booths(_: Paths, arguments: argparse.Namespace) -> int:
    """The demo's simulated booths, in the same way."""
    asyncio.run(serve_demo_booths(arguments.booths))
    return Exit.OK


def run_crowd(_: Paths, arguments: argparse.Namespace) -> int:
    """Viewers who write, behind a local relay; told of on stdout, obeying orders on stdin."""
    asyncio.run(
        crowd_process.run(
            resource("rehearsal"),
            booths=arguments.booths,
            per_s=arguments.rate,
            seed=arguments.seed,
            port=arguments.port,
            stamp_every=arguments.stamp_every,
        )
    )
    return Exit.OK
