// A server on a thread of the test's own process, and a client that sends and sees every byte.
#pragma once

#include <cerrno>
#include <csignal>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>

#include "net/server/server.hpp"
#include "system/file_descriptor.hpp"

namespace concbench::net::testing {

/// Serves on ports that the kernel chose, until the end of its scope.
class running_server {
 public:
  explicit running_server(const waiting_limits& limits = {})
      : server_({.limits = limits, .version = "test"}) {
    std::signal(SIGPIPE, SIG_IGN);
    thread_ = std::thread([this] { server_.run(); });
  }
  ~running_server() {
    server_.stop();
    thread_.join();
  }

  std::uint16_t http_port() const { return server_.identity().http_port; }
  std::uint16_t https_port() const { return server_.identity().https_port; }
  const std::string& ca_pem() const { return server_.identity().ca_pem; }

 private:
  server server_;
  std::thread thread_;
};

struct response {
  std::string head;  ///< with the blank line
  std::string body;

  int status() const { return head.size() > 12 ? std::stoi(head.substr(9, 3)) : 0; }
  bool has(std::string_view line) const { return head.find(std::string(line) + "\r\n") != std::string::npos; }
};

/// One connection. Waiting for the server ends after 20 s with an exception, so that a failing test does not
/// hang.
class raw_client {
 public:
  raw_client() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) { limit_waiting(20'000); }
  explicit raw_client(std::uint16_t port) : raw_client() { connect(port); }

  void connect(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
      throw std::runtime_error("cannot connect");
  }

  void limit_waiting(int milliseconds) {
    const timeval limit{milliseconds / 1000, milliseconds % 1000 * 1000L};
    ::setsockopt(socket_.get(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  }

  void send(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto sent = ::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent < 0) throw std::runtime_error("cannot send");
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
  }

  /// Reads one response; `with_body` false for one to HEAD.
  response receive(bool with_body = true) {
    while (received_.find("\r\n\r\n") == std::string::npos)
      if (!more()) throw std::runtime_error("closed before a response: '" + received_ + "'");
    response answer;
    answer.head = take(received_.find("\r\n\r\n") + 4);
    if (!with_body) return answer;
    const auto field = answer.head.find("Content-Length: ");
    const auto size = field == std::string::npos ? 0 : std::stoul(answer.head.substr(field + 16));
    while (received_.size() < size)
      if (!more()) throw std::runtime_error("closed within a body");
    answer.body = take(size);
    return answer;
  }

  /// Reads so many bytes, whatever they are.
  std::string receive_bytes(std::size_t size) {
    while (received_.size() < size)
      if (!more()) throw std::runtime_error("closed before " + std::to_string(size) + " bytes");
    return take(size);
  }

  /// Whether the server takes all of it, and never less than a byte in so many milliseconds.
  bool send_within(std::string_view bytes, int milliseconds) {
    const timeval limit{milliseconds / 1000, milliseconds % 1000 * 1000L};
    ::setsockopt(socket_.get(), SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    while (!bytes.empty()) {
      const auto sent = ::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent < 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }

  /// Says that nothing more will be sent.
  void end() { ::shutdown(socket_.get(), SHUT_WR); }

  response get(std::string_view target) {
    send("GET " + std::string(target) + " HTTP/1.1\r\nHost: test\r\n\r\n");
    return receive();
  }

  /// Whether the server closes now, without another byte.
  bool at_end() { return received_.empty() && !more(); }

  /// What is wrong with the connection when nothing can be read: an errno such as ECONNRESET, or 0 when there
  /// is no error.
  int error() {
    char byte = 0;
    return ::recv(socket_.get(), &byte, 1, MSG_PEEK) < 0 ? errno : 0;
  }

  /// Whether there is something to read at this moment.
  bool readable() const {
    char byte = 0;
    return !received_.empty() || ::recv(socket_.get(), &byte, 1, MSG_PEEK | MSG_DONTWAIT) > 0;
  }

  /// Ends the connection with RST.
  void reset() {
    const linger at_once{1, 0};
    ::setsockopt(socket_.get(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    socket_.reset();
  }

 private:
  /// False at the end of the stream.
  bool more() {
    char buffer[16 * 1024];
    const auto size = ::recv(socket_.get(), buffer, sizeof buffer, 0);
    if (size < 0) throw std::runtime_error("cannot receive, errno " + std::to_string(errno));
    received_.append(buffer, static_cast<std::size_t>(size));
    return size > 0;
  }

  std::string take(std::size_t size) {
    auto front = received_.substr(0, size);
    received_.erase(0, size);
    return front;
  }

  file_descriptor socket_;
  std::string received_;
};

}  // namespace concbench::net::testing
