// From a target to a reply.
#include "net/server/routes.hpp"

#include <optional>

#include <fmt/format.h>
#include <unistd.h>
#include <boost/json.hpp>

#include "net/content/made_site.hpp"
#include "net/http/query.hpp"
#include "system/resource_usage.hpp"
#include "system/units.hpp"

namespace concbench::net {
namespace {

/// The number in "{prefix}{number}{suffix}".
std::optional<std::uint32_t> number_between(std::string_view path, std::string_view prefix,
                                            std::string_view suffix) {
  if (!path.starts_with(prefix) || !path.ends_with(suffix) || path.size() <= prefix.size() + suffix.size())
    return {};
  const auto number = parse_count(path.substr(prefix.size(), path.size() - prefix.size() - suffix.size()));
  if (!number || *number > UINT32_MAX) return {};
  return static_cast<std::uint32_t>(*number);
}

/// The JSON of an API answer. Not by fmt::format, which reads its format string each time: 3 % of a request.
void append_item(std::string& out, std::uint32_t id, std::uint64_t value) {
  const fmt::format_int id_digits(id);
  const fmt::format_int value_digits(value);
  out.reserve(160);
  out.append(R"({"id":)").append(id_digits.data(), id_digits.size());
  out.append(R"(,"name":"item-)").append(id_digits.data(), id_digits.size());
  out.append(R"(","value":)").append(value_digits.data(), value_digits.size());
  out.append(R"(,"tags":["real","json"],"available":true})");
}

reply api_answer(std::uint32_t id, const query& asked) {
  const auto seed = asked.count("seed");
  const auto attempt = static_cast<std::uint32_t>(asked.count("attempt", UINT32_MAX));
  const fault_rates rates{asked.ratio("error-rate"), asked.ratio("503-rate"), asked.ratio("reset-rate"),
                          asked.ratio("stall-rate")};
  const auto failure = fault_for(seed, id, attempt, rates);
  reply answer;
  if (failure == fault::unavailable) {
    answer = error_reply(503, "this request fails on purpose");
  } else {
    append_item(answer.body, id, api_value(seed, id));
  }
  answer.delay = asked.time("delay");
  answer.freeze = asked.time("freeze");
  if (answer.freeze > routes::longest_freeze)
    throw bad_query("freeze", exact_text(answer.freeze),
                    fmt::format("0s to {}", exact_text(routes::longest_freeze)));
  answer.failure = failure;
  return answer;
}

reply image_answer(std::uint32_t id, const query& asked, image_store& images) {
  if (id >= routes::most_images)
    return error_reply(404, fmt::format("images are numbered from 0 to {}", routes::most_images - 1));
  reply answer{.type = "image/png"};
  answer.delay = asked.time("latency");
  answer.bandwidth = asked.size("bandwidth");
  const auto seed = asked.count("seed");
  answer.picture = images.find(seed, id);
  if (!answer.picture) answer.missing = image_range{seed, id, 1};
  return answer;
}

reply manifest_answer(const query& asked) {
  const auto count = static_cast<std::uint32_t>(asked.count("count", routes::most_images));
  return {.missing = image_range{asked.count("seed"), 0, count}, .lists_images = true};
}

reply echo_answer(bool may_echo) {
  if (may_echo) return {.status = 101, .echoes = true};
  return error_reply(426, "ask for an upgrade: 'Connection: Upgrade' and 'Upgrade: echo'");
}

/// `rest`: of the path, behind "/site/".
reply site_answer(std::string_view rest, const query& asked) {
  const auto slash = rest.find('/');
  if (slash == std::string_view::npos) return error_reply(404, "a site is a folder: /site/{numbers}/");
  const auto made = site::from_name(rest.substr(0, slash));
  const auto page = page_at(made, rest.substr(slash + 1), asked);
  auto answer = page && !is_gone(made, *page) ? reply{.type = "text/html; charset=utf-8"}
                                              : error_reply(404, "the site has no such page");
  if (answer.status == 200 && made.size > largest_piece_of_page)
    answer.pieces = std::make_unique<page_pieces>(made, *page);
  else if (answer.status == 200)
    answer.body = page_html(made, *page);
  answer.delay = made.latency;
  return answer;
}

}  // namespace

reply routes::answer(std::string_view target, bool may_echo) const try {
  const query asked(target);
  if (const auto id = number_between(asked.path(), "/api/", "")) return api_answer(*id, asked);
  if (const auto id = number_between(asked.path(), "/images/", ".png"))
    return image_answer(*id, asked, images_);
  if (asked.path() == "/images/manifest") return manifest_answer(asked);
  if (asked.path().starts_with("/site/")) return site_answer(asked.path().substr(6), asked);
  if (asked.path() == "/robots.txt") return {.type = "text/plain", .body = std::string(site_robots)};
  if (asked.path() == "/echo") return echo_answer(may_echo);
  if (asked.path() == "/health") return health();
  return error_reply(
      404,
      "known: /api/{id}, /images/{id}.png, /images/manifest, /site/{numbers}/, /robots.txt, /echo, /health");
} catch (const bad_query& e) {
  return error_reply(400, e.what());
}

void manifest_text::add(const image& each) {
  if (text_.back() != '[') text_ += ',';
  text_ += fmt::format(R"({{"bytes":{},"sha256":"{}"}})", each.png.size(), each.sha256);
}

std::string manifest_text::take() && {
  text_ += "]}";
  return std::move(text_);
}

reply routes::health() const {
  const boost::json::object state{{"status", "ok"},
                                  {"http_port", identity_.http_port},
                                  {"https_port", identity_.https_port},
                                  {"pid", ::getpid()},
                                  {"cpu_ns", process_cpu_time().count()},
                                  {"ca_pem", identity_.ca_pem},
                                  {"version", identity_.version}};
  return {.body = boost::json::serialize(state)};
}

}  // namespace concbench::net
