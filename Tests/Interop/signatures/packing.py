"""Signatures that pyHanko does not make: older kinds, Chinese algorithms and seals. The keys of SM2 are made by OpenSSL's command."""

import hashlib
import subprocess
import tempfile
from pathlib import Path

from asn1crypto import algos, cms, core
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding

import authority
from forms import numbers, update

ROOM = 8192


def packed(data, subfilter, make, extra=b""):
    """Signs the field `s1` by hand: `make(signed bytes)` gives what stands in `/Contents`."""
    n = numbers(data)
    import io

    import pikepdf
    with pikepdf.open(io.BytesIO(data)) as pdf:
        field = next(field for field in pdf.Root.AcroForm.Fields if str(field.T) == "s1")
        body = field.unparse(resolved=True)
    value = n["next"] + 5
    field_body = body[:-2] + b" /V %d 0 R >>" % value
    contents = b"<" + b"0" * ROOM + b">"
    mark = b"[0 1111111111 2222222222 3333333333]"
    signature = (b"<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/" + subfilter + b"/M(D:20400601080000Z)/ByteRange " + mark
                 + extra + b"/Contents " + contents + b">>")
    out = update(data, {n["s1"]: field_body, value: signature})
    start = out.index(contents)
    end = start + len(contents)
    text = b"[0 %d %d %d]" % (start, end, len(out) - end)
    out = out.replace(mark, text.ljust(len(mark)))
    made = make(out[:start] + out[end:]).hex().encode()
    return out[:start + 1] + made + b"0" * (ROOM - len(made)) + out[end - 1:]


def around_sha1(signed, digest=None):
    """CMS whose content is the SHA-1 digest of the file."""
    cert, key = authority.issued("rsa")
    content = digest or hashlib.sha1(signed).digest()
    attributes = cms.CMSAttributes([
        cms.CMSAttribute({"type": "content_type", "values": ["data"]}),
        cms.CMSAttribute({"type": "message_digest", "values": [hashlib.sha1(content).digest()]})])
    signature = key.sign(attributes.dump(), padding.PKCS1v15(), hashes.SHA1())
    parsed = asn1_x509.Certificate.load(authority.der(cert))
    info = cms.SignerInfo({
        "version": "v1", "digest_algorithm": algos.DigestAlgorithm({"algorithm": "sha1"}),
        "sid": cms.SignerIdentifier({"issuer_and_serial_number": {
            "issuer": parsed.issuer, "serial_number": parsed.serial_number}}),
        "signed_attrs": attributes, "signature": signature,
        "signature_algorithm": algos.SignedDigestAlgorithm({"algorithm": "rsassa_pkcs1v15"})})
    return cms.ContentInfo({"content_type": "signed_data", "content": cms.SignedData({
        "version": "v1", "digest_algorithms": [algos.DigestAlgorithm({"algorithm": "sha1"})],
        "encap_content_info": {"content_type": "data", "content": content},
        "certificates": [parsed, asn1_x509.Certificate.load(authority.der(authority.MIDDLE))],
        "signer_infos": [info]})}).dump()


def plain_rsa(signed):
    _, key = authority.issued("rsa")
    return core.OctetString(key.sign(signed, padding.PKCS1v15(), hashes.SHA1())).dump()


