// Reading URLs, and following references from one to another.
#include "net/http/url.hpp"

#include <stdexcept>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace concbench::net {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(parse_url, takes_a_url_apart) {
  const auto url = parse_url("http://example.org:8080/a/b?c=d&e");
  EXPECT_FALSE(url.where->tls);
  EXPECT_EQ(url.where->host, "example.org");
  EXPECT_EQ(url.where->port, "8080");
  EXPECT_EQ(url.where->host_header, "example.org:8080");
  EXPECT_EQ(url.where->name, "http://example.org:8080");
  EXPECT_EQ(url.target, "/a/b?c=d&e");
  EXPECT_EQ(url.text(), "http://example.org:8080/a/b?c=d&e");
}

TEST(parse_url, knows_the_ports_of_the_schemes_and_leaves_them_out_of_the_host_header) {
  EXPECT_EQ(parse_url("http://h/").where->port, "80");
  EXPECT_EQ(parse_url("https://h/").where->port, "443");
  EXPECT_TRUE(parse_url("https://h/").where->tls);
  EXPECT_EQ(parse_url("https://h:443/").where->host_header, "h");
  EXPECT_EQ(parse_url("https://h:80/").where->host_header, "h:80");
}

TEST(parse_url, gives_a_url_without_a_path_the_root) {
  EXPECT_EQ(parse_url("http://h").target, "/");
  EXPECT_EQ(parse_url("http://h?q=1").target, "/?q=1");
}

TEST(parse_url, keeps_percent_encoding_as_it_is) {
  EXPECT_EQ(parse_url("http://h/%2e%2E/a%20b?x=%26").target, "/%2e%2E/a%20b?x=%26");
}

TEST(parse_url, drops_a_fragment) {
  EXPECT_EQ(parse_url("http://h/a?b#c").target, "/a?b");
}

TEST(parse_url, takes_ipv6_addresses_with_brackets_where_they_belong) {
  const auto url = parse_url("https://[::1]:8443/x");
  EXPECT_EQ(url.where->host, "::1");
  EXPECT_EQ(url.where->host_header, "[::1]:8443");
  EXPECT_EQ(url.where->name, "https://[::1]:8443");
}

TEST(parse_url, takes_the_zone_of_an_ipv6_address_as_rfc_6874_and_as_curl_write_it) {
  for (const auto* text : {"http://[fe80::1%25eth0]:81/x", "http://[fe80::1%eth0]:81/x"}) {
    const auto url = parse_url(text);
    EXPECT_EQ(url.where->host, "fe80::1%eth0") << text;
    EXPECT_EQ(url.where->host_header, "[fe80::1]:81") << text;
    EXPECT_EQ(url.text(), "http://[fe80::1%25eth0]:81/x") << text;
  }
  const auto page = parse_url("http://[fe80::1%25eth0]/a/b");
  EXPECT_EQ(resolve(page, "c").text(), "http://[fe80::1%25eth0]/a/c");
  EXPECT_EQ(resolve(page, "http://[fe80::2]/c").text(), "http://[fe80::2]/c");
  EXPECT_EQ(normalised(page).text(), "http://[fe80::1%25eth0]/a/b");
}

TEST(parse_url, takes_an_empty_port_as_the_scheme_s_own) {
  EXPECT_EQ(parse_url("http://h:/x").text(), "http://h/x");
  EXPECT_EQ(parse_url("https://h:").where->port, "443");
  EXPECT_EQ(parse_url("http://h:0081/").text(), "http://h:81/");
}

TEST(parse_url, repairs_what_browsers_repair) {
  EXPECT_EQ(parse_url("  http://h/a \n").text(), "http://h/a");
  EXPECT_EQ(parse_url("http://h/a\r\n\tb").text(), "http://h/ab");
  EXPECT_EQ(parse_url("http:\\\\h\\a\\b?c\\d").text(), "http://h/a/b?c%5Cd");
  EXPECT_EQ(parse_url("http://h/a b?c d").text(), "http://h/a%20b?c%20d");
  EXPECT_EQ(parse_url("http://h/[]|{}\"^`<>").text(), "http://h/%5B%5D%7C%7B%7D%22%5E%60%3C%3E");
  EXPECT_EQ(parse_url("http://h/?q[]=1|2").text(), "http://h/?q%5B%5D=1%7C2");
  EXPECT_EQ(parse_url("http://h/%zz%4").text(), "http://h/%25zz%254");
  EXPECT_EQ(parse_url("http://h/\u00FC?\u00FC").text(), "http://h/%C3%BC?%C3%BC");
}

TEST(parse_url, takes_any_number_of_slashes_before_a_host) {
  for (const auto* text : {"http:h/x", "http:/h/x", "http:///h/x", "HTTP:\\\\\\h/x"})
    EXPECT_EQ(parse_url(text).text(), "http://h/x") << text;
}

