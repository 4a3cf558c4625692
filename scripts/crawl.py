"""`make crawl`: set up what is missing, then visit every page of the demo, or of a running site (URL=http://…).

Standard library only; the crawl itself is `bench/crawl`.
"""

import os
import subprocess
import sys

from bootstrap import PYTHON, ROOT, SetupFailed, set_up


def main() -> int:
    """Set up, crawl, and return the crawl's exit status."""
    try:
        set_up(development=True)
        address = os.environ.get("URL", "").strip()
        command = [str(PYTHON), "-m", "bench.crawl", *([address] if address else [])]
        return subprocess.run(command, cwd=ROOT, check=False).returncode
    except SetupFailed as failure:
        print(failure, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
