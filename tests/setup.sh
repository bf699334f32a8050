#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
#
# Installs what the README's two commands need, or with --ci what .ci/run needs, from Debian's own packages.
# What is there already is left alone, without a word to the network; nothing is ever removed: where apt
# would, this stops and names it.
set -eu

packages="g++ cmake ninja-build libboost1.81-dev libboost-json1.81-dev libboost-url1.81-dev catch2"
for_ci="clang-14 clang-19 libclang-rt-14-dev libclang-rt-19-dev"
for_ci="$for_ci clang-format-14 clang-tidy-14 valgrind time git"

stop() {
    echo "tests/setup.sh: $*" >&2
    exit 1
}

for option in "$@"; do
    case $option in
        --ci) packages="$packages $for_ci" ;;
        *) stop "unknown option $option; the only one is --ci." ;;
    esac
done

if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
    stop "this is not a Debian system; install what corresponds to: $packages."
fi

missing=
for package in $packages; do
    state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) || state=
    [ "$state" = installed ] || missing="$missing $package"
done
if [ -z "$missing" ]; then
    echo "tests/setup.sh: everything is installed."
    exit 0
fi

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
