// `database` on PostgreSQL without a real server: connection strings, a server that never answers, one that ends its session.
#ifdef CONCBENCH_HAS_LIBPQ
#include <algorithm>
#include <array>
#include <functional>
#include <future>
#include <string>
#include <string_view>
#include <thread>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/asio/write.hpp>

#include "scenarios/sql/database_work.hpp"
#include "scenarios/sql/postgres_pipeline.hpp"
#include "scenarios/sql/postgres_pooler.hpp"
#include "system/temporary_folder.hpp"

namespace concbench {
namespace {

using namespace std::string_view_literals;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::ThrowsMessage;

TEST(a_dsn, may_be_a_uri_or_keywords) {
  EXPECT_NO_THROW(check_postgres_dsn("postgresql://someone@host:5432/database?sslmode=require"));
  EXPECT_NO_THROW(check_postgres_dsn("host=/tmp user=someone dbname=postgres"));
}

TEST(a_dsn, is_refused_when_libpq_cannot_read_it) {
  EXPECT_THAT([] { check_postgres_dsn("postgresql://host:port/x?colour=blue"); },
              ThrowsMessage<usage_error>(HasSubstr("colour")));
  EXPECT_THAT([] { check_postgres_dsn("nonsense"); },
              ThrowsMessage<usage_error>(HasSubstr("'nonsense' is no connection string")));
}

TEST(a_dsn, is_refused_when_it_holds_a_password) {
  for (const auto* dsn : {"postgresql://me:secret@host/x", "host=h password=secret",
                          "postgresql://me@host/x?password=secret", "host=h sslpassword=secret"})
    EXPECT_THAT([dsn] { check_postgres_dsn(dsn); },
                ThrowsMessage<usage_error>(AllOf(HasSubstr("PGPASSWORD"), Not(HasSubstr("secret")))))
        << dsn;
}

TEST(a_dsn, is_not_shown_when_libpq_cannot_read_it_and_a_password_may_be_in_it) {
  for (const auto* dsn : {"host=h password=my secret", "postgresql://me:secret%zz@host/x",
                          "postgresql://me:secret@host/x?colour=blue", "me/secret@//host:1521/x",
                          "Server=host;User Id=me;Password=secret;", "Server=host;Uid=me;PWD=secret"})
    EXPECT_THAT([dsn] { check_postgres_dsn(dsn); },
                ThrowsMessage<usage_error>(AllOf(HasSubstr("no connection string"), HasSubstr("PGPASSWORD"),
                                                 Not(HasSubstr("secret")))))
        << dsn;
}

TEST(a_postgres_pipeline, gives_up_on_a_server_that_says_nothing_for_longer_than_connect_timeout) {
  event_loop loop;
  const asio::ip::tcp::acceptor silent(loop, {asio::ip::address_v4::loopback(), 0});
  const auto dsn =
      fmt::format("host=127.0.0.1 port={} user=u dbname=d connect_timeout=1", silent.local_endpoint().port());
  coroutine_context context(loop, loop.get_executor(), loop_share());
  auto opened = asio::co_spawn(loop, postgres_pipeline::open(context, dsn, {}), asio::use_future);
  loop.run_for(std::chrono::seconds(30));
  ASSERT_EQ(opened.wait_for(std::chrono::seconds(0)), std::future_status::ready) << "it still waits";
  EXPECT_THAT([&] { opened.get(); }, ThrowsMessage<postgres_error>(HasSubstr("timeout expired")));
}

/// What a PostgreSQL server sends, as far as the tests need it: https://www.postgresql.org/docs/15/protocol-message-formats.html
std::string message(char kind, std::string_view content) {
  const auto length = static_cast<std::uint32_t>(content.size() + 4);
  std::string bytes{kind};
  for (const int shift : {24, 16, 8, 0}) bytes += static_cast<char>(length >> shift);
  return bytes.append(content);
}

const std::string authenticated = message('R', "\0\0\0\0"sv);
const std::string ready = message('Z', "I");
const std::string parsed = message('1', "");
const std::string terminated = message('E', "SFATAL\0VFATAL\0C57P01\0Mended by an administrator\0\0"sv);

/// A server for one session: it accepts the session, and then does what `script` says. It uses a local socket, on which a
/// write to a closed one fails at once.
class scripted_session {
 public:
  using socket = asio::local::stream_protocol::socket;

  scripted_session(event_loop& loop, std::function<void(socket&)> script)
      : acceptor_(loop, (folder_.path() / ".s.PGSQL.5432").string()),
        server_([this, script = std::move(script)] {
          auto client = acceptor_.accept();
          take(client);  // the start
          asio::write(client, asio::buffer(authenticated + ready));
          script(client);
        }) {}

  std::string dsn() const {
    return fmt::format("host={} port=5432 user=u dbname=d gssencmode=disable connect_timeout=2",
                       folder_.path().string());
  }
  void wait_for_its_end() { server_.join(); }

  /// Takes what the client has sent; false when it has gone.
  static bool take(socket& client) {
    std::array<char, 4096> asked{};
    boost::system::error_code closed;
    client.receive(asio::buffer(asked), 0, closed);
    return !closed;
  }

 private:
  const temporary_folder folder_;
  asio::local::stream_protocol::acceptor acceptor_;
  std::jthread server_;
};

TEST(the_search_for_a_pooler, blames_none_where_not_even_one_connection_is_answered) {
  event_loop loop;
  const scripted_session server(loop, [](scripted_session::socket& client) {
    while (scripted_session::take(client)) {
    }
  });
  postgres_connection first(server.dsn());
  EXPECT_THAT(
      [&] { hands_sessions_on(first, server.dsn()); },
      ThrowsMessage<std::runtime_error>(AllOf(HasSubstr("no answer to 'SELECT pg_backend_pid()' within 2s"),
                                              Not(HasSubstr("the pooler gave")))));
}

/// Three queries without parameters.
class three_questions {
 public:
  static std::uint64_t size() { return 3; }
  std::uint64_t answered() const { return answered_; }
  static std::uint64_t end_of_batch(std::uint64_t first, std::uint64_t ahead) {
    return std::min(first + ahead, size());
  }
  static int send(postgres_connection& on, std::uint64_t /*index*/) {
    return on.send({"read", "r"}, 0, nullptr);
  }
  static bool ends_transaction(std::uint64_t /*index*/) { return true; }
  void take(const postgres_result& /*result*/) { ++answered_; }
  digest answer() const { return answered_; }

 private:
  std::uint64_t answered_ = 0;
};

TEST(a_postgres_pipeline, repeats_why_the_server_ended_the_session_while_nothing_was_asked) {
  event_loop loop;
  scripted_session server(loop, [](scripted_session::socket& client) {
    scripted_session::take(
        client);  // two prepared statements at once; then the administrator ends the session
    asio::write(client, asio::buffer(parsed + parsed + ready + terminated));
  });
  coroutine_context context(loop, loop.get_executor(), loop_share());
  auto opened =
      asio::co_spawn(loop, postgres_pipeline::open(context, server.dsn(), {{"read", "r"}, {"write", "w"}}),
                     asio::use_future);
  loop.run();
  const auto line = opened.get();
  server.wait_for_its_end();

  auto answer =
      asio::co_spawn(loop, line->ask<loop_executor>(three_questions(), /*ahead*/ 2), asio::use_future);
  loop.restart();
  loop.run();
  EXPECT_THAT([&] { answer.get(); }, ThrowsMessage<postgres_error>(HasSubstr("ended by an administrator")));
}

}  // namespace
}  // namespace concbench
#endif
