import sys

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.stamp import TextStampStyle

source, target, key_file, password, picture = sys.argv[1:]
signer = signers.SimpleSigner.load_pkcs12(key_file, passphrase=password.encode())
meta = signers.PdfSignatureMetadata(field_name='S', subfilter=fields.SigSeedSubFilter.PADES, md_algorithm='sha256')
look = {}
if picture != '-':
    # Pictures need a further library, which is not part of the usual installation: a line of text instead.
    look['stamp_style'] = TextStampStyle(stamp_text='Signed by: %(signer)s')
    look['new_field_spec'] = fields.SigFieldSpec('S', box=(340, 50, 453, 126))
with open(source, 'rb') as file, open(target, 'wb') as out:
    signers.PdfSigner(meta, signer, **look).sign_pdf(IncrementalPdfFileWriter(file), output=out)
