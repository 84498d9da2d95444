//! The signatures of a file as bytes: what was signed, the CMS, and the parts of it that other programs verify.
//!
//! A reader of its own, so that a mistake of the engine is not repeated here; it reads what we and our peers write, no more.

/// A signature or document timestamp.
pub struct Piece {
    /// The bytes of the byte range.
    pub content: Vec<u8>,
    /// The CMS without the room behind it.
    pub cms: Vec<u8>,
    /// A document timestamp (`/SubFilter /ETSI.RFC3161`).
    pub is_timestamp: bool,
}

/// All signatures of a file, in the order in which they stand there.
pub fn of(file: &[u8]) -> Vec<Piece> {
    let mut found: Vec<([usize; 4], Piece)> = Vec::new();
    for at in (0..file.len().saturating_sub(10)).filter(|at| file[*at..].starts_with(b"/ByteRange")) {
        let numbers: Vec<usize> = String::from_utf8_lossy(&file[at..(at + 120).min(file.len())])
            .split(|c: char| !c.is_ascii_digit())
            .filter(|piece| !piece.is_empty())
            .take(4)
            .map(|number| number.parse().unwrap())
            .collect();
        let Ok(range) = <[usize; 4]>::try_from(numbers) else { continue };
        let [_, before, after, rest] = range;
        if after + rest > file.len() || before + 2 > after || found.iter().any(|(known, _)| *known == range) {
            continue;
        }
        let room = hex::decode(&file[before + 1..after - 1]).expect("hexadecimal");
        let (value, zeros) = first(&room);
        assert!(zeros.iter().all(|byte| *byte == 0), "nothing but zeros after the value");
        let content = [&file[..before], &file[after..after + rest]].concat();
        found.push((range, Piece { content, cms: value.to_vec(), is_timestamp: is_stamp(value) }));
    }
    found.into_iter().map(|(_, piece)| piece).collect()
}

/// Whether what a message holds is id-ct-TSTInfo (RFC 3161 §2.4.2).
fn is_stamp(cms: &[u8]) -> bool {
    const TST_INFO: [u8; 13] = [6, 11, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 16, 1, 4];
    inside(fields(cms)[2]).starts_with(&TST_INFO)
}

/// The fields of the signed data (RFC 5652 §5.1): version, digests, content, certificates, lists, signers.
fn fields(cms: &[u8]) -> Vec<&[u8]> {
    let explicit = children(inside(cms))[1];
    children(inside(inside(explicit)))
}

/// The parts of a signer's information that are verified by themselves (RFC 5652 §5.3).
pub struct Signer {
    /// The signed attributes as they are hashed: a SET.
    pub attributes: Vec<u8>,
    /// The signature value.
    pub value: Vec<u8>,
    /// The signature timestamp, where there is one (RFC 3161 appendix A).
    pub token: Option<Vec<u8>>,
}

/// The first signer of a message.
pub fn signer(cms: &[u8]) -> Signer {
    const TIMESTAMP: [u8; 13] = [6, 11, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 16, 2, 14];
    let fields = fields(cms);
    let signers = fields.last().expect("signers");
    let parts = children(inside(children(inside(signers))[0]));
    let mut attributes = parts.iter().find(|part| part[0] == 0xa0).expect("signed attributes").to_vec();
    attributes[0] = 0x31;
    let value = inside(parts.iter().find(|part| part[0] == 0x04).expect("a value")).to_vec();
    let unsigned = parts.iter().find(|part| part[0] == 0xa1);
    let token = unsigned.and_then(|set| {
        let attribute = children(inside(set)).into_iter().find(|one| inside(one).starts_with(&TIMESTAMP))?;
        children(inside(children(inside(attribute))[1])).first().map(|token| token.to_vec())
    });
    Signer { attributes, value, token }
}

/// The first value of some DER, and what follows it.
fn first(der: &[u8]) -> (&[u8], &[u8]) {
    let (head, length) = extent(der);
    der.split_at(head + length)
}

/// Octets of identifier and length, and of the contents.
fn extent(der: &[u8]) -> (usize, usize) {
    match der[1] {
        short @ 0..=0x7f => (2, usize::from(short)),
        long => {
            let octets = usize::from(long & 0x7f);
            assert!((1..=4).contains(&octets), "a length of form {long:02x}");
            let length = der[2..2 + octets].iter().fold(0, |sum, byte| sum << 8 | usize::from(*byte));
            (2 + octets, length)
        }
    }
}

/// The contents of a value.
fn inside(der: &[u8]) -> &[u8] {
    let (head, length) = extent(der);
    &der[head..head + length]
}

/// The values that stand in some contents.
fn children(mut contents: &[u8]) -> Vec<&[u8]> {
    let mut values = Vec::new();
    while !contents.is_empty() {
        let (value, rest) = first(contents);
        values.push(value);
        contents = rest;
    }
    values
}
