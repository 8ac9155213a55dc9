#!/usr/bin/env bash
# What review should not have to look for: formatting, undeclared imports, warnings, paths of one machine.
set -euo pipefail
cd "$(dirname "$0")/.."

echo "Formatting"
swift format lint --strict --recursive Sources Tests Package.swift

echo "Imports and warnings"
# The variable makes the warnings of our own targets errors (Package.swift); dependencies are built once for this and
# the tests, and warn as they please.
UNDERSTUDY_WARNINGS=error swift build --build-tests --explicit-target-dependency-import-check error

echo "Paths of one machine"
# Home folders and their like work for their owner only. `git grep` looks at tracked files alone.
if git rev-parse --is-inside-work-tree >/dev/null 2>&1; then
    if git grep -nE '(^|[^A-Za-z0-9_.])/(home|Users|root|work)/[A-Za-z0-9]' -- . ':!scripts/check.sh'; then
        echo "These lines name a folder that exists on one machine only." >&2
        exit 1
    fi
fi
