// Header fields are written once for each content, so that a request without fields of the user costs no more than
// before.
#include "net/http/request.hpp"

#include <algorithm>
#include <cctype>
#include <stdexcept>

#include <fmt/format.h>
#include <boost/beast/core/string.hpp>

#include "net/http/http_exchange.hpp"
#include "net/http/open_field.hpp"

namespace concbench::net {
namespace {

[[noreturn]] void refuse(const std::string& why) {
  throw std::invalid_argument(why);
}

template <std::size_t Size>
bool is_one_of(std::string_view name, const std::array<std::string_view, Size>& names) {
  return std::ranges::any_of(names, [&](std::string_view each) { return is_same_field(name, each); });
}

/// RFC 9110, 5.6.2.
bool is_token(std::string_view text) {
  const auto fits = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
           std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
  };
  return !text.empty() && std::ranges::all_of(text, fits);
}

bool is_control(char c) {
  return (static_cast<unsigned char>(c) < ' ' && c != '\t') || c == '\x7f';
}

/// Fields that the HTTP client itself decides. A user's value would contradict it.
constexpr std::array<std::string_view, 10> own_fields{
    "Content-Length", "Transfer-Encoding", "Connection",     "Keep-Alive", "Proxy-Connection", "TE",
    "Trailer",        "Upgrade",           "HTTP2-Settings", "Expect"};

/// Fields that make no sense twice.
constexpr std::array<std::string_view, 3> single_fields{"Host", "Authorization", "Content-Type"};

void check_method(const std::string& method) {
  const auto fits = [](char c) { return (c >= 'A' && c <= 'Z') || c == '-'; };
  constexpr std::size_t longest = 32;
  if (method.empty() || method.size() > longest || !std::ranges::all_of(method, fits))
    refuse(fmt::format("the method cannot be '{}': allowed are capital letters, such as GET, POST, PUT, HEAD",
                       shown(method)));
  if (method == "CONNECT") refuse("the method cannot be CONNECT, which is for proxies");
}

void check_field(const header_field& field) {
  if (!is_token(field.name))  // not shown: it may be a value, of which a colon has made a name
    refuse(
        "the name of a header field has a character that no name has: allowed are letters, digits and '-', "
        "before a colon");
  if (is_client_field(field.name))
    refuse(fmt::format(
        "the header field {} cannot be given: it decides how the connection is used or where a body ends, "
        "which is the client's to say (-p keepalive=off ends connections)",
        field.name));
  if (field.value.empty()) refuse(fmt::format("the header field {} has no value", field.name));
  if (std::ranges::any_of(field.value, is_control))
    refuse(fmt::format("the value of the header field {} has a control character, such as a line end",
                       field.name));
  const auto is_odd_in_host = [](char c) { return c <= ' ' || static_cast<unsigned char>(c) >= 0x7f; };
  if (is_same_field(field.name, "Host") && std::ranges::any_of(field.value, is_odd_in_host))
    refuse("the header field Host has a character that no host has");
}

bool takes_content(std::string_view method) {
  return method == "POST" || method == "PUT" || method == "PATCH";
}

}  // namespace

const std::shared_ptr<const request_parts>& request_parts::plain() {
  static const auto parts = std::make_shared<const request_parts>();
  return parts;
}

const std::shared_ptr<const request_rules>& request_rules::plain() {
  static const auto rules = std::make_shared<const request_rules>();
  return rules;
}

bool is_same_field(std::string_view name, std::string_view other) noexcept {
  return boost::beast::iequals({name.data(), name.size()}, {other.data(), other.size()});
}

bool is_client_field(std::string_view name) noexcept {
  return is_one_of(name, own_fields);
}

bool is_repeatable(std::string_view method) noexcept {
  constexpr std::array<std::string_view, 6> repeatable{"GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE"};
  return std::ranges::find(repeatable, method) != repeatable.end();
}

void check_parts(const request_parts& parts) {
  check_method(parts.method);
  if (!parts.body.empty() && (parts.method == "HEAD" || parts.method == "TRACE"))
    refuse(
        fmt::format("a {} request has no body: leave the body out, or choose another method", parts.method));
  for (const auto& field : parts.fields) {
    check_field(field);
    const auto same = [&](const header_field& other) { return is_same_field(other.name, field.name); };
    if (is_one_of(field.name, single_fields) && std::ranges::count_if(parts.fields, same) > 1)
      refuse(fmt::format("the header field {} is there twice", field.name));
  }
}

