// The same questions at both times.
#include "core/refusal.hpp"

#include "core/brought_scenarios.hpp"

namespace concbench {

std::optional<std::string> refusal_of(const executor_declaration& model, const scenario& work,
                                      std::size_t concurrency) {
  if (!model.lacks.empty()) return model.lacks;
  if (auto refusal = model.make()->refuses(work)) return refusal;
  return refuse_too_few_lanes(work, model, concurrency);
}

known_refusals::known_refusals(const scenario_declaration& declared, scenario_setup setup)
    : concurrency_(setup.concurrency) {
  if (is_brought(declared)) {
    not_here_ = "concbench itself does not have it: a worker brings it";
    return;
  }
  setup.tasks = 1;
  if (setup.targets.size() > 1) setup.targets.resize(1);
  if (setup.own_requests.size() > 1) setup.own_requests.resize(1);
  try {
    work_ = declared.make(setup);
  } catch (const not_applicable& e) {
    not_here_ = e.what();
  } catch (const std::exception&) {
    work_.reset();
  }
}

std::string known_refusals::of(const executor_declaration& model) const {
  if (work_ == nullptr) return not_here_;
  return refusal_of(model, *work_, concurrency_).value_or("");
}

}  // namespace concbench
