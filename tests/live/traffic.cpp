// SPDX-License-Identifier: BSL-1.0
//
// The HTTP server under bad traffic: each row of the table in http_server.hpp. Deadlines are milliseconds here;
// that another client is served meanwhile is what every slow case checks.
#include "server/http_server.hpp"

#include "running_server.hpp"
#include "sync_server.hpp"

#include "support/catch.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace {

using namespace example;
using namespace std::string_literals;
using std::chrono::milliseconds;

/// Sends the bytes one by one for as long as the server takes them, while another client is served. Nothing is
/// said to the slow one.
void drip(running_server const& server, raw_socket& slow, std::string_view first) {
    raw_socket other = server.connect();
    CHECK(slow.send(first));
    int served = 0;
    bool const cut_off = eventually([&] {
        slow.send("a");
        served += other.ask(get("/")).status() == 200 ? 1 : 0;
        return !slow.is_open();
    });
    CHECK(cut_off);
    CHECK(served > 0);
    CHECK(slow.is_closed_silently());
    CHECK(other.ask(get("/")).status() == 200);
}

/// What the server says before it closes.
std::string said_to(running_server const& server, std::string_view bytes) {
    raw_socket client = server.connect();
    client.send(bytes);
    return client.rest();
}

int status_of(std::string const& reply) {
    return reply.starts_with("HTTP/1.1 ") ? std::stoi(reply.substr(9, 3)) : 0;
}

std::string many(std::size_t count) { return std::string(count, 'a'); }

}  // namespace

// ---- Slow

TEST_CASE("a head that comes byte by byte is cut off, and nobody waits for it", "[live][traffic]") {
    running_server const server(&echo, {.head_time = milliseconds(200)});
    raw_socket slow = server.connect();
    drip(server, slow, "GET /");
}

TEST_CASE("a body that comes byte by byte is cut off, and nobody waits for it", "[live][traffic]") {
    running_server const server(&echo, {.body_time = milliseconds(200)});
    raw_socket slow = server.connect();
    drip(server, slow, post("/", "Content-Length: 1000000\r\n"));
}

TEST_CASE("a chunk that never ends is cut off, and nobody waits for it", "[live][traffic]") {
    running_server const server(&echo, {.body_time = milliseconds(200)});
    raw_socket slow = server.connect();
    drip(server, slow, post("/", "Transfer-Encoding: chunked\r\n", "fffff\r\n"));
}

TEST_CASE("chunk extensions without end are cut off while they come, and nobody waits for it",
          "[live][traffic]") {
    running_server const server(&echo, {.body_time = milliseconds(20)});
    std::string flood;
    for (int i = 0; i < 20; ++i) flood += "1;a=" + many(3000) + "\r\nq\r\n";
    std::atomic<int> cut_off = 0;
    auto const until = std::chrono::steady_clock::now() + hang;
    auto const pour = [&] {
        for (int round = 0; round < 20; ++round) {
            raw_socket client = server.connect();
            client.send(post("/", "Transfer-Encoding: chunked\r\n"));
            bool open = true;
            while (open && std::chrono::steady_clock::now() < until) open = client.send(flood);
            if (!open) ++cut_off;
        }
    };
    std::vector<std::thread> all;
    for (int i = 0; i < 6; ++i) all.emplace_back(pour);
    for (std::thread& each : all) each.join();
    CHECK(cut_off == 120);
    CHECK(server.connect().ask(get("/")).status() == 200);
}

TEST_CASE("a connection that asks nothing is closed after its time, before and after a request",
          "[live][traffic]") {
    running_server const server(&echo, {.idle_time = milliseconds(50)});
    raw_socket silent = server.connect();
    CHECK(silent.is_closed_silently());
    raw_socket kept = server.connect();
    CHECK(kept.ask(get("/")).status() == 200);
    CHECK(kept.is_closed_silently());
}

