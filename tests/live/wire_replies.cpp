// SPDX-License-Identifier: BSL-1.0
//
// What wire prints for replies and for the inputs of fuzz targets, to the byte.
#include "live/wire_program.hpp"

using example::crlf;
using example::expect;
using example::wire_with;

TEST_CASE("a success, by the name of its operation", "[live][wire]") {
    expect(wire_with({"--operation", "ListRecords"}, crlf(R"(HTTP/1.1 200 OK
Content-Type: application/json
x-amzn-RequestId: 6a2f
Content-Length: 210

{"Records":[{"Key":"k","Value":"v","SyncCount":1,"LastModifiedDate":1412974057.5,"LastModifiedBy":"b:1"},{"Key":"gone","SyncCount":2}],"Count":2,"DatasetSyncCount":2,"DatasetExists":true,"SyncSessionToken":"t"})")),
           0, R"(reply      200
operation  ListRecords
members
  /Records/0/Key = "k"
  /Records/0/Value = "v"
  /Records/0/SyncCount = 1
  /Records/0/LastModifiedDate = 1412974057.5 (2014-10-10T20:47:37.500Z)
  /Records/0/LastModifiedBy = "b:1"
  /Records/1/Key = "gone"
  /Records/1/SyncCount = 2
  /Count = 2
  /DatasetSyncCount = 2
  /MergedDatasetNames = []
  /DatasetExists = true
  /SyncSessionToken = "t"
)");
}

TEST_CASE("a success in chunks that cannot be read", "[live][wire]") {
    expect(wire_with({"--operation", "ListDatasets"}, crlf(R"(HTTP/1.1 200 OK
Transfer-Encoding: chunked

8
{"Count"
5
:"1"}
0

)")),
           1, R"(reply      200
a client cannot read it: the value has the wrong type at '/Count', byte 9
     | {"Count":"1"}
     |          ^ byte 9 of the body, its chunks joined
)");
}

TEST_CASE("an error of the service, and what to do about it", "[live][wire]") {
    expect(wire_with({}, crlf(R"(HTTP/1.1 409 Conflict
X-Amzn-Errortype: ResourceConflictException
Content-Type: application/json
x-amzn-RequestId: 7d0c9c07
Content-Length: 51

{"message":"Current SyncCount for: k is: 2 not: 1"})")),
           1, R"(reply      409
error      ResourceConflictException
message    "Current SyncCount for: k is: 2 not: 1"
request id 7d0c9c07
retry      conflict: read what stands there now, then ask again with that
condition  conflict: read again, then repeat the change
condition  caller_at_fault: the request has to change
)");
}

TEST_CASE("an error of the operation that only the status tells", "[live][wire]") {
    expect(wire_with({"--operation", "DescribeDataset"}, crlf(R"(HTTP/1.1 404 Not Found
Content-Length: 0

)")),
           1, R"(reply      404
error      ResourceNotFoundException
message    none
request id none
retry      never: the same request will fail again
condition  caller_at_fault: the request has to change
)");
}

TEST_CASE("an error that the service does not know", "[live][wire]") {
    expect(
        wire_with(
            {},
            crlf("HTTP/1.1 503 Service Unavailable\nContent-Type: text/html\n\n<html>\033[31m busy</html>")),
        1, R"(reply      503
error      without a name, none of the service's model
message    none
request id none
retry      transient: ask again soon
condition  retryable: the same request may succeed later
condition  service_at_fault: the service has to change
body       "<html>\x1B[31m busy</html>"
)");
}

TEST_CASE("throttling", "[live][wire]") {
    expect(wire_with({}, crlf(R"(HTTP/1.1 429 Too Many Requests
X-Amzn-Errortype: TooManyRequestsException:http://internal.amazon.com/coral/
Content-Length: 27

{"message":"Rate exceeded"})")),
           1, R"(reply      429
error      TooManyRequestsException
message    "Rate exceeded"
request id none
retry      throttled: ask again after a growing pause
condition  retryable: the same request may succeed later
condition  throttled: wait before asking again
condition  caller_at_fault: the request has to change
)");
}

TEST_CASE("a reply without a status", "[live][wire]") {
    expect(wire_with({}, crlf(R"(HTTP/1.1 OK

)")),
           1, R"(no message: the first line of a reply has a status of three digits
)");
}

TEST_CASE("a fuzz input of the target `target`: its letter is the policy", "[live][wire]") {
    expect(wire_with({"--fuzz", "target", "-"}, R"(SGET /sync/identitypools/a:A/configuration

)"),
           1, R"(policy     any_partition base_path (what else is the default)
request    REST form, GET
operation  GetIdentityPoolConfiguration
a server answers 400 InvalidParameterException
           1 validation error detected. Value at '/IdentityPoolId' failed to satisfy constraint: Member must satisfy regular expression pattern: [\w-]+:[0-9a-f-]+
  1. Value at '/IdentityPoolId' failed to satisfy constraint: Member must satisfy regular expression pattern: [\w-]+:[0-9a-f-]+
     'A' at offset 2 does not fit the pattern [\w-]+:[0-9a-f-]+; hexadecimal digits after the colon must be lower-case
     | SGET /sync/identitypools/a:A/configuration
     |                            ^ byte 27 of the message
)");
}

TEST_CASE("a fuzz input of the target `response`: its letter is the operation", "[live][wire]") {
    expect(wire_with({"--fuzz", "response", "-"}, R"(I200
x-amzn-RequestId: 1

{"Count":1})"),
           0, R"(asked      ListDatasets
reply      200
operation  ListDatasets
members
  /Datasets = []
  /Count = 1
)");
}

TEST_CASE("a fuzz input of the target `json`: its letter is the structure", "[live][wire]") {
    expect(wire_with({"--fuzz", "json", "-"},
                     R"(F{"IdentityPoolId":"a:0","PushSync":{"ApplicationArns":["x"]},"CognitoStreams":{}})"),
           0, R"(structure  SetIdentityPoolConfiguration::Request
  /IdentityPoolId = "a:0"
  /PushSync/ApplicationArns/0 = "x"
  /CognitoStreams = {}
)");
}

TEST_CASE("a fuzz input of the target `validate`: its letter is the shape", "[live][wire]") {
    expect(wire_with({"--fuzz", "validate", "-"}, R"(Bmy list)"), 1, R"(shape      DatasetName
' ' at offset 2 does not fit the pattern [a-zA-Z0-9_.:-]+
offset 2
     | my list
     |   ^ byte 2 of the value
)");
}

TEST_CASE("a fuzz input of the target `codec`", "[live][wire]") {
    expect(wire_with({"--fuzz", "codec", "-"}, R"(-1.5%2)"), 1, R"(encoded    "-1.5%252"
decoded    "-1.5"
     | -1.5%2
     |     ^ byte 4 of the text, a bad escape
UTF-8      6 bytes of 6, 6 characters
integer    none
instant    none
)");
}
