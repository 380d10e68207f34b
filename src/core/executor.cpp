// Refusals that several executors share.
#include "core/executor.hpp"

#include <fmt/format.h>

#include "core/faces.hpp"

namespace concbench {

std::optional<std::string> refuse_without_blocking_face(const scenario& work) {
  if (dynamic_cast<const blocking_face*>(&work)) return {};
  return "this scenario has no blocking form";
}

std::optional<std::string> refuse_in_other_processes(const scenario& work) {
  if (dynamic_cast<const shares_memory*>(&work) == nullptr) return refuse_without_blocking_face(work);
  return "its tasks pass data to each other in memory, which several processes do not share";
}

std::optional<std::string> refuse_without_coroutine_face(const scenario& work) {
  if (dynamic_cast<const coroutine_face*>(&work)) return {};
  return "this scenario has no coroutine form";
}

std::optional<std::string> refuse_without_strand_face(const scenario& work) {
  if (dynamic_cast<const strand_face*>(&work)) return {};
  return "this scenario has no coroutine form for a loop that several threads run";
}

std::optional<std::string> refuse_without_fiber_face(const scenario& work) {
  if (dynamic_cast<const fiber_face*>(&work)) return {};
  return "this scenario has no form for fibers";
}

std::optional<std::string> refuse_without_callback_face(const scenario& work) {
  if (dynamic_cast<const callback_face*>(&work)) return {};
  return "this scenario has no form in completion handlers";
}

std::optional<std::string> refuse_too_few_lanes(const scenario& work, const executor_declaration& model,
                                                std::size_t concurrency) {
  const auto* acting = dynamic_cast<const runs_actors*>(&work);
  const auto lanes = model.concurrent ? concurrency : 1;
  if (acting == nullptr || acting->actors() <= lanes) return {};
  const auto needed = fmt::format("{} actors must be alive at once; ", acting->actors());
  if (!model.concurrent) return needed + "it runs one task after another";
  return fmt::format("{}it may have {}: raise -c (up to -n), or take fewer actors", needed, lanes);
}

}  // namespace concbench
