"""A test authority: keys derived from seeds, certificates with fixed dates. Nobody real is named, nothing is secret."""

import random
from datetime import datetime, timezone
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID


def prime(source, bits):
    while True:
        candidate = source.getrandbits(bits) | 1 | 3 << (bits - 2)
        if all(candidate % small for small in (3, 5, 7, 11, 13, 17, 19, 23, 29, 31)):
            if all(pow(source.randrange(2, candidate - 1), candidate - 1, candidate) == 1 for _ in range(12)):
                if (candidate - 1) % 65537:
                    return candidate


@cache
def rsa_key(seed, bits=2048):
    source = random.Random(seed)
    p, q = prime(source, bits // 2), prime(source, bits // 2)
    d = pow(65537, -1, (p - 1) * (q - 1))
    numbers = rsa.RSAPrivateNumbers(
        p, q, d, rsa.rsa_crt_dmp1(d, p), rsa.rsa_crt_dmq1(d, q), rsa.rsa_crt_iqmp(p, q),
        rsa.RSAPublicNumbers(65537, p * q))
    return numbers.private_key()


def ec_key(seed):
    return ec.derive_private_key(random.Random(seed).getrandbits(250), ec.SECP256R1())


def ed_key(seed):
    return ed25519.Ed25519PrivateKey.from_private_bytes(random.Random(seed).randbytes(32))


def name(common):
    return x509.Name([x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"), x509.NameAttribute(NameOID.COMMON_NAME, common)])


def certificate(subject, key, issuer=None, issuer_key=None, authority=False, years=(2005, 2045), timestamping=False):
    issuer_key = issuer_key or key
    builder = (
        x509.CertificateBuilder().subject_name(name(subject)).issuer_name(name(issuer or subject))
        .public_key(key.public_key()).serial_number(random.Random(subject).getrandbits(64))
        .not_valid_before(datetime(years[0], 1, 1, tzinfo=timezone.utc))
        .not_valid_after(datetime(years[1], 1, 1, tzinfo=timezone.utc))
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.KeyUsage(
                digital_signature=not authority, content_commitment=not authority, key_encipherment=False,
                data_encipherment=False, key_agreement=False, key_cert_sign=authority, crl_sign=authority,
                encipher_only=False, decipher_only=False), critical=True))
    if timestamping:
        builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    digest = None if isinstance(issuer_key, ed25519.Ed25519PrivateKey) else hashes.SHA256()
    return builder.sign(issuer_key, digest)


ROOT_KEY = rsa_key("root")
ROOT = certificate("测试根机构", ROOT_KEY, authority=True)
MIDDLE_KEY = ec_key("middle")
MIDDLE = certificate("测试签发机构", MIDDLE_KEY, "测试根机构", ROOT_KEY, authority=True)
OTHER_ROOT_KEY = ec_key("other root")
OTHER_ROOT = certificate("另一机构", OTHER_ROOT_KEY, authority=True)

SIGNERS = {
    "rsa": ("张三", rsa_key("retiree"), {}),
    "second": ("某企业", rsa_key("enterprise"), {}),
    "ecdsa": ("李四", ec_key("ecdsa"), {}),
    "ed25519": ("王五", ed_key("ed"), {}),
    "expired": ("过期者", ec_key("expired"), {"years": (2010, 2012)}),
    "tsa": ("测试时间戳", rsa_key("tsa"), {"timestamping": True}),
}


@cache
def issued(kind):
    """The certificate and key of a signer, issued by the middle authority."""
    subject, key, more = SIGNERS[kind]
    return certificate(subject, key, "测试签发机构", MIDDLE_KEY, **more), key


@cache
def stranger():
    key = ec_key("stranger")
    return certificate("陌生人", key, "另一机构", OTHER_ROOT_KEY), key


@cache
def self_signed():
    key = ec_key("self")
    return certificate("自签者", key), key


def pem(cert):
    return cert.public_bytes(serialization.Encoding.PEM)


def der(cert):
    return cert.public_bytes(serialization.Encoding.DER)


def key_der(key):
    return key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
