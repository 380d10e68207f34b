// Targets are taken apart in place: an API answer costs one allocation, its body.
#include "net/routes.hpp"

#include <charconv>
#include <stdexcept>

#include <boost/json.hpp>
#include <fmt/format.h>
#include <unistd.h>

#include "net/image.hpp"
#include "system/resource_usage.hpp"
#include "system/units.hpp"

namespace concbench::net {
namespace {

/// A value in the query that cannot be used: ends in a 400.
class bad_query : public std::runtime_error {
 public:
  bad_query(std::string_view key, std::string_view value, std::string_view allowed)
      : runtime_error(fmt::format("'{}' cannot be '{}': allowed is {}", key, value, allowed)) {}
};

/// "/path?a=1&b=2" as path and values; a view of the target.
class query {
 public:
  explicit query(std::string_view target) {
    const auto mark = target.find('?');
    path_ = target.substr(0, mark);
    if (mark != std::string_view::npos) values_ = target.substr(mark + 1);
  }

  std::string_view path() const { return path_; }

  std::optional<std::string_view> value(std::string_view key) const {
    for (auto rest = values_; !rest.empty();) {
      const auto end = rest.find('&');
      const auto pair = rest.substr(0, end);
      if (pair.size() > key.size() && pair.starts_with(key) && pair[key.size()] == '=') return pair.substr(key.size() + 1);
      rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
    }
    return {};
  }

  duration time(std::string_view key) const {
    const auto text = value(key);
    if (!text) return duration::zero();
    const auto parsed = parse_duration(*text);
    if (!parsed || *parsed > std::chrono::hours(1)) throw bad_query(key, *text, "a duration such as 20ms, at most 1h");
    return *parsed;
  }

  std::uint64_t size(std::string_view key) const {
    const auto text = value(key);
    if (!text) return 0;
    const auto parsed = parse_size(*text);
    if (!parsed || parsed->count > (1ULL << 40)) throw bad_query(key, *text, "a size such as 1MiB, at most 1TiB");
    return parsed->count;
  }

  std::uint64_t count(std::string_view key, std::uint64_t otherwise, std::uint64_t most = UINT64_MAX) const {
    const auto text = value(key);
    if (!text) return otherwise;
    const auto parsed = parse_count(*text);
    if (!parsed || *parsed > most) throw bad_query(key, *text, fmt::format("a whole number up to {}", most));
    return *parsed;
  }

  double ratio(std::string_view key) const {
    const auto text = value(key);
    if (!text) return 0;
    double parsed = 0;
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), parsed);
    if (error != std::errc{} || end != text->data() + text->size() || !(parsed >= 0 && parsed <= 1))
      throw bad_query(key, *text, "a number from 0 to 1");
    return parsed;
  }

 private:
  std::string_view path_;
  std::string_view values_;
};

/// The number in "{prefix}{number}{suffix}".
std::optional<std::uint32_t> number_between(std::string_view path, std::string_view prefix, std::string_view suffix) {
  if (!path.starts_with(prefix) || !path.ends_with(suffix) || path.size() <= prefix.size() + suffix.size()) return {};
  const auto number = parse_count(path.substr(prefix.size(), path.size() - prefix.size() - suffix.size()));
  if (!number || *number > UINT32_MAX) return {};
  return static_cast<std::uint32_t>(*number);
}

reply api_answer(std::uint32_t id, const query& asked) {
  const auto seed = asked.count("seed", 0);
  const auto attempt = static_cast<std::uint32_t>(asked.count("attempt", 0, UINT32_MAX));
  const auto failure = fault_for(seed, id, attempt, asked.ratio("error-rate"));
  auto answer = failure == fault::unavailable ? error_reply(503, "this request fails on purpose") : reply();
  if (failure != fault::unavailable) {
    answer.body.reserve(160);
    fmt::format_to(std::back_inserter(answer.body), R"({{"id":{},"name":"item-{}","value":{},"tags":["real","json"],"available":true}})",
                   id, id, api_value(seed, id));
  }
  answer.delay = asked.time("delay");
  answer.failure = failure;
  return answer;
}

reply image_answer(std::uint32_t id, const query& asked, image_store& images) {
  reply answer{.type = "image/png", .body = {}};
  answer.delay = asked.time("latency");
  answer.bandwidth = asked.size("bandwidth");
  answer.image = images.get(asked.count("seed", 0), id).png;
  return answer;
}

reply manifest_answer(const query& asked, image_store& images) {
  const auto count = asked.count("count", 0, routes::most_images);
  const auto seed = asked.count("seed", 0);
  boost::json::array list;
  for (std::uint32_t id = 0; id < count; ++id) {
    const auto& image = images.get(seed, id);
    list.push_back({{"bytes", image.png->size()}, {"sha256", image.sha256}});
  }
  return {.body = boost::json::serialize(boost::json::object{{"images", std::move(list)}})};
}

}  // namespace

const image_store::entry& image_store::get(std::uint64_t seed, std::uint32_t id) {
  auto& image = images_[{seed, id}];
  if (!image.png) {
    image.png = std::make_shared<const std::string>(make_image(seed, id));
    image.sha256 = to_hex(sha256(*image.png));
  }
  return image;
}

reply routes::answer(std::string_view target) try {
  const query asked(target);
  if (const auto id = number_between(asked.path(), "/api/", "")) return api_answer(*id, asked);
  if (const auto id = number_between(asked.path(), "/images/", ".png")) {
    if (*id >= most_images) return error_reply(404, fmt::format("images are numbered from 0 to {}", most_images - 1));
    return image_answer(*id, asked, images_);
  }
  if (asked.path() == "/images/manifest") return manifest_answer(asked, images_);
  if (asked.path() == "/health") return health();
  return error_reply(404, "known: /api/{id}, /images/{id}.png, /images/manifest, /health");
} catch (const bad_query& e) {
  return error_reply(400, e.what());
}

std::optional<manifest_request> routes::manifest(std::string_view target) try {
  const query asked(target);
  if (asked.path() != "/images/manifest") return {};
  return manifest_request{asked.count("seed", 0), static_cast<std::uint32_t>(asked.count("count", 0, most_images))};
} catch (const bad_query&) {
  return {};
}

reply routes::health() const {
  const boost::json::object state{{"status", "ok"},
                                  {"http_port", identity_.http_port},
                                  {"https_port", identity_.https_port},
                                  {"pid", ::getpid()},
                                  {"cpu_ns", process_cpu_time().count()},
                                  {"ca_pem", identity_.ca_pem}};
  return {.body = boost::json::serialize(state)};
}

}  // namespace concbench::net
