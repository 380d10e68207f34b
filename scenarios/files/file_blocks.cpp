// Blocks: their places, the content of generated files, and how files are opened without the page cache.
#include "scenarios/files/file_blocks.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/magic.h>
#include <sched.h>
#include <sys/vfs.h>
#ifdef CONCBENCH_XXH_DISPATCH
#include <xxh_x86dispatch.h>  // the same sums: 4 KiB in 0.1 µs with AVX-512, 0.22 µs with the SSE2 of xxhash.h
#else
#include <xxhash.h>
#endif

#include "core/scenario.hpp"
#include "scenarios/files/file_work.hpp"
#include "system/error.hpp"

namespace concbench {
namespace {

/// A tmpfs is recognised by its name. Since Linux 6.6 it can be opened in this way, and still reads from memory.
file_descriptor open_past_cache(const std::filesystem::path& path) {
  file_descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_DIRECT));
  if (!file && errno != EINVAL) throw_errno("cannot open a file to read");
  struct statfs system{};
  if (!file || (::fstatfs(file.get(), &system) == 0 && system.f_type == TMPFS_MAGIC))
    throw not_applicable(
        fmt::format("direct=on: the file system of '{}' has no direct I/O (is it a tmpfs? TMPDIR chooses "
                    "another disk)",
                    path.parent_path().string()));
  return file;
}

}  // namespace

block_buffer::block_buffer(std::size_t size)
    : bytes_(std::make_unique_for_overwrite<char[]>(size + file_blocks::direct_unit)) {
  void* start = bytes_.get();
  std::size_t left = size + file_blocks::direct_unit;
  room_ = {static_cast<char*>(std::align(file_blocks::direct_unit, size, start, left)), size};
}

digest sum_of_block(std::span<const char> block) {
  return XXH3_64bits(block.data(), block.size());
}

file_blocks::file_blocks(std::uint64_t seed, std::uint64_t block_size, bool direct)
    : seed_(seed), block_size_(block_size), direct_(direct) {}

void file_blocks::open(const std::filesystem::path& path, std::uint64_t file_size, std::size_t copies) {
  if (file_size < block_size_) return;
  opened file{{}, count_};
  for (std::size_t i = 0; i < copies; ++i)
    file.copies.push_back(direct_ ? open_past_cache(path) : open_to_read(path));
  files_.push_back(std::move(file));
  count_ += file_size / block_size_;
}

file_blocks::place file_blocks::of(task_id id) const {
  const auto block = mix(seed_, id) % count_;
  const auto& holder = *std::prev(std::ranges::upper_bound(files_, block, {}, &opened::first));
  const auto cpu = static_cast<unsigned>(::sched_getcpu());
  return {holder.copies[cpu % holder.copies.size()], (block - holder.first) * block_size_};
}

void file_blocks::make(const std::filesystem::path& path, std::uint64_t file_size) const {
  const auto file = open_to_write(path);
  const block_buffer buffer(size());
  for (std::uint64_t at = 0; at < file_size; at += block_size_) {
    fill(buffer.room(), at);
    write_all(file, buffer.room().first(std::min(block_size_, file_size - at)), at);
  }
  if (direct_) sync_file(file);  // otherwise the first reads would write it
}

digest file_blocks::made_sum(std::uint64_t offset) const {
  const block_buffer buffer(size());
  fill(buffer.room(), offset);
  return sum_of_block(buffer.room());
}

void file_blocks::fill(std::span<char> room, std::uint64_t offset) const {
  for (std::size_t i = 0; i < room.size(); i += sizeof(std::uint64_t)) {
    const auto word = mix(seed_ ^ offset, i);
    std::memcpy(room.data() + i, &word, std::min(sizeof word, room.size() - i));
  }
}

}  // namespace concbench
