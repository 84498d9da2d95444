//! Servers as a signing program meets them: a timestamp authority, an OCSP responder with CRLs and issuers'
//! certificates, and a forward proxy. openssl does the cryptography; the bad manners are ours.

use super::authority_village::AuthorityVillage;
use super::http::{Listener, Reply, Request, Server};
use super::tools;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use std::io::{BufRead, BufReader, Read as _, Write as _};
use std::net::{Shutdown, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};

/// How a timestamp authority behaves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Manner {
    /// As RFC 3161 has it.
    Good,
    /// As it should, for those who know the password (RFC 7617).
    Password(&'static str, &'static str),
    /// Answers to another imprint.
    OtherImprint,
    /// Leaves the nonce out.
    NoNonce,
    /// Refuses every request.
    Refuses,
    /// Says nothing at all.
    Slow,
    /// Never ends its answer.
    Huge,
    /// HTTP status of a fault.
    Status(u16),
    /// The right answer under another media type.
    ContentType(&'static str),
    /// Sends the request elsewhere.
    Redirect(String),
}

const REPLY: &str = "application/timestamp-reply";

/// A timestamp authority: `openssl ts` behind HTTP.
pub struct TimestampServer(Server);

impl TimestampServer {
    /// Starts it with the village's timestamp certificate.
    pub fn start(village: &AuthorityVillage, manner: Manner) -> Self {
        let folder = village.folder().to_owned();
        Self(Server::start(move |request| stamp(&folder, &manner, request)))
    }

    /// Its address.
    pub fn url(&self) -> String {
        self.0.at("/tsa")
    }

    /// What it was asked.
    pub fn seen(&self) -> Vec<Request> {
        self.0.seen()
    }
}

fn stamp(folder: &Path, manner: &Manner, request: &Request) -> Reply {
    if request.method != "POST" || request.header("content-type") != Some("application/timestamp-query") {
        return Reply::status(400);
    }
    match manner {
        Manner::Good => Reply::of(REPLY, reply(folder, "tsa.cnf", &request.body)),
        Manner::Password(user, password) => {
            let expected = format!("Basic {}", BASE64_STANDARD.encode(format!("{user}:{password}")));
            if request.header("authorization") == Some(&expected) {
                Reply::of(REPLY, reply(folder, "tsa.cnf", &request.body))
            } else {
                Reply::status(401).with("www-authenticate", "Basic realm=\"tsa\"")
            }
        }
        Manner::OtherImprint => Reply::of(REPLY, reply(folder, "tsa.cnf", &query(folder, &[]))),
        Manner::NoNonce => Reply::of(REPLY, reply(folder, "tsa.cnf", &query(folder, &["-no_nonce"]))),
        Manner::Refuses => Reply::of(REPLY, reply(folder, "tsa-refuses.cnf", &request.body)),
        Manner::Slow => Reply::silence(),
        Manner::Huge => Reply::endless(REPLY),
        Manner::Status(status) => Reply::status(*status),
        Manner::ContentType(other) => Reply::of(other, reply(folder, "tsa.cnf", &request.body)),
        Manner::Redirect(to) => Reply::redirect(to),
    }
}

/// The document whose SHA-256 is stamped by an authority that leaves out the nonce.
pub const STAMPED_WITHOUT_NONCE: &[u8] = b"stamped without nonce";

/// A query of openssl's own: with a nonce for another document than anybody's, without one for
/// [`STAMPED_WITHOUT_NONCE`].
fn query(folder: &Path, options: &[&str]) -> Vec<u8> {
    let desk = tempfile::tempdir_in(folder).unwrap();
    let (data, query) = (desk.path().join("data"), desk.path().join("query"));
    let words: &[u8] = if options.is_empty() { b"another document" } else { STAMPED_WITHOUT_NONCE };
    std::fs::write(&data, words).unwrap();
    let mut arguments = vec!["ts", "-query", "-sha256", "-cert", "-data", data.to_str().unwrap()];
    arguments.extend(["-out", query.to_str().unwrap()]);
    arguments.extend(options);
    tools::succeed("openssl", &arguments);
    std::fs::read(query).unwrap()
}

fn reply(folder: &Path, configuration: &str, query: &[u8]) -> Vec<u8> {
    // openssl counts serial numbers in a file: each answer has a desk of its own.
    let desk = tempfile::tempdir_in(folder).unwrap();
    let at = |name: &str| desk.path().join(name).to_str().unwrap().to_owned();
    let text = std::fs::read_to_string(folder.join(configuration)).unwrap();
    std::fs::write(at("tsa.cnf"), text.replace("DESK", desk.path().to_str().unwrap())).unwrap();
    std::fs::write(at("query"), query).unwrap();
    let (config, query, reply) = (at("tsa.cnf"), at("query"), at("reply"));
    tools::succeed("openssl", &["ts", "-reply", "-config", &config, "-queryfile", &query, "-out", &reply]);
    std::fs::read(reply).unwrap()
}

