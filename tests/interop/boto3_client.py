# SPDX-License-Identifier: BSL-1.0
#
# What boto3 sees of sync-server, one subject a run. with_server.sh starts the server and sets the
# environment.
#
# Values, not only types, are compared; a difference is printed, and the exit status is 1 if there was one.
import os
import re
import sys
import time
from datetime import datetime, timedelta, timezone

import boto3
import botocore.exceptions
from botocore.config import Config

POOL = "us-east-1:0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"
ME = "us-east-1:aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"
SET = "ns:my.list-1_2"
ROLE = "arn:aws:iam::123456789012:role/a-role"
APPLICATION = "arn:aws:sns:us-east-1:123456789012:app/GCM/my_app"
UUID = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"

differences = 0
called = set()


def client(attempts=1, **keys):
    made = boto3.client(
        "cognito-sync",
        endpoint_url=os.environ["ENDPOINT"],
        config=Config(retries={"mode": "standard", "total_max_attempts": attempts}, read_timeout=30),
        **keys,
    )
    made.meta.events.register("before-call.*.*", lambda model, **_: called.add(model.name))
    return made


sync = client()


def same(what, got, expected):
    global differences
    if got == expected:
        return
    differences += 1
    print(f"DIFFERENT {what}\n  expected {str(expected)[:2000]!r}\n  got      {str(got)[:2000]!r}")


def told(what, got):
    """That something is so."""
    same(what, bool(got), True)


def refused(what, name, status, message, call, **asked):
    """An error by its name, its status and its message; typed where the model has it."""
    try:
        call(**asked)
    except botocore.exceptions.ClientError as error:
        meta = error.response["ResponseMetadata"]
        same(f"{what}: name", error.response["Error"]["Code"], name)
        same(f"{what}: status", meta["HTTPStatusCode"], status)
        same(f"{what}: message", error.response["Error"]["Message"], message)
        told(f"{what}: request id", re.fullmatch(UUID, meta.get("RequestId", "")))
        general = botocore.exceptions.ClientError
        same(f"{what}: type", type(error), getattr(sync.exceptions, name) if name in MODELLED else general)
        return error
    same(what, "no error", name)


MODELLED = {shape.name for shape in sync.meta.service_model.error_shapes}


def plain(reply):
    return {name: value for name, value in reply.items() if name != "ResponseMetadata"}


def records(of=SET, **asked):
    return plain(sync.list_records(IdentityPoolId=POOL, IdentityId=ME, DatasetName=of, **asked))


def update(*patches, of=SET, pool=POOL, **asked):
    """Writes under a fresh session."""
    session = sync.list_records(IdentityPoolId=pool, IdentityId=ME, DatasetName=of, MaxResults=1)
    return plain(
        sync.update_records(
            IdentityPoolId=pool,
            IdentityId=ME,
            DatasetName=of,
            SyncSessionToken=session["SyncSessionToken"],
            RecordPatches=list(patches),
            **asked,
        )
    )


def put(key, value, count=0, **more):
    return {"Op": "replace", "Key": key, "Value": value, "SyncCount": count, **more}


def values(reply):
    return [(each["Key"], each.get("Value"), each["SyncCount"]) for each in reply["Records"]]


# ---- Subjects


