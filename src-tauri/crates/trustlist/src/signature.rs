//! The enveloped signature of a list (XML-DSig core, as EN 319 132-1 and TS 119 612 §5.7 narrow it).
//!
//! There is one signature, a child of the root, and it signs the whole document but itself. Other references may point
//! to parts of the signature alone (the signed properties of XAdES). Nothing else is followed, so that what is read out
//! afterwards is what was signed.

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use pki::asn1::{self, encode};
use pki::{AlgorithmPolicy, Certificate, DigestAlgorithm, PssParameters, SignatureAlgorithm, Time};
use roxmltree::{Document, Node};

use crate::Error;
use crate::canonical::{Method, canonical};

/// The namespace of XML signatures.
pub(crate) const DSIG: &str = "http://www.w3.org/2000/09/xmldsig#";
const ENVELOPED: &str = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";
const EXCLUSIVE: &str = "http://www.w3.org/2001/10/xml-exc-c14n#";
const INCLUSIVE: [&str; 2] =
    ["http://www.w3.org/TR/2001/REC-xml-c14n-20010315", "http://www.w3.org/2006/12/xml-c14n11"];
/// Most references in one signature.
const MAX_REFERENCES: usize = 4;

/// Base64 as people write it: with or without its padding.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Verifies the signature over a document and gives the certificate that it names; whether its bearer is to be believed
/// is another question. Algorithms are judged at `at`.
pub(crate) fn verify(source: &str, document: &Document<'_>, at: Time) -> Result<Certificate, Error> {
    let root = document.root_element();
    let mut found = document.descendants().filter(|node| node.has_tag_name((DSIG, "Signature")));
    let signature = found.next().ok_or(Error::NotSigned("no signature"))?;
    if found.next().is_some() || signature.parent() != Some(root) {
        return Err(Error::NotSigned("not one signature in its place"));
    }
    let signed_info = child(signature, "SignedInfo")?;
    let references: Vec<Node<'_, '_>> = children(signed_info, "Reference").collect();
    if references.is_empty() || references.len() > MAX_REFERENCES {
        return Err(Error::NotSigned("references"));
    }
    let mut whole = false;
    for reference in references {
        whole |= is_right(source, document, signature, reference, at)?;
    }
    if !whole {
        return Err(Error::NotSigned("the list itself"));
    }
    let certificate = certificate(signature)?;
    let method = canonicalisation(child(signed_info, "CanonicalizationMethod")?)?;
    let message = canonical(source, signed_info, &method, None)?;
    let value = decoded(child(signature, "SignatureValue")?)?;
    let (algorithm, value) = signature_value(algorithm_of(child(signed_info, "SignatureMethod")?)?, value)?;
    let key = certificate.public_key().map_err(|_| Error::BadSignature)?;
    let weak = AlgorithmPolicy::default().signature(algorithm, Some(key), at);
    if !weak.is_empty() {
        return Err(Error::Method(algorithm.name()));
    }
    key.verify(algorithm, &message, &value).map_err(|_| Error::BadSignature)?;
    Ok(certificate)
}

/// Compares the digest of one reference; tells whether it is the one of the whole document.
fn is_right(
    source: &str,
    document: &Document<'_>,
    signature: Node<'_, '_>,
    reference: Node<'_, '_>,
    at: Time,
) -> Result<bool, Error> {
    let root = document.root_element();
    let uri = reference.attribute("URI").ok_or(Error::NotSigned("reference without a target"))?;
    let (target, whole) = match uri.strip_prefix('#') {
        None if uri.is_empty() => (document.root(), true),
        None => {
            return Err(Error::Method(format!(
                "a reference to {}",
                uri.chars().take(80).collect::<String>()
            )));
        }
        Some(id) => {
            let mut bearers = document.descendants().filter(|node| {
                node.attributes().any(|one| one.value() == id && one.name().eq_ignore_ascii_case("id"))
            });
            let target = bearers.next().ok_or(Error::NotSigned("reference to nothing"))?;
            if bearers.next().is_some() {
                return Err(Error::NotSigned("reference to several things"));
            }
            if target != root && !target.ancestors().any(|node| node == signature) {
                return Err(Error::NotSigned("reference to a part of the list"));
            }
            (target, target == root)
        }
    };
    let mut method = Method::Inclusive; // where no transform says otherwise (XML-DSig core §4.4.3.2)
    let mut enveloped = false;
    if let Some(transforms) = children(reference, "Transforms").next() {
        for transform in children(transforms, "Transform") {
            match algorithm_of(transform)? {
                ENVELOPED if whole => enveloped = true,
                _ => method = canonicalisation(transform)?,
            }
        }
    }
    if whole && !enveloped {
        return Err(Error::NotSigned("the list without its signature"));
    }
    let digest = digest_of(algorithm_of(child(reference, "DigestMethod")?)?)?;
    if AlgorithmPolicy::default().digest(digest, at).is_err() {
        return Err(Error::Method(digest.name().to_owned()));
    }
    let bytes = canonical(source, target, &method, enveloped.then(|| signature.id()))?;
    if digest.digest(&bytes) != decoded(child(reference, "DigestValue")?)? {
        return Err(Error::Changed);
    }
    Ok(whole)
}

