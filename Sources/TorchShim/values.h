// Conversions between the contract's tagged values and libtorch's.
#pragma once
#include <ATen/ATen.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <atomic>
#include <string>

#include "ctorch.h"

namespace shim {

// Handles alive; a test sees that it comes back to where it was.
inline std::atomic<int64_t> live{0};

// The tensor behind a handle, which keeps its own reference.
inline at::Tensor borrow(const void *handle) {
  if (!handle) return at::Tensor();
  auto *impl = static_cast<c10::TensorImpl *>(const_cast<void *>(handle));
  return at::Tensor(c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>::reclaim_copy(impl));
}

// A new handle that owns one reference.
inline void *hand_over(at::Tensor tensor) {
  if (!tensor.defined()) return nullptr;
  ++live;
  return tensor.unsafeReleaseTensorImpl();
}

inline void release(void *handle) {
  if (!handle) return;
  --live;
  at::Tensor(c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>::reclaim(
      static_cast<c10::TensorImpl *>(handle)));
}

c10::IValue to_value(const nas_argument &argument, const c10::Argument &declared);
// Throws for a result that has no place in the contract; before any handle is given away, so that none is lost.
void check_crosses(const c10::IValue &value);
nas_argument to_argument(const c10::IValue &value);

// Runs `body`; what libtorch throws becomes a status and one line.
template <typename Body>
nas_status guarded(nas_error *error, Body body) {
  auto report = [&](nas_status status, const std::string &text) {
    if (error && error->set) {
      auto line = text.substr(0, text.find('\n'));
      error->set(error->ctx, status, nas_text{line.data(), line.size()}, nas_text{nullptr, 0});
    }
    return status;
  };
  try {
    body();
    return NAS_OK;
  } catch (const c10::Error &e) {
    return report(NAS_FAILED, e.what_without_backtrace());
  } catch (const std::bad_alloc &) {
    return report(NAS_FAILED, "out of memory");
  } catch (const std::exception &e) {
    return report(NAS_FAILED, e.what());
  }
}

}  // namespace shim
