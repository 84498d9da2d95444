//! Addresses: read once, and judged by where they lead.
//!
//! The same parser reads an address for the judgement and writes it for the connection, so that the two cannot
//! understand it differently (`http://0x7f.1/` is `127.0.0.1` for both).

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use url::{Host, Url};

use crate::{Error, Hosts};

/// Whose address it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// The user wrote it into the settings.
    Settings,
    /// It stood in a certificate, or in a redirect of one that did.
    Certificate,
}

/// An address that may be asked, as far as it can be told without its name being resolved.
#[derive(Clone, Debug)]
pub(crate) struct Address {
    url: Url,
    host: String,
}

impl Address {
    /// Reads and judges an address; `proxied` says that the name will be resolved by somebody else.
    pub(crate) fn read(text: &str, origin: Origin, hosts: &Hosts, proxied: bool) -> Result<Self, Error> {
        let shown = || text.chars().take(200).collect();
        let url = Url::parse(text).map_err(|_| Error::Address { address: shown() })?;
        Self::judge(url, origin, hosts, proxied)
    }

    /// The address of a redirect from here, judged as this one was.
    pub(crate) fn redirected(
        &self,
        location: &str,
        origin: Origin,
        hosts: &Hosts,
        proxied: bool,
    ) -> Result<Self, Error> {
        let shown = || location.chars().take(200).collect();
        let url = self.url.join(location).map_err(|_| Error::Address { address: shown() })?;
        Self::judge(url, origin, hosts, proxied)
    }

    fn judge(mut url: Url, origin: Origin, hosts: &Hosts, proxied: bool) -> Result<Self, Error> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(Error::Scheme { scheme: url.scheme().to_owned() });
        }
        let Some(target) = url.host().map(|host| host.to_owned()) else {
            return Err(Error::Address { address: url.as_str().chars().take(200).collect() });
        };
        let host = target.to_string();
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Error::Credentials { host });
        }
        if origin == Origin::Certificate && !hosts.lists(&host) {
            let public = match &target {
                Host::Ipv4(address) => is_public(IpAddr::V4(*address)),
                Host::Ipv6(address) => is_public(IpAddr::V6(*address)),
                // What a name resolves to here, the resolver judges; what it resolves to at a proxy, nobody sees.
                Host::Domain(name) => !proxied || is_public_name(name),
            };
            if hosts.only_listed || !public {
                return Err(Error::HostNotAllowed { host });
            }
        }
        url.set_fragment(None);
        Ok(Self { url, host })
    }

    /// The address as text.
    pub(crate) fn as_str(&self) -> &str {
        self.url.as_str()
    }

    /// The host alone.
    pub(crate) fn host(&self) -> &str {
        &self.host
    }
}

/// Names that by their form belong to a local network (RFC 6761, RFC 6762, RFC 9476).
fn is_public_name(name: &str) -> bool {
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    let local = ["localhost", "local", "internal", "intranet", "lan", "home", "corp", "home.arpa"];
    name.contains('.') && !local.iter().any(|last| name.ends_with(&format!(".{last}")))
}

