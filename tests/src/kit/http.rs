//! A small HTTP server on loopback that ends when it is dropped, and can behave as badly as a test wants.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

/// What somebody asked.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// `GET`, `POST`, `CONNECT`.
    pub method: String,
    /// The path with its query, or what stands in its place.
    pub path: String,
    /// Names in lower case, and values.
    pub headers: Vec<(String, String)>,
    /// What was sent along.
    pub body: Vec<u8>,
}

impl Request {
    /// The value of a header, by its name in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    fn read(stream: &TcpStream) -> Option<Self> {
        let mut reader = BufReader::new(stream.take(8 << 20));
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let mut words = line.split_whitespace().map(str::to_owned);
        let mut request =
            Self { method: words.next()?, path: words.next()?, headers: Vec::new(), body: Vec::new() };
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).ok()?;
            let Some((name, value)) = line.trim_end().split_once(':') else { break };
            request.headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
        }
        let length = request.header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
        request.body = vec![0; length];
        reader.read_exact(&mut request.body).ok()?;
        Some(request)
    }
}

/// What is answered.
#[derive(Clone, Debug)]
pub struct Reply {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    endless: bool,
    silent: bool,
}

impl Reply {
    /// Success with a body.
    pub fn of(content_type: &str, body: Vec<u8>) -> Self {
        Self::status(200).with("content-type", content_type).with_body(body)
    }

    /// A status alone.
    pub fn status(status: u16) -> Self {
        Self { status, headers: Vec::new(), body: Vec::new(), endless: false, silent: false }
    }

    /// Elsewhere.
    pub fn redirect(to: &str) -> Self {
        Self::status(302).with("location", to)
    }

    /// The connection stays open and nothing comes.
    pub fn silence() -> Self {
        Self { silent: true, ..Self::status(200) }
    }

    /// A body without a length that goes on as long as somebody reads.
    pub fn endless(content_type: &str) -> Self {
        Self { endless: true, ..Self::of(content_type, Vec::new()) }
    }

    /// With one more header.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    fn with_body(self, body: Vec<u8>) -> Self {
        Self { body, ..self }
    }

    fn write(&self, stream: &mut TcpStream, stop: &AtomicBool) -> std::io::Result<()> {
        if self.silent {
            // Ends when the other side gives up, or with the server.
            stream.set_read_timeout(Some(Duration::from_millis(20)))?;
            while !stop.load(Ordering::Relaxed) && !matches!(stream.read(&mut [0]), Ok(0)) {}
            return Ok(());
        }
        let mut head = format!("HTTP/1.1 {} Told\r\nconnection: close\r\n", self.status);
        for (name, value) in &self.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        if !self.endless {
            head.push_str(&format!("content-length: {}\r\n", self.body.len()));
        }
        stream.write_all(format!("{head}\r\n").as_bytes())?;
        stream.write_all(&self.body)?;
        while self.endless && !stop.load(Ordering::Relaxed) {
            stream.write_all(&[b'0'; 1 << 16])?;
        }
        Ok(())
    }
}

/// A listener on a free port of loopback, each connection on a thread of its own.
pub struct Listener {
    port: u16,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Listener {
    /// Hands each connection to `serve`, which ends soon after the flag is set.
    pub fn start(serve: impl Fn(TcpStream, &AtomicBool) + Send + Sync + 'static) -> Self {
        let socket = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = socket.local_addr().unwrap().port();
        let stop = Arc::new(AtomicBool::new(false));
        let (serve, stopped) = (Arc::new(serve), stop.clone());
        let thread = std::thread::spawn(move || {
            for stream in socket.incoming() {
                if stopped.load(Ordering::Relaxed) {
                    break;
                }
                let (serve, stopped) = (serve.clone(), stopped.clone());
                if let Ok(stream) = stream {
                    std::thread::spawn(move || serve(stream, &stopped));
                }
            }
        });
        Self { port, stop, thread: Some(thread) }
    }

    /// The port.
    pub fn port(&self) -> u16 {
        self.port
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        // Wakes the listener, so that it sees the flag.
        let _ = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port));
        let _ = self.thread.take().map(JoinHandle::join);
    }
}

/// An HTTP server that keeps what it was asked.
pub struct Server {
    listener: Listener,
    seen: Arc<Mutex<Vec<Request>>>,
}

impl Server {
    /// Starts a server that answers so.
    pub fn start(answer: impl Fn(&Request) -> Reply + Send + Sync + 'static) -> Self {
        let seen = Arc::new(Mutex::new(Vec::new()));
        let notes = seen.clone();
        let listener = Listener::start(move |mut stream, stop| {
            if let Some(request) = Request::read(&stream) {
                let reply = answer(&request);
                notes.lock().unwrap().push(request);
                // Whoever hangs up early is a test's business.
                let _ = reply.write(&mut stream, stop);
                let _ = stream.shutdown(Shutdown::Write);
            }
        });
        Self { listener, seen }
    }

    /// The address of a path that begins with a slash.
    pub fn at(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.listener.port())
    }

    /// The port.
    pub fn port(&self) -> u16 {
        self.listener.port()
    }

    /// What it was asked so far, in order.
    pub fn seen(&self) -> Vec<Request> {
        self.seen.lock().unwrap().clone()
    }
}
