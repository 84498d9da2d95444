//! Judges: processes that look at the files of a batch, so that a file that brings one down costs that file alone.
//!
//! Each is this very program, started once more, with pipes for its input and output: no profile, no log, no network. It
//! is told once what to judge by, then one path after another, and answers each with one line. A judge that dies or takes
//! too long is ended; a fresh one gets the same file once more where the old one had looked at others before, so that no
//! file suffers from its neighbours; then the file is given up as `file-unsafe`, and the batch goes on.
//!
//! Refuses to keep anything: what comes back is what the caller hands on, and the caller writes the log.

use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, ExitCode, Stdio};
use std::sync::Mutex;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::Duration;

use pki::revocation::Evidence;
use pki::{Certificate, Crl, Purpose, Time, TrustAnchors, ocsp};
use serde::{Deserialize, Serialize};
use verify::Policy;
use wire::{Failure, FailureCode};

use crate::apart::{Allowance, confine};
use crate::judging::{Examined, JudgeBy, look_at};
use crate::lock;
use crate::source::file_name;
use crate::telling::{Manner, Teller, Told};

/// The first argument of such a process.
const ARGUMENT: &str = "--judge-for-batch";
/// The stack of a judge, bytes: as much as the system gives the first thread of a process.
const STACK: usize = 8 << 20;
/// The longest answer: a report that lists a hundred thousand changes is shorter.
const LONGEST: u64 = 256 << 20;

/// What a judge is told first.
#[derive(Serialize, Deserialize)]
struct Brief {
    memory: u64,
    manner: Manner,
    pictures: bool,
    password: Option<String>,
    name: String,
    at: i64,
    /// Certificates with what they are trusted with; all in hexadecimal from here on.
    anchors: Vec<(String, u8)>,
    extra: Vec<String>,
    crls: Vec<String>,
    ocsps: Vec<String>,
    rules: Vec<String>,
}

impl Drop for Brief {
    fn drop(&mut self) {
        use zeroize::Zeroize as _;
        self.password.zeroize();
    }
}

impl Brief {
    fn new(policy: &Policy, by: &JudgeBy, manner: Manner) -> Self {
        let purpose = |purpose| match purpose {
            Purpose::All => 0,
            Purpose::Signing => 1,
            Purpose::TimeStamping => 2,
        };
        let anchors = policy.anchors.entries();
        let evidence = &policy.revocation_evidence;
        Self {
            memory: Allowance::for_length(0).memory(),
            manner,
            pictures: by.pictures,
            password: by.password.as_ref().map(|password| password.expose().to_owned()),
            name: policy.name.clone(),
            at: policy.at.unix(),
            anchors: anchors.map(|(one, with)| (hex::encode(one.der()), purpose(with))).collect(),
            extra: policy.extra_certificates.iter().map(|one| hex::encode(one.der())).collect(),
            crls: evidence.crls.iter().map(|list| hex::encode(list.der())).collect(),
            ocsps: evidence.ocsps.iter().map(|answer| hex::encode(answer.der())).collect(),
            rules: policy.signature_policies.iter().map(hex::encode).collect(),
        }
    }

    /// The policy; `None` where one of the pieces is none.
    fn policy(&self) -> Option<Policy> {
        let certificate = |hex: &String| Certificate::from_der(&hex::decode(hex).ok()?).ok();
        let mut anchors = TrustAnchors::new();
        for (hex, purpose) in &self.anchors {
            let purpose = match purpose {
                0 => Purpose::All,
                1 => Purpose::Signing,
                _ => Purpose::TimeStamping,
            };
            anchors.add_for(certificate(hex)?, purpose);
        }
        let mut policy = Policy::new(self.name.clone(), anchors, Time::from_unix(self.at));
        policy.extra_certificates = self.extra.iter().map(certificate).collect::<Option<_>>()?;
        let mut evidence = Evidence::default();
        for list in &self.crls {
            evidence.crls.push(Crl::parse(&hex::decode(list).ok()?).ok()?);
        }
        for answer in &self.ocsps {
            evidence.ocsps.push(ocsp::Response::parse(&hex::decode(answer).ok()?).ok()?);
        }
        policy.revocation_evidence = evidence;
        policy.signature_policies =
            self.rules.iter().map(|rules| hex::decode(rules).ok()).collect::<Option<_>>()?;
        Some(policy)
    }
}

/// What a judge says of a file: what was found, or that looking at it met a fault of ours.
#[derive(Serialize, Deserialize)]
enum Answer {
    Told(Box<Told>),
    Fallen,
}

/// The judges of one batch; as many as are asked for at once.
pub(crate) struct Judges {
    program: PathBuf,
    brief: Vec<u8>,
    idle: Mutex<Vec<Judge>>,
    /// How long a file of a length may take.
    wall: fn(u64) -> Duration,
}