TEST_CASE("a client that never reads is given up, and nobody waits for it", "[live][traffic]") {
    std::string const large(std::size_t{32} << 20, 'x');
    running_server const server(
        [&](cs::request_view const& asked) {
            return asked.target == "/large" ? cs::response{.status = 200, .body = large} : echo(asked);
        },
        {.write_time = milliseconds(200)});
    raw_socket other = server.connect();
    CHECK(other.ask(get("/")).status() == 200);
    auto const before = open_descriptors();
    raw_socket deaf = server.connect();
    for (int i = 0; i < 10; ++i) deaf.send(get("/large"));
    CHECK(eventually([&] { return deaf.has_something_to_read(); }));
    bool const given_up =
        eventually([&] { return other.ask(get("/")).status() == 200 && open_descriptors() == before + 1; });
    CHECK(given_up);
    CHECK(deaf.rest().size() < large.size());
}

// ---- Large

TEST_CASE("a request line that is too long is answered 414", "[live][traffic]") {
    running_server const server(&echo, {.head = 1000});
    CHECK(status_of(said_to(server, get("/" + many(1000)))) == 414);
    CHECK(status_of(said_to(server, "GET /" + many(2000))) == 414);
    CHECK(status_of(said_to(server, many(2000))) == 400);
    CHECK(server.connect().ask(get("/" + many(900))).status() == 200);
}

TEST_CASE("headers that are too long are answered 431, as one and as many", "[live][traffic]") {
    running_server const server(&echo, {.head = 1000});
    CHECK(status_of(said_to(server, get("/", "X: " + many(1000) + "\r\n"))) == 431);
    CHECK(status_of(said_to(server, "GET / HTTP/1.1\r\nX: " + many(5000))) == 431);
    std::string several;
    for (int i = 0; i < 1000; ++i) several += "X" + std::to_string(i) + ": y\r\n";
    CHECK(status_of(said_to(server, get("/", several))) == 431);
    CHECK(server.connect().ask(get("/", "X: " + many(900) + "\r\n")).status() == 200);
}

TEST_CASE("a body that says that it is too long is answered 413 before it is sent", "[live][traffic]") {
    running_server const server(&echo, {.body = 1000});
    CHECK(status_of(said_to(server, post("/", "Content-Length: 1001\r\n"))) == 413);
    CHECK(status_of(said_to(server, post("/", "Content-Length: 18446744073709551615\r\n"))) == 413);
    CHECK(status_of(said_to(server, post("/", "Content-Length: 18446744073709551616\r\n"))) == 400);
    CHECK(server.connect().ask(post("/", "Content-Length: 1000\r\n", many(1000))).status() == 200);
}

TEST_CASE("a body in chunks is answered 413 as soon as it is too long", "[live][traffic]") {
    running_server const server(&echo, {.body = 1000});
    auto const chunked = [](std::string_view chunks) {
        return post("/", "Transfer-Encoding: chunked\r\n", chunks);
    };
    CHECK(status_of(said_to(server, chunked("3e9\r\n"))) == 413);
    CHECK(status_of(said_to(server, chunked("3e8\r\n" + many(1000) + "\r\n1\r\n"))) == 413);
    CHECK(status_of(said_to(server, chunked("ffffffffffffffff\r\n"))) == 413);
    CHECK(status_of(said_to(server, chunked("fffffffffffffffff\r\n"))) == 400);
    CHECK(server.connect().ask(chunked("3e8\r\n" + many(1000) + "\r\n0\r\n\r\n")).status() == 200);
}

TEST_CASE("a client that is refused and goes on sending still reads the refusal", "[live][traffic]") {
    running_server const server(&echo, {.body = 1000});
    raw_socket client = server.connect();
    std::string const body = many(std::size_t{4} << 20);
    CHECK(client.send(post("/", "Content-Length: " + std::to_string(body.size()) + "\r\n")));
    client.send(body);
    CHECK(client.reply().status() == 413);
}

TEST_CASE("bodies that are too much together are answered 503, and end with their connection",
          "[live][traffic]") {
    running_server const server(&echo, {.bodies = 1000});
    raw_socket first = server.connect();
    // Its second half is awaited once the first was read; nothing shows that from outside, so it asks to go on.
    first.send(post("/", "Expect: 100-continue\r\nContent-Length: 900\r\n"));
    CHECK(first.reply(false).status() == 100);
    first.send(many(800));
    bool const refused = eventually([&] {
        return server.connect().ask(post("/", "Content-Length: 600\r\n", many(600))).status() == 503;
    });
    CHECK(refused);
    CHECK(first.ask(many(100)).status() == 200);
    CHECK(server.connect().ask(post("/", "Content-Length: 900\r\n", many(900))).status() == 200);
}

