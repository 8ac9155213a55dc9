#!/usr/bin/env bash
# Builds functions for AWS Lambda: dist/NAME.zip with one static, stripped program called `bootstrap`.
#
#   scripts/package.sh              all functions under Sources/Functions
#   scripts/package.sh NAME...      only these
#
# The same source gives the same zip, byte for byte: nothing in it depends on the time, the folder or the other
# functions. The zips are for this machine's architecture; on AWS they need `provided.al2023`.
set -euo pipefail
cd "$(dirname "$0")/.."

log=.build/lambda/package.log

main() {
    local names=("$@")
    [ $# -gt 0 ] || mapfile -t names < <(functions)
    local name
    for name in "${names[@]}"; do require_function "$name"; done
    PKG_CONFIG_PATH=$(scripts/build-libcurl.sh)
    export PKG_CONFIG_PATH
    mkdir -p dist "$(dirname "$log")"
    compile "${names[@]}"
    for name in "${names[@]}"; do pack "$name"; done
}

functions() {
    local main
    for main in Sources/Functions/*/main.swift; do basename "$(dirname "$main")"; done
}

require_function() {
    [ -e "Sources/Functions/$1/main.swift" ] && return
    echo "There is no function '$1'. There are: $(functions | tr '\n' ' ')" >&2
    exit 1
}

# A build of its own beside the development build: static down to the C library, so that it runs on any Linux and
# starts without loading anything. Debug information and build ids would name the folder. All functions are built in
# one go, a few as one product each.
compile() {
    local products=()
    if [ $# -eq "$(functions | wc -l)" ]; then products=(""); else products=("${@/#/--product=}"); fi
    echo "Compiling functions: $* (a minute at first)"
    local product
    for product in "${products[@]}"; do
        # ${product:+...} leaves nothing at all where there is no product to name.
        if ! UNDERSTUDY_BUILD=bootstraps swift build -c release --scratch-path .build/lambda --static-swift-stdlib \
            -Xswiftc -static-executable -Xswiftc -gnone -Xlinker --build-id=none ${product:+"$product"} >"$log" 2>&1; then
            cat "$log" >&2
            exit 1
        fi
    done
}

pack() {
    local program=.build/lambda/release/$1 zip=dist/$1.zip
    # Compression takes most of the time; a zip that is newer than its program needs none.
    if [ ! "$zip" -nt "$program" ]; then
        # Hashes of modules depend on the folder, and nothing reads them.
        strip --strip-all --remove-section=.comment --remove-section=.swift_modhash \
            -o "$program.bootstrap" "$program"
        write_zip "$program.bootstrap" "$zip"
        rm "$program.bootstrap"
    fi
    echo "$zip  $(stat -c %s "$zip" | awk '{ printf "%.2f MB", $1 / 1000000 }')"
}

# One entry, executable for all, dated as early as zips can be. Moved into place whole, so that nobody reads half of it.
write_zip() {
    python3 - "$1" "$2" <<'PYTHON'
import os, sys, zipfile

program, target = sys.argv[1:]
entry = zipfile.ZipInfo("bootstrap", date_time=(1980, 1, 1, 0, 0, 0))
entry.create_system = 3  # Unix: the mode below counts.
entry.external_attr = 0o100755 << 16
entry.compress_type = zipfile.ZIP_DEFLATED
with zipfile.ZipFile(target + ".new", "w") as archive, open(program, "rb") as file:
    archive.writestr(entry, file.read(), compresslevel=9)
os.replace(target + ".new", target)
PYTHON
}

main "$@"
