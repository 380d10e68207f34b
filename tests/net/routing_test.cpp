// Which route an origin has.
#include "net/http/routing.hpp"

#include <stdexcept>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace concbench::net {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using kind = origin_route::kind;

/// What connections to a URL lead to: "tunnel http://p:1".
std::string route_of(const routing& rules, const std::string& url) {
  const auto routed = rules.routed(parse_url(url));
  const auto& route = routed.where->route;
  if (!route) return "direct";
  switch (route->way) {
    case kind::unix_socket:
      return "unix " + route->path;
    case kind::other_host:
      return "other " + route->next->host + " " + route->next->port;
    case kind::proxy:
      return "proxy " + route->next->name;
    case kind::tunnel:
      return "tunnel " + route->next->name;
  }
  return "?";
}

template <class Read>
std::string refusal_of_text(Read read) {
  try {
    read();
  } catch (const std::invalid_argument& e) {
    return e.what();
  }
  return "accepted";
}

const routing proxies{.http_proxy = "http://me:S3cr3t@p:1", .https_proxy = "q:2"};

TEST(routing, leads_directly_where_nothing_is_said) {
  EXPECT_TRUE(routing{}.empty());
  EXPECT_EQ(route_of({}, "http://a/"), "direct");
}

TEST(routing, leads_to_the_proxy_of_the_scheme) {
  EXPECT_EQ(route_of(proxies, "http://a/"), "proxy http://p:1");
  EXPECT_EQ(route_of(proxies, "https://a/"), "tunnel http://q:2");
  EXPECT_EQ(route_of({.https_proxy = "http://q:2"}, "http://a/"), "direct");
}

TEST(routing, uses_no_proxy_for_this_machine) {
  for (const auto* host :
       {"localhost", "LocalHost.", "a.localhost", "127.0.0.1", "127.9.9.9", "[::1]", "[::ffff:127.0.0.1]"}) {
    EXPECT_EQ(route_of(proxies, std::string("http://") + host + ":81/"), "direct") << host;
    EXPECT_TRUE(is_loopback(*parse_url(std::string("https://") + host).where)) << host;
  }
  for (const auto* host : {"notlocalhost", "localhost.a", "128.0.0.1", "[::2]"})
    EXPECT_EQ(route_of(proxies, std::string("http://") + host + "/"), "proxy http://p:1") << host;
}

TEST(routing, uses_no_proxy_for_hosts_that_are_named) {
  const auto direct = [](const std::string& element, const std::string& host) {
    auto rules = proxies;
    rules.no_proxy = {"other.example", element};
    return route_of(rules, "http://" + host + "/") == "direct";
  };
  EXPECT_TRUE(direct("a.example", "a.example"));
  EXPECT_TRUE(direct("a.example", "B.A.EXAMPLE"));
  EXPECT_TRUE(direct(".a.example", "a.example"));
  EXPECT_TRUE(direct("a.example.", "b.a.example"));
  EXPECT_TRUE(direct("*", "b"));
  EXPECT_TRUE(direct("192.0.2.7", "192.0.2.7"));
  EXPECT_TRUE(direct("192.0.2.0/24", "192.0.2.7"));
  EXPECT_TRUE(direct("2001:db8::/32", "[2001:db8::9]"));
  EXPECT_TRUE(direct("[2001:db8::9]", "[2001:db8:0::9]"));
  EXPECT_FALSE(direct("a.example", "ba.example"));
  EXPECT_FALSE(direct("a.example", "example"));
  EXPECT_FALSE(direct("", "a"));
  EXPECT_FALSE(direct(".", "a"));
  EXPECT_FALSE(direct("192.0.2.0/24", "192.0.3.7"));
  EXPECT_FALSE(direct("192.0.2.0/99", "192.0.2.7"));
  EXPECT_FALSE(direct("2.7", "192.0.2.7"));
}

