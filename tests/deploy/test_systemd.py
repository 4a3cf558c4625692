"""The units are understood by systemd's own checker, and bring a process as few rights as they promise."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .servers import ROOT

UNITS = sorted((ROOT / "deploy/systemd").glob("trail-*"))
SERVICES = [unit for unit in UNITS if unit.suffix == ".service"]
# In tenths of `systemd-analyze security`: 0 is a process without any rights, 100 one with all.
MOST_EXPOSED = 15


@pytest.fixture(scope="module")
def units(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The units with the places of this checkout, for the checker looks whether the programs are there."""
    if not shutil.which("systemd-analyze"):
        message = "systemd-analyze is not installed. On Debian or Ubuntu: apt install systemd"
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
    folder = tmp_path_factory.mktemp("units")
    for unit in UNITS:
        text = unit.read_text(encoding="utf-8").replace("/opt/trail/.venv/bin/python", sys.executable)
        (folder / unit.name).write_text(text.replace("/opt/trail", str(ROOT)), encoding="utf-8")
    return folder


def analyze(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["systemd-analyze", "--no-pager", *map(str, arguments)], capture_output=True, text=True, check=False
    )


def test_systemd_understands_every_line(units: Path):
    """It says what it does not know and goes on: what it says is looked at, not whether it is content."""
    checked = analyze("verify", "--man=no", *sorted(units.iterdir()))

    assert (checked.stdout, checked.stderr, checked.returncode) == ("", "", 0)


@pytest.mark.parametrize("service", SERVICES, ids=lambda path: path.stem)
def test_services_are_hardly_exposed(units: Path, service: Path):
    graded = analyze("security", "--offline=true", f"--threshold={MOST_EXPOSED}", units / service.name)

    assert graded.returncode == 0, graded.stdout


@pytest.mark.parametrize("service", SERVICES, ids=lambda path: path.stem)
def test_services_see_whether_the_machine_was_started_anew(service: Path):
    """`ProcSubset=pid` would hide what the page store reads for it, and the store would trust pages that never reached the disk."""
    assert "\nProcSubset=" not in service.read_text(encoding="utf-8")
