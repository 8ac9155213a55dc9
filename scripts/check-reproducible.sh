#!/usr/bin/env bash
# Shows that zips can be trusted to change only when their function does: builds all of them in a copy of the sources,
# changes one candidate there, builds again, and expects its zip alone to differ. The copy lies in another folder, so its
# first zips must also equal those in dist/, if these are newer than the sources.
set -euo pipefail
cd "$(dirname "$0")/.."

candidate=candidate-round-half-even
changed=Sources/Functions/$candidate/HalfEven.swift
copy=.build/reproducible/copy

main() {
    copy_sources
    echo "Building all functions in a copy"
    (cd "$copy" && scripts/package.sh >/dev/null)
    sums "$copy" >"$copy/before"
    if [ -e dist/control-round.zip ] && [ -z "$(newer_sources)" ]; then
        sums . | diff - "$copy/before" || fail "the same sources gave other zips in another folder"
        echo "The zips equal those of dist/, which were built in another folder."
    else
        echo "Not compared with dist/: its zips are missing, or older than the sources."
    fi

    echo "Changing $candidate and building again"
    sed -i 's/\.toNearestOrEven/.toNearestOrAwayFromZero/' "$copy/$changed"
    cmp -s "$changed" "$copy/$changed" && fail "$changed has nothing to change"
    (cd "$copy" && scripts/package.sh >/dev/null)
    sums "$copy" >"$copy/after"
    local differing
    # diff's status only says that there are differences, which is what we are after.
    differing=$({ diff "$copy/before" "$copy/after" || true; } | sed -n 's/^> .*  //p')
    [ "$differing" = "$candidate.zip" ] || fail "expected only $candidate.zip to change, but: ${differing:-nothing}"
    echo "Only $candidate.zip changed."
}

# Build folders of earlier checks and the static libcurl are used again: only the sources are fresh. Times are kept, so
# that what has not changed is not compiled again.
copy_sources() {
    mkdir -p "$copy/.build"
    rm -rf "$copy/Sources" "$copy/Tests" "$copy/scripts" "$copy/dist"
    cp -a Package.swift Sources scripts "$copy"
    [ -e "$copy/.build/libcurl" ] || { scripts/build-libcurl.sh >/dev/null && cp -a .build/libcurl "$copy/.build"; }
    # The manifest names folders of tests; a bootstraps build does not look into them.
}

sums() { (cd "$1/dist" && sha256sum ./*.zip | sed 's|\./||'); }

newer_sources() { find Sources Package.swift -newer dist/control-round.zip -type f -print -quit; }

fail() {
    echo "Not reproducible: $1." >&2
    exit 1
}

main