fn certificate(signature: Node<'_, '_>) -> Result<Certificate, Error> {
    let info = child(signature, "KeyInfo")?;
    let holds = |node: &Node<'_, '_>| node.has_tag_name((DSIG, "X509Certificate"));
    let found = info.descendants().find(holds).ok_or(Error::Shape("X509Certificate"))?;
    Certificate::from_der(&decoded(found)?).map_err(|_| Error::Shape("X509Certificate"))
}

fn canonicalisation(node: Node<'_, '_>) -> Result<Method, Error> {
    let algorithm = algorithm_of(node)?;
    if INCLUSIVE.contains(&algorithm) {
        return Ok(Method::Inclusive);
    }
    if algorithm != EXCLUSIVE {
        return Err(Error::Method(algorithm.chars().take(80).collect()));
    }
    let listed = node.children().find(|node| node.has_tag_name((EXCLUSIVE, "InclusiveNamespaces")));
    let prefixes = listed.and_then(|node| node.attribute("PrefixList")).unwrap_or_default();
    let named = |prefix: &str| if prefix == "#default" { String::new() } else { prefix.to_owned() };
    Ok(Method::Exclusive(prefixes.split_whitespace().map(named).collect()))
}

fn digest_of(uri: &str) -> Result<DigestAlgorithm, Error> {
    Ok(match uri {
        "http://www.w3.org/2001/04/xmlenc#sha256" => DigestAlgorithm::Sha256,
        "http://www.w3.org/2001/04/xmldsig-more#sha384" => DigestAlgorithm::Sha384,
        "http://www.w3.org/2001/04/xmlenc#sha512" => DigestAlgorithm::Sha512,
        other => return Err(Error::Method(other.chars().take(80).collect())),
    })
}

/// The algorithm by its name, and the value as `pki` takes it: ECDSA values stand in XML as two numbers side by side.
fn signature_value(uri: &str, value: Vec<u8>) -> Result<(SignatureAlgorithm, Vec<u8>), Error> {
    use DigestAlgorithm::{Sha256, Sha384, Sha512};
    let pss = |digest: DigestAlgorithm| {
        let salt_len = u16::try_from(digest.digest(&[]).len()).unwrap_or_default();
        SignatureAlgorithm::RsaPss(PssParameters { digest, mgf_digest: digest, salt_len })
    };
    let algorithm = match uri {
        "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256" => SignatureAlgorithm::RsaPkcs1(Sha256),
        "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384" => SignatureAlgorithm::RsaPkcs1(Sha384),
        "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512" => SignatureAlgorithm::RsaPkcs1(Sha512),
        "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1" => pss(Sha256),
        "http://www.w3.org/2007/05/xmldsig-more#sha384-rsa-MGF1" => pss(Sha384),
        "http://www.w3.org/2007/05/xmldsig-more#sha512-rsa-MGF1" => pss(Sha512),
        "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256" => SignatureAlgorithm::Ecdsa(Sha256),
        "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384" => SignatureAlgorithm::Ecdsa(Sha384),
        "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512" => SignatureAlgorithm::Ecdsa(Sha512),
        other => return Err(Error::Method(other.chars().take(80).collect())),
    };
    if !matches!(algorithm, SignatureAlgorithm::Ecdsa(_)) {
        return Ok((algorithm, value));
    }
    if value.is_empty() || !value.len().is_multiple_of(2) {
        return Err(Error::BadSignature);
    }
    let (r, s) = value.split_at(value.len() / 2);
    let number = |octets: &[u8]| {
        let mut content: Vec<u8> = octets.iter().copied().skip_while(|octet| *octet == 0).collect();
        if content.first().is_none_or(|first| first & 0x80 != 0) {
            content.insert(0, 0);
        }
        encode(asn1::INTEGER, &content)
    };
    Ok((algorithm, encode(asn1::SEQUENCE, &[number(r), number(s)].concat())))
}

fn algorithm_of<'a>(node: Node<'a, '_>) -> Result<&'a str, Error> {
    node.attribute("Algorithm").ok_or(Error::Shape("Algorithm"))
}

/// The octets that an element holds in Base64.
pub(crate) fn decoded(node: Node<'_, '_>) -> Result<Vec<u8>, Error> {
    let text: String = text_of(node).split_whitespace().collect();
    LENIENT.decode(text).map_err(|_| Error::Shape("Base64"))
}

/// All the text in an element. A comment in between, which no signature covers, must not cut it short.
pub(crate) fn text_of(node: Node<'_, '_>) -> String {
    node.children().filter(Node::is_text).filter_map(|child| child.text()).collect()
}

fn children<'a, 'i>(node: Node<'a, 'i>, name: &'static str) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children().filter(move |child| child.has_tag_name((DSIG, name)))
}

fn child<'a, 'i>(node: Node<'a, 'i>, name: &'static str) -> Result<Node<'a, 'i>, Error> {
    children(node, name).next().ok_or(Error::Shape(name))
}
