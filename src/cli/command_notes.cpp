// CLI11 has a single text for all notes, the footer.
#include "cli/command_notes.hpp"

#include <utility>

namespace concbench::cli {
namespace {

class noted_command final : public CLI::App {
 public:
  noted_command(std::string description, std::string name, CLI::App* parent, command_notes notes)
      : App(std::move(description), std::move(name), parent), notes_(std::move(notes)) {}

  const command_notes& notes() const noexcept { return notes_; }

 private:
  command_notes notes_;
};

}  // namespace

std::unique_ptr<CLI::App> make_command(std::string name, std::string description, command_notes notes) {
  auto command =
      std::make_unique<noted_command>(std::move(description), std::move(name), nullptr, std::move(notes));
  command->set_help_flag("-h,--help", "Print this help message and exit");  // what commands below inherit
  return command;
}

CLI::App* add_command(CLI::App& parent, std::string name, std::string description, command_notes notes) {
  return parent.add_subcommand(
      std::make_shared<noted_command>(std::move(description), std::move(name), &parent, std::move(notes)));
}

const command_notes& notes_of(const CLI::App& command) {
  static const command_notes none;
  const auto* noted = dynamic_cast<const noted_command*>(&command);
  return noted != nullptr ? noted->notes() : none;
}

}  // namespace concbench::cli
