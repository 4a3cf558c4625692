"""`make crawl`: set up what is missing, then visit every page of the demo, or of a running site (URL=http://…).

Standard library only; the crawl itself is `bench/crawl`.
"""

import os
import sys

from bootstrap import PYTHON, ROOT, SetupFailed, set_up


def main() -> int:
    """Set up, and become the crawl: Ctrl-C then reaches it alone, and it cleans up after itself."""
    try:
        set_up(development=True)
    except SetupFailed as failure:
        print(failure, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    address = os.environ.get("URL", "").strip()
    os.chdir(ROOT)
    os.execv(PYTHON, [str(PYTHON), "-m", "bench.crawl", *([address] if address else [])])


if __name__ == "__main__":
    sys.exit(main())
