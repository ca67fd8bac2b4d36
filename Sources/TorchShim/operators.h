// Calls through libtorch's dispatcher.
#pragma once
#include "ctorch.h"

namespace shim {

nas_status find(const char *name, const void **operation, nas_error *error);
nas_status call(const void *operation, const nas_argument *arguments, uint64_t count, nas_argument *results,
                uint64_t *result_count, nas_error *error);
nas_status call_by_name(void *, nas_text name, const nas_argument *arguments, uint64_t count, nas_argument *results,
                        uint64_t *result_count, nas_error *error);

}  // namespace shim
