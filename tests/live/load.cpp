// SPDX-License-Identifier: BSL-1.0
//
// The server under load, on loopback: what it costs, and whether every answer is right.
//
//     load [--seconds 30] [--connections 64]
//
// First the same request is put to several servers by turns, so that all meet the same machine: a plain Beast
// "hello", short and as long as the page; `dispatch` over a store in memory, which lists 25 datasets; and
// `dispatch` over SQLite, which lists 20, as many as an identity can have. Only the ratios mean something.
//
// Then all connections read and write through SQLite for the time given. Most have an identity of their own,
// and know what each answer must be; the others share a few numbers that they count up against each other, so
// that a lost write shows in the sum. In the end the database is read by itself. A wrong answer, a lost write
// or memory that grows makes the program fail; no time does.
//
// The client waits for one connection after the other while the server works on all the rest: one thread, no
// more code than needed, and never idle.
#include "process.hpp"
#include "server/http_server.hpp"
#include "server/sqlite_store.hpp"
#include "support/store.hpp"

#include <cognito_sync.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

#include <array>
#include <charconv>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include <unistd.h>

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
namespace cs = cognito_sync;
using namespace std::chrono_literals;
using tcp = asio::ip::tcp;
using steady = std::chrono::steady_clock;

namespace {

std::string const pool = "us-east-1:0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0";

std::string identity(std::size_t number) {
    std::array<char, 24> digits{};
    std::snprintf(digits.data(), digits.size(), "%012zx", number);
    return "us-east-1:aaaaaaaa-bbbb-cccc-dddd-" + std::string(digits.data());
}

// ---- Servers

/// What Beast's own examples are: read a request, write the same answer, and again.
class hello_server {
public:
    explicit hello_server(std::string body) : body_(std::move(body)) { accept(); }

    std::uint16_t port() const { return acceptor_.local_endpoint().port(); }
    void run() { context_.run(); }
    void stop() { context_.stop(); }

private:
    struct session : std::enable_shared_from_this<session> {
        session(tcp::socket socket, std::string const& text) : stream(std::move(socket)), body(text) {}

        void read() {
            asked = {};
            stream.expires_after(30s);
            http::async_read(stream, buffer, asked,
                             [self = shared_from_this()](beast::error_code failed, std::size_t) {
                                 if (!failed) self->write();
                             });
        }

        void write() {
            said = {http::status::ok, 11, body};
            said.set(http::field::content_type, "text/plain");
            said.prepare_payload();
            http::async_write(stream, said,
                              [self = shared_from_this()](beast::error_code failed, std::size_t) {
                                  if (!failed) self->read();
                              });
        }

        beast::tcp_stream stream;
        beast::flat_buffer buffer{};
        http::request<http::string_body> asked{};
        http::response<http::string_body> said{};
        std::string const& body;
    };

    void accept() {
        acceptor_.async_accept([this](beast::error_code failed, tcp::socket socket) {
            if (failed) return;
            socket.set_option(tcp::no_delay(true));
            std::make_shared<session>(std::move(socket), body_)->read();
            accept();
        });
    }

    std::string body_;
    asio::io_context context_{1};
    tcp::acceptor acceptor_{context_, {asio::ip::address_v4::loopback(), 0}};
};

/// A server in a thread of its own.
template <class Server>
class running {
public:
    template <class... Arguments>
    explicit running(Arguments&&... arguments) : server_(std::forward<Arguments>(arguments)...) {
        thread_ = std::thread([this] { server_.run(); });
    }
    ~running() {
        server_.stop();
        thread_.join();
    }
    running(running const&) = delete;
    running& operator=(running const&) = delete;

    std::uint16_t port() const { return server_.port(); }

private:
    Server server_;
    std::thread thread_;
};

using sync_server = running<example::http_server>;

/// What a server of this library is: `dispatch` over a store, here with one handler for every operation.
example::http_server::answerer over(example::sqlite_store& store) {
    return [&store](cs::request_view const& asked) {
        auto const each = [&]<class Request>(Request const& one) { return store.answer(one); };
        return cs::dispatch(asked, cs::handlers{each}, "1");
    };
}
example::http_server::answerer over(example::store& store) {
    return [&store](cs::request_view const& asked) {
        auto const list = [&](cs::ListDatasets::Request const& one) { return store.list(one); };
        return cs::dispatch(asked, cs::handlers{list, cs::not_implemented}, "1");
    };
}

// ---- The client

/// One request at a time over one connection, by blocking calls.
class connection {
public:
    explicit connection(std::uint16_t port) {
        socket_.connect({asio::ip::address_v4::loopback(), port});
        socket_.set_option(tcp::no_delay(true));
    }

