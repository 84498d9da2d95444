//! Fonts that a page names but does not carry: the standard 14 and their like come with the renderer, Chinese ones are
//! replaced by the bundled face. No font of the system is used, so that a page looks the same on every machine.

use crate::omissions::Missing;
use hayro::hayro_interpret::font::FontQuery;
use hayro::hayro_interpret::hayro_cmap::load_embedded;
use hayro::hayro_interpret::{InterpreterSettings, RenderContent};
use std::sync::Arc;

/// How the renderer is to interpret pages.
pub(crate) fn settings(missing: &Arc<Missing>) -> InterpreterSettings {
    let missing = Arc::clone(missing);
    InterpreterSettings {
        font_resolver: Arc::new(|query| match query {
            FontQuery::Standard(standard) => Some(standard.get_font_data()),
            FontQuery::Fallback(wanted) => match &wanted.character_collection {
                // Glyph numbers of an unknown font mean nothing in another one, but these fonts have a ToUnicode map.
                Some(_) => Some((Arc::new(appearance::bundled_face()), 0)),
                None if is_chinese(wanted.post_script_name.as_deref()) => {
                    Some((Arc::new(appearance::bundled_face()), 0))
                }
                None => Some(wanted.pick_standard_font().get_font_data()),
            },
        }),
        cmap_resolver: Arc::new(load_embedded),
        warning_sink: Arc::new(move |warning| missing.warned(warning)),
        render_content: RenderContent::all(),
    }
}

/// Whether a font's name is one of those that Chinese systems ship; simple fonts have no character collection to tell.
fn is_chinese(name: Option<&str>) -> bool {
    const NAMES: &[&str] = &[
        "simsun",
        "simhei",
        "nsimsun",
        "kaiti",
        "fangsong",
        "stsong",
        "stheiti",
        "stkaiti",
        "stfangsong",
        "stxihei",
        "msyh",
        "microsoftyahei",
        "youyuan",
        "lisu",
        "fzs",
        "fzh",
        "fzk",
        "pingfang",
        "songti",
        "heiti",
        "mingliu",
        "pmingliu",
    ];
    let name = name.unwrap_or_default().to_ascii_lowercase();
    NAMES.iter().any(|known| name.starts_with(known))
}
