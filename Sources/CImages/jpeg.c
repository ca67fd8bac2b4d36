#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

#include <jpeglib.h>

#include <jerror.h>

#include "picture.h"

/* A progressive file may state scan after scan over the same pixels: a few bytes each, minutes of work in all. */
#define MOST_SCANS 500

/* All that must outlive a jump lies here, on the heap: locals of the function that called setjmp would not. */
typedef struct decoding {
  struct jpeg_decompress_struct info;
  struct jpeg_error_mgr manager;
  struct jpeg_progress_mgr progress;
  jmp_buf failed;
  cimages_error *error;
  cimages_picture *picture;
  JSAMPLE *row; /* of a CMYK picture */
} decoding;

static void fail(j_common_ptr info) {
  decoding *d = info->client_data;
  char text[JMSG_LENGTH_MAX];
  info->err->format_message(info, text);
  cimages_say(d->error, "%s", text);
  longjmp(d->failed, 1);
}

/* libjpeg fills what is missing with grey and goes on; here a picture is whole or it is none. */
static int means_damage(int code) {
  switch (code) {
  case JWRN_JPEG_EOF:
  case JWRN_HIT_MARKER:
  case JWRN_HUFF_BAD_CODE:
  case JWRN_MUST_RESYNC:
  case JWRN_ARITH_BAD_CODE:
    return 1;
  default:
    return 0;
  }
}

static void hear(j_common_ptr info, int level) {
  if (level < 0 && means_damage(info->err->msg_code)) fail(info);
}

static void keep_silent(j_common_ptr info) { (void)info; }

static void watch(j_common_ptr info) {
  if (!info->is_decompressor) return;
  decoding *d = info->client_data;
  if (d->info.input_scan_number <= MOST_SCANS) return;
  cimages_say(d->error, "it has more than %d scans", MOST_SCANS);
  longjmp(d->failed, 1);
}

static void begin(decoding *d, const uint8_t *bytes, size_t length) {
  d->info.err = jpeg_std_error(&d->manager);
  d->manager.error_exit = fail;
  d->manager.emit_message = hear;
  d->manager.output_message = keep_silent;
  d->info.client_data = d;
  jpeg_create_decompress(&d->info);
  d->progress.progress_monitor = watch;
  d->info.progress = &d->progress;
  jpeg_mem_src(&d->info, bytes, length);
}

/* The strongest reduction that leaves the shorter side long enough. */
static void reduce(struct jpeg_decompress_struct *info, uint32_t least_side) {
  uint32_t shorter = info->image_width < info->image_height ? info->image_width : info->image_height;
  info->scale_num = 1;
  info->scale_denom = 1;
  if (least_side == 0) return;
  while (info->scale_denom < 8 && shorter / (info->scale_denom * 2) >= least_side) info->scale_denom *= 2;
}

/* Adobe's programs store CMYK inverted, and nobody else stores it. */
static void convert(const JSAMPLE *cmyk, uint8_t *rgb, uint32_t width, int inverted) {
  for (uint32_t x = 0; x < width; x++, cmyk += 4, rgb += 3) {
    unsigned black = inverted ? cmyk[3] : 255u - cmyk[3];
    for (int c = 0; c < 3; c++) {
      unsigned ink = inverted ? cmyk[c] : 255u - cmyk[c];
      rgb[c] = (uint8_t)((ink * black + 127) / 255);
    }
  }
}

static void read_rows(decoding *d) {
  struct jpeg_decompress_struct *info = &d->info;
  int is_cmyk = info->out_color_space == JCS_CMYK;
  size_t stride = (size_t)info->output_width * 3;
  if (is_cmyk) d->row = malloc((size_t)info->output_width * 4);
  if (is_cmyk && d->row == NULL) ERREXIT1(info, JERR_OUT_OF_MEMORY, 0);
  while (info->output_scanline < info->output_height) {
    uint8_t *target = d->picture->pixels + info->output_scanline * stride;
    JSAMPROW row = is_cmyk ? d->row : target;
    if (jpeg_read_scanlines(info, &row, 1) != 1) ERREXIT(info, JERR_CANT_SUSPEND);
    if (is_cmyk) convert(d->row, target, info->output_width, info->saw_Adobe_marker);
  }
}

static void run(decoding *d, const uint8_t *bytes, size_t length, uint32_t least_side) {
  begin(d, bytes, length);
  jpeg_read_header(&d->info, TRUE);
  if (!cimages_allows(d->info.image_width, d->info.image_height, d->error)) longjmp(d->failed, 1);
  int is_cmyk = d->info.jpeg_color_space == JCS_CMYK || d->info.jpeg_color_space == JCS_YCCK;
  d->info.out_color_space = is_cmyk ? JCS_CMYK : JCS_RGB;
  reduce(&d->info, least_side);
  jpeg_start_decompress(&d->info);
  if (d->info.output_components != (is_cmyk ? 4 : 3)) ERREXIT(&d->info, JERR_BAD_J_COLORSPACE);
  if (!cimages_reserve(d->picture, d->info.output_width, d->info.output_height, d->error)) longjmp(d->failed, 1);
  read_rows(d);
  jpeg_finish_decompress(&d->info);
}

int cimages_decode_jpeg(const uint8_t *bytes, size_t length, uint32_t least_side, cimages_picture *picture,
                        cimages_error *error) {
  picture->pixels = NULL;
  error->text[0] = 0;
  decoding *d = calloc(1, sizeof *d);
  if (d == NULL) {
    cimages_say(error, "no memory is left");
    return 0;
  }
  d->error = error;
  d->picture = picture;
  if (setjmp(d->failed) == 0) {
    run(d, bytes, length, least_side);
  } else {
    cimages_free(picture);
  }
  if (d->info.mem != NULL) jpeg_destroy_decompress(&d->info);
  free(d->row);
  free(d);
  return picture->pixels != NULL;
}
