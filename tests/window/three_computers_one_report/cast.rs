//! Who takes part, on which computer, and the files that go between them.

use tests::window::story::{self, PIN};
use tests::window::{Language, Person, Window};

/// The PINs of both keyholders.
pub const FIRST_PIN: &str = "keeper one 26";
pub const SECOND_PIN: &str = "keeper two 26";
/// The PIN that everybody applies with; the own one comes after the copy.
pub const APPLIED: &str = "applied-2026";

/// Names, words and files of the story.
#[derive(Clone, Copy, Debug)]
pub struct Cast {
    pub organisation: &'static str,
    pub first: &'static str,
    pub second: &'static str,
    pub chief: &'static str,
    pub tester: &'static str,
    pub keeper: &'static str,
    pub department: &'static str,
    pub tester_post: &'static str,
    pub chief_post: &'static str,
    pub keeper_post: &'static str,
    pub purpose: &'static str,
    pub seal: &'static str,
    pub place: &'static str,
    pub journey: &'static str,
    pub lost: &'static str,
    pub why: &'static str,
    pub kind: &'static str,
    pub check_sheet: &'static str,
    pub applications: [&'static str; 3],
    pub copies: [&'static str; 3],
    pub receipts: [&'static str; 3],
    pub seal_file: &'static str,
    pub directory: &'static str,
    pub directory_after: &'static str,
    pub package: &'static str,
    pub returned: &'static str,
    pub ticket: &'static str,
    pub sealed: &'static str,
    pub notice: &'static str,
    pub logs: [&'static str; 2],
    pub inspection: &'static str,
}

const CHINESE: Cast = Cast {
    organisation: "朱砂检验检测中心",
    first: "周宁",
    second: "吴敏",
    chief: "李四",
    tester: "张三",
    keeper: "王五",
    department: "材料检测室",
    tester_post: "检测员",
    chief_post: "质控室主任",
    keeper_post: "印章保管人",
    purpose: "外出检测时签署检测报告",
    seal: "检验检测专用章",
    place: "昆山恒固紧固件厂",
    journey: "现场抽样检测",
    lost: "存有密钥备份的 U 盘在返程途中遗失",
    why: "密钥备份遗失，按规定注销",
    kind: "检测报告",
    check_sheet: "证件核验单.pdf",
    applications: ["签名申请-李四.vletter", "签名申请-张三.vletter", "签名申请-王五.vletter"],
    copies: ["签名副本-李四.vissue", "签名副本-张三.vissue", "签名副本-王五.vissue"],
    receipts: ["领取回执-李四.vletter", "领取回执-张三.vletter", "领取回执-王五.vletter"],
    seal_file: "检验检测专用章.vmseal",
    directory: "名录-1.vletter",
    directory_after: "名录-2.vletter",
    package: "送回-JC-2026-0417.vletter",
    returned: "JC-2026-0417-已签.pdf",
    ticket: "用印审批-JC-2026-0417.vletter",
    sealed: "JC-2026-0417-已签 2.pdf",
    notice: "挂失通知-张三.vletter",
    logs: ["使用记录-张三.json", "使用记录-王五.json"],
    inspection: "月度检查.pdf",
};

const ENGLISH: Cast = Cast {
    organisation: "Vermilion Testing Centre",
    first: "Zhou Ning",
    second: "Wu Min",
    chief: "Li Si",
    tester: "Zhang San",
    keeper: "Wang Wu",
    department: "Materials testing",
    tester_post: "Tester",
    chief_post: "Head of the quality office",
    keeper_post: "Keeper of seals",
    purpose: "Signing test reports on journeys",
    seal: "Testing seal",
    place: "Henggu Fasteners, Kunshan",
    journey: "Sampling and testing on site",
    lost: "The stick with the backup of the key was left in a train",
    why: "A backup of the key is lost",
    kind: "Test report",
    check_sheet: "identity-check.pdf",
    applications: [
        "application-li-si.vletter",
        "application-zhang-san.vletter",
        "application-wang-wu.vletter",
    ],
    copies: ["copy-li-si.vissue", "copy-zhang-san.vissue", "copy-wang-wu.vissue"],
    receipts: ["receipt-li-si.vletter", "receipt-zhang-san.vletter", "receipt-wang-wu.vletter"],
    seal_file: "testing-seal.vmseal",
    directory: "directory-1.vletter",
    directory_after: "directory-2.vletter",
    package: "return-JC-2026-0417.vletter",
    returned: "JC-2026-0417-signed.pdf",
    ticket: "approval-JC-2026-0417.vletter",
    sealed: "JC-2026-0417-signed 2.pdf",
    notice: "loss-zhang-san.vletter",
    logs: ["log-zhang-san.json", "log-wang-wu.json"],
    inspection: "inspection.pdf",
};

/// Three computers.
pub struct Laboratory {
    pub language: Language,
    pub cast: &'static Cast,
    pub office: Person,
    pub tester: Person,
    pub keeper: Person,
}

/// Somebody who applies: which of the three, and what they write down.
#[derive(Clone, Copy, Debug)]
pub struct Applicant {
    /// The place in the lists of files.
    pub at: usize,
    pub name: &'static str,
    pub post: &'static str,
    /// `off-site` or `anywhere`.
    pub condition: &'static str,
}

impl Laboratory {
    /// Three computers that Vermilion never ran on.
    pub fn new(language: Language) -> Self {
        let cast = if language == Language::Chinese { &CHINESE } else { &ENGLISH };
        Self {
            language,
            cast,
            office: Person::new(language),
            tester: Person::new(language),
            keeper: Person::new(language),
        }
    }

    /// The head of the office, who approves.
    pub fn chief(&self) -> Applicant {
        Applicant { at: 0, name: self.cast.chief, post: self.cast.chief_post, condition: "anywhere" }
    }

    /// The tester, who signs on journeys alone.
    pub fn traveller(&self) -> Applicant {
        Applicant { at: 1, name: self.cast.tester, post: self.cast.tester_post, condition: "off-site" }
    }

    /// The keeper of the seal.
    pub fn custodian(&self) -> Applicant {
        Applicant { at: 2, name: self.cast.keeper, post: self.cast.keeper_post, condition: "anywhere" }
    }

    /// Carries a file from one computer to another, as a stick or a mail would.
    pub fn hand_to(&self, from: &Person, to: &Person, name: &str) {
        std::fs::copy(from.path(name), to.path(name)).unwrap_or_else(|fault| panic!("{name}: {fault}"));
    }
}

/// Says in the settings what this computer is.
pub fn settle_role(window: &Window, role: &str) {
    story::without_guide(window);
    window.click("settings-open").see("settings");
    window.click(&format!("station-select option[value=\"{role}\"]")).shot("role").click("back").see("start");
}

/// Fills an application in and saves it; the screen of one's own signatures stays open.
pub fn apply(window: &Window, laboratory: &Laboratory, person: &Person, who: Applicant, draws: bool) {
    let cast = laboratory.cast;
    window.click("open-station").see("station").click("station-apply").see("apply");
    window.write("apply-name", who.name).write("apply-organisation", cast.organisation);
    window.write("apply-department", cast.department).write("apply-post", who.post);
    window.write("apply-id-number", "320501199001011234").write("apply-purpose", cast.purpose);
    window.click(&format!("apply-condition-{}", who.condition));
    if draws {
        window.shot("application").reveal("pad").draw_signature().shot("specimen");
    }
    window.write("new-pin", APPLIED).write("new-pin-again", APPLIED);
    person.answer(&[&person.path(cast.applications[who.at])]);
    window.click("apply-confirm").see("letter-saved").shot("application-saved");
    let written = std::fs::read_to_string(person.path(cast.applications[who.at])).expect("the application");
    assert!(!written.contains("19900101"), "the number of the identity card leaves masked");
    window.click("apply-done").see("identity-take");
}

/// Takes a copy over with its initial PIN, sets the own one, and saves the receipt.
pub fn take_copy(window: &Window, laboratory: &Laboratory, person: &Person, who: Applicant, initial: &str) {
    let cast = laboratory.cast;
    person.answer(&[&person.path(cast.copies[who.at])]);
    window.click("identity-take").see("letter-initial-pin");
    window.write("letter-initial-pin", initial).write("letter-pin", APPLIED).shot("copy");
    window.click("letter-confirm").see("change-pin-dialog");
    window.write("old-pin", initial).write("new-pin", PIN).write("new-pin-again", PIN).shot("first-pin");
    person.answer(&[&person.path(cast.receipts[who.at])]);
    window.click("change-pin-confirm").see("receipt").shot("receipt").click("receipt-save");
    window.see("letter-saved").click("receipt-done").gone("receipt");
    window.see("identity-standing[data-state=\"issued\"]").gone("identity-receipt").shot("copy-taken");
}

/// Takes the office's directory over; the copy has bound this computer to the office already.
pub fn take_directory(window: &Window, person: &Person, name: &str) {
    person.answer(&[&person.path(name)]);
    window.click("station-directory").click("directory-take").see("letter-kind[data-kind=\"directory\"]");
    window.click("letter-confirm").gone("letter").see("directory[data-stale=\"false\"]").shot("directory");
}
