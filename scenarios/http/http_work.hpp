// What scenarios with HTTP share: a client for each way to wait, the targets, their parameters.
#pragma once

#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/fiber_context.hpp"
#include "core/scenario.hpp"
#include "net/client/blocking_client.hpp"
#include "net/client/callback_client.hpp"
#include "net/client/coroutine_client.hpp"
#include "net/client/fiber_client.hpp"
#include "scenarios/http/foreign_answer.hpp"

namespace concbench {

/// Fetches from the run's server or, when there are foreign targets, from these.
class http_work {
 public:
  /// Reads the parameters that `with_http_parameters` declares. `max_redirects` is that of client_options. Throws
  /// http_error for unusable certificates.
  explicit http_work(const scenario_setup& setup, int max_redirects = net::client_options{}.max_redirects);

  /// A URL on the run's server.
  net::url on_server(std::string target) const { return {server_, std::move(target)}; }

  bool foreign() const noexcept { return !targets_.empty(); }
  std::size_t target_count() const noexcept { return targets_.size(); }
  /// The foreign target of a task. Tasks take the targets in turn.
  const net::url& target_of(task_id id) const { return targets_[id % targets_.size()]; }
  /// The request to the foreign target of a task.
  net::request request_of(task_id id) const {
    return {target_of(id), own_contents_.empty() ? nullptr : own_contents_[id % targets_.size()].get()};
  }

  /// The method of the request of a task.
  std::string_view method_of(task_id id) const {
    return foreign() ? options_.content_of(request_of(id)).method_of(target_of(id)) : "GET";
  }

  /// Changes a request into the one that the redirect in `response` asks for. For redirects that the client did not
  /// follow.
  void follow(net::request& request, const net::http_response& response) const {
    request.follow(response, options_.content_of(request));
  }

  net::http_response get(blocking_context& context, net::request request) const {
    return blocking_.get(context.services(), std::move(request));
  }
  net::http_response get(fiber_context& context, net::request request) const {
    return fiber_.get(context.loop(), context.yield(), std::move(request));
  }
  void get(callback_context& context, net::request request, net::callback_client::handler done) const {
    callback_.get(context.loop(), std::move(request), std::move(done));
  }
  template <class Executor>
  asio::awaitable<net::http_response, Executor> get(basic_coroutine_context<Executor>& context,
                                                    net::request request) const {
    return coroutine_.get(context.services(), context.executor(), std::move(request));
  }

  /// Opens one more connection to the server, or to the target of a task, for a later request.
  void connect(blocking_context& context, task_id id) const {
    blocking_.connect(context.services(), *origin_of(id));
  }
  void connect(fiber_context& context, task_id id) const {
    fiber_.connect(context.loop(), context.yield(), *origin_of(id));
  }
  void connect(callback_context& context, task_id id, net::callback_client::handler done) const {
    callback_.connect(context.loop(), origin_of(id), std::move(done));
  }
  template <class Executor>
  asio::awaitable<void, Executor> connect(basic_coroutine_context<Executor>& context, task_id id) const {
    return coroutine_.connect(context.services(), context.executor(), origin_of(id));
  }

  /// With connections=warm, the scenario that opens a connection on every lane before the measurement; otherwise null.
  std::unique_ptr<scenario> warm_up() const;

  /// For `prepare`: fetches a page of the server that may take minutes, whatever time limit the tasks have. Throws
  /// http_error unless it is a success.
  std::string prepared_page(std::string target) const;

  /// For has_subjects::subject_of: the foreign target of a task.
  std::string subject_of(task_id id) const;

  /// Throws wrong_result when a foreign target gave different answers to two tasks.
  void verify_targets(std::span<const task_record> tasks) const;

  std::map<std::string, std::int64_t> counters() const { return counters_.values(); }

 private:
  std::shared_ptr<const net::origin> origin_of(task_id id) const {
    return foreign() ? target_of(id).where : server_;
  }

  std::vector<net::url> targets_;
  /// Of each target, where they do not all get the same; a content may be that of several targets.
  std::vector<std::shared_ptr<const net::request_content>> own_contents_;
  std::shared_ptr<const net::origin> server_;
  bool warm_;
  net::client_options options_;
  net::client_counters counters_;
  net::blocking_client blocking_;
  net::coroutine_client coroutine_;
  net::fiber_client fiber_;
  net::callback_client callback_;
};

/// `own`, and then the parameters of every HTTP scenario.
std::vector<parameter> with_http_parameters(std::vector<parameter> own);

/// `own`, and then the counters of every HTTP scenario, which `http_work::counters` returns.
std::vector<counter> with_http_counters(std::vector<counter> own = {});

/// Throws usage_error for HTTP parameters that are impossible together: connections=warm without keepalive.
void check_http_parameters(const scenario_setup& setup);

}  // namespace concbench
