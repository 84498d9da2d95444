//! Timestamps, CRLs, OCSP responses and issuers' certificates come from real servers on loopback, good ones and bad.

use cades::{AnswerFault, StampError, TimestampAuthority, Token};
use net::{Authorities, Authority, Cache, Hosts, Network, Proxy, Settings};
use pki::{Certificate, DigestAlgorithm, ObjectIdentifier};
use std::sync::{Arc, LazyLock};
use std::time::Duration;
use tests::kit::authority_village::AuthorityVillage;
use tests::kit::http::{Reply, Server};
use tests::kit::servers::{ForwardProxy, Manner, STAMPED_WITHOUT_NONCE, TimestampServer, TlsServer};
use tests::kit::tools;
use zeroize::Zeroizing;

static VILLAGE: LazyLock<AuthorityVillage> = LazyLock::new(AuthorityVillage::open);

fn imprint() -> Vec<u8> {
    DigestAlgorithm::Sha256.digest(STAMPED_WITHOUT_NONCE)
}

/// The network, with loopback on the list of hosts that certificates may lead to.
fn loopback() -> Settings {
    let mut settings = Settings::default();
    settings.hosts.listed = vec!["127.0.0.1".to_owned()];
    settings
}

fn network(settings: Settings) -> Arc<Network> {
    Arc::new(Network::new(settings).unwrap())
}

fn asking(servers: &[&TimestampServer]) -> Authorities {
    let list = servers.iter().map(|server| Authority::at(&server.url())).collect();
    Authorities::new(network(Settings::default()), list)
}

/// The codes of everybody who was asked.
fn codes(authorities: &Authorities) -> Vec<&'static str> {
    let code = |outcome: Result<(), StampError>| match outcome {
        Ok(()) => "good",
        Err(StampError::Unreachable { reason, .. }) => reason,
        Err(StampError::Answer { fault, .. }) => fault.code(),
        Err(other) => other.code(),
    };
    authorities.tried().into_iter().map(|tried| code(tried.outcome)).collect()
}

#[test]
fn a_token_is_given_that_openssl_verifies_too() {
    let server = TimestampServer::start(&VILLAGE, Manner::Good);
    for digest in [DigestAlgorithm::Sha256, DigestAlgorithm::Sha384, DigestAlgorithm::Sha512] {
        let authorities = asking(&[&server]).with_digest(digest);
        let imprint = digest.digest(b"report");
        let token = authorities.stamp(&imprint).unwrap();
        assert!(token.len() <= authorities.token_size());
        assert!(Token::parse(&token).unwrap().check(&imprint, &[]).is_sound());
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), token).unwrap();
        let (root, chain) = (VILLAGE.certificate("time-root"), VILLAGE.certificate("time-issuing"));
        let hex = hex::encode(imprint);
        let words = ["ts", "-verify", "-token_in", "-in", file.path().to_str().unwrap(), "-digest", &hex];
        let anchors = ["-CAfile", root.to_str().unwrap(), "-untrusted", chain.to_str().unwrap()];
        tools::succeed("openssl", &[&words[..], &anchors].concat());
    }
    assert_eq!(server.seen().len(), 3);
}

#[test]
fn authorities_are_asked_in_order_until_one_is_good() {
    let unwilling = [
        Manner::Status(500),
        Manner::ContentType("text/html"),
        Manner::OtherImprint,
        Manner::NoNonce,
        Manner::Refuses,
    ];
    let unwilling = unwilling.map(|manner| TimestampServer::start(&VILLAGE, manner));
    let (good, never) =
        (TimestampServer::start(&VILLAGE, Manner::Good), TimestampServer::start(&VILLAGE, Manner::Good));
    let gone = TimestampServer::start(&VILLAGE, Manner::Good).url();
    let mut list = vec![Authority::at(&gone)];
    list.extend(unwilling.iter().chain([&good, &never]).map(|server| Authority::at(&server.url())));
    let authorities = Authorities::new(network(Settings::default()), list);
    authorities.stamp(&imprint()).unwrap();
    let expected = [
        "could-not-connect",
        "http-status",
        "wrong-content-type",
        "stamp-answer-imprint",
        "stamp-answer-nonce",
        "stamp-refused",
        "good",
    ];
    assert_eq!(codes(&authorities), expected);
    assert!(never.seen().is_empty());
    assert_eq!(authorities.tried()[1].network.as_ref().map(net::Error::code), Some("http-status"));
}

