// SPDX-License-Identifier: BSL-1.0
//
// sync-server: a Cognito Sync on this machine. See --help.
#include "server/http_server.hpp"
#include "server/keys.hpp"
#include "server/options.hpp"
#include "server/service.hpp"
#include "server/sqlite_store.hpp"

#include <csignal>
#include <cstdio>
#include <exception>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace example;

/// In one piece, so that lines of several programs on one terminal do not mix.
void print_error(std::string const& line) {
    std::string const whole = line + "\n";
    std::fwrite(whole.data(), 1, whole.size(), stderr);
}

service_settings settings_of(options const& chosen) {
    service_settings settings{.cors = chosen.cors, .throttle = chosen.throttle};
    if (chosen.verify_keys) settings.keys = key_ring::from_file(*chosen.verify_keys);
    settings.log = &print_error;
    return settings;
}

void warn_of_strangers(options const& chosen) {
    std::string const why =
        chosen.verify_keys ? "" : ", and there is no authentication without --verify-keys";
    print_error("WARNING: sync-server listens on " + chosen.address +
                ": other machines can reach it. Nothing is encrypted" + why + ".");
}

int serve(options const& chosen) {
    service_settings settings = settings_of(chosen);
    sqlite_store store(chosen.database);
    service front(dispatch_to(store, settings.rules), std::move(settings));
    http_server server(
        chosen.address, chosen.port, [&](cs::request_view const& asked) { return front.answer(asked); }, {},
        [&](cs::request_view const& asked, int status) { return front.refuse(asked, status); });
    server.stop_on_signals();
    if (!server.is_loopback()) warn_of_strangers(chosen);
    std::cout << "sync-server listens on " << server.url() << std::endl;
    server.run();
    return 0;
}

int run(std::vector<std::string> const& arguments) {
    options const chosen = read_options(arguments);
    if (!chosen.help) return serve(chosen);
    std::cout << usage();
    return 0;
}

}  // namespace

int main(int count, char** arguments) {
    std::signal(SIGPIPE, SIG_IGN);  // whoever reads the log may go; the server stays
    try {
        return run({arguments + 1, arguments + count});
    } catch (wrong_use const& failed) {
        print_error("sync-server: " + std::string(failed.what()));
        return 2;
    } catch (std::exception const& failed) {
        print_error("sync-server: " + std::string(failed.what()));
        return 1;
    }
}