TEST(parse_url, reads_back_its_own_text) {
  for (const auto* text : {"http://h/", "https://[::1]:1/a?b=c", "http://127.0.0.1:9/%20"})
    EXPECT_EQ(parse_url(parse_url(text).text()).text(), text);
}

std::string url_refusal(std::string_view text) {
  try {
    parse_url(text);
  } catch (const std::invalid_argument& e) {
    return e.what();
  }
  return "accepted";
}

TEST(parse_url, names_what_it_cannot_read_and_shows_how_to_write_it) {
  EXPECT_THAT(url_refusal("nonsense"), AllOf(HasSubstr("'nonsense'"), HasSubstr("http://host/path")));
  EXPECT_THAT(url_refusal("ftp://h/"), HasSubstr("scheme"));
  EXPECT_THAT(url_refusal("file:///etc/passwd"), HasSubstr("scheme"));
  for (const auto* text : {"http:", "http:///", "http://?x"})
    EXPECT_THAT(url_refusal(text), HasSubstr("host")) << text;
  EXPECT_THAT(url_refusal("http://h:0/"), HasSubstr("port"));
  EXPECT_THAT(url_refusal("http://h:65536/"), HasSubstr("port"));
  EXPECT_THAT(url_refusal("http://h:99999999999/"), HasSubstr("port"));
}

TEST(parse_url, refuses_what_is_malformed) {
  for (const auto* text :
       {"", "h", "//h/", "/x", "http://a b/", "http://[::1/", "http://h:x/", "http://a|b/"})
    EXPECT_NE(url_refusal(text), "accepted") << text;
}

TEST(parse_url, says_which_part_it_cannot_read) {
  EXPECT_THAT(url_refusal("http://a b/"), HasSubstr("'a b' is not a host"));
  EXPECT_THAT(url_refusal("http://h:x/"), HasSubstr("'h:x' is not a host, or a host and a port"));
  EXPECT_THAT(url_refusal("http://u:pa/ss@h/"), HasSubstr("its user name or password"));
  EXPECT_THAT(url_refusal("http://a b/?u=http://me@x/"), HasSubstr("'a b' is not a host"));
  EXPECT_THAT(url_refusal("http:me:S3cr3t@h:x/"),
              AllOf(HasSubstr("'h:x' is not a host"), Not(HasSubstr("S3cr3t"))));
  EXPECT_THAT(url_refusal("http://[::1/?x=//me@h"), HasSubstr("'[::1' is not a host"));
  EXPECT_THAT(url_refusal("h"), HasSubstr("does not begin with http:// or https://"));
}

TEST(parse_url, says_how_to_write_a_host_that_is_not_ascii) {
  EXPECT_THAT(url_refusal("http://b\u00FCcher.example/"), HasSubstr("xn--"));
}

TEST(parse_url, shows_no_password) {
  const auto text = url_refusal("ftp://user:S3cr3t@h/path");
  EXPECT_THAT(text, AllOf(HasSubstr("'ftp://***@h/path'"), ::testing::Not(HasSubstr("S3cr3t"))));
}

TEST(parse_url, takes_a_user_name_and_a_password_and_shows_neither) {
  const auto read = parse_url("http://user:S3cr3t@h:81/path");
  EXPECT_EQ(read.text(), "http://h:81/path");
  EXPECT_EQ(read.masked_text(), "http://***@h:81/path");
  EXPECT_EQ(read.full_text(), "http://user:S3cr3t@h:81/path");
  EXPECT_EQ(read.where->name, "http://h:81");
  EXPECT_EQ(read.where->authorization, "Basic dXNlcjpTM2NyM3Q=");
  EXPECT_EQ(parse_url("http://h/").where->authorization, "");
  EXPECT_EQ(parse_url("http://h/").masked_text(), "http://h/");
}

TEST(parse_url, reads_any_bytes_of_a_password) {
  const auto spelled = parse_url("http://us%20er:a%2F%3A@@[::1]/");
  EXPECT_EQ(spelled.where->authorization, "Basic dXMgZXI6YS86QA==");  // "us er:a/:@"
  EXPECT_EQ(spelled.full_text(), "http://us%20er:a%2F%3A%40@[::1]/");
  EXPECT_EQ(parse_url("http://u|@h/").where->authorization, "Basic dXw6");  // "u|:"
  const auto given = with_user(parse_url("http://[::1]/"), "us er", "a/:@");
  EXPECT_EQ(given.where->authorization, spelled.where->authorization);
  EXPECT_EQ(parse_url(given.full_text()).where->authorization, spelled.where->authorization);
}

TEST(resolve, keeps_a_user_to_his_origin) {
  const auto page = parse_url("http://u:p@h/a");
  EXPECT_EQ(resolve(page, "/b").where, page.where);
  EXPECT_EQ(resolve(page, "http://h/b").where, page.where);
  EXPECT_EQ(resolve(page, "http://h:81/b").where->authorization, "");
  EXPECT_EQ(resolve(page, "https://h/b").where->authorization, "");
  EXPECT_EQ(resolve(page, "http://v:q@h/b").full_text(), "http://v:q@h/b");
  EXPECT_EQ(normalised(page).full_text(), "http://u:p@h/a");
}

