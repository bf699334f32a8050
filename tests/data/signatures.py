# SPDX-License-Identifier: BSL-1.0
#
# Makes signatures.json, the golden vectors of tests/live/sign.cpp, with the Signature Version 4 of botocore
# (1.43.11; 1.29.27 makes the same): nothing here computes a signature itself. Not run by the build.
#
#     python3 tests/data/signatures.py > tests/data/signatures.json
#
# `target` is what crosses the wire. Where the query on the wire is not how an SDK would write it, `query` has
# it decoded, which is what the service signs.
import json
import sys
from urllib.parse import quote

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

HOST = "cognito-sync.us-east-1.amazonaws.com"
POOL = "us-east-1%3A0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"
ME = "us-east-1%3Aaaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"
DATASETS = f"/identitypools/{POOL}/identities/{ME}/datasets"
KEY = ("AKIDEXAMPLE", "an/example+of a secret~key", None)
SESSION = ("ASIAEXAMPLE", "short/secret+", "FQoGZXIvYXdzEXAMPLE//////////token==")
JSON = ("Content-Type", "application/json")


def vector(name, method, path, query=(), raw_query=None, headers=(), body="", key=KEY, host=HOST,
           region="us-east-1", service="cognito-sync", date="20141010T204737Z"):
    wire = raw_query if raw_query is not None else "&".join(
        quote(k, safe="-_.~") + "=" + quote(v, safe="-_.~") for k, v in query)
    request = AWSRequest(method=method, url="https://" + host + path, data=body.encode(), params=list(query))
    for header, value in headers:
        request.headers.add_header(header, value)
    request.context["timestamp"] = date
    signer = SigV4Auth(Credentials(*key), service, region)
    signer._modify_request_before_signing(request)
    canonical = signer.canonical_request(request)
    text = signer.string_to_sign(request, canonical)
    signer._inject_signature_to_request(request, signer.signature(text, request))
    return {
        "name": name, "method": method, "target": path + ("?" + wire if wire else ""), "host": host,
        "headers": [list(each) for each in headers], "body": body, "access_key": key[0], "secret_key": key[1],
        "session_token": key[2], "region": region, "service": service, "date": date,
        "canonical_request": canonical, "string_to_sign": text,
        "authorization": request.headers["Authorization"],
    }


VECTORS = [
    vector("a GET with escaped ids", "GET", DATASETS),
    vector("a GET with a query in the order of the wire", "GET", DATASETS,
           [("nextToken", "abc"), ("maxResults", "10")]),
    vector("a DELETE", "DELETE", DATASETS + "/my_list.v1-a"),
    vector("a POST without a body", "POST", f"/identitypools/{POOL}/bulkpublish"),
    vector("a POST with a body", "POST", DATASETS + "/my_list", headers=[JSON],
           body='{"RecordPatches":[{"Op":"replace","Key":"k","Value":"v","SyncCount":0}],"SyncSessionToken":"t"}'),
    vector("a body of no ASCII", "POST", DATASETS + "/my_list", headers=[JSON],
           body='{"RecordPatches":[{"Op":"replace","Key":"ключ","Value":"\U0001f600","SyncCount":1}]}'),
    vector("raw colons in the path", "GET",
           "/identitypools/us-east-1:0f1e2d3c/identities/us-east-1:aaaaaaaa/datasets/a:b"),
    vector("escapes in lower case in the path", "GET", "/identitypools/us-east-1%3a0f1e2d3c"),
    vector("unreserved and other marks in the path", "GET", "/identitypools/a~b-c_d.e*f+g'h(i)j%2Fk%20l%C3%A9"),
    vector("the root", "POST", "/", headers=[JSON, ("X-Amz-Target", "AWSCognitoSyncService.ListDatasets")],
           body="{}"),
    vector("a slash at the end", "GET", "/identitypools/"),
    vector("text of all kinds in the query", "GET", DATASETS + "/my_list/records",
           [("syncSessionToken", "a+b/c== ~*'"), ("nextToken", "\u00fcber \U0001f600 & = ?"),
            ("lastSyncCount", "0")]),
    vector("empty values in the query", "GET", DATASETS, [("nextToken", ""), ("maxResults", "")]),
    vector("keys without a value in the query", "GET", DATASETS, [("nextToken", ""), ("maxResults", "1")],
           raw_query="nextToken&maxResults=1"),
    vector("a key that stands there twice", "GET", DATASETS,
           [("b", "2"), ("a", "z"), ("b", "10"), ("a", "B"), ("a-", "1"), ("A", "1")]),
    vector("marks that no SDK leaves raw in the query", "GET", DATASETS, [("nextToken", "a+b*c:d/e@f")],
           raw_query="nextToken=a+b*c:d/e@f"),
    vector("escapes that no SDK makes in the query", "GET", DATASETS, [("nextToken", "a/b~")],
           raw_query="nextToken=%61%2fb%7e"),
    vector("a session token", "GET", DATASETS, key=SESSION),
    vector("a session token and a body", "POST", DATASETS + "/x", headers=[JSON], body="{}", key=SESSION),
    vector("a header with blanks", "POST", DATASETS + "/my_list",
           headers=[JSON, ("x-amz-Client-Context", "  a  b\t\tc   d ")], body="{}"),
    vector("an empty header", "POST", DATASETS + "/my_list", headers=[JSON, ("x-amz-Client-Context", "")],
           body="{}"),
    vector("a repeated header", "POST", DATASETS + "/my_list",
           headers=[JSON, ("x-amz-Client-Context", "one"), ("X-AMZ-CLIENT-CONTEXT", " two  three ")], body="{}"),
    vector("a header of no ASCII", "POST", DATASETS + "/my_list",
           headers=[JSON, ("x-amz-Client-Context", "gerät ключ")], body="{}"),
    vector("headers that proxies change", "GET", DATASETS,
           headers=[("User-Agent", "me"), ("Expect", "100-continue"), ("X-Amzn-Trace-Id", "Root=1")]),
    vector("the digest of the body in a header", "POST", DATASETS + "/x",
           headers=[JSON, ("X-Amz-Content-Sha256",
                           "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a")], body="{}"),
    vector("a host with a port", "GET", DATASETS, host="127.0.0.1:8080"),
    vector("another region, service, day", "GET", DATASETS, region="eu-west-1", service="cognito-identity",
           date="20240229T000000Z"),
]

json.dump({"vectors": VECTORS}, sys.stdout, indent=1)
sys.stdout.write("\n")