    void send(std::string_view bytes) { asio::write(socket_, asio::buffer(bytes)); }

    /// Waits for the whole reply. Its body ends with the next call.
    cs::response_view receive() {
        received_.clear();
        std::size_t head = std::string::npos;
        while ((head = received_.find("\r\n\r\n")) == std::string::npos) read_some();
        std::size_t const body = head + 4;
        std::size_t const size = number_after("\r\nContent-Length: ");
        while (received_.size() < body + size) read_some();
        return {.status = static_cast<int>(number_after("HTTP/1.1 ")),
                .body = std::string_view(received_).substr(body, size)};
    }

private:
    void read_some() {
        std::size_t const size = socket_.read_some(asio::buffer(buffer_));
        received_.append(buffer_.data(), size);
    }

    std::size_t number_after(std::string_view mark) const {
        std::size_t const at = received_.find(mark);
        if (at == std::string::npos) throw std::runtime_error("a reply without " + std::string(mark));
        std::size_t value = 0;
        std::from_chars(received_.data() + at + mark.size(), received_.data() + received_.size(), value);
        return value;
    }

    asio::io_context context_{1};
    tcp::socket socket_{context_};
    std::array<char, 16384> buffer_{};
    std::string received_{};
};

/// What one connection asks, and what it makes of the replies.
struct visitor {
    virtual ~visitor() = default;
    virtual std::string const& next_request() = 0;
    virtual void take(cs::response_view const& reply) = 0;
};

/// Lets each visitor ask over a connection of its own until the time is over. Answers how many requests.
std::size_t visit(std::uint16_t port, std::vector<std::unique_ptr<visitor>> const& all, steady::duration time,
                  std::function<void(steady::duration)> const& tick = {}) {
    std::vector<std::unique_ptr<connection>> connections;
    for (std::size_t i = 0; i < all.size(); ++i) connections.push_back(std::make_unique<connection>(port));
    auto const begin = steady::now();
    for (std::size_t i = 0; i < all.size(); ++i) connections[i]->send(all[i]->next_request());
    std::size_t answered = 0;
    for (bool more = true; more;) {
        auto const passed = steady::now() - begin;
        more = passed < time;
        if (tick) tick(passed);
        for (std::size_t i = 0; i < all.size(); ++i) {
            all[i]->take(connections[i]->receive());
            ++answered;
            if (more) connections[i]->send(all[i]->next_request());
        }
    }
    return answered;
}

/// A request as it goes over the wire.
template <class Op>
std::string bytes(typename Op::Request const& asked) {
    cs::request const request = cs::encode_request<Op>(asked).value();
    std::string text = request.method + ' ' + request.target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n";
    for (auto const& [name, value] : request.headers)
        text.append(name).append(": ").append(value).append("\r\n");
    text += "Content-Length: " + std::to_string(request.body.size()) + "\r\n\r\n";
    return text + request.body;
}

// ---- What a page costs

struct same_again : visitor {
    std::string asked;
    std::size_t length;

    same_again(std::string request, std::size_t size) : asked(std::move(request)), length(size) {}
    std::string const& next_request() override { return asked; }
    void take(cs::response_view const& reply) override {
        if (reply.status != 200 || reply.body.size() != length)
            throw std::runtime_error("an unexpected reply: " + std::string(reply.body.substr(0, 200)));
    }
};

/// One of the servers that are compared.
struct contestant {
    std::string name;
    std::uint16_t port;
    std::string request;
    std::size_t length = 0;  // of the body
    std::size_t answered = 0;

    contestant(std::string_view called, std::uint16_t at, std::string asked)
        : name(called), port(at), request(std::move(asked)) {
        connection first(port);
        first.send(request);
        length = first.receive().body.size();
    }

