// SPDX-License-Identifier: BSL-1.0
//
// JSON bodies that are not as they were written, for every operation: members that nobody knows, members that
// are missing, null or of another type, bodies that end too early. Each is tried at every place of a body
// that has them all, in requests of both forms and in replies.
#include <cognito_sync/codec.hpp>
#include <cognito_sync/dispatch.hpp>

#include <boost/json.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "support/bodies.hpp"
#include "support/catch.hpp"

namespace {

using namespace cognito_sync;
using namespace bodies;
namespace json = boost::json;

/// Takes a value away. A list or map that may not be absent is empty then.
void take_away(json::value& root, spot const& what) {
    json::value& above = at(root, what.above);
    std::string const last = what.pointer.substr(what.above.size() + 1);
    if (json::array* const list = above.if_array())
        list->erase(list->begin() + std::stoi(last));
    else if (what.required && (what.type->is == kind::list || what.type->is == kind::map))
        above.at(what.name) =
            what.type->is == kind::list ? json::value(json::array()) : json::value(json::object());
    else
        above.as_object().erase(what.name.empty() ? last : what.name);
}

template <class Visit>
void each_spot(Visit visit) {
    for (body const& of : all())
        for (spot const& what : spots_of(of)) {
            INFO(of.title << " " << what.pointer);
            visit(of, what);
        }
}

reading read_with(body const& of, spot const& what, json::value const& put) {
    json::value changed = json::parse(of.text);
    at(changed, what.pointer) = put;
    return of.read(json::serialize(changed));
}

/// Values of JSON that a member of this type cannot have.
std::vector<json::value> misfits(kind is) {
    std::vector<json::value> all;
    if (is != kind::string && is != kind::enumeration) all.emplace_back("x");
    if (is != kind::boolean) all.emplace_back(true);
    if (is != kind::int32 && is != kind::int64 && is != kind::time) all.emplace_back(1);
    if (is != kind::time) all.emplace_back(1.5);
    if (is != kind::structure && is != kind::map) all.emplace_back(json::object());
    if (is != kind::structure && is != kind::map) all.emplace_back(json::object{{"a", 1}});
    if (is != kind::list) all.emplace_back(json::array());
    if (is != kind::list) all.emplace_back(json::array{1});
    return all;
}

/// Puts members that nobody knows before and behind the others of every structure.
json::value with_strangers(json::value const& held, schema const& shape);

json::value with_strangers(json::value const& held, value_type const& type) {
    json::value made = held;
    if (type.is == kind::structure) return with_strangers(held, *type.schema);
    if (type.is == kind::list)
        for (json::value& each : made.as_array()) each = with_strangers(each, *type.list->element);
    if (type.is == kind::map)
        for (auto& each : made.as_object()) each.value() = with_strangers(each.value(), *type.map->element);
    return made;
}

json::value with_strangers(json::value const& held, schema const& shape) {
    json::object made{
        {"__type", "T"}, {"", nullptr}, {"x", json::parse(R"([{"Key":[[]],"x":{}},"\u00e9",-1e3])")}};
    for (auto const& member : held.as_object())
        made.emplace(member.key(),
                     with_strangers(member.value(), *shape.find(std::string_view(member.key()))->type));
    for (field const& each : shape.fields) {
        std::string capital(each.name);
        capital.front() = static_cast<char>(capital.front() ^ 0x20);
        made.emplace(capital, json::array{json::object{{each.name, true}}});
    }
    return made;
}

}  // namespace

TEST_CASE("every operation: the bodies of these tests have every member, and are read", "[every][body]") {
    CHECK(all().size() == 17 + 4 + 14);
    for (body const& of : all()) {
        INFO(of.title);
        std::size_t members = 0;
        for (spot const& each : spots_of(of)) members += each.above.empty();
        std::size_t outside = 0;
        for (std::uint32_t rows = of.outside; rows != 0; rows &= rows - 1) ++outside;
        CHECK(members == of.shape->fields.size() - outside);
        CHECK(of.text.find("[]") == std::string::npos);
        CHECK(of.read(of.text).failed == error{});
        CHECK(of.read(of.text).value == of.whole);
    }
}

