// web-scrape: a crawl of linked HTML pages. The work is found while it is done: each page is a task, which is spawned
// by the first page that is seen to link to it.
//
// A page has a number, which does not depend on the task that finds it. So answers do not depend on the order in which
// pages are found.
#include <atomic>
#include <memory>
#include <optional>
#include <set>

#include <fmt/format.h>
#include <boost/json.hpp>

#include "core/faces.hpp"
#include "core/json_field.hpp"
#include "core/registry.hpp"
#include "core/task_subject.hpp"
#include "scenarios/http/http_work.hpp"
#include "scenarios/web/html_page.hpp"
#include "scenarios/web/hyperlink.hpp"
#include "scenarios/web/site_map.hpp"
#include "sync/semaphore.hpp"
#include "system/byte_order_mark.hpp"

namespace concbench {
namespace {

constexpr std::uint64_t pages_of_a_foreign_site = 100;  // unless -n says how many
constexpr std::string_view own_name = "concbench";      // as robots.txt may call it

class web_scrape final : public scenario,
                         public spawns_tasks,
                         public has_subjects,
                         public straight_faces<web_scrape>,
                         public suspending_faces<web_scrape>,
                         public callback_face {
 public:
  explicit web_scrape(const scenario_setup& setup)
      : http_(setup, /*max_redirects=*/0),
        setup_(setup),
        site_{.seed = setup.seed,
              .pages = static_cast<std::uint32_t>(setup.tasks),
              .links = static_cast<std::uint32_t>(setup.params.count("links")),
              .size = setup.params.size("size").count,
              .latency = setup.params.time("latency"),
              .broken = setup.params.ratio("broken")},
        places_(setup.params.count("polite")),
        found_(setup.tasks),
        seen_(setup.tasks) {
    if (!no_html().empty()) throw not_applicable(std::string(no_html()));
    if (http_.foreign()) foreign_site_ = net::normalised(http_.target_of(0)).where;
  }

  fixture prepare() override {
    const auto robots = fetch_robots();
    boost::json::array rules;
    for (const auto& each : robots.rules()) rules.push_back(boost::json::array{each.allows, each.pattern});
    fixture prepared;
    if (http_.foreign()) {
      const auto map = crawl_once(robots);
      prepared = map.to_fixture();
      if (map.size() < setup_.tasks) prepared["tasks"] = map.size();
    }
    prepared["rules"] = std::move(rules);
    prepared["asks_for_delay"] = robots.asks_for_delay();
    return prepared;
  }

  void set_up(const fixture& prepared) override {
    std::vector<robots_rules::rule> rules;
    const json_field read(prepared, "fixture");
    read.at("rules").for_each(
        [&](const json_field& each) { rules.push_back({each.at(0).truth(), each.at(1).text()}); });
    robots_ = {std::move(rules), read.at("asks_for_delay").truth()};
    map_ = http_.foreign() ? site_map(prepared) : site_map(site_);
    is_whole_site_ = prepared.contains("tasks");
    for (task_id page = 0; page < map_.starts(); ++page) found_[page] = true;
  }

  task_id first_tasks() const override { return static_cast<task_id>(map_.starts()); }

  template <class Context>
  digest work(Context& context, task_id page) {
    const auto response = fetch(context, page);
    const auto answer = context.compute([&] { return read(page, response); });
    return go_on(context, page, answer);
  }

  template <class Context>
  typename Context::template awaitable<digest> suspend(Context& context, task_id page) {
    const auto response = co_await fetch(context, page);
    auto reading = [this, page, &response] { return read(page, response); };
    const auto answer = co_await context.compute(std::move(reading));
    co_return go_on(context, page, answer);
  }

  void begin(callback_context& context, task_id page, task_end end) override {
    places_.acquire(context.loop().get_executor(), [this, &context, page, end](auto permit) {
      // In a box, because a handler of the client is copied.
      const auto place = std::make_shared<std::optional<sync::semaphore::permit>>(std::move(permit));
      auto answered = [=, this, &context](const std::exception_ptr& error,
                                          const net::http_response& response) {
        place->reset();
        if (error) return end(error);
        end_with(end, [&] { return go_on(context, page, read(page, response)); });
      };
      try {
        http_.get(context, on_site(map_.at(page).target), std::move(answered));
      } catch (...) {
        end(std::current_exception());
      }
    });
  }

  std::unique_ptr<scenario> warm_up() override { return http_.warm_up(); }

  void verify(std::span<const task_record> tasks) override { map_.verify(tasks, seen_); }

  std::string subject_of(task_id page) const override {
    return http_.foreign() ? on_site(map_.at(page).target).text() : std::string();
  }

  std::map<std::string, std::int64_t> counters() const override { return http_.counters(); }

  std::vector<std::string> notes() const override {
    std::vector<std::string> notes;
    if (is_whole_site_)
      notes.push_back(fmt::format("the site has no more pages than these {} within depth {}", map_.size(),
                                  setup_.params.count("depth")));
    if (robots_.asks_for_delay())
      notes.push_back(
          "robots.txt asks for a Crawl-delay, which is not kept: fewer at once (-p polite) or less pages "
          "(-n) "
          "spare the site");
    return notes;
  }

 private:
  struct page_read {
    page_facts facts;
    std::vector<task_id> leads_to;
  };

  net::url on_site(std::string target) const {
    if (http_.foreign()) return {foreign_site_, std::move(target)};
    return http_.on_server(std::move(target));
  }

  net::http_response fetch(blocking_context& context, task_id page) {
    const auto place = places_.wait();
    return http_.get(context, on_site(map_.at(page).target));
  }

  net::http_response fetch(fiber_context& context, task_id page) {
    const auto place = places_.acquire(context.yield());
    return http_.get(context, on_site(map_.at(page).target));
  }

  template <class Executor>
  asio::awaitable<net::http_response, Executor> fetch(basic_coroutine_context<Executor>& context,
                                                      task_id page) {
    const auto place = co_await places_.acquire<Executor>();
    net::request to = on_site(map_.at(page).target);
    co_return co_await http_.get(context, std::move(to));
  }

  page_read read(task_id page, const net::http_response& response) const {
    const auto& known = map_.at(page);
    const auto found = crawled(on_site(known.target), response, robots_);
    page_read result{facts_of(found), {}};
    if (known.leads_on)
      for (const auto& each : found.links)
        if (const auto number = map_.find(each)) result.leads_to.push_back(*number);
    return result;
  }

  template <class Context>
  digest go_on(Context& context, task_id page, const page_read& answer) {
    seen_[page] = answer.facts;
    for (const auto each : answer.leads_to)
      if (!found_[each].exchange(true)) context.spawn(each);
    return answer.facts.answer();
  }

  /// As a task has it: a reason ends in what it is about.
  static net::http_error named(const net::http_error& error, const net::url& where) {
    return net::http_error(fmt::format("{} (first: {})", error.what(), where.text()));
  }

  net::http_response get_named(blocking_context& context, const net::request& to) const {
    try {
      return http_.get(context, to);
    } catch (const net::http_error& e) {
      throw named(e, to.where());
    }
  }

  /// Of the site, which may redirect to where it really is.
  robots_rules fetch_robots() const {
    blocking_context context;
    net::request to = on_site("/robots.txt");
    auto response = get_named(context, to);
    for (int hops = 0; hops < 5 && response.redirects(); ++hops) {
      http_.follow(to, response);
      response = get_named(context, to);
    }
    const auto& where = to.where();
    // RFC 9309, §2.3.1: without a robots.txt nothing is forbidden, and when it cannot be read, everything is.
    if (response.status >= 500)
      throw net::http_error(
          fmt::format("{}: {}, and so nothing may be crawled", where.text(), response.status_text()));
    if (!response.ok()) return {};
    if (!response.encoding.empty() || is_utf_16(response.body))
      throw net::http_error(fmt::format(
          "{} has {}, which cannot be read, and so nothing may be crawled", where.text(),
          response.encoding.empty()
              ? "text in UTF-16"
              : fmt::format("the Content-Encoding '{}', unasked", net::shown(response.encoding))));
    return robots_rules::parse(response.body, own_name);
  }

  std::vector<std::string> start_pages(const robots_rules& robots) const {
    std::vector<std::string> starts;
    for (task_id i = 0; i < http_.target_count(); ++i) {
      const auto start = net::normalised(http_.target_of(i));
      if (!robots.allow(start.target))
        throw net::http_error(fmt::format("robots.txt forbids {} to crawl {}", own_name, start.text()));
      starts.push_back(start.target);
    }
    return starts;
  }

  site_map crawl_once(const robots_rules& robots) const {
    const auto depth = setup_.params.count("depth");
    blocking_context context;
    const auto starts = start_pages(robots);
    const site_map::fetcher fetch = [&](const std::string& target) -> std::optional<web_page> {
      const auto where = on_site(target);
      try {
        const auto response = http_.get(context, where);
        auto page = crawled(where, response, robots);
        if (target == starts.front() && response.redirects() && page.links.empty())
          throw net::http_error(fmt::format("it redirects to {}, where it may not be followed: start there",
                                            net::shown(response.location)));
        return page;
      } catch (const net::http_error& e) {
        if (target == starts.front()) throw named(e, where);
      } catch (const unreadable_page&) {
        // Its links stay unknown, as those of a page that cannot be fetched.
      }
      return {};
    };
    return site_map(starts, depth, setup_.tasks, fetch);
  }

  http_work http_;
  scenario_setup setup_;
  net::site site_;  ///< the server's
  std::shared_ptr<const net::origin> foreign_site_;
  sync::semaphore places_;
  robots_rules robots_;
  site_map map_;
  bool is_whole_site_ = false;            ///< there are fewer pages than were asked for
  std::vector<std::atomic<bool>> found_;  ///< by page: whether a task has been made of it
  std::vector<page_facts> seen_;          ///< by page
};

void check(const scenario_setup& setup) {
  check_http_parameters(setup);
  std::set<std::string> sites;
  std::set<std::string> users;
  for (const auto& each : setup.targets) {
    const auto where = net::normalised(net::parse_url(each)).where;
    sites.insert(where->name);
    users.insert(where->user_info);
  }
  if (sites.size() > 1)
    throw usage_error(fmt::format("web-scrape crawls one site, and --url names two: {} and {}",
                                  *sites.begin(), *sites.rbegin()));
  if (users.size() > 1)
    throw usage_error("web-scrape crawls a site as one user, and --url has two user names or passwords");
  if (setup.request->method != "GET" || !setup.request->body.empty())
    throw usage_error("web-scrape reads pages with GET: -m and -d go with image-download and api-calls");
  if (!setup.own_requests.empty())
    throw usage_error(
        "web-scrape has the same header fields for each page: a list with methods, fields or bodies goes with "
        "image-download and api-calls");
  if (!setup.rules->expected.empty())
    throw usage_error(
        "web-scrape takes each status as it comes: --expect-status goes with image-download and api-calls");
}

const registration registered{scenario_declaration{
    .name = "web-scrape",
    .summary = "a crawl of linked HTML pages: tasks that are found while others run, each page visited once",
    .work = work_kind::mixed,
    .order = 65,
    .tasks = {40, 60, 20},
    .max_tasks = 100'000,
    .uses_server = true,
    .takes_targets = true,
    .parameters = with_http_parameters({
        {.name = "latency",
         .type = parameter_type::time,
         .defaults = {"2ms", "4ms", "100ms"},
         .help = "how long the server takes to answer",
         .minimum = "0s",
         .maximum = "1h",
         .only_for = target_kind::own},
        {.name = "polite",
         .type = parameter_type::count,
         .defaults = std::string("8"),
         .help = "the most requests at once, whatever the concurrency",
         .minimum = "1",
         .maximum = "10000"},
        {.name = "links",
         .type = parameter_type::count,
         .defaults = std::string("12"),
         .help = "links on each page to others of the site",
         .minimum = std::to_string(net::site::least_links),
         .maximum = std::to_string(net::site::most_links),
         .only_for = target_kind::own},
        {.name = "size",
         .type = parameter_type::size,
         .defaults = std::string("8KiB"),
         .help = "size of each page",
         .minimum = "0B",
         .maximum = exact_text(byte_size{net::site::largest_page}),
         .only_for = target_kind::own},
        {.name = "broken",
         .type = parameter_type::ratio,
         .defaults = std::string("0.05"),
         .help = "part of the pages that are linked to and gone: their right answer is 404",
         .minimum = "0",
         .maximum = fmt::format("{}", net::site::most_broken),
         .only_for = target_kind::own},
        {.name = "depth",
         .type = parameter_type::count,
         .defaults = std::string("3"),
         .help = "with --url: most links between the start and a page",
         .minimum = "0",
         .maximum = "1000",
         .only_for = target_kind::foreign},
    }),
    .counters = with_http_counters(),
    .make = [](const scenario_setup& setup) { return std::make_unique<web_scrape>(setup); },
    .implied_tasks =
        [](const scenario_setup& setup) { return setup.targets.empty() ? 0 : pages_of_a_foreign_site; },
    .check = check,
    .expected =
        [](const scenario_setup& setup) {
          const duration reading(static_cast<std::int64_t>(setup.params.size("size").count * 200));  // 5 MB/s
          const auto each =
              setup.targets.empty() ? setup.params.time("latency") : std::chrono::milliseconds(200);
          return times(each + reading + std::chrono::milliseconds(1), setup.tasks);
        },
}};

}  // namespace
}  // namespace concbench
