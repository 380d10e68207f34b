// The server's images: what is kept of them, and for how long.
#include "net/server/image_store.hpp"

#include <gtest/gtest.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>

#include "net/content/image.hpp"

namespace concbench::net {
namespace {

class ImageStoreTest : public ::testing::Test {
 protected:
  std::shared_ptr<const image> get(std::uint64_t seed, std::uint32_t id) {
    std::shared_ptr<const image> found;
    auto note = [&found](const std::exception_ptr&, auto image) { found = std::move(image); };
    asio::co_spawn(loop_.get_executor(), images_.get(seed, id), note);
    loop_.restart();
    const auto keep_running = asio::make_work_guard(loop_);
    while (!found) loop_.run_one();
    return found;
  }

  event_loop loop_;  // outlives the store
  image_store images_{byte_size{1 << 20}};
};

TEST_F(ImageStoreTest, KeepsAnImageThatIsAskedForAgain) {
  const auto first = get(1, 2);
  EXPECT_EQ(get(1, 2), first);
  EXPECT_EQ(images_.find(1, 2), first);
  EXPECT_EQ(images_.find(1, 3), nullptr);
}

TEST_F(ImageStoreTest, HoldsNoMoreThanItHasRoomFor) {
  std::uint64_t made = 0;
  for (std::uint32_t id = 0; id < 40; ++id) made += get(7, id)->png.size();
  ASSERT_GT(made, 2U << 20);
  std::uint64_t held = 0;
  for (std::uint32_t id = 0; id < 40; ++id)
    if (const auto each = images_.find(7, id)) held += each->png.size();
  EXPECT_LE(held, 1U << 20);
  EXPECT_NE(images_.find(7, 39), nullptr);
}

TEST_F(ImageStoreTest, LetsThatGoWhichNobodyHasAskedForTheLongest) {
  get(7, 0);
  for (std::uint32_t id = 1; id < 40; ++id) {
    get(7, id);
    EXPECT_NE(images_.find(7, 0), nullptr) << id;
  }
  EXPECT_EQ(images_.find(7, 1), nullptr);
}

TEST_F(ImageStoreTest, MakesOneThatWasLetGoAgain) {
  const auto before = get(7, 0);
  for (std::uint32_t id = 1; id < 40; ++id) get(7, id);
  EXPECT_EQ(images_.find(7, 0), nullptr);
  EXPECT_EQ(get(7, 0)->png, before->png);
}

TEST_F(ImageStoreTest, KeepsOneThatIsLargerThanItsRoom) {
  image_store small{byte_size{1}};
  std::shared_ptr<const image> made;
  asio::co_spawn(loop_.get_executor(), small.get(1, 1),
                 [&made](const std::exception_ptr&, auto image) { made = std::move(image); });
  const auto keep_running = asio::make_work_guard(loop_);
  while (!made) loop_.run_one();
  EXPECT_EQ(made->png, make_image(1, 1));
  EXPECT_EQ(small.find(1, 1), made);
}

}  // namespace
}  // namespace concbench::net
