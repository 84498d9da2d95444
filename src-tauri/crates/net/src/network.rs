//! One exchange over HTTP: bounded in time and size, its faults told apart.

use std::io::ErrorKind;
use std::sync::Arc;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use ureq::http::header::{AUTHORIZATION, CONTENT_TYPE, LOCATION};
use ureq::http::{HeaderMap, Response};
use ureq::tls::{RootCerts, TlsConfig, TlsProvider};
use ureq::unversioned::transport::DefaultConnector;
use ureq::{Agent, Body, ProxyProtocol};
use url::Url;
use zeroize::Zeroizing;

use crate::address::{Address, Origin};
use crate::resolver::{Guarded, Named, Refused};
use crate::{Error, Proxy, Settings};

/// Redirects that are followed, each judged anew.
const MAX_REDIRECTS: u32 = 3;

/// The network as the settings allow it.
#[derive(Debug)]
pub struct Network {
    settings: Settings,
    /// For addresses that the user wrote.
    open: Agent,
    /// For addresses out of certificates.
    guarded: Agent,
}

/// What is sent to somebody.
pub(crate) struct Post<'a> {
    pub(crate) content_type: &'static str,
    pub(crate) body: &'a [u8],
    /// User and password of basic authentication (RFC 7617).
    pub(crate) credentials: Option<(&'a str, &'a str)>,
    /// The media type that the answer must have.
    pub(crate) answer: &'static str,
}

impl Network {
    /// Prepares the network; nothing is sent. Fails when the proxy's address is none.
    pub fn new(settings: Settings) -> Result<Self, Error> {
        let proxy = settings.proxy.as_ref().map(proxy_of).transpose()?;
        let proxy_host = proxy.as_ref().map(|proxy| proxy.host().to_owned());
        let roots = webpki_root_certs::TLS_SERVER_ROOT_CERTS.iter().map(|root| root.as_ref());
        let roots = roots.chain(settings.roots.iter().map(Vec::as_slice));
        let tls = TlsConfig::builder()
            .provider(TlsProvider::Rustls)
            .root_certs(RootCerts::from(roots.map(|root| ureq::tls::Certificate::from_der(root).to_owned())))
            .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::aws_lc_rs::default_provider()))
            .build();
        let config = Agent::config_builder()
            .tls_config(tls)
            .proxy(proxy)
            .timeout_connect(Some(settings.connect_timeout))
            .timeout_global(Some(settings.total_timeout))
            .http_status_as_error(false)
            // Followed here, where each can be judged.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .user_agent("vermilion")
            .build();
        let open = Agent::with_parts(config.clone(), DefaultConnector::default(), Named::default());
        let guard = Guarded::new(settings.hosts.clone(), proxy_host);
        let guarded = Agent::with_parts(config, DefaultConnector::default(), guard);
        Ok(Self { settings, open, guarded })
    }

    /// The settings that the network was made with.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Sends and reads at most `limit` octets; redirects are not followed, so that what is sent goes nowhere else.
    pub(crate) fn post(
        &self,
        url: &str,
        origin: Origin,
        post: &Post<'_>,
        limit: u64,
    ) -> Result<Vec<u8>, Error> {
        let address = self.address(url, origin)?;
        let mut request = self.agent(origin).post(address.as_str()).header(CONTENT_TYPE, post.content_type);
        if let Some((user, password)) = post.credentials {
            let pair = Zeroizing::new(format!("{user}:{password}"));
            let basic = Zeroizing::new(format!("Basic {}", BASE64_STANDARD.encode(pair.as_bytes())));
            request = request.header(AUTHORIZATION, basic.as_str());
        }
        let mut response = request.send(post.body).map_err(|fault| self.told(fault, &address, limit))?;
        success(&response, &address)?;
        expect_type(response.headers(), post.answer, &address)?;
        self.read(&mut response, &address, limit)
    }

    /// Fetches at most `limit` octets, following a few redirects; `answer` is the media type it must have, if any.
    pub(crate) fn get(
        &self,
        url: &str,
        origin: Origin,
        answer: Option<&str>,
        limit: u64,
    ) -> Result<Vec<u8>, Error> {
        let mut address = self.address(url, origin)?;
        for _ in 0..=MAX_REDIRECTS {
            let request = self.agent(origin).get(address.as_str());
            let mut response = request.call().map_err(|fault| self.told(fault, &address, limit))?;
            let location = response.headers().get(LOCATION).and_then(|value| value.to_str().ok());
            match (response.status().as_u16(), location) {
                (301 | 302 | 303 | 307 | 308, Some(location)) => {
                    let proxied = self.proxied();
                    address = address.redirected(location, origin, &self.settings.hosts, proxied)?;
                }
                _ => {
                    success(&response, &address)?;
                    if let Some(answer) = answer {
                        expect_type(response.headers(), answer, &address)?;
                    }
                    return self.read(&mut response, &address, limit);
                }
            }
        }
        Err(Error::TooManyRedirects { host: address.host().to_owned(), limit: MAX_REDIRECTS })
    }

    fn address(&self, url: &str, origin: Origin) -> Result<Address, Error> {
        if self.settings.offline {
            return Err(Error::Offline);
        }
        Address::read(url, origin, &self.settings.hosts, self.proxied())
    }

    fn proxied(&self) -> bool {
        self.settings.proxy.is_some()
    }

    fn agent(&self, origin: Origin) -> &Agent {
        match origin {
            Origin::Settings => &self.open,
            Origin::Certificate => &self.guarded,
        }
    }

    fn read(&self, response: &mut Response<Body>, address: &Address, limit: u64) -> Result<Vec<u8>, Error> {
        let body = response.body_mut().with_config().limit(limit);
        body.read_to_vec().map_err(|fault| self.told(fault, address, limit))
    }

    /// The fault of the HTTP library in our words.
    fn told(&self, fault: ureq::Error, address: &Address, limit: u64) -> Error {
        let host = address.host().to_owned();
        let proxy = self.open.config().proxy().filter(|_| self.proxied());
        let unconnected = |host| match proxy {
            Some(proxy) => Error::Proxy { host: proxy.host().to_owned() },
            None => Error::Unconnected { host },
        };
        match fault {
            ureq::Error::HostNotFound => match proxy {
                Some(proxy) => Error::Proxy { host: proxy.host().to_owned() },
                None => Error::Unresolved { host },
            },
            ureq::Error::Timeout(_) => Error::TimedOut { host },
            ureq::Error::Tls(_) | ureq::Error::Rustls(_) | ureq::Error::TlsRequired => Error::Tls { host },
            ureq::Error::ConnectProxyFailed(_) | ureq::Error::InvalidProxyUrl => unconnected(host),
            ureq::Error::ConnectionFailed => unconnected(host),
            ureq::Error::BodyExceedsLimit(_) => Error::TooLarge { host, limit },
            ureq::Error::LargeResponseHeader(..) => Error::TooLarge { host, limit },
            ureq::Error::BadUri(_) | ureq::Error::Http(_) => {
                Error::Address { address: address.as_str().chars().take(200).collect() }
            }
            ureq::Error::Other(inner) if inner.is::<Refused>() => Error::HostNotAllowed { host },
            ureq::Error::Io(inner) if inner.get_ref().is_some_and(|inner| inner.is::<rustls::Error>()) => {
                Error::Tls { host }
            }
            ureq::Error::Io(inner) => match inner.kind() {
                ErrorKind::ConnectionRefused
                | ErrorKind::HostUnreachable
                | ErrorKind::NetworkUnreachable
                | ErrorKind::NetworkDown
                | ErrorKind::AddrNotAvailable => unconnected(host),
                ErrorKind::TimedOut => Error::TimedOut { host },
                _ => Error::Broken { host },
            },
            _ => Error::Broken { host },
        }
    }
}

