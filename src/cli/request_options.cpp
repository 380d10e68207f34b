// Texts to a request; what is wrong with one is said without showing it.
#include "cli/request_options.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <functional>
#include <iterator>
#include <set>
#include <stdexcept>

#include <fmt/format.h>

#include "core/input_file.hpp"
#include "net/content/sha256.hpp"
#include "net/http/open_field.hpp"
#include "system/counted.hpp"
#include "system/foreign_text.hpp"

namespace concbench::cli {
namespace {

constexpr auto password_variable = "CONCBENCH_PASSWORD";

/// The size up to which a body is taken apart. Each part costs a search in all that is said of an answer.
constexpr std::size_t most_taken_apart = std::size_t{64} << 10;

/// "Name: value", without the space around the value.
net::header_field read_header(std::string_view text) {
  const auto colon = text.find(':');
  if (colon == std::string_view::npos)
    throw usage_error(
        "--header has a value without a colon, which is not shown: write it as -H 'Name: value'");
  auto value = text.substr(colon + 1);
  constexpr std::string_view blank = " \t";
  const auto first = value.find_first_not_of(blank);
  value = first == value.npos ? "" : value.substr(first, value.find_last_not_of(blank) + 1 - first);
  return {std::string(text.substr(0, colon)), std::string(value)};
}

std::string percent_decoded(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned code = 0;
    const auto* const digits = text.data() + i + 1;
    if (text[i] == '%' && i + 2 < text.size() &&
        std::from_chars(digits, digits + 2, code, 16).ptr == digits + 2) {
      plain += static_cast<char>(code);
      i += 2;
    } else {
      plain += text[i];
    }
  }
  return plain;
}

/// The text itself, or the bytes of "@file", or of standard input for "@-".
std::string read_data(const std::string& text, std::string_view option) {
  constexpr byte_size most{16ULL << 20};  // it is part of each worker's spec
  if (!text.starts_with('@')) return text;
  if (text == "@")
    throw usage_error(
        fmt::format("{} cannot be '@': write @FILE for the bytes of a file, @- for standard input", option));
  return read_input_file(text == "@-" ? "/dev/stdin" : text.substr(1), "data", most);
}

bool has_field(const net::request_parts& request, std::string_view name) {
  return std::ranges::any_of(request.fields,
                             [&](const auto& each) { return net::is_same_field(each.name, name); });
}

/// The own server answers everybody the same.
void refuse_without_targets(const run_options& options, const std::vector<net::url>& targets) {
  if (!targets.empty()) return;
  const auto refuse = [](std::string_view option) {
    throw usage_error(fmt::format(
        "{} goes with --url or --urls: it says what is sent to servers that are not concbench's own",
        option));
  };
  if (!options.headers.empty()) refuse("--header");
  if (!options.method.empty()) refuse("--method");
  if (options.data) refuse("--data");
  if (options.json) refuse("--json");
  if (!options.user.empty()) refuse("--user");
  if (!options.bearer_variable.empty()) refuse("--bearer-env");
  if (options.insecure) refuse("--insecure");
}

/// Puts a body of --data or --json into the request, with the fields that belong to it.
void add_body(const std::string& text, std::string_view option, net::request_parts& request) {
  const auto add_unless_given = [&](std::string_view name, std::string_view value) {
    if (!has_field(request, name)) request.fields.push_back({std::string(name), std::string(value)});
  };
  request.body = read_data(text, option);
  request.method = "POST";
  const bool is_json = option == "--json";
  add_unless_given("Content-Type", is_json ? "application/json" : "application/x-www-form-urlencoded");
  if (is_json) add_unless_given("Accept", "application/json");
}

/// The field that --bearer-env asks for.
net::header_field bearer_field(const run_options& options) {
  const auto& name = options.bearer_variable;
  if (!options.bearer || options.bearer->empty())
    throw usage_error(fmt::format(
        "--bearer-env {0}: there is no token in the environment variable {0}: export it", in_quotes(name)));
  return {"Authorization", "Bearer " + *options.bearer};
}

/// Adds what must not be shown of a URL with a user.
void add_user(const net::origin& where, std::set<std::string>& to) {
  const auto& user_info = where.user_info;
  if (user_info.empty()) return;
  const auto password = user_info.substr(user_info.find(':') + 1);  // all of it where there is no ':'
  to.insert(
      {password, percent_decoded(password), where.authorization.substr(where.authorization.find(' ') + 1)});
}

/// Each part of a header field or a body, because a server may send back only one: a word, a text in quotation marks,
/// "sid=abcde", "abcde". A value may contain characters that end another, so it is divided in more than one way.
void add_parts(std::string_view text, std::set<std::string>& to) {
  constexpr std::size_t least = 5;  // of which runner/secrets hides any
  const auto add = [&](std::string_view part) {
    if (part.size() >= least) to.emplace(part);
  };
  for (const std::string_view ends : {" \t\r\n", "\"'", " \t\r\n;,&", " \t\r\n;,&=:\"'{}[]"}) {
    for (std::size_t start = 0; start < text.size();) {
      const auto end = std::min(text.find_first_of(ends, start), text.size());
      const auto part = text.substr(start, end - start);
      add(part);
      if (const auto sign = part.find_first_of("=:"); sign != part.npos) add(part.substr(sign + 1));
      start = end + 1;
    }
  }
}

/// The first of `names`, and how many more there are. A long name is cut, because the text after it must be read too.
template <class Names>
std::string cut_first_of(const Names& names) {
  constexpr std::size_t most_named = 3;
  constexpr std::size_t longest = 120;
  std::vector<std::string> cut;
  for (const auto& each : names) cut.push_back(short_line(each, longest));
  return first_of(cut, most_named);
}

/// Says that these header fields are sent to these origins. Empty when there is only one origin, and when there is no
/// field.
std::string sharing_text(const std::vector<std::string>& fields, const std::set<std::string>& origins) {
  if (origins.size() < 2 || fields.empty()) return "";
  return fmt::format("{} {} sent to each of {} origins: {}. ", cut_first_of(fields),
                     agreeing(fields.size(), "is", "are"), origins.size(), cut_first_of(origins));
}

/// Nobody would hide the first word of Authorization, such as "Basic".
bool is_scheme(std::string_view word) {
  constexpr std::array<std::string_view, 4> schemes{"Basic", "Bearer", "Digest", "Negotiate"};
  return std::ranges::any_of(schemes, [&](auto each) { return net::is_same_field(each, word); });
}

}  // namespace

