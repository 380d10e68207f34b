// Files that options and parameters name. They are read completely before anything runs.
#pragma once

#include <string>
#include <string_view>

#include "system/units.hpp"

namespace concbench {

/// The bytes of the file at `path`. Throws usage_error when the file cannot be read, or has more than `most` bytes. The
/// error calls the file `what`, such as "URL list".
std::string read_input_file(const std::string& path, std::string_view what, byte_size most = {64ULL << 20});

}  // namespace concbench
