"""How every soak reports: figures and what was wrong, for people or as one JSON object."""

import argparse
import asyncio
import json
import sys
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field

Figures = Mapping[str, float | int | str]


@dataclass(kw_only=True)
class Report:
    """What a soak found. It has passed when nothing is wrong."""

    name: str
    figures: dict[str, float | int | str] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def need(self, holds: bool, otherwise: str) -> None:
        """Note what is wrong unless this holds."""
        if not holds:
            self.wrong.append(otherwise)

    def as_json(self) -> str:
        """The object that `--json` prints."""
        shown = {
            key: round(value, 3) if isinstance(value, float) else value
            for key, value in self.figures.items()
        }
        whole = {
            "name": self.name,
            "passed": not self.wrong,
            "figures": shown,
            "wrong": self.wrong,
        }
        return json.dumps(whole, ensure_ascii=False)

    def as_text(self) -> str:
        """The same for a person."""
        width = max(map(len, self.figures), default=0)
        lines = [f"soak {self.name}: {'FAILED' if self.wrong else 'passed'}"]
        for key, value in self.figures.items():
            shown = f"{value:.3f}" if isinstance(value, float) else str(value)
            lines.append(f"  {key:{width}}  {shown}")
        return "\n".join([*lines, *(f"  WRONG: {each}" for each in self.wrong)])


def main(
    run: Callable[[argparse.Namespace], Coroutine[None, None, Report]],
    add_arguments: Callable[[argparse.ArgumentParser], None],
) -> None:
    """Run a soak module, print its report, and exit with 1 when something was wrong."""
    parser = argparse.ArgumentParser(description=sys.modules["__main__"].__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    add_arguments(parser)
    arguments = parser.parse_args()
    report = asyncio.run(run(arguments))
    sys.stdout.write((report.as_json() if arguments.json else report.as_text()) + "\n")
    sys.exit(1 if report.wrong else 0)
