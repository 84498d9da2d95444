//! A statement from the signer to paper and back.
#![allow(clippy::unwrap_used)]

use cades::{Signer, SignerError};
use p256::ecdsa::signature::Signer as _;
use p256::pkcs8::EncodePublicKey;
use pki::issue::{self, NewCertificate, Subject};
use pki::{Certificate, DigestAlgorithm, SignatureAlgorithm, Time};
use proptest::prelude::*;

use crate::*;

type Signature = std::result::Result<Vec<u8>, SignerError>;

struct Person {
    key: p256::ecdsa::SigningKey,
    certificate: Certificate,
    /// Octets that each signature is filled up to, as long as those of another kind of key.
    length: usize,
}

const ALGORITHM: SignatureAlgorithm = SignatureAlgorithm::Ecdsa(DigestAlgorithm::Sha256);

fn person(seed: u8) -> Person {
    let key = p256::ecdsa::SigningKey::from_slice(&[seed; 32]).unwrap();
    let spki = key.verifying_key().to_public_key_der().unwrap();
    let subject = Subject { common_name: format!("张三{seed}"), ..Subject::default() };
    let tbs = issue::tbs_certificate(&NewCertificate {
        subject: &subject,
        spki_der: spki.as_bytes(),
        not_before: Time::from_unix(1_700_000_000),
        not_after: Time::from_unix(2_000_000_000),
        serial: &[seed; 12],
        algorithm: ALGORITHM,
    })
    .unwrap();
    let signature: p256::ecdsa::DerSignature = key.sign(&tbs);
    let der = issue::assemble(&tbs, ALGORITHM, signature.as_bytes()).unwrap();
    Person { key, certificate: Certificate::from_der(&der).unwrap(), length: 0 }
}

impl Signer for Person {
    fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    fn chain(&self) -> &[Certificate] {
        &[]
    }

    fn algorithm(&self) -> SignatureAlgorithm {
        ALGORITHM
    }

    fn digest(&self) -> DigestAlgorithm {
        DigestAlgorithm::Sha256
    }

    fn sign(&self, message: &[u8]) -> Signature {
        let signature: p256::ecdsa::DerSignature = self.key.sign(message);
        let mut octets = signature.as_bytes().to_vec();
        octets.resize(octets.len().max(self.length), 0xA5);
        Ok(octets)
    }

    fn verifies_own_signatures(&self) -> bool {
        self.length > 0
    }
}

const DAY: Day = Day { year: 2026, month: 11, day: 22 };

fn values() -> Vec<(String, String)> {
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    vec![pair("报告编号", "JC-2026-0417"), pair("结论", "合格"), pair("铅", "0.05 mg/kg")]
}

fn link_of(person: &Person) -> Link {
    sign(person, 12, values(), "检验检测专用章", DAY).unwrap()
}

#[test]
fn what_was_signed_is_read_and_verified() {
    let zhang = person(7);
    let link = Link::from_text(&link_of(&zhang).to_text()).unwrap();
    assert_eq!(link.statement.values, values());
    assert_eq!((link.statement.pages, link.statement.seal.as_str()), (12, "检验检测专用章"));
    assert_eq!(link.statement.signer, "张三7");
    assert_eq!(
        link.check([&person(8).certificate, &zhang.certificate]),
        Signed::By(zhang.certificate.clone())
    );
    assert_eq!(link.check([&person(8).certificate]), Signed::Unknown);
}

#[test]
fn whatever_is_changed_is_seen() {
    let zhang = person(7);
    let text = link_of(&zhang).to_text();
    let bytes = base45::decode(text.strip_prefix("VM1:").unwrap()).unwrap();
    for at in 0..bytes.len() {
        let mut other = bytes.clone();
        other[at] ^= 0x01;
        let read = Link::from_text(&format!("VM1:{}", base45::encode(&other)));
        let verified = read.is_ok_and(|link| matches!(link.check([&zhang.certificate]), Signed::By(_)));
        assert!(!verified, "octet {at}");
    }
    for length in 0..bytes.len() {
        assert!(Link::from_text(&format!("VM1:{}", base45::encode(&bytes[..length]))).is_err());
    }
    assert!(Link::from_text(&format!("{text}00")).is_err(), "nothing may follow");
}

#[test]
fn what_does_not_fit_is_refused_before_signing() {
    let zhang = person(7);
    let long = vec![("名".to_owned(), "长".repeat(40))];
    assert!(matches!(sign(&zhang, 1, long, "", DAY), Err(Error::Text { .. })));
    let many = vec![("a".to_owned(), "b".to_owned()); 9];
    assert!(matches!(sign(&zhang, 1, many, "", DAY), Err(Error::Values { .. })));
    assert!(matches!(
        sign(&zhang, 1, vec![("a\nb".to_owned(), "c".to_owned())], "", DAY),
        Err(Error::Text { .. })
    ));
    assert_eq!(sign(&zhang, 70_000, Vec::new(), "", DAY), Err(Error::Pages));
    assert_eq!(sign(&zhang, 1, Vec::new(), "", Day { month: 2, day: 30, ..DAY }), Err(Error::Day));
    assert_eq!(Link::from_text("https://example.com"), Err(Error::NotOurs));
}