def operations():
    mine = {"IdentityPoolId": POOL, "IdentityId": ME}
    this = {**mine, "DatasetName": SET}
    same("no datasets", plain(sync.list_datasets(**mine)), {"Datasets": [], "Count": 0})
    before = records()
    token = before.pop("SyncSessionToken", "")
    told("a session token", token)
    same(
        "no records",
        before,
        {
            "Records": [],
            "Count": 0,
            "DatasetSyncCount": 0,
            "DatasetExists": False,
            "DatasetDeletedAfterRequestedSyncCount": False,
            "MergedDatasetNames": [],
        },
    )
    written = sync.update_records(
        **this,
        SyncSessionToken=token,
        DeviceId="my-device",
        ClientContext='{"app":"test"}',
        RecordPatches=[put("a", "1"), put("b", "22")],
    )
    same("written", values(written), [("a", "1", 1), ("b", "22", 1)])
    same("by", [each["LastModifiedBy"] for each in written["Records"]], ["my-device"] * 2)
    written = update(put("a", "333", 1), {"Op": "remove", "Key": "b", "SyncCount": 1})
    same("written again", values(written), [("a", "333", 2), ("b", None, 2)])
    read = records()
    same("read", values(read), [("a", "333", 2), ("b", None, 2)])
    same("count", (read["Count"], read["DatasetSyncCount"], read["DatasetExists"]), (2, 2, True))
    same("last modified by", read["LastModifiedBy"], ME)
    same("since the last count", records(LastSyncCount=2)["Records"], [])
    same("since the one before", values(records(LastSyncCount=1)), [("a", "333", 2), ("b", None, 2)])

    dataset = sync.describe_dataset(**this)["Dataset"]
    for date in ("CreationDate", "LastModifiedDate"):
        told(date, isinstance(dataset.pop(date, None), datetime))
    same(
        "described",
        dataset,
        {"IdentityId": ME, "DatasetName": SET, "LastModifiedBy": ME, "DataStorage": 4, "NumRecords": 1},
    )
    listed = sync.list_datasets(**mine)
    same("listed", (listed["Count"], [each["DatasetName"] for each in listed["Datasets"]]), (1, [SET]))
    usage = sync.describe_identity_usage(**mine)["IdentityUsage"]
    told("usage date", isinstance(usage.pop("LastModifiedDate", None), datetime))
    same("usage", usage, {"IdentityId": ME, "IdentityPoolId": POOL, "DatasetCount": 1, "DataStorage": 4})
    usage = sync.describe_identity_pool_usage(IdentityPoolId=POOL)["IdentityPoolUsage"]
    told("pool usage date", isinstance(usage.pop("LastModifiedDate", None), datetime))
    same("pool usage", usage, {"IdentityPoolId": POOL, "SyncSessionsCount": 2, "DataStorage": 4})
    pools = plain(sync.list_identity_pool_usage())
    same("pools", [each["IdentityPoolId"] for each in pools["IdentityPoolUsages"]], [POOL])
    same("pools counted", (pools["Count"], pools["MaxResults"]), (1, 60))

    same("no events", plain(sync.get_cognito_events(IdentityPoolId=POOL)), {"Events": {}})
    events = {"SyncTrigger": "arn:aws:lambda:us-east-1:123456789012:function:f"}
    same("set events", plain(sync.set_cognito_events(IdentityPoolId=POOL, Events=events)), {})
    same("events", sync.get_cognito_events(IdentityPoolId=POOL)["Events"], events)
    sync.set_cognito_events(IdentityPoolId=POOL, Events={"SyncTrigger": ""})
    same("events removed", sync.get_cognito_events(IdentityPoolId=POOL)["Events"], {})

    unset = plain(sync.get_identity_pool_configuration(IdentityPoolId=POOL))
    same("not set", unset, {"IdentityPoolId": POOL})
    push = {"ApplicationArns": [APPLICATION], "RoleArn": ROLE}
    streams = {"StreamName": "s", "RoleArn": ROLE, "StreamingStatus": "ENABLED"}
    whole = {"IdentityPoolId": POOL, "PushSync": push, "CognitoStreams": streams}
    same("set", plain(sync.set_identity_pool_configuration(**whole)), whole)
    same("got", plain(sync.get_identity_pool_configuration(IdentityPoolId=POOL)), whole)

    device = sync.register_device(**mine, Platform="GCM", Token="a token")["DeviceId"]
    told("a device", device)
    again = sync.register_device(**mine, Platform="GCM", Token="a token")["DeviceId"]
    same("the same device", again, device)
    same("subscribed", plain(sync.subscribe_to_dataset(**this, DeviceId=device)), {})
    same("unsubscribed", plain(sync.unsubscribe_from_dataset(**this, DeviceId=device)), {})

    details = plain(sync.get_bulk_publish_details(IdentityPoolId=POOL))
    same("not published", details, {"IdentityPoolId": POOL, "BulkPublishStatus": "NOT_STARTED"})
    same("published", plain(sync.bulk_publish(IdentityPoolId=POOL)), {"IdentityPoolId": POOL})
    details = sync.get_bulk_publish_details(IdentityPoolId=POOL)
    same("publishing", details["BulkPublishStatus"], "IN_PROGRESS")
    told("since", isinstance(details["BulkPublishStartTime"], datetime))

    same("deleted", sync.delete_dataset(**this)["Dataset"]["DatasetName"], SET)
    same("none is left", sync.list_datasets(**mine)["Count"], 0)
    gone = records(LastSyncCount=1)
    same("deleted after", gone["DatasetDeletedAfterRequestedSyncCount"], True)
    same("every operation was called", sorted(called), sorted(sync.meta.service_model.operation_names))


