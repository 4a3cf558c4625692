"""`python -m bench.drill [name …]`: all drills, or some; writes docs/reference/drill.md. Loopback only, within bounds.

Each works on a site of its own in a folder that is thrown away, and says what was done, what was seen, whether anything
was lost or half-written, and whether it recovered without a hand.
"""

import argparse
import os
import platform
import tempfile
import traceback
from pathlib import Path

from bench.servers import ROOT

from . import away, clock, disk, migration, slow
from .report import Outcome, written
from .site import Site

TARGET = ROOT / "docs" / "reference" / "drill.md"
DRILLS = {
    "disk": ("Disk full", disk.run),
    "clock": ("A clock that jumps", clock.run),
    "slow": ("2,000 slow clients", slow.run),
    "database": ("The database is gone, and comes back", away.run),
    "migration-sqlite": ("kill -9 in a migration, SQLite", migration.on_sqlite),
    "migration-postgres": ("kill -9 in a migration, PostgreSQL", migration.on_postgres),
}


def main() -> int:
    """Run them one after the other; 1 where something was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*DRILLS, []], help="only these")
    names = parser.parse_args().names or list(DRILLS)
    outcomes: dict[str, Outcome] = {}
    with tempfile.TemporaryDirectory(prefix="trail-drill-") as folder:
        site = Site(Path(folder) / "site")
        for name in names:
            title, run = DRILLS[name]
            print(f"{title} …", flush=True)
            try:
                outcomes[title] = run(site, Path(folder) / name)
            except Exception as error:
                traceback.print_exc()
                outcomes[title] = Outcome.failed(error)
            print(f"  {outcomes[title].verdict}", flush=True)
            left = [title for title, _run in DRILLS.values() if title not in outcomes]
            machine = f"Python {platform.python_version()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
            TARGET.write_text(written(outcomes, left, machine), encoding="utf-8")
    return 1 if any(outcome.is_bad for outcome in outcomes.values()) else 0


if __name__ == "__main__":
    raise SystemExit(main())
