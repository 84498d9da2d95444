//! Small documents that are signed, given validation data and stamped, revision upon revision, with openssl's help.

#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use cades::{Signer, SignerError};
use pki::{Certificate, DigestAlgorithm, SignatureAlgorithm, Time};

use super::village::Village;

/// Makes a token from a SHA-256.
pub type Stamps<'a> = &'a dyn Fn(&[u8]) -> Vec<u8>;

/// Bytes for a signature's value where nothing else is asked for.
const RESERVED: usize = 8192;
const CATALOG: &str = "/Type /Catalog /Pages 2 0 R /AcroForm 4 0 R";

/// Now, to the second.
pub fn now() -> Time {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    Time::from_unix(i64::try_from(since.as_secs()).unwrap())
}

/// A moment as openssl wants it: `20261122140500Z`.
pub fn stamp(time: Time) -> String {
    let (y, mo, d, h, mi, s) = time.civil();
    format!("{y:04}{mo:02}{d:02}{h:02}{mi:02}{s:02}Z")
}

/// The same in the authorities' books.
pub fn short_stamp(time: Time) -> String {
    stamp(time)[2..].to_owned()
}

pub struct Person<'a> {
    village: &'a Village,
    name: &'a str,
    certificate: Certificate,
    chain: Vec<Certificate>,
}

impl<'a> Person<'a> {
    pub fn new(village: &'a Village, name: &'a str, chain: &[&str]) -> Self {
        Self {
            village,
            name,
            certificate: village.certificate(name),
            chain: chain.iter().map(|name| village.certificate(name)).collect(),
        }
    }
}

impl Signer for Person<'_> {
    fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    fn chain(&self) -> &[Certificate] {
        &self.chain
    }

    fn algorithm(&self) -> SignatureAlgorithm {
        SignatureAlgorithm::Ecdsa(DigestAlgorithm::Sha256)
    }

    fn digest(&self) -> DigestAlgorithm {
        DigestAlgorithm::Sha256
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignerError> {
        std::fs::write(self.village.path("message"), message).unwrap();
        let key = format!("{}.key", self.name);
        self.village.run(&["dgst", "-sha256", "-sign", &key, "-out", "signature", "message"]);
        Ok(std::fs::read(self.village.path("signature")).unwrap())
    }
}

/// A token of a time stamping authority over data with this SHA-256, made now.
pub fn token(village: &Village, authority: &str, chain: &[&str], digest: &[u8]) -> Vec<u8> {
    let chain: String = chain
        .iter()
        .map(|name| std::fs::read_to_string(village.path(&format!("{name}.pem"))).unwrap())
        .collect();
    std::fs::write(village.path("chain.pem"), chain).unwrap();
    std::fs::write(
        village.path("tsa.cnf"),
        "[tsa]\ndefault_tsa=t\n[t]\nserial=tsa.serial\nsigner_digest=sha256\ndefault_policy=1.2.3.4.1\ndigests=sha256\n\
         ess_cert_id_alg=sha256\n",
    )
    .unwrap();
    let hex: String = digest.iter().map(|octet| format!("{octet:02x}")).collect();
    village.run(&["ts", "-query", "-digest", &hex, "-sha256", "-cert", "-out", "query"]);
    let (key, certificate) = (format!("{authority}.key"), format!("{authority}.pem"));
    village.run(&[
        "ts",
        "-reply",
        "-config",
        "tsa.cnf",
        "-queryfile",
        "query",
        "-inkey",
        &key,
        "-signer",
        &certificate,
        "-chain",
        "chain.pem",
        "-token_out",
        "-out",
        "token",
    ]);
    std::fs::read(village.path("token")).unwrap()
}

/// A document in the making.
pub struct Paper {
    pub bytes: Vec<u8>,
    last: Option<usize>,
    fields: Vec<u32>,
    store: Option<u32>,
    certified: bool,
    next: u32,
    room: usize,
    /// Further entries of the fields to come.
    pub demands: String,
}

impl Paper {
    /// As [`Self::new`], with room for signature values of so many bytes.
    pub fn with_room(room: usize) -> Self {
        Self { room, ..Self::new() }
    }

