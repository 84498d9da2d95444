//! The text that a field's appearance shows, read from its content stream (ISO 32000-2 §9.4, §12.7.4.3).
//!
//! Answers only where it can be sure: known operators, a legible text mode, fonts that the signed version has or that
//! bring no glyphs of their own, text that stands in sight, one word after the other, and nothing painted but a
//! border and a background. Anything else is "cannot tell", which a rule takes as a lie.

mod font;
mod paint;
mod tokens;

use std::collections::HashMap;

use pdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::step::Step;
use font::Font;
use paint::{Frame, Paint};
use tokens::{Lexer, Token};

/// Bytes of content that one field may have.
const MAX_CONTENT: usize = 256 * 1024;

/// The text that a form of the newer revision shows in a widget, in reading order; `None` where it cannot be told.
pub(crate) fn text_of(
    step: &Step<'_>,
    form: &Stream,
    defaults: &Dictionary,
    rect: [f64; 4],
    comb: bool,
) -> Option<String> {
    // Glyphs that came with the change could show anything; those of the signed version were signed.
    let signed = |id: ObjectId| !step.is_new(id) && !step.touched.contains(&id);
    let frame = Frame::of(step.new, &form.dict, rect, comb)?;
    text(step.new, &signed, form, defaults, Some(frame))
}

/// The text that a form of the older revision showed, in drawing order; what was signed is as it is.
pub(crate) fn text_before(step: &Step<'_>, form: &Stream, defaults: &Dictionary) -> Option<String> {
    text(step.old, &|_| true, form, defaults, None)
}

fn text(
    document: &Document,
    signed: &dyn Fn(ObjectId) -> bool,
    form: &Stream,
    defaults: &Dictionary,
    frame: Option<Frame>,
) -> Option<String> {
    let entry = |dictionary: &Dictionary, key: &[u8]| {
        dictionary.get(key).ok().and_then(|value| document.resolve(value).ok()).unwrap_or(Object::Null)
    };
    let data = document.stream_data(form).ok()?;
    if data.len() > MAX_CONTENT || form.dict.has(b"OC") {
        return None;
    }
    let resources = match entry(&form.dict, b"Resources") {
        Object::Dictionary(own) => own,
        Object::Null => defaults.clone(),
        _ => return None,
    };
    let fonts = match entry(&resources, b"Font") {
        Object::Dictionary(fonts) => fonts,
        _ => entry(defaults, b"Font").as_dict().cloned().unwrap_or_default(),
    };
    let mut known: HashMap<Vec<u8>, Option<Font>> = HashMap::new();
    let mut shown = String::new();
    let mut stack: Vec<Token> = Vec::new();
    let mut face: Option<Vec<u8>> = None;
    let mut paint = Paint::new(frame);
    let mut lexer = Lexer { data: &data, at: 0 };
    while let Some(token) = lexer.next()? {
        let Token::Operator(operator) = token else {
            stack.push(token);
            if stack.len() > 1_000 {
                return None;
            }
            continue;
        };
        match operator.as_slice() {
            b"Tf" => {
                let [Token::Name(name), Token::Number(size)] = stack.as_slice() else { return None };
                if !known.contains_key(name) {
                    known.insert(name.clone(), font::read(document, signed, &fonts, name));
                }
                face = Some(name.clone());
                paint.font(*size)?;
            }
            b"Tj" | b"'" | b"\"" | b"TJ" => {
                let face = known.get(face.as_ref()?)?.as_ref()?;
                paint.before_text(&operator, &stack)?;
                for token in &stack {
                    match token {
                        Token::Text(bytes) => {
                            let text = face.text(bytes)?;
                            paint.text(&text)?;
                            shown.push_str(&text);
                        }
                        Token::Number(gap) if operator == b"TJ" => paint.gap(*gap)?,
                        _ => {}
                    }
                }
                shown.push(' ');
            }
            b"BDC" | b"BMC" | b"MP" | b"DP" => {
                // Optional content can be switched off; a name that is spelled with escapes may mean it too.
                if matches!(stack.first(), Some(Token::Name(tag)) if tag == b"OC" || tag.contains(&b'#')) {
                    return None;
                }
            }
            b"EMC" => {}
            other => {
                let numbers: Vec<f64> = stack
                    .iter()
                    .filter_map(|token| match token {
                        Token::Number(number) => Some(*number),
                        _ => None,
                    })
                    .collect();
                paint.operator(other, &numbers, stack.len())?;
            }
        }
        stack.clear();
    }
    paint.finish()?;
    Some(shown)
}

/// Text without white space, for comparison: lines wrap and combs spread their letters.
pub(crate) fn squeeze(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '\u{AD}').collect()
}
