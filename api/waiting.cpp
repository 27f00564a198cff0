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
                                     std::chrono::milliseconds most) {
  if (runner.position() >= position) co_return true;
  const auto executor = co_await asio::this_coro::executor;
  const auto timer = std::make_shared<asio::steady_timer>(executor, most);
  const std::weak_ptr<asio::steady_timer> waiting = timer;
  // Ends with this coroutine, so that nothing is posted to an event loop that is gone.
  const auto told = runner.when_applied(position, {}, [waiting, executor](bool) {
    asio::post(executor, [waiting] {
      if (const auto still = waiting.lock()) still->cancel();
    });
  });
  boost::system::error_code ignored;
  co_await timer->async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  co_return runner.position() >= position;
}

}  // namespace vesture::api
