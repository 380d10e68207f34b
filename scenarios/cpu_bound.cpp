// cpu-bound: N tasks that compute. Threads scale to the cores; one event loop computes on one of them.
#include <algorithm>

#include "core/faces.hpp"
#include "core/registry.hpp"
#include "net/content/image.hpp"
#include "scenarios/parts/computing.hpp"
#include "scenarios/parts/right_answers.hpp"

namespace concbench {
namespace {

constexpr std::uint64_t pieces = mandelbrot_tiles;  // different ones, of any kind: tasks take turns at them

class cpu_bound final : public scenario,
                        public straight_faces<cpu_bound>,
                        public suspending_faces<cpu_bound>,
                        public callback_face {
 public:
  explicit cpu_bound(const scenario_setup& setup)
      : tasks_(setup.tasks),
        seed_(setup.seed),
        kind_(setup.params.text("work")),
        tile_(setup.params.count("tile")),
        iterations_(setup.params.count("iterations")),
        bytes_(setup.params.size("size").count) {}

  /// The right answers, one after another.
  fixture prepare() override {
    make_pictures();
    std::vector<digest> sums;
    for (std::uint64_t piece = 0; piece < std::min(tasks_, pieces); ++piece) sums.push_back(sum_of(piece));
    return right_answers(std::move(sums)).to_fixture();
  }

  void set_up(const fixture& prepared) override {
    make_pictures();
    right_ = right_answers(prepared);
  }

  template <class Context>
  digest work(Context& context, task_id id) {
    return context.compute([this, id] { return sum_of(id % pieces); });
  }

  template <class Context>
  typename Context::template awaitable<digest> suspend(Context& context, task_id id) {
    return context.compute([this, id] { return sum_of(id % pieces); });
  }

  void begin(callback_context&, task_id id, task_end end) override { end(sum_of(id % pieces)); }

  void verify(std::span<const task_record> tasks) override { right_.verify(tasks); }

 private:
  digest sum_of(std::uint64_t piece) const {
    if (kind_ == "png") return pixel_sum(pngs_[piece]);
    if (kind_ == "sha256") return sha256_sum(piece, bytes_);
    return mandelbrot_sum(piece, tile_, iterations_);
  }

  void make_pictures() {
    if (kind_ != "png") return;
    for (std::uint32_t id = 0; id < std::min(tasks_, pieces); ++id)
      pngs_.push_back(net::make_image(seed_, id));
  }

  std::uint64_t tasks_;
  std::uint64_t seed_;
  std::string kind_;
  std::uint64_t tile_;
  std::uint64_t iterations_;
  std::size_t bytes_;
  std::vector<std::string> pngs_;
  right_answers right_;
};

/// About five times what a usual machine takes.
duration expected_of_one(const scenario_setup& setup) {
  if (setup.params.text("work") == "png") return std::chrono::milliseconds(20);
  if (setup.params.text("work") == "sha256") return times(duration(4), setup.params.size("size").count);
  const auto points = setup.params.count("tile") * setup.params.count("tile");
  return times(duration(8), points * setup.params.count("iterations"));
}

const registration registered{scenario_declaration{
    .name = "cpu-bound",
    .summary = "tasks that compute: cores help, waiting at once does not",
    .work = work_kind::computing,
    .order = 50,
    .tasks = {64, 64, 64},
    .computes = true,
    .parameters = {{.name = "work",
                    .type = parameter_type::choice,
                    .defaults = std::string("mandelbrot"),
                    .help = "a tile of the Mandelbrot set, a SHA-256, or the decoding of a picture",
                    .choices = {"mandelbrot", "sha256", "png"}},
                   {.name = "tile",
                    .type = parameter_type::count,
                    .defaults = {"24", "64", "64"},
                    .help = "mandelbrot: width and height of a tile in points",
                    .minimum = "1",
                    .maximum = "4096",
                    .only_with = {"work=mandelbrot"}},
                   {.name = "iterations",
                    .type = parameter_type::count,
                    .defaults = std::string("1000"),
                    .help = "mandelbrot: most iterations of a point",
                    .minimum = "1",
                    .maximum = "1000000",
                    .only_with = {"work=mandelbrot"}},
                   {.name = "size",
                    .type = parameter_type::size,
                    .defaults = std::string("1MiB"),
                    .help = "sha256: bytes of a task",
                    .minimum = "1B",
                    .maximum = "1GiB",
                    .only_with = {"work=sha256"}}},
    .make = [](const scenario_setup& setup) { return std::make_unique<cpu_bound>(setup); },
    .expected = [](const scenario_setup& setup) { return times(expected_of_one(setup), setup.tasks); },
}};

}  // namespace
}  // namespace concbench
