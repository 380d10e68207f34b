// Connections that echo: the server's side over raw sockets, and what all forms of the client's promise.
#include <optional>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/spawn.hpp>
#include <boost/asio/use_future.hpp>

#include "client_contract.hpp"
#include "finish.hpp"
#include "net/echo/blocking_echo.hpp"
#include "net/echo/callback_echo.hpp"
#include "net/echo/coroutine_echo.hpp"
#include "net/echo/fiber_echo.hpp"

namespace concbench::net::testing {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view upgrade =
    "GET /echo HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n";
constexpr std::string_view upgraded =
    "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n";

class echo_server : public ::testing::Test {
 protected:
  /// The server still serves: the last word of every test.
  void TearDown() override { EXPECT_EQ(raw_client(server_.http_port()).get("/health").status(), 200); }

  running_server server_;
};

TEST_F(echo_server, sends_back_what_it_receives_and_is_not_http_any_more) {
  raw_client client(server_.http_port());
  client.send(upgrade);
  const auto answer = client.receive();
  EXPECT_EQ(answer.status(), 101);
  EXPECT_TRUE(answer.has("Upgrade: echo"));
  EXPECT_TRUE(answer.has("Connection: Upgrade"));
  for (const std::string_view message : {"a", "GET /health HTTP/1.1\r\n\r\n", "the third"}) {
    client.send(message);
    EXPECT_EQ(client.receive_bytes(message.size()), message);
  }
}

TEST_F(echo_server, sends_back_what_came_behind_the_request) {
  raw_client client(server_.http_port());
  client.send(std::string(upgrade) + "at once");
  EXPECT_EQ(client.receive().status(), 101);
  EXPECT_EQ(client.receive_bytes(7), "at once");
}

TEST_F(echo_server, sends_all_back_before_it_closes_at_the_clients_end) {
  raw_client client(server_.http_port());
  client.send(upgrade);
  client.receive();
  const std::string message(60'000, 'm');
  client.send(message);
  client.end();
  EXPECT_EQ(client.receive_bytes(message.size()), message);
  EXPECT_TRUE(client.at_end());
}

TEST_F(echo_server, does_not_read_from_a_client_that_does_not_read) {
  raw_client client(server_.http_port());
  client.send(upgrade);
  client.receive();
  const std::string part(1 << 20, 'm');
  int sent = 0;
  while (sent < 64 && client.send_within(part, 300)) ++sent;
  EXPECT_LT(sent, 64);  // what the sockets' buffers took, 10 MiB at most
}

TEST_F(echo_server, lets_a_client_vanish) {
  raw_client client(server_.http_port());
  client.send(std::string(upgrade) + std::string(10'000, 'm'));
  client.reset();
}

TEST_F(echo_server, asks_for_the_upgrade_where_there_is_none) {
  raw_client client(server_.http_port());
  const auto answer = client.get("/echo");
  EXPECT_EQ(answer.status(), 426);
  EXPECT_TRUE(answer.has("Upgrade: echo"));
  client.send("GET /echo HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
  EXPECT_EQ(client.receive().status(), 426);
  client.send("GET /echo HTTP/1.1\r\nHost: a\r\nUpgrade: echo\r\n\r\n");
  EXPECT_EQ(client.receive().status(), 426);
}

TEST_F(echo_server, upgrades_nothing_but_a_get_of_its_page) {
  raw_client client(server_.http_port());
  client.send("GET /api/1 HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n");
  EXPECT_EQ(client.receive().status(), 200);
  client.send("HEAD /echo HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n");
  EXPECT_EQ(client.receive(false).status(), 426);
  EXPECT_EQ(client.get("/api/1").status(), 200);
}

/// One message, and what comes back.
class single final : public conversation {
 public:
  explicit single(std::string_view message) : message_(message) {}

  std::string_view next() override { return std::exchange(message_, {}); }
  void received(std::string_view bytes) override { back = bytes; }

  std::string back;

 private:
  std::string_view message_;
};

/// The forms, as if they were one.
class blocking_form {
 public:
  void open(const std::string& url, duration timeout = 20s) { on_.emplace(parse_url(url), timeout); }
  std::string exchange(std::string_view message) {
    single one(message);
    on_->exchange(one);
    return one.back;
  }

 private:
  std::optional<blocking_echo> on_;
};

class coroutine_form {
 public:
  void open(const std::string& url, duration timeout = 20s) {
    on_.emplace(loop_, loop_.get_executor(), timeout);
    run(on_->open(parse_url(url)));
  }

  std::string exchange(std::string_view message) {
    single one(message);
    run(on_->exchange(one));
    return one.back;
  }

 private:
  void run(awaitable<void> work) {
    finish(loop_, asio::co_spawn(loop_.get_executor(), std::move(work), asio::use_future));
  }

  event_loop loop_;
  std::optional<coroutine_echo> on_;
};

#ifndef CONCBENCH_NO_FIBERS
class fiber_form {
 public:
  void open(const std::string& url, duration timeout = 20s) {
    on_.emplace(loop_, timeout);
    run([&](const fiber_yield& yield) { on_->open(yield, parse_url(url)); });
  }

  std::string exchange(std::string_view message) {
    single one(message);
    run([&](const fiber_yield& yield) { on_->exchange(yield, one); });
    return one.back;
  }

 private:
  template <class Work>
  void run(Work work) {
    finish(loop_, asio::spawn(loop_.get_executor(), std::move(work), asio::use_future));
  }

  event_loop loop_;
  std::optional<fiber_echo> on_;
};
#endif

class callback_form {
 public:
  void open(const std::string& url, duration timeout = 20s) {
    on_.emplace(loop_, timeout);
    run([&](callback_echo::handler done) { on_->open(parse_url(url), std::move(done)); });
  }

  std::string exchange(std::string_view message) {
    single one(message);
    run([&](callback_echo::handler done) { on_->exchange(one, std::move(done)); });
    return one.back;
  }

 private:
  template <class Begin>
  void run(Begin begin) {
    finish_handlers<void>(loop_, begin);
  }

  event_loop loop_;
  std::optional<callback_echo> on_;
};

/// A server's part up to the moment at which it has the message, "four".
void take_message(const file_descriptor& connection) {
  read_request(connection);
  send_text(connection, "HTTP/1.1 100 Continue\r\n\r\n");
  send_text(connection, upgraded);
  char message[4];
  ::recv(connection.get(), message, sizeof message, MSG_WAITALL);
}

template <class Form>
class echo_connection : public ::testing::Test {
 protected:
  /// What the form says of a server that does this with the connection; "none" when nothing is wrong.
  std::string failure(scripted_server::script work, duration timeout = 20s) {
    const scripted_server server(1, std::move(work));
    Form form;  // closes first: the server waits for that
    try {
      form.open(server.origin() + "/echo", timeout);
      form.exchange("four");
    } catch (const http_error& e) {
      return e.what();
    }
    return "none";
  }
};
#ifndef CONCBENCH_NO_FIBERS
using all_forms = ::testing::Types<blocking_form, callback_form, coroutine_form, fiber_form>;
#else
using all_forms = ::testing::Types<blocking_form, callback_form, coroutine_form>;
#endif
TYPED_TEST_SUITE(echo_connection, all_forms);

TYPED_TEST(echo_connection, gets_back_messages_of_any_size) {
  const running_server server;
  TypeParam form;
  form.open(own(server, "/echo"));
  for (const std::size_t size : {1, 512, 4095, 4096, 4097, 65536, 2}) {
    const std::string message(size, static_cast<char>('a' + size % 26));
    EXPECT_EQ(form.exchange(message), message);
  }
}

TYPED_TEST(echo_connection, gets_back_what_comes_in_pieces) {
  const auto work = [](const file_descriptor& connection, int) {
    take_message(connection);
    for (const auto* piece : {"f", "ou", "r"}) send_text(connection, piece);
    wait_for_close(connection);
  };
  EXPECT_EQ(this->failure(work), "none");
}

TYPED_TEST(echo_connection, names_a_server_that_does_not_echo) {
  EXPECT_THAT(this->failure([](const file_descriptor& connection, int) {
    read_request(connection);
    send_text(connection, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
  }),
              HasSubstr("/echo: HTTP 404 Not Found instead of an upgrade"));
}

TYPED_TEST(echo_connection, does_not_wait_longer_than_its_limit_for_the_upgrade) {
  EXPECT_THAT(this->failure([](const file_descriptor& connection, int) { wait_for_close(connection); }, 50ms),
              HasSubstr("within 50ms"));
}

TYPED_TEST(echo_connection, does_not_wait_longer_than_its_limit_for_a_message) {
  const auto work = [](const file_descriptor& connection, int) {
    take_message(connection);
    send_text(connection, "fou");
    wait_for_close(connection);
  };
  EXPECT_THAT(this->failure(work, 50ms), HasSubstr("within 50ms"));
}

TYPED_TEST(echo_connection, tells_of_a_server_that_closes_and_of_one_that_resets) {
  const auto close = [](const file_descriptor& connection, int) { take_message(connection); };
  EXPECT_THAT(this->failure(close), HasSubstr("closed the connection before it had sent all back"));
  const auto lose = [](const file_descriptor& connection, int) {
    take_message(connection);
    reset(connection);
  };
  EXPECT_THAT(this->failure(lose), HasSubstr("Connection reset by peer"));
}

TYPED_TEST(echo_connection, ends_with_a_reset_so_that_its_port_is_free_at_once) {
  ssize_t end = 0;
  int error = 0;
  const auto work = [&](const file_descriptor& connection, int) {
    take_message(connection);
    send_text(connection, "four");
    char byte;
    end = ::recv(connection.get(), &byte, 1, 0);
    error = errno;
  };
  EXPECT_EQ(this->failure(work), "none");
  EXPECT_EQ(end, -1);
  EXPECT_EQ(error, ECONNRESET);
}

TYPED_TEST(echo_connection, tells_of_more_bytes_than_were_sent) {
  const auto work = [](const file_descriptor& connection, int) {
    take_message(connection);
    send_text(connection, "fours");
    wait_for_close(connection);
  };
  EXPECT_THAT(this->failure(work), HasSubstr("more than it was sent"));
}

TEST(unconnected, says_what_to_try_where_a_limit_is_in_the_way) {
  const auto where = parse_url("http://127.0.0.1:81/").where;
  EXPECT_THAT(unconnected(*where, EMFILE), HasSubstr("Too many open files (ulimit -n "));
  EXPECT_THAT(unconnected(*where, EADDRNOTAVAIL), HasSubstr("net.ipv4.ip_local_port_range"));
  EXPECT_EQ(unconnected(*where, ECONNREFUSED), "cannot connect to http://127.0.0.1:81: Connection refused");
}

}  // namespace
}  // namespace concbench::net::testing
