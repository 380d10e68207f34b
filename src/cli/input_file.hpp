// Files that options name, read whole before anything runs.
#pragma once

#include <string>
#include <string_view>

#include "system/units.hpp"

namespace concbench::cli {

/// The bytes of the file at `path`. Throws usage_error that calls it `what` ("URL list") and says why it cannot
/// be read, also where it has more than `most` bytes.
std::string read_input_file(const std::string& path, std::string_view what, byte_size most = {64ULL << 20});

}  // namespace concbench::cli
