// Reading with a limit, whatever the file is.
#include "core/input_file.hpp"

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <system_error>

#include <fmt/format.h>

#include "core/parameters.hpp"
#include "system/foreign_text.hpp"

namespace concbench {

std::string read_input_file(const std::string& path, std::string_view what, byte_size most) {
  const auto refuse = [&](const std::string& why) {
    throw usage_error(fmt::format("cannot read the {} {}: {}", what, in_quotes(path), why));
  };
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) refuse("it is a folder");
  std::ifstream file(path, std::ios::binary);
  if (!file) refuse(std::generic_category().message(errno));
  std::string text;
  char part[64 * 1024];
  while (file.read(part, sizeof part), file.gcount() > 0) {
    text.append(part, static_cast<std::size_t>(file.gcount()));
    if (text.size() > most.count) refuse(fmt::format("it is larger than {}", exact_text(most)));
  }
  return text;
}

}  // namespace concbench
