/* Calls of Linux and glibc that Swift's Glibc module leaves out, because it is read without _GNU_SOURCE. */
#ifndef CLINUX_H
#define CLINUX_H

/* A nameless file in memory that can be sealed and is closed on exec; -1 and errno on failure.
 * label is shown in /proc/PID/maps. */
int clinux_memory_file(const char *label);

/* Forbids every later change of such a file, sealing included; -1 and errno on failure. */
int clinux_seal(int file);

/* Lets free keep what was allocated for the next allocation, instead of giving it back to the system: a training step
 * asks for the same megabytes again and again, and the kernel would clear every page anew. */
void clinux_keep_memory(void);

/* The running glibc's version, such as "2.36". */
const char *clinux_glibc_version(void);

/* The path of the library that a symbol visible to the whole process comes from, or NULL. */
const char *clinux_library_of(const char *symbol);

#endif
