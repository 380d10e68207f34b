// The pool of processes: what comes back from them, and what becomes of a task whose process ends.
#include <csignal>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include <fcntl.h>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/registry.hpp"
#include "core/task_batch.hpp"
#include "shared_memory.hpp"

namespace concbench {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

/// Does in each task what a function says, and answers mix(id).
class doing final : public scenario, public blocking_face {
 public:
  explicit doing(std::function<void(task_id)> what) : what_(std::move(what)) {}
  digest run(blocking_context&, task_id id) override {
    ++ran_;
    what_(id);
    return mix(id);
  }
  void verify(std::span<const task_record>) override {}
  std::map<std::string, std::int64_t> counters() const override { return {{"ran", ran_}, {"constant", 7}}; }

 private:
  std::function<void(task_id)> what_;
  std::int64_t ran_ = 0;
};

/// A scenario that has one role more.
template <class Role>
class sharing : public scenario, public blocking_face, public Role {
  digest run(blocking_context&, task_id) override { return 0; }
  void verify(std::span<const task_record>) override {}
};

class shared_spawning final : public sharing<spawns_tasks>, public answers_as_one {
  task_id first_tasks() const override { return 1; }
  std::uint64_t answered() const override { return 0; }
  digest answer() const override { return 0; }
};

/// As few open files as there are now, and `more`; as before when it goes.
class few_files {
 public:
  explicit few_files(rlim_t more) {
    ::getrlimit(RLIMIT_NOFILE, &before_);
    const int next = ::open("/dev/null", O_RDONLY);
    ::close(next);
    const rlimit few{static_cast<rlim_t>(next) + more, before_.rlim_max};
    ::setrlimit(RLIMIT_NOFILE, &few);
  }
  few_files(const few_files&) = delete;
  few_files& operator=(const few_files&) = delete;
  ~few_files() { ::setrlimit(RLIMIT_NOFILE, &before_); }

 private:
  rlimit before_{};
};

class processes : public ::testing::Test {
 protected:
  void run(scenario& work, std::size_t tasks, std::size_t concurrency) {
    batch_.emplace(work, tasks);
    model_->start(concurrency);
    model_->run(*batch_);
  }

  std::vector<task_id> failed() const {
    std::vector<task_id> ids;
    for (task_id id = 0; id < batch_->size(); ++id)
      if (batch_->records()[id].outcome != task_outcome::ok) ids.push_back(id);
    return ids;
  }

  /// Kills them and waits for their ends, without taking those away from their parent.
  static void kill_all(const std::vector<pid_t>& ids) {
    for (const auto each : ids) {
      ::kill(each, SIGKILL);
      siginfo_t how;
      ::waitid(P_PID, static_cast<id_t>(each), &how, WEXITED | WNOWAIT);
    }
  }

