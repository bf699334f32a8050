#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
#
# What an include of this library costs: user seconds of the compiler, the median of three runs, and the peak
# of its memory. It reports and never fails on a number, because seconds are the machine's; it fails where
# something does not compile. CXX names the compiler (g++).
set -euo pipefail
cd "$(dirname "$0")/.."

cxx=${CXX:-g++}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# What each row compiles. The braces of one operation are what a client and a server of it write.
cat >"$scratch/nothing.cpp" <<'CPP'
#include <string>
CPP
cat >"$scratch/shapes.cpp" <<'CPP'
#include <cognito_sync/model/shapes.hpp>
CPP
cat >"$scratch/operation.cpp" <<'CPP'
#include <cognito_sync/codec.hpp>
namespace cs = cognito_sync;
using Op = cs::ListDatasets;
cs::result<cs::request> ask(Op::Request const& query) { return cs::encode_request<Op>(query); }
cs::result<Op::Response> read(cs::response_view const& reply) { return cs::decode_response<Op>(reply); }
cs::result<Op::Request> take(cs::request_view const& incoming) { return cs::decode_request<Op>(incoming); }
cs::result<cs::response> answer(cs::outcome<Op> const& outcome) { return cs::encode_response<Op>(outcome); }
CPP
cat >"$scratch/service.cpp" <<'CPP'
#include <cognito_sync/codec.hpp>
namespace cs = cognito_sync;
template <class Op> bool verbs(cs::request_view const& incoming, cs::response_view const& reply) {
    auto const query = cs::decode_request<Op>(incoming);
    auto const answer = cs::decode_response<Op>(reply);
    return query && answer && cs::encode_request<Op>(*query) && cs::encode_response<Op>(*answer);
}
template <class... Ops>
bool all(cs::operation_list<Ops...>, cs::request_view const& incoming, cs::response_view const& reply) {
    return (verbs<Ops>(incoming, reply) && ...);
}
bool service(cs::request_view const& incoming, cs::response_view const& reply) {
    return all(cs::operations{}, incoming, reply);
}
CPP

cat >"$scratch/umbrella.cpp" <<'CPP'
#include <cognito_sync.hpp>
CPP

compile() { "$cxx" -std=c++20 -Iinclude -c -o "$scratch/object.o" "$@"; }

seconds() { # the median of three
    local TIMEFORMAT=%U
    for _ in 1 2 3; do
        { time compile "$@" 2>/dev/null; } 2>&1
    done | sort -n | sed -n 2p
}

row() { printf '%-52s %6.2f s   (aim %s)\n' "$1" "$2" "$3"; }

for source in shapes operation service umbrella; do compile -fsyntax-only "$scratch/$source.cpp"; done

"$cxx" --version | head -1
nothing=$(seconds -O2 "$scratch/nothing.cpp")
shapes=$(seconds -O2 "$scratch/shapes.cpp")
row 'model/shapes.hpp over <string>, -O2' "$(echo "$shapes $nothing" | awk '{print $1 - $2}')" '0.35'
row 'one operation, four verbs, -O0' "$(seconds -O0 "$scratch/operation.cpp")" '3.5'
row 'one operation, four verbs, -O2' "$(seconds -O2 "$scratch/operation.cpp")" '5.5'
row 'the whole service, four verbs, -O0' "$(seconds -O0 "$scratch/service.cpp")" '7'

row '#include <cognito_sync.hpp> alone, -O0' "$(seconds -O0 "$scratch/umbrella.cpp")" 'none'

if [ -x /usr/bin/time ]; then
    /usr/bin/time -f %M -o "$scratch/peak" \
        "$cxx" -std=c++20 -Iinclude -O0 -c -o "$scratch/object.o" "$scratch/service.cpp"
    printf '%-52s %6d MB  (aim 500)\n' 'the whole service, four verbs, -O0, peak' "$(($(cat "$scratch/peak") / 1024))"
else
    echo 'peak memory: not measured, /usr/bin/time is not here (tests/setup.sh --ci brings it)'
fi
