//! Why nothing came over the network.

/// Why an exchange failed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The settings say that this machine is not to use the network.
    #[error("the network is not to be used")]
    Offline,
    /// The address is none.
    #[error("{address} is no address")]
    Address {
        /// The address as given, cut at 200 characters.
        address: String,
    },
    /// The address is not one of HTTP.
    #[error("addresses of {scheme} are not followed")]
    Scheme {
        /// The scheme: `ldap`, `file`.
        scheme: String,
    },
    /// The address holds a user name or a password.
    #[error("the address of {host} holds credentials")]
    Credentials {
        /// The host.
        host: String,
    },
    /// A certificate's address leads into the local network, or to a host that is not listed.
    #[error("{host} may not be asked")]
    HostNotAllowed {
        /// The host.
        host: String,
    },
    /// The name of the host is unknown.
    #[error("{host} was not found")]
    Unresolved {
        /// The host.
        host: String,
    },
    /// Nobody answers there.
    #[error("{host} does not answer")]
    Unconnected {
        /// The host.
        host: String,
    },
    /// It took too long.
    #[error("{host} took too long")]
    TimedOut {
        /// The host.
        host: String,
    },
    /// The secure connection was not made: mostly a certificate that is not trusted.
    #[error("no secure connection to {host}")]
    Tls {
        /// The host.
        host: String,
    },
    /// The proxy cannot be reached or refuses, or its address is none.
    #[error("the proxy {host} refuses")]
    Proxy {
        /// The proxy's host.
        host: String,
    },
    /// The host answered with something else than success.
    #[error("{host} answered {status}")]
    Status {
        /// The host.
        host: String,
        /// The status of RFC 9110 §15.
        status: u16,
    },
    /// The answer is of another kind than was asked for.
    #[error("{host} sent {found:?}")]
    ContentType {
        /// The host.
        host: String,
        /// The media type, cut at 100 characters; empty when there was none.
        found: String,
    },
    /// The answer is larger than is read.
    #[error("{host} sent more than {limit} octets")]
    TooLarge {
        /// The host.
        host: String,
        /// Octets that would have been read.
        limit: u64,
    },
    /// One redirect followed another.
    #[error("{host} redirected more than {limit} times")]
    TooManyRedirects {
        /// The host that redirected last.
        host: String,
        /// Redirects that are followed.
        limit: u32,
    },
    /// The connection broke, or what came is not HTTP.
    #[error("the answer of {host} broke off")]
    Broken {
        /// The host.
        host: String,
    },
    /// There is no certificate in what was fetched as one.
    #[error("{host} sent no certificate")]
    NoCertificate {
        /// The host.
        host: String,
    },
    /// The system has no random numbers, so no request could be made.
    #[error("no random numbers")]
    NoRandomness,
    /// The folder of the cache cannot be used.
    #[error("the cache cannot be used: {kind}")]
    Cache {
        /// What the system said.
        kind: std::io::ErrorKind,
    },
}

impl Error {
    /// All codes.
    pub const CODES: [&str; 18] = [
        "offline",
        "address-invalid",
        "scheme-not-allowed",
        "credentials-in-address",
        "host-not-allowed",
        "could-not-resolve",
        "could-not-connect",
        "timed-out",
        "tls",
        "proxy",
        "http-status",
        "wrong-content-type",
        "too-large",
        "too-many-redirects",
        "answer-broken",
        "no-certificate",
        "no-randomness",
        "cache",
    ];

    /// The stable name of the case, for the text catalogue.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Offline => "offline",
            Self::Address { .. } => "address-invalid",
            Self::Scheme { .. } => "scheme-not-allowed",
            Self::Credentials { .. } => "credentials-in-address",
            Self::HostNotAllowed { .. } => "host-not-allowed",
            Self::Unresolved { .. } => "could-not-resolve",
            Self::Unconnected { .. } => "could-not-connect",
            Self::TimedOut { .. } => "timed-out",
            Self::Tls { .. } => "tls",
            Self::Proxy { .. } => "proxy",
            Self::Status { .. } => "http-status",
            Self::ContentType { .. } => "wrong-content-type",
            Self::TooLarge { .. } => "too-large",
            Self::TooManyRedirects { .. } => "too-many-redirects",
            Self::Broken { .. } => "answer-broken",
            Self::NoCertificate { .. } => "no-certificate",
            Self::NoRandomness => "no-randomness",
            Self::Cache { .. } => "cache",
        }
    }

    /// The host that the fault is about.
    pub fn host(&self) -> Option<&str> {
        match self {
            Self::Credentials { host }
            | Self::HostNotAllowed { host }
            | Self::Unresolved { host }
            | Self::Unconnected { host }
            | Self::TimedOut { host }
            | Self::Tls { host }
            | Self::Proxy { host }
            | Self::Status { host, .. }
            | Self::ContentType { host, .. }
            | Self::TooLarge { host, .. }
            | Self::TooManyRedirects { host, .. }
            | Self::Broken { host }
            | Self::NoCertificate { host } => Some(host),
            _ => None,
        }
    }
}
