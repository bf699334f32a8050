#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
#
# What takes too long for .ci/run: the tests with g++ -O2, fortified, and each fuzz target for LONG_SECONDS (1200).
# Reports what it ran; what a target finds stays in build/fuzz/long. Run .ci/run first.
set -euo pipefail
cd "$(dirname "$0")/.."

sh tests/setup.sh --ci

cmake --preset gcc-release
cmake --build --preset gcc-release
ctest --preset gcc-release

cmake --preset fuzz
cmake --build --preset fuzz
for source in fuzz/*.cpp; do
    name=$(basename "$source" .cpp)
    mkdir -p "build/fuzz/long/corpus/$name" build/fuzz/long/found
    "build/fuzz/fuzz/fuzz_$name" -max_total_time="${LONG_SECONDS:-1200}" -timeout=10 -rss_limit_mb=2048 -max_len=65536 \
        -dict=fuzz/cognito_sync.dict -artifact_prefix="build/fuzz/long/found/$name-" -print_final_stats=1 \
        "build/fuzz/long/corpus/$name" "fuzz/corpus/$name" 2>&1 | tail -8
done
