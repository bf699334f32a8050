// SPDX-License-Identifier: BSL-1.0
//
// The wire is spoken in bytes: a request is written as one text, a reply is read as it comes and parsed by
// Beast beside it, so that a trace shows what crossed.
#include "client/connection.hpp"

#include "client/trace.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/error.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

namespace example::client {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using tcp = asio::ip::tcp;
using beast::error_code;

namespace {

constexpr std::uint64_t longest_body = std::uint64_t{64} << 20;
constexpr std::uint32_t longest_head = 64 << 10;

std::string words(error_code failed) {
    if (failed == beast::error::timeout) return "it took too long";
    if (failed == asio::error::eof || failed == asio::ssl::error::stream_truncated)
        return "the other end closed the connection";
    if (failed == http::error::partial_message) return "the reply breaks off";
    if (failed == http::error::body_limit || failed == http::error::header_limit)
        return "the reply is too long";
    if (failed.category() == http::make_error_code(http::error::bad_version).category())
        return "the reply is not HTTP (" + failed.message() + ")";
    return failed.message();
}

bool is_address(std::string const& host) {
    error_code failed;
    asio::ip::make_address(host, failed);
    return !failed;
}

/// SSL_set_tlsext_host_name, which is a macro of casts.
bool name_server(SSL* ssl, std::string name) {
    return SSL_ctrl(ssl, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, name.data()) == 1;
}

std::string head_of(cs::request const& asked, std::string const& authority) {
    std::string text(asked.method);
    text.append(" ").append(asked.target).append(" HTTP/1.1\r\nHost: ").append(authority).append("\r\n");
    for (auto const& [name, value] : asked.headers)
        text.append(name).append(": ").append(value).append("\r\n");
    text.append("User-Agent: sync-client\r\n");
    if (!asked.body.empty() || asked.method == "POST")
        text.append("Content-Length: ").append(std::to_string(asked.body.size())).append("\r\n");
    return text.append("\r\n");
}

cs::response reply_of(http::response<http::string_body>&& from) {
    cs::response made{.status = static_cast<int>(from.result_int())};
    for (auto const& each : from)
        made.headers.emplace_back(std::string_view(each.name_string()), std::string_view(each.value()));
    made.body = std::move(from.body());
    return made;
}

/// Takes what any of the operations below is done with.
struct completion {
    error_code& failed;
    std::size_t& size;

    void operator()(error_code code) const { failed = code; }
    void operator()(error_code code, tcp::endpoint const&) const { failed = code; }
    void operator()(error_code code, std::size_t bytes) const {
        failed = code;
        size = bytes;
    }
};

}  // namespace

struct connection::parts {
    using stream = asio::ssl::stream<beast::tcp_stream>;

    connection_settings settings;
    asio::io_context context{1};
    asio::ssl::context tls{asio::ssl::context::tls_client};
    std::optional<stream> open{};
    beast::flat_buffer buffer{};

    explicit parts(connection_settings given) : settings(std::move(given)) {
        if (!settings.address.tls) return;
        SSL_CTX_set_min_proto_version(tls.native_handle(), TLS1_2_VERSION);
        tls.set_default_verify_paths();
        tls.set_verify_mode(asio::ssl::verify_peer);
        error_code failed;
        if (!settings.ca_file.empty()) tls.load_verify_file(settings.ca_file, failed);
        if (failed)
            throw std::runtime_error("cannot read certificates from " + settings.ca_file + ": " +
                                     failed.message());
    }

    beast::tcp_stream& socket() { return open->next_layer(); }

    /// Starts something asynchronous and waits until it is done, for no longer than `patience`.
    template <class Start>
    std::size_t wait(std::chrono::milliseconds patience, error_code& failed, Start start) {
        std::size_t size = 0;
        socket().expires_after(patience);
        start(completion{failed, size});
        context.restart();
        context.run();
        return size;
    }

    /// Calls something with the stream that carries HTTP.
    template <class Use>
    void with_stream(Use use) {
        if (settings.address.tls)
            use(*open);
        else
            use(socket());
    }

    [[noreturn]] void fail(failure how, std::string const& what, std::string const& why) {
        open.reset();
        buffer.clear();
        throw connection_error(how, what + " " + settings.address.authority() + ": " + why);
    }

    void connect() {
        open.emplace(context, tls);
        error_code failed;
        auto const found =
            tcp::resolver(context).resolve(settings.address.host, settings.address.port, failed);
        if (failed)
            fail(failed == asio::error::host_not_found_try_again ? failure::unsent : failure::hopeless,
                 "cannot find", failed.message());
        wait(settings.patience.connect, failed, [&](auto done) { socket().async_connect(found, done); });
        if (failed) fail(failure::unsent, "cannot reach", words(failed));
        socket().socket().set_option(tcp::no_delay(true), failed);
        if (settings.address.tls) shake_hands();
    }

