// Checks, and the digests by which answers are compared.
#include "scenarios/http/foreign_answer.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>

#include "net/http/url.hpp"
#include "scenarios/http/json_check.hpp"
#include "system/byte_order_mark.hpp"

namespace concbench {
namespace {

using namespace std::string_view_literals;

constexpr std::array check_names{"same"sv, "json"sv, "length"sv, "status"sv};  // in the order of answer_check

}  // namespace

parameter check_parameter() {
  return {
      .name = "check",
      .type = parameter_type::choice,
      .defaults = std::string("same"),
      .help =
          "with --url: what must be alike in all answers of a URL: all of it (JSON in api-calls, an image in image-download), that it is JSON, its length, or its status",
      .choices = {check_names.begin(), check_names.end()},
      .only_for = target_kind::foreign};
}

answer_check check_of(const scenario_setup& setup) {
  const auto name = setup.params.text("check");
  const auto found = std::ranges::find(check_names, name);
  const auto asked = static_cast<answer_check>(found - check_names.begin());
  if (asked != answer_check::same && setup.targets.empty())
    throw usage_error(fmt::format(
        "check={} goes with --url: what the own server answers is known, and always checked in full", name));
  const auto is_head = [](const net::request_parts& each) { return each.method == "HEAD"; };
  if (setup.any_request(is_head) && (asked == answer_check::same || asked == answer_check::json))
    throw usage_error(
        fmt::format("check={} reads bodies, and an answer to HEAD has none: -p check=status", name));
  return asked;
}

digest mild_answer(const net::http_response& response, answer_check asked) {
  require_success(response);
  if (asked == answer_check::length) return response.body.size();
  if (asked == answer_check::status) return response.status;
  require_json(response);
  return 0;
}

void require_success(const net::http_response& response) {
  if (response.ok()) return;
  constexpr unsigned upgrade_required = 426;
  constexpr unsigned version_not_supported = 505;
  auto text = response.status_text();
  if (response.is_expected) text += ", a status that --expect-status does not name";
  if (response.status == upgrade_required || response.status == version_not_supported)
    text += "; the server may insist on HTTP/2, which concbench does not speak";
  throw net::http_error(text);
}

void require_plain(const net::http_response& response) {
  if (!response.encoding.empty())
    throw net::http_error(fmt::format(
        "the answer has the Content-Encoding '{}', which is not undone; --compressed asks for gzip and deflate, "
        "and undoes them",
        net::shown(response.encoding)));
}

void require_json(const net::http_response& response) {
  require_plain(response);
  const auto text = without_byte_order_mark(response.body);
  if (text.empty())
    throw net::http_error(response.status_text() + " came without a body, and so without JSON");
  if (is_utf_16(text)) throw net::http_error("the answer is UTF-16, and JSON has to be UTF-8");
  const auto error = json_error(text);
  if (error == boost::json::error::too_deep)
    throw net::http_error(
        fmt::format("the answer's JSON nests more than {} levels; -p check=length reads none", deepest_json));
  if (error)
    throw net::http_error(
        fmt::format("the answer is not JSON ({}); -p check=length or status asks for less", error.message()));
}

}  // namespace concbench
