//! A statement and the signature over it.

use cades::Signer;
use pki::{Certificate, DigestAlgorithm, PssParameters, SignatureAlgorithm};

use crate::base45;
use crate::code::Code;
use crate::error::{Error, Result};
use crate::statement::{CERTIFICATE_OCTETS, Day, Reader, Statement};

/// What every text begins with.
pub(crate) const PREFIX: &str = "VM1:";
/// What a text begins with that says nothing; as long as the other.
const SAMPLE: &str = "VM0:";
/// What is signed begins with this, so that no signature made for this purpose is one for another.
const DOMAIN: &[u8] = b"vermilion paper link 1\0";
/// The longest signature: RSA of 8,192 bits.
const LONGEST_SIGNATURE: usize = 1024;
/// The longest text that is looked at: more than the largest QR code holds.
const LONGEST_TEXT: usize = 4_300;

/// A signed statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// What it says.
    pub statement: Statement,
    algorithm: u8,
    body: Vec<u8>,
    signature: Vec<u8>,
}

/// What a check of the signature finds.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Signed {
    /// It verifies with this certificate.
    By(Certificate),
    /// The certificate is at hand, and the signature does not verify with it.
    Broken(Certificate),
    /// No certificate at hand is the one that the statement names.
    Unknown,
}

/// Signs a statement about a document: its pages, values, the seal's name (empty for none) and the day. Name and certificate
/// are the signer's own.
pub fn sign(
    signer: &dyn Signer,
    pages: usize,
    values: Vec<(String, String)>,
    seal: &str,
    day: Day,
) -> Result<Link> {
    let own = signer.certificate();
    let statement = statement_of(own, pages, values, seal, day)?;
    let algorithm = number_of(signer.algorithm()).ok_or(Error::Algorithm)?;
    let body = statement.body(algorithm)?;
    let message = [DOMAIN, &body].concat();
    let signature = signer.sign(&message)?;
    if !signer.verifies_own_signatures() {
        let key = own.public_key().map_err(|_| Error::Algorithm)?;
        key.verify(signer.algorithm(), &message, &signature).map_err(Error::SelfCheck)?;
    }
    Ok(Link { statement, algorithm, body, signature })
}

/// A code as large as the one that the holder of a certificate will sign, and which says nothing: for a picture of what
/// will be.
pub fn sample(
    signer: &Certificate,
    pages: usize,
    values: Vec<(String, String)>,
    seal: &str,
    day: Day,
) -> Result<Code> {
    /// The shortest modulus of RSA that is in use; keys on curves are shorter.
    const RSA: u32 = 1024;
    let bits = signer.key_bits();
    let signature = if bits >= RSA { bits / 8 } else { bits / 4 + 8 };
    let octets = statement_of(signer, pages, values, seal, day)?.body(0)?.len() + 2 + signature as usize;
    // Any pattern that does not look like one.
    let noise: Vec<u8> = (0..octets).map(|at| (at * at * 31 + at * 97) as u8).collect();
    Code::of(&format!("{SAMPLE}{}", base45::encode(&noise)))
}

fn statement_of(
    own: &Certificate,
    pages: usize,
    values: Vec<(String, String)>,
    seal: &str,
    day: Day,
) -> Result<Statement> {
    let mut name = own.common_name().filter(|name| !name.is_empty()).unwrap_or_else(|| own.display());
    while name.len() > crate::MAX_TEXT {
        name.pop();
    }
    Ok(Statement {
        pages: u16::try_from(pages).map_err(|_| Error::Pages)?,
        day,
        signer: name,
        certificate: prefix_of(own),
        seal: seal.to_owned(),
        values,
    })
}

impl Link {
    /// The text of the QR code: characters of its alphanumeric mode alone.
    pub fn to_text(&self) -> String {
        let mut bytes = self.body.clone();
        bytes.extend(u16::try_from(self.signature.len()).unwrap_or(u16::MAX).to_be_bytes());
        bytes.extend(&self.signature);
        format!("{PREFIX}{}", base45::encode(&bytes))
    }

    /// Reads the text of a QR code. [`Error::NotOurs`] where it is about something else.
    pub fn from_text(text: &str) -> Result<Self> {
        let coded = text.strip_prefix(PREFIX).ok_or(Error::NotOurs)?;
        if coded.len() > LONGEST_TEXT {
            return Err(Error::Damaged { at: LONGEST_TEXT });
        }
        let bytes = base45::decode(coded).ok_or(Error::Damaged { at: 0 })?;
        let (statement, algorithm, end) = Statement::read(&bytes)?;
        let body = bytes.get(..end).unwrap_or_default().to_vec();
        let mut reader = Reader { bytes: &bytes, at: end };
        let length = usize::from(reader.two()?);
        if length == 0 || length > LONGEST_SIGNATURE {
            return Err(Error::Damaged { at: reader.at });
        }
        let signature = reader.some(length)?.to_vec();
        if reader.at != bytes.len() {
            return Err(Error::Damaged { at: reader.at });
        }
        Ok(Self { statement, algorithm, body, signature })
    }

    /// Checks the signature with whichever of these certificates the statement names.
    pub fn check<'a>(&self, candidates: impl IntoIterator<Item = &'a Certificate>) -> Signed {
        let named = candidates.into_iter().find(|one| prefix_of(one) == self.statement.certificate);
        let Some(certificate) = named else { return Signed::Unknown };
        let message = [DOMAIN, self.body.as_slice()].concat();
        let verified = algorithm_of(self.algorithm)
            .zip(certificate.public_key().ok())
            .is_some_and(|(algorithm, key)| key.verify(algorithm, &message, &self.signature).is_ok());
        if verified { Signed::By(certificate.clone()) } else { Signed::Broken(certificate.clone()) }
    }
}

fn prefix_of(certificate: &Certificate) -> [u8; CERTIFICATE_OCTETS] {
    let mut prefix = [0; CERTIFICATE_OCTETS];
    prefix.iter_mut().zip(certificate.sha256_fingerprint()).for_each(|(to, from)| *to = from);
    prefix
}

const DIGESTS: [DigestAlgorithm; 3] =
    [DigestAlgorithm::Sha256, DigestAlgorithm::Sha384, DigestAlgorithm::Sha512];

/// The algorithms that may sign, by their numbers: a family in the tens, a digest in the ones.
fn algorithm_of(number: u8) -> Option<SignatureAlgorithm> {
    let digest = DIGESTS.get(usize::from(number % 10)).copied();
    match number / 10 {
        1 => digest.map(SignatureAlgorithm::RsaPkcs1),
        2 => digest.map(|digest| SignatureAlgorithm::RsaPss(PssParameters::usual(digest))),
        3 => digest.map(SignatureAlgorithm::Ecdsa),
        4 if number == 40 => Some(SignatureAlgorithm::Ed25519),
        5 if number == 50 => Some(SignatureAlgorithm::Sm2),
        _ => None,
    }
}

fn number_of(algorithm: SignatureAlgorithm) -> Option<u8> {
    (10..=50).find(|number| algorithm_of(*number) == Some(algorithm))
}