  std::unique_ptr<executor> model_ = find_executor("processes").make();
  std::optional<task_batch> batch_;
};

TEST_F(processes, run_tasks_in_as_many_children_as_the_concurrency) {
  struct ids {
    std::atomic<pid_t> of_task[12];
  };
  shared_memory<ids> seen;
  doing work([&](task_id id) { seen->of_task[id] = ::getpid(); });
  run(work, 12, 3);
  EXPECT_EQ(model_->processes().size(), 3u);
  for (const auto& each : seen->of_task) EXPECT_THAT(model_->processes(), ::testing::Contains(each.load()));
}

TEST_F(processes, bring_back_what_a_task_threw) {
  doing work([](task_id id) {
    if (id == 2) throw std::runtime_error("task two says no");
    if (id == 5) throw 5;
  });
  run(work, 8, 2);
  EXPECT_EQ(failed(), (std::vector<task_id>{2, 5}));
  std::vector<std::string> reasons;
  for (const auto& each : batch_->errors()) reasons.push_back(each.reason);
  EXPECT_THAT(reasons, ::testing::UnorderedElementsAre("task two says no",
                                                       "an exception that is not a std::exception"));
}

TEST_F(processes, cut_an_endless_reason_and_go_on) {
  doing work([](task_id) { throw std::runtime_error(std::string(1'000'000, 'x')); });
  run(work, 3, 2);
  EXPECT_EQ(failed().size(), 3u);
  EXPECT_THAT(batch_->errors().at(0).reason, ::testing::SizeIs(4096));
}

TEST_F(processes, make_a_killed_child_the_failure_of_its_task_alone) {
  doing work([](task_id id) {
    if (id == 3) ::raise(SIGKILL);
  });
  run(work, 20, 4);
  EXPECT_EQ(failed(), (std::vector<task_id>{3}));
  EXPECT_THAT(batch_->errors().at(0).reason,
              AllOf(HasSubstr("its worker process was killed by signal 9 (Killed)"), HasSubstr("lower -c")));
  for (const auto& each : batch_->records()) {
    EXPECT_GT(each.start_ns, 0);
    EXPECT_GE(each.end_ns, each.start_ns);
  }
}

TEST_F(processes, tell_how_a_child_ended) {
  doing work([](task_id id) {
    if (id == 0) ::_exit(3);
    std::signal(SIGTERM, SIG_DFL);
    ::raise(SIGTERM);
  });
  run(work, 2, 1);
  std::vector<std::string> reasons;
  for (const auto& each : batch_->errors()) reasons.push_back(each.reason);
  EXPECT_THAT(reasons,
              ::testing::UnorderedElementsAre("its worker process ended with exit code 3",
                                              "its worker process was killed by signal 15 (Terminated)"));
}

TEST_F(processes, end_a_batch_in_which_every_child_is_killed) {
  doing deadly([](task_id) { ::raise(SIGKILL); });
  run(deadly, 10, 3);
  EXPECT_EQ(failed().size(), 10u);
  EXPECT_EQ(batch_->errors().at(0).count, 10u);
}

TEST_F(processes, run_the_next_batch_after_all_children_were_killed) {
  doing deadly([](task_id) { ::raise(SIGKILL); });
  doing work([](task_id) {});
  run(deadly, 4, 2);
  batch_.emplace(work, 6);
  model_->run(*batch_);
  EXPECT_TRUE(failed().empty());
}

TEST_F(processes, replace_children_that_were_killed_while_idle) {
  struct meeting {
    std::atomic<int> there;
  };
  shared_memory<meeting> at;
  doing work([&](task_id) {  // ends when all four lanes have a task: each needs a living child
    const auto deadline = clock::now() + std::chrono::seconds(30);
    for (++at->there; at->there < 4 && clock::now() < deadline;) std::this_thread::yield();
  });
  model_->start(4);
  kill_all(model_->processes());
  batch_.emplace(work, 4);
  model_->run(*batch_);
  EXPECT_TRUE(failed().empty());
  EXPECT_EQ(at->there, 4);
}

TEST_F(processes, go_on_when_an_idle_child_is_killed_while_others_work) {
  struct news {
    std::atomic<pid_t> idle;
  };
  shared_memory<news> told;
  doing work([&](task_id) { kill_all({told->idle.load()}); });
  model_->start(2);
  told->idle = model_->processes().front();  // the last one is the first to get a task
  batch_.emplace(work, 1);
  model_->run(*batch_);
  EXPECT_TRUE(failed().empty());
}

TEST_F(processes, leave_no_child_when_they_are_stopped) {
  doing work([](task_id) {});
  run(work, 4, 4);
  const auto ids = model_->processes();
  model_->stop();
  EXPECT_TRUE(model_->processes().empty());
  for (const auto each : ids) EXPECT_EQ(::kill(each, 0), -1) << each;
}

TEST_F(processes, leave_no_child_when_they_are_never_stopped) {
  model_->start(4);
  const auto ids = model_->processes();
  model_.reset();
  for (const auto each : ids) EXPECT_EQ(::kill(each, 0), -1) << each;
}

TEST_F(processes, say_why_a_pool_cannot_be_started_and_leave_none_of_it) {
  const few_files limit(3);  // epoll, and one pair of sockets
  try {
    model_->start(4);
    FAIL() << "it started";
  } catch (const std::runtime_error& e) {
    EXPECT_THAT(e.what(), AllOf(HasSubstr("cannot start a pool of 4 processes: Too many open files"),
                                HasSubstr("ulimit -n"), HasSubstr("lower -c")));
  }
  EXPECT_TRUE(model_->processes().empty());
  EXPECT_EQ(::waitpid(-1, nullptr, WNOHANG), -1);
}

TEST_F(processes, fail_tasks_for_which_no_child_can_be_made) {
  doing work([](task_id) { ::raise(SIGKILL); });
  batch_.emplace(work, 3);
  model_->start(1);
  const few_files limit(0);
  model_->run(*batch_);
  EXPECT_EQ(failed().size(), 3u);
  ASSERT_EQ(batch_->errors().size(), 2u);
  EXPECT_EQ(batch_->errors()[0].count, 2u);
  EXPECT_THAT(batch_->errors()[0].reason,
              AllOf(HasSubstr("no process for this task: Too many open files"), HasSubstr("lower -c")));
}

TEST_F(processes, add_up_what_was_counted_in_each_child) {
  doing work([](task_id) {});
  run(work, 10, 3);
  EXPECT_EQ(model_->counted_elsewhere(work).counters,
            (std::map<std::string, std::int64_t>{{"ran", 10}, {"constant", 0}}));
  EXPECT_EQ(work.counters().at("ran"), 0);
}

TEST_F(processes, refuse_tasks_that_share_memory) {
  EXPECT_THAT(model_->refuses(sharing<shares_memory>()).value_or(""), HasSubstr("in memory"));
  EXPECT_THAT(model_->refuses(shared_spawning()).value_or(""), HasSubstr("in memory"));
}

}  // namespace
}  // namespace concbench
