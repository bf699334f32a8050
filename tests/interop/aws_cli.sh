# SPDX-License-Identifier: BSL-1.0
#
# What the AWS CLI sees of sync-server, one subject a run. with_server.sh starts the server and sets the
# environment; AWS is the program.
#
# Each call takes a second, so one subject asks little and compares all that it is told. A difference is
# printed, and the exit status is 1 if there was one.
#
# shellcheck shell=bash disable=SC2086,SC2016 # $mine, $this and $in_pool are lists of words
set -u

POOL=us-east-1:0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0
ME=us-east-1:aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee
SET=ns:my.list-1_2
ROLE=arn:aws:iam::123456789012:role/a-role
APPLICATION=arn:aws:sns:us-east-1:123456789012:app/GCM/my_app
in_pool="--identity-pool-id $POOL"
mine="$in_pool --identity-id $ME"
this="$mine --dataset-name $SET"
differences=0

same() { # WHAT GOT EXPECTED
    [ "$2" != "$3" ] || return 0
    differences=$((differences + 1))
    printf 'DIFFERENT %s\n  expected %.2000s\n  got      %.2000s\n' "$1" "$3" "$2"
}

sync() {
    "$AWS" cognito-sync "$@" --endpoint-url "$ENDPOINT" --cli-read-timeout 30
}

# What a query finds in a reply, on one line.
ask() { # QUERY OPERATION ARGUMENTS…
    query=$1
    shift
    sync "$@" --output json --query "$query" 2>&1 | tr -s '\n ' '  ' |
        sed 's/^ //; s/ $//; s/\([[{]\) /\1/g; s/ \([]}]\)/\1/g'
}

# An error by its name, its status and its message. The CLI says the status only where it tells everything,
# and how often it tried although it was told to.
refused() { # WHAT NAME STATUS OPERATION MESSAGE ARGUMENTS…
    what=$1 name=$2 status=$3 operation=$4 message=$5
    shift 5
    code=0
    sync "$@" --debug >"$FOLDER/printed" 2>"$FOLDER/debug" || code=$?
    [ "$code" = 255 ] || same "$what: exit status" "$code" 254 # 255 of the first AWS CLI
    same "$what: printed" "$(cat "$FOLDER/printed")" ""
    same "$what" "$(tail -n 1 "$FOLDER/debug" | sed "s/ (reached max retries: [0-9]*)//")" \
        "An error occurred ($name) when calling the $operation operation: $message"
    same "$what: status" "$(sed -n 's/.* HTTP\/1\.1" \([0-9]*\) .*/\1/p' "$FOLDER/debug" | sort -u)" "$status"
}

session() { # DATASET POOL
    sync list-records --identity-pool-id "${2:-$POOL}" --identity-id "$ME" --dataset-name "${1:-$SET}" \
        --query SyncSessionToken --output text
}

values='Records[*].[Key,Value,SyncCount]'

put() { # KEY VALUE [COUNT]
    ask "$values" update-records $this --sync-session-token "$(session)" \
        --record-patches "Op=replace,Key=$1,Value=$2,SyncCount=${3:-0}"
}

# ---- Subjects

