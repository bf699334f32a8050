// SPDX-License-Identifier: BSL-1.0
//
// The HTTP server with well-behaved clients: what HTTP/1.1 lets them do, and the orderly end. The others are in
// traffic.cpp.
#include "server/http_server.hpp"

#include "running_server.hpp"

#include "support/catch.hpp"

#include <stdexcept>
#include <string>

namespace {

using namespace example;

cs::response body_back(cs::request_view const& asked) {
    return {.status = 200, .headers = {}, .body = std::string(asked.body)};
}

constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";

/// A request whose head the server has read, and whose body it waits for.
raw_socket begun(running_server const& server) {
    raw_socket client = server.connect();
    client.send(post("/", "Expect: 100-continue\r\nContent-Length: 5\r\n"));
    CHECK(client.reply(false).head == go_on);
    return client;
}

}  // namespace

TEST_CASE("a connection serves one request after the other", "[live][server]") {
    running_server const server;
    raw_socket client = server.connect();
    for (int i = 0; i < 3; ++i) {
        auto const reply = client.ask(get("/" + std::to_string(i)));
        CHECK(reply.status() == 200);
        CHECK(reply.body == "/" + std::to_string(i));
        CHECK_FALSE(reply.contains("Connection"));
    }
}

TEST_CASE("a thousand requests in one piece are answered in their order", "[live][server]") {
    running_server const server;
    raw_socket client = server.connect();
    std::string all;
    for (int i = 0; i < 1000; ++i) all += get("/" + std::to_string(i));
    CHECK(client.send(all));
    for (int i = 0; i < 1000; ++i) REQUIRE(client.reply().body == "/" + std::to_string(i));
}

TEST_CASE("requests with bodies are told apart when they come in one piece", "[live][server]") {
    running_server const server(&body_back);
    raw_socket client = server.connect();
    client.send(post("/", "Content-Length: 3\r\n", "one") + get("/") +
                post("/", "Transfer-Encoding: chunked\r\n", "2\r\ntw\r\n1;note=x\r\no\r\n0\r\n\r\n") +
                post("/", "Content-Length: 5\r\n", "three"));
    CHECK(client.reply().body == "one");
    CHECK(client.reply().body.empty());
    CHECK(client.reply().body == "two");
    CHECK(client.reply().body == "three");
}

TEST_CASE("a client that waits for 100 Continue is told to go on", "[live][server]") {
    running_server const server(&body_back);
    raw_socket client = begun(server);
    CHECK(client.ask("hello").body == "hello");
    CHECK(client.ask(post("/", "Content-Length: 2\r\nExpect: 100-Continue\r\n", "at")).body == "at");
}

TEST_CASE("a client that must not send its body is not told to go on", "[live][server]") {
    running_server const server(&body_back, {.body = 4});
    raw_socket client = server.connect();
    client.send(post("/", "Expect: 100-continue\r\nContent-Length: 5\r\n"));
    CHECK(client.reply().status() == 413);
    CHECK(client.rest().empty());
}

TEST_CASE("HEAD is answered with the length of a body and without one", "[live][server]") {
    running_server const server;
    raw_socket client = server.connect();
    client.send("HEAD /12345 HTTP/1.1\r\nHost: localhost\r\n\r\n" + get("/next"));
    auto const head = client.reply(false);
    CHECK(head.status() == 200);
    CHECK(head.header("Content-Length") == "6");
    CHECK(client.reply().body == "/next");
}

TEST_CASE("a reply without a body has no length where HTTP wants none", "[live][server]") {
    running_server const server([](cs::request_view const&) { return cs::response{.status = 204}; });
    raw_socket client = server.connect();
    auto const reply = client.ask("OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n");
    CHECK(reply.status() == 204);
    CHECK_FALSE(reply.contains("Content-Length"));
    CHECK(client.ask(get("/")).status() == 204);
}