#[test]
fn when_nobody_stamps_the_fault_that_may_pass_is_told() {
    let servers = [Manner::Refuses, Manner::Status(503), Manner::OtherImprint]
        .map(|manner| TimestampServer::start(&VILLAGE, manner));
    let all = asking(&servers.each_ref());
    let fault = all.stamp(&imprint()).unwrap_err();
    assert!(fault.may_pass(), "{fault}");
    let lasting = asking(&[&servers[0], &servers[2]]);
    let fault = lasting.stamp(&imprint()).unwrap_err();
    assert!(matches!(fault, StampError::Answer { fault: AnswerFault::Imprint, .. }), "{fault}");
    assert!(!fault.may_pass());
}

#[test]
fn user_and_password_are_told_to_those_that_they_are_for() {
    let server = TimestampServer::start(&VILLAGE, Manner::Password("实验室", "p:ss"));
    let elsewhere = TimestampServer::start(&VILLAGE, Manner::Status(500));
    let with = |user: &str, password: &str| Authority {
        user: Some(user.to_owned()),
        password: Some(Zeroizing::new(password.to_owned())),
        ..Authority::at(&server.url())
    };
    let ask = |list| Authorities::new(network(Settings::default()), list);
    let refused = ask(vec![Authority::at(&server.url()), with("实验室", "wrong")]);
    refused.stamp(&imprint()).unwrap_err();
    assert_eq!(codes(&refused), ["http-status", "http-status"]);
    ask(vec![Authority::at(&elsewhere.url()), with("实验室", "p:ss")]).stamp(&imprint()).unwrap();
    assert!(elsewhere.seen().iter().all(|request| request.header("authorization").is_none()));
}

#[test]
fn the_policy_that_is_asked_for_is_the_one_that_is_given() {
    let server = TimestampServer::start(&VILLAGE, Manner::Good);
    let under = |policy| {
        let policy = Some(ObjectIdentifier::new_unwrap(policy));
        let authority = Authority { policy, ..Authority::at(&server.url()) };
        Authorities::new(network(Settings::default()), vec![authority]).stamp(&imprint())
    };
    let token = Token::parse(&under("1.2.3.5").unwrap()).unwrap();
    assert_eq!(token.info().policy.to_string(), "1.2.3.5");
    // unacceptedPolicy
    let fault = under("1.2.3.6").unwrap_err();
    assert!(matches!(fault, StampError::Refused { failure: Some(15), .. }), "{fault}");
}

#[test]
fn silence_floods_and_redirects_end() {
    let good = TimestampServer::start(&VILLAGE, Manner::Good);
    let elsewhere = Manner::Redirect(good.url());
    let servers =
        [Manner::Slow, Manner::Huge, elsewhere].map(|manner| TimestampServer::start(&VILLAGE, manner));
    let mut settings = Settings::default();
    settings.total_timeout = Duration::from_secs(1);
    let list = servers.iter().map(|server| Authority::at(&server.url())).collect();
    let authorities = Authorities::new(network(settings), list);
    authorities.stamp(&imprint()).unwrap_err();
    let codes = codes(&authorities);
    // On a busy machine the flood may take longer than its second to reach the limit.
    assert!(matches!(codes[..], ["timed-out", "too-large" | "timed-out", "http-status"]), "{codes:?}");
    assert!(good.seen().is_empty(), "what was sent to one authority goes to no other");

    let flood = Server::start(|_| Reply::endless("application/ocsp-response"));
    let fault = network(loopback()).fetch_ocsp(&flood.at("/"), b"request").unwrap_err();
    assert_eq!(fault.code(), "too-large");
}

