// Reading without a wait, and reasons in words.
#include "scenarios/commands/command_result.hpp"

#include <stdexcept>

#include <fmt/format.h>

#include "core/parameters.hpp"
#include "system/foreign_text.hpp"
#include "system/output_pipe.hpp"
#include "system/units.hpp"

namespace concbench {
namespace {

constexpr std::size_t kept_errors = 4096;

}  // namespace

bool command_output::read_output(int descriptor) {
  return read_available(descriptor, [this](std::string_view part) { hash_.add(part); });
}

bool command_output::read_errors(int descriptor) {
  return read_available(
      descriptor, [this](std::string_view part) { errors_ += part.substr(0, kept_errors - errors_.size()); });
}

std::string command_output::first_error_line() const {
  const auto start = errors_.find_first_not_of(" \t\r\n");
  if (start == std::string::npos) return "";
  const auto end = errors_.find_first_of("\r\n", start);
  return short_line(std::string_view(errors_).substr(start, end - start));
}

std::set<int> parse_exit_codes(std::string_view text) {
  std::set<int> codes;
  constexpr std::uint64_t most = 255;
  for (auto rest = text; !rest.empty() || codes.empty();) {
    const auto comma = rest.find(',');
    const auto code = parse_count(rest.substr(0, comma));
    if (!code || *code > most || comma + 1 == rest.size())
      throw usage_error(fmt::format(
          "exit-codes cannot be {}: allowed are numbers from 0 to 255, separated by commas, such as 0,1",
          in_quotes(text)));
    codes.insert(static_cast<int>(*code));
    rest.remove_prefix(comma == rest.npos ? rest.size() : comma + 1);
  }
  return codes;
}

digest answer_of(command_result& result, const std::set<int>& right_codes, program_output output,
                 duration limit) {
  if (result.timed_out)
    throw std::runtime_error(fmt::format(
        "took longer than task-timeout={}, and was killed with all that it had started", exact_text(limit)));
  const auto& how = result.end.how;
  if (how.signal != 0 || !right_codes.contains(how.code)) {
    auto reason = "the command " + how.text();
    if (const auto line = result.output.first_error_line(); !line.empty()) reason += ": " + line;
    throw std::runtime_error(reason);
  }
  const auto written = output == program_output::read ? result.output.output_digest() : digest{0};
  return mix(written, static_cast<digest>(how.code));
}

}  // namespace concbench
