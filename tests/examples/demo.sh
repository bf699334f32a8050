#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
#
# The demo: sync-server over a new database, driven by sync-client, each exchange as it crossed the wire.
#
#     demo.sh <sync-server> <sync-client>
#
# Lines with `$` leave out the flags that all of them have and the second line shows. What each command answers is
# compared with what it should; the last line says whether all was so.
set -euo pipefail
server=$1 client=$2 running=

folder=$(mktemp -d)
trap '[ -z "$running" ] || kill "$running" 2>/dev/null || true; rm -rf "$folder"' EXIT

"$server" --port 0 --database "$folder/sync.db" >"$folder/server" 2>"$folder/log" &
running=$!
until grep -qs '^sync-server listens on ' "$folder/server"; do
    kill -0 "$running" || { cat "$folder/log"; exit 1; }
    sleep 0.05
done
cat "$folder/server"

# The service sees no credentials here, whatever the reader's shell has.
unset "${!AWS_@}"
AWS_ENDPOINT_URL=$(sed 's/^sync-server listens on //' "$folder/server")
export AWS_ENDPOINT_URL
pool=us-east-1:0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0
me=us-east-1:aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee

printf 'Each command has --endpoint %s --pool %s --identity %s --trace\n' "$AWS_ENDPOINT_URL" "$pool" "$me"

different=0

# expect <exit code> <output> <command of sync-client>…: the exchanges go to standard error, and are shown.
expect() {
    local code=$1 expected=$2 got ended=0
    shift 2
    printf '\n$ sync-client'
    printf ' %q' "$@"
    printf '\n'
    "$client" --pool "$pool" --identity "$me" --trace "$@" >"$folder/said" 2>"$folder/trace" || ended=$?
    cat "$folder/trace" "$folder/said"
    got=$(cat "$folder/said")
    [ "$ended" = "$code" ] || { echo "!!!! exit $ended, expected $code"; different=$((different + 1)); }
    # shellcheck disable=SC2053 # $expected is a pattern
    [[ $got == $expected ]] || { echo "!!!! expected $expected"; different=$((different + 1)); }
}

expect 0 ''           set notes milk '2 litres'
expect 0 ''           set notes 'größe' '42 ☕'
expect 0 '2 litres'   get notes milk
expect 0 '*milk*'     records notes
expect 0 ''           remove notes milk
expect 1 ''           get notes milk
expect 0 '*notes*'    datasets
expect 0 '*größe*'    export
expect 0 '*'          delete notes
expect 1 ''           describe notes
expect 1 ''           get 'no/name' milk

kill -TERM "$running"
wait "$running" || { echo '!!!! the server ended with an error'; different=$((different + 1)); }

printf '\nThe log of the server:\n'
cat "$folder/log"
printf '\n%s\n' "$different differences from what was expected"
[ "$different" = 0 ]
