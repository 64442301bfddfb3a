// libxml2's headers pull in ICU, whose module clashes with the one inside Foundation.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/SAX2.h>
#include <libxml/relaxng.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlreader.h>
#include <libxml/xmlwriter.h>
#include <libxml/xmlschemas.h>

// What libxml2 says of encodings and files belongs to no parser. It goes to a handler of the thread, which writes to standard error, with
// bytes of the input, unless another is set; in C, since Swift can make no function of variable arguments.
static void handover_ignore_error(void *context, const char *message, ...) {}

static inline int handover_parse_chunk(xmlParserCtxtPtr parser, const char *bytes, int count, int is_last) {
  xmlGenericErrorFunc handler = xmlGenericError;
  void *context = xmlGenericErrorContext;
  xmlSetGenericErrorFunc(NULL, handover_ignore_error);
  int result = xmlParseChunk(parser, bytes, count, is_last);
  xmlSetGenericErrorFunc(context, handler);
  return result;
}

static inline int handover_parse_document(xmlParserCtxtPtr parser) {
  xmlGenericErrorFunc handler = xmlGenericError;
  void *context = xmlGenericErrorContext;
  xmlSetGenericErrorFunc(NULL, handover_ignore_error);
  int result = xmlParseDocument(parser);
  xmlSetGenericErrorFunc(context, handler);
  return result;
}
