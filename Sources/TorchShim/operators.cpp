// Calls through libtorch's dispatcher: one door for every operator, autograd and autocast included.
#include "operators.h"

#include <mutex>
#include <unordered_map>

#include "values.h"

namespace shim {

namespace {

using Handle = c10::OperatorHandle;

// Operators are few and found once, so the lock is never on a hot path.
const Handle *find_operator(const std::string &name) {
  static std::mutex mutex;
  static std::unordered_map<std::string, const Handle *> known;
  std::lock_guard<std::mutex> lock(mutex);
  auto found = known.find(name);
  if (found != known.end()) return found->second;
  auto dot = name.find('.');
  auto base = name.substr(0, dot);
  auto overload = dot == std::string::npos ? std::string() : name.substr(dot + 1);
  auto handle = new Handle(c10::Dispatcher::singleton().findSchemaOrThrow(base.c_str(), overload.c_str()));
  known.emplace(name, handle);
  return handle;
}

void call_operator(const Handle &handle, const nas_argument *arguments, uint64_t count, nas_argument *results,
                   uint64_t *result_count) {
  const auto &schema = handle.schema();
  const auto &declared = schema.arguments();
  TORCH_CHECK(count <= declared.size(), schema.name(), " takes ", declared.size(), " arguments, not ", count);
  torch::jit::Stack stack;
  stack.reserve(declared.size());
  for (size_t i = 0; i < declared.size(); ++i) {
    if (i < count) {
      stack.push_back(to_value(arguments[i], declared[i]));
    } else {
      TORCH_CHECK(declared[i].default_value().has_value(), schema.name(), " needs the argument '", declared[i].name(), "'");
      stack.push_back(*declared[i].default_value());
    }
  }
  handle.callBoxed(&stack);
  TORCH_CHECK(stack.size() <= *result_count, schema.name(), " has ", stack.size(), " results, more than there is room for");
  *result_count = stack.size();
  for (const auto &value : stack) check_crosses(value);
  for (size_t i = 0; i < stack.size(); ++i) results[i] = to_argument(stack[i]);
}

}  // namespace

nas_status find(const char *name, const void **operation, nas_error *error) {
  return guarded(error, [&] { *operation = find_operator(name); });
}

nas_status call(const void *operation, const nas_argument *arguments, uint64_t count, nas_argument *results,
                uint64_t *result_count, nas_error *error) {
  return guarded(error, [&] {
    call_operator(*static_cast<const Handle *>(operation), arguments, count, results, result_count);
  });
}

nas_status call_by_name(void *, nas_text name, const nas_argument *arguments, uint64_t count, nas_argument *results,
                        uint64_t *result_count, nas_error *error) {
  return guarded(error, [&] {
    call_operator(*find_operator(std::string(name.bytes, name.length)), arguments, count, results, result_count);
  });
}

}  // namespace shim
