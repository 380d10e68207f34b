// The refusals that every executor of a family shares.
#include "core/executor.hpp"

namespace concbench {

std::optional<std::string> refuse_without_blocking_face(const scenario& work) {
  if (dynamic_cast<const blocking_face*>(&work)) return {};
  return "this scenario has no blocking form";
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

}  // namespace concbench
