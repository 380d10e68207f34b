// The server over real sockets: what well-behaved clients see.
#include "net/server/server.hpp"

#include <optional>
#include <vector>

#include <gtest/gtest.h>
#include <unistd.h>
#include <boost/asio/connect.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/write.hpp>
#include <boost/json.hpp>

#include "net/content/image.hpp"
#include "net/content/sha256.hpp"
#include "running_server.hpp"

namespace concbench::net {
namespace {

using namespace std::chrono_literals;
using testing::raw_client;
using testing::running_server;

class ServerTest : public ::testing::Test {
 protected:
  running_server server_;
};

TEST_F(ServerTest, AnswersAnApiCall) {
  raw_client client(server_.http_port());
  const auto response = client.get("/api/7?seed=3");
  EXPECT_EQ(response.status(), 200);
  EXPECT_TRUE(response.has("Content-Type: application/json"));
  EXPECT_EQ(boost::json::parse(response.body).at("value").to_number<std::uint64_t>(), api_value(3, 7));
}

TEST_F(ServerTest, DatesItsResponses) {
  raw_client client(server_.http_port());
  const auto head = client.get("/api/1").head;
  const auto date = head.substr(head.find("Date: ") + 6, 29);
  tm parsed{};
  EXPECT_EQ(*::strptime(date.c_str(), "%a, %d %b %Y %H:%M:%S GMT", &parsed), '\0') << date;
  EXPECT_NEAR(static_cast<double>(::timegm(&parsed)), static_cast<double>(std::time(nullptr)), 5);
}

TEST_F(ServerTest, KeepsAConnectionForManyRequests) {
  raw_client client(server_.http_port());
  for (int i = 0; i < 50; ++i) EXPECT_EQ(client.get("/api/" + std::to_string(i)).status(), 200);
}

TEST_F(ServerTest, AnswersPipelinedRequestsInTheirOrder) {
  raw_client client(server_.http_port());
  std::string requests;
  for (int i = 0; i < 100; ++i)
    requests +=
        "GET /api/" + std::to_string(i) + (i == 50 ? "?delay=20ms" : "") + " HTTP/1.1\r\nHost: a\r\n\r\n";
  client.send(requests);
  for (int i = 0; i < 100; ++i)
    EXPECT_EQ(boost::json::parse(client.receive().body).at("id").to_number<int>(), i);
}

TEST_F(ServerTest, SendsNoBodyToHead) {
  raw_client client(server_.http_port());
  client.send(
      "HEAD /api/1 HTTP/1.1\r\nHost: a\r\n\r\nHEAD /images/1.png?bandwidth=1KiB HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_TRUE(client.receive(false).has("Content-Length: 89"));
  EXPECT_TRUE(client.receive(false).has("Content-Length: " + std::to_string(make_image(0, 1).size())));
  EXPECT_EQ(client.get("/api/1").body.size(), 89U);
}

TEST_F(ServerTest, ClosesWhenAskedTo) {
  raw_client client(server_.http_port());
  client.send("GET /api/1 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  EXPECT_TRUE(client.receive().has("Connection: close"));
  EXPECT_TRUE(client.at_end());
}

TEST_F(ServerTest, ClosesAfterHttp10) {
  raw_client client(server_.http_port());
  client.send("GET /api/1 HTTP/1.0\r\n\r\n");
  EXPECT_TRUE(client.receive().has("Connection: close"));
  EXPECT_TRUE(client.at_end());
}

TEST_F(ServerTest, KeepsAnHttp10ConnectionThatAsksForIt) {
  raw_client client(server_.http_port());
  client.send("GET /api/1 HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  EXPECT_TRUE(client.receive().has("Connection: keep-alive"));
  EXPECT_EQ(client.get("/api/1").status(), 200);
}

TEST_F(ServerTest, WaitsForTheDelayBeforeItAnswers) {
  raw_client client(server_.http_port());
  EXPECT_GE(time_of([&] { client.get("/api/1?delay=30ms"); }), 30ms);
  EXPECT_GE(time_of([&] { client.get("/api/1?freeze=30ms"); }), 30ms);
}

TEST_F(ServerTest, WaitsForHundredsOfClientsAtOnce) {
  std::vector<raw_client> clients(300);
  const auto took = time_of([&] {
    for (auto& each : clients) {
      each.connect(server_.http_port());
      each.send("GET /api/1?delay=100ms HTTP/1.1\r\nHost: a\r\n\r\n");
    }
    for (auto& each : clients) EXPECT_EQ(each.receive().status(), 200);
  });
  EXPECT_LT(took, 15s);  // one after another: 30 s
}

TEST_F(ServerTest, ServesImagesThatMatchTheManifest) {
  raw_client client(server_.http_port());
  const auto manifest =
      boost::json::parse(client.get("/images/manifest?count=3&seed=2").body).at("images").as_array();
  ASSERT_EQ(manifest.size(), 3U);
  for (std::size_t id = 0; id < manifest.size(); ++id) {
    const auto response = client.get("/images/" + std::to_string(id) + ".png?seed=2");
    EXPECT_TRUE(response.has("Content-Type: image/png"));
    EXPECT_EQ(response.body.size(), manifest[id].at("bytes").to_number<std::size_t>());
    EXPECT_EQ(to_hex(sha256(response.body)), manifest[id].at("sha256").as_string());
  }
}

TEST_F(ServerTest, PacesAnImageByLatencyAndBandwidth) {
  raw_client client(server_.http_port());
  const auto size = make_image(1, 2).size();
  const auto bandwidth = size * 10;  // a tenth of a second
  std::string body;
  const auto took = time_of([&] {
    body = client.get("/images/2.png?seed=1&latency=50ms&bandwidth=" + std::to_string(bandwidth)).body;
  });
  EXPECT_EQ(body, make_image(1, 2));
  EXPECT_GE(took, 150ms);
}

TEST_F(ServerTest, AnswersHealthWhileItMakesImages) {
  raw_client busy(server_.http_port());
  raw_client other(server_.http_port());
  busy.send("GET /images/manifest?count=300&seed=77 HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(other.get("/health").status(), 200);
  EXPECT_FALSE(busy.readable());
  EXPECT_EQ(boost::json::parse(busy.receive().body).at("images").as_array().size(), 300U);
}

TEST_F(ServerTest, MakesAnImageOnceForAllWhoAskAtTheSameTime) {
  std::vector<raw_client> clients(8);
  for (auto& each : clients) {
    each.connect(server_.http_port());
    each.send("GET /images/5.png?seed=6 HTTP/1.1\r\nHost: a\r\n\r\n");
  }
  for (auto& each : clients) EXPECT_EQ(each.receive().body, make_image(6, 5));
}

/// GETs over TLS, with the certificate verified for `name` against `ca_pem`. Throws when it is not trusted.
std::string get_over_tls(std::uint16_t port, const std::string& ca_pem, const std::string& name,
                         std::string_view target) {
  asio::io_context loop;
  asio::ssl::context tls(asio::ssl::context::tls_client);
  tls.add_certificate_authority(asio::buffer(ca_pem));
  tls.set_verify_mode(asio::ssl::verify_peer);
  asio::ssl::stream<asio::ip::tcp::socket> stream(loop, tls);
  stream.set_verify_callback(asio::ssl::host_name_verification(name));
  stream.next_layer().connect({asio::ip::make_address("127.0.0.1"), port});
  stream.handshake(asio::ssl::stream_base::client);
  asio::write(stream, asio::buffer("GET " + std::string(target) +
                                   " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"));
  std::string answer;
  boost::system::error_code end;
  asio::read(stream, asio::dynamic_buffer(answer), end);
  EXPECT_EQ(end, asio::error::eof) << "TLS was not ended properly: " << end.message();
  return answer;
}

TEST_F(ServerTest, ServesOverTlsThatItsAuthorityVouchesFor) {
  for (const auto* name : {"localhost", "127.0.0.1", "::1"}) {
    const auto answer = get_over_tls(server_.https_port(), server_.ca_pem(), name, "/api/1");
    EXPECT_NE(answer.find(R"("id":1)"), std::string::npos) << answer;
  }
}

TEST_F(ServerTest, SendsWholeImagesOverTls) {
  const auto answer = get_over_tls(server_.https_port(), server_.ca_pem(), "localhost",
                                   "/images/4.png?seed=1&bandwidth=100MiB");
  EXPECT_EQ(answer.substr(answer.find("\r\n\r\n") + 4), make_image(1, 4));
}

TEST_F(ServerTest, IsNotTrustedThroughAnotherServersAuthority) {
  const running_server other;
  EXPECT_THROW(get_over_tls(server_.https_port(), other.ca_pem(), "localhost", "/"),
               boost::system::system_error);
}

TEST(Server, StopsWhileClientsWait) {
  std::optional<running_server> server(std::in_place);
  raw_client waiting(server->http_port());
  raw_client stalled(server->http_port());
  raw_client making(server->http_port());
  waiting.send("GET /api/1?delay=1h HTTP/1.1\r\nHost: a\r\n\r\n");
  stalled.send("GET /api/1?error-rate=1&seed=1 HTTP/1.1\r\nHost: a\r\n");
  making.send("GET /images/manifest?count=10000&seed=8 HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(raw_client(server->http_port()).get("/health").status(), 200);
  server.reset();
  EXPECT_TRUE(waiting.at_end());
}

TEST(Server, StopsWhenADescriptorIsReadable) {
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  const file_descriptor read_end(ends[0]);
  const file_descriptor write_end(ends[1]);
  server stopped{server_options{}};
  stopped.stop_when_readable(read_end.get());
  ASSERT_EQ(::write(write_end.get(), "x", 1), 1);
  stopped.run();
}

TEST(Server, ListensOnOneAddressFamilyOrTheOther) {
  const server on_ipv6({.address = "::1"});
  EXPECT_NE(on_ipv6.identity().http_port, 0);
}

/// What the constructor says of `options`.
std::string complaint(const server_options& options) {
  try {
    const server refused(options);
    return "";
  } catch (const std::runtime_error& e) {
    return e.what();
  }
}

TEST(Server, NamesTheAddressAndPortThatAreInUse) {
  const server first{server_options{}};
  const auto port = first.identity().http_port;
  const auto message = complaint({.http_port = port});
  EXPECT_NE(message.find("127.0.0.1 port " + std::to_string(port)), std::string::npos) << message;
}

TEST(Server, NamesAnAddressThatIsNotThisMachines) {
  const auto message = complaint({.address = "192.0.2.1"});
  EXPECT_NE(message.find("192.0.2.1"), std::string::npos) << message;
}

}  // namespace
}  // namespace concbench::net
