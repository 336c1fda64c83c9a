"""`boothdeck demo`: the window on a rehearsal studio."""

import argparse

from studio_app.cli.output import Exit, remark, say
from studio_app.rehearsal.demo import DemoWish, run_demo
from studio_app.rehearsal.demo_process import DemoFailed
from studio_app.support.paths import Paths
from studio_app.support.programs import windows_can_open


def show_demo(_: Paths, arguments: argparse.Namespace) -> int:
    """Start everything, show the window, and take everything down again."""
    words = list(arguments.window)
    for name in ("language", "seconds", "screenshot"):
        value = getattr(arguments, name)
        if value is not None:
            words += [f"--{name}", str(value)]
    if not windows_can_open():
        remark("There is no display to open the window on. Run it on a desktop, or: xvfb-run …")
        return Exit.FAILED
    wish = DemoWish(
        booths=arguments.booths,
        real_obs=not arguments.no_obs,
        rate=arguments.rate,
        base=arguments.home,
        window=words,
    )
    try:
        return run_demo(wish, say)
    except DemoFailed as error:
        remark(str(error))
        return Exit.FAILED