// ---- Garbage

TEST_CASE("what is no HTTP/1.1 is answered 400 and closed", "[live][traffic]") {
    auto const bytes = GENERATE(values<std::string>({
        "\x16\x03\x01\x02\x00\x01\x00\x01\xFC\x03\x03"s + std::string(500, '\x7F'),  // a TLS hello
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"s,                                         // HTTP/2
        "GET /\r\n"s,                                                                // HTTP/0.9
        "GET / HTTP/1.2\r\nHost: a\r\n\r\n"s,
        "GET / HTTP/3.0\r\nHost: a\r\n\r\n"s,
        "GET / http/1.1\r\nHost: a\r\n\r\n"s,
        "GET  / HTTP/1.1\r\nHost: a\r\n\r\n"s,
        "GET /a b HTTP/1.1\r\nHost: a\r\n\r\n"s,
        "GET / HTTP/1.1\nHost: a\n\n"s,
        "GET / HTTP/1.1\r\nHost: a\r\nX : b\r\n\r\n"s,
        "GET / HTTP/1.1\r\nHost: a\r\nX\r\n\r\n"s,
        "GET / HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n\r\n"s,
        "GET / HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n"s,
        "G\0T / HTTP/1.1\r\nHost: a\r\n\r\n"s,
        "\0\0\0\0\0\0\0\0\0\0\0\0"s,
        "{\"Keys\":[]}"s,
    }));
    INFO(bytes);
    running_server const server;
    raw_socket client = server.connect();
    client.send(bytes);
    CHECK(client.reply().status() == 400);
    CHECK(client.rest().empty());
    CHECK(server.connect().ask(get("/")).status() == 200);
}

TEST_CASE("a request that two servers could read differently is refused, and what follows is not read",
          "[live][traffic]") {
    auto const headers = GENERATE(values<std::string>({
        "Host: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n",
        "Host: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n",
        "Host: a\r\nContent-Length: 4\r\nContent-Length: 5\r\n",
        "Host: a\r\nContent-Length: 4\r\nContent-Length: 4\r\n",
        "Host: a\r\nContent-Length: 4, 4\r\n",
        "Host: a\r\nContent-Length: 4,5\r\n",
        "Host: a\r\nContent-Length: +4\r\n",
        "Host: a\r\nContent-Length: -4\r\n",
        "Host: a\r\nContent-Length: 0x4\r\n",
        "Host: a\r\nContent-Length: 4 4\r\n",
        "Host: a\r\nContent-Length:\r\n",
        "Host: a\r\nTransfer-Encoding: gzip, chunked\r\n",
        "Host: a\r\nTransfer-Encoding: chunked, identity\r\n",
        "Host: a\r\nTransfer-Encoding: identity\r\n",
        "Host: a\r\nTransfer-Encoding: xchunked\r\n",
        "Host: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
        "Host: a\r\nTransfer-Encoding : chunked\r\n",
        "Host: a\r\nHost: b\r\n",
        "",
    }));
    INFO(headers);
    std::atomic<int> answered = 0;
    running_server const server([&](cs::request_view const& asked) {
        ++answered;
        return echo(asked);
    });
    auto const bytes = "POST / HTTP/1.1\r\n" + headers + "\r\n0\r\n\r\n" + get("/smuggled");
    std::string const reply = said_to(server, bytes);
    CHECK(status_of(reply) == 400);
    CHECK(reply.find("HTTP/1.1", 1) == std::string::npos);
    CHECK(answered == 0);
}

TEST_CASE("an HTTP/1.0 request with a coding is refused", "[live][traffic]") {
    running_server const server;
    CHECK(status_of(said_to(server, "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")) ==
          400);
}

