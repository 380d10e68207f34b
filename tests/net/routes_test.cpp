// From target to reply, without a socket.
#include "net/server/routes.hpp"

#include <gtest/gtest.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/json.hpp>

#include "net/content/image.hpp"
#include "net/content/made_site.hpp"

namespace concbench::net {
namespace {

using namespace std::chrono_literals;

class RoutesTest : public ::testing::Test {
 protected:
  reply answer(std::string_view target) const { return pages_.answer(target); }

  /// Asks for an image, as a session does.
  std::shared_ptr<const image> make(std::uint64_t seed, std::uint32_t id) {
    std::shared_ptr<const image> made;
    auto note = [&made](const std::exception_ptr&, auto image) { made = std::move(image); };
    asio::co_spawn(loop_.get_executor(), images_.get(seed, id), note);
    loop_.restart();
    const auto keep_running = asio::make_work_guard(loop_);
    while (!made) loop_.run_one();
    return made;
  }

  event_loop loop_;  // outlives the store
  server_identity identity_{80, 443, "authority", "1.2.3"};
  image_store images_{byte_size{64 << 20}};
  routes pages_{identity_, images_};
};

TEST_F(RoutesTest, AnApiAnswerHoldsItsIdAndTheValueOfItsSeed) {
  const auto reply = answer("/api/7?seed=3");
  EXPECT_EQ(reply.status, 200U);
  const auto value = boost::json::parse(reply.body);
  EXPECT_EQ(value.at("id").to_number<std::uint64_t>(), 7U);
  EXPECT_EQ(value.at("name").as_string(), "item-7");
  EXPECT_EQ(value.at("value").to_number<std::uint64_t>(), api_value(3, 7));
}

TEST_F(RoutesTest, AnApiAnswerTakesItsDelay) {
  EXPECT_FALSE(answer("/api/7").takes_effort());
  EXPECT_EQ(answer("/api/7?delay=20ms").delay, 20ms);
  EXPECT_FALSE(answer("/api/7?delay=20ms").takes_effort());
  EXPECT_EQ(answer("/api/7?freeze=1.4s").freeze, 1400ms);
  EXPECT_TRUE(answer("/api/7?freeze=1.4s").takes_effort());
}

TEST_F(RoutesTest, FaultsFollowTheHash) {
  for (std::uint32_t id = 0; id < 50; ++id) {
    const auto reply = answer("/api/" + std::to_string(id) + "?seed=5&attempt=1&error-rate=0.5");
    const auto expected = fault_for(5, id, 1, {.any = 0.5});
    EXPECT_EQ(reply.failure, expected);
    EXPECT_EQ(reply.status, expected == fault::unavailable ? 503U : 200U);
    EXPECT_NO_THROW(boost::json::parse(reply.body));
  }
}

TEST_F(RoutesTest, EachKindOfFaultHasARateOfItsOwn) {
  EXPECT_EQ(answer("/api/1?503-rate=1").status, 503U);
  EXPECT_EQ(answer("/api/1?reset-rate=1").failure, fault::reset);
  EXPECT_EQ(answer("/api/1?stall-rate=1").failure, fault::stall);
  EXPECT_EQ(answer("/api/1?503-rate=0&reset-rate=0&stall-rate=0").failure, fault::none);
}

TEST_F(RoutesTest, AnImageThatIsNotThereIsAskedFor) {
  const auto reply = answer("/images/3.png?seed=9");
  ASSERT_TRUE(reply.missing);
  EXPECT_EQ(reply.missing->seed, 9U);
  EXPECT_EQ(reply.missing->first, 3U);
  EXPECT_EQ(reply.missing->count, 1U);
}

TEST_F(RoutesTest, AnImageThatIsThereIsServedWithItsPace) {
  make(9, 3);
  const auto reply = answer("/images/3.png?seed=9&latency=15ms&bandwidth=8MiB");
  EXPECT_FALSE(reply.missing);
  EXPECT_EQ(reply.content(), make_image(9, 3));
  EXPECT_EQ(reply.type, "image/png");
  EXPECT_EQ(reply.delay, 15ms);
  EXPECT_EQ(reply.bandwidth, 8U << 20);
}

TEST_F(RoutesTest, AManifestAsksForItsImages) {
  const auto reply = answer("/images/manifest?count=2&seed=1");
  EXPECT_TRUE(reply.lists_images);
  ASSERT_TRUE(reply.missing);
  EXPECT_EQ(reply.missing->seed, 1U);
  EXPECT_EQ(reply.missing->first, 0U);
  EXPECT_EQ(reply.missing->count, 2U);
}

TEST_F(RoutesTest, AManifestOfNothingIsEmpty) {
  EXPECT_EQ(manifest_text().take(), R"({"images":[]})");
}

TEST_F(RoutesTest, AManifestListsSizesAndHashes) {
  manifest_text text;
  text.add(*make(1, 0));
  text.add(*make(1, 1));
  const auto list = boost::json::parse(std::move(text).take()).at("images").as_array();
  ASSERT_EQ(list.size(), 2U);
  EXPECT_EQ(list[1].at("bytes").to_number<std::size_t>(), make_image(1, 1).size());
  EXPECT_EQ(list[1].at("sha256").as_string(), images_.find(1, 1)->sha256);
}

TEST_F(RoutesTest, ALongPageComesInPieces) {
  const site made{.pages = 20, .size = 1 << 20};
  const auto reply = answer(page_target(made, 3));
  ASSERT_TRUE(reply.pieces);
  EXPECT_EQ(reply.body, "");
  EXPECT_EQ(reply.content_length(), page_html(made, 3).size());
}

TEST_F(RoutesTest, ASiteHasItsPagesAndItsLatency) {
  const site made{.seed = 3, .pages = 20, .links = 4, .size = 1000, .latency = 15ms, .broken = 0.25};
  for (std::uint32_t page = 0; page < 20; ++page) {
    const auto reply = answer(page_target(made, page));
    EXPECT_EQ(reply.delay, 15ms);
    EXPECT_EQ(reply.status, page < 15 ? 200U : 404U);
    if (page >= 15) continue;
    EXPECT_EQ(reply.body, page_html(made, page));
    EXPECT_EQ(reply.type, "text/html; charset=utf-8");
  }
  EXPECT_EQ(answer(made.folder() + "p20.html").status, 404U);
  EXPECT_EQ(answer(made.folder() + "private/p1.html").status, 404U);
}

TEST_F(RoutesTest, RobotsTxtIsPlainText) {
  EXPECT_EQ(answer("/robots.txt").body, site_robots);
  EXPECT_EQ(answer("/robots.txt").type, "text/plain");
}

TEST_F(RoutesTest, HealthNamesPortsAuthorityAndVersion) {
  const auto value = boost::json::parse(answer("/health").body);
  EXPECT_EQ(value.at("status").as_string(), "ok");
  EXPECT_EQ(value.at("http_port").to_number<int>(), 80);
  EXPECT_EQ(value.at("https_port").to_number<int>(), 443);
  EXPECT_EQ(value.at("ca_pem").as_string(), "authority");
  EXPECT_EQ(value.at("version").as_string(), "1.2.3");
  EXPECT_GT(value.at("pid").to_number<int>(), 0);
  EXPECT_GT(value.at("cpu_ns").to_number<std::int64_t>(), 0);
}

TEST_F(RoutesTest, OtherPathsAreNotFound) {
  for (const auto* target : {"/", "/api", "/api/", "/api/x", "/api/-1", "/api/1/", "/api/4294967296",
                             "/images/1.jpg", "/images/.png", "/images/10000.png", "/site/", "/site/pages=1",
                             "/images/../health", "*", "/healthy", "?delay=1s"})
    EXPECT_EQ(answer(target).status, 404U) << target;
}

TEST_F(RoutesTest, BadValuesAreNamedWithWhatIsAllowed) {
  const struct {
    const char* target;
    const char* named;
  } cases[] = {
      {"/api/1?delay=5x", "'delay' cannot be '5x'"},
      {"/api/1?delay=-1s", "'-1s'"},
      {"/api/1?delay=2h", "at most 1h"},
      {"/api/1?freeze=11s", "'freeze' cannot be '11s': allowed is 0s to 10s"},
      {"/api/1?delay=", "'delay' cannot be ''"},
      {"/api/1?seed=x", "'seed'"},
      {"/api/1?attempt=4294967296", "up to 4294967295"},
      {"/api/1?error-rate=1.5", "from 0 to 1"},
      {"/api/1?error-rate=nan", "from 0 to 1"},
      {"/api/1?503-rate=2", "'503-rate'"},
      {"/api/1?stall-rate=x", "'stall-rate'"},
      {"/images/1.png?latency=x", "'latency'"},
      {"/images/1.png?bandwidth=fast", "a size such as 1MiB"},
      {"/images/1.png?bandwidth=2TiB", "at most 1TiB"},
      {"/images/manifest?count=10001", "up to 10000"},
      {"/site/pages=2000000/", "'pages' cannot be '2000000': allowed is a whole number up to 1000000"},
      {"/site/pages=10&links=1/", "'links' cannot be '1': allowed is 2 or more"},
  };
  for (const auto& [target, named] : cases) {
    const auto reply = answer(target);
    EXPECT_EQ(reply.status, 400U) << target;
    EXPECT_NE(boost::json::parse(reply.body).at("error").as_string().find(named), std::string::npos)
        << reply.body;
  }
}

TEST_F(RoutesTest, UnknownKeysArePassedOver) {
  EXPECT_EQ(answer("/api/1?colour=red&&=&x").status, 200U);
}

}  // namespace
}  // namespace concbench::net
