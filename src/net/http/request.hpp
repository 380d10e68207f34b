// What is asked of a server, and what becomes of that on the way through redirects.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "net/http/url.hpp"

namespace concbench::net {

struct http_response;
class request_content;

struct header_field {
  std::string name;
  std::string value;

  bool operator==(const header_field&) const = default;
};

/// What a user asks to be sent besides a target.
struct request_parts {
  std::string method = "GET";
  std::vector<header_field> fields = {};  ///< instead of, or beside, those that every request has
  std::string body = {};                  ///< any bytes

  bool operator==(const request_parts&) const = default;

  /// A GET, and nothing of a user's.
  static const std::shared_ptr<const request_parts>& plain();
};

/// Throws std::invalid_argument that says which part cannot be sent, and shows no value of a field: a method
/// that is not of capital letters or is CONNECT; names and values that are not HTTP (RFC 9110, 5.1 and 5.5);
/// fields that decide how a connection is used and where a body ends.
void check_parts(const request_parts& parts);

/// Whether doing it twice is the same as doing it once (RFC 9110, 9.2.2): such a request may be sent again.
bool is_repeatable(std::string_view method) noexcept;

bool is_same_field(std::string_view name, std::string_view other) noexcept;

/// One request: where it goes, and where that was before redirects.
class request {
 public:
  request(
      url where)  // NOLINT(google-explicit-constructor): a URL is a request, as long as nothing redirects it
      : where_(std::move(where)) {}

  const url& where() const noexcept { return where_; }

  /// Whether it goes to the origin that the user named: what may be secret is for no other.
  bool is_at_home() const noexcept { return !home_ || where_.where == home_; }

  /// Whether a redirect has made a GET without a body of it.
  bool became_get() const noexcept { return became_get_; }

  /// Goes on to where `response` redirects to, as the Fetch standard has it: 301 and 302 make a GET of a POST,
  /// 303 of all but HEAD. Throws http_error for a Location that cannot be followed, and where the body would go
  /// to another origin: what may be secret is for no other.
  void follow(const http_response& response, const request_content& content);

 private:
  url where_;
  std::shared_ptr<const origin> home_;  ///< null: no redirect has led anywhere yet
  bool became_get_ = false;
};

/// Method, header fields and body of all requests of a client, ready to be sent.
class request_content {
 public:
  /// `parts`: not null, and as check_parts wants them.
  explicit request_content(std::shared_ptr<const request_parts> parts);

  /// Of plain parts.
  static const std::shared_ptr<const request_content>& plain();

  std::string_view method_of(const request& request) const noexcept;
  std::string_view body_of(const request& request) const noexcept;

  /// Appends the head of a request, up to and with its blank line. `connection_fields`: lines of it.
  void append_head(std::string& out, const request& request, std::string_view connection_fields) const;

 private:
  std::string fields_for(bool is_at_home, bool has_content) const;

  std::shared_ptr<const request_parts> parts_;
  std::string host_;  ///< the user's, for his own origin; empty: the URL's
  /// The end of a line and further lines of the header, by is_at_home and by whether the body goes with it.
  std::array<std::array<std::string, 2>, 2> fields_;
};

}  // namespace concbench::net
