// SPDX-License-Identifier: BSL-1.0
#include "client/options.hpp"

#include <cognito_sync/message.hpp>
#include <cognito_sync/url.hpp>

#include <boost/url/parse.hpp>
#include <boost/url/url.hpp>

#include <array>
#include <cstddef>

namespace example::client {
namespace {

constexpr std::string_view usage_text =
    R"(usage: sync-client --pool ID --identity ID [--endpoint URL] [--region R] [--ca FILE] [--trace] COMMAND

  datasets               lists the datasets of the identity
  records DATASET        lists the records of a dataset
  get DATASET KEY        writes the value of a record to standard output, as it is
  set DATASET KEY VALUE  writes a record; a VALUE of - is read from standard input
  remove DATASET KEY     removes a record
  delete DATASET         deletes a dataset
  describe DATASET       tells of one dataset
  usage                  tells what the identity uses
  export [FILE]          writes all datasets as one JSON document, to standard output or to FILE, which
                         is replaced only once the whole document stands beside it

  --endpoint  http or https; else AWS_ENDPOINT_URL_COGNITO_SYNC, AWS_ENDPOINT_URL, the service itself
  --region    else AWS_REGION, AWS_DEFAULT_REGION, the one that the pool's id begins with
  --ca        a file of certificates to trust beside those of the system
  --trace     shows every exchange on standard error, without signatures and session tokens

Requests are signed with AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN; without them they
go unsigned. Ends with 0 when done, 1 when it could not be done, 2 when used wrongly.
)";

struct command_row {
    std::string_view name;
    std::size_t least, most;  // arguments
    std::string_view form;
};

// clang-format off
constexpr std::array commands{
    command_row{"datasets", 0, 0, "datasets"},
    command_row{"records",  1, 1, "records DATASET"},
    command_row{"get",      2, 2, "get DATASET KEY"},
    command_row{"set",      3, 3, "set DATASET KEY VALUE"},
    command_row{"remove",   2, 2, "remove DATASET KEY"},
    command_row{"delete",   1, 1, "delete DATASET"},
    command_row{"describe", 1, 1, "describe DATASET"},
    command_row{"usage",    0, 0, "usage"},
    command_row{"export",   0, 1, "export [FILE]"}};
// clang-format on

/// The first variable that is set to something.
std::string first_of(environment const& variable, std::initializer_list<char const*> names) {
    for (char const* const name : names)
        if (auto const value = variable(name); value && !value->empty()) return *value;
    return {};
}

/// Where the value of a flag goes; nullptr when it is no flag with a value.
std::string* value_of(std::string_view flag, options& into, std::string& endpoint) {
    if (flag == "--endpoint") return &endpoint;
    if (flag == "--region") return &into.region;
    if (flag == "--pool") return &into.pool;
    if (flag == "--identity") return &into.identity;
    return flag == "--ca" ? &into.ca_file : nullptr;
}

/// Reads the flags, `--region r` or `--region=r`, and returns the place of the command.
std::size_t read_flags(std::vector<std::string> const& arguments, options& into, std::string& endpoint) {
    std::size_t at = 0;
    for (; at < arguments.size() && arguments[at].starts_with("-"); ++at) {
        std::size_t const sign = arguments[at].find('=');
        std::string const flag = arguments[at].substr(0, sign);
        if (arguments[at] == "--trace") {
            into.trace = true;
        } else if (arguments[at] == "--help" || arguments[at] == "-h") {
            into.help = true;
        } else if (std::string* const value = value_of(flag, into, endpoint); value == nullptr) {
            throw wrong_use("there is no flag " + arguments[at]);
        } else {
            if (sign != std::string::npos)
                *value = arguments[at].substr(sign + 1);
            else if (++at != arguments.size())
                *value = arguments[at];
            if (at == arguments.size() || value->empty()) throw wrong_use(flag + " needs a value");
        }
    }
    return at;
}

void read_command(std::vector<std::string> const& arguments, std::size_t at, options& into) {
    if (at == arguments.size()) throw wrong_use("there is no command");
    into.command = arguments[at];
    into.arguments.assign(arguments.begin() + static_cast<std::ptrdiff_t>(at) + 1, arguments.end());
    for (command_row const& each : commands) {
        if (each.name != into.command) continue;
        std::size_t const count = into.arguments.size();
        if (count < each.least || count > each.most)
            throw wrong_use("it has to be: sync-client " + std::string(each.form));
        return;
    }
    throw wrong_use("there is no command " + into.command);
}

std::string text(boost::core::string_view from) { return {from.data(), from.size()}; }

void read_endpoint(std::string const& given, options& into) {
    auto const parsed = boost::urls::parse_uri(given);
    bool const web = parsed && (parsed->scheme() == "http" || parsed->scheme() == "https");
    if (!web || parsed->encoded_host().empty() || parsed->has_userinfo() || parsed->has_query() ||
        parsed->has_fragment())
        throw wrong_use("the endpoint has to be a URL like http://127.0.0.1:8080, without user, query "
                        "and fragment: " +
                        given);
    into.address.tls = parsed->scheme() == "https";
    into.address.host = text(parsed->encoded_host_address());
    into.address.port = text(parsed->port());
    if (into.address.port.empty()) into.address.port = into.address.tls ? "443" : "80";
    into.base_path = text(parsed->encoded_path());
}

std::string endpoint_of_region(std::string const& region) {
    auto const found = cs::endpoint(region);
    if (!found) throw wrong_use("there is no such region: " + region);
    return text(found->buffer());
}

void read_credentials(environment const& variable, options& into) {
    auto const access = variable("AWS_ACCESS_KEY_ID"), secret = variable("AWS_SECRET_ACCESS_KEY");
    if (!access || access->empty() || !secret || secret->empty()) {
        if ((access && !access->empty()) || (secret && !secret->empty()))
            throw wrong_use("AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY have to be set both or not at all");
        return;
    }
    into.keys = credentials{.access_key = *access, .secret_key = *secret};
    if (auto token = variable("AWS_SESSION_TOKEN"); token && !token->empty())
        into.keys->session_token = std::move(token);
    if (!cs::is_header_value(*access) || !cs::is_header_value(into.keys->session_token.value_or("")))
        throw wrong_use("the credentials hold bytes that no header can carry");
}

}  // namespace

std::string_view usage() noexcept { return usage_text; }

options read_options(std::vector<std::string> const& arguments, environment const& variable) {
    options made;
    std::string endpoint;
    std::size_t const command = read_flags(arguments, made, endpoint);
    if (made.help) return made;
    read_command(arguments, command, made);
    if (made.pool.empty() || made.identity.empty()) throw wrong_use("--pool and --identity are needed");
    if (made.region.empty()) made.region = first_of(variable, {"AWS_REGION", "AWS_DEFAULT_REGION"});
    if (made.region.empty()) made.region = made.pool.substr(0, made.pool.find(':'));
    if (endpoint.empty())
        endpoint = first_of(variable, {"AWS_ENDPOINT_URL_COGNITO_SYNC", "AWS_ENDPOINT_URL"});
    read_endpoint(endpoint.empty() ? endpoint_of_region(made.region) : endpoint, made);
    if (!cs::Region.accepts(made.region)) throw wrong_use("there is no such region: " + made.region);
    read_credentials(variable, made);
    return made;
}

}  // namespace example::client