    /// Changes the room for the values that come.
    pub fn make_room(&mut self, room: usize) {
        self.room = room;
    }

    /// One page, not signed.
    pub fn new() -> Self {
        Self::holding(&[], &[])
    }

    /// One page, not signed, with further objects (numbers from 1000 on), of which some are widgets of the form.
    pub fn holding(further: &[(u32, &str)], widgets: &[u32]) -> Self {
        let mut paper = Self {
            bytes: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec(),
            last: None,
            fields: widgets.to_vec(),
            store: None,
            certified: false,
            next: 10,
            room: RESERVED,
            demands: String::new(),
        };
        let mut objects = vec![
            (1, paper.catalog()),
            (2, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec()),
            (3, paper.page()),
            (4, paper.form()),
            (5, b"<< /Length 31 >>\nstream\nBT /F 12 Tf 9 9 Td (Pay) Tj  ET\nendstream".to_vec()),
        ];
        objects.extend(further.iter().map(|(number, body)| (*number, body.as_bytes().to_vec())));
        paper.append(objects);
        paper
    }

    /// Where the newest cross-reference table stands.
    pub fn last(&self) -> usize {
        self.last.unwrap()
    }

    /// Takes a revision over that was made elsewhere, whose cross-reference data stands at `last`.
    pub fn take_over(&mut self, bytes: Vec<u8>, last: usize) {
        self.bytes = bytes;
        self.last = Some(last);
    }

    /// Adds a revision with these objects.
    pub fn update(&mut self, objects: &[(u32, &str)]) {
        self.append(objects.iter().map(|(number, body)| (*number, body.as_bytes().to_vec())).collect());
    }

    fn catalog(&self) -> Vec<u8> {
        let store = self.store.map_or(String::new(), |id| format!(" /DSS {id} 0 R"));
        let certified = if self.certified { " /Perms << /DocMDP 11 0 R >>" } else { "" };
        format!("<< {CATALOG}{certified}{store} >>").into_bytes()
    }

