// hiredis says when it wants to read and write; the loop says when it can.
#include "redis_loop_client.hpp"

void redis_loop_client::shutdown() noexcept {
  if (context_ != nullptr) redisAsyncFree(context_);
}

void redis_loop_client::connect(const redis_address& address) {
  context_ = redisAsyncConnect(address.host.c_str(), address.port);
  if (context_ == nullptr) throw std::runtime_error("no memory for a connection to Redis");
  if (context_->err != 0) {
    const std::string reason = context_->errstr;
    redisAsyncFree(std::exchange(context_, nullptr));
    throw std::runtime_error("cannot connect to Redis at " + address.host + ":" +
                             std::to_string(address.port) + ": " + reason);
  }
  socket_.assign(context_->c.fd);
  context_->ev = {.data = this,
                  .addRead = begin_reading,
                  .delRead = stop_reading,
                  .addWrite = begin_writing,
                  .delWrite = stop_writing,
                  .cleanup = forget_socket};
}

void redis_loop_client::send(const redis_address& address, const std::string& key,
                             std::unique_ptr<task> waiting) {
  if (context_ == nullptr) connect(address);
  const auto answered = [](redisAsyncContext* context, void* got, void* of) {
    const std::unique_ptr<task> waited(static_cast<task*>(of));
    const auto* reply = static_cast<redisReply*>(got);
    if (reply == nullptr) return waited->resume({"", std::string("Redis: ") + context->errstr});
    std::string text(reply->str == nullptr ? "" : reply->str, reply->len);
    if (reply->type == REDIS_REPLY_ERROR) return waited->resume({"", "Redis: " + text});
    waited->resume({std::move(text)});
  };
  if (redisAsyncCommand(context_, answered, waiting.get(), "GET %b", key.data(), key.size()) != REDIS_OK)
    throw std::runtime_error("Redis has closed the connection");
  waiting.release();  // `answered` owns it now
}

void redis_loop_client::begin_reading(void* self) {
  auto& client = *static_cast<redis_loop_client*>(self);
  client.wants_to_read_ = true;
  client.await_reading();
}

void redis_loop_client::stop_reading(void* self) {
  static_cast<redis_loop_client*>(self)->wants_to_read_ = false;
}

void redis_loop_client::begin_writing(void* self) {
  auto& client = *static_cast<redis_loop_client*>(self);
  client.wants_to_write_ = true;
  client.await_writing();
}

void redis_loop_client::stop_writing(void* self) {
  static_cast<redis_loop_client*>(self)->wants_to_write_ = false;
}

/// hiredis closes the socket itself, when this returns.
void redis_loop_client::forget_socket(void* self) {
  auto& client = *static_cast<redis_loop_client*>(self);
  client.wants_to_read_ = client.wants_to_write_ = false;
  client.context_ = nullptr;
  if (client.socket_.is_open()) client.socket_.release();
}

void redis_loop_client::await_reading() {
  if (awaits_reading_) return;
  awaits_reading_ = true;
  socket_.async_wait(socket_.wait_read, [this](const boost::system::error_code& error) {
    awaits_reading_ = false;
    if (error || !wants_to_read_) return;
    redisAsyncHandleRead(context_);  // calls `answered` for each answer
    if (wants_to_read_) await_reading();
  });
}

void redis_loop_client::await_writing() {
  if (awaits_writing_) return;
  awaits_writing_ = true;
  socket_.async_wait(socket_.wait_write, [this](const boost::system::error_code& error) {
    awaits_writing_ = false;
    if (error || !wants_to_write_) return;
    redisAsyncHandleWrite(context_);
    if (wants_to_write_) await_writing();
  });
}