impl Judges {
    /// For a batch that is judged by this.
    pub(crate) fn new(
        program: &Path,
        policy: &Policy,
        by: &JudgeBy,
        manner: Manner,
    ) -> Result<Self, Failure> {
        let brief = serde_json::to_vec(&Brief::new(policy, by, manner))
            .map_err(|fault| Failure::new(FailureCode::Internal).because(fault))?;
        let wall = |length| Allowance::for_length(length).wall();
        Ok(Self { program: program.to_owned(), brief, idle: Mutex::default(), wall })
    }

    /// What is found of a file, or why no judge came through it.
    pub(crate) fn look_at(&self, path: &Path) -> Result<Told, Failure> {
        let length = std::fs::metadata(path).map_or(0, |facts| facts.len());
        let wall = (self.wall)(length);
        let unsafe_file = |why: &io::Error| {
            Failure::new(FailureCode::FileUnsafe).with("name", file_name(path)).because(why)
        };
        let idle = lock(&self.idle).pop();
        let mut asked = match idle {
            Some(judge) => judge.ask(path, wall),
            None => self.fresh().and_then(|judge| judge.ask(path, wall)),
        };
        // What others had left behind in a judge is no fault of this file's.
        let by_others = |fallen: &Fallen| fallen.served && fallen.why.kind() != io::ErrorKind::TimedOut;
        if asked.as_ref().err().is_some_and(by_others) {
            asked = self.fresh().and_then(|judge| judge.ask(path, wall));
        }
        match asked {
            Ok((judge, answer)) => {
                lock(&self.idle).push(judge);
                match answer {
                    Answer::Told(told) => Ok(told.of(path)),
                    Answer::Fallen => Err(Failure::new(FailureCode::Internal)),
                }
            }
            Err(fallen) => Err(unsafe_file(&fallen.why)),
        }
    }

    fn fresh(&self) -> Result<Judge, Fallen> {
        Judge::start(&self.program, &self.brief).map_err(|why| Fallen { why, served: false })
    }
}

/// A judge that is no more.
struct Fallen {
    why: io::Error,
    /// Whether it had looked at other files before.
    served: bool,
}

/// A process that waits for a path.
struct Judge {
    child: Child,
    to: Option<ChildStdin>,
    from: Receiver<io::Result<Vec<u8>>>,
    served: bool,
}

impl Judge {
    fn start(program: &Path, brief: &[u8]) -> io::Result<Self> {
        let mut child = Command::new(program)
            .arg(ARGUMENT)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let (to, output) = (child.stdin.take(), child.stdout.take());
        let (give, from) = mpsc::channel();
        let mut judge = Self { child, to, from, served: false };
        let output = output.ok_or(io::ErrorKind::BrokenPipe)?;
        // Ends with the process that it listens to.
        std::thread::Builder::new().spawn(move || {
            let mut lines = BufReader::new(output);
            loop {
                let line = read_line(&mut lines);
                let last = line.is_err();
                if give.send(line).is_err() || last {
                    break;
                }
            }
        })?;
        judge.say(brief)?;
        Ok(judge)
    }

    fn say(&mut self, line: &[u8]) -> io::Result<()> {
        let to = self.to.as_mut().ok_or(io::ErrorKind::BrokenPipe)?;
        to.write_all(line)?;
        to.write_all(b"\n")?;
        to.flush()
    }

    /// Asks about a file; a judge that does not answer properly is ended.
    fn ask(mut self, path: &Path, wall: Duration) -> Result<(Self, Answer), Fallen> {
        let served = std::mem::replace(&mut self.served, true);
        let answer = self.say(hex::encode(octets(path)).as_bytes()).and_then(|()| {
            let line = match self.from.recv_timeout(wall) {
                Ok(line) => line?,
                Err(RecvTimeoutError::Timeout) => return Err(io::ErrorKind::TimedOut.into()),
                Err(RecvTimeoutError::Disconnected) => return Err(io::ErrorKind::UnexpectedEof.into()),
            };
            serde_json::from_slice(&line).map_err(io::Error::other)
        });
        match answer {
            Ok(answer) => Ok((self, answer)),
            Err(why) => Err(Fallen { why, served }),
        }
    }
}

