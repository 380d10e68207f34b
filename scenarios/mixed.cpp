// mixed: N pictures are downloaded, then decoded and hashed. While a loop computes, its other tasks wait: their answers
// have come, and nobody reads them.
#include <algorithm>

#include <fmt/format.h>

#include "core/faces.hpp"
#include "core/registry.hpp"
#include "net/content/image.hpp"
#include "scenarios/http/http_work.hpp"
#include "scenarios/parts/computing.hpp"
#include "scenarios/parts/right_answers.hpp"

namespace concbench {
namespace {

constexpr std::uint64_t pictures = 24;  // tasks take turns at them

class mixed final : public scenario,
                    public straight_faces<mixed>,
                    public suspending_faces<mixed>,
                    public callback_face {
 public:
  explicit mixed(const scenario_setup& setup)
      : http_(setup),
        tasks_(setup.tasks),
        seed_(setup.seed),
        passes_(setup.params.count("passes")),
        query_(fmt::format(".png?seed={}&latency={}", setup.seed, setup.params.shown("latency"))) {}

  /// Lets the server make the pictures, and decodes them here, so that no right answer depends on the network.
  fixture prepare() override {
    const auto count = std::min(tasks_, pictures);
    http_.prepared_page(fmt::format("/images/manifest?count={}&seed={}", count, seed_));
    std::vector<digest> sums;
    for (std::uint32_t id = 0; id < count; ++id) sums.push_back(pixel_sum(net::make_image(seed_, id)));
    return right_answers(std::move(sums)).to_fixture();
  }

  void set_up(const fixture& prepared) override { right_ = right_answers(prepared); }

  template <class Context>
  digest work(Context& context, task_id id) {
    const auto response = http_.get(context, url_of(id));
    require_success(response);
    return context.compute([&] { return decoded(response.body); });
  }

  template <class Context>
  typename Context::template awaitable<digest> suspend(Context& context, task_id id) {
    net::request to = url_of(id);
    const auto response = co_await http_.get(context, std::move(to));
    require_success(response);
    auto decode = [this, body = std::string_view(response.body)] { return decoded(body); };
    co_return co_await context.compute(std::move(decode));
  }

  void begin(callback_context& context, task_id id, task_end end) override {
    http_.get(context, url_of(id),
              [this, end](const std::exception_ptr& error, const net::http_response& response) {
                if (error) return end(error);
                end_with(end, [&] {
                  require_success(response);
                  return decoded(response.body);
                });
              });
  }

  std::unique_ptr<scenario> warm_up() override { return http_.warm_up(); }

  void verify(std::span<const task_record> tasks) override { right_.verify(tasks); }

  std::map<std::string, std::int64_t> counters() const override { return http_.counters(); }

 private:
  net::url url_of(task_id id) const {
    return http_.on_server(fmt::format("/images/{}{}", id % pictures, query_));
  }

  digest decoded(std::string_view png) const {
    for (std::uint64_t pass = 1; pass < passes_; ++pass) pixel_sum(png);
    return pixel_sum(png);
  }

  http_work http_;
  std::uint64_t tasks_;
  std::uint64_t seed_;
  std::uint64_t passes_;
  std::string query_;
  right_answers right_;  ///< sums of the pixels, by picture
};

const registration registered{scenario_declaration{
    .name = "mixed",
    .summary = "pictures downloaded, then decoded and hashed: a loop that computes lets its other tasks wait",
    .work = work_kind::mixed,
    .order = 60,
    .tasks = {24, 32, 32},
    .uses_server = true,
    .takes_rate = true,
    .parameters = with_http_parameters({
        {.name = "latency",
         .type = parameter_type::time,
         .defaults = {"10ms", "20ms", "150ms"},
         .help = "how long the server takes to answer",
         .minimum = "0s",
         .maximum = "1h"},
        {.name = "passes",
         .type = parameter_type::count,
         .defaults = std::string("1"),
         .help = "how often each picture is decoded: more passes take more computing",
         .minimum = "1",
         .maximum = "10000"},
    }),
    .counters = with_http_counters(),
    .make = [](const scenario_setup& setup) { return std::make_unique<mixed>(setup); },
    .check = check_http_parameters,
    .expected =
        [](const scenario_setup& setup) {
          const auto computing =
              std::chrono::milliseconds(5) * static_cast<std::int64_t>(setup.params.count("passes"));
          return times(setup.params.time("latency") + computing, setup.tasks);
        },
}};

}  // namespace
}  // namespace concbench
