#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/cms.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/objects.h>
#include <openssl/pem.h>
#include <openssl/ts.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <stdlib.h>

// What OpenSSL offers as macros, or with types that Swift cannot name.

static inline void ccms_free_certificates(STACK_OF(X509) * certificates) { sk_X509_pop_free(certificates, X509_free); }
static inline void ccms_free(void *memory) { OPENSSL_free(memory); }

// No configuration file is read and no module is loaded from a file: what the library itself offers must do.
static inline int ccms_begin(void) { return OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, NULL); }

// The next certificate of a PEM text, or NULL; a password is never asked for.
static inline int ccms_no_password(char *buffer, int size, int rwflag, void *data) { return -1; }
static inline X509 *ccms_next_certificate(BIO *text) { return PEM_read_bio_X509(text, NULL, ccms_no_password, NULL); }

// Whether a key may sign documents by its certificate: any, when the certificate does not say.
static inline int ccms_may_sign(X509 *certificate) {
  uint32_t usage = X509_get_key_usage(certificate);
  return usage == UINT32_MAX || (usage & (KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION)) != 0;
}

static inline int ccms_may_timestamp(X509 *certificate) {
  uint32_t usage = X509_get_extended_key_usage(certificate);
  return usage != UINT32_MAX && (usage & XKU_TIMESTAMP) != 0;
}
