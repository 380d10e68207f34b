// `database` on PostgreSQL as far as it needs no server: connection strings, and one that never answers.
#ifdef CONCBENCH_HAS_LIBPQ
#include <future>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_future.hpp>

#include "../../scenarios/database_work.hpp"
#include "../../scenarios/postgres_pipeline.hpp"

namespace concbench {
namespace {

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

TEST(a_postgres_pipeline, gives_up_on_a_server_that_says_nothing_for_longer_than_connect_timeout) {
  event_loop loop;
  const asio::ip::tcp::acceptor silent(loop, {asio::ip::address_v4::loopback(), 0});
  const auto dsn =
      fmt::format("host=127.0.0.1 port={} user=u dbname=d connect_timeout=1", silent.local_endpoint().port());
  coroutine_context context(loop, loop.get_executor(), loop_share());
  auto opened = asio::co_spawn(loop, postgres_pipeline::open(context, dsn, "", ""), asio::use_future);
  loop.run_for(std::chrono::seconds(30));
  ASSERT_EQ(opened.wait_for(std::chrono::seconds(0)), std::future_status::ready) << "it still waits";
  EXPECT_THAT([&] { opened.get(); }, ThrowsMessage<postgres_error>(HasSubstr("timeout expired")));
}

}  // namespace
}  // namespace concbench
#endif