def errors():
    mine = {"IdentityPoolId": POOL, "IdentityId": ME}
    this = {**mine, "DatasetName": SET}
    lost = "Dataset does not exist"
    refused("unknown", "ResourceNotFoundException", 404, lost, sync.describe_dataset, **this)
    refused("delete unknown", "ResourceNotFoundException", 404, lost, sync.delete_dataset, **this)
    pattern = (
        "1 validation error detected. Value at '/DatasetName' failed to satisfy constraint: "
        "Member must satisfy regular expression pattern: [a-zA-Z0-9_.:-]+"
    )
    bad = {**mine, "DatasetName": "my list"}
    refused("name", "InvalidParameterException", 400, pattern, sync.describe_dataset, **bad)
    two = (
        "2 validation errors at 2 paths detected. First failure: Value at '/IdentityPoolId' failed to satisfy "
        "constraint: Member must satisfy regular expression pattern: [\\w-]+:[0-9a-f-]+; Value at '/IdentityId' "
        "failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w-]+:[0-9a-f-]+"
    )
    both = {"IdentityPoolId": "us-east-1_AbCdEf", "IdentityId": "me"}
    refused("two", "InvalidParameterException", 400, two, sync.list_datasets, **both)
    session = "SyncSessionToken not valid for these inputs"
    bad = {**this, "SyncSessionToken": "no token"}
    refused("session", "InvalidParameterException", 400, session, sync.update_records, **bad)
    full = "A dataset holds at most 1048576 bytes"
    patches = [put("a", "x" * 600_000), put("b", "x" * 600_000)]
    bad = {**this, "RecordPatches": patches, "SyncSessionToken": records()["SyncSessionToken"]}
    refused("limit", "LimitExceededException", 400, full, sync.update_records, **bad)
    same("nothing was stored", records()["DatasetExists"], False)
    missing = "The identity pool has no ApplicationArn of this platform"
    bad = {**mine, "Platform": "ADM", "Token": "t"}
    refused("platform", "InvalidConfigurationException", 400, missing, sync.register_device, **bad)
    lost = "Device does not exist"
    bad = {**this, "DeviceId": "nobody"}
    refused("subscribe", "ResourceNotFoundException", 404, lost, sync.subscribe_to_dataset, **bad)
    refused("unsubscribe", "ResourceNotFoundException", 404, lost, sync.unsubscribe_from_dataset, **bad)
    off = "Streaming is not enabled for this identity pool"
    refused("off", "InvalidParameterException", 400, off, sync.bulk_publish, IdentityPoolId=POOL)
    streams = {"StreamName": "s", "RoleArn": ROLE, "StreamingStatus": "ENABLED"}
    sync.set_identity_pool_configuration(IdentityPoolId=POOL, CognitoStreams=streams)
    sync.bulk_publish(IdentityPoolId=POOL)
    busy = "A bulk publish is in progress"
    refused("busy", "DuplicateRequestException", 400, busy, sync.bulk_publish, IdentityPoolId=POOL)
    status = ""
    for _ in range(100):
        status = sync.get_bulk_publish_details(IdentityPoolId=POOL)["BulkPublishStatus"]
        if status != "IN_PROGRESS":
            break
        time.sleep(0.1)
    same("published", status, "SUCCEEDED")
    done = "A bulk publish succeeded less than 24 hours ago"
    refused("done", "AlreadyStreamedException", 400, done, sync.bulk_publish, IdentityPoolId=POOL)


def pages(call, members, **asked):
    """All pages of an operation, and the error for a token that is none of its own."""
    found, more = [], {}
    while True:
        page = call(**asked, **more)
        found.append(page[members])
        if "NextToken" not in page:
            break
        more = {"NextToken": page["NextToken"]}
    bad = {**asked, "NextToken": "no token"}
    refused(members, "InvalidParameterException", 400, "NextToken not valid for these inputs", call, **bad)
    return found


