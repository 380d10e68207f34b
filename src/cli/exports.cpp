// All export files of a run together.
#include "cli/exports.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "core/parameters.hpp"
#include "system/foreign_text.hpp"

namespace concbench::cli {

void exports::add(const std::string& path, renderer render) {
  if (path.empty()) return;
  export_file file(path);
  for (const auto& each : files_)
    if (each.file.is_same(file))
      throw usage_error(
          fmt::format("cannot write the export '{}': another export goes to the same file", path));
  files_.push_back({std::move(file), std::move(render)});
}

bool exports::take_standard_output() const {
  return std::ranges::any_of(files_, [](const auto& each) { return each.file.is_standard_output(); });
}

void exports::write(const report& now, bool last) {
  constexpr int rest = 19;  // times what a writing takes
  const auto began = clock::now();
  if (!last && began < next_) return;
  problem_.clear();
  for (auto& each : files_) {
    if (each.file.only_once() && !last) continue;
    if (const auto error = each.file.write(each.render(now)); error && problem_.empty())
      problem_ = fmt::format("cannot write the export {}: {}", in_quotes(each.file.path()), error.message());
  }
  const auto ended = clock::now();
  next_ = ended + rest * (ended - began);
}

}  // namespace concbench::cli