#[test]
fn base45_is_that_of_the_rfc() {
    assert_eq!(base45::encode(b"AB"), "BB8");
    assert_eq!(base45::encode(b"Hello!!"), "%69 VD92EX0");
    assert_eq!(base45::encode(b"base-45"), "UJCLQE7W581");
    assert_eq!(base45::decode("QED8WEX0").unwrap(), b"ietf!");
    assert_eq!(base45::decode("GGW"), None);
    assert_eq!(base45::decode(":::"), None);
}

/// A photograph of a code printed 30 mm wide: turned, blurred, unevenly lit, noisy.
fn photograph(
    code: &Code,
    pixels_per_module: f64,
    degrees: f64,
    blur: usize,
    light: f64,
) -> (Vec<u8>, usize) {
    let modules = code.side() as f64 + 8.0;
    let side = (modules * pixels_per_module * 1.5) as usize;
    let (sine, cosine) = degrees.to_radians().sin_cos();
    let middle = side as f64 / 2.0;
    let sharp: Vec<f64> = (0..side * side)
        .map(|at| {
            let ink = |dx: f64, dy: f64| {
                let (x, y) = ((at % side) as f64 + dx - middle, (at / side) as f64 + dy - middle);
                let place = |along: f64| (along / pixels_per_module + code.side() as f64 / 2.0).floor();
                let (column, row) = (place(x * cosine + y * sine), place(y * cosine - x * sine));
                let inside = 0.0..code.side() as f64;
                let dark = inside.contains(&column)
                    && inside.contains(&row)
                    && code.dark()[row as usize * code.side() + column as usize];
                if dark { 40.0 } else { 235.0 }
            };
            (ink(0.25, 0.25) + ink(0.75, 0.25) + ink(0.25, 0.75) + ink(0.75, 0.75)) / 4.0
        })
        .collect();
    let reach = blur as i64;
    let at = |x: i64, y: i64| {
        sharp[(y.clamp(0, side as i64 - 1) * side as i64 + x.clamp(0, side as i64 - 1)) as usize]
    };
    let mut seed = 12345u32;
    let grey = (0..side * side).map(|place| {
        let (x, y) = ((place % side) as i64, (place / side) as i64);
        let around = (-reach..=reach).flat_map(|dy| (-reach..=reach).map(move |dx| (dx, dy)));
        let count = (2 * reach + 1).pow(2) as f64;
        let soft = around.map(|(dx, dy)| at(x + dx, y + dy)).sum::<f64>() / count;
        let shade = 1.0 - light * (x as f64 / side as f64) * (0.5 + 0.5 * y as f64 / side as f64);
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let noise = f64::from(seed >> 24) / 255.0 * 24.0 - 12.0;
        (soft * shade + noise).clamp(0.0, 255.0) as u8
    });
    (grey.collect(), side)
}

#[test]
fn a_code_is_read_from_a_photograph() {
    for length in [0, 256, 384] {
        let mut zhang = person(7);
        zhang.length = length;
        let text = link_of(&zhang).to_text();
        let code = Code::of(&text).unwrap();
        // 30 mm with the quiet zone, at 300 dots an inch.
        let scanned = 30.0 / 25.4 * 300.0 / (code.side() as f64 + 8.0);
        let ways = [
            (scanned, 0.0, 0, 0.0),
            (scanned, 1.3, 0, 0.4),
            (scanned * 1.6, 14.0, 1, 0.5),
            (scanned * 2.0, 188.0, 2, 0.6),
        ];
        // The denser code of a longer key bears less blur.
        for (density, degrees, blur, light) in ways.into_iter().take(if length > 256 { 3 } else { 4 }) {
            let (grey, side) = photograph(&code, density, degrees, blur, light);
            let found = find(&grey, side, side);
            assert!(
                found.contains(&text),
                "{length} octets, {density:.1} pixels a module, {degrees}°: {}",
                found.len()
            );
        }
    }
}

