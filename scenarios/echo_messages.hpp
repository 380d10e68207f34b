// What the tasks of echo send: made content, so that nothing that was mixed up or cut can look right.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include <xxhash.h>

#include "core/task.hpp"
#include "system/hash.hpp"

namespace concbench {

/// The messages of one task, one after another. Each differs from all others, of this task and of any, as far
/// as its size allows.
class echo_messages {
 public:
  /// `size`: of each, in bytes, from 1.
  echo_messages(std::uint64_t seed, task_id task, std::size_t size)
      : start_(mix(seed, task)), text_(size, '\0') {
    for (std::uint64_t i = 1; i * sizeof i < size; ++i) put(i, mix(start_, i));
  }

  /// A view, good until the next one. Of its words of 64 bits, little-endian and the last one cut short, word
  /// i is mix(mix(seed, task), i), and word 0 of message m has m added to it: to make all words anew for each
  /// message took 200 ns, 2 % of what a message takes.
  std::string_view next() {
    put(0, mix(start_, 0) + number_++);
    return text_;
  }

 private:
  void put(std::uint64_t index, std::uint64_t word) {
    const auto at = index * sizeof word;
    std::memcpy(text_.data() + at, &word, std::min(sizeof word, text_.size() - at));
  }

  std::uint64_t start_;
  std::uint64_t number_ = 0;
  std::string text_;
};

/// The answer of a task that had `so_far`, when it has received another message.
inline digest echo_answer(digest so_far, std::string_view message) {
  return mix(XXH3_64bits(message.data(), message.size()), so_far);
}

}  // namespace concbench
