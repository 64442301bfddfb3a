#ifndef CZXING_H
#define CZXING_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// One code that was read: its bytes, and its corners in pixels, x and y in turn, from where its top-left corner is.
typedef void (*czxing_found)(void *context, const uint8_t *bytes, int32_t count, const int32_t corners[8]);

// Reads the QR codes of a picture of one byte for each pixel, 0 for black, without gaps between its rows.
// Returns how many were read; negative when the library failed.
int32_t czxing_read(const uint8_t *pixels, int32_t width, int32_t height, void *context, czxing_found found);

#ifdef __cplusplus
}
#endif

#endif
