#!/bin/sh
# Every check in turn. A failing one stops none of the others; the exit status is 1 if any failed.
# pytest comes last, so that its closing line ends the output; it repeats what failed before it.
set -u

python=${VENV:-.venv}/bin/python
failed=

step() {
    name=$1
    shift
    printf '\n== %s\n' "$name"
    if "$@"; then
        result=passed
    else
        result="FAILED (exit status $?)"
        failed="${failed:+$failed, }$name"
    fi
    summary="${summary:-}$(printf '%-12s %s' "$name" "$result")
"
}

BROWSER_PATH=$(sh tools/find_browser.sh)
export BROWSER_PATH

step "ruff format" "$python" -m ruff format --check .
step "ruff check" "$python" -m ruff check .
step "mypy" "$python" -m mypy
step "mypy win32" "$python" -m mypy --platform win32
step "database" "$python" -m etl build --if-needed

printf '\n== summary before the tests\n%s' "$summary"
printf '\n== pytest\n'
CHECKS_FAILED_BEFORE=$failed
export CHECKS_FAILED_BEFORE
# One run of tests on every processor; a file's tests stay together, as they share what they open.
# PYTEST_ARGS is split on purpose: it holds several arguments.
# shellcheck disable=SC2086
"$python" -m pytest --numprocesses auto --dist loadfile ${PYTEST_ARGS:-} && [ -z "$failed" ]
