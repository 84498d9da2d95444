//! pyHanko, driven by two small scripts: one judges, one signs.

use std::path::Path;
use std::process::Command;
use tests::kit::tools;
use tests::kit::village::{PASSWORD, Village};

/// Judges every signature of every file with the village's root as the only anchor, in strict mode.
const JUDGE: &str = r#"
import json, logging, sys
from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

logging.disable(logging.CRITICAL)
root, jobs = load_cert_from_pemder(sys.argv[1]), json.loads(sys.stdin.read())
answers = []
for path, password in jobs:
    found = []
    try:
        with open(path, 'rb') as file:
            reader = PdfFileReader(file, strict=True)
            if reader.encrypted:
                reader.decrypt(password or '')
            for signature in reader.embedded_signatures:
                status = validate_pdf_signature(signature, ValidationContext(trust_roots=[root], allow_fetching=False))
                level = status.modification_level
                found.append({'ok': status.bottom_line, 'intact': status.intact and status.valid, 'trusted': status.trusted,
                              'coverage': status.coverage.name, 'changes': level.name if level is not None else None})
        answers.append(found)
    except Exception as fault:
        answers.append(f'{type(fault).__name__}: {fault}')
print(json.dumps(answers))
"#;

/// Signs each file in the style that is named.
const SIGN: &str = r#"
import json, logging, sys
from pyhanko import stamp
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter

logging.disable(logging.CRITICAL)
key_file, password, jobs = sys.argv[1], sys.argv[2].encode(), json.loads(sys.stdin.read())
for source, target, style in jobs:
    signer = signers.SimpleSigner.load_pkcs12(key_file, passphrase=password, prefer_pss='pss' in style)
    cades = SigSeedSubFilter.PADES if 'pades' in style else SigSeedSubFilter.ADOBE_PKCS7_DETACHED
    name = 'Second' if 'second' in style else 'First'
    facts = {'field_name': name, 'subfilter': cades, 'md_algorithm': 'sha512' if 'sha512' in style else 'sha256', 'reason': 'Tested'}
    if 'certify' in style:
        facts.update(certify=True, docmdp_permissions=MDPPerm.FILL_FORMS)
    place = SigFieldSpec(name, box=(300 if name == 'Second' else 50, 50, 500 if name == 'Second' else 250, 110)) if 'visible' in style else None
    text = stamp.TextStampStyle(stamp_text='Signed by: %(signer)s') if 'visible' in style else None
    with open(source, 'rb') as file, open(target, 'wb') as out:
        writer = IncrementalPdfFileWriter(file, strict=True)
        signers.PdfSigner(signers.PdfSignatureMetadata(**facts), signer, stamp_style=text, new_field_spec=place).sign_pdf(writer, output=out)
"#;

fn run(script: &str, arguments: &[&str], input: &serde_json::Value) -> String {
    let mut command = Command::new(tools::python());
    command.arg("-c").arg(script).args(arguments);
    command
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped());
    let mut child = command.spawn().expect("Python with pyHanko; `cargo xtask setup` installs it");
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), input.to_string().as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", tools::both(&output));
    String::from_utf8(output.stdout).unwrap()
}

/// What pyHanko says of each signature of each file: a list, or the words in which it gave up.
pub fn judge<'a>(files: impl IntoIterator<Item = (&'a Path, Option<&'a str>)>) -> Vec<serde_json::Value> {
    let jobs: Vec<_> =
        files.into_iter().map(|(path, password)| serde_json::json!([path, password])).collect();
    let root = Village::get().root();
    let answers = run(JUDGE, &[root.to_str().unwrap()], &jobs.into());
    serde_json::from_str(&answers).unwrap()
}

/// Has pyHanko sign: source, target, and words of style.
pub fn sign(jobs: &[(&Path, &Path, &str)]) {
    let key_file = Village::get().key_file("zhang-2048");
    let jobs: Vec<_> =
        jobs.iter().map(|(source, target, style)| serde_json::json!([source, target, style])).collect();
    run(SIGN, &[key_file.to_str().unwrap(), PASSWORD], &jobs.into());
}

/// pyHanko finds this many signatures and each of them valid, trusted and without a forbidden change.
pub fn assert_valid(answer: &serde_json::Value, signatures: usize, what: &str) {
    let found = answer.as_array().unwrap_or_else(|| panic!("{what}: pyHanko gives up: {answer}"));
    assert_eq!(found.len(), signatures, "{what}");
    assert!(found.iter().all(|signature| signature["ok"] == true), "{what}: {answer:#}");
}
