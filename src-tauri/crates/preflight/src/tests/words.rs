//! Every finding has its sentences in both languages, with the gaps that the table promises.

use std::collections::BTreeSet;
use std::path::Path;

/// The gaps of a message, by a look at its lines.
fn gaps(catalogue: &str, id: &str) -> Option<BTreeSet<String>> {
    let mut lines = catalogue.lines().skip_while(|line| !line.starts_with(&format!("{id} =")));
    let mut text = lines.next()?.to_owned();
    for line in lines.take_while(|line| line.starts_with([' ', '}'])) {
        text.push_str(line);
    }
    let names = text.split('$').skip(1);
    Some(
        names
            .map(|rest| rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect())
            .collect(),
    )
}

#[test]
fn every_finding_has_a_title_and_an_advice_in_both_languages() {
    let locales = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../assets/locales");
    for language in ["zh-CN", "en"] {
        let catalogue = std::fs::read_to_string(locales.join(language).join("preflight.ftl")).unwrap();
        for row in crate::all() {
            let known: BTreeSet<String> = row.params.iter().map(|name| (*name).to_owned()).collect();
            for id in [format!("preflight-{}", row.name), format!("preflight-{}-advice", row.name)] {
                let used = gaps(&catalogue, &id).unwrap_or_else(|| panic!("{language}: {id} is missing"));
                assert!(used.is_subset(&known), "{language}: {id} uses {used:?}, there are {known:?}");
            }
        }
    }
}