    /// TLS: the certificate has to be the host's, by name or by address.
    void shake_hands() {
        SSL* const ssl = open->native_handle();
        std::string const& host = settings.address.host;
        X509_VERIFY_PARAM* const rules = SSL_get0_param(ssl);
        bool const told =
            is_address(host)
                ? X509_VERIFY_PARAM_set1_ip_asc(rules, host.c_str()) == 1
                : name_server(ssl, host) && X509_VERIFY_PARAM_set1_host(rules, host.data(), host.size()) == 1;
        if (!told) fail(failure::hopeless, "cannot secure", "the host is not one that TLS can verify");
        error_code failed;
        wait(settings.patience.connect, failed,
             [&](auto done) { open->async_handshake(asio::ssl::stream_base::client, done); });
        if (!failed) return;
        long const verdict = SSL_get_verify_result(ssl);
        if (verdict != X509_V_OK)
            fail(failure::hopeless, "cannot trust", X509_verify_cert_error_string(verdict));
        bool const refused = failed.category() == asio::error::get_ssl_category();
        fail(refused ? failure::hopeless : failure::unsent, "cannot secure", words(failed));
    }

    void write(std::string const& text, bool fresh) {
        error_code failed;
        wait(settings.patience.write, failed, [&](auto done) {
            with_stream([&](auto& to) { asio::async_write(to, asio::buffer(text), done); });
        });
        if (failed) fail(fresh ? failure::unanswered : failure::stale, "cannot write to", words(failed));
    }

    using parser = http::response_parser<http::string_body>;

    /// Reads until the reply is whole. What was read stands in `received`.
    void read(parser& reply, std::string& received, bool fresh) {
        for (bool is_here = buffer.size() > 0; !reply.is_done(); is_here = false) {
            error_code failed;
            if (!is_here) read_some(received, failed);
            bool const stale = !fresh && received.empty() && failed != beast::error::timeout;
            if (!failed)
                buffer.consume(reply.put(buffer.data(), failed));
            else if (failed == asio::error::eof && reply.got_some())
                end(reply, failed);
            if (failed && failed != http::error::need_more)
                fail(stale ? failure::stale : failure::unanswered, "no reply from", words(failed));
        }
    }

    void read_some(std::string& received, error_code& failed) {
        auto const space = buffer.prepare(16384);
        std::size_t const size = wait(settings.patience.read, failed, [&](auto done) {
            with_stream([&](auto& from) { from.async_read_some(space, done); });
        });
        received.append(static_cast<char const*>(space.data()), size);
        buffer.commit(size);
    }

    /// A body that has no length is as long as the connection lasts.
    static void end(parser& reply, error_code& failed) {
        failed = {};
        reply.put_eof(failed);
    }

    void show(std::string_view head, std::string_view body, std::string_view prefix) {
        if (settings.trace == nullptr) return;
        *settings.trace << shown(masked_head(head), prefix) << shown(masked_body(body), prefix) << std::flush;
    }

    void close_after(parser const& reply) {
        // What follows a reply was not asked for: the connection is no longer in step.
        if (reply.keep_alive() && buffer.size() == 0) return;
        open.reset();
        buffer.clear();
    }
};

connection::connection(connection_settings settings) : parts_(std::make_unique<parts>(std::move(settings))) {}
connection::~connection() = default;
connection::connection(connection&&) noexcept = default;

cs::response connection::exchange(cs::request const& asked) {
    bool const fresh = !parts_->open;
    if (fresh) parts_->connect();
    std::string const head = head_of(asked, parts_->settings.address.authority());
    parts_->show(head, asked.body, "> ");
    parts_->write(head + asked.body, fresh);

    std::optional<parts::parser> parser;
    std::string received;
    do {  // a reply of 100 to 199 announces another
        received.erase(0, received.size() - parts_->buffer.size());
        parser.emplace();
        parser->eager(true);
        parser->body_limit(longest_body);
        parser->header_limit(longest_head);
        parts_->read(*parser, received, fresh);
    } while (parser->get().result_int() < 200);
    parts_->close_after(*parser);
    cs::response reply = reply_of(parser->release());
    parts_->show(std::string_view(received).substr(0, received.find("\r\n\r\n") + 4), reply.body, "< ");
    return reply;
}

}  // namespace example::client
