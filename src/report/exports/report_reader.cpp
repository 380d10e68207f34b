// Text to JSON document to report, with a check at every step.
#include "report/exports/report_reader.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <boost/json.hpp>

#include "core/interrupted_cell.hpp"
#include "core/json_field.hpp"
#include "core/rate_search.hpp"
#include "core/registry.hpp"
#include "core/reported_parameters.hpp"
#include "core/sample_json.hpp"
#include "core/timeline_json.hpp"
#include "report/figures/cell_identity.hpp"
#include "system/byte_order_mark.hpp"
#include "system/foreign_text.hpp"

namespace concbench {
namespace {

namespace json = boost::json;

[[noreturn]] void refuse(const std::string& why) {
  throw std::runtime_error(why);
}

json::value parse(std::string_view file) {
  const auto text = without_byte_order_mark(file);
  if (text.size() > largest_report_bytes)
    refuse(fmt::format("has {} bytes; a report may have {}", text.size(), largest_report_bytes));
  json::parser parser(json::make_shared_resource<json::monotonic_resource>());
  boost::system::error_code error;
  const auto end = parser.write_some(text.data(), text.size(), error);
  if (error == json::error::incomplete)
    refuse(
        fmt::format("ends early, at byte {}: was it cut off while it was copied? Copy it again, or run again",
                    text.size()));
  if (error)
    refuse(fmt::format("is not a concbench report: it is not JSON ({} at byte {})", error.message(), end));
  const auto rest = text.substr(end);
  if (rest.find_first_not_of(" \t\r\n") != std::string_view::npos)
    refuse(fmt::format("goes on after the report's end, at byte {}: are these two files in one?", end));
  return parser.release();
}

void check_version(const json_field& field) {
  const auto version = field.if_whole();
  if (version && *version > report::schema_version)
    refuse(fmt::format("has schema version {}; this concbench reads 1 to {}: use a newer concbench", *version,
                       report::schema_version));
  field.whole<std::int64_t>(1, report::schema_version);
}

void check_kind(const json_field& document) {
  constexpr std::string_view remedy = "; reports come from 'concbench run --export-json FILE'";
  if (!document.is_object() || !document.find("schema_version") || !document.find("tool"))
    refuse(fmt::format("is not a concbench report{}", remedy));
  if (const auto tool = document.at("tool"); !tool.is_object() || !tool.find("name"))
    refuse(fmt::format("is not a concbench report{}", remedy));
  if (const auto tool = document.at("tool").at("name").text(); tool != "concbench")
    refuse(fmt::format("is not a concbench report, but one of '{}'{}", single_line(tool), remedy));
  check_version(document.at("schema_version"));
}

/// A name that is printed as it is, and looked up: short, and harmless to a terminal.
std::string read_name(const json_field& field) {
  constexpr std::size_t longest = 100;
  auto name = field.text();
  if (name.empty() || name.size() > longest || single_line(name) != name)
    field.refuse(fmt::format("a name of 1 to {} bytes without control characters", longest));
  return name;
}

std::vector<std::string> read_texts(const json_field& field) {
  std::vector<std::string> texts;
  field.for_each([&](const json_field& each) { texts.push_back(each.text()); });
  return texts;
}

std::vector<std::string> read_names(const json_field& field) {
  std::vector<std::string> names;
  field.for_each([&](const json_field& each) { names.push_back(read_name(each)); });
  return names;
}

environment read_environment(const json_field& field) {
  environment facts;
  field.for_each_member([&](std::string_view name, const json_field& each) {
    if (each.is_number()) {
      facts.push_back({std::string(name), each.number_text(), true});
    } else if (each.is_text()) {
      facts.push_back({std::string(name), each.text()});
    } else {
      each.refuse("a text or a number");
    }
  });
  return facts;
}

request_summary read_request(const json_field& field) {
  request_summary into;
  into.method = read_name(field.at("method"));
  into.headers = read_texts(field.at("headers"));
  field.at("body_bytes").read_figure(into.body_bytes);
  into.body_sha256 = field.at("body_sha256").text();
  into.insecure = field.at("insecure").truth();
  field.if_given("requests", [&](const json_field& requests) { requests.read_figure(into.requests); });
  field.if_given("expect_status", [&](const json_field& expected) { into.expected = expected.text(); });
  field.if_given("compressed", [&](const json_field& compressed) { into.compressed = compressed.truth(); });
  field.if_given("routes", [&](const json_field& routes) { into.routes = read_texts(routes); });
  return into;
}

void read_search(const json_field& field, plan& into) {
  into.highest_rate = field.at("highest_rate").number();
  if (into.rate <= 0 || into.highest_rate <= into.rate)
    field.at("highest_rate").refuse("above the rate of the plan, which is above 0");
  into.step_ns = field.at("step_ns").whole<std::int64_t>(1, largest_figure);
  field.if_given("slo", [&](const json_field& limit) {
    into.slo.quantile = limit.at("quantile").text();
    if (std::ranges::find(limited_quantiles(), into.slo.quantile) == limited_quantiles().end())
      limit.at("quantile").refuse(fmt::format("{}", fmt::join(limited_quantiles(), ", ")));
    into.slo.below_ns = limit.at("below_ns").whole<std::int64_t>(1, largest_figure);
  });
}

found_rate read_found(const json_field& field, const plan& asked) {
  found_rate into{.rate = field.at("rate").number(), .none_sustained = field.at("none_sustained").truth()};
  if (!asked.searches_rate()) field.refuse("left out, because no rate was searched");
  if (into.rate < asked.rate || into.rate > asked.highest_rate)
    field.at("rate").refuse(fmt::format("from {} to {}, as the plan says", asked.rate, asked.highest_rate));
  const auto stop = parse_rate_stop(field.at("stop").text());
  if (!stop) field.at("stop").refuse("one of nothing, late-starts, latency, errors");
  into.stop = *stop;
  into.stopped_at = field.at("stopped_at").number();
  field.at("stopped_ns").read_figure(into.stopped_ns);
  return into;
}

plan read_plan(const json_field& field) {
  plan into;
  into.command = field.at("command").text();
  into.profile = read_name(field.at("profile"));
  into.seed = field.at("seed").whole<std::uint64_t>(0, std::numeric_limits<std::uint64_t>::max());
  field.at("rounds").read_figure(into.rounds);
  field.at("warmup").read_figure(into.warmup);
  into.baseline = field.at("baseline").text();
  into.scenarios = read_names(field.at("scenarios"));
  into.executors = read_names(field.at("executors"));
  into.targets = read_texts(field.at("targets"));
  field.if_given("request", [&](const auto& f) { into.request = read_request(f); });
  field.if_given("precision", [&](const auto& f) { into.precision = f.number(); });
  field.if_given("budget_ns", [&](const auto& f) { f.read_figure(into.budget_ns); });
  field.if_given("rate", [&](const auto& f) { into.rate = f.number(); });
  field.if_given("rate_search", [&](const auto& f) { read_search(f, into); });
  field.if_given("allowed_errors", [&](const auto& f) {
    into.allowed_errors = f.number();
    if (into.allowed_errors > 1) f.refuse("at most 1");
  });
  field.if_given("server", [&](const auto& f) { into.server = f.text(); });
  field.if_given("cpus", [&](const auto& f) { into.cpus = f.text(); });
  field.if_given("server_cpus", [&](const auto& f) { into.server_cpus = f.text(); });
  field.if_given("workers", [&](const auto& f) {
    f.for_each([&](const json_field& each) {
      into.workers.push_back({read_name(each.at("name")), each.at("command").text()});
    });
  });
  field.if_given("sweeps", [&](const auto& f) {
    f.for_each([&](const json_field& each) {
      into.sweeps.push_back({read_name(each.at("parameter")), read_texts(each.at("values"))});
    });
  });
  field.if_given("interrupted", [&](const auto& f) { into.interrupted = f.truth(); });
  return into;
}

noise_record read_noise(const json_field& field) {
  noise_record into{field.at("scenario").text(), field.at("executor").text(), {}};
  field.at("wall_ns").for_each([&](const json_field& each) {
    if (each.array().size() != 2) each.refuse("an array of two times");
    auto& pair = into.pairs.emplace_back();
    auto* time = &pair.first;
    each.for_each([&](const json_field& one) { one.read_figure(*std::exchange(time, &pair.second)); });
  });
  return into;
}

dispatch_record read_dispatch(const json_field& field) {
  dispatch_record into{
      read_name(field.at("executor")), field.at("tasks").whole<std::uint64_t>(1, largest_figure), {}};
  field.at("wall_ns").for_each(
      [&](const json_field& each) { each.read_figure(into.wall_ns.emplace_back()); });
  return into;
}

counter read_counter(const json_field& field) {
  constexpr std::size_t longest_remark = 200;
  counter into{.name = read_name(field.at("name"))};
  into.meaning = parse_counter_meaning(field.at("meaning").text());
  if (const auto remark = field.find("remark")) into.remark = short_line(remark->text(), longest_remark);
  if (const auto probed = field.find("only_probed")) into.only_probed = probed->truth();
  return into;
}

scenario_facts read_facts(const json_field& field) {
  scenario_facts into{.name = read_name(field.at("name"))};
  into.work = parse_work_kind(field.at("work").text());
  into.empty_tasks = field.at("empty_tasks").truth();
  field.at("counters").for_each([&](const json_field& each) { into.counters.push_back(read_counter(each)); });
  return into;
}

/// The value with the type that this build's scenario declares; a text where that is not known, or is not its type.
parameter_value read_parameter(std::string_view scenario, const std::string& name, const std::string& text) {
  if (const auto* known = known_scenario(scenario)) {
    const auto declared = std::ranges::find(known->parameters, name, &parameter::name);
    try {
      if (declared != known->parameters.end()) return parse_value(*declared, text);
    } catch (const usage_error&) {  // another version allowed it
    }
  }
  return {name, text, text};
}

rounds_end read_end(const json_field& field) {
  const auto name = field.at("by");
  const auto by = parse_rounds_limit(name.text());
  if (!by) name.refuse("rounds, precision, budget, nothing-to-compare, failures or interruption");
  rounds_end into{*by};
  field.at("next_round_ns").read_figure(into.next_round_ns);
  field.at("left_ns").read_figure(into.left_ns);
  return into;
}

/// Whether the cell was interrupted. In an older report only the reason of the cell says it.
bool read_interrupted(const json_field& field, const cell& cell) {
  const bool never_done = cell.status == status::not_applicable;
  const auto said = field.find("interrupted");
  if (!said) return never_done && cell.reason == interrupted_reason;
  if (said->truth() && !never_done) said->refuse("false in a cell that is not n/a");
  return said->truth();
}

/// Reads cells one after another, and checks each against those before: no cell and no round occurs twice, and equal
/// work has equal answers.
class cell_reader {
 public:
  /// `asked` outlives it.
  explicit cell_reader(const plan& asked) : asked_(asked) {}

