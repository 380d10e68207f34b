// Files that stay open and are read a block at a time, at places that look random: what databases do to
// disks.
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

/// Room for a block, from the start of a page on: O_DIRECT wants that, and copies are faster so.
class block_buffer {
 public:
  explicit block_buffer(std::size_t size);
  std::span<char> room() const { return room_; }

 private:
  std::unique_ptr<char[]> bytes_;
  std::span<char> room_;
};

/// XXH3 of a block: every byte of it, in a tenth of the time that reading it from the page cache takes.
digest sum_of_block(std::span<const char> block);

/// The blocks of some files, each of which a task may find itself at.
class file_blocks {
 public:
  static constexpr std::uint64_t direct_unit = 4096;  ///< what O_DIRECT wants of sizes and places

  struct place {
    const file_descriptor& file;
    std::uint64_t offset;
  };

  /// `direct`: past the page cache.
  file_blocks(std::uint64_t seed, std::uint64_t block_size, bool direct);

  std::size_t size() const { return static_cast<std::size_t>(block_size_); }

  /// Whole blocks of all files that are open.
  std::uint64_t count() const { return count_; }

  /// Opens a file for all that follows, `copies` ≥ 1 times. What its size leaves beside whole blocks is never
  /// read. Throws not_applicable where the file system has no direct I/O.
  ///
  /// A copy for each CPU, because the kernel counts who uses an open file: two threads that read cached
  /// blocks through one descriptor pass that count back and forth, and read 0.99 million a second, through
  /// two 1.54.
  void open(const std::filesystem::path& path, std::uint64_t file_size, std::size_t copies = 1);

  /// Where a task reads: from the seed, each block as likely as any other. There must be one. The copy is
  /// that of the CPU the caller is on.
  place of(task_id id) const;

  /// Makes a file in which no block is like another, and a block torn from two is like none.
  void make(const std::filesystem::path& path, std::uint64_t file_size) const;

  /// The sum of the block at `offset` of a file that `make` made.
  digest made_sum(std::uint64_t offset) const;

 private:
  struct opened {
    std::vector<file_descriptor> copies;
    std::uint64_t first;  ///< of its blocks, counted over all files
  };

  void fill(std::span<char> room, std::uint64_t offset) const;

  std::uint64_t seed_;
  std::uint64_t block_size_;
  bool direct_;
  std::vector<opened> files_;
  std::uint64_t count_ = 0;
};

}  // namespace concbench
