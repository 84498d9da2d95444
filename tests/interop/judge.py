"""Judges every signature of every file strictly, with the given roots as the only anchors.

Arguments: the roots. Standard input: JSON, a list of [path, password, level of the last signature]. Standard output: JSON, for
each file a list with an entry for each signature, or the words in which pyHanko gave up.
"""

import asyncio
import json
import logging
import sys

import pyhanko_certvalidator.policy_decl as policies
from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import ades, validate_pdf_signature, validate_pdf_timestamp
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.policy_decl import PdfSignatureValidationSpec, SignatureValidationSpec
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.authority import CertTrustAnchor
from pyhanko_certvalidator.context import CertValidationPolicySpec
from pyhanko_certvalidator.registry import SimpleTrustManager

logging.disable(logging.CRITICAL)
ROOTS = [load_cert_from_pemder(path) for path in sys.argv[1:]]


def context(reader, level):
    """Without network. From B-LT on everything that proves the certificates has to stand in the document."""
    if level in ('lt', 'lta'):
        words = {'trust_roots': ROOTS, 'allow_fetching': False, 'revocation_mode': 'require'}
        return DocumentSecurityStore.read_dss(reader).as_validation_context(words)
    return ValidationContext(trust_roots=ROOTS, allow_fetching=False)


def archival(signature):
    """ETSI EN 319 102-1 §5.6.3: the answer of the validation with long-term availability."""
    rule = policies.RevocationCheckingRule.CRL_OR_OCSP_REQUIRED
    checking = policies.RevocationCheckingPolicy(ee_certificate_rule=rule, intermediate_ca_cert_rule=rule)
    policy = CertValidationPolicySpec(
        trust_manager=SimpleTrustManager.build(trust_roots=ROOTS),
        revinfo_policy=policies.CertRevTrustPolicy(checking),
    )
    spec = PdfSignatureValidationSpec(SignatureValidationSpec(cert_validation_policy=policy))
    result = asyncio.run(ades.ades_lta_validation(signature, spec))
    return result.ades_subindic.name, result.failure_msg


def judge(reader, signature, level):
    stamp = signature.sig_object['/SubFilter'] == '/ETSI.RFC3161'
    if stamp:
        status = validate_pdf_timestamp(signature, context(reader, level))
        ok = status.valid and status.intact and status.trusted
        return {'ok': ok, 'kind': 'timestamp', 'coverage': status.coverage.name, 'words': status.summary()}
    status = validate_pdf_signature(signature, context(reader, level), context(reader, level))
    changes = status.modification_level.name if status.modification_level is not None else None
    found = {
        'ok': status.bottom_line, 'kind': 'signature', 'intact': status.intact and status.valid, 'trusted': status.trusted,
        'coverage': status.coverage.name, 'changes': changes, 'words': status.summary(),
    }
    if level != 'b':
        stamped = status.timestamp_validity
        found['ok'] = bool(found['ok'] and stamped and stamped.valid and stamped.intact and stamped.trusted)
        found['words'] += ' stamped' if stamped else ' without a timestamp'
    if level == 'lta':
        name, fault = archival(signature)
        found['ok'] = found['ok'] and name == 'OK'
        found['words'] += f' {name} {fault or ""}'.rstrip()
    return found


answers = []
for path, password, level in json.loads(sys.stdin.read()):
    try:
        with open(path, 'rb') as file:
            reader = PdfFileReader(file, strict=True)
            if reader.encrypted:
                reader.decrypt(password or '')
            last = max((s.signed_revision for s in reader.embedded_regular_signatures), default=0)
            answers.append([
                judge(reader, s, level if s.signed_revision >= last else 'b') for s in reader.embedded_signatures
            ])
    except Exception as fault:
        answers.append(f'{type(fault).__name__}: {fault}')
print(json.dumps(answers))
