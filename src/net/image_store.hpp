// The server's images: made once, on a thread of their own, and kept.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include <boost/asio/thread_pool.hpp>

#include "system/event_loop.hpp"

namespace concbench::net {

struct image {
  std::string png;
  std::string sha256;  ///< of `png`, in hexadecimal
};

/// The images first, first + 1, … first + count - 1 of one seed.
struct image_range {
  std::uint64_t seed = 0;
  std::uint32_t first = 0;
  std::uint32_t count = 0;
};

/// Images stay until the store is gone: about 120 KiB each.
class image_store {
 public:
  /// The image, or null when it has not been made yet. From any thread.
  std::shared_ptr<const image> find(std::uint64_t seed, std::uint32_t id) const;

  /// Makes those that are not there yet, about 1 ms each, while the caller's loop goes on; one after another
  /// also when several ask at once. The loop stands still meanwhile where the system refuses a thread. Throws
  /// what make_image throws. From one loop, which outlives the store.
  awaitable<void> make(image_range range);

 private:
  bool has_maker();
  awaitable<void> make_one(std::uint64_t seed, std::uint32_t id);
  void add(std::uint64_t seed, std::uint32_t id);

  mutable std::mutex guard_;
  std::map<std::pair<std::uint64_t, std::uint32_t>, std::shared_ptr<const image>> images_;
  /// One thread, from the first image on. A process without a second thread is spared locks and cancellation
  /// points in the C library, 3 % of an API call.
  std::optional<asio::thread_pool> maker_;
};

}  // namespace concbench::net
