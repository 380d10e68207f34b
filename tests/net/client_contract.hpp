// What all HTTP clients promise: the same tests for each way to wait. A driver has `driver(client_options)`,
// `get(text)` → http_response, `connect(text)` and `counters`; its connections live as long as it does. Those
// of clients on a loop (`loop_client`) also have `get_all(texts, status)`: how many of as many requests at
// once were answered so.
#pragma once

#include <csignal>
#include <filesystem>
#include <functional>
#include <latch>
#include <mutex>
#include <semaphore>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <boost/asio/local/stream_protocol.hpp>

#include "net/client/client.hpp"
#include "net/server/certificate.hpp"
#include "running_server.hpp"

namespace concbench::net::testing {

/// A server that does what a function says with each connection, one after another. It must be told
/// beforehand how many connections will come: it ends when they have been served.
class scripted_server {
 public:
  /// Gets the accepted socket, and the number of the connection from 0. The socket is closed when it returns.
  using script = std::function<void(const file_descriptor& connection, int number)>;

  scripted_server(int connections, script work)
      : listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* const any = reinterpret_cast<sockaddr*>(&address);
    if (::bind(listener_.get(), any, size) != 0 || ::listen(listener_.get(), 64) != 0 ||
        ::getsockname(listener_.get(), any, &size) != 0)
      throw std::runtime_error("cannot listen");
    origin_ = "http://127.0.0.1:" + std::to_string(ntohs(address.sin_port));
    start(connections, std::move(work));
  }

  /// Listens at a Unix socket, which it makes at `path`.
  scripted_server(const std::filesystem::path& path, int connections, script work)
      : listener_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    const asio::local::stream_protocol::endpoint address(path.string());
    if (::bind(listener_.get(), address.data(), static_cast<socklen_t>(address.size())) != 0 ||
        ::listen(listener_.get(), 64) != 0)
      throw std::runtime_error("cannot listen");
    start(connections, std::move(work));
  }
  ~scripted_server() {
    ::shutdown(listener_.get(), SHUT_RDWR);  // fewer came than expected: accept() ends
    thread_.join();
  }

  const std::string& origin() const { return origin_; }

 private:
  void start(int connections, script work) {
    thread_ = std::thread([this, connections, work = std::move(work)] {
      for (int i = 0; i < connections; ++i) {
        const file_descriptor connection(::accept(listener_.get(), nullptr, nullptr));
        if (!connection) return;
        work(connection, i);
      }
    });
  }

  file_descriptor listener_;
  std::string origin_;
  std::thread thread_;
};

/// Reads one request; false when the client has closed.
inline bool read_request(const file_descriptor& connection) {
  std::string received;
  char byte = 0;
  while (!received.ends_with("\r\n\r\n")) {
    if (::recv(connection.get(), &byte, 1, 0) != 1) return false;
    received += byte;
  }
  return true;
}

/// One request with its body, as far as Content-Length says; empty when the client has closed.
inline std::string whole_request(const file_descriptor& connection) {
  constexpr std::string_view length = "Content-Length: ";
  std::string received;
  std::size_t missing = 1;
  while (missing > 0) {
    char part[64 * 1024];
    const auto size = ::recv(connection.get(), part, std::min(missing, sizeof part), 0);
    if (size <= 0) return "";
    received.append(part, static_cast<std::size_t>(size));
    const auto end = received.find("\r\n\r\n");
    if (end == std::string::npos) continue;
    const auto field = received.find(length);
    const auto body = field < end ? std::stoul(received.substr(field + length.size())) : 0;
    missing = end + 4 + body - received.size();
  }
  return received;
}

/// Keeps all requests that come, on one connection after another, and answers them.
class noted_requests {
 public:
  /// `answer`: the head and the body, by the number of the request from 0.
  scripted_server::script with(std::function<std::string(std::size_t)> answer) {
    return [this, answer = std::move(answer)](const file_descriptor& connection, int) {
      for (auto each = whole_request(connection); !each.empty(); each = whole_request(connection)) {
        const auto number = add(std::move(each));
        const auto text = answer(number);
        ::send(connection.get(), text.data(), text.size(), MSG_NOSIGNAL);
      }
    };
  }

  scripted_server::script with(std::string answer) {
    return with([answer = std::move(answer)](std::size_t) { return answer; });
  }

  std::string at(std::size_t number) {
    const std::scoped_lock lock(mutex_);
    return requests_.at(number);
  }