    void run(std::size_t connections, steady::duration time) {
        std::vector<std::unique_ptr<visitor>> all;
        for (std::size_t i = 0; i < connections; ++i)
            all.push_back(std::make_unique<same_again>(request, length));
        answered += visit(port, all, time);
    }
};

cs::Dataset dataset(std::string const& owner, std::size_t number) {
    cs::timestamp const date(1412974057151ms);
    return {.identity_id = owner,
            .dataset_name = "dataset-" + std::to_string(number),
            .creation_date = date,
            .last_modified_date = date,
            .last_modified_by = owner,
            .data_storage = 12345,
            .num_records = 17};
}

void put_datasets(example::sqlite_store& into, std::string const& owner, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        std::string const name = "dataset-" + std::to_string(i);
        auto const listed = into.answer(
            cs::ListRecords::Request{.identity_pool_id = pool, .identity_id = owner, .dataset_name = name});
        into.answer(cs::UpdateRecords::Request{
            .identity_pool_id = pool,
            .identity_id = owner,
            .dataset_name = name,
            .record_patches = {{{.op = cs::Operation::replace, .key = "key", .value = "value"}}},
            .sync_session_token = listed.response()->sync_session_token.value()});
    }
}

void compare(std::size_t connections, steady::duration time, std::string const& file) {
    std::string const me = identity(0);
    example::store memory;
    for (std::size_t i = 0; i < 25; ++i) memory.put(pool, dataset(me, i));
    example::sqlite_store sqlite(file);
    put_datasets(sqlite, me, 20);

    std::string const list = bytes<cs::ListDatasets>({.identity_pool_id = pool, .identity_id = me});
    sync_server const over_memory("127.0.0.1", std::uint16_t{0}, over(memory));
    sync_server const over_sqlite("127.0.0.1", std::uint16_t{0}, over(sqlite));
    contestant in_memory("dispatch over memory, 25 datasets", over_memory.port(), list);
    contestant in_sqlite("dispatch over SQLite, 20 datasets", over_sqlite.port(), list);
    running<hello_server> const short_hello("hello");
    running<hello_server> const long_hello(std::string(in_memory.length, 'x'));
    contestant hello("a plain Beast hello", short_hello.port(), list);
    contestant long_answer("a plain Beast hello of that length", long_hello.port(), list);

    std::array<contestant*, 4> const all{&hello, &long_answer, &in_memory, &in_sqlite};
    constexpr int rounds = 5;
    for (int round = 0; round < rounds; ++round)
        for (contestant* const each : all) each->run(connections, time / (4 * rounds));

    std::cout << "Requests answered in the same time over " << connections << " connections:\n";
    for (contestant const* const each : all)
        std::printf("  %-36s %9zu  %.2f  (%zu bytes)\n", each->name.c_str(), each->answered,
                    static_cast<double>(each->answered) / static_cast<double>(hello.answered), each->length);
    std::fflush(stdout);
}

// ---- Reading and writing

struct tally {
    std::size_t written = 0;    // records
    std::size_t conflicts = 0;  // answers of 409, which are right
    std::size_t wrong = 0;

    void expect(bool held, std::string_view what) {
        if (held || ++wrong > 10) return;
        std::cout << "WRONG: " << what << '\n';
    }
};

/// Reads a dataset and writes to it, by turns.
class writer : public visitor {
public:
    writer(tally& all, std::string owner) : all_(all), owner_(std::move(owner)) {}

    std::string const& next_request() override {
        request_ = reading_ ? read_request() : write_request();
        return request_;
    }

    void take(cs::response_view const& reply) override {
        if (reading_)
            take_records(cs::decode_response<cs::ListRecords>(reply));
        else if (reply.status == 409)
            take_conflict();
        else
            take_written(cs::decode_response<cs::UpdateRecords>(reply));
        reading_ = !reading_;
    }

    std::string const& owner() const { return owner_; }

protected:
    static constexpr char const* name = "load";

    virtual void see(std::vector<cs::Record> const& records) = 0;
    virtual std::vector<cs::RecordPatch> patches() = 0;
    virtual void written(std::vector<cs::RecordPatch> const& sent, std::vector<cs::Record> const& told) = 0;
    virtual void take_conflict() = 0;

