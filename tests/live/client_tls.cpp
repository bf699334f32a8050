// SPDX-License-Identifier: BSL-1.0
//
// TLS: who is believed and who is not. The authority and all certificates are made here and now.
#include "client/connection.hpp"
#include "client/repeat.hpp"

#include "process.hpp"
#include "scripted_service.hpp"

#include "support/catch.hpp"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <chrono>
#include <cstdio>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

namespace cs = cognito_sync;
namespace client = example::client;
using example::says;
using example::step;

namespace {

template <auto Free>
struct free_with {
    template <class T>
    void operator()(T* owned) const {
        Free(owned);
    }
};
using key = std::unique_ptr<EVP_PKEY, free_with<EVP_PKEY_free>>;
using certificate = std::unique_ptr<X509, free_with<X509_free>>;
using server_context = std::unique_ptr<SSL_CTX, free_with<SSL_CTX_free>>;
using extension = std::unique_ptr<X509_EXTENSION, free_with<X509_EXTENSION_free>>;

void need(bool fine) {
    if (!fine) throw std::runtime_error("OpenSSL refuses");
}

/// A key and a certificate for it.
struct identity {
    key secret{EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256")};
    certificate said{X509_new()};
};

void add(X509* to, int what, std::string const& value) {
    extension const made(X509V3_EXT_conf_nid(nullptr, nullptr, what, value.c_str()));
    need(made && X509_add_ext(to, made.get(), -1) == 1);
}

/// A certificate that `by` signs, or that signs itself.
identity make_identity(std::string const& name, std::string const& hosts, identity const* by,
                       long expires = 3600) {
    identity made;
    X509* const said = made.said.get();
    need(X509_set_version(said, 2) == 1 &&
         ASN1_INTEGER_set(X509_get_serialNumber(said), by == nullptr ? 1 : 2) == 1);
    X509_gmtime_adj(X509_getm_notBefore(said), -7200);
    X509_gmtime_adj(X509_getm_notAfter(said), expires);
    auto const* const text = reinterpret_cast<unsigned char const*>(name.c_str());
    need(X509_NAME_add_entry_by_txt(X509_get_subject_name(said), "CN", MBSTRING_ASC, text, -1, -1, 0) == 1);
    X509_set_issuer_name(said, X509_get_subject_name(by == nullptr ? said : by->said.get()));
    X509_set_pubkey(said, made.secret.get());
    add(said, NID_basic_constraints, by == nullptr ? "critical,CA:TRUE" : "CA:FALSE");
    if (!hosts.empty()) add(said, NID_subject_alt_name, hosts);
    need(X509_sign(said, (by == nullptr ? made : *by).secret.get(), EVP_sha256()) > 0);
    return made;
}

std::string pem_of(X509* said) {
    std::unique_ptr<BIO, free_with<BIO_free_all>> const to(BIO_new(BIO_s_mem()));
    need(PEM_write_bio_X509(to.get(), said) == 1);
    std::string text(static_cast<std::size_t>(BIO_pending(to.get())), '\0');
    need(BIO_read(to.get(), text.data(), static_cast<int>(text.size())) == static_cast<int>(text.size()));
    return text;
}

server_context context_of(identity const& who, int newest = TLS1_3_VERSION) {
    server_context made(SSL_CTX_new(TLS_server_method()));
    need(SSL_CTX_use_certificate(made.get(), who.said.get()) == 1 &&
         SSL_CTX_use_PrivateKey(made.get(), who.secret.get()) == 1);
    SSL_CTX_set_security_level(made.get(), 0);  // for the old versions
    SSL_CTX_set_max_proto_version(made.get(), newest);
    return made;
}

/// An authority, its file, and a service with a certificate of it.
struct world {
    example::scratch_folder folder{};
    identity authority = make_identity("An authority of a test", "", nullptr);

