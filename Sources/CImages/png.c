#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include <png.h>

#include "picture.h"

/* Memory for one chunk beside the pixels: texts and profiles, which nobody reads here. */
#define MOST_CHUNK_BYTES (8u << 20)

/* All that must outlive a jump lies here, on the heap: locals of the function that called setjmp would not. */
typedef struct decoding {
  png_structp png;
  png_infop info;
  jmp_buf failed;
  const uint8_t *bytes;
  size_t length, offset;
  cimages_error *error;
  cimages_picture *picture;
  png_bytep *rows;
} decoding;

static void fail(png_structp png, png_const_charp text) {
  decoding *d = png_get_error_ptr(png);
  cimages_say(d->error, "%s", text);
  longjmp(d->failed, 1);
}

static void keep_silent(png_structp png, png_const_charp text) {
  (void)png;
  (void)text;
}

static void give(png_structp png, png_bytep target, png_size_t count) {
  decoding *d = png_get_io_ptr(png);
  if (count > d->length - d->offset) {
    cimages_say(d->error, "it ends at byte %zu, where %zu more are needed", d->length, count);
    longjmp(d->failed, 1);
  }
  memcpy(target, d->bytes + d->offset, count);
  d->offset += count;
}

static void begin(decoding *d) {
  d->png = png_create_read_struct(PNG_LIBPNG_VER_STRING, d, fail, keep_silent);
  if (d->png != NULL) d->info = png_create_info_struct(d->png);
  if (d->info == NULL) {
    cimages_say(d->error, "no memory is left, or libpng is of another version than the one that was built with");
    longjmp(d->failed, 1);
  }
  png_set_read_fn(d->png, d, give);
  png_set_user_limits(d->png, CIMAGES_LONGEST_SIDE, CIMAGES_LONGEST_SIDE);
  png_set_chunk_malloc_max(d->png, MOST_CHUNK_BYTES);
  png_set_chunk_cache_max(d->png, 128);
}

static void expect_rgb(decoding *d) {
  png_set_expand(d->png);
  png_set_scale_16(d->png);
  png_set_strip_alpha(d->png);
  png_set_gray_to_rgb(d->png);
  png_set_interlace_handling(d->png);
  png_read_update_info(d->png, d->info);
  if (png_get_rowbytes(d->png, d->info) != (size_t)png_get_image_width(d->png, d->info) * 3) {
    fail(d->png, "its rows are not of red, green and blue");
  }
}

static void run(decoding *d) {
  begin(d);
  png_read_info(d->png, d->info);
  uint32_t width = png_get_image_width(d->png, d->info), height = png_get_image_height(d->png, d->info);
  if (!cimages_allows(width, height, d->error)) longjmp(d->failed, 1);
  expect_rgb(d);
  if (!cimages_reserve(d->picture, width, height, d->error)) longjmp(d->failed, 1);
  d->rows = malloc(height * sizeof *d->rows);
  if (d->rows == NULL) fail(d->png, "no memory is left");
  for (uint32_t y = 0; y < height; y++) d->rows[y] = d->picture->pixels + (size_t)y * width * 3;
  png_read_image(d->png, d->rows);
  png_read_end(d->png, NULL);
}

int cimages_decode_png(const uint8_t *bytes, size_t length, cimages_picture *picture, cimages_error *error) {
  picture->pixels = NULL;
  error->text[0] = 0;
  decoding *d = calloc(1, sizeof *d);
  if (d == NULL) {
    cimages_say(error, "no memory is left");
    return 0;
  }
  d->bytes = bytes;
  d->length = length;
  d->error = error;
  d->picture = picture;
  if (setjmp(d->failed) == 0) {
    run(d);
  } else {
    cimages_free(picture);
  }
  if (d->png != NULL) png_destroy_read_struct(&d->png, &d->info, NULL);
  free(d->rows);
  free(d);
  return picture->pixels != NULL;
}
