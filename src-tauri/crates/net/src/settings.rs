//! How the network is used: by the user's or the administrator's choice.

use std::fmt;
use std::time::Duration;

use zeroize::Zeroizing;

/// How the network is used.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Settings {
    /// No socket is opened at all.
    pub offline: bool,
    /// The proxy; `None` connects directly. The environment's variables are not read.
    pub proxy: Option<Proxy>,
    /// Time for name and connection, with TLS.
    pub connect_timeout: Duration,
    /// Time for one exchange from the name to the last octet; each redirect is an exchange.
    pub total_timeout: Duration,
    /// Where addresses inside certificates may lead.
    pub hosts: Hosts,
    /// DER of roots that are trusted for TLS beside Mozilla's: those of the laboratory.
    pub roots: Vec<Vec<u8>>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            offline: false,
            proxy: None,
            connect_timeout: Duration::from_secs(10),
            total_timeout: Duration::from_secs(30),
            hosts: Hosts::default(),
            roots: Vec::new(),
        }
    }
}

/// Where addresses inside certificates may lead.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hosts {
    /// Names or addresses that may be asked although they are in the local network; `.example.org` stands for all
    /// names below it.
    pub listed: Vec<String>,
    /// Nobody but the listed ones is asked.
    pub only_listed: bool,
}

impl Hosts {
    /// Tells whether the host stands on the list.
    pub(crate) fn lists(&self, host: &str) -> bool {
        let bare = |host: &str| host.trim_matches(['[', ']']).trim_end_matches('.').to_ascii_lowercase();
        let host = bare(host);
        self.listed.iter().map(|listed| bare(listed)).any(|listed| {
            if listed.starts_with('.') {
                host.ends_with(&listed)
            } else {
                !listed.is_empty() && host == listed
            }
        })
    }
}

/// A proxy that tunnels (CONNECT, RFC 9110 §9.3.6), for HTTP and HTTPS alike.
#[derive(Clone, Default)]
pub struct Proxy {
    /// Its address: `http://proxy.example:8080`.
    pub address: String,
    /// The user, where it asks for one.
    pub user: Option<String>,
    /// The user's password.
    pub password: Option<Zeroizing<String>>,
    /// Hosts that are reached without it; `.example.org` stands for all names below it.
    pub except: Vec<String>,
}

impl fmt::Debug for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Neither user nor password ends in a log.
        f.debug_struct("Proxy").field("address", &self.address).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_knows_names_and_what_is_below_them() {
        let listed =
            ["CA.example.org", ".lab.example", "10.0.0.7", "[fd00::1]", ""].map(str::to_owned).to_vec();
        let hosts = Hosts { listed, only_listed: false };
        for host in ["ca.example.org", "CA.EXAMPLE.ORG.", "crl.lab.example", "10.0.0.7", "[fd00::1]"] {
            assert!(hosts.lists(host), "{host}");
        }
        for host in ["example.org", "xca.example.org", "lab.example", "10.0.0.70", "evil-lab.example", ""] {
            assert!(!hosts.lists(host), "{host}");
        }
    }
}
