"""What pyHanko and pdfsig say of a file, for comparison; their questions are not ours."""

import re
import subprocess
import warnings

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature, validate_pdf_timestamp

from signing import context


def opinions(path):
    return f"pyhanko: {pyhanko(path)}", f"pdfsig: {pdfsig(path)}"


def pyhanko(path):
    import logging
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    try:
        with open(path, "rb") as handle:
            reader = PdfFileReader(handle, strict=False)
            if reader.encrypted:
                reader.decrypt(b"")
            found = []
            for signature in reader.embedded_signatures:
                try:
                    stamp = str(signature.sig_object.get("/SubFilter")) == "/ETSI.RFC3161"
                    status = (validate_pdf_timestamp if stamp else validate_pdf_signature)(signature, context())
                    found.append(f"{signature.field_name}={'ok' if status.bottom_line else status.summary()}")
                except Exception as error:  # noqa: BLE001
                    found.append(f"{signature.field_name}={type(error).__name__}")
            return " ".join(found) or "none"
    except Exception as error:  # noqa: BLE001
        return type(error).__name__


def pdfsig(path):
    out = subprocess.run(["pdfsig", "-nocert", str(path)], capture_output=True, text=True, timeout=60).stdout
    return ", ".join(re.findall(r"Signature Validation: (.*)", out)) or "none"