/// Tells whether an IP address belongs to the public internet (RFC 6890 and its registries).
pub(crate) fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let special = a == 0
        || address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_documentation()
        || address.is_multicast()
        || (a == 100 && (64..128).contains(&b)) // shared by providers, RFC 6598
        || (a, b, c) == (192, 0, 0)
        || (a, b, c) == (192, 88, 99)
        || (a == 198 && (b == 18 || b == 19)) // benchmarks, RFC 2544
        || a >= 240; // reserved, and broadcast
    !special
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let [a, b, c, d, e, f, g, h] = address.segments();
    let embedded = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        is_public_v4(Ipv4Addr::new(a, b, c, d))
    };
    match (a, b) {
        // IPv4 through a translator (RFC 6052).
        (0x64, 0xff9b) => (c, d, e, f) == (0, 0, 0, 0) && embedded(g, h),
        // 6to4 (RFC 3056), Teredo and the other protocol assignments, documentation.
        (0x2002, _) | (0x3fff, 0..=0x0fff) | (0x2001, 0..=0x01ff | 0x0db8) => false,
        // Global unicast is this eighth; mapped, unique local, link-local, multicast and all others lie outside of it.
        _ => (0x2000..=0x3fff).contains(&a),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn read(text: &str, origin: Origin) -> Result<Address, Error> {
        Address::read(text, origin, &Hosts::default(), false)
    }

    #[test]
    fn a_certificate_leads_to_public_hosts_alone() {
        for inner in [
            "http://127.0.0.1/a",
            "http://2130706433/",
            "http://0x7f.1/",
            "http://0177.0.0.1:8080/",
            "http://0/",
            "http://10.1.2.3/",
            "http://172.16.0.1/",
            "http://192.168.1.1/",
            "http://169.254.169.254/latest/",
            "http://100.64.0.1/",
            "http://224.0.0.1/",
            "http://255.255.255.255/",
            "http://198.18.0.1/",
            "http://[::1]/",
            "http://[::]/",
            "http://[::ffff:127.0.0.1]/",
            "http://[::127.0.0.1]/",
            "http://[fe80::1]/",
            "http://[fd00::1]/",
            "http://[ff02::1]/",
            "http://[64:ff9b::7f00:1]/",
            "http://[64:ff9b:1::808:808]/",
            "http://[2002:7f00:1::]/",
            "http://[2001::1]/",
            "http://[2001:db8::1]/",
            "http://１２７.0.0.1/",
        ] {
            let fault = read(inner, Origin::Certificate).unwrap_err();
            assert!(matches!(fault, Error::HostNotAllowed { .. }), "{inner}: {fault}");
            assert!(read(inner, Origin::Settings).is_ok(), "{inner}");
        }
        for outer in [
            "http://8.8.8.8/",
            "https://[2606:4700::1]/",
            "http://[64:ff9b::808:808]/",
            "http://crl.example.org/x",
        ] {
            assert!(read(outer, Origin::Certificate).is_ok(), "{outer}");
        }
    }

    #[test]
    fn other_schemes_and_credentials_are_refused_whoever_wrote_them() {
        for origin in [Origin::Settings, Origin::Certificate] {
            for (text, code) in [
                ("file:///etc/passwd", "scheme-not-allowed"),
                ("ldap://directory.example/cn=CA", "scheme-not-allowed"),
                ("ftp://example.org/crl", "scheme-not-allowed"),
                ("http://user@example.org/", "credentials-in-address"),
                ("http://:secret@example.org/", "credentials-in-address"),
                ("http://", "address-invalid"),
                ("crl.example.org/x", "address-invalid"),
                ("", "address-invalid"),
            ] {
                assert_eq!(read(text, origin).unwrap_err().code(), code, "{text}");
            }
        }
    }

    #[test]
    fn a_redirect_is_judged_like_the_address_before_it() {
        let here = read("http://crl.example.org/a/b", Origin::Certificate).unwrap();
        let to = |location| here.redirected(location, Origin::Certificate, &Hosts::default(), false);
        assert_eq!(to("../c").unwrap().as_str(), "http://crl.example.org/c");
        assert_eq!(to("//other.example.org/#x").unwrap().as_str(), "http://other.example.org/");
        assert_eq!(to("//127.0.0.1/").unwrap_err().code(), "host-not-allowed");
        assert_eq!(to("file:///etc/passwd").unwrap_err().code(), "scheme-not-allowed");
    }

    #[test]
    fn behind_a_proxy_names_of_the_local_network_are_refused_by_their_form() {
        let read = |text, hosts: &Hosts| Address::read(text, Origin::Certificate, hosts, true);
        for inner in ["http://localhost/", "http://router/", "http://a.localhost./", "http://nas.local/"] {
            assert_eq!(read(inner, &Hosts::default()).unwrap_err().code(), "host-not-allowed", "{inner}");
        }
        let listed = Hosts { listed: vec!["nas.local".to_owned()], only_listed: true };
        assert!(read("http://nas.local/", &listed).is_ok());
        assert_eq!(read("http://crl.example.org/", &listed).unwrap_err().code(), "host-not-allowed");
    }
}