/// A photograph of a whole A4 page with lines of text and a code 30 mm wide on it: turned, seen at an angle, out of focus,
/// unevenly lit, noisy. `density` is pixels a millimetre of the nearer edge; `far` how much smaller the farther one is.
fn photograph_of_a_page(
    code: &Code,
    density: f64,
    degrees: f64,
    far: f64,
    blur: f64,
) -> (Vec<u8>, usize, usize) {
    let (width, height) = ((230.0 * density) as usize, (317.0 * density) as usize);
    let module = 30.0 / (code.side() as f64 + 8.0);
    let paper = |x: f64, y: f64| {
        if !(0.0..210.0).contains(&x) || !(0.0..297.0).contains(&y) {
            return 120.0; // the desk
        }
        let (column, row) = (((x - 150.0) / module - 4.0).floor(), ((y - 235.0) / module - 4.0).floor());
        let inside = 0.0..code.side() as f64;
        if inside.contains(&column) && inside.contains(&row) {
            let dark = code.dark()[row as usize * code.side() + column as usize];
            return if dark { 45.0 } else { 232.0 };
        }
        let beside = (146.0..184.0).contains(&x) && (231.0..269.0).contains(&y);
        let line = y.rem_euclid(6.0) < 2.6 && (20.0..190.0).contains(&x) && (20.0..275.0).contains(&y);
        let letter =
            ((x * 1.7).floor() as i64 * 31 + (y / 6.0).floor() as i64 * 17 + (y * 2.0) as i64 * 7) % 5 < 2;
        if line && letter && !beside { 60.0 } else { 234.0 }
    };
    let (sine, cosine) = degrees.to_radians().sin_cos();
    let seen = |x: f64, y: f64| {
        // The camera sees the upper edge from farther away.
        let (x, y) = (x / density - 115.0, y / density - 158.5);
        let away = 1.0 + far * (158.5 - y) / 317.0;
        let (x, y) = (x * away, y * away);
        paper(x * cosine + y * sine + 105.0, y * cosine - x * sine + 148.5)
    };
    let mut sharp: Vec<f64> = (0..width * height)
        .map(|at| {
            let (x, y) = ((at % width) as f64, (at / width) as f64);
            (seen(x + 0.25, y + 0.25)
                + seen(x + 0.75, y + 0.25)
                + seen(x + 0.25, y + 0.75)
                + seen(x + 0.75, y + 0.75))
                / 4.0
        })
        .collect();
    // Out of focus: twice a bell over each direction.
    let weights: Vec<f64> =
        (-3i64..=3).map(|step| (-(step * step) as f64 / (2.0 * blur * blur)).exp()).collect();
    let total: f64 = weights.iter().sum();
    for along in [1i64, width as i64] {
        let at = |place: i64| sharp[place.clamp(0, (width * height) as i64 - 1) as usize];
        sharp = (0..(width * height) as i64)
            .map(|place| {
                (-3i64..=3).zip(&weights).map(|(step, weight)| at(place + step * along) * weight).sum::<f64>()
                    / total
            })
            .collect();
    }
    let mut seed = 4321u32;
    let grey = sharp.into_iter().enumerate().map(|(at, grey)| {
        let shade = 1.0 - 0.35 * (at % width) as f64 / width as f64;
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let noise = f64::from(seed >> 24) / 255.0 * 12.0 - 6.0;
        (grey * shade + noise).clamp(0.0, 255.0) as u8
    });
    (grey.collect(), width, height)
}

#[test]
fn a_code_is_read_from_a_photograph_of_the_whole_page() {
    let mut zhang = person(7);
    zhang.length = 256;
    let text = link_of(&zhang).to_text();
    let code = Code::of(&text).unwrap();
    // Ten and a half million pixels and more, as a telephone takes them.
    for (density, degrees, far, blur) in
        [(12.0, 0.0, 0.0, 0.6), (12.0, 7.0, 0.06, 0.9), (12.0, -5.0, 0.1, 1.1), (14.0, 4.0, 0.08, 1.5)]
    {
        let (grey, width, height) = photograph_of_a_page(&code, density, degrees, far, blur);
        let found = find(&grey, width, height);
        assert!(
            found.contains(&text),
            "{density} pixels a mm, {degrees}°, {far}, blur {blur}: {}",
            found.len()
        );
    }
}

#[test]
fn a_signature_of_2048_bits_fits_into_30_mm() {
    let mut zhang = person(7);
    zhang.length = 256;
    let code = Code::of(&link_of(&zhang).to_text()).unwrap();
    let module = 30.0 / (code.side() as f64 + 8.0);
    assert!(module >= 0.30, "{} modules, {module:.2} mm each", code.side());
}

#[test]
fn what_is_no_picture_gives_nothing() {
    assert!(find(&[], 0, 0).is_empty());
    assert!(find(&[0; 10], 3, 4).is_empty());
    assert!(find(&[128; 400], 20, 20).is_empty());
}

proptest! {
    #[test]
    fn any_bytes_come_back_from_base45(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        prop_assert_eq!(base45::decode(&base45::encode(&bytes)).unwrap(), bytes);
    }

    #[test]
    fn any_text_is_read_or_refused(text in ".{0,400}", bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = Link::from_text(&text);
        let _ = Link::from_text(&format!("VM1:{text}"));
        let _ = Link::from_text(&format!("VM1:{}", base45::encode(&bytes)));
    }
}
