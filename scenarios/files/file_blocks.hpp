// Files that stay open and are read one block at a time, at places that look random, as databases read disks.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <vector>

#include "core/task.hpp"
#include "system/file_descriptor.hpp"
#include "system/units.hpp"

namespace concbench {

/// Memory for a block. It begins at a page boundary: O_DIRECT requires that, and it makes copies faster.
class block_buffer {
 public:
  explicit block_buffer(std::size_t size);
  std::span<char> room() const { return room_; }

 private:
  std::unique_ptr<char[]> bytes_;
  std::span<char> room_;
};

/// The XXH3 of all bytes of a block. It takes a tenth of the time of reading the block from the page cache.
digest sum_of_block(std::span<const char> block);

/// The blocks of some files; the seed decides which one a task reads.
class file_blocks {
 public:
  /// O_DIRECT needs sizes and places that are multiples of this.
  static constexpr std::uint64_t direct_unit = 4096;

  struct place {
    const file_descriptor& file;
    std::uint64_t offset;
  };

  /// `direct`: reads without the page cache.
  file_blocks(std::uint64_t seed, std::uint64_t block_size, bool direct);

  std::size_t size() const { return static_cast<std::size_t>(block_size_); }

  /// The number of whole blocks in all open files.
  std::uint64_t count() const { return count_; }

  /// Opens a file for all reads that follow, `copies` ≥ 1 times. Bytes after the last whole block are never read.
  /// Throws not_applicable when the file system has no direct I/O.
  ///
  /// There is a copy for each CPU, because the kernel counts the users of an open file. Two threads that read cached
  /// blocks through one descriptor pass that counter back and forth: they read 0.99 million blocks per second, and 1.54
  /// million through two descriptors.
  void open(const std::filesystem::path& path, std::uint64_t file_size, std::size_t copies = 1);

  /// The place that a task reads. It follows from the seed, and each block is equally likely. There must be at least
  /// one block. The copy is that of the CPU on which the caller runs.
  place of(task_id id) const;

  /// Makes a file in which all blocks are different. A block that was torn from two is like none of them.
  void make(const std::filesystem::path& path, std::uint64_t file_size) const;

  /// The sum of the block at `offset` of a file that `make` made.
  digest made_sum(std::uint64_t offset) const;

 private:
  struct opened {
    std::vector<file_descriptor> copies;
    std::uint64_t first;  ///< index of its first block, counted over all files
  };

  void fill(std::span<char> room, std::uint64_t offset) const;

  std::uint64_t seed_;
  std::uint64_t block_size_;
  bool direct_;
  std::vector<opened> files_;
  std::uint64_t count_ = 0;
};

}  // namespace concbench