class Chinese:
    """SM2 keys and signatures, by OpenSSL."""

    identity = ["-sigopt", "distid:1234567812345678"]

    def __init__(self, folder):
        self.folder = Path(folder)
        self.run("ecparam", "-name", "SM2", "-genkey", "-noout", "-out", "key.pem")
        self.run("req", "-new", "-x509", "-key", "key.pem", "-sm3", *self.identity, "-subj", "/C=CN/CN=国密签名人", "-utf8",
                 "-days", "7300", "-out", "cert.pem")
        self.run("x509", "-in", "cert.pem", "-outform", "DER", "-out", "cert.der")

    def run(self, *arguments, data=None):
        result = subprocess.run(["openssl", *arguments], cwd=self.folder, input=data, capture_output=True, check=True)
        return result.stdout

    def sm3(self, data):
        return self.run("dgst", "-sm3", "-binary", data=data)

    def sign(self, data):
        (self.folder / "data").write_bytes(data)
        return self.run("pkeyutl", "-sign", "-inkey", "key.pem", "-rawin", "-digest", "sm3", "-in", "data",
                        "-pkeyopt", "distid:1234567812345678")

    @property
    def certificate(self):
        return (self.folder / "cert.der").read_bytes()

    def message(self, signed, own_types=False):
        """CMS by GM/T 0010: with OpenSSL's numbers, or with the numbers of its own for the types of content."""
        parsed = asn1_x509.Certificate.load(self.certificate)
        digest = oid_algorithm("1.2.156.10197.1.401")
        data_type = "1.2.156.10197.6.1.4.2.1" if own_types else "1.2.840.113549.1.7.1"
        attributes = sequence(0x31, [
            attribute("1.2.840.113549.1.9.3", core.ObjectIdentifier(data_type).dump()),
            attribute("1.2.840.113549.1.9.4", core.OctetString(self.sm3(signed)).dump())])
        signature = self.sign(attributes)
        info = sequence(0x30, [
            core.Integer(1).dump(),
            sequence(0x30, [parsed.issuer.dump(), core.Integer(parsed.serial_number).dump()]), digest,
            b"\xa0" + attributes[1:], oid_algorithm("1.2.156.10197.1.501"), core.OctetString(signature).dump()])
        content = sequence(0x30, [
            core.Integer(1).dump(), sequence(0x31, [digest]),
            sequence(0x30, [core.ObjectIdentifier(data_type).dump()]),
            sequence(0xA0, [self.certificate]), sequence(0x31, [info])])
        kind = "1.2.156.10197.6.1.4.2.2" if own_types else "1.2.840.113549.1.7.2"
        return sequence(0x30, [core.ObjectIdentifier(kind).dump(), sequence(0xA0, [content])])

    def seal(self, signed):
        """A seal of GB/T 38540-2020, its picture left out."""
        eseal = sequence(0x30, [sequence(0x30, []), core.OctetString(self.certificate).dump()])
        to_sign = sequence(0x30, [
            core.Integer(4).dump(), eseal, core.GeneralizedTime.load(b"\x18\x0f20250601080000Z").dump(),
            bits(self.sm3(signed)), core.IA5String("/s1").dump()])
        return sequence(0x30, [
            to_sign, core.OctetString(self.certificate).dump(),
            core.ObjectIdentifier("1.2.156.10197.1.501").dump(), bits(self.sign(to_sign))])


def sequence(tag, parts):
    body = b"".join(parts)
    length = bytes([len(body)]) if len(body) < 128 else (lambda n: bytes([0x80 | len(n)]) + n)(
        len(body).to_bytes((len(body).bit_length() + 7) // 8, "big"))
    return bytes([tag]) + length + body


def bits(data):
    return sequence(0x03, [b"\0" + data])


def oid_algorithm(number):
    return sequence(0x30, [core.ObjectIdentifier(number).dump()])


def attribute(number, value):
    return sequence(0x30, [core.ObjectIdentifier(number).dump(), sequence(0x31, [value])])


def cases(plain):
    from cases import BROKEN, INTACT, UNSURE

    yield "pkcs7-sha1", packed(plain, b"adbe.pkcs7.sha1", around_sha1), INTACT, "root"
    yield "pkcs7-sha1-changed", packed(
        plain, b"adbe.pkcs7.sha1", lambda signed: around_sha1(signed, b"x" * 20)), BROKEN, None
    cert = b"/Cert<" + authority.der(authority.issued("rsa")[0]).hex().encode() + b">"
    yield "x509-rsa-sha1", packed(plain, b"adbe.x509.rsa_sha1", plain_rsa, cert), INTACT, None
    yield "x509-rsa-sha1-changed", packed(
        plain, b"adbe.x509.rsa_sha1", lambda signed: plain_rsa(signed + b"x"), cert), BROKEN, None
    yield "x509-rsa-sha1-no-certificate", packed(plain, b"adbe.x509.rsa_sha1", plain_rsa), UNSURE, None
    yield "detached-with-content", packed(plain, b"adbe.pkcs7.detached", around_sha1), BROKEN, None
    yield "vendor-unknown", packed(plain, b"Vendor.Seal", lambda signed: sequence(0x30, [b"\x02\x01\x01"])), UNSURE, None
    yield "rubbish", packed(plain, b"adbe.pkcs7.detached", lambda signed: sequence(0x30, [b"\x02\x01\x01"])), BROKEN, None
    yield "not-der", packed(plain, b"adbe.pkcs7.detached", lambda signed: b"hello"), BROKEN, None
    with tempfile.TemporaryDirectory() as folder:
        chinese = Chinese(folder)
        yield "sm2", packed(plain, b"adbe.pkcs7.detached", chinese.message), INTACT, None
        yield "sm2-own-types", packed(plain, b"GM.sm2seal", lambda signed: chinese.message(signed, True)), INTACT, None
        yield "sm2-changed", packed(
            plain, b"adbe.pkcs7.detached", lambda signed: chinese.message(signed + b"x")), BROKEN, None
        yield "seal", packed(plain, b"GBT.38540", chinese.seal), INTACT, None
        yield "seal-changed", packed(plain, b"GBT.38540", lambda signed: chinese.seal(signed + b"x")), BROKEN, None
        yield "seal-untrusted", packed(plain, b"GBT.38540", chinese.seal), UNSURE, "root"
