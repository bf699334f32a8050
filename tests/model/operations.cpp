// SPDX-License-Identifier: BSL-1.0
//
// The tables against the service's own model, which data/model.json holds in short: what either side states
// of an operation, a member or an exception is put into one line, and the lines must be equal. So a drift
// names itself.
//
// The model has 53 structures with 130 members. Each of its 13 exceptions is one, with one member `message`,
// and stands in model/faults.hpp; what is left are the 40 structures with 117 members that are walked here:
// 17 Requests, 16 Responses (SetCognitoEvents has none) and the 7 of model/structures.hpp.
#include <cognito_sync/model/operations.hpp>

#include <cognito_sync/codec.hpp>
#include <cognito_sync/model/service.hpp>

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <fstream>
#include <functional>
#include <iterator>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/catch.hpp"

namespace {

using namespace cognito_sync;
namespace json = boost::json;

using lines = std::vector<std::string>;

json::value const& model() {
    static json::value const read = [] {
        std::ifstream file(COGNITO_SYNC_SOURCE_DIR "/tests/data/model.json", std::ios::binary);
        return json::parse(std::string(std::istreambuf_iterator<char>(file), {}));
    }();
    return read;
}

std::string text_of(json::value const& value) {
    return value.is_string() ? std::string(value.as_string()) : json::serialize(value);
}

std::string joined(lines const& parts, std::string_view separator) {
    std::string all;
    for (std::string const& part : parts) all.append(all.empty() ? "" : separator).append(part);
    return all;
}

lines sorted(lines each) {
    std::sort(each.begin(), each.end());
    return each;
}

template <class Named, std::size_t Size>
std::string name_of(std::array<std::pair<std::string_view, Named const*>, Size> const& table,
                    Named const* one) {
    for (auto const& [name, each] : table)
        if (each == one) return std::string(name);
    return "(unnamed)";
}

constexpr std::array<std::pair<std::string_view, text const*>, 9> texts{{
    {"ApplicationArn", &ApplicationArn},
    {"AssumeRoleArn", &AssumeRoleArn},
    {"DatasetName", &DatasetName},
    {"DeviceId", &DeviceId},
    {"IdentityId", &IdentityId},
    {"IdentityPoolId", &IdentityPoolId},
    {"RecordKey", &RecordKey},
    {"RecordValue", &RecordValue},
    {"StreamName", &StreamName},
}};

constexpr std::array<std::pair<std::string_view, schema const*>, 7> structures{{
    {"CognitoStreams", &schema_of<CognitoStreams>},
    {"Dataset", &schema_of<Dataset>},
    {"IdentityPoolUsage", &schema_of<IdentityPoolUsage>},
    {"IdentityUsage", &schema_of<IdentityUsage>},
    {"PushSync", &schema_of<PushSync>},
    {"Record", &schema_of<Record>},
    {"RecordPatch", &schema_of<RecordPatch>},
}};

/// What the library's tables say, in lines.
struct library_side {
    static std::string range(std::string low, std::string high, bool unbounded) {
        return std::move(low) + ".." + (unbounded ? "" : high);
    }

    static std::string shape(constraint const& held_to) {
        std::string said;
        if (text const* const t = held_to.as_text)
            said += " " + name_of(texts, t) + " " +
                    range(std::to_string(t->min), std::to_string(t->max), t->max == no_limit) + " " +
                    std::string(t->pattern.spelling());
        if (number const* const n = held_to.as_number)
            said += " " + range(std::to_string(n->min), std::to_string(n->max), false) +
                    (n->quoted ? " quoted" : "");
        if (entries const* const e = held_to.as_entries)
            said +=
                " " + range(std::to_string(e->min), std::to_string(e->max), e->max == no_limit) + " entries";
        return said;
    }

    static std::string type(value_type const& of, constraint const& held_to) {
        switch (of.is) {
            case kind::string: return "string" + shape(held_to);
            case kind::enumeration: return "enum [" + of.enumeration->choices() + "]" + shape(held_to);
            case kind::int32: return "integer" + shape(held_to);
            case kind::int64: return "long" + shape(held_to);
            case kind::boolean: return "boolean" + shape(held_to);
            case kind::time: return "timestamp" + shape(held_to);
            case kind::structure: return "structure " + name_of(structures, of.schema) + shape(held_to);
            case kind::list: return "list of " + type(*of.list->element, held_to);
            case kind::map: return "map of " + type(*of.map->element, {}) + shape(held_to);
        }
        return "(no kind)";
    }

