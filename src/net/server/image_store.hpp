// The server's images. Each is made once, on a separate thread, and kept while there is room.
#pragma once

#include <cstdint>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include <boost/asio/thread_pool.hpp>

#include "system/event_loop.hpp"
#include "system/units.hpp"

namespace concbench::net {

struct image {
  std::string png;
  std::string sha256;  ///< of `png`, as hexadecimal digits
};

/// The images first, first + 1, … first + count - 1 of one seed.
struct image_range {
  std::uint64_t seed = 0;
  std::uint32_t first = 0;
  std::uint32_t count = 0;
};

/// An image takes 8 to 512 KiB, 121 KiB on average. When they need more than `room`, the images that nobody has asked
/// for the longest are dropped, and made again when they are asked for. While an image is sent it stays in memory.
class image_store {
 public:
  explicit image_store(byte_size room) : room_(room) {}

  /// The image, or null when it is not in the store. May be called from any thread.
  std::shared_ptr<const image> find(std::uint64_t seed, std::uint32_t id);

  /// The image. If it is not in the store, it is made first, which takes about 1 ms. Images are made one after another,
  /// also when several are asked for at once. The caller's loop continues meanwhile, unless the system refuses a
  /// thread. Throws what make_image throws. Call it from one loop, which outlives the store.
  awaitable<std::shared_ptr<const image>> get(std::uint64_t seed, std::uint32_t id);

 private:
  using name = std::pair<std::uint64_t, std::uint32_t>;
  struct entry {
    name key;
    std::shared_ptr<const image> made;
  };

  bool has_maker();
  awaitable<std::shared_ptr<const image>> make(std::uint64_t seed, std::uint32_t id);
  std::shared_ptr<const image> add(std::uint64_t seed, std::uint32_t id);

  byte_size room_;
  std::mutex guard_;
  std::list<entry> images_;  ///< the image that was last asked for is first
  std::map<name, std::list<entry>::iterator> places_;
  std::uint64_t held_ = 0;  ///< bytes in all of them
  /// One thread, which is started for the first image. A process with a single thread avoids locks and cancellation
  /// points in the C library, which are 3 % of an API call.
  std::optional<asio::thread_pool> maker_;
};

}  // namespace concbench::net
