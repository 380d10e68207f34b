// `database` on SQLite: equal work under every executor, and what a broken file or a held lock comes to.
#ifdef CONCBENCH_HAS_SQLITE
#include <filesystem>
#include <fstream>
#include <thread>

#include <gmock/gmock.h>

#include "core/registry.hpp"
#include "core/task_batch.hpp"
#include "scenarios/sql/sqlite_connection.hpp"
#include "system/temporary_folder.hpp"

namespace concbench {
namespace {

class database_on_sqlite : public ::testing::Test {
 protected:
  database_on_sqlite() {
    setup_.params = parameter_values(declared_.parameters, profile::standard);
    for (const auto* each : {"rows=2000", "queries=20", "write-ratio=0.2"}) set(each);
    setup_.tasks = 40;
    setup_.concurrency = 16;
    setup_.seed = 5;
    setup_.run_folder = run_folder_.path();
  }

  void set(std::string_view text) {
    const auto at = text.find('=');
    for (const auto& each : declared_.parameters)
      if (each.name == text.substr(0, at)) setup_.params.set(parse_value(each, text.substr(at + 1)));
  }

  /// The scenario of one sample, set up; the first call prepares the run.
  std::unique_ptr<scenario> sample() {
    if (!prepared_) declared_.make(setup_)->prepare();
    prepared_ = true;
    sample_folder_.emplace();
    setup_.sample_folder = sample_folder_->path();
    auto work = declared_.make(setup_);
    work->set_up({});
    return work;
  }
  std::filesystem::path file() const { return sample_folder_->path() / "items.sqlite"; }
  std::filesystem::path prepared_file() const { return run_folder_.path() / "items.sqlite"; }

  /// All tasks under an executor, and before them what has to be warm.
  std::unique_ptr<task_batch> run(scenario& work, const std::string& name) {
    const auto model = find_executor(name).make();
    model->start(setup_.concurrency);
    if (const auto before = work.warm_up()) {
      task_batch lanes(*before, find_executor(name).concurrent ? setup_.concurrency : 1);
      model->run(lanes);
      opened_before_ = work.counters().at("handles_opened");
    }
    auto batch = std::make_unique<task_batch>(work, setup_.tasks);
    model->run(*batch);
    model->stop();
    return batch;
  }

  static std::string reason(const task_batch& batch) {
    return batch.errors().empty() ? "" : batch.errors().front().reason;
  }