    /// Where a row of a request travels, by the tables of its operation.
    static std::string location(operation const* op, std::size_t row) {
        if (op == nullptr) return "body";
        lines found;
        std::size_t next = 0;
        for (auto const& each : op->http->path())
            if (each.label && op->labels[next++] == row) found.push_back("uri " + std::string(each.text));
        for (next = 0; auto const& each : op->http->query())
            if (op->query[next++] == row) found.push_back("querystring " + std::string(each.key));
        for (next = 0; auto const& each : op->http->headers())
            if (op->headers[next++] == row) found.push_back("header " + std::string(each.key));
        if (op->in_body(row)) found.emplace_back("body");
        return joined(found, " and ");
    }

    /// A list or map of a Response stands plain: absent reads as empty.
    static std::string presence(field const& row, bool in_response) {
        bool const container = row.type->is == kind::list || row.type->is == kind::map;
        if (in_response && container) return row.optional ? "optional though a container" : "optional";
        return row.optional ? "optional" : "required";
    }

    static lines members(schema const& of, operation const* op, bool in_response) {
        lines all;
        for (field const& row : of.fields)
            all.push_back(std::string(row.name) + ": " + presence(row, in_response) + " " +
                          type(*row.type, row.shape) + " in " + location(op, of.index_of(row)));
        return all;
    }

    static std::string request_line(operation const& op) {
        std::string said(op.http->method());
        said += ' ';
        for (auto const& each : op.http->path())
            said.append(each.label ? "/{" : "/").append(each.text).append(each.label ? "}" : "");
        for (auto const& each : op.http->query()) said.append(" ?").append(each.key);
        return said + (op.has_body() ? " with a body" : "");
    }

    template <class Op>
    static lines faults() {
        lines names;
        for (fault_row const& row : cognito_sync::faults)
            if (Op::throws.contains(row.value)) names.emplace_back(row.name);
        return sorted(names);
    }
};

/// What the model says, in the same lines.
struct model_side {
    json::value const& of;

    json::object const& part(std::string_view name) const { return of.at(name).as_object(); }

    static std::string or_else(json::object const& in, std::string_view key, std::string other) {
        auto const* const found = in.if_contains(key);
        return found == nullptr ? std::move(other) : text_of(*found);
    }

    static std::string string(std::string const& name, json::object const& shape) {
        if (auto const* const spellings = shape.if_contains("enum")) {
            lines each;
            for (json::value const& spelling : spellings->as_array()) each.push_back(text_of(spelling));
            return "enum [" + joined(each, ", ") + "]";
        }
        if (!shape.contains("min") && !shape.contains("max") && !shape.contains("pattern")) return "string";
        return "string " + name + " " + or_else(shape, "min", "0") + ".." + or_else(shape, "max", "") + " " +
               or_else(shape, "pattern", "");
    }

    std::string type(std::string const& name) const {
        if (part("structures").contains(name)) return "structure " + name;
        if (!part("shapes").contains(name)) return "(no such shape)";
        json::object const& shape = part("shapes").at(name).as_object();
        std::string const kind = text_of(shape.at("type"));
        if (kind == "string") return string(name, shape);
        if (kind == "list") return "list of " + type(text_of(shape.at("member")));
        if (kind == "map")
            return "map of " + type(text_of(shape.at("value"))) + " " + or_else(shape, "min", "0") + ".." +
                   or_else(shape, "max", "") + " entries";
        // The one number with a range: the model types it, the API reference documents it.
        return kind + (name == "IntegerString" ? " 1..2147483647 quoted" : "");
    }

    static std::string location(json::object const& member) {
        if (!member.contains("location")) return "body";
        return text_of(member.at("location")) + " " + text_of(member.at("locationName"));
    }