TEST(routing, leads_to_another_host_by_the_first_rule_that_fits) {
  const routing rules{.others = {{"a", "80", "b", "81"}, {"", "82", "", "83"}, {"a", "", "::1", ""}}};
  EXPECT_EQ(route_of(rules, "http://A/"), "other b 81");
  EXPECT_EQ(route_of(rules, "http://x:82/"), "other x 83");
  EXPECT_EQ(route_of(rules, "https://a/"), "other ::1 443");
  EXPECT_EQ(route_of(rules, "http://b/"), "direct");
}

TEST(routing, prefers_the_socket_then_another_host_then_the_proxy) {
  auto rules = proxies;
  rules.others = {{"a", "", "b", ""}};
  EXPECT_EQ(route_of(rules, "http://a/"), "other b 80");
  EXPECT_EQ(route_of(rules, "http://c/"), "proxy http://p:1");
  rules.unix_socket = "/s";
  EXPECT_EQ(route_of(rules, "http://a/"), "unix /s");
}

TEST(routing, is_kept_when_a_url_is_spelled_anew) {
  const auto routed = proxies.routed(parse_url("http://A/%7e"));
  EXPECT_EQ(normalised(routed).where->route, routed.where->route);
}

TEST(hop_text, names_what_is_connected_to_without_the_user_of_a_proxy) {
  EXPECT_EQ(hop_text(*parse_url("http://a:81/").where), "http://a:81");
  EXPECT_EQ(hop_text(*proxies.routed(parse_url("http://a/")).where), "the proxy http://p:1 (for http://a)");
  const routing socket{.unix_socket = "/s"};
  EXPECT_EQ(hop_text(*socket.routed(parse_url("http://a/")).where), "the Unix socket '/s' (for http://a)");
  const routing other{.others = {{"", "", "::1", "81"}}};
  EXPECT_EQ(hop_text(*other.routed(parse_url("http://a/")).where), "[::1]:81 (for http://a)");
}

TEST(parse_connect_to, reads_four_parts_of_which_each_may_be_empty) {
  EXPECT_EQ(parse_connect_to("a:1:b:2"), (connect_to{"a", "1", "b", "2"}));
  EXPECT_EQ(parse_connect_to(":::"), (connect_to{"", "", "", ""}));
  EXPECT_EQ(parse_connect_to("[::1]:1:[::2]:"), (connect_to{"::1", "1", "::2", ""}));
}

TEST(parse_connect_to, refuses_what_has_not_four_parts) {
  const auto refused = [](std::string_view text) { return refusal_of_text([&] { parse_connect_to(text); }); };
  EXPECT_THAT(refused("a:1:b"), HasSubstr("'a:1:b' is not HOST1:PORT1:HOST2:PORT2: it has too few parts"));
  EXPECT_THAT(refused(""), HasSubstr("too few parts"));
  EXPECT_THAT(refused("a:x:b:2"), HasSubstr("'x' is no port from 1 to 65535"));
  EXPECT_THAT(refused("a:1:b:2:3"), HasSubstr("'2:3' is no port"));
  EXPECT_THAT(refused("a:1:b:65536"), HasSubstr("no port"));
  EXPECT_THAT(refused("[::1:1:b:2"), HasSubstr("no ']'"));
  EXPECT_THAT(refused("[x]:1:b:2"), HasSubstr("no IPv6 address"));
}

TEST(parse_proxy, takes_http_with_a_port_and_shows_no_password) {
  EXPECT_EQ(parse_proxy("http://p:80/").where->name, "http://p");
  EXPECT_EQ(parse_proxy("me:S3cr3t@[::1]:3128").where->name, "http://[::1]:3128");
  const auto refused = [](std::string_view text) {
    const auto why = refusal_of_text([&] { parse_proxy(text); });
    EXPECT_THAT(why, Not(HasSubstr("S3cr3t")));
    return why;
  };
  EXPECT_THAT(refused("http://me:S3cr3t@p"), HasSubstr("the proxy http://p has no port"));
  EXPECT_THAT(refused("[::1]"), HasSubstr("has no port"));
  EXPECT_THAT(refused("https://me:S3cr3t@p:1"), HasSubstr("neither https nor SOCKS"));
  EXPECT_THAT(refused("socks5://p:1"), HasSubstr("neither https nor SOCKS"));
}

}  // namespace
}  // namespace concbench::net
