// Eight files, written and read back: by a pool of threads, and by coroutines on io_uring.
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/random_access_file.hpp>
#include <boost/asio/read_at.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/asio/write_at.hpp>

#include "sync/async_task.hpp"
#include "sync/thread_pool.hpp"
#include "system/io_uring.hpp"
#include "system/story.hpp"
#include "system/temporary_folder.hpp"

using namespace concbench;

namespace {

const std::string text(4'000'000, 'x');

void check(const std::string& read) {
  if (read != text) throw std::runtime_error("a file has not what was written");
}

/// The thread that calls it waits for the disk.
void write_and_read(const std::filesystem::path& file) {
  const story::task task("pool: {}", file.filename().string());
  std::ofstream(file, std::ios::binary) << text;
  std::string read(text.size(), ' ');
  std::ifstream reader(file, std::ios::binary);
  reader.read(read.data(), static_cast<std::streamsize>(read.size()));
  check(read);
}

#ifdef BOOST_ASIO_HAS_FILE
/// Nobody waits: the kernel tells the loop what is done.
awaitable<void> write_and_read(event_loop& loop, std::filesystem::path path) {
  const story::task task("io_uring: {}", path.filename().string());
  asio::basic_random_access_file<loop_executor> file(
      loop.get_executor(), path.string(),
      asio::file_base::read_write | asio::file_base::create | asio::file_base::truncate);
  co_await asio::async_write_at(file, 0, asio::buffer(text), use_awaitable);
  std::string read(text.size(), ' ');
  co_await asio::async_read_at(file, 0, asio::buffer(read), use_awaitable);
  check(read);
}

void run_on_io_uring(const std::vector<std::filesystem::path>& files) {
  if (try_io_uring() != 0) return story::say("io_uring: this system does not allow it");
  event_loop loop;
  std::vector<awaitable<void>> works;
  for (const auto& each : files) works.push_back(write_and_read(loop, each));
  auto all = asio::co_spawn(loop, async::gather(std::move(works)), asio::use_future);
  loop.run();
  all.get();
}
#else
void run_on_io_uring(const std::vector<std::filesystem::path>&) {
  story::say("io_uring: not in this build (-DBOOST_ASIO_HAS_IO_URING, liburing)");
}
#endif

}  // namespace

int main() {
  const temporary_folder folder;  // removed together with its files at the end
  std::vector<std::filesystem::path> files;
  for (int i = 1; i <= 8; ++i) files.push_back(folder.path() / std::to_string(i));
  blocking::thread_pool pool(4);
  pool.map(files, [](const auto& file) { write_and_read(file); });
  run_on_io_uring(files);
  return 0;
}
