#include "api/waiting.hpp"

#include <boost/asio/async_result.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <memory>

namespace vesture::api {

namespace asio = boost::asio;
using eventstore::Append;
using eventstore::Appended;

asio::awaitable<Appended> append_to(eventstore::Log& log, Append append) {
  auto token = asio::use_awaitable;
  co_return co_await asio::async_initiate<decltype(token), void(Appended)>(
      [&log, &append](auto handler) {
        auto shared = std::make_shared<decltype(handler)>(std::move(handler));
        log.append(std::move(append), [shared](Appended appended) {
          const auto executor = asio::get_associated_executor(*shared);
          asio::post(executor,
                     [shared, answer = std::move(appended)]() mutable { (*shared)(std::move(answer)); });
        });
      },
      token);
}

asio::awaitable<bool> wait_for_views(projections::Runner& runner, std::uint64_t position,
                                     std::vector<std::string> names, std::chrono::milliseconds most) {
  if (runner.position(names) >= position) co_return true;
  struct Waiting {
    asio::steady_timer timer;
    bool applied = false;
  };
  const auto executor = co_await asio::this_coro::executor;
  const std::shared_ptr<Waiting> waiting(new Waiting{asio::steady_timer(executor, most)});
  // Ends with this coroutine, so that nothing is posted to an event loop that is gone.
  const auto told = runner.when_applied(position, std::move(names),
                                        [weak = std::weak_ptr<Waiting>(waiting), executor](bool applied) {
                                          asio::post(executor, [weak, applied] {
                                            const auto still = weak.lock();
                                            if (!still) return;
                                            still->applied = applied;
                                            still->timer.cancel();
                                          });
                                        });
  boost::system::error_code ignored;
  co_await waiting->timer.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  co_return waiting->applied;
}

}  // namespace vesture::api
