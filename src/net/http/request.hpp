// Requests, and how redirects change them.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "net/http/routing.hpp"
#include "net/http/status_set.hpp"
#include "net/http/url.hpp"

namespace concbench::net {

struct http_response;
class request_content;

struct header_field {
  std::string name;
  std::string value;

  bool operator==(const header_field&) const = default;
};

/// The parts of a request that the user chooses, besides the target.
struct request_parts {
  std::string method = "GET";
  /// Fields that every request has are replaced by these when the names are the same.
  std::vector<header_field> fields = {};
  std::string body = {};  ///< any bytes

  bool operator==(const request_parts&) const = default;

  /// A GET without anything from the user.
  static const std::shared_ptr<const request_parts>& plain();
};

/// What the user says about all requests and their answers.
struct request_rules {
  status_set expected = {};  ///< statuses that are right answers
  bool decodes = false;      ///< asks for gzip and deflate, and undoes them
  routing routes = {};       ///< how origins are reached

  bool operator==(const request_rules&) const = default;

  /// Nothing from the user.
  static const std::shared_ptr<const request_rules>& plain();
};

/// Throws std::invalid_argument, which says which part cannot be sent, and shows no value of a field. Refused are: a
/// method that is not in capital letters, or is CONNECT; names and values that are not HTTP (RFC 9110, 5.1 and 5.5);
/// fields that decide how a connection is used, or where a body ends.
void check_parts(const request_parts& parts);

/// Whether doing it twice is the same as doing it once (RFC 9110, 9.2.2). Such a request may be sent again.
bool is_repeatable(std::string_view method) noexcept;

/// Whether the client decides this field itself: it says how the connection is used, or where a body ends.
bool is_client_field(std::string_view name) noexcept;

bool is_same_field(std::string_view name, std::string_view other) noexcept;

/// Appends the end of a line and the field by which a user logs in to the proxy of `where`, if there is a user.
void append_proxy_authorization(std::string& out, const origin& where);

/// One request: what is sent, where, and where it was sent before redirects.
class request {
 public:
  /// `content` is null for a request with the content of its client. Otherwise it must outlive the request.
  request(  // NOLINT(google-explicit-constructor): a URL is a request, as long as nothing redirects it
      url where, const request_content* content = nullptr)
      : where_(std::move(where)), content_(content) {}

  const url& where() const noexcept { return where_; }
  const request_content* content() const noexcept { return content_; }

  /// Whether it is sent to the origin that the user named. Secrets must not be sent to any other.
  bool is_at_home() const noexcept { return !home_ || where_.where == home_; }

  /// Whether a redirect has changed it into a GET without a body.
  bool became_get() const noexcept { return became_get_; }

  /// Follows the redirect of `response` as the Fetch standard does: 301 and 302 change a POST into a GET, and 303
  /// changes everything but HEAD. Throws http_error for a Location that cannot be followed. Also throws when the body
  /// would be sent to another origin, because it may be secret.
  void follow(const http_response& response, const request_content& content);

 private:
  url where_;
  const request_content* content_;
  std::shared_ptr<const origin> home_;  ///< null: there was no redirect yet
  bool became_get_ = false;
};

/// Method, header fields and body of requests, prepared for sending, and the rules for their answers.
class request_content {
 public:
  /// Neither is null, and check_parts accepts `parts`.
  explicit request_content(std::shared_ptr<const request_parts> parts,
                           std::shared_ptr<const request_rules> rules = request_rules::plain());

  /// The content of plain parts.
  static const std::shared_ptr<const request_content>& plain();

  const request_rules& rules() const noexcept { return *rules_; }

  std::string_view method_of(const request& request) const noexcept;
  std::string_view body_of(const request& request) const noexcept;

  /// Appends the head of a request, including its blank line. `connection_fields` are lines of it.
  void append_head(std::string& out, const request& request, std::string_view connection_fields) const;

 private:
  std::string fields_for(bool is_at_home, bool has_content) const;

  std::shared_ptr<const request_parts> parts_;
  std::shared_ptr<const request_rules> rules_;
  std::string host_;  ///< given by the user, for the user's own origin; empty: that of the URL
  /// The end of a line and further header lines: by is_at_home, and by whether the body is sent with it.
  std::array<std::array<std::string, 2>, 2> fields_;
};

}  // namespace concbench::net
