import sys

from cryptography.hazmat.primitives.serialization import pkcs12
from endesive.pdf import cms

source, target, key_file, password, picture = sys.argv[1:]
with open(key_file, 'rb') as file:
    key, certificate, chain = pkcs12.load_key_and_certificates(file.read(), password.encode())
facts = {'sigflags': 3, 'contact': '', 'location': '', 'signingdate': 'D:20260101000000+00\'00\'', 'reason': ''}
if picture != '-':
    facts.update(sigpage=0, signaturebox=(340, 50, 453, 126), signature_img=picture)
with open(source, 'rb') as file:
    data = file.read()
with open(target, 'wb') as out:
    out.write(data)
    out.write(cms.sign(data, facts, key, certificate, chain, 'sha256'))