TEST_CASE("every operation: members that nobody knows are passed over", "[every][body]") {
    for (body const& of : all()) {
        INFO(of.title);
        json::value const changed = with_strangers(json::parse(of.text), *of.shape);
        reading const found = of.read(json::serialize(changed));
        CHECK(found.failed == error{});
        CHECK(found.value == of.whole);
    }
}

TEST_CASE("every operation: a member that travels elsewhere is unknown in a body", "[every][body]") {
    for (body const& of : all()) {
        INFO(of.title);
        json::object changed;
        for (std::size_t i = 0; i < of.shape->fields.size(); ++i)
            if ((of.outside >> i & 1U) != 0) changed[of.shape->fields[i].name] = json::array{5};
        json::value const text = json::parse(of.text);
        for (auto const& member : text.as_object()) changed[member.key()] = member.value();
        CHECK(of.read(json::serialize(changed)).value == of.whole);
    }
}

TEST_CASE("every operation: a member that is missing or null is absent, or it is required", "[every][body]") {
    each_spot([](body const& of, spot const& what) {
        if (what.name.empty()) return;
        json::value without = json::parse(of.text);
        at(without, what.above).as_object().erase(what.name);
        for (reading const& found : {of.read(json::serialize(without)), read_with(of, what, nullptr)}) {
            if (of.is_request && what.required) {
                CHECK(found.failed.code == errc::broken_constraint);
                CHECK(found.failed.name == "InvalidParameterException");
                CHECK(found.failed.where == what.pointer);
                CHECK(found.failed.violations ==
                      std::vector<violation>{{what.pointer, "Value at '" + what.pointer +
                                                                "' failed to satisfy constraint: "
                                                                "Member must not be null"}});
            } else {
                json::value wanted = of.whole;
                take_away(wanted, what);
                CHECK(found.failed == error{});
                CHECK(found.value == wanted);
            }
        }
    });
}

TEST_CASE("every operation: null in a list or map is refused in a request and dropped from a reply",
          "[every][body]") {
    std::size_t tried = 0;
    each_spot([&](body const& of, spot const& what) {
        if (!what.name.empty()) return;
        ++tried;
        reading const found = read_with(of, what, nullptr);
        if (of.is_request) {
            CHECK(found.failed.code == errc::null_element);
            CHECK(found.failed.name == "SerializationException");
            CHECK(found.failed.where == what.pointer);
        } else {
            json::value wanted = of.whole;
            take_away(wanted, what);
            CHECK(found.failed == error{});
            CHECK(found.value == wanted);
        }
    });
    CHECK(tried > 20);
}

TEST_CASE("every operation: a value of another type is refused by its pointer", "[every][body]") {
    each_spot([](body const& of, spot const& what) {
        bool const quoted = of.outside == 0 && of.is_request && what.shape.as_number != nullptr;
        for (json::value const& misfit : misfits(what.type->is)) {
            INFO(json::serialize(misfit));
            error const failed = read_with(of, what, misfit).failed;
            CHECK(failed.code == (quoted && misfit.is_string() ? errc::bad_integer : errc::wrong_type));
            CHECK(failed.where == what.pointer);
            CHECK(failed.status == (of.is_request ? 400 : 200));
            CHECK(failed.name == (of.is_request ? "SerializationException" : ""));
        }
    });
}

TEST_CASE("every operation: a body that ends too early is refused where it ends", "[every][body]") {
    std::size_t at_the_end = 0;
    for (body const& of : all())
        for (std::size_t size = 1; size < of.text.size(); ++size) {
            error const failed = of.read(of.text.substr(0, size)).failed;
            if (failed.code == errc::not_json && failed.offset == size) {
                ++at_the_end;
                continue;
            }
            INFO(of.title << " " << of.text.substr(0, size));
            // Half a character is bad Unicode, if anything.
            CHECK(failed.code == errc::bad_unicode);
            CHECK(failed.offset <= size);
        }
    CHECK(at_the_end > 1'000);
}
