/* cimages.h - JPEG and PNG bytes as pixels, by libjpeg-turbo and libpng.
 *
 * Both libraries report errors by a jump, which Swift cannot land: here they become a status and a text. Whatever the
 * bytes are, a call returns; it never prints, exits or writes outside its own memory.
 */
#ifndef CIMAGES_H
#define CIMAGES_H

#include <stddef.h>
#include <stdint.h>

/* The longest side, and the most pixels, of an image that is decoded; larger ones are refused before memory is taken
 * for them. */
#define CIMAGES_LONGEST_SIDE 32768
#define CIMAGES_MOST_PIXELS (128u << 20)

/* Red, green and blue of 8 bits side by side, row after row from the top, without gaps between rows. */
typedef struct cimages_picture {
  uint8_t *pixels; /* width * height * 3 bytes; NULL where there is no picture */
  uint32_t width, height;
} cimages_picture;

/* What is wrong, in the library's words. */
typedef struct cimages_error {
  char text[200];
} cimages_error;

/* Decodes a JPEG. Grey and CMYK become RGB; orientation and colour profiles are not applied.
 *
 * `least_side` > 0 allows a picture of a half, a quarter or an eighth of the size, as long as its shorter side stays at
 * least that: the decoder then skips the fine detail, which is several times quicker. 0 decodes at full size.
 * Gives 1 and a picture to be freed, or 0 and an error. */
int cimages_decode_jpeg(const uint8_t *bytes, size_t length, uint32_t least_side, cimages_picture *picture,
                        cimages_error *error);

/* Decodes a PNG. Palettes, grey and 16 bits become 8-bit RGB; an alpha channel is left out.
 *
 * Gives 1 and a picture to be freed, or 0 and an error. */
int cimages_decode_png(const uint8_t *bytes, size_t length, cimages_picture *picture, cimages_error *error);

/* Gives the memory of a picture back; a picture without any is left as it is. */
void cimages_free(cimages_picture *picture);

#endif
