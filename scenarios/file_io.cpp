// file-io: N files written, read or copied, with a checksum of every byte.
#include <algorithm>
#include <atomic>
#include <cstring>
#include <filesystem>

#include <fmt/format.h>
#include <boost/json.hpp>

#include "core/registry.hpp"
#include "file_work.hpp"
#ifdef BOOST_ASIO_HAS_IO_URING
#include "uring_file.hpp"
#endif

namespace concbench {
namespace {

namespace json = boost::json;

class file_io final : public scenario, public blocking_face, public suspending_faces<file_io> {
 public:
  explicit file_io(const scenario_setup& setup)
      : setup_(setup),
        reads_(setup.params.text("op") != "write"),
        writes_(setup.params.text("op") != "read"),
        cold_(setup.params.text("cache") == "cold"),
        sync_(setup.params.on("fsync")),
        content_(setup.seed) {}

  /// Makes the files to read, or lists the user's own, with the checksum that each must have.
  fixture prepare() override {
    if (!reads_) return {};
    json::array files;
    for (const auto& path : own_folder() ? files_below(setup_.params.text("dir")) : make_sources()) {
      const auto [size, sum] = measure_file(path);
      files.push_back({{"path", path.string()}, {"size", size}, {"sum", fmt::format("{:016x}", sum)}});
    }
    if (files.empty())
      throw std::runtime_error(fmt::format("the folder '{}' holds no files", setup_.params.text("dir")));
    return {{"files", std::move(files)}};
  }

  void set_up(const fixture& prepared) override {
    if (const auto* files = prepared.if_contains("files"))
      for (const auto& each : files->as_array())
        sources_.push_back({std::string(each.at("path").as_string()),
                            each.at("size").to_number<std::uint64_t>(),
                            std::stoull(std::string(each.at("sum").as_string()), nullptr, 16)});
    for (const auto& each : sources_) {
      if (cold_) drop_from_cache(each.path);
      if (!cold_) measure_file(each.path);
    }
  }

  digest run(blocking_context&, task_id id) override { return work(id); }

  template <class Context>
  typename Context::template awaitable<digest> suspend(Context& context, task_id id) {
    suspends_.store(true, std::memory_order_relaxed);
#ifdef BOOST_ASIO_HAS_IO_URING
    // The places in a ring are counted without locks, for one thread.
    if constexpr (std::is_same_v<Context, coroutine_context>) {
      if (uring_) return co_work(context, id);
    } else {
      on_strands_.store(true, std::memory_order_relaxed);
    }
#endif
    return context.offload([this, id] { return work(id); });
  }

  void verify(std::span<const task_record> tasks) override {
    for (std::size_t i = 0; i < tasks.size(); ++i) {
      if (tasks[i].outcome != task_outcome::ok) continue;
      const auto id = static_cast<task_id>(i);
      const auto right = reads_ ? source_of(id).sum : content_.sum(id, size_of(id));
      if (tasks[i].answer != right)
        throw wrong_result(
            fmt::format("task {} saw checksum {:016x} instead of {:016x}", i, tasks[i].answer, right));
      if (writes_ && measure_file(sink_of(id)) != std::pair(size_of(id), right))
        throw wrong_result(fmt::format("the file that task {} wrote reads back differently", i));
    }
  }

  std::vector<std::string> notes() const override {
    std::vector<std::string> notes;
    if (cold_ && reads_) notes.push_back("cache cold: dropped before each sample, checked with mincore");
    if (!suspends_) return notes;
    notes.push_back(engine());
    return notes;
  }

 private:
  struct source {
    std::filesystem::path path;
    std::uint64_t size;
    digest sum;
  };

  /// How the coroutines' file work was done.
  std::string engine() const {
#ifdef BOOST_ASIO_HAS_IO_URING
    if (uring_ && on_strands_) return "all file work on a pool: io_uring is for loops that one thread runs";
    if (uring_)
      return fmt::format(
          "reads and writes through io_uring, at most {} at once; open, sync and close on a pool",
          ring_places::most);
#endif
    return "all file work on a pool: " + no_uring();
  }

  bool own_folder() const {
    return !setup_.params.text("dir").empty();
  }
  const source& source_of(task_id id) const {
    return sources_[id % sources_.size()];
  }
  std::uint64_t size_of(task_id id) const {
    return reads_ ? source_of(id).size : setup_.params.size("size").count;
  }
  std::filesystem::path sink_of(task_id id) const {
    return std::filesystem::path(setup_.sample_folder) / fmt::format("{:07}.dat", id);
  }

  std::vector<std::filesystem::path> make_sources() {
    const auto folder = std::filesystem::path(setup_.run_folder) / "file-io";
    std::filesystem::create_directories(folder);
    std::vector<std::filesystem::path> paths;
    try {
      for (task_id id = 0; id < setup_.tasks; ++id) {
        paths.push_back(folder / fmt::format("{:07}.dat", id));
        content_.write(id, setup_.params.size("size").count, open_to_write(paths.back()));
      }
    } catch (...) {
      std::filesystem::remove_all(folder);  // a full disk is left to the other scenarios as it was found
      throw;
    }
    return paths;
  }

  // The same steps twice: once for threads that may block, once for a loop that must not. Read them side by
  // side.

