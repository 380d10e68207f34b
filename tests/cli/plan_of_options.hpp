// Plans that follow from options, and files for the options that name some.
#pragma once

#include <fstream>
#include <string>

#include <gtest/gtest.h>

#include "cli/run_options.hpp"
#include "core/parameters.hpp"
#include "system/temporary_folder.hpp"

namespace concbench::cli {

/// Why there is no plan for `options`; "accepted" when there is one.
inline std::string plan_refusal(const run_options& options) {
  try {
    make_plan(options);
  } catch (const usage_error& e) {
    return e.what();
  }
  return "accepted";
}

class make_plan_with_files : public ::testing::Test {
 protected:
  std::string file(const std::string& text) {
    const auto path = (folder_.path() / "file").string();
    std::ofstream(path) << text;
    return path;
  }

  /// The command of a worker that describes itself so.
  std::string worker(const std::string& description) {
    const auto script = (folder_.path() / "worker").string();
    std::ofstream(script) << "cat '" << file(description) << "'\n";
    return "sh '" + script + "'";
  }

  temporary_folder folder_;
};

}  // namespace concbench::cli
