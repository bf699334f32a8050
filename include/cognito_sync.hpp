// SPDX-License-Identifier: BSL-1.0
//
// cognito_sync: the wire protocol of Amazon Cognito Sync (2014-06-30) for both ends of the wire.
//
// This is the whole library and its table of contents, in the order of its floors. A header may include what
// stands above it here and nothing else; a test reads it so. Floors 0 and 1 know nothing of Cognito, 2 and 3
// nothing of JSON or HTTP, 4 to 7 nothing of any one operation; 0 to 3 include no Boost.
#pragma once

// clang-format off
#include <cognito_sync/core/fixed_list.hpp>     // 0 a constexpr array with a length
#include <cognito_sync/core/percent.hpp>        // 0 percent-encoding, both ways
#include <cognito_sync/core/utf8.hpp>           // 0 validity and code points
#include <cognito_sync/core/pointer.hpp>        // 0 where a value stands, as a JSON pointer
#include <cognito_sync/core/decimal.hpp>        // 0 exact integers from decimal text
#include <cognito_sync/core/timestamp.hpp>      // 0 epoch seconds, exact to the millisecond
#include <cognito_sync/core/pattern.hpp>        // 0 regex<"…">: a pattern, compiled by the compiler
#include <cognito_sync/core/text.hpp>           // 1 text{min, max, pattern}: the constraint on a string
#include <cognito_sync/core/checked.hpp>        // 1 a literal held to its shape by the compiler
#include <cognito_sync/core/route.hpp>          // 1 a request line as a literal
#include <cognito_sync/core/member.hpp>         // 1 member{"WireName", &T::field, Shape}
#include <cognito_sync/core/enumeration.hpp>    // 1 the wire spelling of enumerators; open<E>
#include <cognito_sync/core/schema.hpp>         // 1 the rows of a structure as a table that functions walk
#include <cognito_sync/core/operation.hpp>      // 1 what makes a struct an operation; the list
#include <cognito_sync/model/service.hpp>       // 2 the service's own names
#include <cognito_sync/model/hints.hpp>         // 2 the mistakes people make with ids
#include <cognito_sync/model/shapes.hpp>        // 2 the constrained strings and the enums
#include <cognito_sync/model/faults.hpp>        // 2 what can be answered instead of a result
#include <cognito_sync/model/structures.hpp>    // 3 Dataset, Record, …
#include <cognito_sync/model/operations.hpp>    // 3 the operations, and the list of them
#include <cognito_sync/error.hpp>               // 4 errc, error, result<T>, conditions
#include <cognito_sync/policy.hpp>              // 4 the few switches
#include <cognito_sync/message.hpp>             // 4 requests and responses as plain data and as views
#include <cognito_sync/outcome.hpp>             // 4 what a server says to a request
#include <cognito_sync/validate.hpp>            // 5 every constraint broken, and where
#include <cognito_sync/uri/target.hpp>          // 5 which operation a raw target is for
#include <cognito_sync/uri/binding.hpp>         // 5 labels and query members, read and written
#include <cognito_sync/uri.hpp>                 // 5 paths and queries, built and taken apart
#include <cognito_sync/json/filler.hpp>         // 5 where the values of a JSON text go
#include <cognito_sync/json/reader.hpp>         // 5 from JSON text to the filler
#include <cognito_sync/json/writer.hpp>         // 5 from a structure to JSON text
#include <cognito_sync/json/quick_writer.hpp>   // 5 the same for what needs no escape, faster
#include <cognito_sync/json.hpp>                // 5 a structure from and to JSON text
#include <cognito_sync/json_value.hpp>          // 5 a structure from and to boost::json::value
#include <cognito_sync/codec/recognise.hpp>     // 6 which operation a request is
#include <cognito_sync/codec/request.hpp>       // 6 requests without their C++ types
#include <cognito_sync/codec/reply.hpp>         // 6 replies and errors without their C++ types
#include <cognito_sync/codec.hpp>               // 6 the four verbs
#include <cognito_sync/call.hpp>                // 7 a whole question: written, sent, read
#include <cognito_sync/dispatch.hpp>            // 7 decode_any, dispatch
#include <cognito_sync/pagination.hpp>          // 7 the request for the next page; all pages as a range
#include <cognito_sync/url.hpp>                 // 7 whole URLs, with Boost.URL
// clang-format on
