// The least that Asio can do to keep connections open and exchange messages on them: a coroutine for each connection, on
// one thread. echo's coroutines are compared with it.
//
//     bare_echo PORT CONNECTIONS MESSAGES SIZE
//
// It prints the seconds that the messages took, without opening the connections. The server is `concbench serve` on this
// machine. Each connection sends a message of SIZE bytes, reads until all of it is back, compares, and sends the next.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/impl/src.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

namespace {

namespace asio = boost::asio;
using executor = asio::io_context::executor_type;
using tcp_socket = asio::basic_stream_socket<asio::ip::tcp, executor>;
constexpr asio::use_awaitable_t<executor> use_awaitable;

constexpr std::string_view upgrade =
    "GET /echo HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n";

/// Connects and has the connection upgraded.
tcp_socket open(asio::io_context& loop, unsigned short port) {
  tcp_socket socket(loop.get_executor());
  socket.connect({asio::ip::make_address("127.0.0.1"), port});
  socket.set_option(asio::ip::tcp::no_delay(true));
  asio::write(socket, asio::buffer(upgrade));
  std::string head;
  asio::read_until(socket, asio::dynamic_buffer(head), "\r\n\r\n");
  if (!head.starts_with("HTTP/1.1 101 ")) throw std::runtime_error("no upgrade: " + head);
  socket.non_blocking(true);
  return socket;
}

/// What is sent differs from one message to the next. As in echo, one byte too many would be seen.
asio::awaitable<void, executor> exchange(tcp_socket& socket, std::size_t number, std::size_t messages,
                                         std::size_t size, std::size_t& done) {
  std::vector<char> sent(size);
  std::vector<char> received(size + 1);
  for (std::size_t i = 0; i < size; ++i) sent[i] = static_cast<char>(number * 31 + i * 7);
  for (std::size_t i = 0; i < messages; ++i) {
    ++sent[i % size];
    boost::system::error_code blocked;
    const auto written = socket.write_some(asio::buffer(sent), blocked);
    if (blocked && blocked != asio::error::would_block) throw boost::system::system_error(blocked);
    if (written < size) co_await asio::async_write(socket, asio::buffer(sent) + written, use_awaitable);
    std::size_t got = 0;
    while (got < size) got += co_await socket.async_read_some(asio::buffer(received) + got, use_awaitable);
    if (got != size || std::memcmp(sent.data(), received.data(), size) != 0)
      throw std::runtime_error("another message came back");
  }
  ++done;
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc != 5) throw std::invalid_argument("usage: bare_echo PORT CONNECTIONS MESSAGES SIZE");
  const auto port = static_cast<unsigned short>(std::stoi(argv[1]));
  const std::size_t connections = std::stoull(argv[2]);
  const std::size_t messages = std::stoull(argv[3]);
  const std::size_t size = std::stoull(argv[4]);

  asio::io_context loop(BOOST_ASIO_CONCURRENCY_HINT_UNSAFE_IO);
  std::vector<tcp_socket> sockets;
  for (std::size_t i = 0; i < connections; ++i) sockets.push_back(open(loop, port));

  std::size_t done = 0;
  const auto start = std::chrono::steady_clock::now();
  for (std::size_t i = 0; i < connections; ++i)
    asio::co_spawn(loop.get_executor(), exchange(sockets[i], i, messages, size, done),
                   [](const std::exception_ptr& error) {
                     if (error) std::rethrow_exception(error);
                   });
  loop.run();
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
  if (done != connections) throw std::runtime_error("not every connection came to its end");
  std::printf("%.6f\n", taken.count());
  return EXIT_SUCCESS;
} catch (const std::exception& e) {
  std::fprintf(stderr, "bare_echo: %s\n", e.what());
  return 2;
}
