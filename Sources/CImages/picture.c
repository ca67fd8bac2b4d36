#include "picture.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void cimages_say(cimages_error *error, const char *format, ...) {
  if (error->text[0] != 0) return;
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(error->text, sizeof error->text, format, arguments);
  va_end(arguments);
}

int cimages_allows(uint64_t width, uint64_t height, cimages_error *error) {
  if (width == 0 || height == 0 || width > CIMAGES_LONGEST_SIDE || height > CIMAGES_LONGEST_SIDE ||
      width * height > CIMAGES_MOST_PIXELS) {
    cimages_say(error, "it states %llu x %llu pixels; sides of 1 to %d and up to %u pixels are decoded",
                (unsigned long long)width, (unsigned long long)height, CIMAGES_LONGEST_SIDE, CIMAGES_MOST_PIXELS);
    return 0;
  }
  return 1;
}

int cimages_reserve(cimages_picture *picture, uint32_t width, uint32_t height, cimages_error *error) {
  picture->pixels = calloc((size_t)width * height, 3);
  picture->width = width;
  picture->height = height;
  if (picture->pixels != NULL) return 1;
  cimages_say(error, "no memory is left for %u x %u pixels", width, height);
  return 0;
}

void cimages_free(cimages_picture *picture) {
  free(picture->pixels);
  picture->pixels = NULL;
}