    tally& all_;

private:
    std::string read_request() const {
        return bytes<cs::ListRecords>(
            {.identity_pool_id = pool, .identity_id = owner_, .dataset_name = name});
    }

    std::string write_request() {
        sent_ = patches();
        return bytes<cs::UpdateRecords>({.identity_pool_id = pool,
                                         .identity_id = owner_,
                                         .dataset_name = name,
                                         .record_patches = sent_,
                                         .sync_session_token = token_});
    }

    void take_records(cs::result<cs::ListRecords::Response> const& page) {
        all_.expect(page.has_value(), page ? "" : page.error().message);
        if (!page) return;
        token_ = page->sync_session_token.value_or("");
        all_.expect(!page->next_token, "the page is the whole dataset");
        see(page->records);
    }

    void take_written(cs::result<cs::UpdateRecords::Response> const& told) {
        all_.expect(told.has_value(), told ? "" : told.error().message);
        if (!told) return;
        all_.expect(told->records.size() == sent_.size(), "each patch has its record");
        all_.written += sent_.size();
        written(sent_, told->records);
    }

    std::string owner_;
    bool reading_ = true;
    std::string token_{};
    std::string request_{};
    std::vector<cs::RecordPatch> sent_{};
};

/// Has its dataset for itself, and so knows what stands there.
class owner_of_records final : public writer {
public:
    using writer::writer;

    std::map<std::string, std::pair<std::string, std::int64_t>> const& records() const { return known_; }

private:
    void see(std::vector<cs::Record> const& records) override {
        all_.expect(records.size() == known_.size(), "as many records as were written");
        for (auto const& each : records) {
            auto const found = known_.find(each.key.value_or(""));
            all_.expect(found != known_.end() && each.value == found->second.first &&
                            each.sync_count == found->second.second,
                        "a record is as it was written");
        }
    }

    std::vector<cs::RecordPatch> patches() override {
        std::vector<cs::RecordPatch> list;
        for (std::size_t i = 0; i < 1 + turn_ % 4; ++i) {
            std::string const key = "key " + std::to_string((turn_ * 7 + i) % 40);
            auto const found = known_.find(key);
            list.push_back({.op = cs::Operation::replace,
                            .key = key,
                            .value = "größe " + std::to_string(turn_) + std::string(turn_ % 200, 'x'),
                            .sync_count = found == known_.end() ? 0 : found->second.second});
        }
        ++turn_;
        return list;
    }

    void written(std::vector<cs::RecordPatch> const& sent, std::vector<cs::Record> const& told) override {
        ++count_;
        for (std::size_t i = 0; i < sent.size() && i < told.size(); ++i) {
            all_.expect(told[i].key == sent[i].key && told[i].value == sent[i].value &&
                            told[i].sync_count == count_,
                        "what is answered is what was sent");
            known_[sent[i].key] = {sent[i].value.value_or(""), count_};
        }
    }

    void take_conflict() override { all_.expect(false, "nobody else writes here"); }

    std::size_t turn_ = 0;
    std::int64_t count_ = 0;
    std::map<std::string, std::pair<std::string, std::int64_t>> known_{};
};

/// Adds one to a number that others add to as well.
class counter final : public writer {
public:
    using writer::writer;

    std::int64_t added() const { return added_; }

private:
    void see(std::vector<cs::Record> const& records) override {
        number_ = records.empty() ? 0 : std::stoll(records.front().value.value_or("0"));
        at_ = records.empty() ? 0 : records.front().sync_count.value_or(0);
    }

    std::vector<cs::RecordPatch> patches() override {
        return {{.op = cs::Operation::replace,
                 .key = "number",
                 .value = std::to_string(number_ + 1),
                 .sync_count = at_}};
    }

    void written(std::vector<cs::RecordPatch> const&, std::vector<cs::Record> const&) override { ++added_; }
    void take_conflict() override { ++all_.conflicts; }

    std::int64_t number_ = 0;
    std::int64_t at_ = 0;
    std::int64_t added_ = 0;
};

