// Each kind of work with its evidence, then what weakens it, what is missing, and the rules; the answer as a table is
// first on a page and last at a terminal.
#include "report/pages/advice_page.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "report/figures/advice.hpp"
#include "report/figures/results.hpp"
#include "report/figures/sweep_results.hpp"
#include "report/figures/verdict.hpp"
#include "report/pages/head.hpp"
#include "report/words/advice_words.hpp"
#include "report/words/remarks.hpp"
#include "report/words/sweep_words.hpp"
#include "report/words/verdict_words.hpp"
#include "report/words/warnings.hpp"
#include "system/counted.hpp"

namespace concbench {
namespace {

page_section answers_of(const advice& from) {
  page_section section{.title = "when to use what on this machine", .place = section_place::first_on_a_page};
  page_table table{.columns = {{"kind of work"}, {"use"}}};
  for (const auto& each : from.situations)
    if (!each.judgements.empty() || !each.not_measured.empty())
      table.rows.push_back({{situation_title(each.kind)},
                            {recommendation_in_short(each), each.use.empty() ? ink::dim : ink::good}});
  if (!table.rows.empty()) section.blocks.emplace_back(std::move(table));
  return section;
}

page_table slower_table(const situation_advice& advised, const plan& asked) {
  page_table table{.columns = {{"shown to be slower"},
                               {"in scenarios"},
                               {asked.rate > 0 ? "times the best p99" : "times as long as the best"}}};
  for (const auto& each : advised.slower)
    table.rows.push_back({{each.executor},
                          {fmt::format("{} of {}", each.lost, each.compared)},
                          {factors_in_words(each.factors)}});
  return table;
}

page_section section_of(const situation_advice& advised, const plan& asked) {
  page_section section{.title = situation_title(advised.kind), .facts = {situation_meaning(advised.kind)}};
  if (advised.judgements.empty()) return section;
  for (auto& each : recommendation(advised, asked))
    section.blocks.emplace_back(statement{std::move(each), ink::strong});
  if (!advised.slower.empty()) section.blocks.emplace_back(slower_table(advised, asked));
  return section;
}

/// What a scenario says, and why.
page_section evidence_of(const judgement& of, situation kind, const plan& asked) {
  const auto& group = *of.group;
  auto section = section_of_work(group.first(), group.concurrency());
  section.title = fmt::format("evidence: {}", group.title());
  auto& blocks = section.blocks;
  if (of.found) blocks.emplace_back(statement{verdict_text(*of.found, asked), ink::strong});
  const auto add = [&](std::vector<std::string> sentences, const char* about) {
    for (auto& each : sentences) blocks.emplace_back(statement{std::move(each), ink::plain, about});
  };
  add(causes_in_words(of), "why");
  if (kind == situation::overhead) add(task_costs_in_words(group), "cost");
  add(prices_in_words(of), "cost");
  add(doubts_of(of, asked), "doubt");
  add_remarks(blocks, failures_of(group), ink::bad);
  add_remarks(blocks, refusals_of(group), ink::dim);
  add_remarks(blocks, notes_of(group), ink::dim);
  return section;
}

page_section crossovers_of(const std::vector<scenario_results>& results, const plan& asked) {
  page_section section{.title = "where models change places"};
  for (const auto& scenario : split_sweeps(results).swept)
    for (const auto& text : crossover_texts(scenario, asked))
      section.blocks.emplace_back(statement{text, ink::plain, sweep_facts(scenario).front()});
  return section;
}

page_section weaknesses_of(const report& result, const std::vector<scenario_results>& results) {
  page_section section{.title = "what weakens this advice", .foldable = true};
  for (const auto& each : warnings_of(result, results)) section.blocks.emplace_back(statement{to_line(each)});
  return section;
}

page_section gaps_of(const advice& from, const plan& asked) {
  page_section section{.title = "not in this report"};
  auto& blocks = section.blocks;
  std::vector<std::string> few;
  std::vector<std::string> many;
  for (const auto& each : from.situations) {
    if (each.not_measured.empty()) continue;
    blocks.emplace_back(statement{fmt::format("{}.", listed(each.not_measured, "and", 20)), ink::plain,
                                  situation_title(each.kind)});
    auto& all = each.kind == situation::many_waits ? many : few;
    all.insert(all.end(), each.not_measured.begin(), each.not_measured.end());
  }
  if (!from.other_executors.empty())
    blocks.emplace_back(
        statement{fmt::format("{}.", listed(from.other_executors, "and", 20)), ink::plain, "other models"});
  if (!blocks.empty())
    blocks.emplace_back(
        statement{"To measure them, run this, and give each of the reports to concbench advise:"});
  if (!few.empty())
    blocks.emplace_back(
        page_command{fmt::format("concbench run {} --export-json scenarios.json", fmt::join(few, " "))});
  if (!many.empty())
    blocks.emplace_back(page_command{command_for_many(many, asked) + " --export-json many-tasks.json"});
  if (!from.other_executors.empty())
    blocks.emplace_back(page_command{"concbench run all -e all --export-json models.json"});
  return section;
}

page_section rules_of() {
  page_section section{.title = "how this was decided", .foldable = true};
  for (
      const auto* each :
      {"A model is advised where no other one is shown to be faster: only intervals that do not hold 1 count. What is not resolved need "
       "not be equal.",
       "Causes are figures of the samples in which a loser exceeds the winner in a way that is resolved by itself at 95 %, and that is "
       "large enough to explain a good part of the difference. They are evidence, and no proof.",
       "All of it holds for this machine, for these sizes and parameters, and for this build."})
    section.blocks.emplace_back(statement{each, ink::dim});
  return section;
}

}  // namespace

page advice_page(const report& result) {
  auto made = head_of(result);
  const auto results = results_of(result);
  const auto from = advice_of(result, results);
  add_unmeasured(made, from.unmeasured);
  const auto add = [&](page_section section) {
    if (!section.blocks.empty()) made.sections.push_back(std::move(section));
  };
  for (const auto& each : from.situations) {
    add(section_of(each, result.plan));
    for (const auto& judged : each.judgements) add(evidence_of(judged, each.kind, result.plan));
  }
  add(crossovers_of(results, result.plan));
  add(weaknesses_of(result, results));
  add(gaps_of(from, result.plan));
  add(rules_of());
  add(answers_of(from));
  return made;
}

}  // namespace concbench
