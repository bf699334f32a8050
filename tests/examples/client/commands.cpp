// SPDX-License-Identifier: BSL-1.0
#include "client/commands.hpp"

#include "client/text.hpp"

#include <cognito_sync/json.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

namespace example::client {
namespace {

/// The value of a result; a refusal when there is none.
template <class T>
T must(cs::result<T> outcome) {
    if (!outcome) throw refused(to_string(outcome.error()));
    return *std::move(outcome);
}

std::string number(std::optional<std::int64_t> value) { return value ? std::to_string(*value) : "?"; }
std::string date(std::optional<cs::timestamp> value) { return value ? readable(*value) : "?"; }
std::string text(std::optional<std::string> const& value) { return value ? printable(*value) : "?"; }

/// One command at work.
struct work {
    options const& asked;
    session& service;
    console& people;
    progress line{people.error, people.error_is_terminal && !asked.trace};

    std::string const& dataset() const { return asked.arguments.at(0); }
    std::string const& key() const { return asked.arguments.at(1); }

    counter count(std::string what) {
        return [this, what = std::move(what)](std::size_t so_far) { line.show(what, so_far); };
    }
    void say(std::string_view lines) {
        line.erase();
        people.out << lines;
    }
};

void list_datasets(work& now) {
    std::vector<std::vector<std::string>> rows;
    for (auto const& each : must(now.service.datasets(now.count("datasets"))))
        rows.push_back({text(each.dataset_name), number(each.num_records), "records",
                        number(each.data_storage), "bytes", date(each.last_modified_date)});
    now.say(aligned(rows));
}

contents read_all(work& now) {
    contents all = must(now.service.read(now.dataset(), now.count("records of " + now.dataset())));
    if (!all.exists) throw refused("there is no dataset " + now.dataset());
    return all;
}

void list_records(work& now) {
    std::vector<std::vector<std::string>> rows;
    for (auto const& [key, each] : read_all(now).records)
        if (each.value) rows.push_back({printable(key), number(each.sync_count), printable(*each.value)});
    now.say(aligned(rows));
}

void get(work& now) {
    contents const all = read_all(now);
    cs::Record const* const found = all.live(now.key());
    if (found == nullptr) throw refused("there is no record " + now.key() + " in " + now.dataset());
    now.say(*found->value);
    if (now.people.out_is_terminal) now.say("\n");
}

void set(work& now) {
    std::string value = now.asked.arguments.at(2);
    if (value == "-") value.assign(std::istreambuf_iterator<char>(now.people.in), {});
    must(now.service.change(now.dataset(), now.key(), value));
}

void remove(work& now) { must(now.service.change(now.dataset(), now.key(), std::nullopt)); }

void erase(work& now) {
    deletion const done = must(now.service.erase(now.dataset()));
    if (done.certain)
        now.say("deleted " + now.dataset() + ": " + number(done.dataset.num_records) + " records, " +
                number(done.dataset.data_storage) + " bytes\n");
    else
        now.say("there is no dataset " + now.dataset() + " any more; the reply that told more was lost\n");
}

void describe(work& now) {
    cs::Dataset const said = must(now.service.describe(now.dataset()));
    now.say(aligned({{"dataset", text(said.dataset_name)},
                     {"identity", text(said.identity_id)},
                     {"created", date(said.creation_date)},
                     {"changed", date(said.last_modified_date)},
                     {"by", text(said.last_modified_by)},
                     {"bytes", number(said.data_storage)},
                     {"records", number(said.num_records)}}));
}

void tell_usage(work& now) {
    cs::IdentityUsage const said = must(now.service.usage());
    now.say(aligned({{"identity", text(said.identity_id)},
                     {"pool", text(said.identity_pool_id)},
                     {"changed", date(said.last_modified_date)},
                     {"datasets", number(said.dataset_count)},
                     {"bytes", number(said.data_storage)}}));
}

void export_all(work& now) {
    if (now.asked.arguments.empty())
        return write_export(now.service, now.line, [&](std::string_view piece) { now.say(piece); });
    replacement file(now.asked.arguments.front());
    write_export(now.service, now.line, [&](std::string_view piece) { file.write(piece); });
    file.commit();
}

struct command_row {
    std::string_view name;
    void (*perform)(work&);
};
constexpr std::array commands{command_row{"datasets", list_datasets},
                              command_row{"records", list_records},
                              command_row{"get", get},
                              command_row{"set", set},
                              command_row{"remove", remove},
                              command_row{"delete", erase},
                              command_row{"describe", describe},
                              command_row{"usage", tell_usage},
                              command_row{"export", export_all}};

/// One dataset of the export. (One that is gone before it is read is left out; one that goes while its pages are
/// read ends the export.)
void write_dataset(cs::Dataset const& dataset, contents const& all, bool first, sink const& write) {
    std::size_t live = 0;
    std::string records;
    for (auto const& [key, each] : all.records) {
        if (!each.value) continue;
        records.append(live++ == 0 ? "\n" : ",\n").append(must(cs::to_json(each)));
    }
    write(first ? "\n" : ",\n");
    write(R"({"Dataset":)" + must(cs::to_json(dataset)) + R"(,"SyncCount":)" +
          std::to_string(all.sync_count) + R"(,"Removed":)" + std::to_string(all.records.size() - live) +
          R"(,"Records":[)");
    write(records);
    write("]}");
}

signer signer_of(options const& asked) {
    if (!asked.keys) return {};
    return [&asked](cs::request& request) {
        auto const now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
        sign(request, asked.address.authority(), *asked.keys, {.region = asked.region}, now);
    };
}

void talk(options const& asked, console& people) {
    connection to_service(
        {.address = asked.address, .ca_file = asked.ca_file, .trace = asked.trace ? &people.error : nullptr});
    sender send([&](cs::request const& request) { return to_service.exchange(request); }, signer_of(asked));
    cs::policy const rules{.base_path = asked.base_path};
    session service(asked.pool, asked.identity, send, rules);
    perform(asked, service, people);
}

int say_why(console& people, std::string_view sentence, int code) {
    people.error << "sync-client: " << printable(sentence) << '\n';
    return code;
}

}  // namespace

void perform(options const& asked, session& service, console& people) {
    work now{asked, service, people};
    for (command_row const& each : commands)
        if (each.name == asked.command) each.perform(now);
    if (!people.out.flush()) throw refused("cannot write to standard output");
}

void write_export(session& service, progress& line, sink const& write) {
    std::string const whose = must(cs::to_json(must(service.usage())));
    auto const datasets = must(service.datasets([&](std::size_t so_far) { line.show("datasets", so_far); }));
    write(R"({"IdentityUsage":)" + whose + R"(,"Datasets":[)");
    bool first = true;
    for (cs::Dataset const& each : datasets) {
        std::string const name = each.dataset_name.value_or("");
        contents const all =
            must(service.read(name, [&](std::size_t so_far) { line.show("records of " + name, so_far); }));
        if (!all.exists) continue;
        write_dataset(each, all, first, write);
        first = false;
    }
    write("]}\n");
}

int run(std::vector<std::string> const& arguments, environment const& variable, console people) {
    try {
        options const asked = read_options(arguments, variable);
        if (asked.help)
            people.out << usage() << std::flush;
        else
            talk(asked, people);
        return 0;
    } catch (wrong_use const& failed) {
        return say_why(people, std::string(failed.what()) + " (--help tells more)", 2);
    } catch (std::exception const& failed) { return say_why(people, failed.what(), 1); }
}

}  // namespace example::client
