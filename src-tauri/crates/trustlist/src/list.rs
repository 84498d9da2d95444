//! What a trusted list says (TS 119 612 §5): who publishes it, until when it holds, and which authorities it recognises.

use pki::{Certificate, Purpose, Time};
use roxmltree::{Document, Node, ParsingOptions};

use crate::signature::{DSIG, decoded, text_of, verify};
use crate::{Error, LARGEST};

/// The namespace of trusted lists.
const TSL: &str = "http://uri.etsi.org/02231/v2#";
/// Most nodes of one list.
const MAX_NODES: u32 = 4_000_000;
/// Most authorities that are taken from one list.
const MAX_AUTHORITIES: usize = 20_000;

/// An authority that a list recognises.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Authority {
    /// Its certificate.
    pub certificate: Certificate,
    /// What it is recognised for.
    pub purpose: Purpose,
}

/// A list whose signature verifies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrustList {
    /// Who publishes it.
    pub operator: String,
    /// For which country or community, as two or more letters.
    pub territory: String,
    /// Its number; a newer list has a higher one.
    pub sequence: u64,
    /// When it was made.
    pub issued: Time,
    /// Until when the next one is due.
    pub next_update: Option<Time>,
    /// The certificate whose key signed it; nobody has said yet that its bearer is to be believed.
    pub signer: Certificate,
    /// The authorities that are recognised at present.
    pub authorities: Vec<Authority>,
}

/// Reads a list after verifying its signature; a list that ran out before `at` is refused (TS 119 612 §5.3.15).
pub fn read(bytes: &[u8], at: Time) -> Result<TrustList, Error> {
    if bytes.len() > LARGEST {
        return Err(Error::TooLarge);
    }
    let source = std::str::from_utf8(bytes).map_err(|_| Error::Xml("not UTF-8".to_owned()))?;
    let source = source.strip_prefix('\u{feff}').unwrap_or(source);
    let options = ParsingOptions { nodes_limit: MAX_NODES, ..ParsingOptions::default() }; // no document type
    let document =
        Document::parse_with_options(source, options).map_err(|fault| Error::Xml(fault.to_string()))?;
    let root = document.root_element();
    if !root.has_tag_name((TSL, "TrustServiceStatusList")) {
        return Err(Error::Shape("TrustServiceStatusList"));
    }
    let signer = verify(source, &document, at)?;
    let scheme = child(root, "SchemeInformation")?;
    let next_update = match child(scheme, "NextUpdate").and_then(|next| child(next, "dateTime")) {
        Ok(node) => Some(moment(node)?),
        Err(_) => None, // a closed list has none (§5.3.15)
    };
    if let Some(until) = next_update.filter(|until| *until < at) {
        return Err(Error::RunOut { until });
    }
    let sequence = text(child(scheme, "TSLSequenceNumber")?).parse();
    Ok(TrustList {
        operator: name(child(scheme, "SchemeOperatorName")?),
        territory: text(child(scheme, "SchemeTerritory")?)
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .take(8)
            .collect(),
        sequence: sequence.map_err(|_| Error::Shape("TSLSequenceNumber"))?,
        issued: moment(child(scheme, "ListIssueDateTime")?)?,
        next_update,
        signer,
        authorities: authorities(root)?,
    })
}

fn authorities(root: Node<'_, '_>) -> Result<Vec<Authority>, Error> {
    let mut found: Vec<Authority> = Vec::new();
    let providers =
        children(root, "TrustServiceProviderList").flat_map(|list| children(list, "TrustServiceProvider"));
    let services =
        providers.flat_map(|one| children(one, "TSPServices")).flat_map(|list| children(list, "TSPService"));
    for service in services {
        let information = child(service, "ServiceInformation")?;
        let Some(purpose) = purpose(&text(child(information, "ServiceTypeIdentifier")?)) else { continue };
        if !is_recognised(&text(child(information, "ServiceStatus")?)) {
            continue;
        }
        let identity = child(information, "ServiceDigitalIdentity")?;
        for node in identity.descendants().filter(|node| node.tag_name().name() == "X509Certificate") {
            if !matches!(node.tag_name().namespace(), Some(TSL | DSIG)) {
                continue;
            }
            // One that cannot be read helps nobody, and harms nobody.
            let Some(certificate) = decoded(node).ok().and_then(|der| Certificate::from_der(&der).ok())
            else {
                continue;
            };
            if let Some(known) = found.iter_mut().find(|known| known.certificate == certificate) {
                known.purpose = known.purpose.and(purpose);
            } else if found.len() < MAX_AUTHORITIES {
                found.push(Authority { certificate, purpose });
            } else {
                return Err(Error::TooLarge);
            }
        }
    }
    Ok(found)
}

/// What a kind of service (§5.5.1) is relied upon for here; `None` for the many that are of no use for documents.
fn purpose(kind: &str) -> Option<Purpose> {
    match kind.strip_prefix("http://uri.etsi.org/TrstSvc/Svctype/")? {
        "CA/QC" | "CA/PKC" => Some(Purpose::Signing),
        "TSA/QTST" | "TSA" | "TSA/TSS-QC" | "TSA/TSS-AdESQCandQES" => Some(Purpose::TimeStamping),
        _ => None,
    }
}

/// The states in which a service is recognised (§5.5.4), and the older words for them.
fn is_recognised(status: &str) -> bool {
    let word = status.rsplit('/').next().unwrap_or_default();
    ["granted", "recognisedatnationallevel", "undersupervision", "supervisionincessation", "accredited"]
        .contains(&word)
}

/// The English name of several, or the first.
fn name(names: Node<'_, '_>) -> String {
    let all = || children(names, "Name");
    let english = all().find(|one| {
        one.attributes().any(|attribute| attribute.name() == "lang" && attribute.value() == "en")
    });
    let chosen = english.or_else(|| all().next());
    chosen
        .map(text)
        .unwrap_or_default()
        .chars()
        .filter(|character| !character.is_control())
        .take(200)
        .collect()
}

fn moment(node: Node<'_, '_>) -> Result<Time, Error> {
    let at = text(node).parse::<jiff::Timestamp>().map_err(|_| Error::Shape("dateTime"))?;
    Ok(Time::from_unix(at.as_second()))
}

fn text(node: Node<'_, '_>) -> String {
    text_of(node).trim().to_owned()
}

fn children<'a, 'i>(node: Node<'a, 'i>, name: &'static str) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children().filter(move |child| child.has_tag_name((TSL, name)))
}

fn child<'a, 'i>(node: Node<'a, 'i>, name: &'static str) -> Result<Node<'a, 'i>, Error> {
    children(node, name).next().ok_or(Error::Shape(name))
}
