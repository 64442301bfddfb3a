#include <poppler.h>
#include <cairo/cairo.h>

// Swift sees GObject types as opaque pointers, and g_object_unref wants a raw one.
static inline void cpoppler_unref(void *object) { g_object_unref(object); }

// poppler and GLib report every oddity of a file on the error stream; only what kills the process belongs there.
static inline void cpoppler_ignore_log(const gchar *domain, GLogLevelFlags level, const gchar *text, gpointer data) {}
static inline void cpoppler_silence(void) { g_log_set_default_handler(cpoppler_ignore_log, NULL); }