impl Drop for Judge {
    fn drop(&mut self) {
        // One that waits for a path ends with its input; one that is at work must not go on.
        self.to = None;
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// One line without its end, of bounded length.
fn read_line(from: &mut impl io::BufRead) -> io::Result<Vec<u8>> {
    let mut line = Vec::new();
    from.take(LONGEST).read_until(b'\n', &mut line)?;
    match line.pop() {
        Some(b'\n') => Ok(line),
        _ => Err(io::ErrorKind::UnexpectedEof.into()),
    }
}

/// Where this process is such a judge: looks at one file after another and tells how to end.
pub(crate) fn judged_apart() -> Option<ExitCode> {
    if std::env::args_os().nth(1).is_none_or(|argument| argument != ARGUMENT) {
        return None;
    }
    let judging = std::thread::Builder::new().stack_size(STACK).spawn(|| serve(&mut io::stdin().lock()));
    let served = judging.is_ok_and(|thread| thread.join().is_ok_and(|served| served.is_ok()));
    Some(if served { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn serve(from: &mut impl io::BufRead) -> io::Result<()> {
    let brief: Brief = serde_json::from_slice(&read_line(from)?).map_err(io::Error::other)?;
    let policy = brief.policy().ok_or(io::ErrorKind::InvalidData)?;
    let by = JudgeBy {
        pictures: brief.pictures,
        password: brief.password.clone().map(wire::Secret::new),
        ..JudgeBy::default()
    };
    let teller = Teller::new(&policy, brief.manner);
    confine(brief.memory, None);
    let mut out = io::stdout().lock();
    // The end of the input is the end of the batch.
    while let Ok(line) = read_line(from) {
        let path = hex::decode(&line).ok().and_then(path_of).ok_or(io::ErrorKind::InvalidData)?;
        let looked = catch_unwind(AssertUnwindSafe(|| {
            let examined: Examined = look_at(&path, &policy, &by, None);
            Answer::Told(Box::new(teller.tell(&examined)))
        }));
        serde_json::to_writer(&mut out, &looked.unwrap_or(Answer::Fallen))?;
        out.write_all(b"\n")?;
        out.flush()?;
    }
    Ok(())
}

/// A path as octets: not every one is text.
#[cfg(unix)]
fn octets(path: &Path) -> Vec<u8> {
    use std::os::unix::ffi::OsStrExt as _;
    path.as_os_str().as_bytes().to_vec()
}

#[cfg(unix)]
fn path_of(octets: Vec<u8>) -> Option<PathBuf> {
    use std::os::unix::ffi::OsStringExt as _;
    Some(PathBuf::from(std::ffi::OsString::from_vec(octets)))
}

#[cfg(windows)]
fn octets(path: &Path) -> Vec<u8> {
    use std::os::windows::ffi::OsStrExt as _;
    path.as_os_str().encode_wide().flat_map(u16::to_le_bytes).collect()
}

#[cfg(windows)]
fn path_of(octets: Vec<u8>) -> Option<PathBuf> {
    use std::os::windows::ffi::OsStringExt as _;
    let units = octets.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    Some(PathBuf::from(std::ffi::OsString::from_wide(&units.collect::<Vec<_>>())))
}

#[cfg(all(test, unix))]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;
    use std::time::Instant;

    use super::*;

    /// Judges that say of every file that they met a fault of ours, but for some.
    fn judges(folder: &Path) -> Judges {
        let program = folder.join("judge");
        let script = format!(
            "#!/bin/sh\ntest $1 = {ARGUMENT} || exit 1\nread brief\nwhile read path; do\ncase $path in\n{}) kill -9 $$;;\n\
             {}) sleep 60;;\n{}) echo nonsense;;\n*) echo '\"Fallen\"';;\nesac\ndone\n",
            hex::encode("deadly"),
            hex::encode("slow"),
            hex::encode("odd")
        );
        std::fs::write(&program, script).unwrap();
        std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o700)).unwrap();
        let policy = Policy::new("test", TrustAnchors::new(), Time::from_unix(0));
        let mut judges = Judges::new(&program, &policy, &JudgeBy::default(), Manner::Row).unwrap();
        judges.wall = |_| Duration::from_secs(2);
        judges
    }

    #[test]
    fn a_file_that_brings_a_judge_down_costs_that_file_alone() {
        let folder = tempfile::tempdir().unwrap();
        let judges = judges(folder.path());
        let code = |name: &str| judges.look_at(Path::new(name)).unwrap_err().code;
        let started = Instant::now();
        for name in ["deadly", "slow", "odd"] {
            assert_eq!(code("good"), FailureCode::Internal, "this one answers");
            assert_eq!(code(name), FailureCode::FileUnsafe, "{name}");
        }
        assert_eq!(code("good"), FailureCode::Internal, "the batch goes on");
        assert!(started.elapsed() < Duration::from_secs(30));
    }

    #[test]
    fn what_a_judge_is_told_comes_back_as_the_same_policy() {
        let mut policy = Policy::new("test", TrustAnchors::new(), Time::from_unix(1_790_000_000));
        policy.signature_policies = vec![b"rules".to_vec()];
        let by = JudgeBy { password: Some(wire::Secret::new("word".to_owned())), ..JudgeBy::default() };
        let told =
            serde_json::to_vec(&Brief::new(&policy, &by, Manner::Json(wire::Language::English))).unwrap();
        let brief: Brief = serde_json::from_slice(&told).unwrap();
        let made = brief.policy().unwrap();
        assert_eq!((made.name.as_str(), made.at), ("test", policy.at));
        assert_eq!(made.signature_policies, policy.signature_policies);
        assert_eq!(brief.password.as_deref(), Some("word"));
    }

    #[test]
    fn a_path_crosses_as_it_is() {
        let path = path_of(b"/r\xff\n.pdf".to_vec()).unwrap();
        assert_eq!(octets(&path), b"/r\xff\n.pdf");
    }
}