TEST(parse_url, shows_no_part_of_a_password_that_ends_a_host) {
  for (const auto* text : {"http://user:S3/cr3t@h/", "http://user:S3?cr3t@h/"}) {
    EXPECT_THAT(url_refusal(text), AllOf(HasSubstr("'http://***@h/'"), HasSubstr("user name"))) << text;
    EXPECT_THAT(url_refusal(text), ::testing::Not(HasSubstr("S3"))) << text;
  }
}

TEST(shown, has_codes_for_what_is_not_plain_and_is_cut_off) {
  EXPECT_EQ(shown("\xEF\xBB\xBFhttp://h/\n"), "\\xEF\\xBB\\xBFhttp://h/\\x0A");
  EXPECT_EQ(shown(std::string(1000, 'x')), std::string(200, 'x') + "\u2026");
  EXPECT_EQ(shown("ftp://u:p@h/a@b"), "ftp://***@h/a@b");
  EXPECT_EQ(shown("//u@h"), "//***@h");
  EXPECT_EQ(shown("http://"), "http://");
}

TEST(parse_url, takes_the_largest_port) {
  EXPECT_EQ(parse_url("http://h:65535/").where->port, "65535");
}

TEST(resolve, follows_references_of_every_form) {
  const auto page = parse_url("http://h:81/a/b?q");
  EXPECT_EQ(resolve(page, "c").text(), "http://h:81/a/c");
  EXPECT_EQ(resolve(page, "/c?d").text(), "http://h:81/c?d");
  EXPECT_EQ(resolve(page, "../c").text(), "http://h:81/c");
  EXPECT_EQ(resolve(page, "?r").text(), "http://h:81/a/b?r");
  EXPECT_EQ(resolve(page, "//other/c").text(), "http://other/c");
  EXPECT_EQ(resolve(page, "https://other:444/c").text(), "https://other:444/c");
  EXPECT_EQ(resolve(page, "c#part").text(), "http://h:81/a/c");
}

TEST(resolve, takes_slashes_and_schemes_as_browsers_do) {
  const auto page = parse_url("http://h:81/a/b");
  EXPECT_EQ(resolve(page, "///other/c").text(), "http://other/c");
  EXPECT_EQ(resolve(page, "http:c").text(), "http://h:81/a/c");
  EXPECT_EQ(resolve(page, "http:/c").text(), "http://h:81/c");
  EXPECT_EQ(resolve(page, "http:///other/c").text(), "http://other/c");
  EXPECT_EQ(resolve(page, "https:other/c").text(), "https://other/c");
}

TEST(resolve, goes_no_higher_than_the_root) {  // RFC 3986, section 5.4.2
  EXPECT_EQ(resolve(parse_url("http://h/a/b"), "../../../c").text(), "http://h/c");
}

TEST(resolve, refuses_what_does_not_lead_to_http) {
  const auto page = parse_url("http://h/");
  EXPECT_THROW(resolve(page, "ftp://h/"), std::invalid_argument);
  EXPECT_THROW(resolve(page, "mailto:a@b"), std::invalid_argument);
  EXPECT_THROW(resolve(page, "http://"), std::invalid_argument);
}

TEST(resolve, repairs_a_reference_as_parse_url_does) {
  const auto page = parse_url("http://h/a/");
  EXPECT_EQ(resolve(page, " b c|d\u00FC%zz ").text(), "http://h/a/b%20c%7Cd%C3%BC%25zz");
  EXPECT_EQ(resolve(page, "\\b").text(), "http://h/b");
  EXPECT_EQ(resolve(page, "\\\\other\\b").text(), "http://other/b");
  EXPECT_EQ(resolve(page, "").text(), "http://h/a/");
}

TEST(normalised, gives_all_spellings_of_a_url_the_same_one) {
  for (const auto* spelling :
       {"http://h/a/b?x=1", "HTTP://H/a/b?x=1", "http://h:80/a/b?x=1", "http://h/%61/b?x=1",
        "http://h/c/../a/./b?x=1", "http://h/a/b?x=%31", "http://h/a/b?x=1#part"})
    EXPECT_EQ(normalised(parse_url(spelling)).text(), "http://h/a/b?x=1") << spelling;
  EXPECT_EQ(normalised(parse_url("http://h/%c3%a4")).text(), "http://h/%C3%A4");
}

TEST(normalised, keeps_apart_what_may_not_be_the_same) {
  for (const auto* other :
       {"http://h/A", "http://h/a/", "http://h/a?", "https://h/a", "http://h:81/a", "http://h/%2Fa"})
    EXPECT_NE(normalised(parse_url(other)).text(), "http://h/a") << other;
}

}  // namespace
}  // namespace concbench::net
