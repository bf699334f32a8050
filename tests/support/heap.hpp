// SPDX-License-Identifier: BSL-1.0
//
// The heap, counted, and refused on demand: the global operator new and delete of an executable, which is why
// it must be included by one file that defines COGNITO_SYNC_TEST_HEAP and may be by others. Each block is
// preceded by its size, so that bytes are counted as they were asked for.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <new>

#include "support/catch.hpp"

namespace heap {

/// What is known of all blocks; tests run in one thread.
struct state {
    std::size_t blocks = 0;          ///< alive
    std::size_t bytes = 0;           ///< alive
    std::size_t peak = 0;            ///< most bytes alive
    std::size_t calls = 0;           ///< allocations
    std::size_t fail_at = SIZE_MAX;  ///< this allocation fails
    bool recovers = true;            ///< those after it do not
};
inline state now;

inline constexpr std::size_t before_block = alignof(std::max_align_t);
static_assert(before_block >= sizeof(std::size_t));

inline void* allocate(std::size_t size) {
    std::size_t const call = now.calls++;
    if (call == now.fail_at || (call > now.fail_at && !now.recovers)) throw std::bad_alloc();
    auto* const block = static_cast<unsigned char*>(std::malloc(size + before_block));
    if (block == nullptr) throw std::bad_alloc();
    *reinterpret_cast<std::size_t*>(block) = size;
    ++now.blocks;
    now.bytes += size;
    now.peak = now.bytes > now.peak ? now.bytes : now.peak;
    return block + before_block;
}

inline void* try_allocate(std::size_t size) noexcept {
    try {
        return allocate(size);
    } catch (std::bad_alloc const&) { return nullptr; }
}

inline void release(void* block) noexcept {
    if (block == nullptr) return;
    auto* const whole = static_cast<unsigned char*>(block) - before_block;
    --now.blocks;
    now.bytes -= *reinterpret_cast<std::size_t*>(whole);
    std::free(whole);
}

/// Optimizers take for granted that an allocation changes no variable; this has `now` read and written anew.
inline void settle() noexcept { std::atomic_signal_fence(std::memory_order_seq_cst); }

/// What one call of a function cost.
struct cost {
    std::size_t calls;
    std::size_t peak;  ///< bytes alive at most, beyond what was alive before
    std::size_t kept;  ///< blocks alive behind it
};

template <class Call>
cost measure(Call call) {
    state const before = now;
    now.peak = now.bytes;
    settle();
    call();
    settle();
    return {now.calls - before.calls, now.peak - before.bytes, now.blocks - before.blocks};
}

/// For use within a call that is swept, where Catch itself would run out of memory.
inline void must(bool held) {
    if (!held) throw "a step did not do what it must";
}

/// Calls with the n-th allocation failing. False when there was none. What comes out is std::bad_alloc, and the
/// heap is as it was before.
template <class Call>
bool refuse_one(Call& call, std::size_t n, bool recovers) {
    state const before = now;
    bool refused = false, other = false;
    now.calls = 0;
    now.recovers = recovers;
    now.fail_at = n;
    settle();
    try {
        call();
    } catch (std::bad_alloc const&) { refused = true; } catch (...) {
        other = true;
    }
    settle();
    std::size_t const calls = now.calls;
    now.fail_at = SIZE_MAX;
    bool const balanced = before.blocks == now.blocks && before.bytes == now.bytes;
    if (!other && balanced && refused == (calls > n)) return refused;
    INFO("allocation " << n << " of " << calls);
    CHECK(!other);
    CHECK(balanced);
    CHECK(refused == (calls > n));  // or it was refused, and that was swallowed
    return false;
}

/// Fails the first allocation of a call, then the second, and so on, until none is left to fail: first each
/// alone, then with all that follow it. Returns how many there were.
template <class Call>
std::size_t sweep(Call call) {
    std::size_t count = 0, again = 0;
    while (refuse_one(call, count, true)) ++count;
    while (refuse_one(call, again, false)) ++again;
    CHECK(count == again);
    return count;
}

}  // namespace heap

#ifdef COGNITO_SYNC_TEST_HEAP
void* operator new(std::size_t size) { return heap::allocate(size); }
void* operator new[](std::size_t size) { return heap::allocate(size); }
void* operator new(std::size_t size, std::nothrow_t const&) noexcept { return heap::try_allocate(size); }
void* operator new[](std::size_t size, std::nothrow_t const&) noexcept { return heap::try_allocate(size); }
void operator delete(void* block) noexcept { heap::release(block); }
void operator delete[](void* block) noexcept { heap::release(block); }
void operator delete(void* block, std::size_t) noexcept { heap::release(block); }
void operator delete[](void* block, std::size_t) noexcept { heap::release(block); }
#endif
