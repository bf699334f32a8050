// SPDX-License-Identifier: BSL-1.0
//
// A request explained: what it asks, or why a server refuses it.
//
// What is wrong and what is answered is said by `decode_any`, the very function that a server calls; here it
// is only put beside the bytes that it speaks of.
#pragma once

#include "locate.hpp"
#include "mend.hpp"
#include "show.hpp"

#include <cognito_sync/dispatch.hpp>

#include <cstddef>
#include <ostream>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace example::wire {

class request_explainer {
public:
    request_explainer(message const& in, cs::policy const& rules, std::ostream& out)
        : in_(in), rules_(rules), out_(out), form_(cs::answer_to(in.as_request(), {}, rules).form) {
        find_operation();
    }

    /// Whether a server takes it.
    bool explain() {
        out_ << "request    " << (form_ == cs::form::rpc ? "RPC form, " : "REST form, ") << plain(in_.method)
             << '\n';
        if (op_ != nullptr) out_ << "operation  " << op_->name << '\n';
        auto const asked = cs::decode_any(in_.as_request(), rules_);
        if (!asked) {
            refused(asked.error());
            if (op_ != nullptr) passed_over();
            return false;
        }
        out_ << "members\n";
        std::visit([&]<class Request>(Request const& each) { print(each); }, *asked);
        passed_over();
        out_ << "a server takes it\n";
        return true;
    }

private:
    // ---- What it is

    /// Also where its headers or members are wrong: of all operations only its own does not say that the
    /// request is for another one; and before that is judged, its target or X-Amz-Target tells.
    void find_operation() {
        cs::request_view const asked = in_.as_request();
        cs::operations::for_each([&]<class Op>() {
            auto const read = cs::decode_request<Op>(asked, rules_);
            if (read || read.error().code != cs::errc::other_operation)
                op_ = found_ ? nullptr : &cs::operation_of<Op>, found_ = true;
        });
        if (op_ == nullptr) op_ = named(form_ == cs::form::rpc ? name_in_header() : name_in_target());
    }

    static cs::operation const* named(std::string_view name) {
        for (cs::operation const* each : cs::operations::table)
            if (each->name == name) return each;
        return nullptr;
    }

    std::string name_in_header() const {
        std::string const header = in_.as_request().headers.find("x-amz-target").value_or("");
        return header.substr(header.rfind('.') + 1);
    }

    std::string name_in_target() const {
        auto rules = rules_;
        rules.max_target = in_.target.size();
        auto const parsed = cs::parse_target(in_.method, in_.target, rules);
        return parsed ? std::string(parsed->operation) : std::string();
    }

    // ---- What it asks

    template <class Request>
    void print(Request const& asked) {
        members(out_).print(cs::schema_of<Request>, &asked, [&](cs::field const& row) {
            std::string_view const from =
                form_ == cs::form::rpc ? "body" : carrier(*op_, op_->request->index_of(row));
            return std::string(from) + std::string(8 - from.size(), ' ');
        });
    }

    /// What nobody reads is no mistake, but often a misspelling.
    void passed_over() {
        std::string_view query = in_.target;
        take_until(query, '?');
        while (form_ == cs::form::rest && !query.empty()) {
            std::string_view pair = take_until(query, '&');
            std::string const key = decoded({take_until(pair, '='), spelling::percent});
            bool known = key.empty();
            for (auto const& each : op_->http->query()) known = known || each.key == key;
            if (!known) out_ << "  passed over: the query key " << in_quotes(key) << '\n';
        }
        boost::system::error_code failed;
        auto const body = boost::json::parse({in_.body.data(), in_.body.size()}, failed);
        if (failed || !body.is_object()) return;
        for (auto const& entry : body.get_object()) {
            std::string_view const name(entry.key().data(), entry.key().size());
            std::size_t const row = op_->request->index_of(name);
            if (row == cs::schema::npos || (form_ == cs::form::rest && !op_->in_body(row)))
                out_ << "  passed over: the member " << in_quotes(name) << " of the body"
                     << (row == cs::schema::npos ? "" : ", which travels elsewhere") << '\n';
        }
    }

    // ---- Why it is refused

    void refused(cs::error const& first) {
        out_ << "a server answers " << first.status << ' ' << plain(first.name) << '\n';
        out_ << "           " << plain(first.message) << '\n';
        if (!first.allow.empty()) out_ << "           Allow: " << plain(first.allow) << '\n';
        if (first.code == cs::errc::unknown_path) nearest_routes();
        mended_request mended(in_, rules_);
        cs::error failed = first;
        for (std::size_t steps = 0; steps < 64; ++steps) {
            if (!tell(failed, mended, steps == 0) || !mended.mend(failed, op_, form_)) return;
            auto const again = cs::decode_any(mended.view(), mended.rules());
            if (again) return;
            failed = again.error();
        }
    }

    /// False where the error is but a consequence of what was mended.
    bool tell(cs::error const& failed, mended_request const& mended, bool first) {
        bool const known = mended.took(failed.where) && failed.violations.empty();
        if (known) return false;
        if (failed.violations.empty()) {
            after(first);
            number(plain(failed.message.substr(0, failed.message.rfind(", byte "))));
            show(place_of(failed, mended));
            return true;
        }
        for (cs::violation const& each : failed.violations) {
            if (mended.took(each.where)) continue;
            after(first);
            broken(each);
        }
        return true;
    }

