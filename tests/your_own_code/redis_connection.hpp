// A connection to Redis whose calls block: the client that hiredis has for threads.
#pragma once

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>

#include <hiredis/hiredis.h>

struct redis_address {
  std::string host;
  int port = 0;
};

class redis_connection {
 public:
  /// Connects. Throws std::runtime_error.
  explicit redis_connection(const redis_address& address)
      : context_(redisConnect(address.host.c_str(), address.port)) {
    if (!context_) throw std::runtime_error("no memory for a connection to Redis");
    if (context_->err != 0)
      throw std::runtime_error("cannot connect to Redis at " + address.host + ":" +
                               std::to_string(address.port) + ": " + context_->errstr);
  }

  /// Sets a key, which Redis removes after an hour. Throws std::runtime_error.
  void set(const std::string& key, const std::string& value) {
    constexpr int lifetime_s = 3600;
    checked(redisCommand(context_.get(), "SET %b %b EX %d", key.data(), key.size(), value.data(),
                         value.size(), lifetime_s));
  }

  /// The value of a key; empty when there is none. Throws std::runtime_error.
  std::string get(const std::string& key) {
    const auto reply = checked(redisCommand(context_.get(), "GET %b", key.data(), key.size()));
    return {reply->str, reply->len};
  }

 private:
  struct free_reply {
    void operator()(redisReply* reply) const { freeReplyObject(reply); }
  };
  struct free_context {
    void operator()(redisContext* context) const { redisFree(context); }
  };
  using reply_ptr = std::unique_ptr<redisReply, free_reply>;

  reply_ptr checked(void* got) const {
    reply_ptr reply(static_cast<redisReply*>(got));
    if (!reply) throw std::runtime_error(std::string("Redis: ") + context_->errstr);
    if (reply->type == REDIS_REPLY_ERROR)
      throw std::runtime_error("Redis: " + std::string(reply->str, reply->len));
    return reply;
  }

  std::unique_ptr<redisContext, free_context> context_;
};
