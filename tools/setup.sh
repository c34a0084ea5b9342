#!/bin/sh
# setup.sh run|dev: makes the virtual environment and installs what the app runs on (requirements.txt), or that
# and what checks it (requirements-dev.txt). Does nothing where nothing changed, or where all is there already.
# PYTHON names the Python to use, VENV the folder. Exits 1 with one line where it cannot go on.
set -u

case ${1:-run} in
    run) wanted_for=run; requirements=requirements.txt ;;
    dev) wanted_for=dev; requirements=requirements-dev.txt ;;
    *) echo "setup.sh run|dev, not $1" >&2; exit 2 ;;
esac

venv=${VENV:-.venv}
python_inside=$venv/bin/python
stamp=$venv/requirements.stamp
log=$venv/install.log

version_of() {
    "$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null
}

# The versions that the pinned packages are made for, as in pyproject.toml.
suits() {
    case $1 in
        3.11 | 3.12 | 3.13 | 3.14) return 0 ;;
        *) return 1 ;;
    esac
}

stop() {
    echo "$1" >&2
    exit 1
}

# Prints the first Python that suits, or stops.
find_python() {
    other=
    for name in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
        version=$(version_of "$name")
        if suits "$version"; then
            echo "$name"
            return
        fi
        [ -n "$version" ] && other=${other:-$name is $version}
    done
    if [ -n "$other" ]; then
        stop "Python 3.11 to 3.14 is needed; $other. Name another: make run PYTHON=python3.11"
    elif [ -n "${PYTHON:-}" ]; then
        stop "Python 3.11 to 3.14 is needed; PYTHON=$PYTHON does not run."
    fi
    stop "Python 3.11 to 3.14 is needed and none was found. Name one: make run PYTHON=/path/to/python3.11"
}

# A Python named by hand must be good even where an environment stands, and is the one it is made with.
version_inside=$(version_of "$python_inside")
if [ -n "${PYTHON:-}" ] || ! suits "$version_inside"; then
    python=$(find_python) || exit 1
    wanted=$(version_of "$python")
else
    python=
    wanted=$version_inside
fi

# What holds everything (dev) holds what the app runs on as well, so run is content with either.
files=$(cat requirements.txt requirements-dev.txt constraints.txt | cksum)
fingerprint="Python $wanted, requirements $files"
held=$(cat "$stamp" 2>/dev/null)
if [ "$version_inside" = "$wanted" ]; then
    case $held in
        "$fingerprint, dev" | "$fingerprint, $wanted_for") exit 0 ;;
    esac
fi

# From here until the last line the environment is unfinished, and has no stamp to say otherwise.
rm -f "$stamp"
if [ "$version_inside" != "$wanted" ] || ! "$python_inside" -m pip --version >/dev/null 2>&1; then
    [ -n "$python" ] || python=$(find_python) || exit 1
    echo "Making $venv with Python $(version_of "$python")."
    "$python" -m venv --clear "$venv" || stop "$venv could not be made. On Debian or Ubuntu: apt-get install python3-venv"
fi

# An environment that held what checks the app is kept whole when the files change.
case $held in *', dev') wanted_for=dev; requirements=requirements-dev.txt ;; esac

echo "Installing the pinned packages into $venv (a minute or so; only when the lists of them change)."
if ! "$python_inside" -m pip install --quiet --disable-pip-version-check -r "$requirements" >"$log" 2>&1; then
    # pip's reasons stand last, after any warnings, and can be lines of several thousand characters.
    grep -v '^WARNING' "$log" | tail -n 5 | cut -c 1-240 >&2
    stop "The packages could not be installed (whole log: $log). Mend that, then run the same command again."
fi
echo "$fingerprint, $wanted_for" >"$stamp.new" && mv "$stamp.new" "$stamp"
