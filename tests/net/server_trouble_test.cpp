// The server over real sockets: what it makes of clients that break rules, vanish or come in too great a
// number, and the trouble that it makes itself when asked to.
#include <filesystem>
#include <optional>
#include <thread>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include "net/content/fault.hpp"
#include "running_server.hpp"

namespace concbench::net {
namespace {

using testing::raw_client;
using testing::running_server;

class TroubleTest : public ::testing::Test {
 protected:
  /// The server still serves: the last word of every test.
  void TearDown() override { EXPECT_EQ(raw_client(server_.http_port()).get("/health").status(), 200); }

  running_server server_;
};

/// An API call that meets `wanted` at error rate 1.
std::string failing_target(fault wanted) {
  for (std::uint32_t id = 0;; ++id)
    if (fault_for(1, id, 0, {.any = 1}) == wanted)
      return "/api/" + std::to_string(id) + "?seed=1&error-rate=1";
}

TEST_F(TroubleTest, AFaultOfUnavailabilityIsA503InJson) {
  raw_client client(server_.http_port());
  const auto response = client.get(failing_target(fault::unavailable));
  EXPECT_EQ(response.status(), 503);
  EXPECT_EQ(response.body, R"({"error":"this request fails on purpose"})");
  EXPECT_EQ(client.get("/api/1").status(), 200);
}

TEST_F(TroubleTest, AFaultOfResetIsAReset) {
  raw_client client(server_.http_port());
  client.send("GET " + failing_target(fault::reset) + " HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(client.error(), ECONNRESET);
}

TEST_F(TroubleTest, AStalledRequestIsNotAnswered) {
  raw_client client(server_.http_port());
  client.send("GET " + failing_target(fault::stall) + " HTTP/1.1\r\nHost: a\r\n\r\n");
  client.limit_waiting(50);
  EXPECT_EQ(client.error(), EAGAIN);
}

TEST_F(TroubleTest, WhatIsNotHttpGets400AndTheEnd) {
  raw_client client(server_.http_port());
  client.send("hello, server\r\n\r\n");
  EXPECT_EQ(client.receive().status(), 400);
  EXPECT_TRUE(client.at_end());
}

TEST_F(TroubleTest, TlsOnThePlainPortGets400) {
  raw_client client(server_.http_port());
  client.send(std::string_view("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 15));
  EXPECT_EQ(client.receive().status(), 400);
}

TEST_F(TroubleTest, PlainHttpOnTheTlsPortIsClosed) {
  raw_client client(server_.https_port());
  client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_NE(client.error(), EAGAIN);
}

TEST_F(TroubleTest, AnEndlessHeadGets431ThatTheClientCanRead) {
  raw_client client(server_.http_port());
  client.send("GET / HTTP/1.1\r\nX: " + std::string(64 * 1024, 'x'));
  EXPECT_EQ(client.receive().status(), 431);
}

TEST_F(TroubleTest, APostGets405ThatTheClientCanReadThoughItsBodyIsNotTaken) {
  raw_client client(server_.http_port());
  client.send("POST /api/1 HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n" +
              std::string(100'000, 'x'));
  const auto response = client.receive();
  EXPECT_EQ(response.status(), 405);
  EXPECT_TRUE(response.has("Allow: GET, HEAD"));
  EXPECT_TRUE(response.has("Connection: close"));
}

TEST_F(TroubleTest, ABodyIsNeverTakenForTheNextRequest) {
  raw_client client(server_.http_port());
  const std::string hidden = "GET /api/2 HTTP/1.1\r\n\r\n";
  client.send("GET /api/1 HTTP/1.1\r\nContent-Length: " + std::to_string(hidden.size()) + "\r\n\r\n" +
              hidden);
  EXPECT_EQ(client.receive().status(), 400);
  EXPECT_TRUE(client.at_end());
}

TEST_F(TroubleTest, RequestsBeforeABadOneAreAnswered) {
  raw_client client(server_.http_port());
  client.send("GET /api/1 HTTP/1.1\r\nHost: a\r\n\r\nnonsense\r\n\r\n");
  EXPECT_EQ(client.receive().status(), 200);
  EXPECT_EQ(client.receive().status(), 400);
}

TEST_F(TroubleTest, ARequestMayComeByteByByte) {
  raw_client client(server_.http_port());
  for (const char each : std::string_view("GET /api/1 HTTP/1.1\r\nHost: a\r\n\r\n")) client.send({&each, 1});
  EXPECT_EQ(client.receive().status(), 200);
}

TEST_F(TroubleTest, AClientMayVanishInEveryState) {
  const auto fail = failing_target(fault::stall);
  for (const std::string target : {"/api/1?delay=20ms", "/images/1.png?bandwidth=100KiB",
                                   "/images/manifest?count=20&seed=4", fail.c_str()}) {
    raw_client client(server_.http_port());
    client.send("GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n");
    client.reset();
  }
  raw_client(server_.http_port()).send("GET /");
  raw_client(server_.https_port()).send("\x16\x03\x01");
}

TEST_F(TroubleTest, AClientThatDoesNotReadHoldsUpNobody) {
  raw_client greedy(server_.http_port());
  for (int i = 0; i < 100; ++i) greedy.send("GET /images/1.png HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(raw_client(server_.http_port()).get("/api/1").status(), 200);
  for (int i = 0; i < 100; ++i) EXPECT_EQ(greedy.receive().status(), 200);
}

/// Descriptors that this process, of which the server is a part, has open.
std::ptrdiff_t open_descriptors() {
  const std::filesystem::directory_iterator all("/proc/self/fd");
  return std::distance(begin(all), end(all));
}

/// Waits until there are so few; false when they do not come back within 20 s.
bool comes_back_to(std::ptrdiff_t descriptors) {
  // Once is enough: the C library opens files of /proc and /sys for a moment of its own, such as when memory is given
  // back.
  const auto deadline = clock::now() + std::chrono::seconds(20);
  while (open_descriptors() > descriptors) {
    if (clock::now() > deadline) return false;
    std::this_thread::yield();
  }
  return true;
}

/// Whether the server gives back the descriptor of a client that has sent `request` and then ends.
bool lets_go_of_a_client_with(const std::string& request, std::uint16_t port) {
  const auto before = open_descriptors();
  {
    raw_client gone(port);
    gone.send(request);
    EXPECT_EQ(raw_client(port).get("/health").status(), 200);  // by now it has read the request
  }
  return comes_back_to(before);
}

TEST_F(TroubleTest, AClientThatLeavesDuringADelayHoldsNoDescriptor) {
  const std::string delayed = "GET /api/1?delay=1h HTTP/1.1\r\nHost: a\r\n\r\n";
  EXPECT_TRUE(lets_go_of_a_client_with(delayed, server_.http_port()));
  EXPECT_TRUE(lets_go_of_a_client_with(delayed + "GET /api/2 HTTP/1.1\r\n", server_.http_port()));
  EXPECT_TRUE(lets_go_of_a_client_with(delayed + delayed + delayed, server_.http_port()));
}

TEST_F(TroubleTest, AClientThatLeavesBeforeItsManifestIsThereHoldsNoDescriptor) {
  EXPECT_TRUE(lets_go_of_a_client_with("GET /images/manifest?count=10000&seed=5 HTTP/1.1\r\nHost: a\r\n\r\n",
                                       server_.http_port()));
}

TEST(ImpatientServer, ClosesAConnectionWhoseHeadDoesNotEnd) {
  const running_server server({.head = std::chrono::seconds(1)});
  raw_client half(server.http_port());
  raw_client shaking_hands(server.https_port());
  raw_client idle(server.http_port());
  EXPECT_EQ(idle.get("/api/1").status(), 200);
  half.send("GET /api/1 HTTP/1.1\r\nHo");
  EXPECT_TRUE(half.at_end());
  EXPECT_TRUE(shaking_hands.at_end());
  EXPECT_EQ(idle.get("/api/1").status(), 200);
}

TEST(ImpatientServer, ClosesAnIdleConnectionAndNoneThatWaitsForItsAnswer) {
  const running_server server({.idle = std::chrono::seconds(1)});
  raw_client idle(server.http_port());
  raw_client waiting(server.http_port());
  waiting.send("GET /api/1?delay=3s HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_TRUE(idle.at_end());
  EXPECT_EQ(waiting.receive().status(), 200);
}

TEST(ImpatientServer, ClosesAConnectionOnWhichNothingIsRead) {
  const running_server server({.unread = std::chrono::milliseconds(50)});
  const auto before = open_descriptors();
  raw_client greedy(server.http_port());
  greedy.send("GET /site/pages=1&links=2&size=64MiB/ HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(raw_client(server.http_port()).get("/health").status(), 200);  // by now it has read the request
  EXPECT_TRUE(comes_back_to(before + 1));                                  // the client's own
}

TEST(FrozenServer, StopsWithoutWaitingForItsEnd) {
  std::optional<running_server> server(std::in_place);
  raw_client client(server->http_port());
  client.send("GET /api/1 HTTP/1.1\r\nHost: a\r\n\r\n");
  for (int i = 0; i < 8; ++i) client.send("GET /api/1?freeze=10s HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(client.receive().status(), 200);
  EXPECT_LT(time_of([&] { server.reset(); }), std::chrono::seconds(60));  // instead of 80
}

/// The number that the next descriptor will have.
rlim_t next_descriptor() {
  const file_descriptor probe(::fcntl(0, F_DUPFD_CLOEXEC, 0));
  return static_cast<rlim_t>(probe.get());
}

TEST_F(TroubleTest, OutOfDescriptorsItServesOnAndAcceptsLater) {
  raw_client known(server_.http_port());
  EXPECT_EQ(known.get("/api/1").status(), 200);
  raw_client waiting;  // its own descriptor is there before they run out

  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &before), 0);
  const rlimit none_left{next_descriptor(), before.rlim_max};
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &none_left), 0);
  waiting.connect(server_.http_port());
  waiting.send("GET /api/2 HTTP/1.1\r\nHost: a\r\n\r\n");
  const auto served_on = known.get("/api/1").status();
  const bool accepted = waiting.readable();
  ::setrlimit(RLIMIT_NOFILE, &before);

  EXPECT_EQ(served_on, 200);
  EXPECT_FALSE(accepted);
  EXPECT_EQ(waiting.receive().status(), 200);
}

}  // namespace
}  // namespace concbench::net