net::request_parts read_request(const run_options& options, const std::vector<net::url>& targets) {
  refuse_without_targets(options, targets);
  net::request_parts request;
  for (const auto& each : options.headers) request.fields.push_back(read_header(each));
  if (!options.bearer_variable.empty()) request.fields.push_back(bearer_field(options));
  if (options.data && options.json)
    throw usage_error("--data and --json are both the body of the request: leave one of them out");
  if (options.data) add_body(*options.data, "--data", request);
  if (options.json) add_body(*options.json, "--json", request);
  if (!options.method.empty()) request.method = options.method;
  try {
    net::check_parts(request);
  } catch (const std::invalid_argument& e) {
    throw usage_error(e.what());
  }
  return request;
}

net::request_parts with_common_fields(net::request_parts listed, const net::request_parts& common) {
  if (common.method != "GET" || !common.body.empty())
    throw usage_error(
        "the list of --urls says itself which method and body each target has: leave -m, -d and --json out");
  for (const auto& each : common.fields)
    if (!has_field(listed, each.name)) listed.fields.push_back(each);
  return listed;
}

std::vector<net::url> with_credentials(std::vector<net::url> targets, const run_options& options) {
  if (options.user.empty()) return targets;
  if (options.user.find(':') != std::string::npos)
    throw usage_error(fmt::format(
        "--user takes a name alone: a password on a command line is kept by the shell and seen by ps; put it "
        "into the environment variable {}",
        password_variable));
  auto password = options.password;
  if (!password && options.ask_password) password = options.ask_password(options.user);
  if (!password)
    throw usage_error(fmt::format(
        "--user '{}' needs a password, and there is no terminal to ask for it: put it into the environment "
        "variable {}",
        net::shown(options.user), password_variable));
  for (auto& each : targets)
    if (each.where->user_info.empty()) each = net::with_user(each, options.user, *password);
  return targets;
}