    fn page(&self) -> Vec<u8> {
        format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 5 0 R /Annots [{}] >>",
            self.field_list()
        )
        .into_bytes()
    }

    fn form(&self) -> Vec<u8> {
        format!("<< /SigFlags 3 /Fields [{}] >>", self.field_list()).into_bytes()
    }

    fn field_list(&self) -> String {
        self.fields.iter().map(|id| format!("{id} 0 R")).collect::<Vec<_>>().join(" ")
    }

    fn append(&mut self, objects: Vec<(u32, Vec<u8>)>) {
        let mut places = Vec::new();
        for (number, body) in &objects {
            places.push((*number, self.bytes.len()));
            self.bytes.extend(format!("{number} 0 obj\n").bytes());
            self.bytes.extend(body);
            self.bytes.extend(b"\nendobj\n");
        }
        let start = self.bytes.len();
        self.bytes.extend(b"xref\n0 1\n0000000000 65535 f \n");
        for (number, place) in places {
            self.bytes.extend(format!("{number} 1\n{place:010} 00000 n \n").bytes());
        }
        let previous = self.last.map_or(String::new(), |at| format!(" /Prev {at}"));
        let trailer = format!("trailer\n<< /Size 2000 /Root 1 0 R{previous} >>\nstartxref\n{start}\n%%EOF\n");
        self.bytes.extend(trailer.bytes());
        self.last = Some(start);
    }

    /// Adds a field with a signature of any form, whose value `make` makes from the signed bytes.
    pub fn place_form(&mut self, sub_filter: &str, more: &str, make: impl FnOnce(&[u8]) -> Vec<u8>) {
        self.place_bytes(&format!("/Type /Sig /Filter /Adobe.PPKLite /SubFilter /{sub_filter}{more}"), make);
    }

    /// Adds a field with a signature, whose value `make` makes from the SHA-256 of the signed bytes.
    fn place(&mut self, dictionary: &str, make: impl FnOnce(&[u8]) -> Vec<u8>) {
        self.place_bytes(dictionary, |signed| make(&DigestAlgorithm::Sha256.digest(signed)));
    }

    fn place_bytes(&mut self, dictionary: &str, make: impl FnOnce(&[u8]) -> Vec<u8>) {
        let (field, value) = (self.next, self.next + 1);
        self.next += 2;
        self.fields.push(field);
        let widget = format!(
            "<< /Type /Annot /Subtype /Widget /FT /Sig /T (Field{field}) /F 132 /Rect [0 0 0 0] /P 3 0 R /V {value} 0 R {} >>",
            self.demands
        );
        let blank = "0".repeat(self.room * 2);
        let body =
            format!("<< {dictionary} /ByteRange [0 0000000000 0000000000 0000000000] /Contents <{blank}> >>");
        let from = self.bytes.len();
        let objects = vec![
            (3, self.page()),
            (4, self.form()),
            (1, self.catalog()),
            (field, widget.into_bytes()),
            (value, body.into_bytes()),
        ];
        self.append(objects);
        let find = |bytes: &[u8], text: &[u8]| {
            from + bytes[from..].windows(text.len()).position(|window| window == text).unwrap()
        };
        let range_at = find(&self.bytes, b"0000000000 0000000000 0000000000]");
        let gap = find(&self.bytes, b"/Contents <0") + 10;
        let after = gap + self.room * 2 + 2;
        let rest = self.bytes.len() - after;
        self.bytes.splice(range_at..range_at + 32, format!("{gap:010} {after:010} {rest:010}").bytes());
        let signed = [&self.bytes[..gap], &self.bytes[after..]].concat();
        let made = make(&signed);
        assert!(made.len() <= self.room, "{}", made.len());
        let hex: String = made.iter().map(|octet| format!("{octet:02x}")).collect();
        self.bytes.splice(gap + 1..gap + 1 + hex.len(), hex.bytes());
    }

    /// Signs, with a timestamp inside where `stamped` makes one from the digest of the signature value.
    pub fn sign(&mut self, signer: &Person<'_>, stamped: Option<Stamps<'_>>) {
        let reference = if self.certified {
            " /Reference [<< /Type /SigRef /TransformMethod /DocMDP /TransformParams << /Type /TransformParams /V /1.2 /P 1 >> >>]"
        } else {
            ""
        };
        let dictionary =
            format!("/Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached{reference}");
        self.place(&dictionary, |digest| {
            let message = cades::build::signed_data(signer, digest).unwrap();
            match stamped {
                None => message,
                Some(stamped) => {
                    let value = cades::SignedData::parse(&message).unwrap().signature().to_vec();
                    let token = stamped(&DigestAlgorithm::Sha256.digest(&value));
                    cades::with_signature_timestamp(&message, &token).unwrap()
                }
            }
        });
    }

    /// As [`Self::sign`], as the author who permits no changes.
    pub fn certify(&mut self, signer: &Person<'_>, stamped: Option<Stamps<'_>>) {
        self.certified = true;
        self.sign(signer, stamped);
    }

    /// Adds a store of validation data.
    pub fn store(&mut self, certificates: &[Certificate], crls: &[Vec<u8>], ocsps: &[Vec<u8>]) {
        let mut objects = Vec::new();
        let mut list = |paper: &mut Self, pieces: Vec<Vec<u8>>| {
            let mut references = Vec::new();
            for piece in pieces {
                let mut body = format!("<< /Length {} >>\nstream\n", piece.len()).into_bytes();
                body.extend(piece);
                body.extend(b"\nendstream");
                references.push(format!("{} 0 R", paper.next));
                objects.push((paper.next, body));
                paper.next += 1;
            }
            references.join(" ")
        };
        let certificates = list(self, certificates.iter().map(|one| one.der().to_vec()).collect());
        let (crls, ocsps) = (list(self, crls.to_vec()), list(self, ocsps.to_vec()));
        let body = format!("<< /Certs [{certificates}] /CRLs [{crls}] /OCSPs [{ocsps}] >>");
        objects.push((self.next, body.into_bytes()));
        self.store = Some(self.next);
        self.next += 1;
        objects.push((1, self.catalog()));
        self.append(objects);
    }

    /// Adds a document timestamp.
    pub fn stamp(&mut self, make: Stamps<'_>) {
        self.place("/Type /DocTimeStamp /Filter /Adobe.PPKLite /SubFilter /ETSI.RFC3161", make);
    }
}
