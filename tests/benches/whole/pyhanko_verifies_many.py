"""Validates every signature of every file in a folder, offline, in one process."""

import pathlib
import sys

from asn1crypto import pem, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

folder, root = sys.argv[1:]
octets = pathlib.Path(root).read_bytes()
if pem.detect(octets):
    octets = pem.unarmor(octets)[2]
context = ValidationContext(trust_roots=[x509.Certificate.load(octets)], allow_fetching=False)
for path in sorted(pathlib.Path(folder).glob("*.pdf")):
    with path.open("rb") as file:
        for signature in PdfFileReader(file).embedded_signatures:
            validate_pdf_signature(signature, context).intact