void refuse_two_users(const net::request_parts& request, const run_options& options,
                      std::span<const net::url> targets) {
  if (!has_field(request, "Authorization")) return;
  const auto has_user = [](const net::url& each) { return !each.where->user_info.empty(); };
  if (!options.user.empty() || std::ranges::any_of(targets, has_user))
    throw usage_error(
        "the header field Authorization (-H, --bearer-env) and a user name (--user, or in a URL) both say who asks: "
        "leave one of them out");
}

std::optional<std::string> take_variable(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  if (value == nullptr) return {};
  std::string taken = value;
  ::unsetenv(name.c_str());
  return taken;
}

std::optional<std::string> take_password() {
  return take_variable(password_variable);
}

std::vector<std::string> secrets_in(const std::vector<net::request_parts>& requests,
                                    const std::vector<net::url>& targets, const net::routing& routes) {
  std::set<std::string> secrets;
  for (const auto& request : requests) {
    for (const auto& [name, value] : request.fields) {
      if (net::is_open_field(name) || net::is_same_field(name, "Host")) continue;
      secrets.insert(value);
      add_parts(value, secrets);
    }
    secrets.insert(request.body);
    if (request.body.size() <= most_taken_apart) add_parts(request.body, secrets);
  }
  for (const auto& each : targets) add_user(*each.where, secrets);
  for (const auto& proxy :
       {routes.http_proxy, routes.https_proxy})  // a redirect may be the first to lead to it
    if (!proxy.empty()) add_user(*net::parse_proxy(proxy).where, secrets);
  std::vector<std::string> all(secrets.begin(), secrets.end());
  std::erase_if(all, is_scheme);
  std::ranges::stable_sort(all, std::greater(), [](const std::string& each) { return each.size(); });
  return all;
}

std::string shared_secret_text(const run_options& options, const net::request_parts& request,
                               const std::vector<net::url>& targets) {
  std::vector<std::string> names;
  for (const auto& each : request.fields)
    if (!net::is_open_field(each.name) && !net::is_same_field(each.name, "Host")) names.push_back(each.name);
  std::set<std::string> origins;
  std::set<std::string> origins_of_user;
  for (const auto& each : targets) {
    origins.insert(each.where->name);
    if (each.where->user_info.empty()) origins_of_user.insert(each.where->name);
  }
  const std::string user = "Authorization (--user)";
  std::string said;
  if (options.user.empty()) {
    said = sharing_text(names, origins);
  } else if (origins_of_user == origins) {
    names.push_back(user);
    said = sharing_text(names, origins);
  } else {
    said = sharing_text(names, origins) + sharing_text({user}, origins_of_user);
  }
  return said.empty() ? ""
                      : said + "If one of these origins must not get it, start a run of its own for each";
}

request_summary summary_of(const std::vector<net::request_parts>& requests) {
  request_summary summary{.method = "", .requests = requests.size()};
  const auto add_once = [](std::vector<std::string>& names, const std::string& name) {
    if (std::ranges::find(names, name) == names.end()) names.push_back(name);
  };
  std::vector<std::string> methods;
  net::sha256_of_parts several;  // what a hash of several requests is made of
  for (const auto& request : requests) {
    add_once(methods, request.method);
    several.add(request.method + "\n");
    for (const auto& each : request.fields) {
      add_once(summary.headers, each.name);
      several.add(each.name + "\n");
    }
    summary.body_bytes += request.body.size();
    several.add(net::to_hex(net::sha256(request.body)) + "\n");
  }
  summary.method = fmt::format("{}", fmt::join(methods, ", "));
  if (summary.body_bytes > 0)
    summary.body_sha256 =
        net::to_hex(requests.size() == 1 ? net::sha256(requests.front().body) : several.value());
  return summary;
}

}  // namespace concbench::cli
