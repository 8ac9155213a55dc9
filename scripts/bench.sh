#!/usr/bin/env bash
# Measures zips, starts, invocations and PBKDF2, and prints each figure beside its target; the measuring lies in bench/.
#
# Starts and invocations are held against programs in C that are not part of this repository: a mock Runtime API
# (mockapi.c), a raw runtime (rawc.c) and a raw emulator (emu.c). They are looked for in the folder that REFERENCES
# names; without them their rows say that they are missing.
set -euo pipefail
cd "$(dirname "$0")/.."

references=${REFERENCES:-../shared/bench}
scripts/install.sh wrk
mkdir -p .build/bench
for name in mockapi rawc emu; do
    if [ ! -f "$references/$name.c" ]; then
        # Built on another day, from sources that are gone: nobody could say what it measures.
        rm -f ".build/bench/$name"
    elif [ "$references/$name.c" -nt ".build/bench/$name" ]; then
        cc -O2 -static -w -o ".build/bench/$name" "$references/$name.c"
    fi
done
exec python3 -B bench
