// Where this program is installed. What comes with it is found from there.
#pragma once

#include <filesystem>

namespace concbench {

/// The folder that contains this program, with links resolved, as it was when this was first called. Empty when /proc cannot
/// be read.
const std::filesystem::path& program_folder();

}  // namespace concbench
