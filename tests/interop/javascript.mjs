// SPDX-License-Identifier: BSL-1.0
//
// What the AWS SDK for JavaScript sees of sync-server, one subject a run. with_server.sh starts the server
// and sets the environment.
//
// Values, not only types, are compared; a difference is printed, and the exit status is 1 if there was one.
import { isDeepStrictEqual, inspect } from "node:util";
import { setTimeout as pause } from "node:timers/promises";
import * as sdk from "@aws-sdk/client-cognito-sync";

const POOL = "us-east-1:0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0";
const ME = "us-east-1:aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee";
const SET = "ns:my.list-1_2";
const ROLE = "arn:aws:iam::123456789012:role/a-role";
const APPLICATION = "arn:aws:sns:us-east-1:123456789012:app/GCM/my_app";
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const mine = { IdentityPoolId: POOL, IdentityId: ME };
const of = { ...mine, DatasetName: SET };
const pool = { IdentityPoolId: POOL };

let differences = 0;
const called = new Set();

const client = (settings = {}) =>
    new sdk.CognitoSyncClient({ endpoint: process.env.ENDPOINT, maxAttempts: 1, ...settings });
const sync = client();

/** Calls an operation by its name. The reply is without what the SDK adds, and dates are text. */
async function ask(operation, asked = {}, by = sync) {
    called.add(operation);
    const { $metadata, ...reply } = await by.send(new sdk[`${operation}Command`](asked));
    same(`${operation}: status`, $metadata.httpStatusCode, 200);
    told(`${operation}: request id`, UUID.test($metadata.requestId));
    return JSON.parse(JSON.stringify(reply));
}

/** The same, dates left as they are. */
const askRaw = (operation, asked, by = sync) => by.send(new sdk[`${operation}Command`](asked));

function same(what, got, expected) {
    if (isDeepStrictEqual(got, expected)) return;
    ++differences;
    const shown = (value) => inspect(value, { depth: 9, maxStringLength: 500 });
    console.log(`DIFFERENT ${what}\n  expected ${shown(expected)}\n  got      ${shown(got)}`);
}

const told = (what, got) => same(what, Boolean(got), true);

/** An error by its name, its status and its message; of the model's class where it has one. */
async function refused(what, name, status, message, operation, asked, by = sync) {
    try {
        await askRaw(operation, asked, by);
    } catch (error) {
        same(`${what}: name`, error.name, name);
        same(`${what}: status`, error.$metadata?.httpStatusCode, status);
        same(`${what}: message`, error.message, message);
        same(`${what}: fault`, error.$fault, "client");
        told(`${what}: request id`, UUID.test(error.$metadata?.requestId));
        same(`${what}: class`, error.constructor.name, sdk[name] ? name : "CognitoSyncServiceException");
        return error;
    }
    same(what, "no error", name);
}

const records = (asked = {}) => ask("ListRecords", { ...of, ...asked });

/** Writes under a fresh session. */
async function update(patches, asked = {}) {
    const to = { ...of, ...asked };
    const { DeviceId, ClientContext, ...where } = to;
    const { SyncSessionToken } = await ask("ListRecords", { ...where, MaxResults: 1 });
    return ask("UpdateRecords", { ...to, SyncSessionToken, RecordPatches: patches });
}

const put = (Key, Value, SyncCount = 0, more = {}) => ({ Op: "replace", Key, Value, SyncCount, ...more });
const values = (reply) => reply.Records.map(({ Key, Value, SyncCount }) => [Key, Value, SyncCount]);
const without = (object, ...names) =>
    Object.fromEntries(Object.entries(object).filter(([key]) => !names.includes(key)));

// ---- Subjects

