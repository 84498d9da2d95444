//! Name constraints (RFC 5280 §4.2.1.10): which names an authority may certify.
//!
//! Directory names, mail addresses, host names, URIs and IP addresses are judged. Anything that cannot be
//! judged and occurs on both sides fails closed.

use std::borrow::Cow;

use crate::asn1::{self, Element, Fault};
use crate::extensions::GeneralName;
use crate::{Certificate, Name, oid};

/// Most subtrees in one extension.
const MAX_SUBTREES: usize = 1024;
/// Most alternative names in one certificate.
const MAX_NAMES: usize = 4096;

/// The constraints of one authority, borrowed from its extension.
pub(crate) struct NameConstraints<'a> {
    permitted: Vec<Base<'a>>,
    excluded: Vec<Base<'a>>,
}

/// One base of a subtree, or one name of a certificate.
enum Base<'a> {
    Email(Cow<'a, str>),
    Dns(Cow<'a, str>),
    Directory(Name),
    Uri(Cow<'a, str>),
    Ip(&'a [u8]),
    /// A form that is not judged, by its tag.
    Other(u8),
}

impl<'a> Base<'a> {
    fn from_element(element: Element<'a>) -> Result<Self, Fault> {
        Ok(match GeneralName::from_element(element)? {
            GeneralName::Email(text) => Self::Email(String::from_utf8_lossy(text)),
            GeneralName::Dns(text) => Self::Dns(String::from_utf8_lossy(text)),
            GeneralName::Directory(name) => Self::Directory(Name::from_element(&name)?),
            GeneralName::Uri(text) => Self::Uri(String::from_utf8_lossy(text)),
            GeneralName::Ip(octets) => Self::Ip(octets),
            GeneralName::Other(tag) => Self::Other(tag),
        })
    }

    fn same_form(&self, other: &Base<'_>) -> bool {
        match (self, other) {
            (Self::Other(a), Base::Other(b)) => a == b,
            _ => std::mem::discriminant(self) == std::mem::discriminant(other),
        }
    }

    /// Whether `self`, a name, lies within the subtree of `base`; `None` when that cannot be judged.
    fn within(&self, base: &Base<'_>) -> Option<bool> {
        match (self, base) {
            (Self::Directory(name), Base::Directory(base)) => Some(name.is_within(base)),
            (Self::Dns(host), Base::Dns(base)) => Some(host_within(host, base.trim_start_matches('.'))),
            (Self::Email(address), Base::Email(base)) => email_within(address, base),
            (Self::Uri(uri), Base::Uri(base)) => {
                let host = uri_host(uri)?;
                Some(match base.strip_prefix('.') {
                    Some(domain) => host_within(host, domain) && !host.eq_ignore_ascii_case(domain),
                    None => host.eq_ignore_ascii_case(base),
                })
            }
            (Self::Ip(address), Base::Ip(range)) => {
                if range.len() != address.len() * 2 {
                    // An IPv4 address is in no IPv6 range and the other way round; other lengths are nonsense.
                    return matches!((address.len(), range.len()), (4, 32) | (16, 8)).then_some(false);
                }
                let (network, mask) = range.split_at(address.len());
                let mut octets = address.iter().zip(network).zip(mask);
                Some(octets.all(|((address, network), mask)| address & mask == network & mask))
            }
            _ => None,
        }
    }

    /// Whether a name with an asterisk stands for hosts within `base` although it does not lie there itself.
    fn stands_for_some_of(&self, base: &Base<'_>) -> bool {
        match (self, base) {
            (Self::Dns(host), Base::Dns(base)) => host
                .strip_prefix("*.")
                .is_some_and(|domain| host_within(base.trim_start_matches('.'), domain)),
            _ => false,
        }
    }
}

impl<'a> NameConstraints<'a> {
    /// Reads the extension's value.
    pub(crate) fn from_value(value: &'a [u8]) -> Result<Self, Fault> {
        let mut fields = Element::only(value, asn1::SEQUENCE)?.inside();
        let permitted = subtrees(fields.optional(asn1::context_constructed(0))?)?;
        let excluded = subtrees(fields.optional(asn1::context_constructed(1))?)?;
        fields.finish()?;
        if permitted.is_empty() && excluded.is_empty() {
            return Err(Fault::Value);
        }
        Ok(Self { permitted, excluded })
    }

    /// Tells whether every name of the certificate is allowed; false also when one cannot be judged.
    pub(crate) fn allow(&self, certificate: &Certificate) -> bool {
        match names(certificate) {
            // Each comparison costs; a hostile pair of lists must not cost a minute.
            Ok(names)
                if names.len().saturating_mul(self.permitted.len() + self.excluded.len()) <= 250_000 =>
            {
                names.iter().all(|name| self.allow_name(name))
            }
            _ => false,
        }
    }

    fn allow_name(&self, name: &Base<'_>) -> bool {
        let mut demanded = false;
        let mut met = false;
        for base in self.permitted.iter().filter(|base| base.same_form(name)) {
            demanded = true;
            met |= name.within(base) == Some(true);
        }
        let excluded = self
            .excluded
            .iter()
            .filter(|base| base.same_form(name))
            .any(|base| name.within(base) != Some(false) || name.stands_for_some_of(base));
        (met || !demanded) && !excluded
    }
}

/// Whether the alternative names of a certificate, where it has them, are names.
pub(crate) fn names_are_readable(certificate: &Certificate) -> bool {
    names(certificate).is_ok()
}

fn subtrees(list: Option<Element<'_>>) -> Result<Vec<Base<'_>>, Fault> {
    let Some(list) = list else { return Ok(Vec::new()) };
    let mut bases = Vec::new();
    for subtree in list.inside().collect(MAX_SUBTREES)? {
        let mut fields = subtree.with_tag(asn1::SEQUENCE)?.inside();
        let base = Base::from_element(fields.any()?)?;
        // minimum [0] DEFAULT 0 may be written out; anything else is forbidden by RFC 5280.
        match fields.optional(asn1::context(0))? {
            Some(minimum) if minimum.content != [0] => return Err(Fault::Value),
            _ => {}
        }
        fields.finish()?;
        bases.push(base);
    }
    Ok(bases)
}

/// All names of a certificate: subject, alternative names, and mail addresses in the subject of old ones.
fn names(certificate: &Certificate) -> Result<Vec<Base<'_>>, Fault> {
    let mut names = Vec::new();
    let subject = certificate.subject();
    if !subject.is_empty() {
        names.push(Base::Directory(subject.clone()));
    }
    if let Some(extension) = certificate.extension(oid::SUBJECT_ALT_NAME) {
        for element in Element::only(&extension.value, asn1::SEQUENCE)?.inside().collect(MAX_NAMES)? {
            names.push(Base::from_element(element)?);
        }
    }
    if !names.iter().any(|name| matches!(name, Base::Email(_))) {
        let addresses = subject.attributes().iter().filter(|attribute| attribute.oid == oid::EMAIL_ADDRESS);
        names.extend(addresses.map(|attribute| Base::Email(Cow::Borrowed(attribute.value.as_str()))));
    }
    Ok(names)
}

/// `host` equals `base` or ends in it at a dot; the empty base holds every host.
fn host_within(host: &str, base: &str) -> bool {
    if base.is_empty() {
        return true;
    }
    let Some(split) = host.len().checked_sub(base.len()) else { return false };
    match (host.get(..split), host.get(split..)) {
        (Some(head), Some(tail)) => {
            tail.eq_ignore_ascii_case(base) && (head.is_empty() || head.ends_with('.'))
        }
        _ => false,
    }
}

/// A base with `@` is one mailbox, with a leading dot all hosts of a domain, else all mailboxes of one host.
fn email_within(address: &str, base: &str) -> Option<bool> {
    let (local, host) = address.rsplit_once('@')?;
    Some(match (base.rsplit_once('@'), base.strip_prefix('.')) {
        (Some((base_local, base_host)), _) => local == base_local && host.eq_ignore_ascii_case(base_host),
        (None, Some(domain)) => host_within(host, domain) && !host.eq_ignore_ascii_case(domain),
        (None, None) => host.eq_ignore_ascii_case(base),
    })
}

/// The host of a URI with an authority; `None` when there is none, or when it is an IP address.
fn uri_host(uri: &str) -> Option<&str> {
    let (_, rest) = uri.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host_port = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    if host_port.starts_with('[') {
        return None;
    }
    let host = host_port.split(':').next()?;
    let is_address = host.chars().all(|character| character.is_ascii_digit() || character == '.');
    if host.is_empty() || is_address { None } else { Some(host) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subtrees_of_hosts_mail_and_uris() {
        assert!(host_within("a.Example.com", "example.com"));
        assert!(!host_within("badexample.com", "example.com"));
        assert_eq!(email_within("a@host.com", "host.com"), Some(true));
        assert_eq!(email_within("a@sub.host.com", "host.com"), Some(false));
        assert_eq!(email_within("a@sub.host.com", ".host.com"), Some(true));
        assert_eq!(email_within("a@host.com", ".host.com"), Some(false));
        assert_eq!(email_within("a@host.com", "a@HOST.com"), Some(true));
        assert_eq!(email_within("nobody", "host.com"), None);
        assert_eq!(uri_host("https://u@www.a.org:8/x"), Some("www.a.org"));
        assert_eq!(uri_host("https://10.0.0.1/"), None);
        assert_eq!(uri_host("urn:a"), None);
    }

    #[test]
    fn an_asterisk_stands_for_excluded_hosts() {
        let dns = |text: &'static str| Base::Dns(Cow::Borrowed(text));
        assert!(dns("*.example.com").stands_for_some_of(&dns("foo.example.com")));
        assert!(!dns("*.example.com").stands_for_some_of(&dns("foo.example.org")));
        assert!(!dns("www.example.com").stands_for_some_of(&dns("foo.example.com")));
    }

    #[test]
    fn ranges_of_addresses() {
        let range = [10, 0, 0, 0, 255, 0, 0, 0];
        assert_eq!(Base::Ip(&[10, 1, 2, 3]).within(&Base::Ip(&range)), Some(true));
        assert_eq!(Base::Ip(&[11, 1, 2, 3]).within(&Base::Ip(&range)), Some(false));
        assert_eq!(Base::Ip(&[0; 16]).within(&Base::Ip(&range)), Some(false));
        assert_eq!(Base::Ip(&[0; 5]).within(&Base::Ip(&range)), None);
    }
}
