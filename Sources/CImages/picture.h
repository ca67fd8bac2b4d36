/* picture.h - what both decoders share. */
#ifndef CIMAGES_PICTURE_H
#define CIMAGES_PICTURE_H

#include "cimages.h"

/* Keeps the first error. */
void cimages_say(cimages_error *error, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Whether the extents are allowed; says why where they are not. */
int cimages_allows(uint64_t width, uint64_t height, cimages_error *error);

/* Takes memory for a picture; says so where there is none. */
int cimages_reserve(cimages_picture *picture, uint32_t width, uint32_t height, cimages_error *error);

#endif
