//! The looks of annotations as plain content (ISO 32000-2 §12.5.5).

use lopdf::{Dictionary, Object, Stream};
use pdf::{Document, Page, Rect};

/// Annotation flags 2 and 6 (§12.5.3).
const HIDDEN_OR_NO_VIEW: i64 = 0b10_0010;
/// Pop-ups show only while they are open; what a link shows is its page's.
const NEVER_DRAWN: &[&[u8]] = &[b"Popup", b"Link"];

/// A look and where it goes.
pub(crate) struct Look {
    pub(crate) form: Stream,
    /// From the form's space to the page's.
    pub(crate) matrix: [f64; 6],
}

/// The looks of a page's annotations in the order in which they are painted; what has none shows nothing.
pub(crate) fn looks(document: &Document, page: &Page) -> Vec<Look> {
    let Ok(Ok(Object::Array(list))) = page.dictionary.get(b"Annots").map(|value| document.resolve(value))
    else {
        return Vec::new();
    };
    let resolved = list.iter().filter_map(|item| document.resolve(item).ok());
    resolved
        .filter_map(|annotation| match annotation {
            Object::Dictionary(annotation) => look(document, &annotation),
            _ => None,
        })
        .collect()
}

fn look(document: &Document, annotation: &Dictionary) -> Option<Look> {
    let get =
        |from: &Dictionary, key: &[u8]| from.get(key).ok().and_then(|value| document.resolve(value).ok());
    if matches!(get(annotation, b"Subtype"), Some(Object::Name(kind)) if NEVER_DRAWN.contains(&kind.as_slice()))
        || matches!(get(annotation, b"F"), Some(Object::Integer(flags)) if flags & HIDDEN_OR_NO_VIEW != 0)
    {
        return None;
    }
    let Some(Object::Dictionary(appearances)) = get(annotation, b"AP") else { return None };
    let mut form = match get(&appearances, b"N")? {
        Object::Stream(stream) => stream,
        Object::Dictionary(states) => {
            let state = match get(annotation, b"AS") {
                Some(Object::Name(state)) => state,
                _ => b"Off".to_vec(),
            };
            match get(&states, &state)? {
                Object::Stream(stream) => stream,
                _ => return None,
            }
        }
        _ => return None,
    };
    let place = rect(document, annotation, b"Rect")?;
    let own = rect(document, &form.dict, b"BBox")?;
    let turned = bounds(own, matrix_of(document, &form.dict));
    if turned.is_empty() || place.is_empty() {
        return None;
    }
    let (across, up) = (place.width() / turned.width(), place.height() / turned.height());
    let matrix = [across, 0.0, 0.0, up, place.left - turned.left * across, place.bottom - turned.bottom * up];
    if let (Ok(group), false) = (annotation.get(b"OC"), form.dict.has(b"OC")) {
        form.dict.set("OC", group.clone());
    }
    form.dict.set("Type", "XObject");
    form.dict.set("Subtype", "Form");
    Some(Look { form, matrix })
}

fn numbers<const N: usize>(document: &Document, from: &Dictionary, key: &[u8]) -> Option<[f64; N]> {
    let Ok(Object::Array(items)) = document.resolve(from.get(key).ok()?) else { return None };
    let mut numbers = [0.0; N];
    if items.len() != N {
        return None;
    }
    for (number, item) in numbers.iter_mut().zip(&items) {
        *number = match document.resolve(item).ok()? {
            Object::Integer(whole) => whole as f64,
            Object::Real(real) => f64::from(real),
            _ => return None,
        };
    }
    numbers.iter().all(|number| number.is_finite()).then_some(numbers)
}

fn rect(document: &Document, from: &Dictionary, key: &[u8]) -> Option<Rect> {
    numbers::<4>(document, from, key).map(|[a, b, c, d]| Rect::new(a, b, c, d))
}

fn matrix_of(document: &Document, form: &Dictionary) -> [f64; 6] {
    numbers::<6>(document, form, b"Matrix").unwrap_or([1.0, 0.0, 0.0, 1.0, 0.0, 0.0])
}

/// The upright rectangle around a box that a matrix turns.
fn bounds(own: Rect, [a, b, c, d, e, f]: [f64; 6]) -> Rect {
    let corners =
        [(own.left, own.bottom), (own.right, own.bottom), (own.left, own.top), (own.right, own.top)];
    let turned = corners.map(|(x, y)| (a * x + c * y + e, b * x + d * y + f));
    let least = |of: fn(&(f64, f64)) -> f64| turned.iter().map(of).fold(f64::INFINITY, f64::min);
    let most = |of: fn(&(f64, f64)) -> f64| turned.iter().map(of).fold(f64::NEG_INFINITY, f64::max);
    Rect::new(least(|at| at.0), least(|at| at.1), most(|at| at.0), most(|at| at.1))
}