/// The memory of this process that is in use, in bytes.
std::size_t resident() {
    std::ifstream from("/proc/self/statm");
    std::size_t whole = 0;
    std::size_t pages = 0;
    from >> whole >> pages;
    return pages * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

/// How many acknowledged writes a database does not have.
std::size_t lost(std::string const& file, std::vector<std::unique_ptr<visitor>> const& all) {
    example::sqlite_store store(file);
    std::map<std::string, std::int64_t> missing;  // by owner: what was counted, less what is there
    std::size_t lost = 0;
    for (auto const& each : all) {
        auto const& who = dynamic_cast<writer const&>(*each);
        auto const page = store.answer(cs::ListRecords::Request{
            .identity_pool_id = pool, .identity_id = who.owner(), .dataset_name = "load"});
        std::map<std::string, std::pair<std::string, std::int64_t>> found;
        for (auto const& record : page.response()->records)
            found[record.key.value()] = {record.value.value_or(""), record.sync_count.value()};
        if (auto const* const alone = dynamic_cast<owner_of_records const*>(each.get())) {
            for (auto const& [key, value] : alone->records()) lost += found[key] == value ? 0U : 1U;
        } else {
            auto const [at, first] = missing.try_emplace(who.owner());
            if (first) at->second -= std::stoll(found["number"].first);
            at->second += dynamic_cast<counter const&>(*each).added();
        }
    }
    for (auto const& [owner, count] : missing) lost += static_cast<std::size_t>(std::abs(count));
    return lost;
}

bool read_and_write(std::size_t connections, steady::duration time, std::string const& file) {
    constexpr std::size_t most_growth = (example::sanitized ? 512 : 16) << 20;  // what allocators keep back
    tally seen;
    std::vector<std::unique_ptr<visitor>> all;
    for (std::size_t i = 0; i < connections; ++i) {
        if (i % 4 == 0)  // four numbers, each counted up by several
            all.push_back(std::make_unique<counter>(seen, identity(1 + i / 4 % 4)));
        else
            all.push_back(std::make_unique<owner_of_records>(seen, identity(100 + i)));
    }
    std::size_t warm = 0;
    std::size_t answered = 0;
    std::size_t grown = 0;
    {
        example::sqlite_store store(file);
        sync_server const server("127.0.0.1", std::uint16_t{0}, over(store));
        answered = visit(server.port(), all, time, [&](steady::duration passed) {
            if (warm == 0 && passed > time / 4) warm = resident();
        });
        grown = resident();
    }
    std::size_t const gone = lost(file, all);
    std::cout << "Reading and writing over SQLite: " << answered << " requests, " << seen.written
              << " records written, " << seen.conflicts << " conflicts\n  wrong answers " << seen.wrong
              << ", lost writes " << gone << ", resident memory " << (warm >> 10) << " KiB after a quarter, "
              << (grown >> 10) << " KiB at the end\n";
    bool const flat = warm != 0 && grown < warm + most_growth;
    if (!flat) std::cout << "The memory grows.\n";
    return seen.wrong == 0 && gone == 0 && flat && seen.written > 0;
}

// ---- The program

struct options {
    std::size_t seconds = 30;
    std::size_t connections = 64;
};

options read_options(std::vector<std::string> const& words) {
    options chosen;
    for (std::size_t i = 0; i < words.size(); i += 2) {
        std::size_t* const into = words[i] == "--seconds"       ? &chosen.seconds
                                  : words[i] == "--connections" ? &chosen.connections
                                                                : nullptr;
        if (into == nullptr || i + 1 == words.size() ||
            (*into = std::strtoul(words[i + 1].c_str(), nullptr, 10)) == 0)
            throw std::runtime_error("usage: load [--seconds 30] [--connections 64]");
    }
    return chosen;
}

}  // namespace

int main(int count, char** words) try {
    options const chosen = read_options({words + 1, words + count});
    std::chrono::milliseconds const time = std::chrono::seconds(chosen.seconds);
    example::scratch_folder const folder;
    compare(chosen.connections, time / 2, folder.file("compare.db"));
    return read_and_write(chosen.connections, time, folder.file("load.db")) ? 0 : 1;
} catch (std::exception const& failed) {
    std::cerr << "load: " << failed.what() << '\n';
    return 1;
}
