#!/usr/bin/env bash
# Installs the browser in which the dashboard is tested, where the distribution has it as a package (Debian does; Ubuntu
# has only a snap). It never fails: without a browser those tests say that they are skipped, and why.
set -euo pipefail
cd "$(dirname "$0")/.."

if [ -n "${CHROMIUM:-}" ] || command -v chromium >/dev/null || command -v chromium-browser >/dev/null; then exit 0; fi
command -v apt-get >/dev/null && scripts/install.sh chromium ||
    echo "There is no Chromium to be had here; the tests of the dashboard in a browser will be skipped." >&2
