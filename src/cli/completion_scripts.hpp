// Scripts with which a shell asks `concbench complete` what may come next.
#pragma once

#include <string_view>

namespace concbench::cli {

extern const std::string_view bash_completion;
extern const std::string_view zsh_completion;
extern const std::string_view fish_completion;

}  // namespace concbench::cli