operations() {
    same "no datasets" "$(ask @ list-datasets $mine)" '{"Datasets": [], "Count": 0}'
    nothing='[Records,Count,DatasetSyncCount,DatasetExists,MergedDatasetNames]'
    same "no records" "$(ask "$nothing" list-records $this)" '[[], 0, 0, false, []]'
    written=$(ask 'Records[*].[Key,Value,SyncCount,LastModifiedBy]' update-records $this \
        --sync-session-token "$(session)" --device-id my-device --client-context '{"app":"test"}' \
        --record-patches Op=replace,Key=a,Value=1,SyncCount=0 Op=replace,Key=b,Value=22,SyncCount=0)
    same "written" "$written" '[["a", "1", 1, "my-device"], ["b", "22", 1, "my-device"]]'
    written=$(ask "$values" update-records $this --sync-session-token "$(session)" \
        --record-patches Op=replace,Key=a,Value=333,SyncCount=1 Op=remove,Key=b,SyncCount=1)
    same "written again" "$written" '[["a", "333", 2], ["b", null, 2]]'
    same "read" "$(ask "[$values,Count,DatasetSyncCount,DatasetExists,LastModifiedBy]" list-records $this)" \
        "[[[\"a\", \"333\", 2], [\"b\", null, 2]], 2, 2, true, \"$ME\"]"
    same "since the last count" "$(ask Records list-records $this --last-sync-count 2)" '[]'
    same "since the one before" "$(ask 'Records[*].Key' list-records $this --last-sync-count 1)" '["a", "b"]'
    dataset='Dataset.[IdentityId,DatasetName,LastModifiedBy,DataStorage,NumRecords]'
    same "described" "$(ask "$dataset" describe-dataset $this)" \
        "[\"$ME\", \"$SET\", \"$ME\", 4, 1]"
    same "listed" "$(ask '[Datasets[*].DatasetName,Count]' list-datasets $mine)" "[[\"$SET\"], 1]"
    usage='IdentityUsage.[IdentityId,IdentityPoolId,DatasetCount,DataStorage]'
    same "usage" "$(ask "$usage" describe-identity-usage $mine)" \
        "[\"$ME\", \"$POOL\", 1, 4]"
    usage='IdentityPoolUsage.[IdentityPoolId,SyncSessionsCount,DataStorage]'
    same "pool usage" "$(ask "$usage" describe-identity-pool-usage $in_pool)" \
        "[\"$POOL\", 2, 4]"
    same "pools" "$(ask '[IdentityPoolUsages[*].IdentityPoolId,Count,MaxResults]' list-identity-pool-usage)" \
        "[[\"$POOL\"], 1, 60]"

    function=arn:aws:lambda:us-east-1:123456789012:function:f
    same "no events" "$(ask @ get-cognito-events $in_pool)" '{"Events": {}}'
    same "set events" "$(ask @ set-cognito-events $in_pool --events "SyncTrigger=$function")" ''
    same "events" "$(ask Events get-cognito-events $in_pool)" "{\"SyncTrigger\": \"$function\"}"

    same "not set" "$(ask @ get-identity-pool-configuration $in_pool)" "{\"IdentityPoolId\": \"$POOL\"}"
    push="{\"ApplicationArns\": [\"$APPLICATION\"], \"RoleArn\": \"$ROLE\"}"
    streams="{\"StreamName\": \"s\", \"RoleArn\": \"$ROLE\", \"StreamingStatus\": \"ENABLED\"}"
    whole="{\"IdentityPoolId\": \"$POOL\", \"PushSync\": $push, \"CognitoStreams\": $streams}"
    same "set" "$(ask @ set-identity-pool-configuration --cli-input-json "$whole")" "$whole"
    same "got" "$(ask @ get-identity-pool-configuration $in_pool)" "$whole"

    device=$(sync register-device $mine --platform GCM --token 'a token' --query DeviceId --output text)
    same "a device" "$(printf %s "$device" | wc -c)" 32
    same "the same device" "$(ask DeviceId register-device $mine --platform GCM --token 'a token')" "\"$device\""
    same "subscribed" "$(ask @ subscribe-to-dataset $this --device-id "$device")" ''
    same "unsubscribed" "$(ask @ unsubscribe-from-dataset $this --device-id "$device")" ''

    same "not published" "$(ask @ get-bulk-publish-details $in_pool)" \
        "{\"IdentityPoolId\": \"$POOL\", \"BulkPublishStatus\": \"NOT_STARTED\"}"
    same "published" "$(ask @ bulk-publish $in_pool)" "{\"IdentityPoolId\": \"$POOL\"}"
    running='contains([`IN_PROGRESS`,`SUCCEEDED`],BulkPublishStatus)'
    same "publishing" "$(ask "$running" get-bulk-publish-details $in_pool)" true

    same "deleted" "$(ask Dataset.DatasetName delete-dataset $this)" "\"$SET\""
    same "none is left" "$(ask Count list-datasets $mine)" 0
    deleted=DatasetDeletedAfterRequestedSyncCount
    same "deleted after" "$(ask $deleted list-records $this --last-sync-count 1)" true
    same "operations in the server's log" "$(cut -d' ' -f4,5 "$FOLDER/log" | sort -u | grep -c ' 200$')" 17
}

