// image-download: N images over HTTP or HTTPS, each checked by SHA-256, and saved if asked.
#include <cctype>
#include <climits>
#include <cstring>
#include <filesystem>
#include <unordered_set>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>
#include <boost/json.hpp>

#include "core/faces.hpp"
#include "core/json_field.hpp"
#include "core/registry.hpp"
#include "core/task_subject.hpp"
#include "net/content/sha256.hpp"
#include "scenarios/http/http_work.hpp"
#include "system/error.hpp"
#include "system/file_descriptor.hpp"

namespace concbench {
namespace {

/// A name that a server chose, made safe for any folder: the last part of the path, letters, digits, '.', '-'
/// and '_'.
std::string safe_file_name(std::string_view target) {
  target = target.substr(0, target.find('?'));
  std::string name(target.substr(target.find_last_of('/') + 1));
  for (char& c : name)
    if (!std::isalnum(static_cast<unsigned char>(c)) && c != '.' && c != '-' && c != '_') c = '_';
  name.erase(0, name.find_first_not_of('.'));
  if (name.size() > 100) name.erase(0, name.size() - 100);
  return name.empty() ? "index" : name;
}

[[noreturn]] void refuse_to_save(const std::filesystem::path& path, int error = errno) {
  throw_errno(fmt::format("cannot save into '{}'", path.parent_path().string()), error);
}

/// A file that becomes `path` in one step, so that a reader never sees half an image. If the file system allows it, the
/// file has no name until then, and nothing is left when the task fails or its process is killed.
class unfinished_file {
 public:
  unfinished_file(const std::filesystem::path& path, task_id id)
      : path_(path), part_(fmt::format("{}.{}-{}.part", path.string(), ::getpid(), id)) {
    descriptor_.reset(::open(path.parent_path().c_str(), O_WRONLY | O_TMPFILE | O_CLOEXEC, 0666));
    if (descriptor_) return;
    if (errno != EOPNOTSUPP && errno != EISDIR && errno != EINVAL) refuse_to_save(path_);
    ::unlink(part_.c_str());  // something that another program left there; links are not followed
    descriptor_.reset(::open(part_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666));
    if (!descriptor_) refuse_to_save(path_);
    is_named_ = true;
  }
  unfinished_file(const unfinished_file&) = delete;
  unfinished_file& operator=(const unfinished_file&) = delete;
  ~unfinished_file() {
    if (is_named_) ::unlink(part_.c_str());
  }

  void write(std::string_view content) {
    while (!content.empty()) {
      const auto written = ::write(descriptor_.get(), content.data(), content.size());
      if (written < 0) refuse_to_save(path_);
      content.remove_prefix(static_cast<std::size_t>(written));
    }
  }

  void finish() {
    if (!is_named_) {
      ::unlink(part_.c_str());
      const auto own = fmt::format("/proc/self/fd/{}", descriptor_.get());
      if (::linkat(AT_FDCWD, own.c_str(), AT_FDCWD, part_.c_str(), AT_SYMLINK_FOLLOW) != 0)
        refuse_to_save(path_);
      is_named_ = true;
    }
    if (::rename(part_.c_str(), path_.c_str()) != 0) refuse_to_save(path_);
    is_named_ = false;
  }