    std::string ca_file() const {
        std::ofstream(folder.file("ca.pem")) << pem_of(authority.said.get());
        return folder.file("ca.pem");
    }
};

/// What a client says that asks a service once.
struct outcome {
    std::string said;
    client::failure how{};
    int connections = 0;
};
outcome ask(identity const& service, std::string const& host, std::string const& ca_file,
            int newest = TLS1_3_VERSION) {
    auto const context = context_of(service, newest);
    example::scripted_service const running({says(200, "fine")}, context.get());
    client::connection to(
        {.address = {.tls = true, .host = host, .port = std::to_string(running.port())}, .ca_file = ca_file});
    try {
        auto const reply = to.exchange({.method = "GET", .target = "/"});
        return {reply.body, {}, running.connections()};
    } catch (client::connection_error const& failed) {
        return {failed.what(), failed.how(), running.connections()};
    }
}

}  // namespace

TEST_CASE("A service with a certificate for its name is believed", "[live][client]") {
    world const now;
    auto const service = make_identity("x", "DNS:localhost,IP:127.0.0.1", &now.authority);
    CHECK(ask(service, "localhost", now.ca_file()).said == "fine");
    CHECK(ask(service, "127.0.0.1", now.ca_file()).said == "fine");
    CHECK(ask(service, "localhost", now.ca_file(), TLS1_2_VERSION).said == "fine");
}

TEST_CASE("A service with a certificate for another name is not believed", "[live][client]") {
    world const now;
    auto const elsewhere = make_identity("x", "DNS:example.com,IP:127.0.0.2", &now.authority);
    auto const by_name = ask(elsewhere, "localhost", now.ca_file());
    CHECK(by_name.said.starts_with("cannot trust localhost:"));
    CHECK(by_name.said.ends_with(": hostname mismatch"));
    CHECK(by_name.how == client::failure::hopeless);
    auto const by_address = ask(elsewhere, "127.0.0.1", now.ca_file());
    CHECK(by_address.said.ends_with(": IP address mismatch"));
    CHECK(by_address.how == client::failure::hopeless);
    CHECK(ask(make_identity("x", "DNS:127.0.0.1", &now.authority), "127.0.0.1", now.ca_file()).how ==
          client::failure::hopeless);
}

TEST_CASE("A service with a certificate of nobody known is not believed", "[live][client]") {
    world const now, other;
    auto const service = make_identity("x", "DNS:localhost", &now.authority);
    for (std::string const& file : {std::string(), other.ca_file()}) {
        auto const said = ask(service, "localhost", file);
        CHECK(said.said.starts_with("cannot trust localhost:"));
        CHECK(said.how == client::failure::hopeless);
    }
    auto const itself = make_identity("localhost", "DNS:localhost", nullptr);
    CHECK(ask(itself, "localhost", now.ca_file()).said.find("self-signed certificate") != std::string::npos);
}

TEST_CASE("A service with a certificate that has expired is not believed", "[live][client]") {
    world const now;
    auto const said =
        ask(make_identity("x", "DNS:localhost", &now.authority, -60), "localhost", now.ca_file());
    CHECK(said.said.ends_with(": certificate has expired"));
    CHECK(said.how == client::failure::hopeless);
}

TEST_CASE("TLS before 1.2 is not spoken", "[live][client]") {
    world const now;
    auto const service = make_identity("x", "DNS:localhost", &now.authority);
    auto const said = ask(service, "localhost", now.ca_file(), TLS1_1_VERSION);
    CHECK(said.said.starts_with("cannot secure localhost:"));
    CHECK(said.how == client::failure::hopeless);
}

TEST_CASE("A service that is not believed is asked once and told nothing", "[live][client]") {
    world const now;
    auto const service = make_identity("x", "DNS:elsewhere", &now.authority);
    auto const context = context_of(service);
    example::scripted_service const running({says(200, "fine")}, context.get());
    client::connection to(
        {.address = {.tls = true, .host = "localhost", .port = std::to_string(running.port())},
         .ca_file = now.ca_file()});
    client::sender send([&](cs::request const& asked) { return to.exchange(asked); }, {});
    CHECK_FALSE(send({.method = "GET", .target = "/"}).has_value());
    CHECK(running.connections() == 1);
    CHECK(running.requests().empty());
}

TEST_CASE("A service that speaks no TLS is told apart from one that is not trusted", "[live][client]") {
    example::scripted_service const plain({says(200, "fine")});
    client::connection to(
        {.address = {.tls = true, .host = "127.0.0.1", .port = std::to_string(plain.port())},
         .patience = {.connect = std::chrono::milliseconds(500)}});
    try {
        to.exchange({.method = "GET", .target = "/"});
        FAIL("nothing was said");
    } catch (client::connection_error const& failed) {
        CHECK(std::string(failed.what()).starts_with("cannot secure 127.0.0.1:"));
    }
}

TEST_CASE("Over TLS, too, one connection carries all requests and is opened again", "[live][client]") {
    world const now;
    auto const service = make_identity("x", "DNS:localhost", &now.authority);
    auto const context = context_of(service);
    step second = says(200, "two");
    second.close = true;
    example::scripted_service const running({says(200, "one"), second, says(200, "three")}, context.get());
    client::connection to(
        {.address = {.tls = true, .host = "localhost", .port = std::to_string(running.port())},
         .ca_file = now.ca_file()});
    client::sender send([&](cs::request const& asked) { return to.exchange(asked); }, {});
    for (std::string const expected : {"one", "two", "three"})
        CHECK(send({.method = "GET", .target = "/"})->body == expected);
    CHECK(running.connections() == 2);
}

TEST_CASE("A body without a length that is cut off under TLS is no reply", "[live][client]") {
    world const now;
    auto const service = make_identity("x", "DNS:localhost", &now.authority);
    auto const context = context_of(service);
    SSL_CTX_set_quiet_shutdown(context.get(), 1);  // closes without saying so, as an attacker would
    example::scripted_service const running({step{.reply = "HTTP/1.1 200 OK\r\n\r\nhalf", .close = true}},
                                            context.get());
    client::connection to(
        {.address = {.tls = true, .host = "localhost", .port = std::to_string(running.port())},
         .ca_file = now.ca_file()});
    CHECK_THROWS_AS(to.exchange({.method = "GET", .target = "/"}), client::connection_error);
}

TEST_CASE("A file without certificates is refused before anything is sent", "[live][client]") {
    example::scratch_folder const folder;
    std::ofstream(folder.file("empty.pem")) << "nothing";
    for (std::string const& file : {folder.file("empty.pem"), folder.file("missing.pem")})
        CHECK_THROWS_AS(
            client::connection({.address = {.tls = true, .host = "localhost", .port = "1"}, .ca_file = file}),
            std::runtime_error);
}
