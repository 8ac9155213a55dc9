#!/usr/bin/env bash
# The Serverless Framework's plugin under node's own test runner. Without node (18 or later) nobody here can run it.
set -euo pipefail
cd "$(dirname "$0")/../plugins/serverless"

if ! command -v node >/dev/null || ! node --test --help >/dev/null 2>&1; then
    echo "SKIPPED: the tests of plugins/serverless need node 18 or later, which is not installed." >&2
    exit 0
fi
exec node --test test/
