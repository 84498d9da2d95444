//! All messages of a language in one text, found by numbers: a pointer to each of them and to each id would have to be set
//! right whenever the program starts, fourteen thousand of them.

/// The messages of a language.
pub(crate) struct Messages {
    /// Each as it stands in its `.ftl`, one after the other, ordered by id.
    pub(crate) text: &'static str,
    /// Where each begins and ends, in bytes.
    pub(crate) spans: &'static [(u32, u32)],
}

impl Messages {
    /// The message of this id, as it stands in its file.
    pub(crate) fn source(&self, id: &str) -> Option<&'static str> {
        let at = self.spans.binary_search_by(|span| id_of(self.cut(*span)).cmp(id)).ok()?;
        self.spans.get(at).map(|span| self.cut(*span))
    }

    fn cut(&self, (start, end): (u32, u32)) -> &'static str {
        self.text.get(start as usize..end as usize).unwrap_or_default()
    }

    /// Each id with its message.
    #[cfg(test)]
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        self.spans.iter().map(|span| self.cut(*span)).map(|source| (id_of(source), source))
    }
}

/// A message begins with its id.
fn id_of(source: &str) -> &str {
    source.split_once(" =").map_or("", |(id, _)| id)
}
