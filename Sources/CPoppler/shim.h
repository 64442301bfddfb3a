#include <poppler.h>
#include <cairo/cairo.h>

// Swift sees GObject types as opaque pointers, and g_object_unref wants a raw one.
static inline void cpoppler_unref(void *object) { g_object_unref(object); }
