//! The dots an inch that a picture file names: the pHYs chunk of PNG (ISO/IEC 15948 §11.3.5.3), the JFIF header of JPEG
//! (ITU-T T.871 §10.1). Cameras write none, or 72 for want of anything better; that says nothing and is not believed.

/// Below this, a file names a habit and no resolution.
const LEAST: f64 = 90.0;
const MOST: f64 = 4800.0;

/// The dots an inch of a picture file.
pub(crate) fn dots_per_inch(file: &[u8]) -> Option<f64> {
    let named = if file.starts_with(b"\x89PNG\r\n\x1a\n") { png(file) } else { jpeg(file) };
    named.filter(|dpi| (LEAST..=MOST).contains(dpi))
}

fn png(file: &[u8]) -> Option<f64> {
    let mut at = 8usize;
    loop {
        let length = usize::try_from(u32::from_be_bytes(*file.get(at..)?.first_chunk::<4>()?)).ok()?;
        let kind = file.get(at.checked_add(4)?..at.checked_add(8)?)?;
        let body = file.get(at.checked_add(8)?..at.checked_add(8)?.checked_add(length)?)?;
        match kind {
            b"pHYs" => {
                let across = u32::from_be_bytes(*body.first_chunk::<4>()?);
                return (body.get(8) == Some(&1)).then(|| f64::from(across) * 0.0254); // dots a metre
            }
            b"IDAT" | b"IEND" => return None,
            _ => at = at.checked_add(12)?.checked_add(length)?,
        }
    }
}

fn jpeg(file: &[u8]) -> Option<f64> {
    // JFIF stands first where it stands: FFD8 FFE0 length "JFIF\0" version units across down.
    let header = file.get(2..18)?;
    if header.get(..2)? != [0xFF, 0xE0] || header.get(4..9)? != b"JFIF\0" {
        return None;
    }
    let across = f64::from(u16::from_be_bytes(*header.get(12..)?.first_chunk::<2>()?));
    match header.get(11)? {
        1 => Some(across),
        2 => Some(across * 2.54),
        _ => None,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn resolutions_are_read_where_they_are_named() {
        let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
        png.extend([0; 17]);
        png.extend(b"\0\0\0\x09pHYs");
        png.extend(11811u32.to_be_bytes());
        png.extend(11811u32.to_be_bytes());
        png.extend([1, 0, 0, 0, 0]);
        assert!((dots_per_inch(&png).unwrap() - 300.0).abs() < 0.1);
        let jpeg = |units: u8, dots: u16| {
            let mut bytes = vec![0xFF, 0xD8, 0xFF, 0xE0, 0, 16];
            bytes.extend(b"JFIF\0\x01\x01");
            bytes.push(units);
            bytes.extend(dots.to_be_bytes());
            bytes.extend(dots.to_be_bytes());
            bytes.extend([0, 0]);
            bytes
        };
        assert_eq!(dots_per_inch(&jpeg(1, 600)), Some(600.0));
        assert_eq!(dots_per_inch(&jpeg(1, 72)), None);
        assert_eq!(dots_per_inch(&jpeg(0, 300)), None);
        assert_eq!(dots_per_inch(b"\x89PNG\r\n\x1a\n\0\0"), None);
    }
}
