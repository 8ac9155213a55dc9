#!/usr/bin/env bash
# Installs what building and testing need, and only what is missing; Swift itself is the one thing left to you.
#
# On Debian and Ubuntu the packages come from apt (as root, or through sudo). Anywhere else a list is printed
# and the build goes on: the same libraries under other names do as well. Arguments name packages to install besides.
set -euo pipefail

# What each package is for: the static libcurl that ships with the functions is built from source (compiler, make,
# dpkg-dev to fetch it), the development build links the system's, the emulator reads zips through zlib
# and keeps what experiments find in SQLite, and the client tests run in a Python virtual environment.
packages=(build-essential ca-certificates curl dpkg-dev file libcurl4-openssl-dev libsqlite3-dev pkg-config
    python3 python3-venv zlib1g-dev zip "$@")

main() {
    require_swift
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        explain_other_systems
        return
    fi
    mapfile -t missing < <(missing_packages)
    if [ "${#missing[@]}" -gt 0 ]; then install "${missing[@]}"; fi
}

require_swift() {
    command -v swift >/dev/null && return
    echo "Swift 6.2 or later is needed and there is no 'swift' on the PATH; get it from https://swift.org/install." >&2
    exit 1
}

missing_packages() {
    local package
    for package in "${packages[@]}"; do
        # 'installed' is the last word of the status; a package that was removed or never known says something else.
        dpkg-query --show --showformat='${Status}\n' "$package" 2>/dev/null | grep -q ' installed$' || echo "$package"
    done
}

install() {
    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null; then
            echo "Please have an administrator install: $*" >&2
            exit 1
        fi
        as_root=(sudo)
    fi
    echo "Installing: $*"
    "${as_root[@]}" apt-get update -qq </dev/null
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" </dev/null
}

explain_other_systems() {
    local wanted=()
    command -v cc >/dev/null || wanted+=("a C compiler and make")
    command -v pkg-config >/dev/null || wanted+=("pkg-config")
    command -v python3 >/dev/null || wanted+=("Python 3 with its venv module")
    if command -v pkg-config >/dev/null; then
        pkg-config --exists libcurl || wanted+=("libcurl's headers")
        pkg-config --exists sqlite3 || wanted+=("SQLite's headers")
        pkg-config --exists zlib || wanted+=("zlib's headers")
    fi
    [ "${#wanted[@]}" -gt 0 ] || return 0
    echo "This system has no apt-get. Missing, under whatever names your package manager knows them:" >&2
    printf '  - %s\n' "${wanted[@]}" >&2
}

main
