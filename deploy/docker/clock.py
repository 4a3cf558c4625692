"""The clock of a container: what is due each minute, and what is done once a day. systemd has timers for it elsewhere."""

import subprocess
import sys
import time
from datetime import UTC, datetime

EACH_MINUTE = ["publish_scheduled"]
# Times are UTC. A command that fails does not keep the next from running.
DAILY_AT = (4, 30)
EACH_DAY = [
    "warn_of_expiring_permissions",
    "send_translation_digests",
    "tidy_queue",
    "tidy",
    "page_store tidy",
]


def run(command: str) -> None:
    """One command of manage.py; it says itself what went wrong."""
    status = subprocess.run([sys.executable, "manage.py", *command.split()], check=False).returncode
    if status:
        print(f"{command} ended with {status}.", file=sys.stderr, flush=True)


def main() -> None:
    """Go on until the container is stopped."""
    last_day = None
    while True:
        now = datetime.now(UTC)
        for command in EACH_MINUTE:
            run(command)
        if (now.hour, now.minute) >= DAILY_AT and last_day != now.date():
            # After a start in the course of the day it is done again: none of it does harm twice.
            last_day = now.date()
            for command in EACH_DAY:
                run(command)
        time.sleep(60 - time.time() % 60)


if __name__ == "__main__":
    main()