    lines members(std::string const& structure) const {
        lines all;
        if (!part("structures").contains(structure)) return {"(no such structure)"};
        for (auto const& [name, value] : part("structures").at(structure).as_object()) {
            json::object const& member = value.as_object();
            std::string const presence =
                or_else(member, "required", "false") == "true" ? "required " : "optional ";
            all.push_back(std::string(name) + ": " + presence + type(text_of(member.at("shape"))) + " in " +
                          location(member));
        }
        return all;
    }

    std::string request_line(json::object const& op) const {
        std::string said = text_of(op.at("method")) + " " + text_of(op.at("path"));
        bool body = false;
        for (auto const& [name, value] : part("structures").at(text_of(op.at("input"))).as_object()) {
            std::string const where = location(value.as_object());
            if (where.starts_with("querystring ")) said += " ?" + where.substr(where.find(' ') + 1);
            body = body || where == "body";
        }
        return said + (body ? " with a body" : "");
    }

    static lines errors(json::object const& op) {
        lines names;
        for (json::value const& each : op.at("errors").as_array()) names.push_back(text_of(each));
        return sorted(names);
    }

    lines names(std::string_view of_part) const {
        lines all;
        for (auto const& each : part(of_part)) all.emplace_back(each.key());
        return all;
    }
};

/// Walks the tables beside the model and collects what differs, and what there was.
class comparison {
public:
    explicit comparison(json::value const& with) : model_{with} {
        lines listed;
        for (operation const* const each : operations::table) listed.emplace_back(each->name);
        equal("operations", joined(listed, ", "), joined(model_.names("operations"), ", "));
        operations::for_each([this]<class Op>() { one<Op>(); });
        for (std::string const& name : model_.names("structures"))
            if (!seen.contains(name)) differences.push_back(name + ": only the model has it");
        exceptions();
    }

    lines differences{};
    std::set<std::string> seen{};
    std::size_t members = 0;

private:
    void equal(std::string const& where, std::string const& library, std::string const& model) {
        if (library != model)
            differences.push_back(where + " is `" + library + "`, in the model `" + model + "`");
    }

    void equal(std::string const& where, lines const& library, lines const& model) {
        for (std::size_t i = 0; i < std::max(library.size(), model.size()); ++i)
            equal(where + " " + std::to_string(i), i < library.size() ? library[i] : "(nothing)",
                  i < model.size() ? model[i] : "(nothing)");
    }

    template <class Op>
    void one() {
        std::string const name(Op::name);
        auto const* const found = model_.part("operations").if_contains(name);
        if (found == nullptr) return;
        json::object const& said = found->as_object();
        operation const& op = operation_of<Op>;
        equal(name, library_side::request_line(op), model_.request_line(said));
        equal(name + " throws", joined(library_side::faults<Op>(), ", "),
              joined(model_side::errors(said), ", "));
        auto const success = encode_response<Op>(typename Op::Response{});
        equal(name + " succeeds with", std::to_string(success ? success->status : 0),
              text_of(said.at("status")));
        equal(name + " asks", name + "Request", text_of(said.at("input")));
        equal(name + " answers", op.response == nullptr ? "null" : name + "Response",
              text_of(said.at("output")));
        structure(name + "Request", *op.request, &op, false);
        if (op.response != nullptr) structure(name + "Response", *op.response, nullptr, true);
    }

    void structure(std::string const& name, schema const& of, operation const* op, bool in_response) {
        if (!seen.insert(name).second) return;
        members += of.fields.size();
        equal(name, library_side::members(of, op, in_response), model_.members(name));
        for (field const& row : of.fields) inner(*row.type);
    }

    void inner(value_type const& type) {
        if (type.is == kind::structure)
            structure(name_of(structures, type.schema), *type.schema, nullptr, false);
        if (type.is == kind::list) inner(*type.list->element);
        if (type.is == kind::map) inner(*type.map->element);
    }

    void exceptions() {
        auto const line = [](std::string_view name, std::string const& status, bool of_service) {
            return std::string(name) + " " + status + (of_service ? " by the service" : "");
        };
        lines library, model;
        for (fault_row const& row : faults)
            library.push_back(line(row.name, std::to_string(row.status), row.blame == side::service));
        for (auto const& [name, row] : model_.part("exceptions"))
            model.push_back(line(name, text_of(row.at("status")), row.as_object().contains("fault")));
        equal("exception", library, model);
    }