#[test]
fn a_proxy_is_used_and_told_who_asks() {
    let server = TimestampServer::start(&VILLAGE, Manner::Good);
    let port = server.url().split([':', '/']).nth(4).unwrap().parse().unwrap();
    let proxy = ForwardProxy::start("tsa.test", port);
    let through = |proxy: &ForwardProxy, except: &[&str]| {
        let mut settings = loopback();
        settings.proxy = Some(Proxy {
            address: proxy.url(),
            user: Some("anna".to_owned()),
            password: Some(Zeroizing::new("p@ss".to_owned())),
            except: except.iter().map(|host| (*host).to_owned()).collect(),
        });
        network(settings)
    };
    let list = || vec![Authority::at("http://tsa.test/tsa")];
    Authorities::new(through(&proxy, &[]), list()).stamp(&imprint()).unwrap();
    // "anna:p@ss"
    assert_eq!(proxy.seen(), [("tsa.test:80".to_owned(), Some("Basic YW5uYTpwQHNz".to_owned()))]);
    assert!(server.seen().iter().all(|request| request.header("proxy-authorization").is_none()));

    let direct = Authorities::new(through(&proxy, &["127.0.0.1"]), vec![Authority::at(&server.url())]);
    direct.stamp(&imprint()).unwrap();
    assert_eq!(proxy.seen().len(), 1);

    let strict = ForwardProxy::start("other.test", port);
    let refused = Authorities::new(through(&strict, &[]), list());
    refused.stamp(&imprint()).unwrap_err();
    assert_eq!(codes(&refused), ["proxy"]);
    for inner in ["http://localhost/crl", "http://router/crl", "http://10.0.0.1/crl"] {
        assert_eq!(through(&proxy, &[]).fetch_crl(inner).unwrap_err().code(), "host-not-allowed", "{inner}");
    }
}

#[test]
fn certificates_do_not_lead_into_the_local_network() {
    let server = Server::start(|_| Reply::of("application/pkix-crl", b"inside".to_vec()));
    let stranger = network(Settings::default());
    let by_name = format!("http://localhost:{}/a", server.port());
    for url in [server.at("/a"), by_name.clone(), format!("http://[::1]:{}/a", server.port())] {
        for fault in [
            stranger.fetch_crl(&url).unwrap_err(),
            stranger.fetch_certificate(&url).unwrap_err(),
            stranger.fetch_ocsp(&url, b"request").unwrap_err(),
        ] {
            assert_eq!(fault.code(), "host-not-allowed", "{url}");
        }
    }
    assert!(server.seen().is_empty());
    assert_eq!(network(loopback()).fetch_crl(&by_name).unwrap_err().code(), "host-not-allowed");
    let mut by_list = Settings::default();
    by_list.hosts = Hosts { listed: vec!["localhost".to_owned()], only_listed: true };
    assert_eq!(network(by_list).fetch_crl(&by_name).unwrap(), b"inside");
    assert_eq!(stranger.fetch_crl("ldap://directory.test/cn=CA").unwrap_err().code(), "scheme-not-allowed");
}

#[test]
fn redirects_are_followed_three_times_and_judged_each_time() {
    let hidden = Server::start(|_| Reply::of("text/plain", b"hidden".to_vec()));
    let inside = format!("http://localhost:{}/", hidden.port());
    let server = Server::start(move |request| match request.path.as_str() {
        "/inside" => Reply::redirect(&inside),
        "/file" => Reply::redirect("file:///etc/hostname"),
        "/0" => Reply::of("application/pkix-crl", b"list".to_vec()),
        path => {
            let left: u32 = path.trim_start_matches('/').parse().unwrap();
            Reply::redirect(&format!("/{}", left - 1))
        }
    });
    let network = network(loopback());
    assert_eq!(network.fetch_crl(&server.at("/3")).unwrap(), b"list");
    let code = |path| network.fetch_crl(&server.at(path)).unwrap_err().code();
    assert_eq!(code("/4"), "too-many-redirects");
    assert_eq!(code("/inside"), "host-not-allowed");
    assert_eq!(code("/file"), "scheme-not-allowed");
    assert!(hidden.seen().is_empty());
}

/// What openssl says about somebody's status in an OCSP response; its signature is verified.
fn status(response: &[u8], name: &str) -> String {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), response).unwrap();
    let path = |name: &str| VILLAGE.certificate(name).to_str().unwrap().to_owned();
    let (issuer, certificate, root) = (path("issuing"), path(name), path("root"));
    let words = ["ocsp", "-respin", file.path().to_str().unwrap(), "-issuer", &issuer, "-cert", &certificate];
    let output = tools::run("openssl", &[&words[..], &["-CAfile", &root, "-verify_other", &issuer]].concat());
    let said = tools::both(&output);
    assert!(said.contains("verify OK"), "{said}");
    said
}