errors() {
    lost='Dataset does not exist'
    refused "unknown" ResourceNotFoundException 404 DescribeDataset "$lost" describe-dataset $this
    refused "delete unknown" ResourceNotFoundException 404 DeleteDataset "$lost" delete-dataset $this
    pattern="1 validation error detected. Value at '/DatasetName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.:-]+"
    refused "name" InvalidParameterException 400 DescribeDataset "$pattern" \
        describe-dataset $mine --dataset-name 'my list'
    session='SyncSessionToken not valid for these inputs'
    refused "session" InvalidParameterException 400 UpdateRecords "$session" \
        update-records $this --sync-session-token none
    missing='The identity pool has no ApplicationArn of this platform'
    refused "platform" InvalidConfigurationException 400 RegisterDevice "$missing" \
        register-device $mine --platform ADM --token t
    refused "device" ResourceNotFoundException 404 SubscribeToDataset 'Device does not exist' \
        subscribe-to-dataset $this --device-id nobody
    refused "off" InvalidParameterException 400 BulkPublish 'Streaming is not enabled for this identity pool' \
        bulk-publish $in_pool
    refused "page" InvalidParameterException 400 ListDatasets 'NextToken not valid for these inputs' \
        list-datasets $mine --next-token none
    sync set-identity-pool-configuration $in_pool \
        --cognito-streams "StreamName=s,RoleArn=$ROLE,StreamingStatus=ENABLED" >"$FOLDER/printed"
    sync bulk-publish $in_pool >"$FOLDER/printed"
    for _ in 1 2 3 4 5 6 7 8 9 10; do
        status=$(ask BulkPublishStatus get-bulk-publish-details $in_pool)
        [ "$status" = '"IN_PROGRESS"' ] || break
    done
    same "published" "$status" '"SUCCEEDED"'
    refused "done" AlreadyStreamedException 400 BulkPublish 'A bulk publish succeeded less than 24 hours ago' \
        bulk-publish $in_pool
}

# All pages of an operation, each page on its line.
pages() { # QUERY OPERATION ARGUMENTS…
    query=$1
    shift
    token=
    while :; do
        ask "$query" "$@" ${token:+--next-token "$token"}
        echo
        token=$(sync "$@" ${token:+--next-token "$token"} --query NextToken --output text)
        [ "$token" != None ] || break
    done
}