  digest work(task_id id) const {
    const auto from = reads_ ? open_to_read(source_of(id).path) : file_descriptor();
    const auto to = writes_ ? open_to_write(sink_of(id)) : file_descriptor();
    checksum sum;
    chunk_buffer chunk(size_of(id));
    for (std::uint64_t at = 0; at < size_of(id);) {
      const auto room = chunk.room(size_of(id) - at);
      const auto part = reads_ ? room.first(read_some(from, room, at)) : content_.fill(room, id, at);
      if (part.empty()) throw std::runtime_error("a file is shorter than it was");
      sum.add(part);
      if (writes_) write_all(to, part, at);
      at += part.size();
    }
    if (writes_ && sync_) sync_file(to);
    return sum.value();
  }

#ifdef BOOST_ASIO_HAS_IO_URING
  awaitable<digest> co_work(coroutine_context& context, task_id id) const {
    // Asio opens, syncs and closes synchronously, on io_uring too: those go to the pool.
    auto open_both = [this, id] {
      return std::pair(reads_ ? open_to_read(source_of(id).path) : file_descriptor(),
                       writes_ ? open_to_write(sink_of(id)) : file_descriptor());
    };
    auto opened = co_await context.offload(std::move(open_both));
    uring_file from(context.loop(), std::move(opened.first));
    uring_file to(context.loop(), std::move(opened.second));
    checksum sum;
    chunk_buffer chunk(size_of(id));
    for (std::uint64_t at = 0; at < size_of(id);) {
      const auto room = chunk.room(size_of(id) - at);
      const auto part = reads_ ? room.first(co_await from.read_some(room, at)) : content_.fill(room, id, at);
      if (part.empty()) throw std::runtime_error("a file is shorter than it was");
      sum.add(part);
      if (writes_) co_await to.write_all(part, at);
      at += part.size();
    }
    auto end_both = [this, source = from.release(), sink = to.release()] {
      if (writes_ && sync_) sync_file(sink);
    };
    co_await context.offload(std::move(end_both));
    co_return sum.value();
  }
#endif

  scenario_setup setup_;
  bool reads_;
  bool writes_;
  bool cold_;
  bool sync_;
  file_content content_;
  std::vector<source> sources_;
  bool uring_ = no_uring().empty();
  std::atomic<bool> suspends_ = false;
  std::atomic<bool> on_strands_ = false;
};

std::uint64_t implied_tasks(const scenario_setup& setup) {
  const auto& folder = setup.params.text("dir");
  return folder.empty() ? 0 : files_below(folder).size();
}

void check(const scenario_setup& setup) {
  const auto& op = setup.params.text("op");
  if (!setup.params.text("dir").empty() && op == "write")
    throw usage_error(
        "file-io.dir is read and never written: op=write does not go with it; choose op=read or op=copy");
  if (setup.params.text("cache") == "cold" && !setup.params.text("dir").empty() &&
      setup.tasks > implied_tasks(setup))
    throw usage_error(fmt::format(
        "file-io.cache=cold reads each file once: {} tasks are more than the {} files in '{}'; lower -n",
        setup.tasks, implied_tasks(setup), setup.params.text("dir")));
  if (op == "write" && setup.params.text("cache") == "cold")
    throw usage_error(
        "file-io.cache=cold is about reading: op=write has nothing to read; choose op=read or op=copy");
}

duration expected(const scenario_setup& setup) {
  // A slow disk: 1 ms a file and 50 MB/s, three times over: what is read is also measured and warmed.
  auto bytes = setup.params.size("size").count * setup.tasks;
  if (const auto& folder = setup.params.text("dir"); !folder.empty()) {
    bytes = 0;
    for (const auto& path : files_below(folder)) bytes += std::filesystem::file_size(path);
  }
  return std::chrono::milliseconds(3) * static_cast<std::int64_t>(setup.tasks) +
         duration(static_cast<std::int64_t>(bytes) * 60);
}

const registration registered{scenario_declaration{
    .name = "file-io",
    .summary = "files written, read or copied, with a checksum of every byte",
    .order = 40,
    .tasks = {128, 512, 100},
    .max_tasks = 1'000'000,
    .parameters = {{.name = "op",
                    .type = parameter_type::choice,
                    .defaults = std::string("copy"),
                    .help = "what each task does with its file",
                    .choices = {"read", "write", "copy"}},
                   {.name = "size",
                    .type = parameter_type::size,
                    .defaults = {"64KiB", "64KiB", "1MiB"},
                    .help = "of each file",
                    .minimum = "1B",
                    .maximum = "16GiB"},
                   {.name = "cache",
                    .type = parameter_type::choice,
                    .defaults = std::string("warm"),
                    .help = "whether what is read is in the page cache",
                    .choices = {"warm", "cold"}},
                   {.name = "fsync",
                    .type = parameter_type::choice,
                    .defaults = std::string("off"),
                    .help = "sync each written file to the disk",
                    .choices = {"on", "off"}},
                   {.name = "dir",
                    .type = parameter_type::text,
                    .defaults = std::string(),
                    .help = "folder with your own files to read instead; never written to"}},
    .make = [](const scenario_setup& setup) { return std::make_unique<file_io>(setup); },
    .implied_tasks = implied_tasks,
    .check = check,
    .expected = expected,
}};

}  // namespace
}  // namespace concbench
