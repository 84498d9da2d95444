//! Small documents from the text of their objects, a signer, and a timestamp authority that stamps with a blank.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use cades::{StampError, TimestampAuthority};
use pdf::{Document, Limits, RectMm};
use pki::DigestAlgorithm;
use sign::{BaseDigest, Claims, Draft, Error, Extras, Placement, Rights, Signed, Target};

use crate::person::Person;

/// The bytes of a document whose catalog is object 1, with a classic table.
pub fn file(objects: &[(u32, &str)]) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n".to_vec();
    let size = objects.iter().map(|(number, _)| number + 1).max().unwrap();
    let mut rows = vec!["0000000000 65535 f \n".to_owned(); size as usize];
    for (number, text) in objects {
        rows[*number as usize] = format!("{:010} 00000 n \n", out.len());
        out.extend(format!("{number} 0 obj\n{text}\nendobj\n").bytes());
    }
    let start = out.len();
    out.extend(format!("xref\n0 {size}\n{}", rows.concat()).bytes());
    out.extend(
        format!("trailer\n<</Size {size}/Root 1 0 R/ID[<00><00>]>>\nstartxref\n{start}\n%%EOF\n").bytes(),
    );
    out
}

/// One page; `catalog` and `page` are further entries, `objects` further objects from 4 on.
pub fn one_page(catalog: &str, page: &str, objects: &[(u32, &str)]) -> Document {
    let catalog = format!("<</Type/Catalog/Pages 2 0 R {catalog}>>");
    let page = format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]{page}>>");
    let mut all = vec![(1, catalog.as_str()), (2, "<</Type/Pages/Kids[3 0 R]/Count 1>>"), (3, page.as_str())];
    all.extend(objects);
    open(file(&all))
}

pub fn open(bytes: Vec<u8>) -> Document {
    Document::open(Arc::new(bytes), Limits::default()).unwrap()
}

pub fn claims() -> Claims {
    Claims::at("2026-11-22T14:05:30+08:00[+08:00]".parse().unwrap())
}

pub fn digest(document: &Document) -> BaseDigest {
    BaseDigest::read(document.source().as_ref(), DigestAlgorithm::Sha256).unwrap()
}

pub fn somewhere() -> Placement {
    Placement { page: 0, area: RectMm { x: 20.0, y: 30.0, width: 40.0, height: 15.0 } }
}

/// Signs as person 7 and returns the update.
pub fn try_sign(document: &Document, target: &Target, rights: &Rights) -> Result<Signed, Error> {
    let claims = claims();
    let draft = Draft::new(document, target, None, &claims, rights, [7; 16])?;
    draft.sign(&Person::new(7), &digest(document), &Extras::default())
}

/// Signs and returns the document with the signature behind it.
pub fn signed(document: &Document, target: &Target, rights: &Rights) -> Document {
    let signed = try_sign(document, target, rights).unwrap();
    document.followed_by(signed.increment()).unwrap()
}

/// An authority whose tokens are as large as told and hold nothing.
pub struct Blank {
    pub size: usize,
    pub promised: usize,
    pub asked: AtomicUsize,
}

impl Blank {
    pub fn new(size: usize, promised: usize) -> Self {
        Self { size, promised, asked: AtomicUsize::new(0) }
    }
}

impl TimestampAuthority for Blank {
    fn digest(&self) -> DigestAlgorithm {
        DigestAlgorithm::Sha256
    }

    fn token_size(&self) -> usize {
        self.promised
    }

    fn stamp(&self, imprint: &[u8]) -> Result<Vec<u8>, StampError> {
        assert_eq!(imprint.len(), 32);
        self.asked.fetch_add(1, Ordering::Relaxed);
        let mut token = pki::asn1::encode(pki::asn1::OCTET_STRING, imprint);
        token.extend(pki::asn1::encode(pki::asn1::OCTET_STRING, &vec![0; self.size]));
        Ok(pki::asn1::encode(pki::asn1::SEQUENCE, &token))
    }
}