TEST_CASE("the connection ends where either side says so", "[live][server]") {
    running_server const server;
    raw_socket closing = server.connect();
    auto const last = closing.ask(get("/", "Connection: close\r\n"));
    CHECK(last.header("Connection") == "close");
    CHECK(closing.rest().empty());

    raw_socket old = server.connect();
    CHECK(old.ask("GET /old HTTP/1.0\r\n\r\n").body == "/old");
    CHECK(old.rest().empty());

    raw_socket old_but_kept = server.connect();
    auto const kept = old_but_kept.ask("GET /old HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    CHECK(kept.header("Connection") == "keep-alive");
    CHECK(old_but_kept.ask(get("/new")).body == "/new");
}

TEST_CASE("every reply carries the date as HTTP writes it", "[live][server]") {
    running_server const server;
    std::string const date = server.connect().ask(get("/")).header("Date");
    REQUIRE(date.size() == 29);
    CHECK(date.substr(3, 2) == ", ");
    CHECK(date.substr(25) == " GMT");
}

TEST_CASE("an empty line before a request is passed over", "[live][server]") {
    running_server const server(&body_back);
    raw_socket client = server.connect();
    CHECK(client.ask(post("/", "Content-Length: 1\r\n", "a\r\n")).body == "a");
    CHECK(client.ask(post("/", "Content-Length: 1\r\n", "b")).body == "b");
}

TEST_CASE("the answerer sees the request as it came", "[live][server]") {
    cs::request seen;
    running_server server([&](cs::request_view const& asked) {
        seen = {.method = std::string(asked.method), .target = std::string(asked.target)};
        seen.headers.emplace_back("X-Twice", asked.headers.find("x-twice").value_or(""));
        seen.body = asked.body;
        return cs::response{.status = 200};
    });
    server.connect().ask(post("/a%2Fb/../c?d=%20&e", "X-Twice: 1\r\nx-twice:  2 \r\nContent-Length: 2\r\n",
                              std::string("\0\n", 2)));
    server.stop_and_wait();
    CHECK(seen.method == "POST");
    CHECK(seen.target == "/a%2Fb/../c?d=%20&e");
    CHECK(seen.headers[0].second == "1, 2");
    CHECK(seen.body == std::string("\0\n", 2));
}

TEST_CASE("an answerer that throws costs one reply, not the server", "[live][server]") {
    running_server const server([](cs::request_view const& asked) -> cs::response {
        if (asked.target == "/throw") throw std::runtime_error("secret");
        return echo(asked);
    });
    raw_socket client = server.connect();
    auto const failed = client.ask(get("/throw"));
    CHECK(failed.status() == 500);
    CHECK(failed.body.find("secret") == std::string::npos);
    CHECK(client.ask(get("/")).status() == 200);
}

TEST_CASE("where even the refusal throws the connection is closed and the server goes on", "[live][server]") {
    auto const throws = [](cs::request_view const& asked, int) -> cs::response {
        throw std::runtime_error(std::string(asked.target));
    };
    running_server const server(
        [&](cs::request_view const& asked) {
            return asked.target == "/throw" ? throws(asked, 0) : echo(asked);
        },
        {}, throws);
    raw_socket failed = server.connect();
    failed.send(get("/throw"));
    CHECK(failed.is_closed_silently());
    raw_socket garbage = server.connect();
    garbage.send("\x16\x03\x01");
    CHECK(garbage.is_closed_silently());
    CHECK(server.connect().ask(get("/")).status() == 200);
}

TEST_CASE("a server says in a sentence why it cannot listen", "[live][server]") {
    auto const why = [](std::string const& address, std::uint16_t port) -> std::string {
        try {
            http_server const server(address, port, &echo);
        } catch (std::runtime_error const& failed) { return failed.what(); }
        return "it can";
    };
    running_server const other;
    std::string const port = std::to_string(other.port());
    CHECK(why("127.0.0.1", other.port()) ==
          "cannot listen on 127.0.0.1 port " + port + ": Address already in use");
    CHECK(why("somewhere", 0) == "'somewhere' is no IP address");
    CHECK(why("192.0.2.1", 0) == "cannot listen on 192.0.2.1 port 0: Cannot assign requested address");
    CHECK(why("localhost", 0) == "it can");
}

TEST_CASE("a Connection header that closes is heard wherever it stands", "[live][server]") {
    running_server const server;
    for (std::string const said : {"Connection: close\r\n", "Connection: keep-alive\r\nConnection: close\r\n",
                                   "Connection: x-foo\r\nConnection: x-bar, Close\r\n"}) {
        INFO(said);
        raw_socket client = server.connect();
        CHECK(client.ask(get("/", said)).header("Connection") == "close");
        CHECK(client.is_closed_silently());
    }
    raw_socket kept = server.connect();
    CHECK_FALSE(kept.ask(get("/", "Connection: x-foo\r\nConnection: x-close\r\n")).contains("Connection"));
    CHECK(kept.ask(get("/")).status() == 200);
}

TEST_CASE("empty lines before a request belong to nothing, and do not begin one", "[live][server]") {
    running_server const server(&echo, {.head_time = std::chrono::milliseconds(20)});
    raw_socket client = server.connect();
    CHECK(client.ask(get("/a") + "\r\n").body == "/a");
    std::this_thread::sleep_for(std::chrono::milliseconds(200));  // ten times what a head may take
    CHECK(client.ask("\r\n\r\n" + get("/b")).body == "/b");
}

// ---- The end

TEST_CASE("a server that stops answers a request that has begun", "[live][server]") {
    running_server server(&body_back);
    raw_socket client = begun(server);
    raw_socket idle = server.connect();
    CHECK(idle.ask(post("/", "Content-Length: 0\r\n")).status() == 200);
    server.stop();
    CHECK(idle.is_closed_silently());
    auto const reply = client.ask("hello");
    CHECK(reply.body == "hello");
    CHECK(reply.header("Connection") == "close");
    client.close();
    server.wait();
    CHECK_THROWS(server.connect());
}

TEST_CASE("a request that was read but not looked at is answered when the server stops", "[live][server]") {
    // While the server is busy with /first, /b1 and then /a come, and are read in one go. When /b1 was answered,
    // and before that is known to its connection, /a sends /b2 there and stops the server: /b2 is read at once,
    // but the stop comes before anybody looks at it.
    raw_socket* a = nullptr;
    raw_socket* b = nullptr;
    running_server* all = nullptr;
    running_server server([&](cs::request_view const& asked) {
        if (asked.target == "/first") {
            b->send(get("/b1"));
            a->send(get("/a"));
        } else if (asked.target == "/a") {
            b->send(get("/b2"));
            all->stop();
        }
        return echo(asked);
    });
    std::array<raw_socket, 4> sockets{server.connect(), server.connect(), server.connect(), server.connect()};
    auto& [first, second, third, idle] = sockets;
    for (raw_socket& each : sockets) CHECK(each.ask(get("/")).status() == 200);
    a = &second;
    b = &third;
    all = &server;
    CHECK(first.ask(get("/first")).body == "/first");
    CHECK(second.reply().body == "/a");
    CHECK(third.reply().body == "/b1");
    raw_reply const last = third.reply();
    CHECK(last.body == "/b2");
    CHECK(last.header("Connection") == "close");
    CHECK(idle.is_closed_silently());
    for (raw_socket& each : sockets) each.close();
    server.wait();
}

TEST_CASE("a server that stops ends an answer that is being written", "[live][server]") {
    std::string const large(std::size_t{32} << 20, 'x');
    running_server server(
        [&](cs::request_view const&) { return cs::response{.status = 200, .body = large}; });
    raw_socket client = server.connect();
    client.send(get("/"));
    CHECK(eventually([&] { return client.has_something_to_read(); }));
    server.stop();
    CHECK((client.reply().body == large));
    CHECK(client.rest().empty());
    server.wait();
}

TEST_CASE("a server that stops waits for a silent client no longer than it says", "[live][server]") {
    running_server server(&body_back, {.stop_time = std::chrono::milliseconds(50)});
    raw_socket client = begun(server);
    server.stop_and_wait();
    CHECK(client.is_closed_silently());
}

TEST_CASE("a server can be stopped before it runs, and twice", "[live][server]") {
    http_server server("127.0.0.1", 0, &echo);
    server.stop();
    server.stop();
    server.run();
    CHECK_THROWS(raw_socket(server.port()));
}