 private:
  std::filesystem::path path_;
  std::string part_;  ///< its name while it is not finished
  file_descriptor descriptor_;
  bool is_named_ = false;
};

void save_file(const std::filesystem::path& path, task_id id, std::string_view content) {
  unfinished_file file(path, id);
  file.write(content);
  file.finish();
}

/// Throws usage_error where no folder can be made at `wanted`, nor files in it.
void check_folder_to_save(const std::filesystem::path& wanted) {
  const auto refuse = [&](const std::string& why) {
    throw usage_error(fmt::format("cannot save into '{}': {}; choose another folder: -p save=FOLDER",
                                  wanted.string(), why));
  };
  for (const auto& name : wanted)
    if (name.native().size() > NAME_MAX) refuse(std::generic_category().message(ENAMETOOLONG));
  auto there = std::filesystem::absolute(wanted);
  struct stat found{};
  while (::stat(there.c_str(), &found) != 0) {
    if (errno != ENOENT) refuse(std::generic_category().message(errno));
    if (::lstat(there.c_str(), &found) == 0)
      refuse(fmt::format("'{}' is a link to what is not there", there.string()));
    there = there.has_filename() ? there.parent_path() : there.parent_path().parent_path();
  }
  if (!S_ISDIR(found.st_mode)) refuse(fmt::format("'{}' is not a folder", there.string()));
  auto trial = (there / ".concbench-XXXXXX").string();  // only this shows that a new file can be made there
  if (::mkdtemp(trial.data()) == nullptr)
    refuse(fmt::format("nothing can be made in '{}': {}", there.string(),
                       std::generic_category().message(errno)));
  ::rmdir(trial.c_str());
}

class image_download final : public scenario,
                             public has_subjects,
                             public straight_faces<image_download>,
                             public suspending_faces<image_download>,
                             public callback_face {
 public:
  explicit image_download(const scenario_setup& setup)
      : http_(setup), asked_(check_of(setup)), setup_(setup) {
    query_ = fmt::format(".png?seed={}&latency={}", setup.seed, setup.params.shown("latency"));
    if (const auto bandwidth = setup.params.size("bandwidth"); bandwidth.count > 0)
      query_ += fmt::format("&bandwidth={}", bandwidth.count);
    if (!setup.params.text("save").empty())
      folder_ = std::filesystem::path(setup.params.text("save")) / setup.executor;
  }

  fixture prepare() override {
    if (http_.foreign()) return {};
    const auto manifest =
        http_.prepared_page(fmt::format("/images/manifest?count={}&seed={}", setup_.tasks, setup_.seed));
    const auto images = parse_json(manifest, "the server's list of images");
    return json_field(images, "manifest").object();
  }

  void set_up(const fixture& prepared) override {
    const json_field read(prepared, "fixture");
    if (const auto images = read.find("images"))
      images->for_each([&](const json_field& each) { expected_.push_back(each.at("sha256").text()); });
    if (!folder_.empty()) name_files();
  }

  template <class Context>
  digest work(Context& context, task_id id) {
    const auto response = http_.get(context, request_of(id));
    const auto answer = answer_in(response);
    if (!folder_.empty()) context.offload([&] { save_file(file_of(id), id, response.body); });
    return answer;
  }

  template <class Context>
  typename Context::template awaitable<digest> suspend(Context& context, task_id id) {
    net::request to = request_of(id);
    const auto response = co_await http_.get(context, std::move(to));
    const auto answer = answer_in(response);
    if (!folder_.empty()) {
      auto save = [this, id, body = std::string_view(response.body)] { save_file(file_of(id), id, body); };
      co_await context.offload(std::move(save));
    }
    co_return answer;
  }

  void begin(callback_context& context, task_id id, task_end end) override {
    http_.get(context, request_of(id),
              [=, this, &context](const std::exception_ptr& error, net::http_response response) {
                if (error) return end(error);
                if (folder_.empty()) return end_with(end, [&] { return answer_in(response); });
                save_then_end(context, id, std::make_shared<const net::http_response>(std::move(response)),
                              end);
              });
  }

  std::unique_ptr<scenario> warm_up() override { return http_.warm_up(); }

  void verify(std::span<const task_record> tasks) override {
    if (http_.foreign()) return http_.verify_targets(tasks);
    for (std::size_t i = 0; i < tasks.size(); ++i)
      if (tasks[i].outcome == task_outcome::ok &&
          fmt::format("{:016x}", tasks[i].answer) != expected_.at(i).substr(0, 16))
        throw wrong_result(fmt::format("/images/{}.png has SHA-256 {:016x}…, expected {}…", i,
                                       tasks[i].answer, expected_[i].substr(0, 16)));
  }

  std::string subject_of(task_id id) const override { return http_.subject_of(id); }

  std::map<std::string, std::int64_t> counters() const override { return http_.counters(); }

 private:
  /// In completion handlers.
  void save_then_end(callback_context& context, task_id id, std::shared_ptr<const net::http_response> kept,
                     task_end end) try {
    const auto answer = answer_in(*kept);
    context.offload(
        [this, id, kept] { save_file(file_of(id), id, kept->body); },
        [end, answer](const std::exception_ptr& failed, auto) { failed ? end(failed) : end(answer); });
  } catch (...) {
    end(std::current_exception());
  }

  digest answer_in(const net::http_response& response) const {
    if (asked_ != answer_check::same) return mild_answer(response, asked_);
    require_success(response);
    require_plain(response);
    if (response.body.empty())
      throw net::http_error(response.status_text() + " came without a body, and so without an image");
    return net::first_64_bits(net::sha256(response.body));
  }

  net::request request_of(task_id id) const {
    if (http_.foreign()) return http_.request_of(id);
    return http_.on_server(fmt::format("/images/{}{}", id, query_));
  }

  /// One name for each image; each executor has a folder of its own. Targets with the same last part are
  /// numbered.
  void name_files() {
    std::filesystem::create_directories(folder_);
    std::unordered_set<std::string> taken;
    const auto count =
        http_.foreign() ? std::min<std::size_t>(http_.target_count(), setup_.tasks) : setup_.tasks;
    for (task_id id = 0; id < count; ++id) {
      const auto base = safe_file_name(request_of(id).where().target);
      auto name = base;
      for (int copy = 2; !taken.insert(name).second; ++copy) name = fmt::format("{}-{}", copy, base);
      names_.push_back(std::move(name));
    }
  }

  std::filesystem::path file_of(task_id id) const { return folder_ / names_[id % names_.size()]; }

  http_work http_;
  answer_check asked_;
  scenario_setup setup_;
  std::string query_;
  std::vector<std::string> expected_;  ///< SHA-256 in hex, by task
  std::filesystem::path folder_;       ///< empty: nothing is saved
  std::vector<std::string> names_;
};

duration expected(const scenario_setup& setup) {
  auto each = setup.params.time("latency") + std::chrono::milliseconds(5);
  // An image has about 100 KiB.
  if (const auto bandwidth = setup.params.size("bandwidth").count; bandwidth > 0)
    each += duration(static_cast<std::int64_t>(102'400.0 / static_cast<double>(bandwidth) * 1e9));
  return times(each, setup.tasks);
}

const registration registered{scenario_declaration{
    .name = "image-download",
    .summary = "PNG images over HTTP or HTTPS, each checked by SHA-256",
    .work = work_kind::waiting,
    .order = 20,
    .tasks = {8, 24, 10},
    .max_tasks = 10'000,
    .uses_server = true,
    .takes_targets = true,
    .takes_rate = true,
    .parameters = with_http_parameters({
        {.name = "latency",
         .type = parameter_type::time,
         .defaults = {"5ms", "10ms", "150ms"},
         .help = "wait before an image's first byte",
         .minimum = "0s",
         .maximum = "1h",
         .only_for = target_kind::own},
        {.name = "bandwidth",
         .type = parameter_type::size,
         .defaults = {"16MiB", "16MiB", "1MiB"},
         .help = "bytes a second on each connection; 0: unlimited",
         .minimum = "0B",
         .maximum = "100GiB",
         .only_for = target_kind::own},
        {.name = "save",
         .type = parameter_type::folder,
         .defaults = std::string(),
         .help = "folder to write the images into, a subfolder for each executor"},
        check_parameter(),
    }),
    .counters = with_http_counters(),
    .make = [](const scenario_setup& setup) { return std::make_unique<image_download>(setup); },
    .check =
        [](const scenario_setup& setup) {
          check_http_parameters(setup);
          check_of(setup);
          if (const auto& folder = setup.params.text("save"); !folder.empty()) check_folder_to_save(folder);
        },
    .expected = expected,
}};

}  // namespace
}  // namespace concbench
