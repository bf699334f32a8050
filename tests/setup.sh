#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
#
# Installs what the README's two commands need, from Debian's own packages; with --ci also what .ci/run needs,
# and with --interop the clients that tests/interop runs (one of them from npm, into tests/interop). What is
# there already is left alone, without a word to the network; nothing is ever removed: where apt would, this
# stops and names it.
set -eu

packages="g++ cmake ninja-build libboost1.81-dev libboost-json1.81-dev libboost-url1.81-dev catch2"
packages="$packages libsqlite3-dev libssl-dev"
for_ci="clang-14 clang-19 libclang-rt-14-dev libclang-rt-19-dev"
for_ci="$for_ci clang-format-14 clang-tidy-14 valgrind time git"
for_interop="awscli python3-boto3 nodejs"
command -v npm >/dev/null || for_interop="$for_interop npm" # other packages of nodejs than Debian's bring it

stop() {
    echo "tests/setup.sh: $*" >&2
    exit 1
}

interop=
for option in "$@"; do
    case $option in
        --ci) packages="$packages $for_ci" ;;
        --interop) packages="$packages $for_interop" interop=yes ;;
        *) stop "unknown option $option; there are --ci and --interop." ;;
    esac
done

if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
    stop "this is not a Debian system; install what corresponds to: $packages."
fi

install_packages() {
    missing=
    for package in $packages; do
        state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) || state=
        [ "$state" = installed ] || missing="$missing $package"
    done
    [ -n "$missing" ] || return 0

    as_root=
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null || stop "installing$missing needs root, and there is no sudo."
        as_root=sudo
    fi
    # shellcheck disable=SC2086 # $as_root and $missing are lists of words
    apt() { $as_root env DEBIAN_FRONTEND=noninteractive apt-get "$@" </dev/null; }

    echo "tests/setup.sh: installing$missing"
    apt -q update || echo "tests/setup.sh: going on with the package lists that are here."

    plan=$(apt -qq --simulate --no-install-recommends install $missing) || stop "apt-get cannot install$missing."
    removed=$(echo "$plan" | sed -n 's/^Remv \([^ ]*\).*/\1/p')
    [ -z "$removed" ] || stop "apt would remove" $removed "to install$missing; nothing was changed."

    apt -q -y --no-remove --no-install-recommends install $missing || stop "apt-get could not install$missing."
}

# The AWS SDK for JavaScript, in the versions of package-lock.json.
install_javascript() {
    cd "$(dirname "$0")/interop"
    installed=node_modules/.package-lock.json
    [ -n "$(find $installed -newer package-lock.json 2>/dev/null)" ] || npm ci --no-audit --no-fund --ignore-scripts
}

install_packages
[ -z "$interop" ] || install_javascript
echo "tests/setup.sh: everything is installed."