  const scenario_declaration& declared_ = find_scenario("database");
  scenario_setup setup_;
  temporary_folder run_folder_;
  std::optional<temporary_folder> sample_folder_;
  bool prepared_ = false;
  std::int64_t opened_before_ = 0;
};

TEST_F(database_on_sqlite, is_the_same_work_under_every_executor_and_in_every_sample) {
  std::optional<digest> first;
  for (const auto& each : executors()) {
    if (!each.lacks.empty()) continue;
    SCOPED_TRACE(each.name);
    const auto work = sample();
    if (each.make()->refuses(*work)) continue;
    const auto batch = run(*work, each.name);
    EXPECT_EQ(reason(*batch), "");
    EXPECT_NO_THROW(work->verify(batch->records()));
    if (!first) first = batch->combined();
    EXPECT_EQ(batch->combined(), *first);
  }
}

TEST_F(database_on_sqlite, never_opens_more_connections_than_the_pool_may_have) {
  set("pool=3");
  for (const auto& [name, most] :
       {std::pair("sequential", 1), {"thread-pool", 3}, {"coroutines", 3}, {"coroutine-pool", 3}}) {
    const auto work = sample();
    run(*work, name);
    EXPECT_GE(work->counters().at("handles_opened"), 1) << name;
    EXPECT_LE(work->counters().at("handles_opened"), most) << name;
  }
}

TEST_F(database_on_sqlite, opens_the_whole_pool_before_the_clock_when_it_is_to_be_warm) {
  set("pool=3");
  set("connections=warm");
  for (const auto* name : {"thread-pool", "coroutines", "coroutine-pool"}) {
    const auto work = sample();
    run(*work, name);
    EXPECT_EQ(opened_before_, 3) << name;
    EXPECT_EQ(work->counters().at("handles_opened"), 3) << name;
  }
}

TEST_F(database_on_sqlite, finds_rows_that_are_not_what_they_should_be) {
  for (const auto* change :
       {"UPDATE items SET content = 'x' || substr(content, 2)", "DELETE FROM items WHERE number % 20 = 3"}) {
    const auto work = sample();
    sqlite_connection(file()).execute(change);
    const auto batch = run(*work, "thread-pool");
    EXPECT_EQ(reason(*batch), "");
    EXPECT_THROW(work->verify(batch->records()), wrong_result) << change;
  }
}

TEST_F(database_on_sqlite, finds_what_was_written_by_nobody) {
  const auto work = sample();
  const auto batch = run(*work, "coroutines");
  sqlite_connection(file()).execute("UPDATE items SET hits = hits + 1 WHERE number = 1003");
  EXPECT_THROW(work->verify(batch->records()), wrong_result);
}

TEST_F(database_on_sqlite, fails_tasks_that_wait_for_a_lock_longer_than_busy_timeout) {
  set("busy-timeout=20ms");
  for (const auto* name : {"thread-pool", "coroutines"}) {
    const auto work = sample();
    sqlite_connection other(file());
    other.execute("BEGIN IMMEDIATE");
    const auto batch = run(*work, name);
    EXPECT_EQ(reason(*batch), "SQLite: database is locked for longer than busy-timeout 20ms");
    EXPECT_GT(work->counters().at("busy_waits"), 0);
    other.execute("ROLLBACK");
    EXPECT_NO_THROW(work->verify(batch->records()));
  }
}

TEST_F(database_on_sqlite, goes_on_when_a_lock_is_given_back_in_time) {
  set("busy-timeout=60s");
  const auto work = sample();
  sqlite_connection other(file());
  other.execute("BEGIN IMMEDIATE");
  const std::jthread holder([&] {
    while (work->counters().at("busy_waits") == 0) std::this_thread::yield();
    other.execute("ROLLBACK");
  });
  const auto batch = run(*work, "thread-pool");
  EXPECT_EQ(reason(*batch), "");
  EXPECT_NO_THROW(work->verify(batch->records()));
}

TEST_F(database_on_sqlite, reads_while_another_connection_holds_the_lock) {
  set("write-ratio=0");
  const auto work = sample();
  sqlite_connection other(file());
  other.execute("BEGIN IMMEDIATE");
  const auto batch = run(*work, "thread-pool");
  EXPECT_EQ(reason(*batch), "");
  EXPECT_EQ(work->counters().at("busy_waits"), 0);
}

TEST_F(database_on_sqlite, fails_every_task_when_the_file_is_none_of_sqlite) {
  const auto work = sample();
  std::fstream(file(), std::ios::in | std::ios::out | std::ios::binary) << "no header of SQLite";
  const auto batch = run(*work, "thread-pool");
  EXPECT_EQ(reason(*batch), "SQLite: file is not a database");
  EXPECT_NO_THROW(work->verify(batch->records()));
}

TEST_F(database_on_sqlite, fails_tasks_that_meet_a_page_that_is_broken) {
  const auto work = sample();
  {
    std::fstream inside(file(), std::ios::in | std::ios::out | std::ios::binary);
    for (std::uintmax_t at = 8192; at < std::filesystem::file_size(file()); at += 4096)
      inside.seekp(static_cast<std::streamoff>(at)) << std::string(64, '\xff');
  }
  for (const auto* name : {"sequential", "coroutines"})
    EXPECT_EQ(reason(*run(*work, name)), "SQLite: database disk image is malformed") << name;
}

TEST_F(database_on_sqlite, says_so_when_there_is_no_room_for_a_file) {
  sample();
  setup_.sample_folder = "/proc";
  const auto work = declared_.make(setup_);
  EXPECT_THROW(work->set_up({}), std::exception);
  setup_.run_folder = "/proc";
  EXPECT_THROW(declared_.make(setup_)->prepare(), std::exception);
}

}  // namespace
}  // namespace concbench
#endif
