"""Signing by pyHanko, at fixed times."""

import io
from datetime import datetime, timezone

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from freezegun import freeze_time
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter, append_signature_field
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

import authority

TIME = "2025-06-01 08:00:00"


def asn1(cert):
    return asn1_x509.Certificate.load(authority.der(cert))


def signer(kind="rsa", chain=True, **more):
    cert, key = {"stranger": authority.stranger, "self": authority.self_signed}.get(
        kind, lambda: authority.issued(kind))()
    store = SimpleCertificateStore()
    if chain and kind not in ("stranger", "self"):
        store.register(asn1(authority.MIDDLE))
    return signers.SimpleSigner(
        asn1(cert), asn1_keys.PrivateKeyInfo.load(authority.key_der(key)), store, **more)


def stamper():
    cert, key = authority.issued("tsa")
    store = SimpleCertificateStore()
    store.register(asn1(authority.MIDDLE))
    return DummyTimeStamper(
        asn1(cert), asn1_keys.PrivateKeyInfo.load(authority.key_der(key)), store,
        fixed_dt=datetime(2025, 6, 1, 8, 0, tzinfo=timezone.utc))


def context():
    return ValidationContext(
        trust_roots=[asn1(authority.ROOT)], other_certs=[asn1(authority.MIDDLE)], allow_fetching=False,
        moment=datetime(2025, 6, 1, 8, 0, tzinfo=timezone.utc))


def writer(data, password=None):
    out = IncrementalPdfFileWriter(io.BytesIO(data), strict=False)
    if password is not None:
        out.encrypt(password)
    return out


def sign(data, field="s1", kind="rsa", level=None, stamped=False, spec=None, password=None, time=TIME, by=None, **meta):
    """- level: None for an approval, 1 to 3 to certify."""
    if level:
        meta |= {"certify": True, "docmdp_permissions": MDPPerm(level)}
    meta.setdefault("md_algorithm", "sha256")
    with freeze_time(time):
        out = io.BytesIO()
        signers.PdfSigner(
            signers.PdfSignatureMetadata(field_name=field, name="Stated Name", **meta), by or signer(kind),
            timestamper=stamper() if stamped else None, new_field_spec=spec,
        ).sign_pdf(writer(data, password), output=out)
        return out.getvalue()


def document_timestamp(data):
    with freeze_time("2025-06-02 08:00:00"):
        out = io.BytesIO()
        signers.PdfTimeStamper(stamper(), field_name="stamp").timestamp_pdf(
            writer(data), "sha256", context(), output=out)
        return out.getvalue()


def with_store(data):
    """A document security store, as for long-term validation."""
    from pyhanko.sign.validation.dss import DocumentSecurityStore

    out = writer(data)
    DocumentSecurityStore.supply_dss_in_writer(out, b"signature", certs=[asn1(authority.MIDDLE), asn1(authority.ROOT)])
    buffer = io.BytesIO()
    out.write(buffer)
    return buffer.getvalue()


def new_field(name, box=(20, 10, 220, 30), **more):
    return SigFieldSpec(sig_field_name=name, box=box, **more)


def with_field(data, spec):
    out = writer(data)
    append_signature_field(out, spec)
    buffer = io.BytesIO()
    out.write(buffer)
    return buffer.getvalue()


CADES = {"subfilter": SigSeedSubFilter.PADES}
