# SPDX-License-Identifier: BSL-1.0
#
# with_server.sh SERVER CLIENT SUBJECT: starts sync-server on a port that the system chooses, over a database
# that is new, and runs one subject of one client against it. Then the server is stopped, and must have ended
# well and have said nothing but where it listens and one line for each request.
#
# Nothing that the machine knows of AWS or of proxies reaches a client. Exit status: 0 passed, 77 the client
# is not installed, anything else failed.
set -eu

server=$1 client=$2 subject=$3
here=$(cd "$(dirname "$0")" && pwd)

fail() {
    echo "FAILED: $*"
    exit 1
}

skip() {
    echo "skipped: $*; tests/setup.sh --interop installs it."
    exit 77
}

# ---- The client

case $client in
    aws-cli)
        AWS=/usr/bin/aws
        [ -x "$AWS" ] || AWS=$(command -v aws) || skip "there is no AWS CLI (Debian's awscli) on this machine"
        export AWS
        run=(bash "$here/aws_cli.sh")
        ;;
    boto3)
        /usr/bin/python3 -c 'import boto3' 2>/dev/null ||
            skip "/usr/bin/python3 has no boto3 (Debian's python3-boto3)"
        run=(/usr/bin/python3 "$here/boto3_client.py")
        ;;
    javascript)
        command -v node >/dev/null || skip "there is no node (Debian's nodejs) on this machine"
        [ -d "$here/node_modules/@aws-sdk/client-cognito-sync" ] ||
            skip "tests/interop/node_modules has no @aws-sdk/client-cognito-sync (npm ci makes it)"
        run=(node "$here/javascript.mjs")
        ;;
    *) fail "no client is called $client" ;;
esac

for name in $(env | sed -n 's/^\(AWS_[A-Z0-9_]*\)=.*/\1/p'); do unset "$name"; done
unset HTTP_PROXY HTTPS_PROXY ALL_PROXY http_proxy https_proxy all_proxy
export NO_PROXY=127.0.0.1 no_proxy=127.0.0.1
export AWS_SHARED_CREDENTIALS_FILE=/dev/null AWS_EC2_METADATA_DISABLED=true
export AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1 AWS_PAGER='' AWS_MAX_ATTEMPTS=1
export AWS_ACCESS_KEY_ID=AKIDEXAMPLE AWS_SECRET_ACCESS_KEY=a-secret/that+is=none
export TZ=UTC LC_ALL=C.UTF-8 PYTHONDONTWRITEBYTECODE=1

# ---- The server

folder=$(mktemp -d)
pid=
finish() {
    [ -z "$pid" ] || kill -KILL "$pid" 2>/dev/null || true
    rm -rf "$folder"
}
trap finish EXIT
export FOLDER=$folder AWS_CONFIG_FILE=$folder/config
printf '[default]\ncli_timestamp_format = iso8601\n' >"$folder/config" # the first AWS CLI has another default

set -- --port 0 --database "$folder/sync.db"
case $subject in
    throttling) set -- "$@" --throttle 0 ;;
    signatures)
        cat >"$folder/keys.json" <<'KEYS'
{"Keys": [
    {"AccessKeyId": "AKIDEXAMPLE", "SecretAccessKey": "a-secret/that+is=none"},
    {"AccessKeyId": "ASIASESSION", "SecretAccessKey": "of-a-session", "SessionToken": "a+session/token=="},
    {"AccessKeyId": "AKIDEXPIRED", "SecretAccessKey": "of-yesterday", "Expiration": "2020-01-01T00:00:00Z"}
]}
KEYS
        set -- "$@" --verify-keys "$folder/keys.json"
        ;;
esac
"$server" "$@" >"$folder/out" 2>"$folder/log" &
pid=$!

for _ in $(seq 100); do
    if [ -s "$folder/out" ] || ! kill -0 "$pid" 2>/dev/null; then break; fi
    sleep 0.05
done
ENDPOINT=$(sed -n 's/^sync-server listens on \(http:\/\/127\.0\.0\.1:[0-9]*\)$/\1/p' "$folder/out")
[ -n "$ENDPOINT" ] ||
    fail "the server did not say where it listens; it said: $(cat "$folder/out" "$folder/log")"
export ENDPOINT

# ---- The subject, and how it left the server

status=0
timeout 200 "${run[@]}" "$subject" || status=$?

kill -TERM "$pid"
ended=0
wait "$pid" || ended=$?
pid=
log_line='[0-9T:.-]{23}Z [0-9a-f-]{36} [A-Z]+ [A-Za-z-]+ [0-9]{3} [A-Za-z-]+ [0-9]+ [0-9]+ [0-9]+us'
[ "$ended" = 0 ] || fail "the server ended with $ended"
[ "$(cat "$folder/out")" = "sync-server listens on $ENDPOINT" ] ||
    fail "the server printed: $(cat "$folder/out")"
[ -s "$folder/log" ] || fail "no request reached the server"
! grep -Evx "$log_line" "$folder/log" || fail "these lines of the server's log are none of a request"
[ "$status" = 0 ] || {
    cat "$folder/log"
    fail "$client, $subject"
}