def paging():
    mine = {"IdentityPoolId": POOL, "IdentityId": ME}
    names = [f"set-{i}" for i in range(5)]
    for name in reversed(names):
        update(put("k", "v"), of=name)
    found = pages(sync.list_datasets, "Datasets", **mine, MaxResults=2)
    found = [[each["DatasetName"] for each in page] for page in found]
    same("datasets", found, [names[:2], names[2:4], names[4:]])
    for i in range(7):
        update(put(f"key {i}", str(i)))
    found = pages(sync.list_records, "Records", **mine, DatasetName=SET, MaxResults=3)
    keys = [f"key {i}" for i in range(7)]
    same("records", [[each["Key"] for each in page] for page in found], [keys[:3], keys[3:6], keys[6:]])
    same("of all", records(MaxResults=3)["Count"], 7)
    others = [f"us-east-1:{i}" for i in range(3)]
    for pool in others:
        update(put("k", "v"), pool=pool)
    found = pages(sync.list_identity_pool_usage, "IdentityPoolUsages", MaxResults=3)
    pools = sorted([POOL, *others])
    same("pools", [[each["IdentityPoolId"] for each in page] for page in found], [pools[:3], pools[3:]])


def conflict():
    same("written", values(update(put("k", "mine"))), [("k", "mine", 1)])
    stale = {
        "IdentityPoolId": POOL,
        "IdentityId": ME,
        "DatasetName": SET,
        "SyncSessionToken": records()["SyncSessionToken"],
        "RecordPatches": [put("other", "v"), put("k", "theirs")],
    }
    said = "Current SyncCount for: k is: 1 not: 0"
    refused("stale", "ResourceConflictException", 409, said, sync.update_records, **stale)
    read = records()
    same("nothing was written", (values(read), read["DatasetSyncCount"]), ([("k", "mine", 1)], 1))
    now = read["Records"][0]["SyncCount"]
    written = update(put("other", "v"), put("k", "theirs", now))
    same("resolved", values(written), [("other", "v", 2), ("k", "theirs", 2)])
    said = "Current SyncCount for: new is: 0 not: 7"
    stale["RecordPatches"] = [put("new", "v", 7)]
    refused("ahead", "ResourceConflictException", 409, said, sync.update_records, **stale)


def unicode():
    kept = {
        "caf\u00e9": "cr\u00e8me br\u00fbl\u00e9e",
        "\u043a\u043b\u044e\u0447": "\u65e5\u672c\u8a9e",
        "e\u0301 is not \u00e9": "\u00e9",
        "\U0001f639": "\U0001f469\u200d\U0001f680",
        "a/b?c=d&e%20+~": '"\\/\b\f\n\r\t',
        "nul\u0000 and \u007f": "\u0001\u0002\u2028\u2029\ufeff",
        "\u202eright to left": "\ufffd\uffff\U0010ffff",
        "\U0001f639" * 1024: "4096 bytes, 1024 characters",
    }
    written = update(*(put(key, value) for key, value in kept.items()))
    same("echoed", {each["Key"]: each["Value"] for each in written["Records"]}, kept)
    same("read", {each["Key"]: each["Value"] for each in records()["Records"]}, kept)
    size = sum(len(key.encode()) + len(value.encode()) for key, value in kept.items())
    usage = sync.describe_dataset(IdentityPoolId=POOL, IdentityId=ME, DatasetName=SET)["Dataset"]
    same("bytes", (usage["DataStorage"], usage["NumRecords"]), (size, len(kept)))
    said = "Current SyncCount for: caf\u00e9 is: 1 not: 0"
    try:
        update(put("caf\u00e9", ""))
        same("conflict", "no error", said)
    except sync.exceptions.ResourceConflictException as error:
        same("conflict", error.response["Error"]["Message"], said)
    long = (
        "1 validation error detected. Value with length 1025 at '/RecordPatches/0/Key' failed to satisfy "
        "constraint: Member must have length between 1 and 1024, inclusive"
    )
    try:
        update(put("\U0001f639" * 1025, ""))
        same("too long", "no error", long)
    except sync.exceptions.InvalidParameterException as error:
        same("too long", error.response["Error"]["Message"], long)


