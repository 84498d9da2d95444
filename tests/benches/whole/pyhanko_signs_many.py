import os
import sys

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers

folder, target, key_file, password = sys.argv[1:]
signer = signers.SimpleSigner.load_pkcs12(key_file, passphrase=password.encode())
meta = signers.PdfSignatureMetadata(field_name='S', subfilter=fields.SigSeedSubFilter.PADES, md_algorithm='sha256')
os.mkdir(target)
for name in sorted(os.listdir(folder)):
    with open(os.path.join(folder, name), 'rb') as file, open(os.path.join(target, name), 'wb') as out:
        signers.PdfSigner(meta, signer).sign_pdf(IncrementalPdfFileWriter(file), output=out)