    void after(bool first) {
        if (!first && !said_after_) out_ << "and once that is put right\n", said_after_ = true;
    }

    void number(std::string_view sentence) { out_ << "  " << ++problems_ << ". " << sentence << '\n'; }

    void show(place const& where) {
        if (where.text.data() == nullptr) return;
        char const* const at = where.text.data();
        if (in_.joined && in_.body.data() <= at && at <= in_.body.data() + in_.body.size())
            return show_place(out_, where, "body, its chunks joined");
        show_place(out_, {in_.text, std::size_t(at - in_.text.data()) + where.at}, "message");
    }

    place place_of(cs::error const& failed, mended_request const& mended) const {
        using cs::errc;
        auto const of_header = [&](std::string_view name) {
            auto const value = find_header(in_, name);
            return value ? place{value->text, 0} : place{};
        };
        switch (static_cast<errc>(failed.code.value())) {
            case errc::method_not_allowed: return {in_.method, 0};
            case errc::unknown_path: return {in_.target, 0};
            case errc::unknown_target: return of_header("x-amz-target");
            case errc::not_acceptable: return of_header("accept");
            case errc::unsupported_media_type: return of_header("content-type");
            case errc::target_too_long:
            case errc::bad_target:
            case errc::bad_escape: return {in_.target, mended.in_target(failed.offset)};
            default: break;
        }
        if (failed.code == errc::bad_header_value)
            if (auto const value = find_member(in_, *op_, form_, failed.where)) return {value->text, 0};
        std::size_t const row = op_ == nullptr || failed.where.empty()
                                    ? cs::schema::npos
                                    : op_->request->index_of(failed.where.substr(1));
        std::string_view const from =
            form_ == cs::form::rpc || row == cs::schema::npos ? "body" : carrier(*op_, row);
        if (from == "path" || from == "query") return {in_.target, mended.in_target(failed.offset)};
        return {in_.body, mended.in_body(failed.offset)};
    }

    void broken(cs::violation const& each) {
        number(plain(each.message));
        auto const raw = op_ == nullptr ? std::nullopt : find_member(in_, *op_, form_, each.where);
        if (!raw) return;
        std::string const value = decoded(*raw);
        cs::text const* const shape = shape_at(each.where);
        std::size_t offset = 0;
        if (shape != nullptr && each.message.find("regular expression") != npos) {
            offset = std::min(shape->pattern.mismatch(value), value.size());
            if (shape->length_accepts(value)) out_ << "     " << shape->explain(value) << '\n';
        } else if (shape != nullptr && !shape->length_accepts(value)) {
            out_ << "     " << shape->explain(value) << '\n';
        }
        show({raw->text, raw_offset(*raw, offset)});
    }

    /// The text shape that a pointer's value is held to; nullptr where it is none.
    cs::text const* shape_at(std::string_view pointer) const {
        cs::value_type const* type = nullptr;
        cs::schema const* within = op_->request;
        cs::constraint shape;
        pointer.remove_prefix(std::min<std::size_t>(1, pointer.size()));
        while (!pointer.empty()) {
            std::string_view const step = take_until(pointer, '/');
            if (within != nullptr) {
                cs::field const* const row = within->find(step);
                if (row == nullptr) return nullptr;
                type = row->type;
                shape = row->shape;
            } else {
                if (type->map != nullptr) shape = {};
                type = type->list != nullptr ? type->list->element : type->map->element;
            }
            within = type->schema;
            if (within == nullptr && type->list == nullptr && type->map == nullptr && !pointer.empty())
                return nullptr;
        }
        if (rules_.any_partition && shape.as_text == &cs::ApplicationArn)
            return &cs::ApplicationArnOfAnyPartition;
        if (rules_.any_partition && shape.as_text == &cs::AssumeRoleArn)
            return &cs::AssumeRoleArnOfAnyPartition;
        return shape.as_text;
    }

    /// The routes that are most like the path, for whoever misspelled one.
    void nearest_routes() {
        std::string_view const path = in_.target.substr(0, in_.target.find('?'));
        if (path == "/") out_ << "           near: POST / with the header X-Amz-Target\n";
        std::size_t most = 2;
        std::vector<cs::operation const*> nearest;
        for (cs::operation const* each : cs::operations::table) {
            std::size_t const like = likeness(*each->http, path);
            if (like > most) nearest.clear(), most = like;
            if (like == most) nearest.push_back(each);
        }
        for (cs::operation const* each : nearest) {
            out_ << "           near: " << each->http->method() << ' ';
            for (auto const& segment : each->http->path())
                out_ << '/' << (segment.label ? "{" : "") << segment.text << (segment.label ? "}" : "");
            out_ << "  " << each->name << '\n';
        }
    }

    /// Two for each literal segment that fits, one for the same number of segments.
    static std::size_t likeness(cs::route const& http, std::string_view path) {
        std::size_t count = 0, like = 0;
        take_until(path, '/');
        for (; !path.empty(); ++count) {
            std::string_view const segment = take_until(path, '/');
            bool const literal = count < http.path().size() && !http.path()[count].label;
            if (literal && http.path()[count].text == segment) like += 2;
        }
        return like + (count == http.path().size() ? 1 : 0);
    }

    message const& in_;
    cs::policy rules_;
    std::ostream& out_;
    cs::form form_;
    cs::operation const* op_ = nullptr;
    bool found_ = false;
    bool said_after_ = false;
    std::size_t problems_ = 0;
};

}  // namespace example::wire