fn success(response: &Response<Body>, address: &Address) -> Result<(), Error> {
    match response.status().as_u16() {
        200 => Ok(()),
        status => Err(Error::Status { host: address.host().to_owned(), status }),
    }
}

fn expect_type(headers: &HeaderMap, expected: &str, address: &Address) -> Result<(), Error> {
    let found = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let media_type = found.split(';').next().unwrap_or_default().trim();
    if media_type.eq_ignore_ascii_case(expected) {
        return Ok(());
    }
    let found = media_type.chars().take(100).collect();
    Err(Error::ContentType { host: address.host().to_owned(), found })
}

fn proxy_of(proxy: &Proxy) -> Result<ureq::Proxy, Error> {
    let fault = |host: &str| Error::Proxy { host: host.chars().take(200).collect() };
    let url = Url::parse(&proxy.address).map_err(|_| fault(&proxy.address))?;
    let protocol = match url.scheme() {
        "http" => ProxyProtocol::Http,
        "https" => ProxyProtocol::Https,
        other => return Err(fault(other)),
    };
    let host = url.host_str().ok_or_else(|| fault(""))?;
    // User and password have fields of their own, so that an address can be shown.
    if !url.username().is_empty() || url.password().is_some() {
        return Err(fault(host));
    }
    let mut builder = ureq::Proxy::builder(protocol).host(host);
    if let Some(port) = url.port_or_known_default() {
        builder = builder.port(port);
    }
    if let Some(user) = &proxy.user {
        builder = builder.username(user);
        if let Some(password) = &proxy.password {
            builder = builder.password(password);
        }
    }
    for except in proxy.except.iter().filter(|except| !except.is_empty()) {
        builder = builder.no_proxy(except);
    }
    builder.build().map_err(|_| fault(host))
}
