// SPDX-License-Identifier: BSL-1.0
//
// The commands: what each asks of the service and what it says to people.
#pragma once

#include "client/options.hpp"
#include "client/output.hpp"
#include "client/session.hpp"

#include <functional>
#include <iosfwd>
#include <stdexcept>
#include <string_view>

namespace example::client {

/// A refusal of the service, the network or the system; the sentence is all there is to say. The program ends
/// with 1.
struct refused : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// What a program talks to.
struct console {
    std::istream& in;
    std::ostream& out;
    std::ostream& error;
    bool out_is_terminal = false;
    bool error_is_terminal = false;
};

/// Carries out the command of the options.
///
/// Throws   refused; std::runtime_error for files
void perform(options const& asked, session& service, console& people);

/// Takes a piece of a document.
using sink = std::function<void(std::string_view)>;

/// Writes all datasets of the identity as one JSON document, one dataset after the other. Records stand by
/// key; those that were removed are only counted.
///
///     {"IdentityUsage":{…},"Datasets":[
///     {"Dataset":{…},"SyncCount":7,"Removed":1,"Records":[
///     {"Key":"a","Value":"1","SyncCount":3,…},
///     {"Key":"b","Value":"2","SyncCount":7,…}]}]}
///
/// Throws   refused
void write_export(session& service, progress& line, sink const& write);

/// The program: reads the arguments, does what they say, and returns the exit code.
int run(std::vector<std::string> const& arguments, environment const& variable, console people);

}  // namespace example::client
