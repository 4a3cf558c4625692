"""Whether the site in this container is ready. The exit status says it to Docker."""

import http.client
import os
import sys


def main() -> int:
    """Ask as the web server in front does; an error is “no”."""
    host = os.environ.get("TRAIL_ALLOWED_HOSTS", "localhost").partition(",")[0]
    connection = http.client.HTTPConnection("127.0.0.1", 8000, timeout=4)
    try:
        connection.request("GET", "/-/ready", headers={"Host": host, "X-Forwarded-Proto": "https"})
        return 0 if connection.getresponse().status == 200 else 1
    except OSError:
        return 1


if __name__ == "__main__":
    sys.exit(main())
