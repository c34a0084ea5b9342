#!/bin/sh
# Prints the path of a Chromium, and installs Debian's where there is none and it may. Prints nothing,
# and still exits 0, where there is none to be had: the browser tests then fail and say what to do.
set -u

first_found() {
    for name in chromium chromium-browser google-chrome google-chrome-stable; do
        command -v "$name" && return
    done
    return 1
}

if [ -n "${BROWSER_PATH:-}" ]; then
    echo "$BROWSER_PATH"
    exit 0
fi
first_found && exit 0
command -v apt-get >/dev/null || exit 0

if [ "$(id -u)" = 0 ]; then
    as_root=
elif sudo -n true 2>/dev/null; then
    as_root=sudo
else
    exit 0
fi
echo "Installing Chromium for the browser tests (once)." >&2
mkdir -p test-results
log=test-results/browser-install.log
{
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get update &&
        $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y chromium
} >"$log" 2>&1 || echo "Chromium could not be installed (log: $log)." >&2
first_found || exit 0
