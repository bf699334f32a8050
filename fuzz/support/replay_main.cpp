// SPDX-License-Identifier: BSL-1.0
//
// The main of a fuzz target where no fuzzing engine brings one: it runs every file named on the command line,
// and every file below a directory named there. Each input is copied to a heap block of exactly its size, so
// that a sanitizer or valgrind sees the first byte read past the end. No input at all is a failure: a lost
// corpus must not look replayed.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size);

namespace {

namespace fs = std::filesystem;

std::vector<fs::path> inputs_below(fs::path const& root) {
    if (!fs::is_directory(root)) return {root};
    std::vector<fs::path> files;
    for (auto const& entry : fs::recursive_directory_iterator{root})
        if (entry.is_regular_file()) files.push_back(entry.path());
    std::ranges::sort(files);  // the same order on every file system
    return files;
}

bool replay(fs::path const& file) {
    std::ifstream stream{file, std::ios::binary};
    if (!stream) return false;
    std::string const text{std::istreambuf_iterator<char>{stream}, {}};
    auto const exact = std::make_unique<std::uint8_t[]>(text.size());
    std::ranges::copy(text, exact.get());
    LLVMFuzzerTestOneInput(exact.get(), text.size());
    return true;
}

}  // namespace

int main(int count, char** arguments) {
    std::size_t replayed = 0;
    for (int i = 1; i < count; ++i) {
        for (auto const& file : inputs_below(arguments[i])) {
            if (!replay(file)) {
                std::cerr << "cannot read " << file << '\n';
                return 1;
            }
            ++replayed;
        }
    }
    std::cout << replayed << " inputs replayed\n";
    return replayed == 0 ? 1 : 0;
}
