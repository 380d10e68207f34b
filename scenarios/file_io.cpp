// file-io: N files are written, read or copied, or blocks are read at many places in files that stay open, all with a
// checksum of every byte.
#include <algorithm>
#include <atomic>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <optional>

#include <fmt/format.h>
#include <boost/json.hpp>

#include "core/faces.hpp"
#include "core/json_field.hpp"
#include "core/registry.hpp"
#include "core/task_subject.hpp"
#include "scenarios/files/file_blocks.hpp"
#include "scenarios/files/file_plan.hpp"
#include "scenarios/files/file_work.hpp"
#include "system/cpu_count.hpp"
#include "system/file_system.hpp"
#ifdef BOOST_ASIO_HAS_IO_URING
#include "scenarios/files/file_ring.hpp"
#endif

namespace concbench {
namespace {

namespace json = boost::json;

/// A checksum as `prepare` writes it.
std::uint64_t read_sum(const json_field& from) {
  const auto text = from.text();
  std::uint64_t sum = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), sum, 16);
  if (text.empty() || read.ec != std::errc() || read.ptr != text.data() + text.size())
    from.refuse("a checksum of up to 16 hexadecimal digits");
  return sum;
}

class file_io final : public scenario,
                      public has_subjects,
                      public blocking_face,
                      public fiber_face,
                      public suspending_faces<file_io>,
                      public callback_face {
 public:
  explicit file_io(const scenario_setup& setup)
      : setup_(setup),
        reads_(setup.params.text("op") != "write"),
        writes_(setup.params.text("op") != "read"),
        cold_(setup.params.text("cache") == "cold"),
        sync_(setup.params.on("fsync")),
        direct_(setup.params.on("direct")),
        content_(setup.seed),
        may_use_ring_(setup.params.text("engine") != "offload" && no_uring().empty()) {
    if (const auto size = setup.params.size("block").count; size > 0)
      blocks_.emplace(setup.seed, size, direct_);
  }

  /// Makes the files to read, or lists the user's own files, with the right checksum of each. Blocks have a checksum
  /// each.
  fixture prepare() override {
    if (!reads_) return {};
    json::array files;
    const auto paths = own_folder() ? own_files(setup_) : make_sources();
    for (const auto& path : paths) {
      const auto [size, sum] =
          blocks_ ? std::pair(std::filesystem::file_size(path), digest{}) : measure_file(path);
      files.push_back({{"path", path.string()}, {"size", size}, {"sum", fmt::format("{:016x}", sum)}});
    }
    if (files.empty())
      throw std::runtime_error(fmt::format("the folder '{}' holds no files", setup_.params.text("dir")));
    return {{"files", std::move(files)}};
  }

  void set_up(const fixture& prepared) override {
    const json_field read(prepared, "fixture");
    if (const auto files = read.find("files"))
      files->for_each([&](const json_field& each) {
        sources_.push_back({each.at("path").text(), each.at("size").whole<std::uint64_t>(0, largest_figure),
                            read_sum(each.at("sum"))});
      });
    if (reads_ && sources_.empty())
      throw std::runtime_error("'fixture.files' is missing or empty: 'prepare' answers with them");
    constexpr std::size_t most_open = 512;  // half of what a process usually may have
    const auto copies = std::clamp<std::size_t>(most_open / std::max<std::size_t>(sources_.size(), 1), 1,
                                                static_cast<std::size_t>(cpu_count::now().usable()));
    for (const auto& each : sources_) {
      if (cold_) drop_from_cache(each.path);
      if (!cold_ && !direct_ && !blocks_) measure_file(each.path);
      if (blocks_) blocks_->open(each.path, each.size, copies);
    }
    if (blocks_ && blocks_->count() == 0)
      throw std::runtime_error("no file of the fixture holds a block: 'prepare' answers with files that do");
    // Only the blocks that will be read. In a large folder the others would take minutes.
    if (blocks_ && !cold_ && !direct_)
      for (task_id id = 0; id < setup_.tasks; ++id) read_block(id);
  }

  digest run(blocking_context&, task_id id) override { return work(id); }

  digest run(fiber_context& context, task_id id) override {
    note(used_pool_);
    return context.offload([this, id] { return work(id); });
  }

  void begin(callback_context& context, task_id id, task_end end) override {
    note(used_pool_);
    context.offload([this, id] { return work(id); },
                    [end](const std::exception_ptr& error, digest sum) { error ? end(error) : end(sum); });
  }

  template <class Context>
  typename Context::template awaitable<digest> suspend(Context& context, task_id id) {
#ifdef BOOST_ASIO_HAS_IO_URING
    if constexpr (std::is_same_v<Context, coroutine_context>) {
      if (auto* const ring = ring_of(context.loop())) {
        note(used_ring_);
        return blocks_ ? co_read_block(*ring, id) : co_work(context, *ring, id);
      }
    }
#endif
    note(used_pool_);
    return context.offload([this, id] { return work(id); });
  }

  void verify(std::span<const task_record> tasks) override {
    for (std::size_t i = 0; i < tasks.size(); ++i) {
      if (tasks[i].outcome != task_outcome::ok) continue;
      const auto id = static_cast<task_id>(i);
      const auto right = right_answer(id);
      if (tasks[i].answer != right)
        throw wrong_result(
            fmt::format("task {} saw checksum {:016x} instead of {:016x}", i, tasks[i].answer, right));
      if (writes_ && measure_file(sink_of(id)) != std::pair(size_of(id), right))
        throw wrong_result(fmt::format("the file that task {} wrote reads back differently", i));
    }
  }

  std::string subject_of(task_id id) const override {
    return own_folder() && !sources_.empty() ? source_of(id).path.string() : std::string();
  }

  std::vector<std::string> notes() const override {
    std::vector<std::string> notes;
    if (cold_ && reads_) notes.push_back("cache cold: dropped before each sample, checked with mincore");
    if (cold_ && blocks_ && setup_.tasks > blocks_->count())
      notes.push_back(fmt::format("at most {} of the {} reads are the first of their block, and can be cold",
                                  blocks_->count(), setup_.tasks));
    if (direct_) notes.push_back("direct I/O: past the page cache");
    if (used_pool_)
      notes.push_back(fmt::format("{} file work on a pool: {}", used_ring_ ? "some" : "all", why_a_pool()));
#ifdef BOOST_ASIO_HAS_IO_URING
    if (used_ring_)
      notes.push_back(fmt::format("{} through io_uring, at most {} at once{}",
                                  blocks_ ? "reads" : "reads and writes", file_ring::most,
                                  blocks_ ? "" : "; open, sync and close on a pool"));
    if (used_ring_ && reads_ && !reads_without_waiting(open_to_read(sources_.front().path).get()))
      notes.push_back(fmt::format(
          "the file system ({}) cannot say whether a read would wait: the kernel hands each read to threads "
          "(iou-wrk), whose CPU time counts",
          file_system_of(sources_.front().path)));
#endif
    return notes;
  }

 private:
  /// Written once, and read by every task: writing it in each task would move its cache line from CPU to CPU.
  static void note(std::atomic<bool>& seen) {
    if (!seen.load(std::memory_order_relaxed)) seen.store(true, std::memory_order_relaxed);
  }

  struct source {
    std::filesystem::path path;
    std::uint64_t size;
    digest sum;
  };

#ifdef BOOST_ASIO_HAS_IO_URING
  /// The loop's ring; null when there is none, and a pool is used instead. A kernel that allows io_uring may still
  /// refuse a ring: before Linux 5.12 each one counts as locked memory of the user.
  file_ring* ring_of(event_loop& loop) try {
    return may_use_ring_ ? &asio::use_service<file_ring>(loop) : nullptr;
  } catch (const std::system_error& e) {
    if (setup_.params.text("engine") == "io_uring") throw;
    ring_error_ = e.code().value();
    may_use_ring_ = false;
    return nullptr;
  }
#endif

  std::string why_a_pool() const {
    if (setup_.params.text("engine") == "offload") return "engine=offload";
    if (ring_error_ != 0)
      return fmt::format("the io_uring of a loop was refused ({})",
                         std::generic_category().message(ring_error_));
    return no_uring().empty() ? "io_uring is for the coroutines of a loop that one thread runs" : no_uring();
  }

  digest right_answer(task_id id) const {
    if (!reads_) return content_.sum(id, size_of(id));
    if (!blocks_) return source_of(id).sum;
    if (!own_folder()) return blocks_->made_sum(blocks_->of(id).offset);
    return read_block(id);  // own bytes are only known by reading them again
  }

  static std::runtime_error cut_short() { return std::runtime_error("a file is shorter than it was"); }
  bool own_folder() const { return !setup_.params.text("dir").empty(); }
  const source& source_of(task_id id) const { return sources_[id % sources_.size()]; }
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
      const auto size = setup_.params.size("size").count;
      for (task_id id = 0; id < (blocks_ ? 1 : setup_.tasks); ++id) {
        paths.push_back(folder / fmt::format("{:07}.dat", id));
        if (blocks_) blocks_->make(paths.back(), size);
        if (!blocks_) content_.write(id, size, open_to_write(paths.back()));
      }
    } catch (...) {
      std::filesystem::remove_all(folder);  // a full disk is left to the other scenarios as it was found
      throw;
    }
    return paths;
  }

  // The same steps twice: for threads that may block, and for a loop that must not. Read them side by side.

  digest work(task_id id) const {
    if (blocks_) return read_block(id);
    const auto from = reads_ ? open_to_read(source_of(id).path) : file_descriptor();
    const auto to = writes_ ? open_to_write(sink_of(id)) : file_descriptor();
    checksum sum;
    chunk_buffer chunk(size_of(id));
    for (std::uint64_t at = 0; at < size_of(id);) {
      const auto room = chunk.room(size_of(id) - at);
      const auto part = reads_ ? room.first(read_some(from, room, at)) : content_.fill(room, id, at);
      if (part.empty()) throw cut_short();
      sum.add(part);
      if (writes_) write_all(to, part, at);
      at += part.size();
    }
    if (writes_ && sync_) sync_file(to);
    return sum.value();
  }

  digest read_block(task_id id) const {
    const auto place = blocks_->of(id);
    const block_buffer buffer(blocks_->size());
    if (read_some(place.file, buffer.room(), place.offset) != buffer.room().size()) throw cut_short();
    return sum_of_block(buffer.room());
  }

