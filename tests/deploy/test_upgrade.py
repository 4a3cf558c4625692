"""`trail-upgrade`, run for real in a folder of its own; what it calls on the machine is written down and not done."""

import os
import subprocess
import time
from pathlib import Path

import pytest

from .servers import ROOT

STUB = """#!/bin/sh
echo "$(basename "$0") $*" >> "{log}"
"""
SYSTEMCTL = (
    STUB
    + """case "$*" in
show*) echo "@$(cat "{folder}/started")" ;;
esac
"""
)


class Machine:
    """A machine that is set up, with programs that only say that they were called."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.log = folder / "calls"
        granian = "opt/.venv/lib/python3.11/site-packages/granian"
        for name in ("bin", "opt/deploy/bin", "opt/deploy/systemd", "etc/trail", "etc/systemd/system", granian):
            (folder / name).mkdir(parents=True)
        (folder / "opt/.venv/bin").mkdir()
        for name in ("git", "python3"):
            self.program(f"bin/{name}", STUB)
        for name in ("opt/.venv/bin/python", "opt/deploy/bin/trail-manage"):
            self.program(name, STUB)
        self.program("bin/systemctl", SYSTEMCTL)
        self.program("bin/id", "#!/bin/sh\necho 0\n")
        text = (ROOT / "deploy/bin/trail-upgrade").read_text(encoding="utf-8")
        for shipped, here in (("/opt/trail", "opt"), ("/etc/trail", "etc/trail"), ("/etc/systemd", "etc/systemd")):
            assert shipped in text
            text = text.replace(shipped, str(folder / here))
        self.program("opt/deploy/bin/trail-upgrade", text)
        for name in ("etc/trail/trail.env", "opt/deploy/granian.env"):
            (folder / name).write_text("")
        for name in ("trail-web.service", "trail-worker.service"):
            (folder / "opt/deploy/systemd" / name).write_text("[Service]\n")
        (folder / "etc/systemd/system/trail-web.service").write_text("[Service]\n")
        self.started(after=60)

    def program(self, name: str, text: str) -> None:
        path = self.folder / name
        path.write_text(text.replace("{log}", str(self.log)).replace("{folder}", str(self.folder)))
        path.chmod(0o755)

    def started(self, after: int) -> None:
        """So many seconds after now the site was started: files of now are older, or newer where it is less than nothing."""
        (self.folder / "started").write_text(str(int(time.time()) + after))

    def upgrade(self, *arguments: str) -> list[str]:
        """What was called, in order."""
        subprocess.run(
            [self.folder / "opt/deploy/bin/trail-upgrade", *arguments],
            env={**os.environ, "PATH": f"{self.folder}/bin:{os.environ['PATH']}"},
            check=True,
            capture_output=True,
        )
        return self.log.read_text().splitlines()


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_a_version_is_fetched_after_a_backup_and_put_in_place_by_its_own_program(machine: Machine):
    new = machine.folder / "new"
    new.write_text(STUB.replace("{log}", str(machine.log)))
    machine.program("bin/git", STUB + 'cp "{folder}/new" "{folder}/opt/deploy/bin/trail-upgrade"\n')
    calls = machine.upgrade("v1.1.0")

    assert calls == [
        "systemctl start trail-backup.service",
        "git fetch --tags origin",
        "git checkout --quiet --detach v1.1.0",
        "trail-upgrade ",
    ]


def test_a_new_program_is_taken_in_without_losing_a_request(machine: Machine):
    calls = machine.upgrade()

    assert "systemctl reload-or-restart trail-web" in calls
    assert calls.index("trail-manage migrate --no-input") < calls.index("systemctl restart trail-worker")
    assert not [call for call in calls if call.startswith(("git", "systemctl start"))]


def test_settings_that_have_changed_since_the_start_need_a_start(machine: Machine):
    """A reload keeps the environment of the first process."""
    machine.started(after=-60)
    calls = machine.upgrade()

    assert "systemctl restart trail-web" in calls
    assert "systemctl reload-or-restart trail-web" not in calls


def test_units_that_are_installed_follow_the_version(machine: Machine):
    (machine.folder / "opt/deploy/systemd/trail-web.service").write_text("[Service]\nNice=1\n")
    calls = machine.upgrade()
    installed = machine.folder / "etc/systemd/system"

    assert (installed / "trail-web.service").read_text() == "[Service]\nNice=1\n"
    # This machine has no worker: it stays without.
    assert not (installed / "trail-worker.service").exists()
    assert calls.index("systemctl daemon-reload") < calls.index("systemctl restart trail-worker")
