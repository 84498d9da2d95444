//! Which certificate is meant: what a command line says (`MODULE.so[:LABEL]`), or what a list leaves to choose.

use std::path::{Path, PathBuf};

use pki::Time;

use super::fault::TokenFault;
use super::known::known_modules;
use super::module::Module;
use super::note::{Found, candidate};
use super::signer::TokenSigner;
use super::token::{Token, TokenCertificate};
use crate::secret::Secret;

/// A module, and the words that choose a token or certificate in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenChoice {
    /// The module's file.
    pub module: PathBuf,
    /// The name or serial number of a token, the name of a certificate, or its CKA_ID in hex; `None` where there is only one.
    pub wanted: Option<String>,
}

/// A certificate that was chosen, and how to get at its key.
#[derive(Debug)]
pub struct Chosen {
    /// The module, opened.
    pub module: Module,
    /// The token.
    pub token: Token,
    /// The certificate on it.
    pub certificate: TokenCertificate,
}

impl TokenChoice {
    /// Reads `MODULE.so[:LABEL]`. The colon that counts is the first one after the library's ending, so that neither
    /// `C:\…` nor a colon in a label confuses it. A file name without a folder means the known module of that name.
    pub fn parse(text: &str) -> Result<Self, TokenFault> {
        let colons = text.match_indices(':').map(|(at, _)| at);
        let split = colons.filter_map(|at| text.split_at_checked(at)).find(|(left, _)| is_library_name(left));
        let (module, wanted) = match split {
            Some((module, rest)) => (module, rest.strip_prefix(':')),
            None => (text, None),
        };
        if module.is_empty() {
            return Err(TokenFault::ModuleMissing);
        }
        let wanted = wanted.map(str::trim).filter(|wanted| !wanted.is_empty()).map(str::to_owned);
        Ok(Self { module: PathBuf::from(module), wanted })
    }

    /// Opens the module and finds the one usable certificate that fits at the moment `now`. Where several fit, or none,
    /// the error lists them.
    pub fn resolve(&self, now: Time) -> Result<Chosen, TokenFault> {
        let module = Module::open(&self.file())?;
        let found = module.tokens(now)?;
        let (token, certificate) = choose(&found, self.wanted.as_deref())?;
        let (token, certificate) = (token.clone(), certificate.clone());
        Ok(Chosen { module, token, certificate })
    }

    fn file(&self) -> PathBuf {
        let bare = self.module.parent().is_none_or(|folder| folder == Path::new(""));
        if bare && !self.module.is_file() {
            let known = known_modules().into_iter().map(|known| known.path);
            let named = |path: &PathBuf| path.file_name() == self.module.file_name();
            return known.into_iter().find(named).unwrap_or_else(|| self.module.clone());
        }
        self.module.clone()
    }
}

impl Chosen {
    /// Opens the key; see [`Module::signer`].
    pub fn signer(&self, pin: Option<&Secret>) -> Result<TokenSigner, TokenFault> {
        self.module.signer(&self.token, &self.certificate, pin)
    }
}

/// Whether the path so far ends like a library: `x.so`, `x.so.2`, `x.dll`, `x.dylib`.
fn is_library_name(path: &str) -> bool {
    let path = path.to_ascii_lowercase();
    let versioned = path.rsplit_once(".so.").is_some_and(|(_, version)| {
        !version.is_empty() && version.chars().all(|c| c.is_ascii_digit() || c == '.')
    });
    versioned || [".so", ".dll", ".dylib"].iter().any(|ending| path.ends_with(ending))
}

/// Finds the one usable certificate that fits the words; without words, the only one there is. Whole names count before
/// parts of names, and letter case does not count.
pub fn choose<'a>(
    found: &'a Found,
    wanted: Option<&str>,
) -> Result<(&'a Token, &'a TokenCertificate), TokenFault> {
    if found.tokens.is_empty() {
        return Err(TokenFault::TokenNotPresent);
    }
    let all: Vec<(&Token, &TokenCertificate)> = found
        .tokens
        .iter()
        .flat_map(|token| token.certificates.iter().map(move |certificate| (token, certificate)))
        .collect();
    let fitting = match wanted.map(str::to_lowercase) {
        None => all,
        Some(wanted) => {
            let names = |token: &Token, entry: &TokenCertificate| {
                let own = entry.certificate.common_name().unwrap_or_default();
                let shown = entry.certificate.display();
                [token.label.clone(), token.serial.clone(), entry.id.clone(), own, shown]
                    .map(|name| name.to_lowercase())
            };
            let whole: Vec<_> =
                all.iter().copied().filter(|(token, entry)| names(token, entry).contains(&wanted)).collect();
            if whole.is_empty() {
                let part = |(token, entry): &(&Token, &TokenCertificate)| {
                    names(token, entry).iter().any(|name| name.contains(&wanted))
                };
                all.into_iter().filter(part).collect()
            } else {
                whole
            }
        }
    };
    let usable: Vec<_> = fitting.iter().copied().filter(|(_, entry)| entry.obstacle.is_none()).collect();
    let listed = |pairs: &[(&Token, &TokenCertificate)]| {
        pairs.iter().map(|(token, entry)| candidate(token, entry)).collect()
    };
    match (usable.as_slice(), fitting.as_slice()) {
        ([one], _) => Ok(*one),
        ([], [(_, entry)]) => match &entry.obstacle {
            Some(obstacle) => Err(TokenFault::Certificate(obstacle.clone())),
            None => Err(TokenFault::NoMatch { candidates: found.candidates() }),
        },
        ([], []) => Err(TokenFault::NoMatch { candidates: found.candidates() }),
        ([], several) => Err(TokenFault::NoMatch { candidates: listed(several) }),
        (several, _) => Err(TokenFault::Ambiguous { candidates: listed(several) }),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn module_and_label_are_told_apart() {
        let read = |text: &str| {
            let choice = TokenChoice::parse(text).unwrap();
            (choice.module.to_string_lossy().into_owned(), choice.wanted)
        };
        let with = |module: &str, wanted: &str| (module.to_owned(), Some(wanted.to_owned()));
        assert_eq!(read("/lib/a.so"), ("/lib/a.so".to_owned(), None));
        assert_eq!(read("/lib/a.so:"), ("/lib/a.so".to_owned(), None));
        assert_eq!(read("/lib/a.so:张三"), with("/lib/a.so", "张三"));
        assert_eq!(read("/lib/a.so.2:Card: two"), with("/lib/a.so.2", "Card: two"));
        assert_eq!(read("C:\\x\\A.DLL:Card"), with("C:\\x\\A.DLL", "Card"));
        assert_eq!(read("/odd:place/a.dylib"), ("/odd:place/a.dylib".to_owned(), None));
        assert_eq!(TokenChoice::parse(""), Err(TokenFault::ModuleMissing));
    }

    #[test]
    fn without_tokens_there_is_nothing_to_choose() {
        assert_eq!(choose(&Found::default(), None).err(), Some(TokenFault::TokenNotPresent));
    }
}
