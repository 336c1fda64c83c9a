"""`boothdeck worker plugin`: the process that one plugin runs in."""

import argparse

from studio_app.plugin_host.runner.process import run_plugin
from studio_app.support.paths import Paths


def run(_: Paths, arguments: argparse.Namespace) -> int:
    """Serve the server that started us; ends with its stdin."""
    run_plugin()
