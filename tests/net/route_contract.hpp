// What all HTTP clients promise about what a user says of all requests: which statuses are right, compressed answers,
// Unix sockets, other hosts, proxies, and requests that differ from target to target. A driver is one of
// client_contract.hpp, and has `ask(request)`.
#pragma once

#include <zlib.h>

#include "client_contract.hpp"
#include "system/temporary_folder.hpp"

namespace concbench::net::testing {

inline client_options with_rules(request_rules rules, request_parts parts = {}) {
  return {.content = std::make_shared<const request_content>(
              std::make_shared<const request_parts>(std::move(parts)),
              std::make_shared<const request_rules>(std::move(rules)))};
}

/// `text` as gzip (31), in zlib's format (15) or as bare deflate (-15).
inline std::string compressed(std::string_view text, int window = 31) {
  z_stream stream{};
  deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY);
  std::string packed(deflateBound(&stream, text.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

inline std::string answer_with(std::string_view body, std::string_view field) {
  return "HTTP/1.1 200 OK\r\n" + std::string(field) + "\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\n\r\n" + std::string(body);
}

/// A proxy on an HTTP server's port: the URL of `proxied` is sent to it.
inline routing by_proxy(const scripted_server& proxy, const std::string& user = "") {
  const auto url = "http://" + user + proxy.origin().substr(7);
  return {.http_proxy = url, .https_proxy = url};
}

template <class Driver>
class routed_client : public http_client<Driver> {
 protected:
  /// The answer to a request for `url` with the client's rules.
  http_response ask(Driver& client, const client_options& options, const std::string& url) {
    return client.ask(options.content->rules().routes.routed(parse_url(url)));
  }

  std::string failure_of(Driver& client, const client_options& options, const std::string& url) {
    try {
      ask(client, options, url);
    } catch (const http_error& e) {
      return e.what();
    }
    return "none";
  }
};
TYPED_TEST_SUITE_P(routed_client);

TYPED_TEST_P(routed_client, sends_each_request_with_its_own_content) {
  noted_requests noted;
  const scripted_server server(1, noted.with(empty_answer));
  TypeParam client;
  const request_content own(std::make_shared<const request_parts>(request_parts{"PUT", {{"X-A", "b"}}, "c"}));
  client.ask({parse_url(server.origin() + "/own"), &own});
  client.get(server.origin() + "/plain");
  EXPECT_THAT(noted.at(0), ::testing::AllOf(StartsWith("PUT /own HTTP/1.1\r\n"), HasSubstr("\r\nX-A: b\r\n"),
                                            ::testing::EndsWith("\r\n\r\nc")));
  EXPECT_THAT(noted.at(1),
              ::testing::AllOf(StartsWith("GET /plain HTTP/1.1\r\n"), ::testing::EndsWith("\r\n\r\n")));
}

TYPED_TEST_P(routed_client, tells_of_a_status_whether_the_user_expects_it) {
  noted_requests noted;
  const scripted_server server(1, noted.with([](std::size_t number) {
    const std::string status = number == 0 ? "404 Not Found" : "200 OK";
    return "HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n";
  }));
  TypeParam client(with_rules({.expected = status_set::parse("404")}));
  EXPECT_TRUE(client.get(server.origin()).ok());
  EXPECT_FALSE(client.get(server.origin()).ok());
}

TYPED_TEST_P(routed_client, follows_no_redirect_that_the_user_expects) {
  noted_requests noted;
  const scripted_server server(1, noted.with(redirect_to("/elsewhere")));
  TypeParam client(with_rules({.expected = status_set::parse("200-399")}));
  EXPECT_EQ(client.get(server.origin()).status, 302u);
  EXPECT_EQ(client.counters.redirects, 0);
}

TYPED_TEST_P(routed_client, undoes_the_encodings_that_it_asks_for) {
  const std::string text(100'000, 'x');
  noted_requests noted;
  const scripted_server server(1, noted.with([&](std::size_t number) {
    if (number == 0) return answer_with(compressed(text), "Content-Encoding: gzip");
    if (number == 3) return answer_with("", "Content-Encoding: gzip");
    return answer_with(compressed(text, number == 1 ? 15 : -15), "Content-Encoding: deflate");
  }));
  TypeParam client(with_rules({.decodes = true}));
  for (std::size_t i = 0; i < 4; ++i) {
    const auto answer = client.get(server.origin());
    EXPECT_EQ(answer.body, i < 3 ? text : "") << i;
    EXPECT_EQ(answer.encoding, "");
    EXPECT_THAT(noted.at(i), HasSubstr("\r\nAccept-Encoding: gzip, deflate\r\n"));
  }
}

TYPED_TEST_P(routed_client, undoes_nothing_that_it_did_not_ask_for) {
  const auto packed = compressed("text");
  noted_requests noted;
  const scripted_server server(1, noted.with(answer_with(packed, "Content-Encoding: gzip")));
  TypeParam client;
  const auto answer = client.get(server.origin());
  EXPECT_EQ(answer.body, packed);
  EXPECT_EQ(answer.encoding, "gzip");
  EXPECT_THAT(noted.at(0), ::testing::Not(HasSubstr("Accept-Encoding")));
}

TYPED_TEST_P(routed_client, limits_what_a_small_body_may_become) {
  noted_requests noted;
  const scripted_server server(
      1, noted.with(answer_with(compressed(std::string(3'000'000, '\0')), "Content-Encoding: gzip")));
  auto options = with_rules({.decodes = true});
  options.max_body = byte_size{1 << 20};
  TypeParam client(options);
  EXPECT_THAT(this->failure(client, server.origin()), HasSubstr("the body is larger than the limit of 1MiB"));
}

TYPED_TEST_P(routed_client, connects_to_a_unix_socket_whatever_the_host_is) {
  const temporary_folder folder;
  noted_requests noted;
  const scripted_server server(folder.path() / "socket", 2, noted.with(empty_answer));
  const auto options = with_rules({.routes = {.unix_socket = folder.path() / "socket"}});
  TypeParam client(options);
  for (int i = 0; i < 2; ++i)
    EXPECT_EQ(this->ask(client, options, "http://nowhere.invalid:81/x").status, 200u);
  EXPECT_THAT(noted.at(1), StartsWith("GET /x HTTP/1.1\r\nHost: nowhere.invalid:81\r\n"));
  EXPECT_EQ(client.counters.connections_opened, 1);
}

TYPED_TEST_P(routed_client, says_why_a_unix_socket_cannot_be_used) {
  const temporary_folder folder;
  const auto path = (folder.path() / "socket").string();
  const auto options = with_rules({.routes = {.unix_socket = path}});
  TypeParam client(options);
  EXPECT_EQ(this->failure_of(client, options, "http://h/"),
            "cannot connect to the Unix socket '" + path + "' (for http://h): No such file or directory");
}

TYPED_TEST_P(routed_client, says_of_a_unix_socket_that_nothing_is_accepted_there) {
  const temporary_folder folder;
  const auto path = (folder.path() / "socket").string();
  const asio::local::stream_protocol::endpoint address(path);
  const file_descriptor listener(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  ASSERT_EQ(::bind(listener.get(), address.data(), static_cast<socklen_t>(address.size())), 0);
  ASSERT_EQ(::listen(listener.get(), 0), 0);
  const auto open = [] {
    return file_descriptor(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  };
  std::vector<file_descriptor> waiting;
  do {
    waiting.push_back(open());
  } while (::connect(waiting.back().get(), address.data(), static_cast<socklen_t>(address.size())) == 0);
  const auto options = with_rules({.routes = {.unix_socket = path}});
  TypeParam client(options);
  EXPECT_THAT(this->failure_of(client, options, "http://h/"),
              HasSubstr("too many connections wait to be accepted"));
}

TYPED_TEST_P(routed_client, connects_to_another_host_and_asks_it_as_the_one_of_the_url) {
  noted_requests noted;
  const scripted_server server(1, noted.with(empty_answer));
  const auto port = server.origin().substr(server.origin().rfind(':') + 1);
  const auto options = with_rules({.routes = {.others = {{"a.invalid", "80", "127.0.0.1", port}}}});
  TypeParam client(options);
  EXPECT_EQ(this->ask(client, options, "http://a.invalid/x").status, 200u);
  EXPECT_THAT(noted.at(0), StartsWith("GET /x HTTP/1.1\r\nHost: a.invalid\r\n"));
}

TYPED_TEST_P(routed_client, checks_the_certificate_for_the_host_of_the_url) {
  const auto certificate = make_certificate({"a.invalid"});
  const scripted_server server(1, over_tls(certificate));
  const auto port = server.origin().substr(server.origin().rfind(':') + 1);
  auto options = with_rules({.routes = {.others = {{"", "", "127.0.0.1", port}}}});
  options.tls = std::make_shared<client_tls>(certificate.ca_pem, false);
  TypeParam client(options);
  EXPECT_EQ(this->ask(client, options, "https://a.invalid/").status, 200u);
}

TYPED_TEST_P(routed_client, sends_a_proxy_the_whole_url_and_its_user) {
  noted_requests noted;
  const scripted_server proxy(1, noted.with(empty_answer));
  const auto options = with_rules({.routes = by_proxy(proxy, "me:pw@")}, {"GET", {{"X-A", "b"}}});
  TypeParam client(options);
  for (int i = 0; i < 2; ++i)
    EXPECT_EQ(this->ask(client, options, "http://u:v@a.invalid:81/x?y").status, 200u);
  EXPECT_EQ(
      noted.at(1),
      "GET http://a.invalid:81/x?y HTTP/1.1\r\nHost: a.invalid:81\r\nProxy-Authorization: Basic bWU6cHc=\r\n"
      "Authorization: Basic dTp2\r\nUser-Agent: concbench\r\nAccept: */*\r\nX-A: b\r\n\r\n");
  EXPECT_EQ(client.counters.connections_opened, 1);
}

TYPED_TEST_P(routed_client, follows_a_redirect_by_the_route_to_where_it_leads) {
  noted_requests noted;
  const scripted_server proxy(2, noted.with([](std::size_t number) {
    return number == 0 ? redirect_to("http://b.invalid/there") : std::string(empty_answer);
  }));
  auto options = with_rules({.routes = by_proxy(proxy)});
  options.keep_alive = false;  // the server takes one connection after another
  TypeParam client(options);
  EXPECT_EQ(this->ask(client, options, "http://a.invalid/").status, 200u);
  EXPECT_THAT(noted.at(1), StartsWith("GET http://b.invalid/there HTTP/1.1\r\nHost: b.invalid\r\n"));
}

TYPED_TEST_P(routed_client, speaks_tls_through_a_tunnel) {
  const auto certificate = make_certificate({"a.invalid"});
  const auto encrypted = over_tls(certificate);
  std::string asked;
  const scripted_server proxy(1, [&](const file_descriptor& connection, int number) {
    asked = whole_request(connection);
    send_text(connection, "HTTP/1.1 200 Connection established\r\n\r\n");
    encrypted(connection, number);
  });
  auto options = with_rules({.routes = by_proxy(proxy, "me:pw@")}, {"GET", {{"X-A", "S3cr3t"}}});
  options.tls = std::make_shared<client_tls>(certificate.ca_pem, false);
  TypeParam client(options);
  EXPECT_EQ(this->ask(client, options, "https://a.invalid/").status, 200u);
  EXPECT_EQ(asked,
            "CONNECT a.invalid:443 HTTP/1.1\r\nHost: a.invalid:443\r\nProxy-Authorization: Basic bWU6cHc=\r\n"
            "User-Agent: concbench\r\n\r\n");
}

TYPED_TEST_P(routed_client, says_why_a_proxy_makes_no_tunnel) {
  const auto told = [&](scripted_server::script work) {
    const scripted_server proxy(1, std::move(work));
    auto options = with_rules({.routes = by_proxy(proxy)});
    options.tls = client_tls::unverified();
    TypeParam client(options);
    auto text = this->failure_of(client, options, "https://a.invalid/");
    if (const auto name = text.find(proxy.origin()); name != text.npos)
      text.replace(name, proxy.origin().size(), "PROXY");
    return text;
  };
  EXPECT_EQ(told([](const file_descriptor& connection, int) {
              read_request(connection);
              send_text(connection,
                        "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 4\r\n\r\n");
            }),
            "the proxy PROXY makes no tunnel to https://a.invalid: HTTP 407 Proxy Authentication Required");
  EXPECT_EQ(told([](const file_descriptor& connection, int) { read_request(connection); }),
            "the proxy closed the connection before its answer was complete");
  EXPECT_EQ(told([](const file_descriptor& connection, int) {
              read_request(connection);
              send_text(connection, "HTTP/1.1 200 OK\r\n\r\nmore");
            }),
            "the proxy PROXY sent more than its answer to a CONNECT");
}

TYPED_TEST_P(routed_client, ends_the_wait_for_a_tunnel_after_the_time_limit) {
  const scripted_server proxy(1, [](const file_descriptor& connection, int) { wait_for_close(connection); });
  auto options = with_rules({.routes = by_proxy(proxy)});
  options.tls = client_tls::unverified();
  options.timeout = std::chrono::milliseconds(50);
  TypeParam client(options);
  EXPECT_THROW(this->ask(client, options, "https://a.invalid/"), request_timeout);
}

TYPED_TEST_P(routed_client, names_a_proxy_that_it_cannot_reach) {
  std::string origin;
  {
    origin = scripted_server(0, {}).origin();
  }
  const auto options = with_rules({.routes = {.http_proxy = "http://me:S3cr3t@" + origin.substr(7)}});
  TypeParam client(options);
  EXPECT_EQ(this->failure_of(client, options, "http://a.invalid/"),
            "cannot connect to the proxy " + origin + " (for http://a.invalid): Connection refused");
}

TYPED_TEST_P(routed_client, says_that_a_server_insists_on_http_2) {
  const std::string settings("\0\0\6\4\0\0\0\0\0\0\3\0\0\0\x80", 15);
  const scripted_server server(1, [&](const file_descriptor& connection, int) {
    read_request(connection);
    send_text(connection, settings);
  });
  TypeParam client;
  EXPECT_EQ(this->failure(client, server.origin()),
            "the server answers in HTTP/2, which concbench does not speak: it needs HTTP/1.1");
}

TYPED_TEST_P(routed_client, says_that_a_server_takes_only_http_2_over_tls) {
  const auto certificate = make_certificate({"127.0.0.1"});
  auto tls = std::make_shared<asio::ssl::context>(asio::ssl::context::tls_server);
  tls->use_certificate_chain(asio::buffer(certificate.chain_pem));
  tls->use_private_key(asio::buffer(certificate.key_pem), asio::ssl::context::pem);
  SSL_CTX_set_alpn_select_cb(
      tls->native_handle(),
      [](SSL*, const unsigned char**, unsigned char*, const unsigned char*, unsigned, void*) {
        return SSL_TLSEXT_ERR_ALERT_FATAL;  // h2 is not among what the client has
      },
      nullptr);
  const scripted_server server(1, [&](const file_descriptor& connection, int) {
    const std::unique_ptr<SSL, decltype(&SSL_free)> session(SSL_new(tls->native_handle()), &SSL_free);
    SSL_set_fd(session.get(), connection.get());
    SSL_accept(session.get());
    wait_for_close(connection);
  });
  TypeParam client({.tls = std::make_shared<client_tls>(certificate.ca_pem, false)});
  EXPECT_THAT(this->failure(client, https(server)),
              HasSubstr("the server speaks no HTTP/1.1; it may insist on HTTP/2"));
}

REGISTER_TYPED_TEST_SUITE_P(routed_client, sends_each_request_with_its_own_content,
                            tells_of_a_status_whether_the_user_expects_it,
                            follows_no_redirect_that_the_user_expects, undoes_the_encodings_that_it_asks_for,
                            undoes_nothing_that_it_did_not_ask_for, limits_what_a_small_body_may_become,
                            connects_to_a_unix_socket_whatever_the_host_is,
                            says_why_a_unix_socket_cannot_be_used,
                            says_of_a_unix_socket_that_nothing_is_accepted_there,
                            connects_to_another_host_and_asks_it_as_the_one_of_the_url,
                            checks_the_certificate_for_the_host_of_the_url,
                            sends_a_proxy_the_whole_url_and_its_user,
                            follows_a_redirect_by_the_route_to_where_it_leads, speaks_tls_through_a_tunnel,
                            says_why_a_proxy_makes_no_tunnel, ends_the_wait_for_a_tunnel_after_the_time_limit,
                            names_a_proxy_that_it_cannot_reach, says_that_a_server_insists_on_http_2,
                            says_that_a_server_takes_only_http_2_over_tls);

}  // namespace concbench::net::testing
