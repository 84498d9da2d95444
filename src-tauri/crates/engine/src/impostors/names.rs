//! What the visible mark of a signature says of the signer, against the certificate.
//!
//! A mark is drawn by whoever signs and can say anything. Only a name that is called one — by a label, or by being a Chinese name
//! alone on its line — is compared, and only a name that shares nothing with the certificate is another one.

/// Labels before a name.
const LABELS: &[&str] = &[
    "数字签名者",
    "签名人",
    "签署人",
    "签字人",
    "签名者",
    "签章人",
    "姓名",
    "digitally signed by",
    "signed by",
    "signer",
    "name",
];
/// The usual family names: a line of two or three characters that begins with one of them is a name.
const FAMILIES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎\
                        余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文";
/// Words that begin like names and are none.
const NO_NAMES: &[&str] =
    &["方法", "金额", "文件", "高级", "任务", "石油", "常规", "万元", "易燃", "白色", "黄色", "程序", "钟"];

/// What is known of a signer.
pub(crate) struct Known<'a> {
    /// From the certificate.
    pub name: &'a str,
    /// From the certificate.
    pub organization: &'a str,
    /// Reason, place and the like, as the signer states them.
    pub others: Vec<&'a str>,
}

/// The name in the text of a mark that is not the certificate's.
pub(crate) fn other_name(text: &str, known: &Known<'_>) -> Option<String> {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty()).peekable();
    while let Some(line) = lines.next() {
        let name = match labelled(line) {
            Some("") => lines.peek().copied(),
            Some(name) => Some(name),
            None => Some(line).filter(|line| is_chinese_name(line)),
        };
        if let Some(name) = name.filter(|name| is_another(name, known)) {
            return Some(name.to_owned());
        }
    }
    None
}

/// What stands behind a label; empty where the label ends the line.
fn labelled(line: &str) -> Option<&str> {
    let low = line.to_ascii_lowercase();
    let label = LABELS.iter().find(|label| low.starts_with(**label))?;
    let rest = line.get(label.len()..)?;
    // “Namely” is no label.
    if rest.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    Some(rest.trim_start_matches([':', '：', ' ', '\u{3000}']).trim())
}

fn is_chinese_name(line: &str) -> bool {
    let characters: Vec<char> = line.chars().filter(|c| !c.is_whitespace()).collect();
    let packed: String = characters.iter().collect();
    (2..=3).contains(&characters.len())
        && characters.iter().all(|c| ('\u{4E00}'..='\u{9FFF}').contains(c))
        && characters.first().is_some_and(|first| FAMILIES.contains(*first))
        && !NO_NAMES.iter().any(|word| packed.starts_with(word))
}

fn is_another(name: &str, known: &Known<'_>) -> bool {
    let name = folded(name);
    if name.is_empty() || folded(known.name).is_empty() {
        return false;
    }
    let shared = [known.name, known.organization]
        .into_iter()
        .chain(known.others.iter().copied())
        .map(folded)
        .any(|other| !other.is_empty() && (other.contains(&name) || name.contains(&other)));
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|word| word.chars().count() > 1)
            .map(str::to_lowercase)
            .collect()
    };
    // The parts of a name stand in any order, and some are left out.
    let (own, other) = (words(known.name), words(&name));
    !shared && !own.iter().any(|word| other.contains(word) || name.contains(word.as_str()))
}

/// Without spaces and case.
fn folded(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<String> {
        let known =
            Known {
                name: "张三", organization: "清源检测技术有限公司", others: vec!["批准", "苏州"]
            };
        other_name(text, &known)
    }

    #[test]
    fn another_name_is_seen_with_and_without_a_label() {
        assert_eq!(found("签名人：李四\n2026-11-20"), Some("李四".to_owned()));
        assert_eq!(found("李 四"), Some("李 四".to_owned()));
        assert_eq!(found("Digitally signed by\nLi Si"), Some("Li Si".to_owned()));
        let english = Known { name: "Jane Q. Doe", organization: "", others: Vec::new() };
        assert_eq!(other_name("Signed by: John Smith", &english), Some("John Smith".to_owned()));
    }

    #[test]
    fn the_own_name_and_what_is_no_name_are_not() {
        for text in [
            "张三",
            "张 三",
            "签名人：张三",
            "数字签名者：张三 DN: cn=张三",
            "批准",
            "苏州",
            "日期：2026-11-20",
            "同意",
            "方法",
            "清源检测技术有限公司",
            "",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
        let english = Known { name: "Jane Q. Doe", organization: "Acme", others: Vec::new() };
        for text in
            ["Digitally signed by DOE JANE", "Signed by Doe", "Name: Acme", "Namely John", "John Smith"]
        {
            assert_eq!(other_name(text, &english), None, "{text}");
        }
    }
}