async function operations() {
    same("no datasets", await ask("ListDatasets", mine), { Datasets: [], Count: 0 });
    const { SyncSessionToken, ...before } = await records();
    told("a session token", SyncSessionToken);
    same("no records", before, {
        Records: [],
        Count: 0,
        DatasetSyncCount: 0,
        DatasetExists: false,
        DatasetDeletedAfterRequestedSyncCount: false,
        MergedDatasetNames: [],
    });
    const first = [put("a", "1"), put("b", "22")];
    let written = await ask("UpdateRecords", {
        ...of,
        SyncSessionToken,
        DeviceId: "my-device",
        ClientContext: '{"app":"test"}',
        RecordPatches: first,
    });
    same("written", values(written), [["a", "1", 1], ["b", "22", 1]]);
    same("by", written.Records.map((each) => each.LastModifiedBy), ["my-device", "my-device"]);
    written = await update([put("a", "333", 1), { Op: "remove", Key: "b", SyncCount: 1 }]);
    const now = [["a", "333", 2], ["b", undefined, 2]];
    same("written again", values(written), now);
    const read = await records();
    same("read", values(read), now);
    const { Count, DatasetSyncCount, DatasetExists, LastModifiedBy } = read;
    same("count", [Count, DatasetSyncCount, DatasetExists, LastModifiedBy], [2, 2, true, ME]);
    same("since the last count", (await records({ LastSyncCount: 2 })).Records, []);
    same("since the one before", values(await records({ LastSyncCount: 1 })), now);

    const { Dataset } = await ask("DescribeDataset", of);
    told("dates", !isNaN(Date.parse(Dataset.CreationDate)) && !isNaN(Date.parse(Dataset.LastModifiedDate)));
    same("described", without(Dataset, "CreationDate", "LastModifiedDate"), {
        IdentityId: ME,
        DatasetName: SET,
        LastModifiedBy: ME,
        DataStorage: 4,
        NumRecords: 1,
    });
    const listed = await ask("ListDatasets", mine);
    same("listed", [listed.Count, listed.Datasets.map((each) => each.DatasetName)], [1, [SET]]);
    const { IdentityUsage } = await ask("DescribeIdentityUsage", mine);
    same("usage", without(IdentityUsage, "LastModifiedDate"), { ...mine, DatasetCount: 1, DataStorage: 4 });
    const { IdentityPoolUsage } = await ask("DescribeIdentityPoolUsage", pool);
    const used = { ...pool, SyncSessionsCount: 2, DataStorage: 4 };
    same("pool usage", without(IdentityPoolUsage, "LastModifiedDate"), used);
    const pools = await ask("ListIdentityPoolUsage");
    same("pools", [pools.Count, pools.MaxResults, pools.IdentityPoolUsages], [1, 60, [IdentityPoolUsage]]);

    same("no events", await ask("GetCognitoEvents", pool), { Events: {} });
    const Events = { SyncTrigger: "arn:aws:lambda:us-east-1:123456789012:function:f" };
    same("set events", await ask("SetCognitoEvents", { ...pool, Events }), {});
    same("events", await ask("GetCognitoEvents", pool), { Events });
    await ask("SetCognitoEvents", { ...pool, Events: { SyncTrigger: "" } });
    same("events removed", await ask("GetCognitoEvents", pool), { Events: {} });

    same("not set", await ask("GetIdentityPoolConfiguration", pool), pool);
    const PushSync = { ApplicationArns: [APPLICATION], RoleArn: ROLE };
    const CognitoStreams = { StreamName: "s", RoleArn: ROLE, StreamingStatus: "ENABLED" };
    const whole = { ...pool, PushSync, CognitoStreams };
    same("set", await ask("SetIdentityPoolConfiguration", whole), whole);
    same("got", await ask("GetIdentityPoolConfiguration", pool), whole);

    const token = { ...mine, Platform: "GCM", Token: "a token" };
    const { DeviceId } = await ask("RegisterDevice", token);
    told("a device", DeviceId);
    same("the same device", await ask("RegisterDevice", token), { DeviceId });
    same("subscribed", await ask("SubscribeToDataset", { ...of, DeviceId }), {});
    same("unsubscribed", await ask("UnsubscribeFromDataset", { ...of, DeviceId }), {});

    const none = { ...pool, BulkPublishStatus: "NOT_STARTED" };
    same("not published", await ask("GetBulkPublishDetails", pool), none);
    same("published", await ask("BulkPublish", pool), pool);
    const details = await ask("GetBulkPublishDetails", pool);
    same("publishing", details.BulkPublishStatus, "IN_PROGRESS");
    told("since", Date.parse(details.BulkPublishStartTime) > 0);

    same("deleted", (await ask("DeleteDataset", of)).Dataset.DatasetName, SET);
    same("none is left", (await ask("ListDatasets", mine)).Count, 0);
    same("deleted after", (await records({ LastSyncCount: 1 })).DatasetDeletedAfterRequestedSyncCount, true);
    const all = Object.keys(sdk).filter((name) => /Command$/.test(name) && name[0] !== "$");
    same("every operation was called", [...called].map((name) => `${name}Command`).sort(), all.sort());
}

