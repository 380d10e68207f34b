// Files of any size and kind, read up to the size that a report may have.
#include "cli/report_file.hpp"

#include <algorithm>
#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "core/parameters.hpp"
#include "report/exports/report_reader.hpp"
#include "system/byte_order_mark.hpp"
#include "system/file_descriptor.hpp"
#include "system/foreign_text.hpp"

namespace concbench::cli {
namespace {

[[noreturn]] void refuse(const std::string& path, std::string_view why) {
  throw usage_error(fmt::format("the report {} {}", in_quotes(path), why));
}

[[noreturn]] void refuse_with_errno(const std::string& path) {
  refuse(path, "cannot be read: " + std::generic_category().message(errno));
}

std::string contents(const std::string& path) {
  const file_descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file) refuse_with_errno(path);
  std::string text;
  constexpr std::size_t part = std::size_t{1} << 20;
  for (;;) {
    const auto size = text.size();
    text.resize(size + part);
    const auto got = ::read(file.get(), text.data() + size, part);
    if (got < 0 && errno != EINTR) refuse_with_errno(path);
    text.resize(size + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    if (got == 0) return text;
    if (text.size() > largest_report_bytes)
      refuse(path,
             fmt::format("has more than {} MiB: that is no report of one run", largest_report_bytes >> 20));
  }
}

}  // namespace

report read_report_file(const std::string& path) {
  const auto text = contents(path);
  if (is_utf_16(text)) refuse(path, "is UTF-16, as PowerShell redirects output: save it as UTF-8");
  try {
    return read_report(text);
  } catch (const std::runtime_error& e) {
    // What begins with a name is a field of the report, what does not is said of the whole.
    const std::string_view why = e.what();
    refuse(path, why.starts_with('\'') ? fmt::format("is not valid: {}", why) : std::string(why));
  }
}

report read_measured_report(const std::string& path) {
  auto result = read_report_file(path);
  const bool empty = std::ranges::all_of(result.cells, [](const cell& each) { return each.samples.empty(); });
  if (empty && !result.plan.interrupted) refuse(path, "holds no counted sample: there is nothing to show");
  return result;
}

}  // namespace concbench::cli
