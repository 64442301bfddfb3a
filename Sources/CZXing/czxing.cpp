// The library speaks C++ and throws; here both end.
#define ZX_USE_UTF8 1
#include "czxing.h"

#include <ZXing/ReadBarcode.h>

int32_t czxing_read(const uint8_t *pixels, int32_t width, int32_t height, void *context, czxing_found found) {
  try {
    ZXing::DecodeHints hints;
    hints.setFormats(ZXing::BarcodeFormat::QRCode);
    hints.setTryHarder(true);
    hints.setTryRotate(true);
    hints.setTryDownscale(true);
    const ZXing::ImageView image(pixels, width, height, ZXing::ImageFormat::Lum);
    int32_t count = 0;
    for (const auto &result : ZXing::ReadBarcodes(image, hints)) {
      if (!result.isValid()) continue;
      int32_t corners[8];
      for (int corner = 0; corner < 4; ++corner) {
        corners[2 * corner] = result.position()[corner].x;
        corners[2 * corner + 1] = result.position()[corner].y;
      }
      const auto &bytes = result.bytes();
      found(context, bytes.data(), static_cast<int32_t>(bytes.size()), corners);
      ++count;
    }
    return count;
  } catch (...) {
    return -1;
  }
}
