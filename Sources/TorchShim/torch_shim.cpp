// The table of ctorch.h over libtorch: tensors, gradients, autocast. The only C++ of the project.
#include "torch_shim.h"

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/Version.h>
#include <ATen/autocast_mode.h>
#include <ATen/detail/CUDAHooksInterface.h>
#include <c10/core/GradMode.h>
#include <torch/csrc/autograd/generated/variable_factories.h>
#include <torch/version.h>

#include "operators.h"
#include "values.h"

namespace {

using namespace shim;

nas_status make(void *, uint32_t dtype, const int64_t *shape, uint64_t rank, const void *data, void **tensor, nas_error *error) {
  return guarded(error, [&] {
    auto options = at::TensorOptions().dtype(static_cast<at::ScalarType>(dtype));
    auto made = torch::empty(at::IntArrayRef(shape, rank), options);
    if (data) memcpy(made.data_ptr(), data, made.nbytes());
    *tensor = hand_over(made);
  });
}

nas_status shape(void *, void *tensor, uint32_t *dtype, int64_t *sizes, uint64_t *rank, nas_error *error) {
  return guarded(error, [&] {
    auto found = borrow(tensor);
    TORCH_CHECK(static_cast<uint64_t>(found.dim()) <= *rank, "the tensor has ", found.dim(), " dimensions, more than there is room for");
    *rank = found.dim();
    *dtype = static_cast<uint32_t>(found.scalar_type());
    for (int64_t i = 0; i < found.dim(); ++i) sizes[i] = found.size(i);
  });
}

nas_status read(void *, void *tensor, void *data, uint64_t bytes, nas_error *error) {
  return guarded(error, [&] {
    auto plain = borrow(tensor).detach().to(at::kCPU).contiguous();
    TORCH_CHECK(plain.nbytes() == bytes, "the tensor has ", plain.nbytes(), " bytes, not ", bytes);
    memcpy(data, plain.data_ptr(), bytes);
  });
}

void release_tensor(void *, void *tensor) { release(tensor); }

nas_status requires_gradient(void *, void *tensor, uint32_t required, nas_error *error) {
  return guarded(error, [&] { borrow(tensor).set_requires_grad(required != 0); });
}

nas_status backward(void *, void *tensor, nas_error *error) {
  return guarded(error, [&] { borrow(tensor).backward(); });
}

nas_status gradient(void *, void *tensor, void **result, nas_error *error) {
  return guarded(error, [&] { *result = hand_over(borrow(tensor).grad()); });
}

uint32_t exchange_gradient(void *, uint32_t enabled) {
  auto before = c10::GradMode::is_enabled();
  c10::GradMode::set_enabled(enabled != 0);
  return before ? 1 : 0;
}

void *retain(void *tensor) { return hand_over(borrow(tensor)); }
void *data(void *tensor) { return borrow(tensor).data_ptr(); }
uint64_t count(void *tensor) { return borrow(tensor).numel(); }
void clear_gradient(void *tensor) { borrow(tensor).mutable_grad().reset(); }

void autocast_begin(uint32_t cuda) {
  auto device = cuda ? at::kCUDA : at::kCPU;
  at::autocast::set_autocast_dtype(device, at::kBFloat16);
  at::autocast::set_autocast_enabled(device, true);
  at::autocast::set_autocast_cache_enabled(true);
  at::autocast::increment_nesting();
}

void autocast_end(uint32_t cuda) {
  if (at::autocast::decrement_nesting() == 0) at::autocast::clear_cache();
  at::autocast::set_autocast_enabled(cuda ? at::kCUDA : at::kCPU, false);
}

void set_threads(int32_t threads) { at::set_num_threads(threads); }
int64_t live_tensors() { return live.load(); }
const char *version() { return TORCH_VERSION; }

const char *cpu_capability() {
  static const std::string text = at::get_cpu_capability();
  return text.c_str();
}

// Without these instructions bf16 is emulated and slower than fp32.
uint32_t has_fast_bf16() {
#if defined(__x86_64__)
  __builtin_cpu_init();
  return __builtin_cpu_supports("avx512bf16") ? 1 : 0;
#else
  return 0;
#endif
}

// cuDNN must not choose its algorithms by timing them; a warning is all where CUDA has no such kernel.
void prefer_deterministic() {
  auto &context = at::globalContext();
  context.setBenchmarkCuDNN(false);
  context.setDeterministicCuDNN(true);
  context.setDeterministicAlgorithms(true, /*warn_only=*/true);
}

int32_t cuda_devices() { return at::hasCUDA() ? static_cast<int32_t>(at::detail::getCUDAHooks().deviceCount()) : 0; }

}  // namespace

extern "C" __attribute__((visibility("default"))) const ctorch_api *ctorch_open(void) {
  static const ctorch_api api = [] {
    ctorch_api table{};
    table.struct_size = sizeof(table);
    table.tensor.struct_size = sizeof(table.tensor);
    table.tensor.call = call_by_name;
    table.tensor.make = make;
    table.tensor.shape = shape;
    table.tensor.read = read;
    table.tensor.release = release_tensor;
    table.tensor.requires_gradient = requires_gradient;
    table.tensor.backward = backward;
    table.tensor.gradient = gradient;
    table.tensor.gradient_enabled = exchange_gradient;
    table.find = find;
    table.call = call;
    table.retain = retain;
    table.data = data;
    table.count = count;
    table.clear_gradient = clear_gradient;
    table.autocast_begin = autocast_begin;
    table.autocast_end = autocast_end;
    table.set_threads = set_threads;
    table.live_tensors = live_tensors;
    table.version = version;
    table.cpu_capability = cpu_capability;
    table.has_fast_bf16 = has_fast_bf16;
    table.cuda_devices = cuda_devices;
    table.prefer_deterministic = prefer_deterministic;
    return table;
  }();
  return &api;
}
