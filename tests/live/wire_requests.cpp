// SPDX-License-Identifier: BSL-1.0
//
// What wire prints for requests, to the byte.
#include "live/wire_program.hpp"

using example::crlf;
using example::expect;
using example::wire_with;

TEST_CASE("a request in the REST form: what each member is and where it came from", "[live][wire]") {
    expect(
        wire_with(
            {},
            crlf(
                R"(GET /identitypools/us-east-1%3A0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0/identities/us-east-1%3Aaaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee/datasets?maxResults=10&page=2 HTTP/1.1
Host: cognito-sync.us-east-1.amazonaws.com

)")),
        0, R"(request    REST form, GET
operation  ListDatasets
members
  path    /IdentityPoolId = "us-east-1:0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"
  path    /IdentityId = "us-east-1:aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"
  query   /MaxResults = 10
  passed over: the query key "page"
a server takes it
)");
}

TEST_CASE("a request with members in path, header and body, and members that nobody reads", "[live][wire]") {
    expect(wire_with({}, crlf(R"(POST /identitypools/a:0/identities/b:1/datasets/my_list HTTP/1.1
Content-Type: application/json
x-amz-Client-Context: {"app":"x"}
Content-Length: 235

{"SyncSessionToken":"dG9rZW4=","IdentityId":"b:2","recordPatches":[],"RecordPatches":[{"Op":"replace","Key":"café \u0007","Value":"\"1\"","SyncCount":3,"DeviceLastModifiedDate":1412974057.151},{"Op":"remove","Key":"k","SyncCount":0}]})")),
           0, R"(request    REST form, POST
operation  UpdateRecords
members
  path    /IdentityPoolId = "a:0"
  path    /IdentityId = "b:1"
  path    /DatasetName = "my_list"
  body    /RecordPatches/0/Op = replace
  body    /RecordPatches/0/Key = "café \x07"
  body    /RecordPatches/0/Value = "\"1\""
  body    /RecordPatches/0/SyncCount = 3
  body    /RecordPatches/0/DeviceLastModifiedDate = 1412974057.151 (2014-10-10T20:47:37.151Z)
  body    /RecordPatches/1/Op = remove
  body    /RecordPatches/1/Key = "k"
  body    /RecordPatches/1/SyncCount = 0
  body    /SyncSessionToken = "dG9rZW4="
  header  /ClientContext = "{\"app\":\"x\"}"
  passed over: the member "IdentityId" of the body, which travels elsewhere
  passed over: the member "recordPatches" of the body
a server takes it
)");
}

TEST_CASE("a request in the RPC form, pasted without a version, carriage returns and a length",
          "[live][wire]") {
    expect(wire_with({}, R"(POST /
X-Amz-Target: com.amazonaws.cognito.sync.model.AWSCognitoSyncService.ListDatasets
Content-Type: application/x-amz-json-1.1

{"IdentityPoolId":"a:0","IdentityId":"b:1","MaxResults":"3","Input":1}
)"),
           0, R"(accepted   the request line has no HTTP version
accepted   lines end in a line feed alone
accepted   there is no Content-Length: all that follows the headers is the body
request    RPC form, POST
operation  ListDatasets
members
  body    /IdentityPoolId = "a:0"
  body    /IdentityId = "b:1"
  body    /MaxResults = 3
  passed over: the member "Input" of the body
a server takes it
)");
}

TEST_CASE("a trace is read without its marks, up to the reply", "[live][wire]") {
    expect(wire_with({}, crlf(R"(> GET /identitypools/a:0/identities/b:1/datasets/d HTTP/1.1
> Host: localhost
>
< HTTP/1.1 404 Not Found
)")),
           0, R"(accepted   the marks of a trace; bytes are counted without them
request    REST form, GET
operation  DescribeDataset
members
  path    /IdentityPoolId = "a:0"
  path    /IdentityId = "b:1"
  path    /DatasetName = "d"
a server takes it
)");
}

TEST_CASE("members that nobody reads are told of a refused request too", "[live][wire]") {
    expect(wire_with({}, crlf(R"(GET /identitypools?maxResults=0&maxresults=5 HTTP/1.1

)")),
           1, R"(request    REST form, GET
operation  ListIdentityPoolUsage
a server answers 400 InvalidParameterException
           1 validation error detected. Value at '/MaxResults' failed to satisfy constraint: Member must be greater than or equal to 1
  1. Value at '/MaxResults' failed to satisfy constraint: Member must be greater than or equal to 1
     | GET /identitypools?maxResults=0&maxresults=5 HTTP/1.1
     |                               ^ byte 30 of the message
  passed over: the query key "maxresults"
)");
}

TEST_CASE("broken constraints: the server's sentence, what is wrong, and the bytes", "[live][wire]") {
    expect(
        wire_with(
            {},
            crlf(
                R"(GET /identitypools/us-east-1_AbCdEf/identities/us-east-1%3AAAAA%2D/datasets?nextToken=t&maxResults=0 HTTP/1.1

)")),
        1, R"(request    REST form, GET
operation  ListDatasets
a server answers 400 InvalidParameterException
           3 validation errors at 3 paths detected. First failure: Value at '/IdentityPoolId' failed to satisfy constraint: Member must satisfy regular expression pattern: [\w-]+:[0-9a-f-]+; Value at '/IdentityId' failed to satisfy constraint: Member must satisfy regular expression pattern: [\w-]+:[0-9a-f-]+; Value at '/MaxResults' failed to satisfy constraint: Member must be greater than or equal to 1
  1. Value at '/IdentityPoolId' failed to satisfy constraint: Member must satisfy regular expression pattern: [\w-]+:[0-9a-f-]+
     it ends too early for the pattern [\w-]+:[0-9a-f-]+; it looks like the id of a user pool, but ids of identity pools and identities have a colon after the region
     | GET /identitypools/us-east-1_AbCdEf/identities/us-east-1%3A...
     |                                    ^ byte 35 of the message
  2. Value at '/IdentityId' failed to satisfy constraint: Member must satisfy regular expression pattern: [\w-]+:[0-9a-f-]+
     'A' at offset 10 does not fit the pattern [\w-]+:[0-9a-f-]+; hexadecimal digits after the colon must be lower-case
     | ...typools/us-east-1_AbCdEf/identities/us-east-1%3AAAAA%2D/datasets?nextTok...
     |                                                    ^ byte 59 of the message
  3. Value at '/MaxResults' failed to satisfy constraint: Member must be greater than or equal to 1
     | ...ast-1%3AAAAA%2D/datasets?nextToken=t&maxResults=0 HTTP/1.1
     |                                                    ^ byte 99 of the message
)");
}

TEST_CASE("what would be refused once the first mistake is gone", "[live][wire]") {
    expect(wire_with({}, crlf(R"(POST /identitypools/a:0/identities/b:1/datasets/my%20list?x=1 HTTP/1.1
Accept: text/html
Content-Type: text/plain

{"RecordPatches":[{"Op":"put","Key":"","SyncCount":"3"},{"Op":"replace","Key":"k","SyncCount":1.5,"DeviceLastModifiedDate":"2014"}]})")),
           1, R"(accepted   there is no Content-Length: all that follows the headers is the body
request    REST form, POST
operation  UpdateRecords
a server answers 406 NotAcceptableException
           Accept does not allow application/json
  1. Accept does not allow application/json
     | Accept: text/html
     |         ^ byte 80 of the message
and once that is put right
  2. Content-Type does not fit the body
     | Content-Type: text/plain
     |               ^ byte 105 of the message
  3. the value has the wrong type at '/RecordPatches/0/SyncCount'
     | ...ecordPatches":[{"Op":"put","Key":"","SyncCount":"3"},{"Op":"replace","Ke...
     |                                                    ^ byte 170 of the message
  4. the value has the wrong type at '/RecordPatches/1/SyncCount'
     | ...unt":"3"},{"Op":"replace","Key":"k","SyncCount":1.5,"DeviceLastModifiedD...
     |                                                    ^ byte 213 of the message
  5. the value has the wrong type at '/RecordPatches/1/DeviceLastModifiedDate'
     | ...y":"k","SyncCount":1.5,"DeviceLastModifiedDate":"2014"}]}
     |                                                    ^ byte 242 of the message
  6. Value at '/DatasetName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.:-]+
     ' ' at offset 2 does not fit the pattern [a-zA-Z0-9_.:-]+
     | ...ST /identitypools/a:0/identities/b:1/datasets/my%20list?x=1 HTTP/1.1
     |                                                    ^ byte 50 of the message
  7. Value at '/RecordPatches/0/Op' failed to satisfy constraint: Member must satisfy enum value set: [replace, remove]
     | {"RecordPatches":[{"Op":"put","Key":"","SyncCount...
     |                          ^ byte 144 of the message
  8. Value with length 0 at '/RecordPatches/0/Key' failed to satisfy constraint: Member must have length between 1 and 1024, inclusive
     it is empty
     | {"RecordPatches":[{"Op":"put","Key":"","SyncCount":"3"},{"Op"...
     |                                      ^ byte 156 of the message
  9. Value at '/SyncSessionToken' failed to satisfy constraint: Member must not be null
  passed over: the query key "x"
)");
}

TEST_CASE("a query that is no number, and then one that is out of range", "[live][wire]") {
    expect(
        wire_with(
            {},
            crlf(
                R"(GET /identitypools/a:0/identities/b:1/datasets/d/records?maxResults=ten&lastSyncCount=99999999999999999999&nextToken=t HTTP/1.1

)")),
        1, R"(request    REST form, GET
operation  ListRecords
a server answers 400 SerializationException
           the text is not an integer at '/MaxResults', byte 64
  1. the text is not an integer at '/MaxResults'
     | ...:0/identities/b:1/datasets/d/records?maxResults=ten&lastSyncCount=999999...
     |                                                    ^ byte 68 of the message
and once that is put right
  2. the number is out of range at '/LastSyncCount'
     | ...datasets/d/records?maxResults=ten&lastSyncCount=99999999999999999999&nex...
     |                                                    ^ byte 86 of the message
)");
}

TEST_CASE("a body that is no JSON", "[live][wire]") {
    expect(wire_with({}, crlf(R"(POST /identitypools/a:0/identities/b:1/datasets/d HTTP/1.1
Content-Type: application/json
Content-Length: 32

{
  "SyncSessionToken": "t",
})")),
           1, R"(request    REST form, POST
operation  UpdateRecords
a server answers 400 SerializationException
           the text is not a JSON object, byte 31
  1. the text is not a JSON object
     | }
     | ^ byte 145 of the message
)");
}

TEST_CASE("a body that its length cuts off", "[live][wire]") {
    expect(wire_with({}, crlf(R"(POST /identitypools/a:0/identities/b:1/datasets/d HTTP/1.1
Content-Type: application/json
Content-Length: 20

{"SyncSessionToken":"t"})")),
           1, R"(accepted   Content-Length says 20, 4 more bytes are no part of the message
request    REST form, POST
operation  UpdateRecords
a server answers 400 SerializationException
           the text is not a JSON object at '/SyncSessionToken', byte 20
  1. the text is not a JSON object at '/SyncSessionToken'
     | {"SyncSessionToken":"t"}
     |                     ^ byte 134 of the message
)");
}

TEST_CASE("a byte of a value is found behind the escapes before it", "[live][wire]") {
    expect(wire_with({}, crlf(R"(POST / HTTP/1.1
X-Amz-Target: AWSCognitoSyncService.DescribeDataset
Content-Type: application/json
Content-Length: 86

{"IdentityPoolId":"a\u003a0x","IdentityId":"b:1","DatasetName":"\u0061\/\ud83d\ude00"})")),
           1, R"(request    RPC form, POST
operation  DescribeDataset
a server answers 400 InvalidParameterException
           2 validation errors at 2 paths detected. First failure: Value at '/IdentityPoolId' failed to satisfy constraint: Member must satisfy regular expression pattern: [\w-]+:[0-9a-f-]+; Value at '/DatasetName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.:-]+
  1. Value at '/IdentityPoolId' failed to satisfy constraint: Member must satisfy regular expression pattern: [\w-]+:[0-9a-f-]+
     'x' at offset 3 does not fit the pattern [\w-]+:[0-9a-f-]+
     | {"IdentityPoolId":"a\u003a0x","IdentityId":"b:1","D...
     |                            ^ byte 151 of the message
  2. Value at '/DatasetName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.:-]+
     '/' at offset 1 does not fit the pattern [a-zA-Z0-9_.:-]+
     | ...003a0x","IdentityId":"b:1","DatasetName":"\u0061\/\ud83d\ude00"}
     |                                                    ^ byte 194 of the message
)");
}

TEST_CASE("a path that no operation has, and those near it", "[live][wire]") {
    expect(wire_with({}, crlf(R"(GET /identitypool/a:0/identities/b:1/datasets HTTP/1.1

)")),
           1, R"(request    REST form, GET
a server answers 404 UnknownOperationException
           no operation has this path
           near: GET /identitypools/{IdentityPoolId}/identities/{IdentityId}/datasets  ListDatasets
  1. no operation has this path
     | GET /identitypool/a:0/identi...
     |     ^ byte 4 of the message
)");
}

TEST_CASE("a method that the path does not take", "[live][wire]") {
    expect(wire_with({}, crlf(R"(PUT /identitypools/a:0/identities/b:1/datasets/d HTTP/1.1

)")),
           1, R"(request    REST form, PUT
a server answers 405 UnknownOperationException
           no operation takes this method here
           Allow: DELETE, GET, POST
  1. no operation takes this method here
     | PUT /identitypools/a:0/i...
     | ^ byte 0 of the message
)");
}

TEST_CASE("the root without X-Amz-Target", "[live][wire]") {
    expect(wire_with({}, crlf(R"(POST / HTTP/1.1
Content-Length: 2

{})")),
           1, R"(request    REST form, POST
a server answers 404 UnknownOperationException
           no operation has this path
           near: POST / with the header X-Amz-Target
  1. no operation has this path
     | POST / HTTP/1.1
     |      ^ byte 5 of the message
)");
}

TEST_CASE("an X-Amz-Target that names no operation", "[live][wire]") {
    expect(wire_with({}, crlf(R"(POST / HTTP/1.1
X-Amz-Target: AWSCognitoSyncService.ListDataset
Content-Length: 2

{})")),
           1, R"(request    RPC form, POST
a server answers 404 UnknownOperationException
           X-Amz-Target names no operation
  1. X-Amz-Target names no operation
     | X-Amz-Target: AWSCognitoSyncService.Li...
     |               ^ byte 31 of the message
)");
}

TEST_CASE("a percent sign without its digits", "[live][wire]") {
    expect(wire_with({}, crlf(R"(GET /identitypools/a%3/events HTTP/1.1

)")),
           1, R"(request    REST form, GET
a server answers 400 SerializationException
           a % has no two hexadecimal digits, byte 16
  1. a % has no two hexadecimal digits
     | GET /identitypools/a%3/events HTTP/1.1
     |                     ^ byte 20 of the message
)");
}

TEST_CASE("a target that is not UTF-8", "[live][wire]") {
    expect(wire_with({}, crlf(R"(GET /identitypools/a%3A0/identities/%FF/datasets?nextToken=%E9 HTTP/1.1

)")),
           1, R"(request    REST form, GET
operation  ListDatasets
a server answers 400 SerializationException
           the text is not UTF-8 at '/IdentityId', byte 32
  1. the text is not UTF-8 at '/IdentityId'
     | GET /identitypools/a%3A0/identities/%FF/datasets?nextToken=%...
     |                                     ^ byte 36 of the message
)");
}

TEST_CASE("a header that no header can be", "[live][wire]") {
    expect(wire_with({}, crlf("POST /identitypools/a:0/identities/b:1/datasets/d HTTP/1.1\nContent-Type: "
                              "application/json\nx-amz-Client-Context: \001\nContent-Length: 2\n\n{}")),
           1, R"(request    REST form, POST
operation  UpdateRecords
a server answers 400 SerializationException
           a header value has a forbidden byte at '/ClientContext', byte 0
  1. a header value has a forbidden byte at '/ClientContext'
     | x-amz-Client-Context: \x01
     |                       ^ byte 114 of the message
and once that is put right
  2. Value at '/SyncSessionToken' failed to satisfy constraint: Member must not be null
)");
}

TEST_CASE("text of other protocols is no request", "[live][wire]") {
    expect(wire_with({}, crlf("\026\003\001\002\n\n")), 1, R"(accepted   the request line has no HTTP version
request    REST form, \x16\x03\x01\x02
a server answers 400 SerializationException
           the target is no path with a query, byte 0
  1. the target is no path with a query
     | \x16\x03\x01\x02
     |                 ^ byte 4 of the message
)");
}
