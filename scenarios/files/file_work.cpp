// File work on plain system calls.
#include "scenarios/files/file_work.hpp"

#include <algorithm>
#include <cstring>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include "core/parameters.hpp"
#include "core/scenario.hpp"
#include "system/error.hpp"
#include "system/file_system.hpp"
#include "system/foreign_text.hpp"
#include "system/io_uring.hpp"

namespace concbench {

file_descriptor open_to_read(const std::filesystem::path& path) {
  file_descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file) throw_errno("cannot open a file to read");
  return file;
}

file_descriptor open_to_write(const std::filesystem::path& path) {
  file_descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
  if (!file) throw_errno("cannot open a file to write");
  return file;
}

std::size_t read_some(const file_descriptor& file, std::span<char> room, std::uint64_t offset) {
  const auto size = ::pread(file.get(), room.data(), room.size(), static_cast<off_t>(offset));
  if (size < 0) throw_errno("cannot read a file");
  return static_cast<std::size_t>(size);
}

/// What messages call an open file: its path in quotes, or "a file" where the kernel does not tell it.
std::string name_of(const file_descriptor& file) {
  std::error_code error;
  const auto path = std::filesystem::read_symlink(fmt::format("/proc/self/fd/{}", file.get()), error);
  return error ? "a file" : in_quotes(path.string());
}

void write_all(const file_descriptor& file, std::span<const char> bytes, std::uint64_t offset) {
  while (!bytes.empty()) {
    const auto size = ::pwrite(file.get(), bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (size < 0) throw_errno("cannot write " + name_of(file));
    bytes = bytes.subspan(static_cast<std::size_t>(size));
    offset += static_cast<std::uint64_t>(size);
  }
}

void sync_file(const file_descriptor& file) {
  if (::fsync(file.get()) != 0) throw_errno("cannot sync a file");
}

std::vector<std::filesystem::path> files_below(const std::filesystem::path& folder) {
  std::error_code error, unreadable;
  if (std::filesystem::exists(folder, error) && !std::filesystem::is_directory(folder, error))
    throw usage_error(
        fmt::format("cannot read the folder {}: it is not a folder", in_quotes(folder.string())));
  if (::access(folder.c_str(), R_OK | X_OK) != 0)
    throw usage_error(fmt::format("cannot read the folder {}: {}", in_quotes(folder.string()),
                                  std::generic_category().message(errno)));
  std::vector<std::filesystem::path> files;
  const auto options = std::filesystem::directory_options::skip_permission_denied;
  for (auto entry = std::filesystem::recursive_directory_iterator(folder, options, error);
       !error && entry != std::filesystem::recursive_directory_iterator(); entry.increment(error))
    if (entry->symlink_status(unreadable).type() == std::filesystem::file_type::regular)
      files.push_back(entry->path());
  if (error)
    throw usage_error(
        fmt::format("cannot read the folder {}: {}", in_quotes(folder.string()), error.message()));
  if (files.empty())
    throw usage_error(fmt::format("the folder {} holds no files", in_quotes(folder.string())));
  std::ranges::sort(files);
  return files;
}

std::pair<std::uint64_t, digest> measure_file(const std::filesystem::path& path, std::uint64_t most) {
  const file_descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file) throw_errno(fmt::format("cannot read '{}'", path.string()));
  checksum sum;
  const chunk_buffer chunk(most);
  std::uint64_t at = 0;
  for (std::size_t size; at < most && (size = read_some(file, chunk.room(most - at), at)) > 0; at += size)
    sum.add(chunk.room(size));
  return {at, sum.value()};
}

namespace {

std::string why_pages_stay(const std::string& file_system) {
  if (file_system == "overlayfs")
    return "it is an overlayfs, of which a layer may be a tmpfs or another user's; choose a folder that is mounted from a "
           "disk, as a volume of the container is (TMPDIR, dir)";
  if (file_system == "tmpfs" || file_system == "ramfs")
    return "it is a tmpfs, which keeps files in memory; choose a folder on a disk (TMPDIR, dir)";
  return fmt::format("it is of type {}, or the files are another user's; choose another folder (TMPDIR, dir)",
                     file_system);
}

}  // namespace

void drop_from_cache(const std::filesystem::path& path) {
  const auto file = open_to_read(path);
  ::fdatasync(file.get());
  ::posix_fadvise(file.get(), 0, 0, POSIX_FADV_DONTNEED);
  struct stat status{};
  if (::fstat(file.get(), &status) != 0 || status.st_size == 0) return;
  const auto size = static_cast<std::size_t>(status.st_size);
  void* const mapped = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, file.get(), 0);
  if (mapped == MAP_FAILED) throw_errno("cannot check the page cache");
  const auto page_size = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));  // 4, 16 or 64 KiB
  std::vector<unsigned char> resident((size + page_size - 1) / page_size);
  const bool known = ::mincore(mapped, size, resident.data()) == 0;
  ::munmap(mapped, size);
  if (!known || std::ranges::any_of(resident, [](unsigned char page) { return (page & 1) != 0; }))
    throw not_applicable(fmt::format("cache=cold: the pages of files in '{}' cannot be dropped: {}",
                                     path.parent_path().string(),
                                     why_pages_stay(file_system_of(path.parent_path()))));
}

const std::string& no_uring() {
#ifdef BOOST_ASIO_HAS_IO_URING
  static const std::string reason = [] {
    const auto error = try_io_uring();
    return error == 0 ? "" : fmt::format("io_uring is refused ({})", std::generic_category().message(error));
  }();
#else
  static const std::string reason = "built without liburing";
#endif
  return reason;
}

checksum::checksum() : state_(XXH3_createState()) {
  XXH3_64bits_reset(state_.get());
}
void checksum::add(std::span<const char> bytes) {
  XXH3_64bits_update(state_.get(), bytes.data(), bytes.size());
}
digest checksum::value() const {
  return XXH3_64bits_digest(state_.get());
}
void checksum::state_free::operator()(XXH3_state_s* state) const {
  XXH3_freeState(state);
}

file_content::file_content(std::uint64_t seed)
    : seed_(seed), base_(chunk_buffer::largest / sizeof(std::uint64_t)) {
  for (std::size_t i = 0; i < base_.size(); ++i) base_[i] = mix(seed, i);
}

std::span<char> file_content::fill(std::span<char> room, task_id id, std::uint64_t offset) const {
  std::memcpy(room.data(), base_.data(), room.size());
  const auto stamp = mix(seed_ ^ id, offset);
  std::memcpy(room.data(), &stamp, std::min(sizeof stamp, room.size()));
  return room;
}

void file_content::write(task_id id, std::uint64_t size, const file_descriptor& file) const {
  const chunk_buffer chunk(size);
  for (std::uint64_t at = 0; at < size; at += chunk_buffer::largest)
    write_all(file, fill(chunk.room(size - at), id, at), at);
}

digest file_content::sum(task_id id, std::uint64_t size) const {
  checksum sum;
  const chunk_buffer chunk(size);
  for (std::uint64_t at = 0; at < size; at += chunk_buffer::largest)
    sum.add(fill(chunk.room(size - at), id, at));
  return sum.value();
}

}  // namespace concbench
