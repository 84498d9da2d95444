"""Signs files in the styles that are named.

Standard input: JSON, a list of jobs with source, target, password of the document, key file, its password, style (words),
and for higher levels: the authority's key file, lists and anchors. Standard output: JSON, for each job null or the words in
which pyHanko gave up.
"""

import json
import logging
import sys

from asn1crypto import crl
from pyhanko import stamp
from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator import ValidationContext

logging.disable(logging.CRITICAL)


def sign(job):
    style = job['style'].split()
    signer = signers.SimpleSigner.load_pkcs12(
        job['key'], passphrase=job['secret'].encode(), prefer_pss='pss' in style
    )
    cades = SigSeedSubFilter.PADES if 'pades' in style else SigSeedSubFilter.ADOBE_PKCS7_DETACHED
    name = next((word for word in ('Second', 'Last') if word.lower() in style), 'First')
    digest = next((word for word in style if word.startswith('sha')), 'sha256')
    facts = {'field_name': name, 'subfilter': cades, 'md_algorithm': digest, 'reason': 'Tested'}
    if 'certify' in style:
        facts.update(certify=True, docmdp_permissions=MDPPerm.FILL_FORMS)
    left = 300 if name == 'Second' else 50
    visible = 'visible' in style
    place = SigFieldSpec(name, box=(left, 50, left + 200, 110)) if visible else None
    text = stamp.TextStampStyle(stamp_text='Signed by: %(signer)s') if visible else None
    stamper = None
    if 't' in style or 'lt' in style or 'lta' in style:
        clock = signers.SimpleSigner.load_pkcs12(job['clock'], passphrase=job['secret'].encode())
        stamper = DummyTimeStamper(clock.signing_cert, clock.signing_key, clock.cert_registry)
    if 'lt' in style or 'lta' in style:
        lists = [crl.CertificateList.load(open(path, 'rb').read()) for path in job['lists']]
        anchors = [load_cert_from_pemder(path) for path in job['anchors']]
        known = ValidationContext(
            trust_roots=anchors, crls=lists, allow_fetching=False, revocation_mode='require'
        )
        facts.update(embed_validation_info=True, validation_context=known, use_pades_lta='lta' in style)
    with open(job['source'], 'rb') as file, open(job['target'], 'wb') as out:
        writer = IncrementalPdfFileWriter(file, strict='lenient' not in style)
        if job.get('password'):
            writer.encrypt(job['password'])
        meta = signers.PdfSignatureMetadata(**facts)
        signers.PdfSigner(meta, signer, timestamper=stamper, stamp_style=text, new_field_spec=place).sign_pdf(
            writer, output=out
        )


answers = []
for job in json.loads(sys.stdin.read()):
    try:
        sign(job)
        answers.append(None)
    except Exception as fault:
        answers.append(f'{type(fault).__name__}: {fault}')
print(json.dumps(answers))