 private:
  std::size_t add(std::string text) {
    const std::scoped_lock lock(mutex_);
    requests_.push_back(std::move(text));
    return requests_.size() - 1;
  }

  std::mutex mutex_;
  std::vector<std::string> requests_;
};

constexpr auto empty_answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

inline std::string redirect_to(const std::string& location, const std::string& status = "302 Found") {
  return "HTTP/1.1 " + status + "\r\nLocation: " + location + "\r\nContent-Length: 0\r\n\r\n";
}

inline client_options with_content(request_parts parts) {
  return {.content = std::make_shared<const request_content>(
              std::make_shared<const request_parts>(std::move(parts)))};
}

/// Answers one request on each connection, over TLS with this certificate.
inline scripted_server::script over_tls(const server_certificate& certificate) {
  std::signal(SIGPIPE, SIG_IGN);
  auto tls = std::make_shared<asio::ssl::context>(asio::ssl::context::tls_server);
  tls->use_certificate_chain(asio::buffer(certificate.chain_pem));
  tls->use_private_key(asio::buffer(certificate.key_pem), asio::ssl::context::pem);
  return [tls](const file_descriptor& connection, int) {
    const std::unique_ptr<SSL, decltype(&SSL_free)> session(SSL_new(tls->native_handle()), &SSL_free);
    SSL_set_fd(session.get(), connection.get());
    char part[64 * 1024];
    if (SSL_accept(session.get()) != 1 || SSL_read(session.get(), part, sizeof part) <= 0) return;
    SSL_write(session.get(), empty_answer, static_cast<int>(std::string_view(empty_answer).size()));
    SSL_shutdown(session.get());
  };
}

inline std::string https(const scripted_server& server, const std::string& host = "127.0.0.1") {
  return "https://" + host + server.origin().substr(server.origin().rfind(':'));
}

inline void send_text(const file_descriptor& connection, std::string_view text) {
  ::send(connection.get(), text.data(), text.size(), MSG_NOSIGNAL);
}

inline void send_answer(const file_descriptor& connection, std::string_view body,
                        std::string_view more = "") {
  send_text(connection, "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" +
                            std::string(more) + "\r\n" + std::string(body));
}

inline void wait_for_close(const file_descriptor& connection) {
  char unwanted[256];
  while (::recv(connection.get(), unwanted, sizeof unwanted, 0) > 0) {
  }
}