    model_side model_;
};

/// Whether the rows reach the data members in the order of their declaration, so that no two are exchanged.
template <class Structure>
void check_order() {
    Structure const object{};
    auto const reached = [&](field const& row) { return static_cast<std::byte const*>(row.reach(&object)); };
    auto const& rows = schema_of<Structure>.fields;
    for (std::size_t i = 1; i < rows.size(); ++i) {
        INFO(rows[i - 1].name << ", " << rows[i].name);
        CHECK(std::less<>()(reached(rows[i - 1]), reached(rows[i])));
    }
}

/// The model with one value replaced; an empty text removes it.
json::value changed(std::string_view pointer, std::string_view by) {
    json::value copy = model();
    auto const last = pointer.rfind('/');
    json::value& above = copy.at_pointer(pointer.substr(0, last));
    if (above.is_array())
        above.as_array().push_back(json::parse(by));
    else if (by.empty())
        above.as_object().erase(pointer.substr(last + 1));
    else
        above.as_object()[pointer.substr(last + 1)] = json::parse(by);
    return copy;
}

struct drift {
    std::string_view pointer;
    std::string_view by;
    std::string_view first;  ///< the first difference that must be named
};

constexpr drift drifts[] = {
    {"/operations/Another", "{}", "operations is `BulkPublish, "},
    {"/operations/ListDatasets", "", "operations is `BulkPublish, "},
    {"/operations/GetBulkPublishDetails/method", R"("GET")",
     "GetBulkPublishDetails is `POST /identitypools/{IdentityPoolId}/getBulkPublishDetails`, in the model "
     "`GET /"},
    {"/operations/RegisterDevice/path", R"("/identitypools/{IdentityPoolId}/identities/{IdentityId}/device")",
     "RegisterDevice is `POST /identitypools/{IdentityPoolId}/identity/{IdentityId}/device with a body`, in "
     "the model "
     "`POST /identitypools/{IdentityPoolId}/identities/"},
    {"/operations/BulkPublish/errors/-", R"("TooManyRequestsException")",
     "BulkPublish throws is `AlreadyStreamed"},
    {"/operations/BulkPublish/status", "202", "BulkPublish succeeds with is `200`, in the model `202`"},
    {"/operations/SetCognitoEvents/output", R"("SetCognitoEventsResponse")",
     "SetCognitoEvents answers is `null`, in the model `SetCognitoEventsResponse`"},
    {"/operations/SubscribeToDataset/output", "null",
     "SubscribeToDataset answers is `SubscribeToDatasetResponse`, in the model `null`"},
    {"/structures/Another", "{}", "Another: only the model has it"},
    {"/structures/IdentityUsage", "", "DescribeIdentityUsageResponse 0 is"},
    {"/structures/Dataset/Another", R"({"shape": "Long"})",
     "Dataset 7 is `(nothing)`, in the model `Another: optional long in body`"},
    {"/structures/Dataset/NumRecords", "",
     "Dataset 6 is `NumRecords: optional long in body`, in the model `(nothing)`"},
    {"/structures/Dataset/NumRecords/shape", R"("Integer")",
     "Dataset 6 is `NumRecords: optional long in body`, in the model `NumRecords: optional integer in body`"},
    {"/structures/RecordPatch/SyncCount/required", "",
     "RecordPatch 3 is `SyncCount: required long in body`, in the model `SyncCount: optional long in body`"},
    {"/structures/RecordPatch/Value/required", "true",
     "RecordPatch 2 is `Value: optional string RecordValue 0..1048575  in body`, in the model `Value: "
     "required "},
    {"/structures/ListRecordsRequest/NextToken/locationName", R"("NextToken")",
     "ListRecords is `GET "
     "/identitypools/{IdentityPoolId}/identities/{IdentityId}/datasets/{DatasetName}/records "
     "?lastSyncCount ?nextToken "},
    {"/structures/UpdateRecordsRequest/ClientContext/location", R"("querystring")",
     "UpdateRecords is `POST /identitypools/{IdentityPoolId}/identities/{IdentityId}/datasets/{DatasetName} "
     "with a body`"},
    {"/structures/UpdateRecordsRequest/ClientContext/locationName", R"("x-amz-Context")",
     "UpdateRecordsRequest 6 is `ClientContext: optional string in header x-amz-Client-Context`, in the "
     "model "
     "`ClientContext: optional string in header x-amz-Context`"},
    {"/structures/ListDatasetsRequest/MaxResults/shape", R"("Integer")",
     "ListDatasetsRequest 3 is `MaxResults: optional integer 1..2147483647 quoted in querystring "
     "maxResults`"},
    {"/structures/PushSync/ApplicationArns/shape", R"("MergedDatasetNameList")",
     "PushSync 0 is `ApplicationArns: optional list of string ApplicationArn 0.. arn:aws:sns:"},
    {"/shapes/DatasetName/max", "127",
     "DeleteDatasetRequest 2 is `DatasetName: required string DatasetName 1..128 [a-zA-Z0-9_.:-]+ in uri "
     "DatasetName`"},
    {"/shapes/StreamName/min", "", "CognitoStreams 0 is `StreamName: optional string StreamName 1..128 "},
    {"/shapes/AssumeRoleArn/pattern", R"("arn:.*")",
     "PushSync 1 is `RoleArn: optional string AssumeRoleArn 20..2048 arn:"},
    {"/shapes/Platform/enum/-", R"("FCM")",
     "RegisterDeviceRequest 2 is `Platform: required enum [APNS, APNS_SANDBOX, GCM, ADM] in body`, in the "
     "model"},
    {"/shapes/Events/max", "2",
     "GetCognitoEventsResponse 0 is `Events: optional map of string 0..1 entries in body`"},
    {"/shapes/Date/type", R"("long")",
     "Dataset 2 is `CreationDate: optional timestamp in body`, in the model "},
    {"/exceptions/LambdaThrottledException/status", "400",
     "exception 7 is `LambdaThrottledException 429`, in the model `LambdaThrottledException 400`"},
    {"/exceptions/LimitExceededException/fault", "true",
     "exception 8 is `LimitExceededException 400`, in the model `LimitExceededException 400 by the service`"},
    {"/exceptions/AnotherException", R"({"status": 400})",
     "exception 13 is `(nothing)`, in the model `AnotherException 400`"},
};

}  // namespace

