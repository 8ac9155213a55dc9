#!/usr/bin/env bash
# Measures zips, starts and invocations, and holds them against their targets; see scripts/bench.py.
#
# Two of the three need reference programs in C, which are not part of this repository: a mock Runtime API (mockapi.c),
# a raw runtime (rawc.c) and a raw emulator (emu.c). They are looked for in the folder that REFERENCES names;
# without them their rows say that they are missing.
set -euo pipefail
cd "$(dirname "$0")/.."

export REFERENCES=${REFERENCES:-../shared/bench}
scripts/install.sh wrk
mkdir -p .build/bench
for name in mockapi rawc emu; do
    if [ -f "$REFERENCES/$name.c" ] && [ "$REFERENCES/$name.c" -nt ".build/bench/$name" ]; then
        cc -O2 -static -w -o ".build/bench/$name" "$REFERENCES/$name.c"
    fi
done
exec python3 scripts/bench.py
