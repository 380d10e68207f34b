// The blocking steps of work with files: opening, reading, writing, syncing, checksums, the page cache.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/task.hpp"
#include "system/file_descriptor.hpp"

struct XXH3_state_s;

namespace concbench {

// All throw std::runtime_error with the cause. The path is left out where it would be different for each task.
file_descriptor open_to_read(const std::filesystem::path& path);
file_descriptor open_to_write(const std::filesystem::path& path);
std::size_t read_some(const file_descriptor& file, std::span<char> room,
                      std::uint64_t offset);  ///< 0 at the end
void write_all(const file_descriptor& file, std::span<const char> bytes, std::uint64_t offset);
void sync_file(const file_descriptor& file);

/// The regular files in a folder and below it, sorted. Throws usage_error when it cannot be read.
std::vector<std::filesystem::path> files_below(const std::filesystem::path& folder);

/// The size and the checksum of a file, or of its first `most` bytes. Reading also brings the file into the page cache.
/// Exceptions name the file.
std::pair<std::uint64_t, digest> measure_file(const std::filesystem::path& path,
                                              std::uint64_t most = UINT64_MAX);

/// Syncs a file, and drops its pages from the cache. Throws not_applicable when they stay there (tmpfs, or a file of
/// another user).
void drop_from_cache(const std::filesystem::path& path);

/// Why io_uring cannot be used here; empty when it can. It is tried once.
const std::string& no_uring();

/// XXH3 with 64 bits: above 10 GB/s, so fast that it does not affect the measurement.
class checksum {
 public:
  checksum();
  void add(std::span<const char> bytes);
  digest value() const;

 private:
  struct state_free {
    void operator()(XXH3_state_s* state) const;
  };
  std::unique_ptr<XXH3_state_s, state_free> state_;
};

/// A buffer through which a file is read or written: at most 128 KiB at a time, and no more than the file has.
class chunk_buffer {
 public:
  static constexpr std::uint64_t largest = 128 * 1024;

  explicit chunk_buffer(std::uint64_t file_size)
      : size_(std::min(file_size, largest)), bytes_(std::make_unique_for_overwrite<char[]>(size_)) {}

  /// The part of the buffer for the rest of the file.
  std::span<char> room(std::uint64_t left) const {
    return {bytes_.get(), static_cast<std::size_t>(std::min(left, size_))};
  }

 private:
  std::uint64_t size_;
  std::unique_ptr<char[]> bytes_;
};

/// The bytes of generated files: they cannot be compressed, and are different in every file and every chunk of it.
class file_content {
 public:
  explicit file_content(std::uint64_t seed);

  /// Fills `room` with the bytes of file `id` from `offset` on, and returns it. `offset` is a multiple of
  /// chunk_buffer::largest.
  std::span<char> fill(std::span<char> room, task_id id, std::uint64_t offset) const;

  void write(task_id id, std::uint64_t size, const file_descriptor& file) const;
  digest sum(task_id id, std::uint64_t size) const;

 private:
  std::uint64_t seed_;
  std::vector<std::uint64_t> base_;
};

}  // namespace concbench
