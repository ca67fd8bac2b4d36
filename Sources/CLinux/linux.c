#define _GNU_SOURCE
#include "clinux.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <gnu/libc-version.h>
#include <limits.h>
#include <malloc.h>
#include <stddef.h>
#include <sys/mman.h>

int clinux_memory_file(const char *label) { return memfd_create(label, MFD_CLOEXEC | MFD_ALLOW_SEALING); }

int clinux_seal(int file) {
  return fcntl(file, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL);
}

void clinux_keep_memory(void) {
  mallopt(M_MMAP_THRESHOLD, 1 << 30);
  mallopt(M_TRIM_THRESHOLD, INT_MAX);
  mallopt(M_TOP_PAD, 64 << 20);
}

const char *clinux_glibc_version(void) { return gnu_get_libc_version(); }

const char *clinux_library_of(const char *symbol) {
  Dl_info found;
  void *address = dlsym(RTLD_DEFAULT, symbol);
  return address && dladdr(address, &found) ? found.dli_fname : NULL;
}