inline void reset(const file_descriptor& connection) {
  const linger at_once{1, 0};
  ::setsockopt(connection.get(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

template <class Driver>
class http_client : public ::testing::Test {
 protected:
  std::string failure(Driver& client, const std::string& url) {
    try {
      client.get(url);
    } catch (const http_error& e) {
      return e.what();
    }
    return "none";
  }
};
TYPED_TEST_SUITE_P(http_client);

using ::testing::HasSubstr;
using ::testing::StartsWith;

inline std::string own(const running_server& server, const std::string& target) {
  return "http://127.0.0.1:" + std::to_string(server.http_port()) + target;
}

TYPED_TEST_P(http_client, gets_a_page) {
  const running_server server;
  TypeParam client;
  const auto response = client.get(own(server, "/api/7"));
  EXPECT_EQ(response.status, 200u);
  EXPECT_THAT(response.body, HasSubstr("\"id\":7"));
  EXPECT_EQ(client.counters.body_bytes, static_cast<std::int64_t>(response.body.size()));
}

TYPED_TEST_P(http_client, takes_any_status_as_a_response) {
  const running_server server;
  TypeParam client;
  EXPECT_EQ(client.get(own(server, "/nowhere")).status, 404u);
}

TYPED_TEST_P(http_client, gets_a_large_paced_page_whole) {
  const running_server server;
  TypeParam client;
  const auto plain = client.get(own(server, "/images/3.png")).body;
  EXPECT_GT(plain.size(), 8'000u);
  EXPECT_EQ(client.get(own(server, "/images/3.png?bandwidth=16MiB")).body, plain);
}

TYPED_TEST_P(http_client, uses_a_connection_again) {
  const running_server server;
  TypeParam client;
  for (int i = 0; i < 5; ++i) client.get(own(server, "/api/1"));
  EXPECT_EQ(client.counters.connections_opened, 1);
}

TYPED_TEST_P(http_client, opens_connections_beforehand_and_then_uses_them) {
  const running_server server;
  TypeParam client;
  client.connect(own(server, "/"));
  client.connect(own(server, "/"));
  EXPECT_EQ(client.counters.connections_opened, 2);
  client.get(own(server, "/api/1"));
  EXPECT_EQ(client.counters.connections_opened, 2);
}

TYPED_TEST_P(http_client, says_why_it_cannot_open_a_connection_beforehand) {
  TypeParam client;
  try {
    client.connect("http://127.0.0.1:1/");
    FAIL() << "connected";
  } catch (const http_error& e) {
    EXPECT_THAT(e.what(), HasSubstr("refused"));
  }
}

TYPED_TEST_P(http_client, opens_a_connection_for_each_request_without_keep_alive) {
  const running_server server;
  TypeParam client({.keep_alive = false});
  for (int i = 0; i < 3; ++i) client.get(own(server, "/api/1"));
  EXPECT_EQ(client.counters.connections_opened, 3);
}

TYPED_TEST_P(http_client, speaks_tls_with_a_server_it_can_verify) {
  const running_server server;
  TypeParam client({.tls = std::make_shared<client_tls>(server.ca_pem(), false)});
  const auto url = "https://127.0.0.1:" + std::to_string(server.https_port()) + "/api/1";
  EXPECT_EQ(client.get(url).status, 200u);
  EXPECT_EQ(client.get(url).status, 200u);
  EXPECT_EQ(client.counters.connections_opened, 1);
}

TYPED_TEST_P(http_client, refuses_a_server_it_cannot_verify) {
  const running_server server;
  TypeParam client({.tls = std::make_shared<client_tls>("", false)});
  EXPECT_THAT(this->failure(client, "https://127.0.0.1:" + std::to_string(server.https_port()) + "/"),
              HasSubstr("certificate is not trusted"));
}

TYPED_TEST_P(http_client, refuses_https_when_tls_was_not_set_up) {
  const running_server server;
  TypeParam client;
  EXPECT_THAT(this->failure(client, "https://127.0.0.1:" + std::to_string(server.https_port()) + "/"),
              HasSubstr("TLS"));
}

TYPED_TEST_P(http_client, sends_a_request_again_once_when_an_idle_connection_had_been_closed) {
  const scripted_server server(3, [](const file_descriptor& connection, int) {
    if (read_request(connection)) send_answer(connection, "x");
  });
  TypeParam client;
  for (int i = 0; i < 3; ++i) EXPECT_EQ(client.get(server.origin()).body, "x");
  EXPECT_EQ(client.counters.connections_opened, 3);
  EXPECT_EQ(client.counters.connections_retried, 2);
}

TYPED_TEST_P(http_client, does_not_send_a_request_again_on_a_new_connection) {
  const scripted_server server(1, [](const file_descriptor& connection, int) { read_request(connection); });
  TypeParam client;
  EXPECT_THAT(this->failure(client, server.origin()), HasSubstr("closed the connection"));
  EXPECT_EQ(client.counters.connections_retried, 0);
}

TYPED_TEST_P(http_client, does_not_send_a_request_again_when_a_part_of_an_answer_had_come) {
  const scripted_server server(1, [](const file_descriptor& connection, int) {
    read_request(connection);
    send_answer(connection, "whole");
    read_request(connection);
    send_text(connection, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf");
  });
  TypeParam client;
  EXPECT_EQ(client.get(server.origin()).body, "whole");
  EXPECT_THAT(this->failure(client, server.origin()), HasSubstr("before its answer was complete"));
  EXPECT_EQ(client.counters.connections_retried, 0);
}

TYPED_TEST_P(http_client, tells_of_a_reset_connection) {
  const scripted_server server(1, [](const file_descriptor& connection, int) {
    read_request(connection);
    reset(connection);
  });
  TypeParam client;
  EXPECT_THAT(this->failure(client, server.origin()),
              HasSubstr("the connection was lost: Connection reset by peer"));
}

TYPED_TEST_P(http_client, tells_of_a_refused_connection) {
  std::string origin;
  {
    origin = scripted_server(0, {}).origin();
  }
  TypeParam client;
  EXPECT_THAT(this->failure(client, origin),
              StartsWith("cannot connect to " + origin + ": Connection refused"));
}

TYPED_TEST_P(http_client, ends_a_request_that_takes_too_long) {
  const scripted_server server(1, [](const file_descriptor& connection, int) { wait_for_close(connection); });
  TypeParam client({.timeout = std::chrono::milliseconds(50)});
  EXPECT_THROW(client.get(server.origin()), request_timeout);
}

TYPED_TEST_P(http_client, ends_an_answer_that_drips_past_the_limit) {
  const scripted_server server(1, [](const file_descriptor& connection, int) {
    read_request(connection);
    send_text(connection, "HTTP/1.1 200 OK\r\n\r\n");
    while (::send(connection.get(), "x", 1, MSG_NOSIGNAL) == 1)
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
  });
  TypeParam client({.timeout = std::chrono::milliseconds(60)});
  EXPECT_THROW(client.get(server.origin()), request_timeout);
}

TYPED_TEST_P(http_client, gives_each_request_on_a_connection_the_whole_limit) {
  const scripted_server server(2, [](const file_descriptor& connection, int number) {
    if (read_request(connection)) send_answer(connection, "x");
    if (number == 0 && read_request(connection)) wait_for_close(connection);
  });
  TypeParam client({.timeout = std::chrono::milliseconds(500)});
  EXPECT_EQ(client.get(server.origin()).body, "x");
  EXPECT_THROW(client.get(server.origin()), request_timeout);
  EXPECT_EQ(client.get(server.origin()).body, "x");
  EXPECT_EQ(client.counters.connections_retried, 0);
}

TYPED_TEST_P(http_client, ends_interim_answers_that_drip_past_the_limit) {
  const scripted_server server(1, [](const file_descriptor& connection, int) {
    read_request(connection);
    for (const std::string_view hint = "HTTP/1.1 103 Early Hints\r\n\r\n";
         ::send(connection.get(), hint.data(), hint.size(), MSG_NOSIGNAL) > 0;)
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
  });
  TypeParam client({.timeout = std::chrono::milliseconds(60)});
  EXPECT_THROW(client.get(server.origin()), request_timeout);
}

TYPED_TEST_P(http_client, ends_a_handshake_that_drips_past_the_limit) {
  const scripted_server server(1, [](const file_descriptor& connection, int) {
    send_text(connection, "\x16\x03\x03\x3f\xff");  // a record of 16,383 bytes begins
    while (::send(connection.get(), "x", 1, MSG_NOSIGNAL) == 1)
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
  });
  TypeParam client(
      {.timeout = std::chrono::milliseconds(60), .tls = std::make_shared<client_tls>("", false)});
  EXPECT_THROW(client.get("https" + server.origin().substr(4)), request_timeout);
}

TYPED_TEST_P(http_client, does_not_take_an_answer_on_an_idle_connection_for_that_to_its_next_request) {
  std::binary_semaphore is_idle{0};
  std::binary_semaphore has_come{0};
  const scripted_server server(2, [&](const file_descriptor& connection, int number) {
    if (!read_request(connection)) return;
    send_answer(connection, number == 0 ? "first" : "second");
    if (number == 1) return;
    is_idle.acquire();
    send_text(connection, "HTTP/1.1 408 Request Timeout\r\nContent-Length: 5\r\n\r\nstale");
    has_come.release();
    wait_for_close(connection);
  });
  TypeParam client;
  EXPECT_EQ(client.get(server.origin()).body, "first");
  is_idle.release();
  has_come.acquire();
  EXPECT_EQ(client.get(server.origin()).body, "second");
  EXPECT_EQ(client.counters.connections_retried, 1);
}

TYPED_TEST_P(http_client, uses_a_tls_connection_on_which_tickets_have_come) {
  const running_server server;
  TypeParam client({.tls = std::make_shared<client_tls>(server.ca_pem(), false)});
  const auto url = "https://127.0.0.1:" + std::to_string(server.https_port()) + "/api/1";
  client.connect(url);
  EXPECT_EQ(client.get(url).status, 200u);
  EXPECT_EQ(client.counters.connections_opened, 1);
  EXPECT_EQ(client.counters.connections_retried, 0);
}

TYPED_TEST_P(http_client, follows_redirects_and_counts_them) {
  const scripted_server server(1, [](const file_descriptor& connection, int) {
    read_request(connection);
    send_text(connection, "HTTP/1.1 302 Found\r\nLocation: next\r\nContent-Length: 4\r\n\r\nbody");
    read_request(connection);
    send_answer(connection, "there");
  });
  TypeParam client;
  EXPECT_EQ(client.get(server.origin() + "/a/b").body, "there");
  EXPECT_EQ(client.counters.redirects, 1);
  EXPECT_EQ(client.counters.connections_opened, 1);
  EXPECT_EQ(client.counters.body_bytes, 5);
}

TYPED_TEST_P(http_client, takes_a_redirect_as_a_response_when_none_is_to_be_followed) {
  const scripted_server server(1, [](const file_descriptor& connection, int) {
    if (read_request(connection))
      send_text(connection, "HTTP/1.1 302 Found\r\nLocation: /there\r\nContent-Length: 0\r\n\r\n");
  });
  TypeParam client({.max_redirects = 0});
  const auto response = client.get(server.origin());
  EXPECT_EQ(response.status, 302u);
  EXPECT_EQ(response.location, "/there");
  EXPECT_EQ(client.counters.redirects, 0);
}

TYPED_TEST_P(http_client, gives_up_on_a_redirect_loop) {
  const scripted_server server(1, [](const file_descriptor& connection, int) {
    while (read_request(connection))
      send_text(connection, "HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n");
  });
  TypeParam client({.max_redirects = 3});
  EXPECT_THAT(this->failure(client, server.origin()), HasSubstr("too many redirects"));
  EXPECT_EQ(client.counters.redirects, 3);
}

TYPED_TEST_P(http_client, refuses_a_body_above_its_limit) {
  const scripted_server server(1, [](const file_descriptor& connection, int) {
    read_request(connection);
    send_answer(connection, std::string(2000, 'x'));
    wait_for_close(connection);
  });
  TypeParam client({.max_body = {1999}});
  EXPECT_THAT(this->failure(client, server.origin()), HasSubstr("larger than the limit"));
}

TYPED_TEST_P(http_client, keeps_connections_to_different_origins_apart) {
  const auto say = [](std::string_view what) {
    return [what](const file_descriptor& connection, int) {
      while (read_request(connection)) send_answer(connection, what);
    };
  };
  const scripted_server one(1, say("one"));
  const scripted_server two(1, say("two"));
  TypeParam client;
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(client.get(one.origin()).body, "one");
    EXPECT_EQ(client.get(two.origin()).body, "two");
  }
  EXPECT_EQ(client.counters.connections_opened, 2);
}

TYPED_TEST_P(http_client, sends_method_header_fields_and_body) {
  noted_requests noted;
  const scripted_server server(1, noted.with(empty_answer));
  TypeParam client(with_content({"PATCH", {{"X-Token", "S3cr3t"}, {"accept", "text/plain"}}, "a=b"}));
  EXPECT_EQ(client.get(server.origin() + "/x?y").status, 200u);
  EXPECT_EQ(noted.at(0), "PATCH /x?y HTTP/1.1\r\nHost: " + server.origin().substr(7) +
                             "\r\nUser-Agent: concbench\r\nX-Token: S3cr3t\r\naccept: text/plain\r\n"
                             "Content-Length: 3\r\n\r\na=b");
}

TYPED_TEST_P(http_client, sends_a_large_body_whole) {
  noted_requests noted;
  const scripted_server server(1, noted.with(empty_answer));
  std::string body(1'000'000, 'x');
  for (std::size_t i = 0; i < body.size(); i += 1000) body[i] = static_cast<char>('a' + i / 1000 % 26);
  TypeParam client(with_content({"POST", {}, body}));
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(client.get(server.origin()).status, 200u);
    EXPECT_TRUE(noted.at(i).ends_with("\r\n\r\n" + body)) << i;
  }
}

TYPED_TEST_P(http_client, waits_for_no_body_behind_the_answer_to_a_head) {
  noted_requests noted;
  const scripted_server server(1, noted.with("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"));
  TypeParam client(with_content({"HEAD"}));
  for (int i = 0; i < 3; ++i) EXPECT_EQ(client.get(server.origin()).body, "");
  EXPECT_EQ(client.counters.connections_opened, 1);
}

TYPED_TEST_P(http_client, sends_nothing_again_that_must_not_be_done_twice) {
  const auto close_at_the_second = [](const file_descriptor& connection, int number) {
    if (!read_request(connection)) return;
    send_answer(connection, "x");
    if (number == 0) read_request(connection);
  };
  {
    const scripted_server server(2, close_at_the_second);
    TypeParam client(with_content({"DELETE"}));
    client.get(server.origin());
    EXPECT_EQ(client.get(server.origin()).body, "x");
    EXPECT_EQ(client.counters.connections_retried, 1);
  }
  const scripted_server server(1, close_at_the_second);
  TypeParam client(with_content({"POST"}));
  client.get(server.origin());
  EXPECT_THAT(this->failure(client, server.origin()), HasSubstr("closed the connection"));
  EXPECT_EQ(client.counters.connections_retried, 0);
}

TYPED_TEST_P(http_client, sends_what_may_be_secret_to_no_other_origin) {
  noted_requests there;
  const scripted_server other(1, there.with(empty_answer));
  noted_requests here;
  const scripted_server server(
      1, here.with([&](std::size_t number) { return redirect_to(number == 0 ? "/again" : other.origin()); }));
  TypeParam client(with_content(
      {"GET",
       {{"Authorization", "Bearer S3cr3t"}, {"X-Key", "S3cr3t"}, {"Accept", "a/b"}, {"Host", "else"}}}));
  EXPECT_EQ(client.get(server.origin()).status, 200u);
  EXPECT_THAT(here.at(0), HasSubstr("Authorization: Bearer S3cr3t\r\nX-Key: S3cr3t\r\n"));
  EXPECT_THAT(here.at(1), HasSubstr("GET /again HTTP/1.1\r\nHost: else\r\n"));
  EXPECT_THAT(here.at(1), HasSubstr("Authorization: Bearer S3cr3t\r\nX-Key: S3cr3t\r\n"));
  EXPECT_THAT(there.at(0), ::testing::Not(HasSubstr("S3cr3t")));
  EXPECT_THAT(there.at(0), HasSubstr("Host: " + other.origin().substr(7) + "\r\n"));
  EXPECT_THAT(there.at(0), HasSubstr("Accept: a/b\r\n"));
}

TYPED_TEST_P(http_client, logs_in_with_the_user_of_a_url_where_that_url_leads) {
  noted_requests there;
  const scripted_server other(1, there.with(empty_answer));
  noted_requests here;
  const scripted_server server(
      1, here.with([&](std::size_t number) { return redirect_to(number == 0 ? "/again" : other.origin()); }));
  TypeParam client;
  client.get("http://user:pass@" + server.origin().substr(7));
  EXPECT_THAT(here.at(0), HasSubstr("\r\nAuthorization: Basic dXNlcjpwYXNz\r\n"));
  EXPECT_THAT(here.at(1), HasSubstr("\r\nAuthorization: Basic dXNlcjpwYXNz\r\n"));
  EXPECT_THAT(there.at(0), ::testing::Not(HasSubstr("Authorization")));
}

TYPED_TEST_P(http_client, sends_a_body_on_only_where_a_redirect_asks_for_it) {
  noted_requests noted;
  const scripted_server server(1, noted.with([&](std::size_t number) {
    if (number == 0) return redirect_to("/kept", "307 Temporary Redirect");
    return number == 1 ? redirect_to("/gone", "303 See Other") : std::string(empty_answer);
  }));
  TypeParam client(with_content({"POST", {{"Content-Type", "a/b"}}, "body"}));
  client.get(server.origin());
  EXPECT_THAT(noted.at(1), ::testing::AllOf(StartsWith("POST /kept "), ::testing::EndsWith("\r\n\r\nbody")));
  EXPECT_THAT(noted.at(2), ::testing::AllOf(StartsWith("GET /gone "), ::testing::EndsWith("\r\n\r\n"),
                                            ::testing::Not(HasSubstr("Content-"))));
}

TYPED_TEST_P(http_client, says_of_a_certificate_what_is_wrong_with_it_and_what_helps) {
  using std::chrono::days;
  const auto problem = [&](const server_certificate& certificate, const std::string& host) {
    const scripted_server server(1, over_tls(certificate));
    TypeParam client({.tls = std::make_shared<client_tls>(certificate.ca_pem, false)});
    return this->failure(client, https(server, host));
  };
  const auto fine = make_certificate({"127.0.0.1"});
  EXPECT_EQ(problem(fine, "127.0.0.1"), "none");
  EXPECT_THAT(problem(make_certificate({"127.0.0.1"}, {days(-9), days(-2)}), "127.0.0.1"),
              ::testing::AllOf(HasSubstr("certificate has expired"), HasSubstr("; it was valid until 20"),
                               HasSubstr("clock"), HasSubstr("-k"), ::testing::Not(HasSubstr("--ca"))));
  EXPECT_THAT(problem(make_certificate({"127.0.0.1"}, {days(2), days(9)}), "127.0.0.1"),
              ::testing::AllOf(HasSubstr("certificate is not yet valid"), HasSubstr("; it is valid from 20"),
                               HasSubstr("clock"), HasSubstr("-k"), ::testing::Not(HasSubstr("--ca"))));
  EXPECT_THAT(problem(make_certificate({"a.example", "192.0.2.1", "::1"}), "127.0.0.1"),
              ::testing::AllOf(HasSubstr("it is for a.example, 192.0.2.1, ::1"), HasSubstr("-k"),
                               ::testing::Not(HasSubstr("--ca"))));
  EXPECT_THAT(problem({make_certificate({"127.0.0.1"}).ca_pem, fine.chain_pem, fine.key_pem}, "127.0.0.1"),
              ::testing::AllOf(HasSubstr("--ca FILE adds an authority"), HasSubstr("-k")));
}

TYPED_TEST_P(http_client, believes_anybody_when_it_is_told_to) {
  const scripted_server server(
      1, over_tls(make_certificate({"a.example"}, {std::chrono::days(2), std::chrono::days(9)})));
  TypeParam client({.tls = client_tls::unverified()});
  EXPECT_EQ(client.get(https(server)).status, 200u);
}

REGISTER_TYPED_TEST_SUITE_P(
    http_client, gets_a_page, takes_any_status_as_a_response, gets_a_large_paced_page_whole,
    uses_a_connection_again, opens_connections_beforehand_and_then_uses_them,
    says_why_it_cannot_open_a_connection_beforehand, opens_a_connection_for_each_request_without_keep_alive,
    speaks_tls_with_a_server_it_can_verify, refuses_a_server_it_cannot_verify,
    refuses_https_when_tls_was_not_set_up, sends_a_request_again_once_when_an_idle_connection_had_been_closed,
    does_not_send_a_request_again_on_a_new_connection,
    does_not_send_a_request_again_when_a_part_of_an_answer_had_come, tells_of_a_reset_connection,
    tells_of_a_refused_connection, ends_a_request_that_takes_too_long,
    ends_an_answer_that_drips_past_the_limit, ends_interim_answers_that_drip_past_the_limit,
    ends_a_handshake_that_drips_past_the_limit,
    does_not_take_an_answer_on_an_idle_connection_for_that_to_its_next_request,
    uses_a_tls_connection_on_which_tickets_have_come, gives_each_request_on_a_connection_the_whole_limit,
    sends_method_header_fields_and_body, sends_a_large_body_whole,
    waits_for_no_body_behind_the_answer_to_a_head, sends_nothing_again_that_must_not_be_done_twice,
    sends_what_may_be_secret_to_no_other_origin, logs_in_with_the_user_of_a_url_where_that_url_leads,
    sends_a_body_on_only_where_a_redirect_asks_for_it,
    says_of_a_certificate_what_is_wrong_with_it_and_what_helps, believes_anybody_when_it_is_told_to,
    follows_redirects_and_counts_them, takes_a_redirect_as_a_response_when_none_is_to_be_followed,
    gives_up_on_a_redirect_loop, refuses_a_body_above_its_limit,
    keeps_connections_to_different_origins_apart);

template <class Driver>
class loop_client : public ::testing::Test {};
TYPED_TEST_SUITE_P(loop_client);

TYPED_TEST_P(loop_client, has_many_requests_under_way_on_one_loop) {
  const running_server server;
  TypeParam client;
  const std::vector<std::string> urls(100, own(server, "/api/1?delay=20ms"));
  EXPECT_EQ(client.get_all(urls, 200), 100);
  EXPECT_EQ(client.counters.connections_opened, 100);
  EXPECT_EQ(client.get_all(urls, 200), 100);
  EXPECT_EQ(client.counters.connections_opened, 100);
}

TYPED_TEST_P(loop_client, ends_only_the_requests_that_take_too_long) {
  const running_server server;
  TypeParam client({.timeout = std::chrono::seconds(2)});
  std::vector<std::string> urls(10, own(server, "/api/1?delay=1h"));
  urls.resize(20, own(server, "/api/1"));
  EXPECT_EQ(client.get_all(urls, 200), 10);
}

REGISTER_TYPED_TEST_SUITE_P(loop_client, has_many_requests_under_way_on_one_loop,
                            ends_only_the_requests_that_take_too_long);

}  // namespace concbench::net::testing
