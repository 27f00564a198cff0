// A reply's content on its way out, read on a pool because the disk may block.
#pragma once

#include <boost/asio/thread_pool.hpp>
#include <memory>
#include <string>
#include <utility>

#include "api/http/streamed_body.hpp"
#include "api/route.hpp"
#include "api/run_on.hpp"

namespace vesture::api {

class PooledBody final : public OutgoingBody {
 public:
  PooledBody(boost::asio::thread_pool& pool, std::shared_ptr<StreamedContent> content)
      : pool_(pool), content_(std::move(content)) {}

  std::uint64_t size() const override { return content_->size; }
  boost::asio::awaitable<std::string> read() override { return run_on(pool_, content_->next); }

 private:
  boost::asio::thread_pool& pool_;
  const std::shared_ptr<StreamedContent> content_;
};

}  // namespace vesture::api
