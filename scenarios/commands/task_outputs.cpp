// Names the files, checks that they are there, and keeps them.
#include "scenarios/commands/task_outputs.hpp"

#include <charconv>
#include <unordered_set>

#include <fmt/format.h>
#include <unistd.h>

#include "core/scenario.hpp"
#include "system/foreign_text.hpp"

namespace concbench {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t longest_name = 200;  // of 255 bytes: a command may add an ending

/// The number at the beginning of a file's name; 0 for others.
std::uint64_t number_of(const fs::path& path) {
  const auto name = path.filename().string();
  std::uint64_t number = 0;
  std::from_chars(name.data(), name.data() + name.size(), number);
  return number;
}

/// A file gets a second name by a link, which never replaces another file. Where the folders are on different file systems
/// it is copied under another name first, so that a copy that fails does not look like the file.
void keep_unless_there(const fs::path& from, const fs::path& to) {
  if (fs::exists(fs::symlink_status(to))) return;
  if (!fs::is_directory(from) && ::link(from.c_str(), to.c_str()) == 0) return;
  auto part = to;
  part += ".part";
  fs::remove_all(part);
  try {
    fs::copy(from, part, fs::copy_options::recursive | fs::copy_options::copy_symlinks);
    fs::rename(part, to);
  } catch (const fs::filesystem_error&) {
    fs::remove_all(part);
    throw;
  }
}

}  // namespace

void check_output_folder(const fs::path& folder) {
  const auto refuse = [&](std::string_view why) {
    throw usage_error(fmt::format("command.out cannot be {}: {}; choose a new or an empty folder",
                                  in_quotes(folder.string()), why));
  };
  std::error_code error;
  const auto found = fs::status(folder, error);
  if (fs::exists(found)) {
    if (!fs::is_directory(found)) refuse("it is not a folder");
    const bool empty = fs::is_empty(folder, error);
    if (error) refuse(error.message());
    if (!empty) refuse("it has files, and nothing of yours is overwritten");
    if (::access(folder.c_str(), W_OK | X_OK) != 0) refuse("nothing can be made in it");
    return;
  }
  const auto above = fs::absolute(folder / "").parent_path().parent_path();
  if (!fs::is_directory(above, error))
    refuse(fmt::format("there is no folder {}", in_quotes(above.string())));
  if (::access(above.c_str(), W_OK | X_OK) != 0)
    refuse(fmt::format("nothing can be made in {}", in_quotes(above.string())));
}

void task_outputs::clear() const {
  fs::remove_all(folder_);
  fs::create_directory(folder_);
}

std::string task_outputs::path_of(std::uint64_t number, std::string_view input) const {
  auto name = input.substr(input.find_last_of('/') + 1);
  if (name.size() > longest_name) name.remove_prefix(name.size() - longest_name);  // its ending stays
  auto path = (folder_ / fmt::format("{:07}", number)).string();
  if (!name.empty()) {
    path += '-';
    path += name;
  }
  return path;
}

void task_outputs::require_all(std::span<const task_record> tasks) const {
  std::unordered_set<std::uint64_t> there;
  for (const auto& each : fs::directory_iterator(folder_)) there.insert(number_of(each.path()));
  for (std::size_t i = 0; i < tasks.size(); ++i)
    if (tasks[i].outcome == task_outcome::ok && !there.contains(i + 1))
      throw wrong_result(fmt::format("task {} ended well and wrote no {{out}}", i + 1));
}

void task_outputs::keep() const {
  if (kept_in_.empty()) return;
  fs::create_directories(kept_in_);
  for (const auto& each : fs::directory_iterator(folder_))
    keep_unless_there(each.path(), kept_in_ / each.path().filename());
}

}  // namespace concbench