async function errors() {
    const lost = "Dataset does not exist";
    await refused("unknown", "ResourceNotFoundException", 404, lost, "DescribeDataset", of);
    await refused("delete unknown", "ResourceNotFoundException", 404, lost, "DeleteDataset", of);
    const pattern =
        "1 validation error detected. Value at '/DatasetName' failed to satisfy constraint: " +
        "Member must satisfy regular expression pattern: [a-zA-Z0-9_.:-]+";
    const name = { ...mine, DatasetName: "my list" };
    await refused("name", "InvalidParameterException", 400, pattern, "DescribeDataset", name);
    const two =
        "2 validation errors at 2 paths detected. First failure: Value at '/IdentityPoolId' failed to satisfy " +
        "constraint: Member must satisfy regular expression pattern: [\\w-]+:[0-9a-f-]+; Value at '/IdentityId' " +
        "failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w-]+:[0-9a-f-]+";
    const both = { IdentityPoolId: "us-east-1_AbCdEf", IdentityId: "me" };
    await refused("two", "InvalidParameterException", 400, two, "ListDatasets", both);
    const session = "SyncSessionToken not valid for these inputs";
    const bad = { ...of, SyncSessionToken: "no token" };
    await refused("session", "InvalidParameterException", 400, session, "UpdateRecords", bad);
    const full = "A dataset holds at most 1048576 bytes";
    const { SyncSessionToken } = await records();
    const RecordPatches = [put("a", "x".repeat(600_000)), put("b", "x".repeat(600_000))];
    const large = { ...of, SyncSessionToken, RecordPatches };
    await refused("limit", "LimitExceededException", 400, full, "UpdateRecords", large);
    same("nothing was stored", (await records()).DatasetExists, false);
    const missing = "The identity pool has no ApplicationArn of this platform";
    const device = { ...mine, Platform: "ADM", Token: "t" };
    await refused("platform", "InvalidConfigurationException", 400, missing, "RegisterDevice", device);
    const nobody = { ...of, DeviceId: "nobody" };
    const stranger = "Device does not exist";
    await refused("subscribe", "ResourceNotFoundException", 404, stranger, "SubscribeToDataset", nobody);
    const leave = "UnsubscribeFromDataset";
    await refused("unsubscribe", "ResourceNotFoundException", 404, stranger, leave, nobody);
    const off = "Streaming is not enabled for this identity pool";
    await refused("off", "InvalidParameterException", 400, off, "BulkPublish", pool);
    const CognitoStreams = { StreamName: "s", RoleArn: ROLE, StreamingStatus: "ENABLED" };
    await ask("SetIdentityPoolConfiguration", { ...pool, CognitoStreams });
    await ask("BulkPublish", pool);
    const busy = "A bulk publish is in progress";
    await refused("busy", "DuplicateRequestException", 400, busy, "BulkPublish", pool);
    let status = "";
    for (let i = 0; i < 100; ++i) {
        status = (await ask("GetBulkPublishDetails", pool)).BulkPublishStatus;
        if (status !== "IN_PROGRESS") break;
        await pause(100);
    }
    same("published", status, "SUCCEEDED");
    const done = "A bulk publish succeeded less than 24 hours ago";
    await refused("done", "AlreadyStreamedException", 400, done, "BulkPublish", pool);
}

/** All pages of an operation, and the error for a token that is none of its own. */
async function pages(operation, members, asked) {
    const found = [];
    let NextToken;
    do {
        const page = await ask(operation, { ...asked, NextToken });
        found.push(page[members]);
        ({ NextToken } = page);
    } while (NextToken !== undefined);
    const message = "NextToken not valid for these inputs";
    const bad = { ...asked, NextToken: "no token" };
    await refused(members, "InvalidParameterException", 400, message, operation, bad);
    return found;
}

const chunks = (all, size) => (all.length ? [all.slice(0, size), ...chunks(all.slice(size), size)] : []);

