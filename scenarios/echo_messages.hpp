// What the tasks of echo send: made content, so that nothing that was mixed up or cut can look right.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include <xxhash.h>

#include "core/task.hpp"
#include "system/hash.hpp"

namespace concbench {

/// The messages of one task, one after another. Each differs from all others, of this task and of any.
class echo_messages {
 public:
  /// `size`: of each, in bytes, from 1.
  echo_messages(std::uint64_t seed, task_id task, std::size_t size)
      : start_(mix(seed, task)), text_(size, '\0') {}

  /// A view, good until the next one. Its words of 64 bits, little-endian and the last one cut short, are
  /// mix(mix(mix(seed, task), number), 0, 1, 2 …): 1 ns each.
  std::string_view next() {
    const auto own = mix(start_, number_++);
    std::uint64_t index = 0;
    for (std::size_t at = 0; at < text_.size(); at += sizeof own) {
      const auto word = mix(own, index++);
      std::memcpy(text_.data() + at, &word, std::min(sizeof word, text_.size() - at));
    }
    return text_;
  }

 private:
  std::uint64_t start_;
  std::uint64_t number_ = 0;
  std::string text_;
};

/// The answer of a task that had `so_far`, when it has received another message.
inline digest echo_answer(digest so_far, std::string_view message) {
  return mix(XXH3_64bits(message.data(), message.size()), so_far);
}

}  // namespace concbench
