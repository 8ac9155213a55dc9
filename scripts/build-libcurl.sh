#!/usr/bin/env bash
# Builds the libcurl that ships within the functions' bootstraps: static, and able to do nothing but plain HTTP.
#
# A distribution's libcurl needs some forty libraries, whose loading alone would take ten times as long as all of a
# function's start. The source is the distribution's own package, so its security updates apply: remove .build/libcurl
# to build again. The result stays in .build/libcurl; its pkg-config folder is the last line printed.
set -euo pipefail
cd "$(dirname "$0")/.."

cache=$PWD/.build/libcurl
work=$cache/work
log=$cache/build.log

main() {
    # Older than this script means: built with other options.
    if [ ! "$cache/lib/pkgconfig/libcurl.pc" -nt scripts/build-libcurl.sh ]; then
        rm -rf "$work"
        mkdir -p "$work/lists/partial" "$work/archives/partial" "$work/source"
        say "Building a static, HTTP-only libcurl (once; about half a minute)"
        write_source_list
        fetch_source
        build
        rm -rf "$work"
    fi
    echo "$cache/lib/pkgconfig"
}

# The binary packages' own servers and keys, asked for sources: nothing of the system's configuration is changed.
write_source_list() {
    local file found=
    for file in /etc/apt/sources.list.d/*.sources; do
        [ -e "$file" ] || continue
        sed 's/^Types:.*/Types: deb-src/' "$file" >"$work/$(basename "$file")"
        found=1
    done
    for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
        [ -e "$file" ] || continue
        sed -n 's/^deb /deb-src /p' "$file" >"$work/$(basename "$file" .list)-classic.list"
        found=1
    done
    [ -n "$found" ] || give_up "this system has no apt sources to take it from"
}

fetch_source() {
    local apt=(apt-get -q -o "Dir::Etc::sourcelist=/dev/null" -o "Dir::Etc::sourceparts=$work"
        -o "Dir::State::lists=$work/lists" -o "Dir::Cache::archives=$work/archives" -o "Dir::Cache::pkgcache="
        -o "Dir::Cache::srcpkgcache=" -o "APT::Sandbox::User=")
    command -v apt-get >/dev/null || give_up "there is no apt-get on this system"
    command -v dpkg-source >/dev/null || give_up "dpkg-source is missing (package dpkg-dev)"
    # Lists that cannot be had from one server may still be had from another: the next step decides.
    "${apt[@]}" update >>"$log" 2>&1 || true
    (cd "$work/source" && "${apt[@]}" source --only-source curl >>"$log" 2>&1) ||
        give_up "'apt-get source curl' failed; the end of $log says why"
}

build() {
    local source
    source=$(find "$work/source" -mindepth 1 -maxdepth 1 -type d | head -n 1)
    say "  $(basename "$source")"
    (
        cd "$source"
        # -Os would save a hundredth of a zip, and cost an invocation a twentieth of its time: it copies single bytes by
        # an instruction made for large blocks.
        ./configure "${options[@]}" --prefix="$cache" CFLAGS="-O2 -ffunction-sections -fdata-sections"
        make -j"$(nproc)" -C lib install
        make -C include install
        # Last, since its presence means that all is there. Its paths are made relative: a clone may move.
        sed -i -e "s|$cache|\${pcfiledir}/../..|" -e "s| -DCURL_STATICLIB||" libcurl.pc
        make install-pkgconfigDATA
    ) </dev/null >>"$log" 2>&1 || give_up "compiling it failed; the end of $log says why"
}

# Without the threaded resolver and IPv6 libcurl makes fewer system calls. The Runtime API's address
# is numeric and of version 4, on AWS as here.
options=(
    --disable-shared --enable-static --enable-http --without-ssl --without-zlib --without-brotli --without-zstd
    --without-nghttp2 --without-libidn2 --without-libpsl --without-libssh2 --without-librtmp --disable-ftp
    --disable-file --disable-ldap --disable-ldaps --disable-rtsp --disable-dict --disable-telnet --disable-tftp
    --disable-pop3 --disable-imap --disable-smb --disable-smtp --disable-gopher --disable-mqtt --disable-manual
    --disable-threaded-resolver --disable-ares --disable-ipv6 --disable-cookies --disable-proxy
    --disable-unix-sockets --disable-alt-svc --disable-hsts --disable-netrc --disable-doh --disable-mime
    --disable-form-api --disable-crypto-auth --disable-http-auth --disable-basic-auth --disable-bearer-auth
    --disable-digest-auth --disable-kerberos-auth --disable-negotiate-auth --disable-aws --disable-ntlm
    --disable-tls-srp --disable-dateparse --disable-progress-meter --disable-get-easy-options
    --disable-headers-api --disable-websockets)

say() { echo "$*" >&2; }

give_up() {
    say "A static libcurl cannot be built: $1."
    say "Without it 'make build' and the tests still work with the system's libcurl, but no zips can be made for AWS."
    exit 1
}

main