  cell read(const json_field& field);

 private:
  sample read_sample_of(const cell& owner, const json_field& field);
  void check_answer(const cell& owner, const sample& taken, const json_field& field);

  const plan& asked_;
  std::set<cell_identity> known_;
  std::map<cell_identity, std::uint64_t> answers_;  ///< the digest of each work, from any executor
};

cell cell_reader::read(const json_field& field) {
  cell into;
  into.scenario = read_name(field.at("scenario"));
  into.executor = read_name(field.at("executor"));
  field.at("params").for_each_member([&](std::string_view name, const json_field& each) {
    into.params.set(read_parameter(into.scenario, std::string(name), each.text()));
  });
  // Older versions wrote all parameters. Cells would differ in one that has no effect.
  if (const auto* known = known_scenario(into.scenario))
    into.params = reported_parameters(*known, into.params, asked_);
  into.tasks = field.at("tasks").whole<std::uint64_t>(1, largest_figure);
  into.concurrency = field.at("concurrency").whole<std::uint64_t>(1, into.tasks);
  into.status = read_status(field.at("status"));
  into.reason = field.at("reason").text();
  into.interrupted = read_interrupted(field, into);
  if (const auto end = field.find("rounds_ended")) into.ended = read_end(*end);
  if (!known_.insert(identity_of(into)).second)
    field.refuse(fmt::format("another cell: {} under {} stands here twice, with the same parameters",
                             into.scenario, into.executor));
  std::set<std::int64_t> rounds;
  field.at("samples").for_each([&](const json_field& each) {
    into.samples.push_back(read_sample_of(into, each));
    if (!rounds.insert(into.samples.back().round).second)
      each.at("round").refuse("a round that this cell has not had yet");
  });
  if (const auto timeline = field.find("timeline")) into.timeline = read_timeline(*timeline);
  return into;
}

/// Whether it is a round in which the model could not keep up with the rate, of a cell whose model did in most rounds.
bool is_late_round(status owner, status taken) {
  return owner == status::ok && taken == status::saturated;
}

/// Checks what a run guarantees, and an editor may have changed. A cell may be worse than its samples, because a set-up
/// that failed leaves none.
sample cell_reader::read_sample_of(const cell& owner, const json_field& field) {
  auto taken = read_sample(field, asked_.rate, asked_.allowed_errors);
  if (taken.status > owner.status && !(asked_.rate > 0 && is_late_round(owner.status, taken.status)))
    field.at("status").refuse(fmt::format("no worse than its cell, which is {}", to_string(owner.status)));
  field.if_given("found", [&](const auto& f) { taken.found = read_found(f, asked_); });
  if (asked_.searches_rate() && taken.status <= status::failed && !taken.found)
    field.at("found").refuse("what the search found");
  const auto tasks = taken.tasks_ok + taken.tasks_failed;
  const bool all_tasks = asked_.searches_rate() ? tasks <= owner.tasks : tasks == owner.tasks;
  if (taken.status == status::ok && !all_tasks)
    field.at("tasks_ok")
        .refuse(fmt::format("{}, as its cell has tasks, in a sample that is ok", owner.tasks));
  if (lacks_response(taken, asked_.rate))
    field.at("response_ns").at("p99").refuse("above 0, because the plan has a rate");
  if (taken.status == status::ok && taken.tasks_failed == 0) check_answer(owner, taken, field);
  return taken;
}

void cell_reader::check_answer(const cell& owner, const sample& taken, const json_field& field) {
  auto work = identity_of(owner);
  work.executor.clear();
  work.tasks = taken.tasks_ok;  // fewer at a lower rate of a search
  const auto right = answers_.try_emplace(std::move(work), taken.digest).first->second;
  if (taken.digest != right)
    field.at("digest").refuse(
        fmt::format("{}, as in the samples before it that are ok and of the same work", digest_text(right)));
}

}  // namespace

report read_report(std::string_view text) {
  if (text.empty()) refuse("is empty");
  const auto parsed = parse(text);
  const json_field document(parsed);
  check_kind(document);
  report into;
  const auto tool = document.at("tool");
  into.tool_version = tool.at("version").text();
  into.revision = tool.at("revision").text();
  into.started = document.at("started").text();
  if (const auto elapsed = document.find("elapsed_ns")) elapsed->read_figure(into.elapsed_ns);
  into.environment = read_environment(document.at("environment"));
  into.plan = read_plan(document.at("plan"));
  if (const auto noise = document.find("noise")) into.noise = read_noise(*noise);
  if (const auto dispatch = document.find("dispatch"))
    dispatch->for_each([&](const json_field& each) { into.dispatch.push_back(read_dispatch(each)); });
  if (const auto scenarios = document.find("scenarios"))
    scenarios->for_each([&](const json_field& each) { into.scenarios.push_back(read_facts(each)); });
  cell_reader cells(into.plan);
  document.at("cells").for_each([&](const json_field& each) { into.cells.push_back(cells.read(each)); });
  return into;
}

}  // namespace concbench
