//! Actions, scripts, media and attached files (ISO 32000-2 §12.6, §13, §7.11.4).

use pdf::{Dictionary, Object};

use super::walk::{Context, Walk, is_name, words};
use crate::code::Code;

/// Takes down what a dictionary can do.
pub(super) fn notice(walk: &mut Walk<'_>, dictionary: &Dictionary, context: Context) {
    if dictionary.has(b"EF") {
        let name =
            [b"UF".as_slice(), b"F", b"Desc"].iter().find_map(|key| words(&walk.entry(dictionary, key)));
        walk.out.add(Code::Attachment, context.page, None, [name.unwrap_or_default()]);
    }
    // Elements of the structure tree have /S too, with names of their own.
    if dictionary.has(b"K") || is_name(dictionary, b"Type", b"StructElem") {
        return;
    }
    if dictionary.has(b"JS") {
        walk.out.add(Code::JavaScript, context.page, None, []);
    }
    let Ok(Object::Name(kind)) = dictionary.get(b"S") else { return };
    let page = context.page;
    match kind.as_slice() {
        b"JavaScript" => walk.out.add(Code::JavaScript, page, None, []),
        b"Launch" => with_target(walk, Code::Launch, dictionary, context),
        b"SubmitForm" => with_target(walk, Code::SubmitForm, dictionary, context),
        b"ImportData" => with_target(walk, Code::ImportData, dictionary, context),
        b"GoToR" | b"GoToE" => with_target(walk, Code::OtherDocument, dictionary, context),
        b"Hide" | b"SetOCGState" => walk.out.add(Code::TogglesView, page, None, []),
        b"URI" if !context.automatic => {
            let target = words(&walk.entry(dictionary, b"URI")).unwrap_or_default();
            let links = &mut walk.found.web_links;
            links.0 = links.0.saturating_add(1);
            if links.1.is_none() {
                links.1 = Some(target);
                walk.found.web_page = page;
            }
        }
        b"URI" | b"Named" | b"Rendition" | b"Movie" | b"Sound" | b"ResetForm" | b"RichMediaExecute"
            if context.automatic && !turns_pages(dictionary) =>
        {
            let action = String::from_utf8_lossy(kind).into_owned();
            walk.out.add(Code::AutomaticAction, page, None, [action]);
        }
        _ => {}
    }
}

/// Whether a named action only turns pages (Table 217).
fn turns_pages(dictionary: &Dictionary) -> bool {
    [b"NextPage".as_slice(), b"PrevPage", b"FirstPage", b"LastPage"]
        .iter()
        .any(|name| is_name(dictionary, b"N", name))
}

/// Adds an action with the file or address that it names.
fn with_target(walk: &mut Walk<'_>, code: Code, dictionary: &Dictionary, context: Context) {
    let mut target = walk.entry(dictionary, b"F");
    if target.is_null() {
        // The parameters of one system's way to start a program (Table 208).
        target = walk.entry(dictionary, b"Win");
    }
    if let Object::Dictionary(file) = &target {
        let file = file.clone();
        for key in [b"UF".as_slice(), b"F", b"URL"] {
            target = walk.entry(&file, key);
            if words(&target).is_some() {
                break;
            }
        }
    }
    walk.out.add(code, context.page, None, [words(&target).unwrap_or_default()]);
}