#ifdef BOOST_ASIO_HAS_IO_URING
  awaitable<digest> co_read_block(file_ring& ring, task_id id) const {
    const auto place = blocks_->of(id);
    const block_buffer buffer(blocks_->size());
    if (co_await ring.read_some(place.file, buffer.room(), place.offset) != buffer.room().size())
      throw cut_short();
    co_return sum_of_block(buffer.room());
  }

  awaitable<digest> co_work(coroutine_context& context, file_ring& ring, task_id id) const {
    // The pool opens, syncs and closes files, because io_uring would use threads of its own for steps that block.
    auto open_both = [this, id] {
      return std::pair(reads_ ? open_to_read(source_of(id).path) : file_descriptor(),
                       writes_ ? open_to_write(sink_of(id)) : file_descriptor());
    };
    auto opened = co_await context.offload(std::move(open_both));
    auto& [from, to] = opened;
    checksum sum;
    chunk_buffer chunk(size_of(id));
    for (std::uint64_t at = 0; at < size_of(id);) {
      const auto room = chunk.room(size_of(id) - at);
      const auto part =
          reads_ ? room.first(co_await ring.read_some(from, room, at)) : content_.fill(room, id, at);
      if (part.empty()) throw cut_short();
      sum.add(part);
      if (writes_) co_await ring.write_all(to, part, at);
      at += part.size();
    }
    auto end_both = [this, source = std::move(from), sink = std::move(to)] {
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
  bool direct_;
  file_content content_;
  std::optional<file_blocks> blocks_;  ///< with block=
  std::vector<source> sources_;
  std::atomic<bool> may_use_ring_;
  std::atomic<int> ring_error_ = 0;      ///< errno
  std::atomic<bool> used_pool_ = false;  ///< by tasks that must not block their thread
  std::atomic<bool> used_ring_ = false;
};

const registration registered{scenario_declaration{
    .name = "file-io",
    .summary = "files written, read or copied, with a checksum of every byte",
    .work = work_kind::files,
    .order = 40,
    .tasks = {128, 256, 100},
    .max_tasks = 1'000'000,
    .uses_folders = true,
    .parameters = {{.name = "op",
                    .type = parameter_type::choice,
                    .defaults = std::string("copy"),
                    .help = "what each task does with its file",
                    .choices = {"read", "write", "copy"}},
                   {.name = "size",
                    .type = parameter_type::size,
                    .defaults = {"64KiB", "64KiB", "1MiB"},
                    .help = "size of each file",
                    .minimum = "1B",
                    .maximum = "16GiB",
                    .only_with = {"dir="}},
                   {.name = "cache",
                    .type = parameter_type::choice,
                    .defaults = std::string("warm"),
                    .help = "whether what is read is in the page cache",
                    .choices = {"warm", "cold"},
                    .only_with = {"op!=write"}},
                   {.name = "fsync",
                    .type = parameter_type::choice,
                    .defaults = std::string("off"),
                    .help = "sync each written file to the disk",
                    .choices = {"on", "off"},
                    .only_with = {"op!=read"}},
                   {.name = "block",
                    .type = parameter_type::size,
                    .defaults = std::string("0B"),
                    .help = "read blocks of this size here and there from open files; 0B: whole files",
                    .minimum = "0B",
                    .maximum = "16MiB"},
                   {.name = "direct",
                    .type = parameter_type::choice,
                    .defaults = std::string("off"),
                    .help = "read blocks past the page cache (O_DIRECT)",
                    .choices = {"on", "off"},
                    .only_with = {"block!=0B"}},
                   {.name = "engine",
                    .type = parameter_type::choice,
                    .defaults = std::string("auto"),
                    .help = "for coroutines: io_uring, a pool, or io_uring where it can be had",
                    .choices = {"auto", "io_uring", "offload"}},
                   {.name = "dir",
                    .type = parameter_type::folder,
                    .defaults = std::string(),
                    .help = "folder with your own files to read instead; never written to"}},
    .make = [](const scenario_setup& setup) { return std::make_unique<file_io>(setup); },
    .implied_tasks = implied_file_tasks,
    .check = check_files,
    .expected = expected_time_of_files,
}};

}  // namespace
}  // namespace concbench