#[test]
fn responders_lists_and_issuers_answer() {
    let network = network(loopback());
    for (name, expected) in [("good-rsa", "good"), ("good-p256", "good"), ("revoked", "revoked")] {
        let response = network.fetch_ocsp(&VILLAGE.ocsp_url(), &VILLAGE.ocsp_request(name)).unwrap();
        let said = status(&response, name);
        assert!(said.contains(&format!("{name}.pem: {expected}")), "{said}");
    }
    let list = network.fetch_crl(&VILLAGE.crl_url("issuing")).unwrap();
    assert_eq!(list, std::fs::read(VILLAGE.folder().join("issuing.crl")).unwrap());
    let certificate = |name: &str| {
        let pem = std::fs::read(VILLAGE.certificate(name)).unwrap();
        Certificate::from_pem_or_der(&pem).unwrap().remove(0)
    };
    let one = network.fetch_certificate(&VILLAGE.issuer_url("issuing")).unwrap();
    assert_eq!(one, [certificate("issuing")]);
    let several = network.fetch_certificate(&VILLAGE.server().at("/issuing.p7c")).unwrap();
    assert_eq!(several.len(), 2);
    assert!(several.contains(&certificate("root")) && several.contains(&certificate("issuing")));
    assert_eq!(network.fetch_certificate(&VILLAGE.crl_url("root")).unwrap_err().code(), "no-certificate");
    let missing = network.fetch_crl(&VILLAGE.server().at("/missing.crl")).unwrap_err();
    assert_eq!(missing, net::Error::Status { host: "127.0.0.1".to_owned(), status: 404 });
}

#[test]
fn a_responder_that_knows_only_get_is_asked_so() {
    let port = VILLAGE.server().port();
    let only_get = Server::start(move |request| match request.method.as_str() {
        // Elsewhere the same question is answered.
        "GET" => Reply::redirect(&format!("http://127.0.0.1:{port}{}", request.path)),
        _ => Reply::status(405),
    });
    let request = VILLAGE.ocsp_request("revoked");
    let response = network(loopback()).fetch_ocsp(&only_get.at("/ocsp"), &request).unwrap();
    assert!(status(&response, "revoked").contains("revoked"));
    let methods: Vec<_> = only_get.seen().into_iter().map(|request| request.method).collect();
    assert_eq!(methods, ["POST", "GET"]);
    let never = Server::start(|_| Reply::status(403));
    let fault = network(loopback()).fetch_ocsp(&never.at("/"), &request).unwrap_err();
    assert_eq!(fault, net::Error::Status { host: "127.0.0.1".to_owned(), status: 403 });
}

#[test]
fn what_was_fetched_once_serves_offline() {
    let folder = tempfile::tempdir().unwrap();
    let cache = Cache::open(folder.path(), 1 << 20).unwrap();
    let online = network(loopback());
    let mut settings = loopback();
    settings.offline = true;
    let offline = network(settings);
    let (crl, ocsp) = (VILLAGE.crl_url("root"), VILLAGE.ocsp_url());
    let request = VILLAGE.ocsp_request("good-p256");
    let fetched = cache.crl(&online, &crl, |_| true).unwrap();
    let answered = cache.ocsp(&online, &ocsp, &request, |_| true).unwrap();

    assert_eq!(cache.crl(&offline, &crl, |kept| kept == fetched).unwrap(), fetched);
    assert_eq!(cache.ocsp(&offline, &ocsp, &request, |kept| kept == answered).unwrap(), answered);
    assert_eq!(cache.crl(&offline, &crl, |_| false).unwrap_err().code(), "offline");
    let other = VILLAGE.ocsp_request("good-rsa");
    assert_eq!(cache.ocsp(&offline, &ocsp, &other, |_| true).unwrap_err().code(), "offline");

    // A file that was bent is the same as none.
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        std::fs::write(entry.unwrap().path(), b"bent").unwrap();
    }
    assert_eq!(cache.crl(&offline, &crl, |kept| kept == fetched).unwrap_err().code(), "offline");
    assert_eq!(cache.crl(&online, &crl, |kept| kept == fetched).unwrap(), fetched);
    let asking = Authorities::new(offline, vec![Authority::at("http://tsa.test/")]);
    assert!(asking.stamp(&imprint()).unwrap_err().may_pass());
}

#[test]
fn a_secure_connection_needs_a_root_that_is_trusted() {
    let server = TlsServer::start(&VILLAGE);
    let url = server.at("/root.crl");
    assert_eq!(network(loopback()).fetch_crl(&url).unwrap_err().code(), "tls");
    let root = std::fs::read(VILLAGE.certificate("root")).unwrap();
    let root = Certificate::from_pem_or_der(&root).unwrap().remove(0);
    let mut trusting = loopback();
    trusting.roots = vec![root.der().to_vec()];
    let fetched = network(trusting).fetch_crl(&url).unwrap();
    assert_eq!(fetched, std::fs::read(VILLAGE.folder().join("root.crl")).unwrap());
}