async function paging() {
    const names = [0, 1, 2, 3, 4].map((i) => `set-${i}`);
    for (const DatasetName of [...names].reverse()) await update([put("k", "v")], { DatasetName });
    let found = await pages("ListDatasets", "Datasets", { ...mine, MaxResults: 2 });
    same("datasets", found.map((page) => page.map((each) => each.DatasetName)), chunks(names, 2));
    const keys = [0, 1, 2, 3, 4, 5, 6].map((i) => `key ${i}`);
    for (const key of keys) await update([put(key, "v")]);
    found = await pages("ListRecords", "Records", { ...of, MaxResults: 3 });
    same("records", found.map((page) => page.map((each) => each.Key)), chunks(keys, 3));
    same("of all", (await records({ MaxResults: 3 })).Count, 7);
    const others = [0, 1, 2].map((i) => `us-east-1:${i}`);
    for (const IdentityPoolId of others) await update([put("k", "v")], { IdentityPoolId });
    found = await pages("ListIdentityPoolUsage", "IdentityPoolUsages", { MaxResults: 3 });
    const pools = [POOL, ...others].sort();
    same("pools", found.map((page) => page.map((each) => each.IdentityPoolId)), chunks(pools, 3));
}

async function conflict() {
    same("written", values(await update([put("k", "mine")])), [["k", "mine", 1]]);
    const { SyncSessionToken } = await records();
    const stale = { ...of, SyncSessionToken, RecordPatches: [put("other", "v"), put("k", "theirs")] };
    const said = "Current SyncCount for: k is: 1 not: 0";
    await refused("stale", "ResourceConflictException", 409, said, "UpdateRecords", stale);
    const read = await records();
    same("nothing was written", [values(read), read.DatasetSyncCount], [[["k", "mine", 1]], 1]);
    const now = read.Records[0].SyncCount;
    const resolved = await update([put("other", "v"), put("k", "theirs", now)]);
    same("resolved", values(resolved), [["other", "v", 2], ["k", "theirs", 2]]);
    const ahead = { ...stale, RecordPatches: [put("new", "v", 7)] };
    const never = "Current SyncCount for: new is: 0 not: 7";
    await refused("ahead", "ResourceConflictException", 409, never, "UpdateRecords", ahead);
}

async function unicode() {
    const kept = {
        "caf\u00e9": "cr\u00e8me br\u00fbl\u00e9e",
        "\u043a\u043b\u044e\u0447": "\u65e5\u672c\u8a9e",
        "e\u0301 is not \u00e9": "\u00e9",
        "\u{1f639}": "\u{1f469}\u200d\u{1f680}",
        "a/b?c=d&e%20+~": "\"\\/\b\f\n\r\t",
        "nul\u0000 and \u007f": "\u0001\u0002\u2028\u2029\ufeff",
        "\u202eright to left": "\ufffd\uffff\u{10ffff}",
        ["\u{1f639}".repeat(1024)]: "4096 bytes, 1024 characters",
    };
    const all = (reply) => Object.fromEntries(reply.Records.map((each) => [each.Key, each.Value]));
    same("echoed", all(await update(Object.entries(kept).map(([key, value]) => put(key, value)))), kept);
    same("read", all(await records()), kept);
    const size = Buffer.byteLength(Object.entries(kept).flat().join(""));
    const { Dataset } = await ask("DescribeDataset", of);
    same("bytes", [Dataset.DataStorage, Dataset.NumRecords], [size, Object.keys(kept).length]);
    const { SyncSessionToken } = await records();
    const stale = { ...of, SyncSessionToken, RecordPatches: [put("caf\u00e9", "")] };
    const said = "Current SyncCount for: caf\u00e9 is: 1 not: 0";
    await refused("conflict", "ResourceConflictException", 409, said, "UpdateRecords", stale);
    const long =
        "1 validation error detected. Value with length 1025 at '/RecordPatches/0/Key' failed to satisfy " +
        "constraint: Member must have length between 1 and 1024, inclusive";
    const more = { ...stale, RecordPatches: [put("\u{1f639}".repeat(1025), "")] };
    await refused("too long", "InvalidParameterException", 400, long, "UpdateRecords", more);
}

