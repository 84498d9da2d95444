import os
import sys

from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

folder, root = sys.argv[1:]
anchor = load_cert_from_pemder(root)
for name in sorted(os.listdir(folder)):
    with open(os.path.join(folder, name), 'rb') as file:
        context = ValidationContext(trust_roots=[anchor])
        for signature in PdfFileReader(file).embedded_signatures:
            status = validate_pdf_signature(signature, context)
            assert status.intact and status.valid, name