TEST_CASE("chunks that are none, and headers behind them, are refused", "[live][traffic]") {
    auto const chunks = GENERATE(values<std::string>({
        "x\r\n",
        "-1\r\n",
        " 2\r\nab\r\n0\r\n\r\n",
        "2\r\nabc\r\n0\r\n\r\n",
        "2\nab\n0\n\n",
        "2;=\r\nab\r\n0\r\n\r\n",
        "2\r\nab\r\n0\r\nHost: b\r\n\r\n",
        "2\r\nab\r\n0\r\nContent-Length: 7\r\n\r\n",
    }));
    INFO(chunks);
    running_server const server;
    raw_socket client = server.connect();
    client.send(post("/", "Transfer-Encoding: chunked\r\n", chunks));
    client.finish();
    CHECK(client.reply().status() == 400);
    CHECK(client.rest().empty());
}

TEST_CASE("random bytes are refused or not answered, and the server goes on", "[live][traffic]") {
    running_server const server;
    std::mt19937 random(20141010);
    std::string const start = get("/", "Content-Length: 10\r\n") + "0123456789";
    for (int round = 0; round < 300; ++round) {
        std::string bytes = round % 2 == 0 ? start : std::string(random() % 600, '\0');
        std::size_t const changes = round % 2 == 0 ? 1 + random() % 3 : bytes.size();
        for (std::size_t i = 0; i < changes && !bytes.empty(); ++i)
            bytes[round % 2 == 0 ? random() % bytes.size() : i] = static_cast<char>(random() & 0xFF);
        raw_socket client = server.connect();
        client.send(bytes);
        client.finish();
        std::string const reply = client.rest();
        INFO(bytes);
        CHECK((reply.empty() || status_of(reply) == 200 || status_of(reply) == 400));
    }
    CHECK(server.connect().ask(get("/")).status() == 200);
}

// ---- Gone

TEST_CASE("a client that closed its half is answered, then closed", "[live][traffic]") {
    running_server const server;
    raw_socket whole = server.connect();
    whole.send(get("/1") + get("/2"));
    whole.finish();
    CHECK(whole.reply().body == "/1");
    CHECK(whole.reply().body == "/2");
    CHECK(whole.rest().empty());

    for (std::string const& part : {"GET / HTTP/1.1\r\nHo"s, "G"s, post("/", "Content-Length: 9\r\n", "1234"),
                                    post("/", "Transfer-Encoding: chunked\r\n", "4\r\n12")}) {
        raw_socket client = server.connect();
        client.send(part);
        client.finish();
        CHECK(client.reply().status() == 400);
        CHECK(client.rest().empty());
    }
    raw_socket nothing = server.connect();
    nothing.finish();
    CHECK(nothing.is_closed_silently());
}

TEST_CASE("clients that vanish leave nothing behind", "[live][traffic]") {
    running_server const server;
    raw_socket other = server.connect();
    CHECK(other.ask(get("/")).status() == 200);
    auto const before = open_descriptors();
    std::array const parts{""s, "GET / HT"s, get("/"), post("/", "Content-Length: 100000\r\n", many(5000))};
    for (int i = 0; i < 200; ++i) {
        raw_socket client = server.connect();
        client.send(parts[static_cast<std::size_t>(i) % parts.size()]);
        if (i % 3 == 0)
            client.reset();
        else
            client.close();
    }
    CHECK(eventually([&] { return open_descriptors() == before; }));
    CHECK(other.ask(get("/")).status() == 200);
}

// ---- Many

TEST_CASE("a newcomer takes the place of the connection that idles longest", "[live][traffic]") {
    running_server const server(&echo, {.connections = 3});
    raw_socket first = server.connect(), second = server.connect(), third = server.connect();
    for (raw_socket* const each : {&first, &second, &third, &first})
        CHECK(each->ask(get("/")).status() == 200);
    raw_socket fourth = server.connect();
    CHECK(fourth.ask(get("/")).status() == 200);
    CHECK(second.is_closed_silently());
    CHECK(first.ask(get("/")).status() == 200);
    CHECK(third.ask(get("/")).status() == 200);
}