def large():
    value = "".join(chr(ord("a") + i % 26) for i in range(1_048_575))
    written = update(put("k", value))
    told("echoed", written["Records"][0]["Value"] == value)
    told("read", records()["Records"][0]["Value"] == value)
    usage = sync.describe_dataset(IdentityPoolId=POOL, IdentityId=ME, DatasetName=SET)["Dataset"]
    same("storage", usage["DataStorage"], 1_048_576)
    this = {"IdentityPoolId": POOL, "IdentityId": ME, "DatasetName": SET}
    token = records(LastSyncCount=1)["SyncSessionToken"]
    bad = {**this, "SyncSessionToken": token, "RecordPatches": [put("l", "")]}
    full = "A dataset holds at most 1048576 bytes"
    refused("a byte more", "LimitExceededException", 400, full, sync.update_records, **bad)
    long = (
        "1 validation error detected. Value with length 1048576 at '/RecordPatches/0/Value' failed to satisfy "
        "constraint: Member must have length less than or equal to 1048575"
    )
    bad["RecordPatches"] = [put("k", value + "x", 1)]
    refused("too long", "InvalidParameterException", 400, long, sync.update_records, **bad)
    told("as it was", records()["Records"][0]["Value"] == value)


def timestamps():
    """botocore sends whole seconds, and reads every digit."""
    def utc(*parts):
        return datetime(*parts, tzinfo=timezone.utc)

    dates = {
        "2014": utc(2014, 10, 10, 20, 47, 37),
        "1970": utc(1970, 1, 1),
        "1969": utc(1969, 12, 31, 23, 59, 59),
        "9999": utc(9999, 12, 31, 23, 59, 59),
    }
    fraction = timedelta(microseconds=151_999)
    begin = datetime.now(timezone.utc)
    written = update(
        *(put(key, "v", DeviceLastModifiedDate=at + fraction) for key, at in dates.items()), put("none", "v")
    )
    end = datetime.now(timezone.utc)
    for reply in (written, records()):
        by_key = {each["Key"]: each for each in reply["Records"]}
        found = {key: each.get("DeviceLastModifiedDate") for key, each in by_key.items()}
        same("dates", found, {**dates, "none": None})
        for each in by_key.values():
            at = each["LastModifiedDate"]
            slack = timedelta(milliseconds=2)
            told(f"{begin} <= {at} <= {end}", begin - slack <= at <= end + slack)
    time.sleep(0.01)
    update(put("2014", "w", 1))
    dataset = sync.describe_dataset(IdentityPoolId=POOL, IdentityId=ME, DatasetName=SET)["Dataset"]
    same("created", dataset["CreationDate"], written["Records"][0]["LastModifiedDate"])
    told("then modified", dataset["CreationDate"] < dataset["LastModifiedDate"])


def throttling():
    said = "More requests than --throttle allows in a second"
    mine = {"IdentityPoolId": POOL, "IdentityId": ME}
    refused("at once", "TooManyRequestsException", 429, said, sync.list_datasets, **mine)
    patient = client(attempts=3)
    error = refused("after three", "TooManyRequestsException", 429, said, patient.list_datasets, **mine)
    same("repeated", error.response["ResponseMetadata"]["RetryAttempts"], 2)


def signatures():
    operations()
    mine = {"IdentityPoolId": POOL, "IdentityId": ME}
    session = {"aws_access_key_id": "ASIASESSION", "aws_secret_access_key": "of-a-session"}
    with_token = client(**session, aws_session_token="a+session/token==")
    same("a session", with_token.list_datasets(**mine)["Count"], 0)

    def asking(**keys):
        return client(**keys).list_datasets

    wrong = "The signature is not that of this request by this key"
    bad = asking(aws_access_key_id="AKIDEXAMPLE", aws_secret_access_key="another")
    refused("wrong secret", "InvalidSignatureException", 403, wrong, bad, **mine)
    unknown = "The access key or the session token is not known here"
    bad = asking(aws_access_key_id="AKIDNOBODY", aws_secret_access_key="another")
    refused("unknown key", "UnrecognizedClientException", 403, unknown, bad, **mine)
    bad = asking(**session)
    refused("no token", "UnrecognizedClientException", 403, unknown, bad, **mine)
    bad = asking(**session, aws_session_token="another")
    refused("wrong token", "UnrecognizedClientException", 403, unknown, bad, **mine)
    old = "The access key has expired"
    bad = asking(aws_access_key_id="AKIDEXPIRED", aws_secret_access_key="of-yesterday")
    refused("expired", "ExpiredTokenException", 403, old, bad, **mine)


SUBJECTS = [operations, errors, paging, conflict, unicode, large, timestamps, throttling, signatures]

if __name__ == "__main__":
    chosen = [each for each in SUBJECTS if sys.argv[1:] == [each.__name__]]
    if not chosen:
        sys.exit("the subjects are " + ", ".join(each.__name__ for each in SUBJECTS))
    chosen[0]()
    sys.exit(1 if differences else 0)