/// The CA's server: OCSP at `/ocsp`, and every published file of the folder by its name.
pub fn revocation_server(folder: PathBuf) -> Server {
    // One answer at a time: openssl reads the index of the CA while it answers.
    let turn = Arc::new(Mutex::new(()));
    Server::start(move |request| {
        let asked = match (request.method.as_str(), request.path.strip_prefix("/ocsp")) {
            ("POST", Some(_)) if request.header("content-type") == Some("application/ocsp-request") => {
                Some(request.body.clone())
            }
            ("GET", Some(encoded)) => decoded(encoded.trim_start_matches('/')),
            _ => None,
        };
        if let Some(asked) = asked {
            let _mine = turn.lock().unwrap();
            return ocsp(&folder, &asked)
                .map_or(Reply::status(500), |answer| Reply::of("application/ocsp-response", answer));
        }
        let name = request.path.trim_start_matches('/');
        let published = [".crl", ".cer", ".p7c"].iter().any(|ending| name.ends_with(ending));
        match std::fs::read(folder.join(name)) {
            Ok(bytes) if published && !name.contains('/') => Reply::of("application/octet-stream", bytes),
            _ => Reply::status(404),
        }
    })
}

fn decoded(text: &str) -> Option<Vec<u8>> {
    let text = text.replace("%2B", "+").replace("%2F", "/").replace("%3D", "=");
    BASE64_STANDARD.decode(text).ok()
}

fn ocsp(folder: &Path, request: &[u8]) -> Option<Vec<u8>> {
    let desk = tempfile::tempdir_in(folder).unwrap();
    let (asked, answer) = (desk.path().join("request"), desk.path().join("response"));
    std::fs::write(&asked, request).unwrap();
    let at = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let (index, issuer) = (at("issuing.index"), at("issuing.pem"));
    let (certificate, key) = (at("ocsp.pem"), at("ocsp.key"));
    let words = ["ocsp", "-index", &index, "-CA", &issuer, "-rsigner", &certificate, "-rkey", &key];
    let rest = ["-ndays", "7", "-reqin", asked.to_str().unwrap(), "-respout", answer.to_str().unwrap()];
    tools::run("openssl", &[&words[..], &rest].concat());
    std::fs::read(answer).ok()
}

/// The files of the village's folder over TLS, under the certificate of its web server: `openssl s_server`.
pub struct TlsServer {
    process: Child,
    port: u16,
}

impl TlsServer {
    /// Starts it.
    pub fn start(village: &AuthorityVillage) -> Self {
        let mut process = Command::new("openssl")
            .current_dir(village.folder())
            .args(["s_server", "-accept", "127.0.0.1:0", "-WWW", "-cert", "wrong-usage.pem"])
            .args(["-key", "wrong-usage.key", "-cert_chain", "issuing.pem"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let lines = BufReader::new(process.stdout.take().unwrap()).lines().map_while(Result::ok);
        let port = lines
            .filter_map(|line| line.strip_prefix("ACCEPT ")?.rsplit(':').next()?.trim().parse().ok())
            .next()
            .unwrap();
        Self { process, port }
    }

    /// The address of a path that begins with a slash.
    pub fn at(&self, path: &str) -> String {
        format!("https://127.0.0.1:{}{path}", self.port)
    }
}

impl Drop for TlsServer {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// What a proxy was asked: the target, and the credentials that came along.
pub type Asked = (String, Option<String>);

/// A forward proxy that tunnels (CONNECT) to loopback and keeps the first lines and credentials.
pub struct ForwardProxy {
    listener: Listener,
    seen: Arc<Mutex<Vec<Asked>>>,
}

impl ForwardProxy {
    /// Starts a proxy that sends whoever asks for `name` to this port of loopback.
    pub fn start(name: &'static str, port: u16) -> Self {
        let seen = Arc::new(Mutex::new(Vec::new()));
        let notes = seen.clone();
        let listener = Listener::start(move |stream, _| {
            let _ = tunnel(stream, name, port, &notes);
        });
        Self { listener, seen }
    }

    /// Its address.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.listener.port())
    }

    /// What was asked, in order.
    pub fn seen(&self) -> Vec<Asked> {
        self.seen.lock().unwrap().clone()
    }
}

fn tunnel(mut client: TcpStream, name: &str, port: u16, notes: &Mutex<Vec<Asked>>) -> std::io::Result<()> {
    let mut reader = BufReader::new(client.try_clone()?);
    let (mut first, mut credentials) = (String::new(), None);
    reader.read_line(&mut first)?;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let Some((header, value)) = line.trim_end().split_once(':') else { break };
        if header.eq_ignore_ascii_case("proxy-authorization") {
            credentials = Some(value.trim().to_owned());
        }
    }
    let target = first.split_whitespace().nth(1).unwrap_or_default().to_owned();
    notes.lock().unwrap().push((target.clone(), credentials));
    if !first.starts_with("CONNECT ") || target.split(':').next() != Some(name) {
        return client.write_all(b"HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n");
    }
    let mut server = TcpStream::connect(("127.0.0.1", port))?;
    client.write_all(b"HTTP/1.1 200 Connected\r\n\r\n")?;
    let (mut back, mut to_client) = (server.try_clone()?, client.try_clone()?);
    let answers = std::thread::spawn(move || {
        let _ = std::io::copy(&mut back, &mut to_client);
        let _ = to_client.shutdown(Shutdown::Both);
    });
    // What the reader holds already belongs to the tunnel.
    let held = reader.buffer().to_vec();
    server.write_all(&held)?;
    let mut rest = reader.into_inner();
    let mut piece = [0; 4096];
    while let Ok(octets @ 1..) = rest.read(&mut piece) {
        server.write_all(&piece[..octets])?;
    }
    let _ = server.shutdown(Shutdown::Write);
    let _ = answers.join();
    Ok(())
}