TEST_CASE("where nobody idles a newcomer waits for a place", "[live][traffic]") {
    running_server const server(&echo, {.connections = 2});
    auto const begin = [&] {
        raw_socket client = server.connect();
        client.send(post("/", "Expect: 100-continue\r\nContent-Length: 1\r\n"));
        CHECK(client.reply(false).status() == 100);
        return client;
    };
    raw_socket first = begin(), second = begin();
    raw_socket newcomer = server.connect();
    newcomer.send(get("/new"));
    CHECK(first.ask("a").status() == 200);
    CHECK(newcomer.reply().body == "/new");
    CHECK(second.ask("a").status() == 200);
}

TEST_CASE("a server that has no descriptor left goes on once it has", "[live][traffic]") {
    if (sanitized) {
        WARN("not run: a sanitizer needs descriptors of its own, and reports an error when there are none");
        return;
    }
    scratch_folder const folder;
    process child({"sh", "-c", "ulimit -n 32; exec \"$0\" \"$@\"", SYNC_SERVER, "--port", "0", "--database",
                   folder.file("sync.db")});
    auto const port = port_of(child.line());
    std::vector<raw_socket> crowd;
    for (int i = 0; i < 100; ++i) {
        crowd.emplace_back(port);
        crowd.back().send("GET / HTT");
    }
    CHECK(open_descriptors(std::to_string(child.id())) < 64);
    crowd.front().finish();
    CHECK(crowd.front().reply().status() == 400);
    crowd.clear();
    CHECK(raw_socket(port).ask(get("/")).status() == 404);
    child.signal(SIGTERM);
    CHECK(child.wait() == 0);
    CHECK(child.errors().find("sync-server") == std::string::npos);
}

TEST_CASE("a server that has no memory left goes on once it has", "[live][traffic]") {
    if (sanitized) {
        WARN("not run: a sanitizer needs far more memory than a limit leaves");
        return;
    }
    scratch_folder const folder;
    process child({"sh", "-c", "ulimit -v 400000; exec \"$0\" \"$@\"", SYNC_SERVER, "--port", "0",
                   "--database", folder.file("sync.db")});
    auto const port = port_of(child.line());
    std::vector<raw_socket> crowd;
    for (int i = 0; i < 100; ++i) {
        crowd.emplace_back(port);
        crowd.back().send(post("/", "Content-Length: 16000000\r\n", "a"));
    }
    // Those for whom there was none are closed.
    CHECK(eventually([&] {
        return std::any_of(crowd.begin(), crowd.end(),
                           [](raw_socket const& each) { return !each.is_open(); });
    }));
    crowd.clear();
    CHECK(raw_socket(port).ask(get("/")).status() == 404);
    child.signal(SIGTERM);
    CHECK(child.wait() == 0);
}

TEST_CASE("ten thousand connections leave the server as it was", "[live][traffic]") {
    scratch_folder const folder;
    sync_server server(folder.file("sync.db"));
    std::string const id = std::to_string(server.child().id());
    std::array const kinds{""s, get("/"), "GET / HTTP/1.1\r\nHo"s, "\x16\x03\x01"s,
                           post("/", "Content-Length: 5000\r\n", many(100))};
    auto const wave = [&](std::size_t size) {
        std::vector<raw_socket> all;
        for (std::size_t i = 0; i < size; ++i) {
            all.push_back(server.connect());
            all.back().send(kinds[i % kinds.size()]);
            if (i % 7 == 0) all.back().reset();
        }
    };
    auto const descriptors = open_descriptors(id);
    auto const settled = [&] { return eventually([&] { return open_descriptors(id) == descriptors; }); };
    for (int i = 0; i < 10; ++i) wave(100);
    REQUIRE(settled());
    long const memory = resident_memory(id);
    for (int i = 0; i < 90; ++i) wave(100);
    CHECK(settled());
    CHECK(server.connect().ask(get("/")).status() == 404);
    // What the allocator keeps for itself; under AddressSanitizer that is a quarantine.
    constexpr long slack = (sanitized ? 300L : 8L) << 10;
    CHECK(resident_memory(id) < memory + slack);
    server.child().signal(SIGTERM);
    CHECK(server.child().wait() == 0);
}
