#!/bin/sh
# Makes the virtual environment and installs requirements.txt; does nothing where neither changed.
# PYTHON names the Python to use, VENV the folder. Exits 1 with one line where it cannot go on.
set -u

venv=${VENV:-.venv}
python_inside=$venv/bin/python
stamp=$venv/requirements.stamp
log=$venv/install.log

version_of() {
    "$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null
}

is_new_enough() {
    case $1 in
        3.[0-9] | 3.10 | [012].* | '') return 1 ;;
        *) return 0 ;;
    esac
}

stop() {
    echo "$1" >&2
    exit 1
}

# Prints the first Python that is new enough, or stops.
find_python() {
    too_old=
    for name in ${PYTHON:-python3 python3.13 python3.12 python3.11}; do
        version=$(version_of "$name")
        if is_new_enough "$version"; then
            echo "$name"
            return
        fi
        [ -n "$version" ] && too_old=${too_old:-$name is $version}
    done
    if [ -n "$too_old" ]; then
        stop "Python 3.11 or newer is needed; $too_old. Name another: make run PYTHON=python3.11"
    elif [ -n "${PYTHON:-}" ]; then
        stop "Python 3.11 or newer is needed; PYTHON=$PYTHON does not run."
    fi
    stop "Python 3.11 or newer is needed and none was found. Name one: make run PYTHON=/path/to/python3.11"
}

# A Python named by hand must be good even where an environment stands, and is the one it is made with.
version_inside=$(version_of "$python_inside")
if [ -n "${PYTHON:-}" ] || ! is_new_enough "$version_inside"; then
    python=$(find_python) || exit 1
    wanted=$(version_of "$python")
else
    python=
    wanted=$version_inside
fi

fingerprint="Python $wanted, requirements $(cksum <requirements.txt)"
if [ "$version_inside" = "$wanted" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$fingerprint" ]; then
    exit 0
fi

# From here until the last line the environment is unfinished, and has no stamp to say otherwise.
rm -f "$stamp"
if [ "$version_inside" != "$wanted" ] || ! "$python_inside" -m pip --version >/dev/null 2>&1; then
    [ -n "$python" ] || python=$(find_python) || exit 1
    echo "Making $venv with Python $(version_of "$python")."
    "$python" -m venv --clear "$venv" || stop "$venv could not be made. On Debian or Ubuntu: apt-get install python3-venv"
fi

echo "Installing the pinned packages into $venv (a minute or so; only when requirements.txt changes)."
if ! "$python_inside" -m pip install --quiet --disable-pip-version-check -r requirements.txt >"$log" 2>&1; then
    # pip's reasons stand last, after any warnings, and can be lines of several thousand characters.
    grep -v '^WARNING' "$log" | tail -n 5 | cut -c 1-240 >&2
    stop "The packages could not be installed (whole log: $log). Mend that, then run the same command again."
fi
echo "$fingerprint" >"$stamp.new" && mv "$stamp.new" "$stamp"