async function large() {
    const value = "abcdefghijklmnopqrstuvwxyz".repeat(40_330).slice(0, 1_048_575);
    told("as large as can be", value.length === 1_048_575);
    told("echoed", (await update([put("k", value)])).Records[0].Value === value);
    told("read", (await records()).Records[0].Value === value);
    same("storage", (await ask("DescribeDataset", of)).Dataset.DataStorage, 1_048_576);
    const { SyncSessionToken } = await records({ LastSyncCount: 1 });
    const bad = { ...of, SyncSessionToken, RecordPatches: [put("l", "")] };
    const full = "A dataset holds at most 1048576 bytes";
    await refused("a byte more", "LimitExceededException", 400, full, "UpdateRecords", bad);
    const long =
        "1 validation error detected. Value with length 1048576 at '/RecordPatches/0/Value' failed to satisfy " +
        "constraint: Member must have length less than or equal to 1048575";
    bad.RecordPatches = [put("k", `${value}x`, 1)];
    await refused("too long", "InvalidParameterException", 400, long, "UpdateRecords", bad);
    told("as it was", (await records()).Records[0].Value === value);
}

/** This SDK sends whole seconds, rounded, and reads milliseconds. */
async function timestamps() {
    const dates = {
        2014: new Date("2014-10-10T20:47:37Z"),
        1970: new Date(0),
        1969: new Date(-1000),
        9999: new Date("9999-12-31T23:59:59Z"),
    };
    const { SyncSessionToken } = await records();
    const begin = Date.now();
    const patches = Object.entries(dates).map(([key, at]) =>
        put(key, "v", 0, { DeviceLastModifiedDate: new Date(at.getTime() + 151) }),
    );
    const asked = { ...of, SyncSessionToken, RecordPatches: [...patches, put("none", "v")] };
    const written = await askRaw("UpdateRecords", asked);
    const end = Date.now();
    for (const reply of [written, await askRaw("ListRecords", of)]) {
        const by = Object.fromEntries(reply.Records.map((each) => [each.Key, each.DeviceLastModifiedDate]));
        same("dates", by, { ...dates, none: undefined });
        for (const { LastModifiedDate: at } of reply.Records)
            told(`${begin} <= ${at?.getTime()} <= ${end}`, begin - 2 <= at && at <= end + 2);
    }
    await pause(10);
    await update([put("2014", "w", 1)]);
    const { Dataset } = await askRaw("DescribeDataset", of);
    same("created", Dataset.CreationDate, written.Records[0].LastModifiedDate);
    told("then modified", Dataset.CreationDate < Dataset.LastModifiedDate);
}

async function throttling() {
    const said = "More requests than --throttle allows in a second";
    await refused("at once", "TooManyRequestsException", 429, said, "ListDatasets", mine);
    const patient = client({ maxAttempts: 3 });
    const name = "TooManyRequestsException";
    const error = await refused("after three", name, 429, said, "ListDatasets", mine, patient);
    same("attempts", error?.$metadata.attempts, 3);
}

async function signatures() {
    await operations();
    const by = (accessKeyId, secretAccessKey, sessionToken) =>
        client({ credentials: { accessKeyId, secretAccessKey, sessionToken } });
    const session = by("ASIASESSION", "of-a-session", "a+session/token==");
    same("a session", (await ask("ListDatasets", mine, session)).Count, 0);
    const check = (what, name, message, key) => refused(what, name, 403, message, "ListDatasets", mine, key);
    const wrong = "The signature is not that of this request by this key";
    await check("wrong secret", "InvalidSignatureException", wrong, by("AKIDEXAMPLE", "another"));
    const unknown = "The access key or the session token is not known here";
    await check("unknown key", "UnrecognizedClientException", unknown, by("AKIDNOBODY", "another"));
    await check("no token", "UnrecognizedClientException", unknown, by("ASIASESSION", "of-a-session"));
    const another = by("ASIASESSION", "of-a-session", "another");
    await check("wrong token", "UnrecognizedClientException", unknown, another);
    const old = "The access key has expired";
    await check("expired", "ExpiredTokenException", old, by("AKIDEXPIRED", "of-yesterday"));
}

const subjects = { operations, errors, paging, conflict, unicode, large, timestamps, throttling, signatures };
const chosen = new Map(Object.entries(subjects)).get(process.argv[2]);
if (!chosen) {
    console.log(`the subjects are ${Object.keys(subjects).join(", ")}`);
    process.exit(1);
}
await chosen();
process.exit(differences ? 1 : 0);
