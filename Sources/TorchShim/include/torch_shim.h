/* The one function that this library exports. */
#ifndef TORCH_SHIM_H
#define TORCH_SHIM_H
#include "ctorch.h"
#ifdef __cplusplus
extern "C"
#endif
const ctorch_api *ctorch_open(void);
#endif
