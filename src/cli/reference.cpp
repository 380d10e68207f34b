// `concbench man`, `completion` and `complete`: the declarations in the forms that man and shells read.
#include <fstream>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "cli/application.hpp"
#include "cli/build_info.hpp"
#include "cli/checked_option.hpp"
#include "cli/command_notes.hpp"
#include "cli/command_tree.hpp"
#include "cli/completion.hpp"
#include "cli/completion_scripts.hpp"
#include "cli/man_page.hpp"
#include "cli/standard_output.hpp"
#include "cli/value_kind.hpp"
#include "system/foreign_text.hpp"

namespace concbench::cli {
namespace {

struct man_options {
  std::string command;  ///< empty: the whole program
  std::string folder;   ///< empty: one page, on standard output
};

/// The page of the command that is called `name`; of the whole program when that is empty.
int print_man_page(const CLI::App& app, const std::string& name) {
  const auto* command = name.empty() ? &app : find_command(app, name);
  if (command == nullptr)
    throw usage_error("there is no command " + in_quotes(name) + suggestion(name, command_names(app)));
  return print(man_page(app, *command, version()), "the manual page") ? 0 : 1;
}

/// Every page that there is, each in a file of its own. Throws usage_error for a folder that takes no files.
int write_man_pages(const CLI::App& app, const std::string& folder) {
  auto pages = visible_commands(app);
  pages.push_back(&app);
  for (const auto* each : pages) {
    const auto path = folder + "/" + page_name(app, *each) + ".1";
    std::ofstream file(path);
    file << man_page(app, *each, version()) << std::flush;
    if (!file)
      throw usage_error(
          fmt::format("cannot write '{}': --write needs a folder that is there and writable", path));
  }
  return 0;
}

/// Words that zero bytes end, as no word of a command line can hold one.
std::vector<std::string> read_words(std::istream& in) {
  std::vector<std::string> words;
  for (std::string word; std::getline(in, word, '\0');) words.push_back(word);
  return words;
}

void add_man(CLI::App& app, action& chosen) {
  auto options = std::make_shared<man_options>();
  auto* command = add_command(
      app, "man", "Prints a manual page, for man to show",
      {
          .remarks = {"The Debian package installs the same pages: man concbench, man concbench-run."},
          .examples = {{"concbench man | man -l -"},
                       {"concbench man run | man -l -"},
                       {"concbench man --write ~/.local/share/man/man1"}},
          .exit_codes = {{0, "fine"}, {1, "the output cannot be written"}, {2, "bad usage"}},
      });
  command
      ->add_option("command", options->command,
                   "The command that the page is about; default: the whole program")
      ->type_name(type_name(value_kind::command))
      ->excludes(
          command
              ->add_option("--write", options->folder, "Write every page into a file in this folder instead")
              ->type_name(type_name(value_kind::folder)));
  command->callback([&app, &chosen, options] {
    chosen = [&app, options] {
      return options->folder.empty() ? print_man_page(app, options->command)
                                     : write_man_pages(app, options->folder);
    };
  });
}

void add_completion(CLI::App& app, action& chosen) {
  auto script = std::make_shared<std::string_view>();
  auto* command = add_command(
      app, "completion",
      "Prints a script that makes a shell complete the commands, options and values of concbench",
      {
          .remarks =
              {"The Debian package installs the scripts where the shells look for them. Elsewhere, put one "
               "of these lines into ~/.bashrc, ~/.zshrc (after compinit) or ~/.config/fish/config.fish."},
          .examples = {{"source <(concbench completion bash)"},
                       {"source <(concbench completion zsh)"},
                       {"concbench completion fish | source"}},
          .exit_codes = {{0, "fine"}, {1, "the output cannot be written"}, {2, "bad usage"}},
      });
  add_choice<std::string_view>(
      *command, "shell", *script,
      {{"bash", bash_completion}, {"fish", fish_completion}, {"zsh", zsh_completion}}, "The shell")
      ->required();
  command->callback(
      [&chosen, script] { chosen = [script] { return print(*script, "the script") ? 0 : 1; }; });
}

void add_complete(CLI::App& app, action& chosen) {
  auto* command = app.add_subcommand("complete",
                                     "Says what may stand in place of the last word: words on stdin, ended "
                                     "by zero bytes; candidates on stdout");
  command->group("");  // hidden: for the scripts of `completion`
  command->callback([&app, &chosen] {
    chosen = [&app] {
      return print(to_lines(complete(app, read_words(std::cin))), "the candidates") ? 0 : 1;
    };
  });
}

}  // namespace

void add_reference(CLI::App& app, action& chosen) {
  add_man(app, chosen);
  add_completion(app, chosen);
  add_complete(app, chosen);
}

}  // namespace concbench::cli
