// Work that blocks (a disk, a scanner), done on a pool while the coroutine that asked for it sleeps.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <functional>
#include <utility>

namespace vesture::api {

template <class T>
boost::asio::awaitable<T> result_of(const std::function<T()>& work) {
  co_return work();
}

// Resumes on the coroutine's own executor; what the work throws is thrown there. `work` must be a named object.
template <class T>
boost::asio::awaitable<T> run_on(boost::asio::thread_pool& pool, const std::function<T()>& work) {
  auto there = result_of(work);
  co_return co_await boost::asio::co_spawn(pool, std::move(there), boost::asio::use_awaitable);
}

}  // namespace vesture::api
