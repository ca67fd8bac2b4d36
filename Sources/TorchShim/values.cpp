#include "values.h"

#include <vector>

namespace shim {

namespace {

bool is_optional(const c10::TypePtr &type) { return type->kind() == c10::TypeKind::OptionalType; }

c10::TypePtr strip_optional(c10::TypePtr type) {
  while (is_optional(type)) type = type->expectRef<c10::OptionalType>().getElementType();
  return type;
}

c10::IValue tensors(const nas_argument &argument, const c10::TypePtr &type) {
  auto handles = static_cast<void *const *>(argument.data);
  auto element = type->kind() == c10::TypeKind::ListType ? type->expectRef<c10::ListType>().getElementType() : nullptr;
  if (element && is_optional(element)) {
    c10::List<std::optional<at::Tensor>> list;
    for (uint64_t i = 0; i < argument.count; ++i) list.push_back(borrow(handles[i]));
    return list;
  }
  std::vector<at::Tensor> list;
  list.reserve(argument.count);
  for (uint64_t i = 0; i < argument.count; ++i) list.push_back(borrow(handles[i]));
  return list;
}

c10::IValue integers(const nas_argument &argument, const c10::TypePtr &type) {
  auto first = static_cast<const int64_t *>(argument.data);
  auto list = std::vector<int64_t>(first, first + argument.count);
  if (type->kind() == c10::TypeKind::ListType &&
      type->expectRef<c10::ListType>().getElementType()->kind() == c10::TypeKind::BoolType) {
    c10::List<bool> flags;
    for (auto value : list) flags.push_back(value != 0);
    return flags;
  }
  return list;
}

}  // namespace

c10::IValue to_value(const nas_argument &argument, const c10::Argument &declared) {
  auto type = strip_optional(declared.real_type());
  switch (argument.kind) {
    case NAS_TENSOR_NONE: return c10::IValue();
    case NAS_TENSOR_TENSOR: return borrow(argument.data);
    case NAS_TENSOR_INTEGER:
      if (type->kind() == c10::TypeKind::FloatType) return static_cast<double>(argument.integer);
      if (type->kind() == c10::TypeKind::BoolType) return argument.integer != 0;
      return argument.integer;
    case NAS_TENSOR_REAL: return argument.real;
    case NAS_TENSOR_BOOLEAN: return argument.integer != 0;
    case NAS_TENSOR_INTEGERS: return integers(argument, type);
    case NAS_TENSOR_TENSORS: return tensors(argument, type);
    case NAS_TENSOR_TYPE: return argument.integer;
    case NAS_TENSOR_TEXT:
      return std::string(static_cast<const char *>(argument.data), argument.count);
    default: TORCH_CHECK(false, "argument '", declared.name(), "' has the unknown kind ", argument.kind);
  }
}

nas_argument to_argument(const c10::IValue &value) {
  nas_argument result{};
  if (value.isTensor()) {
    result.kind = NAS_TENSOR_TENSOR;
    result.data = hand_over(value.toTensor());
  } else if (value.isInt()) {
    result.kind = NAS_TENSOR_INTEGER;
    result.integer = value.toInt();
  } else if (value.isDouble()) {
    result.kind = NAS_TENSOR_REAL;
    result.real = value.toDouble();
  } else if (value.isBool()) {
    result.kind = NAS_TENSOR_BOOLEAN;
    result.integer = value.toBool();
  } else {
    TORCH_CHECK(value.isNone(), "a result of type ", value.tagKind(), " cannot cross the boundary");
  }
  return result;
}

}  // namespace shim
