#!/bin/sh
# Prints a Python 3.11 to 3.13 that can make virtual environments, or says in one line what is missing.
# Written for any sh: it runs before anything of ours is installed. PYTHON names one's own choice.

supported='import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))'
found=''
for candidate in ${PYTHON:+"$PYTHON"} python3 python3.13 python3.12 python3.11 python; do
    "$candidate" -c "$supported" >/dev/null 2>&1 || continue
    found="$candidate"
    # Debian ships Python without ensurepip; a virtual environment that is there already does not need it.
    if [ -x .venv/bin/python ] || "$candidate" -c 'import ensurepip, venv' >/dev/null 2>&1; then
        echo "$candidate"
        exit 0
    fi
done

if [ -n "$found" ]; then
    version="$("$found" -c 'import sys; print("%d.%d" % sys.version_info[:2])')"
    echo "Python $version is here, but not its part that makes virtual environments. On Debian or Ubuntu: apt install python$version-venv" >&2
else
    echo "Heritage Trail needs Python 3.11, 3.12 or 3.13, and none was found. Install one, or name it: make run PYTHON=/path/to/python3.12" >&2
fi
exit 1
