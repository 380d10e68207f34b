// The scenario web-scrape, under every executor that runs it, against a server of its own.
#include <algorithm>
#include <memory>
#include <string>

#include <gtest/gtest.h>

#include "../every_executor.hpp"
#include "../net/running_server.hpp"
#include "core/registry.hpp"
#include "core/task_batch.hpp"
#include "scenarios/web/html_page.hpp"
#include "scenarios/web/site_map.hpp"

namespace concbench {
namespace {

class web_scrape : public ::testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    if (!no_html().empty()) GTEST_SKIP() << no_html();
    setup_.params = {declared_.parameters, profile::quick};
    setup_.tasks = 80;
    setup_.seed = 11;
    setup_.server.http = "http://127.0.0.1:" + std::to_string(server_.http_port());
    set("latency", "1ms");
    set("size", "2KiB");
    set("broken", "0.2");
  }

  void set(std::string_view name, std::string_view text) {
    const auto declared = std::ranges::find(declared_.parameters, name, &parameter::name);
    setup_.params.set(parse_value(*declared, text));
  }

  /// Makes the scenario ready, as a worker does.
  std::unique_ptr<scenario> ready() const {
    auto work = declared_.make(setup_);
    work->set_up(declared_.make(setup_)->prepare());
    return work;
  }

  static void run(task_batch& batch, std::size_t concurrency) {
    const auto model = find_executor(GetParam()).make();
    model->start(concurrency);
    model->run(batch);
    model->stop();
  }

  const net::testing::running_server server_;
  const scenario_declaration& declared_ = find_scenario("web-scrape");
  scenario_setup setup_;
};

TEST_P(web_scrape, finds_every_page_once_and_reads_what_is_there) {
  digest right = 0;
  const site_map map(net::site{.seed = 11,
                               .pages = 80,
                               .links = 12,
                               .size = 2048,
                               .latency = std::chrono::milliseconds(1),
                               .broken = 0.2});
  for (task_id page = 0; page < 80; ++page) right += mix(map.at(page).right.answer(), page + 1);
  for (const std::size_t concurrency : {1U, 3U, 80U}) {
    const auto work = ready();
    task_batch batch(*work, setup_.tasks);
    EXPECT_EQ(batch.first_tasks(), 1u);
    run(batch, concurrency);
    EXPECT_EQ(batch.answered(), 80u);
    EXPECT_TRUE(batch.errors().empty());
    EXPECT_NO_THROW(work->verify(batch.records()));
    EXPECT_EQ(batch.combined(), right);
  }
}

TEST_P(web_scrape, has_no_more_requests_at_once_than_is_polite) {
  set("polite", "3");
  const auto work = ready();
  task_batch batch(*work, setup_.tasks);
  run(batch, 40);
  EXPECT_EQ(batch.answered(), 80u);
  // A request takes an idle connection of its loop, or of its strand, before it opens one.
  const auto owners = GetParam() == "loop-per-core" || GetParam() == "coroutine-pool" ? 40 : 1;
  EXPECT_LE(work->counters().at("connections_opened"), 3 * owners);
}

TEST_P(web_scrape, fails_pages_that_are_larger_than_the_limit_and_does_not_call_them_wrong) {
  set("size", "20KiB");
  set("max-body", "16KiB");
  const auto work = ready();
  task_batch batch(*work, setup_.tasks);
  run(batch, 8);
  EXPECT_EQ(batch.answered(), 0u);
  ASSERT_EQ(batch.errors().size(), 1u);
  EXPECT_NE(batch.errors()[0].reason.find("larger than the limit of 16KiB"), std::string::npos);
  EXPECT_NO_THROW(work->verify(batch.records()));
}

/// One where the build cannot make the scenario: its tests then say why they are skipped.
std::vector<std::string> those_that_crawl() {
  if (!no_html().empty()) return {"sequential"};
  const auto& declared = find_scenario("web-scrape");
  scenario_setup setup;
  setup.params = {declared.parameters, profile::quick};
  setup.server.http = "http://127.0.0.1:1";  // nothing is asked of it
  return names_of_those_that_run(*declared.make(setup));
}

INSTANTIATE_TEST_SUITE_P(all, web_scrape, ::testing::ValuesIn(those_that_crawl()), test_name);

}  // namespace
}  // namespace concbench
