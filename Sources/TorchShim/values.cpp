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

bool is_list_of(const c10::TypePtr &type, c10::TypeKind element) {
  return type->kind() == c10::TypeKind::ListType && type->expectRef<c10::ListType>().getElementType()->kind() == element;
}

// A whole number where the schema wants another type, or the same number for every dimension ("int[2] stride=1").
c10::IValue integer(int64_t value, const c10::TypePtr &type, const c10::Argument &declared) {
  if (type->kind() == c10::TypeKind::FloatType) return static_cast<double>(value);
  if (type->kind() == c10::TypeKind::BoolType) return value != 0;
  if (is_list_of(type, c10::TypeKind::IntType) && declared.N()) return std::vector<int64_t>(*declared.N(), value);
  return value;
}

c10::IValue text(const nas_argument &argument, const c10::TypePtr &type) {
  auto value = std::string(static_cast<const char *>(argument.data), argument.count);
  if (type->kind() == c10::TypeKind::DeviceObjType) return c10::Device(value);
  return value;
}

c10::IValue integers(const nas_argument &argument, const c10::TypePtr &type) {
  auto first = static_cast<const int64_t *>(argument.data);
  auto list = std::vector<int64_t>(first, first + argument.count);
  if (is_list_of(type, c10::TypeKind::BoolType)) {
    c10::List<bool> flags;
    for (auto value : list) flags.push_back(value != 0);
    return flags;
  }
  if (is_list_of(type, c10::TypeKind::FloatType)) return std::vector<double>(list.begin(), list.end());
  return list;
}

}  // namespace

c10::IValue to_value(const nas_argument &argument, const c10::Argument &declared) {
  auto type = strip_optional(declared.real_type());
  switch (argument.kind) {
    case NAS_TENSOR_NONE: return c10::IValue();
    case NAS_TENSOR_TENSOR: return borrow(argument.data);
    case NAS_TENSOR_INTEGER: return integer(argument.integer, type, declared);
    case NAS_TENSOR_REAL: return argument.real;
    case NAS_TENSOR_BOOLEAN: return argument.integer != 0;
    case NAS_TENSOR_INTEGERS: return integers(argument, type);
    case NAS_TENSOR_TENSORS: return tensors(argument, type);
    case NAS_TENSOR_TYPE: return argument.integer;
    case NAS_TENSOR_TEXT: return text(argument, type);
    default: TORCH_CHECK(false, "argument '", declared.name(), "' has the unknown kind ", argument.kind);
  }
}

void check_crosses(const c10::IValue &value) {
  TORCH_CHECK(value.isTensor() || value.isInt() || value.isDouble() || value.isBool() || value.isNone(),
              "a result of type ", value.tagKind(), " cannot cross the boundary");
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
  }
  return result;
}

}  // namespace shim