void request::follow(const http_response& response, const request_content& content) {
  if (!home_) home_ = where_.where;
  try {
    where_ = resolve(where_, response.location);
  } catch (const std::invalid_argument& e) {
    throw http_error(std::string("the redirect cannot be followed: ") + e.what());
  }
  const bool has_come_home = where_.where->name == home_->name && where_.where->user_info.empty();
  if (has_come_home) where_.where = home_;
  if (!is_at_home()) where_ = content.rules().routes.routed(std::move(where_));
  const auto method = content.method_of(*this);
  if ((response.status == 303 && method != "HEAD") || (response.status <= 302 && method == "POST"))
    became_get_ = true;
  if (!is_at_home() && !content.body_of(*this).empty())
    throw http_error(
        "the redirect would send the body to another origin, for which it may not be meant: give the URL that it "
        "leads to, if that may have it");
}

request_content::request_content(std::shared_ptr<const request_parts> parts,
                                 std::shared_ptr<const request_rules> rules)
    : parts_(std::move(parts)), rules_(std::move(rules)) {
  for (const bool is_at_home : {false, true})
    for (const bool has_content : {false, true})
      fields_[is_at_home][has_content] = fields_for(is_at_home, has_content);
  for (const auto& field : parts_->fields)
    if (is_same_field(field.name, "Host")) host_ = field.value;
}

const std::shared_ptr<const request_content>& request_content::plain() {
  static const auto content = std::make_shared<const request_content>(request_parts::plain());
  return content;
}

std::string request_content::fields_for(bool is_at_home, bool has_content) const {
  std::string lines = "\r\n";
  const auto add = [&](std::string_view name, std::string_view value) {
    lines.append(name).append(": ").append(value).append("\r\n");
  };
  const auto is_given = [&](std::string_view name) {
    return std::ranges::any_of(parts_->fields,
                               [&](const auto& each) { return is_same_field(each.name, name); });
  };
  if (!is_given("User-Agent")) add("User-Agent", "concbench");
  if (!is_given("Accept")) add("Accept", "*/*");
  if (rules_->decodes && !is_given("Accept-Encoding")) add("Accept-Encoding", "gzip, deflate");
  for (const auto& [name, value] : parts_->fields) {
    if (is_same_field(name, "Host")) continue;
    if (!is_at_home && !is_open_field(name)) continue;
    if (!has_content && boost::beast::iequals(name.substr(0, 8), "Content-")) continue;
    add(name, value);
  }
  if (has_content && (takes_content(parts_->method) || !parts_->body.empty()))
    add("Content-Length", fmt::format("{}", parts_->body.size()));
  return lines;
}

std::string_view request_content::method_of(const request& request) const noexcept {
  return request.became_get() ? std::string_view("GET") : parts_->method;
}

std::string_view request_content::body_of(const request& request) const noexcept {
  return request.became_get() ? std::string_view() : parts_->body;
}

void append_proxy_authorization(std::string& out, const origin& where) {
  const auto& authorization = first_hop(where).authorization;
  if (!authorization.empty()) out.append("\r\nProxy-Authorization: ").append(authorization);
}

void request_content::append_head(std::string& out, const request& request,
                                  std::string_view connection_fields) const {
  const auto& [where, target] = request.where();
  const bool is_at_home = request.is_at_home();
  const bool forwarded = is_routed_by(*where, origin_route::kind::proxy);
  out.append(method_of(request)).append(" ");
  if (forwarded) out.append(where->name);  // RFC 9112, 3.2.2: the whole URL
  out.append(target).append(" HTTP/1.1\r\nHost: ");
  out.append(is_at_home && !host_.empty() ? host_ : where->host_header);
  if (forwarded) append_proxy_authorization(out, *where);
  if (!where->authorization.empty()) out.append("\r\nAuthorization: ").append(where->authorization);
  out.append(fields_[is_at_home][!request.became_get()]).append(connection_fields).append("\r\n");
}

}  // namespace concbench::net
