// Clients and targets from a scenario's setup.
#include "scenarios/http/http_work.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "core/faces.hpp"

namespace concbench {
namespace {

/// The targets of a setup, with the routes to them.
std::vector<net::url> targets_of(const scenario_setup& setup) {
  std::vector<net::url> urls;
  for (const auto& each : setup.targets) urls.push_back(setup.rules->routes.routed(net::parse_url(each)));
  return urls;
}

std::vector<std::shared_ptr<const net::request_content>> own_contents_of(const scenario_setup& setup) {
  std::vector<std::shared_ptr<const net::request_content>> contents;
  for (const auto& each : setup.own_requests)
    contents.push_back(std::make_shared<const net::request_content>(each, setup.rules));
  return contents;
}

std::shared_ptr<const net::origin> server_of(const scenario_setup& setup) {
  if (!setup.targets.empty()) return {};
  return net::parse_url(setup.params.text("scheme") == "https" ? setup.server.https : setup.server.http)
      .where;
}

net::client_options options_of(const scenario_setup& setup, int max_redirects) {
  const bool foreign = !setup.targets.empty();
  return {.timeout = setup.params.time("request-timeout"),
          .keep_alive = setup.params.on("keepalive"),
          .max_body = setup.params.size("max-body"),
          .max_redirects = max_redirects,
          .tls = foreign && setup.insecure ? net::client_tls::unverified()
                                           : std::make_shared<net::client_tls>(
                                                 foreign ? setup.ca_pem : setup.server.ca_pem, foreign),
          .content = foreign ? std::make_shared<const net::request_content>(setup.request, setup.rules)
                             : net::request_content::plain()};
}

/// Opens a connection on every lane, to the origin of the task that the lane will take first.
class connecting final : public scenario,
                         public straight_faces<connecting>,
                         public suspending_faces<connecting>,
                         public callback_face {
 public:
  explicit connecting(const http_work& http) : http_(http) {}

  template <class Context>
  digest work(Context& context, task_id lane) {
    http_.connect(context, lane);
    return 0;
  }

  void begin(callback_context& context, task_id lane, task_end end) override {
    http_.connect(context, lane,
                  [end](const std::exception_ptr& error, const auto&) { error ? end(error) : end(0); });
  }

  template <class Context>
  typename Context::template awaitable<digest> suspend(Context& context, task_id lane) {
    co_await http_.connect(context, lane);
    co_return 0;
  }

  void verify(std::span<const task_record>) override {}

 private:
  const http_work& http_;
};

}  // namespace

http_work::http_work(const scenario_setup& setup, int max_redirects)
    : targets_(targets_of(setup)),
      own_contents_(own_contents_of(setup)),
      server_(server_of(setup)),
      warm_(setup.params.text("connections") == "warm"),
      options_(options_of(setup, max_redirects)),
      blocking_(options_, counters_),
      coroutine_(options_, counters_),
      fiber_(options_, counters_),
      callback_(options_, counters_) {
  const auto needs_tls = [](const net::url& target) { return target.where->tls; };
  if ((server_ && server_->tls) || std::ranges::any_of(targets_, needs_tls))
    options_.tls->get();  // before the clock
}

std::unique_ptr<scenario> http_work::warm_up() const {
  if (!warm_) return {};
  return std::make_unique<connecting>(*this);
}

std::string http_work::prepared_page(std::string target) const {
  net::client_options patient = options_;
  patient.timeout = std::chrono::minutes(10);
  patient.max_body = byte_size{64ULL << 20};
  net::client_counters uncounted;
  blocking_context context;
  auto response =
      net::blocking_client(patient, uncounted).get(context.services(), on_server(std::move(target)));
  require_success(response);
  return std::move(response.body);
}

std::string http_work::subject_of(task_id id) const {
  if (!foreign()) return "";
  const auto method = method_of(id);
  const auto text = target_of(id).text();
  return own_contents_.empty() || method == "GET" ? text : fmt::format("{} {}", method, text);
}

void http_work::verify_targets(std::span<const task_record> tasks) const {
  for (std::size_t first = 0; first < targets_.size() && first < tasks.size(); ++first) {
    const task_record* reference = nullptr;
    for (std::size_t i = first; i < tasks.size(); i += targets_.size()) {
      if (tasks[i].outcome != task_outcome::ok) continue;
      if (reference != nullptr && reference->answer != tasks[i].answer)
        throw wrong_result(fmt::format(
            "{} answered differently from one task to another; -p check=json, length or status asks "
            "for less",
            subject_of(static_cast<task_id>(first))));
      reference = &tasks[i];
    }
  }
}

void check_http_parameters(const scenario_setup& setup) {
  if (setup.params.text("connections") == "warm" && !setup.params.on("keepalive"))
    throw usage_error("connections=warm needs keepalive=on: otherwise no request uses an open connection");
}

std::vector<parameter> with_http_parameters(std::vector<parameter> own) {
  const std::vector<parameter> shared{
      {.name = "scheme",
       .type = parameter_type::choice,
       .defaults = std::string("http"),
       .help = "plain or TLS, on concbench's own server",
       .choices = {"http", "https"},
       .only_for = target_kind::own},
      {.name = "keepalive",
       .type = parameter_type::choice,
       .defaults = std::string("on"),
       .help = "pool connections and use them again",
       .choices = {"on", "off"}},
      {.name = "connections",
       .type = parameter_type::choice,
       .defaults = std::string("cold"),
       .help = "opened by the tasks that need them, or one a lane before the clock",
       .choices = {"cold", "warm"},
       .only_with = {"keepalive=on"}},
      {.name = "request-timeout",
       .type = parameter_type::time,
       .defaults = std::string("10s"),
       .help = "limit of one request, connecting included",
       .minimum = "1ms",
       .maximum = "1h"},
      {.name = "max-body",
       .type = parameter_type::size,
       .defaults = std::string("16MiB"),
       .help = "a larger body is an error",
       .minimum = "1KiB",
       .maximum = "4GiB"},
  };
  own.insert(own.end(), shared.begin(), shared.end());
  return own;
}

std::vector<counter> with_http_counters(std::vector<counter> own) {
  const std::vector<counter> shared{
      {.name = "connections_opened", .meaning = counter_meaning::connections},
      {.name = "connections_retried"},
      {.name = "redirects"},
      {.name = "body_bytes"},
  };
  own.insert(own.end(), shared.begin(), shared.end());
  return own;
}

}  // namespace concbench
