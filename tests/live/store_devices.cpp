// SPDX-License-Identifier: BSL-1.0
//
// Devices and their subscriptions. Nothing tells of subscriptions, so the database is asked.
#include "store.hpp"

using namespace example;

namespace {

std::string const app = "arn:aws:sns:us-east-1:123456789012:app/";
std::string const not_configured =
    "400 InvalidConfigurationException: The identity pool has no ApplicationArn of this platform";
std::string const no_device = "404 ResourceNotFoundException: Device does not exist";

void push_to(bench& at, std::vector<std::string> arns, std::string const& pool = pool_a) {
    good(at.store.answer(cs::SetIdentityPoolConfiguration::Request{
        pool, cs::PushSync{.application_arns = std::move(arns)}, {}}));
}

cs::outcome<cs::RegisterDevice> try_register(bench& at, cs::Platform platform, std::string token = "token",
                                             owner const& of = {}) {
    return at.store.answer(cs::RegisterDevice::Request{of.pool, of.identity, platform, std::move(token)});
}

std::string device(bench& at, cs::Platform platform = cs::Platform::GCM, std::string token = "token",
                   owner const& of = {}) {
    return *good(try_register(at, platform, std::move(token), of)).device_id;
}

/// What is refused, or nothing.
std::string subscribe(bench& at, std::string const& id, std::string const& dataset = "notes",
                      owner const& of = {}) {
    auto const said = at.store.answer(cs::SubscribeToDataset::Request{of.pool, of.identity, dataset, id});
    return said.refusal() ? bad(said) : "";
}
std::string unsubscribe(bench& at, std::string const& id, std::string const& dataset = "notes",
                        owner const& of = {}) {
    auto const said = at.store.answer(cs::UnsubscribeFromDataset::Request{of.pool, of.identity, dataset, id});
    return said.refusal() ? bad(said) : "";
}

std::int64_t subscriptions(scratch const& file) {
    return number_in(file.path(), "SELECT count(*) FROM subscription");
}

}  // namespace

TEST_CASE("a device is registered only where the pool has an application of its platform", "[live][store]") {
    bench at;
    CHECK(bad(try_register(at, cs::Platform::GCM)) == not_configured);
    push_to(at, {});
    CHECK(bad(try_register(at, cs::Platform::GCM)) == not_configured);
    push_to(at, {app + "APNS_SANDBOX/GCM", app + "ADM/app"});
    CHECK(bad(try_register(at, cs::Platform::GCM)) == not_configured);
    CHECK(bad(try_register(at, cs::Platform::APNS)) == not_configured);
    CHECK(device(at, cs::Platform::APNS_SANDBOX).size() == 32);
    CHECK(device(at, cs::Platform::ADM).size() == 32);
    push_to(at, {app + "GCM/app"}, pool_b);
    CHECK(bad(try_register(at, cs::Platform::GCM)) == not_configured);
    push_to(at, {app + "APNS/app", app + "GCM/app"});
    CHECK(device(at, cs::Platform::APNS).size() == 32);
    CHECK(device(at, cs::Platform::GCM).size() == 32);
    CHECK(bad(try_register(at, cs::Platform::ADM)) == not_configured);
}

TEST_CASE("the same push token gets the same device, and any other one another", "[live][store]") {
    bench at;
    for (auto const& pool : {pool_a, pool_b}) push_to(at, {app + "GCM/app", app + "ADM/app"}, pool);
    std::string const first = device(at);
    CHECK(device(at) == first);
    CHECK(device(at, cs::Platform::GCM, "Token") != first);
    CHECK(device(at, cs::Platform::GCM, std::string("token\0", 6)) != first);
    CHECK(device(at, cs::Platform::ADM, "token") != first);
    CHECK(device(at, cs::Platform::GCM, "token", {pool_a, identity_b}) != first);
    CHECK(device(at, cs::Platform::GCM, "token", {pool_b, identity_a}) != first);
    CHECK(device(at) == first);
    std::string const large(100'000, 't');
    CHECK(device(at, cs::Platform::GCM, large) == device(at, cs::Platform::GCM, large));
}

TEST_CASE("a device is known to its identity alone", "[live][store]") {
    bench at;
    push_to(at, {app + "GCM/app"});
    std::string const id = device(at);
    for (std::string const& wrong :
         {std::string("unknown"), id.substr(1), id + "0", id + std::string(1, '\0')}) {
        CHECK(subscribe(at, wrong) == no_device);
        CHECK(unsubscribe(at, wrong) == no_device);
    }
    CHECK(subscribe(at, id, "notes", {pool_a, identity_b}) == no_device);
    CHECK(subscribe(at, id, "notes", {pool_b, identity_a}) == no_device);
    CHECK(unsubscribe(at, id, "notes", {pool_a, identity_b}) == no_device);
    CHECK(unsubscribe(at, id, "notes", {pool_b, identity_a}) == no_device);
    CHECK(subscribe(at, id).empty());
    CHECK(unsubscribe(at, id).empty());
}

TEST_CASE("subscribing and unsubscribing twice is as good as once", "[live][store]") {
    scratch const file;
    bench at(file.path());
    push_to(at, {app + "GCM/app"});
    std::string const id = device(at);
    CHECK(unsubscribe(at, id).empty());
    CHECK(subscribe(at, id).empty());
    CHECK(subscribe(at, id).empty());
    CHECK(subscriptions(file) == 1);
    CHECK(subscribe(at, id, "others").empty());
    CHECK(subscriptions(file) == 2);
    CHECK(unsubscribe(at, id).empty());
    CHECK(unsubscribe(at, id).empty());
    CHECK(subscriptions(file) == 1);
    CHECK(number_in(file.path(), "SELECT count(*) FROM subscription WHERE dataset = 'others'") == 1);
}

TEST_CASE("a subscription outlives the deletion of its dataset, the settings and the store",
          "[live][store]") {
    scratch const file;
    std::string id;
    {
        bench at(file.path());
        push_to(at, {app + "GCM/app"});
        id = device(at);
        CHECK(subscribe(at, id).empty());
        at.update("notes", {put("k", "v")});
        at.erase("notes");
        CHECK(subscriptions(file) == 1);
        good(at.store.answer(cs::SetIdentityPoolConfiguration::Request{pool_a, cs::PushSync{}, {}}));
        CHECK(subscriptions(file) == 1);
    }
    bench at(file.path());
    CHECK(subscriptions(file) == 1);
    CHECK(subscribe(at, id, "others").empty());
    push_to(at, {app + "GCM/app"});
    CHECK(device(at) == id);
}
