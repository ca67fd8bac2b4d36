/* ctorch.h - the flat C face of libtorch, as the library TorchShim gives it after it was opened.
 *
 * The first part is the tensor service of the plugin contract itself, so that what plugins are lent and what the
 * trainer uses is one implementation. A tensor handle owns one reference; release gives it back.
 */
#ifndef CTORCH_H
#define CTORCH_H

#include "nas_plugin.h"

#ifdef __cplusplus
extern "C" {
#endif

#define CTORCH_OPEN_SYMBOL "ctorch_open"

typedef struct ctorch_api_r1 {
  uint32_t struct_size, reserved;
  nas_tensor_service tensor;
  /* An operator by name ("aten::add.Tensor"), found once and called often; handles are never released. */
  nas_status (*find)(const char *name, const void **operation, nas_error *);
  nas_status (*call)(const void *operation, const nas_argument *, uint64_t count, nas_argument *results,
                     uint64_t *result_count, nas_error *);
  void *(*retain)(void *tensor);
  void *(*data)(void *tensor);
  uint64_t (*count)(void *tensor);
  void (*clear_gradient)(void *tensor);
  void (*autocast_begin)(uint32_t cuda);            /* bf16 on the CPU or on CUDA, with a cache of cast weights */
  void (*autocast_end)(uint32_t cuda);
  void (*set_threads)(int32_t count);
  int64_t (*live_tensors)(void);
  const char *(*version)(void);
  const char *(*cpu_capability)(void);
  uint32_t (*has_fast_bf16)(void);
  int32_t (*cuda_devices)(void);
  void (*prefer_deterministic)(void);               /* kernels whose sums do not depend on timing, where there are any */
} ctorch_api;

typedef const ctorch_api *(*ctorch_open_function)(void);

#ifdef __cplusplus
}
#endif
#endif
