"""A migration is killed in its middle: half of its tables changed, or none; and it is run again."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from bench.servers import ROOT

from .report import Outcome
from .site import Site, program

# The migrations of the index of the map are taken back and gone through again; killed after some of their statements.
AT = """
from django.core.management import call_command
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
import sys
execute, count = BaseDatabaseSchemaEditor.execute, []
def counted(self, *arguments, **more):
    done = execute(self, *arguments, **more)
    count.append(1)
    if len(count) == NUMBER:
        print("HERE", flush=True)
        sys.stdin.read()
    return done
BaseDatabaseSchemaEditor.execute = counted
call_command("migrate", "finding", verbosity=0)
"""
NUMBERS = (1, 3, 5, 8, 12)
BACK = "from django.core.management import call_command\ncall_command('migrate', 'finding', '0002_search', verbosity=0)"
STATE = """
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from wagtail.models import Page
tables = set(connection.introspection.table_names())
recorded = set(MigrationRecorder.Migration.objects.filter(app="finding").values_list("name", flat=True))
made = {"0003_map_cells": "finding_mapcell", "0004_pieces_and_hours": "finding_mappiece"}
done = [name for name in made if name in recorded]
print(all((name in recorded) == (table in tables) for name, table in made.items()), len(done), Page.objects.count())
"""
AGAIN = """
from django.core.management import call_command
from trail.finding.models import MapCell
from wagtail.models import Page
call_command("migrate", verbosity=0)
call_command("rebuild_index", verbosity=0, stdout=open("/dev/null", "w"))
print(MapCell.objects.exists(), Page.objects.count())
"""


def on_sqlite(site: Site, folder: Path) -> Outcome:
    """The database of one small machine."""
    return _run(site.copied(folder), "SQLite")


def on_postgres(site: Site, folder: Path) -> Outcome:
    """On the server of the tests, or a throw-away one."""
    sys.path.insert(0, str(ROOT / "scripts"))
    from postgres import throw_away_database

    given = os.environ.get("DRILL_DATABASE_URL", "")
    if given:
        return _run(site.copied(folder, DATABASE_URL=given), "PostgreSQL", is_empty=True)
    try:
        with throw_away_database() as address:
            return _run(site.copied(folder, DATABASE_URL=address), "PostgreSQL", is_empty=True)
    except (OSError, subprocess.SubprocessError) as error:
        return Outcome.not_run(f"no PostgreSQL could be started ({error}).")


def _run(environment: dict[str, str], name: str, *, is_empty: bool = False) -> Outcome:
    if is_empty:
        from .site import MAKE

        program(MAKE, environment)
    pages = program(STATE, environment).split()[2]
    seen, is_torn = [], False
    for number in NUMBERS:
        program(BACK, environment)
        if not _killed(AT.replace("NUMBER", str(number)), environment):
            program(AGAIN, environment)
            break
        whole, done, count = program(STATE, environment).split()
        filled, after = program(AGAIN, environment).split()
        is_torn = is_torn or (whole, count, filled, after) != ("True", pages, "True", pages)
        seen.append(
            f"after statement {number}: {done} of the migrations recorded, "
            f"{'each with its tables and no other' if whole == 'True' else '**tables and record differ**'}"
        )
    return Outcome(
        f"On {name}: the later migrations of the index of the map (`finding` 0003 to the last) taken back and gone through again, "
        f"the process killed after {len(seen)} different statements; then `manage.py migrate` once more, and the index made anew.",
        "; ".join(seen) + f". Each time the same command went through afterwards; {pages} pages before and after.",
        lost=is_torn or not seen,
        half=is_torn,
        recovered=bool(seen) and not is_torn,
    )


def _killed(code: str, environment: dict[str, str]) -> bool:
    """Whether the program came to the place, and was killed there; not where it was done before."""
    process = subprocess.Popen(
        [sys.executable, "-c", "import django; django.setup()\n" + code],
        cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    came = _came(process)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    return came


def _came(process: "subprocess.Popen[str]") -> bool:
    assert process.stdout is not None
    return any(line == "HERE\n" for line in iter(process.stdout.readline, ""))
