"""The clock of the process jumps: a year ahead, back again, and to before it was started."""

from pathlib import Path

from .report import Outcome
from .site import Site, program

# The clock is put in between in the process, not in the machine: others work here, and libfaketime is not always there.
CODE = """
import json, time, datetime
from tests.faults.inside import ask, kept, publish
from trail.store import minding
from trail.store.stores import the_store
real = time.time
shift = 0.0
time.time = lambda: real() + shift
from django.utils import timezone
now = timezone.now
timezone.now = lambda: now() + datetime.timedelta(seconds=shift)
from sites.models import StandardPage
from trail.store.recording import depends_on_today
own = StandardPage.own_context
StandardPage.own_context = lambda self, *a, **k: (depends_on_today(), own(self, *a, **k))[1]
import os
from urllib.parse import urlsplit
from tests.faults import inside
inside.HOST = urlsplit(os.environ["TRAIL_BASE_URL"]).netloc
site = inside.site()
found = []
def look(name):
    minding.once()
    served = ask("/en/about/")
    publish(summary=f"Published at: {name}.")
    minding.once()
    changed = ask("/en/about/")
    found.append([name, served[0], served[1].rstrip().endswith("</html>"), f"Published at: {name}." in changed[1], kept("/en/about/") == changed[1]])
for name, shift in (("now", 0.0), ("a year ahead", 366 * 86400.0), ("back", 0.0), ("two days back", -2 * 86400.0), ("now again", 0.0)):
    look(name)
print(json.dumps(found))
"""


def run(site: Site, folder: Path) -> Outcome:
    """In one process, with a page that is good for one day."""
    import json

    environment = site.copied(folder)
    found = json.loads(program(CODE, environment).splitlines()[-1])
    rows = "; ".join(
        f"{name}: status {status}, the change {'seen at once' if seen else '**not seen**'}, the new page {'kept' if kept else 'not kept'}"
        for name, status, _whole, seen, kept in found
    )
    return Outcome(
        "One process with a page that is good for one day. Its clock (`time.time` and Django's, by hand in the process; the "
        "machine's own and libfaketime were not used) jumps a year ahead, back, two days back and to now; each time a page is "
        "asked for, published and asked for again.",
        rows + ".",
        lost=not all(seen for _name, _status, _whole, seen, _kept in found),
        half=not all(whole for _name, _status, whole, _seen, _kept in found),
        recovered=found[-1][1] == 200 and found[-1][3] and found[-1][4],
    )