TEST_CASE("the tables say what the service's model says", "[model][operations]") {
    CHECK(comparison(model()).differences == lines{});
}

TEST_CASE("there are 17 operations, 40 structures with 117 members, and 13 exceptions",
          "[model][operations]") {
    comparison const walked(model());
    CHECK(operations::size == 17);
    CHECK(walked.seen.size() == 40);
    CHECK(walked.members == 117);
    CHECK(faults.size() == 13);

    model_side const said{model()};
    CHECK(said.names("operations").size() == 17);
    CHECK(said.names("exceptions").size() == 13);
    CHECK(said.names("structures").size() == 40);
    std::size_t members = 0;
    for (auto const& each : said.part("structures")) members += each.value().as_object().size();
    CHECK(members == 117);
}

TEST_CASE("a drift of the model is named", "[model][operations]") {
    for (drift const& each : drifts) {
        lines const found = comparison(changed(each.pointer, each.by)).differences;
        INFO(each.pointer << " by " << each.by);
        REQUIRE_FALSE(found.empty());
        INFO(found.front());
        CHECK(std::string_view(found.front()).starts_with(each.first));
    }
}

TEST_CASE("the rows of every structure reach its data members in their order", "[model][operations]") {
    operations::for_each([]<class Op>() {
        INFO(Op::name);
        check_order<typename Op::Request>();
        check_order<typename Op::Response>();
    });
    check_order<CognitoStreams>();
    check_order<Dataset>();
    check_order<IdentityPoolUsage>();
    check_order<IdentityUsage>();
    check_order<PushSync>();
    check_order<Record>();
    check_order<RecordPatch>();
}

TEST_CASE("the service's names are the model's", "[model][operations]") {
    json::value const& said = model().at("metadata");
    CHECK(service::full_name == said.at("serviceFullName").as_string());
    CHECK(service::api_version == said.at("apiVersion").as_string());
    CHECK(service::endpoint_prefix == said.at("endpointPrefix").as_string());
    CHECK(service::signing_name ==
          said.at("endpointPrefix").as_string());  // the model has no signingName of its own
}