paging() {
    for name in set-2 set-1 set-0; do
        same "$name" "$(ask 'Records[*].SyncCount' update-records $mine --dataset-name $name \
            --sync-session-token "$(session $name)" --record-patches Op=replace,Key=k,Value=v,SyncCount=0)" '[1]'
    done
    same "datasets" "$(pages 'Datasets[*].DatasetName' list-datasets $mine --max-results 2)" '["set-0", "set-1"]
["set-2"]'
    same "a key" "$(put key-1 v)" '[["key-1", "v", 1]]'
    same "two keys" "$(ask "$values" update-records $this --sync-session-token "$(session)" --record-patches \
        Op=replace,Key=key-3,Value=v,SyncCount=0 Op=replace,Key=key-2,Value=v,SyncCount=0)" \
        '[["key-3", "v", 2], ["key-2", "v", 2]]'
    same "records" "$(pages "[Records[*].Key,Count]" list-records $this --max-results 2)" '[["key-1", "key-2"], 3]
[["key-3"], 3]'
    other=us-east-1:0
    same "another pool" "$(ask 'Records[*].SyncCount' update-records --identity-pool-id $other --identity-id $ME \
        --dataset-name $SET --sync-session-token "$(session "$SET" $other)" \
        --record-patches Op=replace,Key=k,Value=v,SyncCount=0)" '[1]'
    same "pools" "$(pages 'IdentityPoolUsages[*].IdentityPoolId' list-identity-pool-usage --max-results 1)" \
        "[\"$other\"]
[\"$POOL\"]"
}

conflict() {
    same "written" "$(put k mine)" '[["k", "mine", 1]]'
    refused "stale" ResourceConflictException 409 UpdateRecords 'Current SyncCount for: k is: 1 not: 0' \
        update-records $this --sync-session-token "$(session)" \
        --record-patches Op=replace,Key=other,Value=v,SyncCount=0 Op=replace,Key=k,Value=theirs,SyncCount=0
    same "nothing was written" "$(ask "[$values,DatasetSyncCount]" list-records $this)" '[[["k", "mine", 1]], 1]'
    same "resolved" "$(put k theirs 1)" '[["k", "theirs", 2]]'
}

unicode() {
    cat >"$FOLDER/patches" <<'JSON'
[{"Op": "replace", "SyncCount": 0, "Key": "café", "Value": "crème brûlée"},
 {"Op": "replace", "SyncCount": 0, "Key": "ключ", "Value": "日本語"},
 {"Op": "replace", "SyncCount": 0, "Key": "\ud83d\ude39", "Value": "👩‍🚀"},
 {"Op": "replace", "SyncCount": 0, "Key": "a/b?c=d&e%20+~", "Value": "\"\\/\u0001\n"}]
JSON
    records='[["café", "crème brûlée", 1], ["ключ", "日本語", 1], ["😹", "👩‍🚀", 1], ["a/b?c=d&e%20+~", "\"\\/\u0001\n", 1]]'
    sorted='[["a/b?c=d&e%20+~", "\"\\/\u0001\n", 1], ["café", "crème brûlée", 1], ["ключ", "日本語", 1], ["😹", "👩‍🚀", 1]]'
    same "echoed" "$(ask "$values" update-records $this --sync-session-token "$(session)" \
        --record-patches "file://$FOLDER/patches")" "$records"
    same "read" "$(ask "$values" list-records $this)" "$sorted"
    same "bytes" "$(ask 'Dataset.[DataStorage,NumRecords]' describe-dataset $this)" '[71, 4]'
    refused "conflict" ResourceConflictException 409 UpdateRecords 'Current SyncCount for: café is: 1 not: 0' \
        update-records $this --sync-session-token "$(session)" --record-patches Op=replace,Key=café,Value=,SyncCount=0
}

large() {
    value=$(head -c 1048575 /dev/zero | tr '\0' x)
    same "as large as can be" "${#value}" 1048575
    printf '[{"Op": "replace", "Key": "k", "Value": "%s", "SyncCount": 0}]' "$value" >"$FOLDER/patches"
    sync update-records $this --sync-session-token "$(session)" --record-patches "file://$FOLDER/patches" \
        --query 'Records[0].Value' --output text >"$FOLDER/echoed"
    sync list-records $this --query 'Records[0].Value' --output text >"$FOLDER/read"
    echo "$value" >"$FOLDER/sent"
    same "echoed" "$(cmp "$FOLDER/sent" "$FOLDER/echoed" 2>&1)" ''
    same "read" "$(cmp "$FOLDER/sent" "$FOLDER/read" 2>&1)" ''
    same "storage" "$(ask Dataset.DataStorage describe-dataset $this)" 1048576
    refused "a byte more" LimitExceededException 400 UpdateRecords 'A dataset holds at most 1048576 bytes' \
        update-records $this --sync-session-token "$(session)" \
        --record-patches Op=replace,Key=l,Value=,SyncCount=0
    printf '[{"Op": "replace", "Key": "k", "Value": "%sx", "SyncCount": 1}]' "$value" >"$FOLDER/patches"
    long="1 validation error detected. Value with length 1048576 at '/RecordPatches/0/Value' failed to satisfy constraint: Member must have length less than or equal to 1048575"
    refused "too long" InvalidParameterException 400 UpdateRecords "$long" \
        update-records $this --sync-session-token "$(session)" --record-patches "file://$FOLDER/patches"
}

# The CLI sends whole seconds, and shows what it reads to the microsecond.
timestamps() {
    dates='Records[*].[Key,DeviceLastModifiedDate]'
    begin=$(date +%s)
    written=$(ask "$dates" update-records $this --sync-session-token "$(session)" --record-patches \
        Op=replace,Key=1969,Value=v,SyncCount=0,DeviceLastModifiedDate=1969-12-31T23:59:59Z \
        Op=replace,Key=2014,Value=v,SyncCount=0,DeviceLastModifiedDate=2014-10-10T22:47:37.151+02:00 \
        Op=replace,Key=9999,Value=v,SyncCount=0,DeviceLastModifiedDate=253402300799 \
        Op=replace,Key=none,Value=v,SyncCount=0)
    end=$(date +%s)
    expected='[["1969", "1969-12-31T23:59:59+00:00"], ["2014", "2014-10-10T20:47:37+00:00"],'
    expected="$expected [\"9999\", \"9999-12-31T23:59:59+00:00\"], [\"none\", null]]"
    same "echoed" "$written" "$expected"
    same "read" "$(ask "$dates" list-records $this)" "$expected"
    read -r created modified <<EOF
$(sync describe-dataset $this --query 'Dataset.[CreationDate,LastModifiedDate]' --output text)
EOF
    same "created and modified" "$created" "$modified"
    form='^[0-9T:-]+(\.[0-9]{3}000)?\+00:00$'
    same "the date has milliseconds" "$(echo "$created" | grep -Ec "$form")" 1
    at=$(date -d "$created" +%s)
    same "$begin <= $at <= $end" "$([ "$begin" -le "$at" ] && [ "$at" -le "$end" ] && echo yes)" yes
}

throttling() {
    said='More requests than --throttle allows in a second'
    refused "at once" TooManyRequestsException 429 ListDatasets "$said" list-datasets $mine
    export AWS_MAX_ATTEMPTS=3 AWS_RETRY_MODE=standard
    refused "after three" TooManyRequestsException 429 ListDatasets "$said" list-datasets $mine
    same "requests in the server's log" "$(grep -c ' 429 TooManyRequestsException ' "$FOLDER/log")" 4
}

with_key() { # KEY SECRET [TOKEN]
    export AWS_ACCESS_KEY_ID=$1 AWS_SECRET_ACCESS_KEY=$2 AWS_SESSION_TOKEN=${3-}
    [ -n "${3-}" ] || unset AWS_SESSION_TOKEN
}

signatures() {
    same "the right key" "$(ask Count list-datasets $mine)" 0
    same "a body, a header and a query" "$(ask "$values" update-records $this --sync-session-token "$(session)" \
        --client-context '{"app":  "test"}' --record-patches Op=replace,Key=k,Value=v,SyncCount=0)" '[["k", "v", 1]]'
    same "a page" "$(ask Count list-records $this --max-results 7 --last-sync-count 0)" 1
    with_key ASIASESSION of-a-session 'a+session/token=='
    same "a session" "$(ask Count list-datasets $mine)" 1
    with_key AKIDEXAMPLE another
    refused "wrong secret" InvalidSignatureException 403 ListDatasets \
        'The signature is not that of this request by this key' list-datasets $mine
    unknown='The access key or the session token is not known here'
    with_key AKIDNOBODY another
    refused "unknown key" UnrecognizedClientException 403 ListDatasets "$unknown" list-datasets $mine
    with_key ASIASESSION of-a-session another
    refused "wrong token" UnrecognizedClientException 403 ListDatasets "$unknown" list-datasets $mine
    with_key AKIDEXPIRED of-yesterday
    refused "expired" ExpiredTokenException 403 ListDatasets 'The access key has expired' list-datasets $mine
    same "no signature" "$(ask @ list-datasets $mine --no-sign-request | sed 's/^.*(\([A-Za-z]*\)).*$/\1/')" \
        MissingAuthenticationTokenException
}

case ${1-} in
    operations | errors | paging | conflict | unicode | large | timestamps | throttling | signatures) "$1" ;;
    *)
        echo "no subject is called ${1-}"
        exit 1
        ;;
esac
[ "$differences" = 0 ]
