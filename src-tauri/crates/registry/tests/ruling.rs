//! The rules applied to facts: each test names the rule that must speak.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use jiff::Timestamp;
use jiff::civil::date;
use registry::files::Ticket;
use registry::model::*;
use registry::ruling::{Login, Protected, SealingFacts, Signed, SigningFacts, new_pin, sealing, signing};
use registry::station::{Memory, Remembered, Travel, trace};
use registry::{Rule, State};

const NOW: i64 = 1_795_000_000;
const DAY: i64 = 86_400;

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(NOW + seconds).unwrap()
}

fn today() -> jiff::civil::Date {
    at(0).to_zoned(jiff::tz::TimeZone::UTC).date()
}

fn person(id: &str, name: &str, title: &str) -> Person {
    Person {
        id: id.into(),
        name: name.into(),
        department: "一室".into(),
        employment: Employment::Regular,
        ends: None,
        id_number: String::new(),
        posts: vec![Post { title: title.into(), field: String::new(), from: date(2020, 1, 1), until: None }],
        condition: Condition::Anywhere,
        scope: Scope::default(),
        devices: Vec::new(),
        tokens: Vec::new(),
        training: Some(date(2026, 1, 1)),
        review: None,
        state: State::Issued,
        certificates: vec![Held {
            sha256: format!("cert-{id}"),
            serial: "01".into(),
            der: Vec::new(),
            issued: at(-100 * DAY),
            until: at(100 * DAY),
            ended: None,
            outside: false,
        }],
        purpose: String::new(),
    }
}

fn directory() -> Directory {
    Directory {
        organisation: "检测中心".into(),
        number: 3,
        issued: at(-DAY),
        next: at(6 * DAY),
        sample: false,
        root: Vec::new(),
        issuing: Vec::new(),
        crl: Vec::new(),
        root_crl: Vec::new(),
        policy: Policy::default(),
        release: None,
        people: vec![
            person("P0001", "张三", "检测员"),
            person("P0002", "李四", "授权签字人"),
            person("P0003", "王五", "保管员"),
        ],
        seals: vec![Seal {
            name: "专用章".into(),
            artwork: "art".into(),
            custodian: "P0003".into(),
            deputies: Vec::new(),
            scope: Scope { kinds: vec!["检测报告".into()], ..Scope::default() },
            needs: vec![
                Need { person: Some("P0001".into()), post: None },
                Need { person: None, post: Some("授权签字人".into()) },
            ],
            ordered: true,
            ticket: TicketNeed::WhenUnsigned,
            approvers: vec!["P0002".into()],
            in_use: true,
        }],
        heads: Vec::new(),
        outside: Default::default(),
    }
}

fn facts() -> SigningFacts<'static> {
    SigningFacts {
        certificate: "cert-P0001",
        identity: Some("id"),
        on_token: false,
        kind: "检测报告",
        department: "",
        second: None,
        fingerprint: false,
        login: Login::NotSet,
        device: "device-1",
        consent: true,
        reviewed: Some(true),
        protected: Protected::No,
        now: at(0),
        today: today(),
    }
}

fn memory() -> Memory {
    let mut memory = Memory::default();
    memory.identities.insert("id".into(), Remembered::new(at(-DAY)));
    memory
}

fn blocks(change: impl FnOnce(&mut Directory, &mut Memory, &mut SigningFacts<'static>)) -> Vec<Rule> {
    let (mut directory, mut memory, mut facts) = (directory(), memory(), facts());
    change(&mut directory, &mut memory, &mut facts);
    signing(Some(&directory), &memory, &facts).blocks
}

fn known(memory: &mut Memory) -> &mut Remembered {
    memory.identities.get_mut("id").unwrap()
}

#[test]
fn what_is_in_order_is_signed_and_leaves_its_records() {
    let ruling = signing(Some(&directory()), &memory(), &facts());
    assert!(ruling.blocks.is_empty() && ruling.warnings.is_empty(), "{ruling:?}");
    assert_eq!(ruling.records, [Rule::PlaceRecorded]);
    // Without an office there are no rules but one's own memory.
    assert!(signing(None, &Memory::default(), &facts()).blocks.is_empty());
}

#[test]
fn a_pin_is_initial_or_ages() {
    assert_eq!(blocks(|_, m, _| known(m).initial = true), [Rule::InitialPin]);
    assert_eq!(blocks(|_, m, _| known(m).pin_set = at(-61 * DAY)), [Rule::PinAge]);
    assert!(blocks(|_, m, _| known(m).pin_set = at(-60 * DAY)).is_empty());
    let mut memory = memory();
    known(&mut memory).pin_set = at(-50 * DAY);
    assert_eq!(signing(Some(&directory()), &memory, &facts()).warnings, [Rule::PinAgeing]);
}

#[test]
fn a_new_pin_is_strong_and_was_not_used_before() {
    let policy = Policy::default();
    let refused = |memory: &Memory, pin: &str| match new_pin(&policy, memory, "id", pin) {
        Err(registry::Error::Refused(rule)) => Some(rule),
        _ => None,
    };
    let mut memory = memory();
    for weak in ["1234567", "83051764", "abcdefgh"] {
        assert_eq!(refused(&memory, weak), Some(Rule::PinStrength), "{weak}");
    }
    assert_eq!(refused(&memory, "红木 8305 17"), None);
    known(&mut memory).earlier.push(trace("id", "red wood 83"));
    assert_eq!(refused(&memory, "red wood 83"), Some(Rule::PinHistory));
    for n in 0..5 {
        known(&mut memory).earlier.push(trace("id", &format!("other {n}")));
    }
    assert_eq!(refused(&memory, "red wood 83"), None, "five later ones were used since");
}

#[test]
fn it_is_used_where_and_for_what_it_was_given() {
    assert_eq!(blocks(|d, _, _| d.people[0].condition = Condition::OffSite), [Rule::OffSite]);
    let journey = |from: i64, until: i64, ended: Option<i64>| Travel {
        place: "苏州".into(),
        reason: "检测".into(),
        from: at(from),
        until: at(until),
        declared: at(from),
        ended: ended.map(at),
    };
    let with = |travel: Travel| {
        blocks(move |d, m, _| {
            d.people[0].condition = Condition::OffSite;
            m.travels.push(travel);
        })
    };
    assert!(with(journey(-DAY, DAY, None)).is_empty());
    assert_eq!(with(journey(-2 * DAY, -DAY, None)), [Rule::OffSite]);
    assert_eq!(with(journey(-DAY, DAY, Some(-60))), [Rule::OffSite]);
    assert_eq!(with(journey(60, DAY, None)), [Rule::OffSite]);
    let devices = blocks(|d, _, _| {
        d.people[0].condition = Condition::Devices;
        d.people[0].devices = vec!["device-2".into()];
    });
    assert_eq!(devices, [Rule::Device]);
    assert_eq!(blocks(|d, _, _| d.people[0].scope.kinds = vec!["合同".into()]), [Rule::Scope]);
    let elsewhere = blocks(|d, _, f| {
        d.people[0].scope.departments = vec!["一室".into()];
        f.department = "二室";
    });
    assert_eq!(elsewhere, [Rule::Department]);
    let unsaid = blocks(|d, _, _| d.people[0].scope.departments = vec!["一室".into()]);
    assert_eq!(unsaid, [Rule::Department], "what nobody said is not within it");
    let within = blocks(|d, _, f| {
        d.people[0].scope.departments = vec!["一室".into()];
        f.department = "一室";
    });
    assert!(within.is_empty());
    assert_eq!(blocks(|d, _, _| d.people[0].scope.until = Some(date(2026, 1, 1))), [Rule::Period]);
}

#[test]
fn it_ends_with_the_state_the_post_and_the_employment() {
    assert_eq!(blocks(|d, _, _| d.people[0].state = State::Suspended), [Rule::Suspended]);
    assert_eq!(blocks(|d, _, _| d.people[0].state = State::Transferred), [Rule::Left]);
    assert_eq!(blocks(|d, _, _| d.people[0].state = State::Revoked), [Rule::Revoked]);
    assert_eq!(blocks(|d, _, _| d.people[0].ends = Some(date(2026, 1, 1))), [Rule::Left]);
    assert_eq!(blocks(|d, _, _| d.people[0].posts[0].until = Some(date(2026, 1, 1))), [Rule::Left]);
    let ended = Ended { at: at(-60), reason: 5 };
    assert_eq!(blocks(|d, _, _| d.people[0].certificates[0].ended = Some(ended)), [Rule::Revoked]);
    let trouble = Some(registry::files::Trouble::Leak);
    assert_eq!(blocks(|_, m, _| known(m).trouble = trouble), [Rule::Suspended]);
}

#[test]
fn the_signer_has_read_and_agrees_and_the_clock_goes_forward() {
    assert_eq!(blocks(|_, _, f| f.consent = false), [Rule::Consent]);
    assert_eq!(blocks(|_, _, f| f.reviewed = Some(false)), [Rule::Reviewed]);
    assert_eq!(blocks(|_, m, _| m.last_seen = Some(at(600))), [Rule::ClockBack]);
    assert_eq!(blocks(|d, _, _| d.policy.second_factor = SecondFactor::Token), [Rule::SecondFactor]);
    assert_eq!(blocks(|_, _, f| f.kind = "党组文件"), [Rule::ExcludedKind]);
    let (directory, memory) = (directory(), memory());
    let law = SigningFacts { kind: "继承协议", ..facts() };
    assert_eq!(signing(Some(&directory), &memory, &law).warnings, [Rule::BarredKind]);
    let late = SigningFacts { now: at(7 * DAY), ..facts() };
    assert!(signing(Some(&directory), &memory, &late).warnings.contains(&Rule::DirectoryStale));
    let outside = SigningFacts { certificate: "somebody", ..facts() };
    assert_eq!(signing(Some(&directory), &memory, &outside).records, [Rule::OutsideIdentity]);
    let forbidden = blocks(|d, _, f| {
        d.policy.outside_allowed = false;
        f.certificate = "somebody";
    });
    assert_eq!(forbidden, [Rule::OutsideIdentity]);
}

#[test]
fn a_second_person_is_another_one_whose_identity_stands() {
    let with = |second: Option<&'static str>, change: fn(&mut Directory)| {
        blocks(|d, _, f| {
            d.policy.second_factor = SecondFactor::Person;
            f.second = second;
            change(d);
        })
    };
    assert_eq!(with(None, |_| ()), [Rule::SecondFactor]);
    assert!(with(Some("cert-P0002"), |_| ()).is_empty());
    assert_eq!(with(Some("cert-P0001"), |_| ()), [Rule::SecondFactor], "nobody is their own second person");
    assert_eq!(with(Some("stranger"), |_| ()), [Rule::SecondFactor]);
    assert_eq!(with(Some("cert-P0002"), |d| d.people[1].state = State::Suspended), [Rule::SecondFactor]);
    // Whoever signs from outside signs under the house's second factor too.
    let outside = blocks(|d, _, f| {
        d.policy.second_factor = SecondFactor::Token;
        f.certificate = "somebody";
    });
    assert_eq!(outside, [Rule::SecondFactor]);
}

#[test]
fn a_login_comes_before_the_pin_where_the_house_wants_one_or_one_is_set() {
    let with = |required: bool, login: Login| {
        blocks(|d, _, f| {
            d.policy.login_required = required;
            f.login = login;
        })
    };
    assert!(with(false, Login::NotSet).is_empty());
    assert_eq!(with(true, Login::NotSet), [Rule::Login]);
    assert_eq!(with(false, Login::Out), [Rule::Login], "a login that is set is no ornament");
    assert_eq!(with(true, Login::Out), [Rule::Login]);
    assert!(with(true, Login::In).is_empty());
    let without_office = SigningFacts { login: Login::Out, ..facts() };
    assert_eq!(signing(None, &memory(), &without_office).blocks, [Rule::Login]);
}

#[test]
fn a_fingerprint_or_what_is_at_least_as_much() {
    let with = |change: fn(&mut SigningFacts<'static>)| {
        blocks(|d, _, f| {
            d.policy.second_factor = SecondFactor::Fingerprint;
            change(f);
        })
    };
    assert_eq!(with(|_| ()), [Rule::SecondFactor]);
    assert!(with(|f| f.fingerprint = true).is_empty());
    assert!(with(|f| f.on_token = true).is_empty());
    assert!(with(|f| f.second = Some("cert-P0002")).is_empty());
    assert_eq!(with(|f| f.second = Some("cert-P0001")), [Rule::SecondFactor]);
    let token = blocks(|d, _, f| {
        d.policy.second_factor = SecondFactor::Token;
        f.fingerprint = true;
    });
    assert_eq!(token, [Rule::SecondFactor], "where a token is wanted, a finger is none");
}

fn seal_facts(signed: &[Signed]) -> SealingFacts<'_> {
    SealingFacts {
        seal: "专用章",
        artwork: "art",
        certificate: "cert-P0003",
        person: None,
        sha256: "file",
        file: "报告.pdf",
        pages: &[2],
        count: 1,
        kind: "检测报告",
        department: "",
        signed,
        printing: false,
        now: at(0),
        today: today(),
    }
}

fn signed(certificate: &str, revision: usize) -> Signed {
    Signed { certificate: certificate.into(), revision, at: None }
}

#[test]
fn a_seal_wants_the_right_persons_in_their_order() {
    let (directory, memory) = (directory(), Memory::default());
    let verdict = |signed: &[Signed]| sealing(&directory, &memory, &seal_facts(signed)).ruling.blocks;
    let (zhang, li) = (signed("cert-P0001", 1), signed("cert-P0002", 2));
    assert!(verdict(&[zhang.clone(), li]).is_empty());
    assert_eq!(verdict(std::slice::from_ref(&zhang)), [Rule::ApprovalFirst]);
    assert_eq!(verdict(&[signed("cert-P0002", 1), signed("cert-P0001", 2)]), [Rule::ApprovalFirst]);
    assert_eq!(verdict(&[zhang, signed("stranger", 2)]), [Rule::ApprovalFirst]);
    assert_eq!(verdict(&[]), [Rule::ApprovalFirst]);
}

#[test]
fn a_seal_is_used_by_its_keeper_or_a_deputy_in_time() {
    let mut directory = directory();
    let memory = Memory::default();
    let both = [signed("cert-P0001", 1), signed("cert-P0002", 2)];
    let by = |directory: &Directory, certificate| {
        sealing(directory, &memory, &SealingFacts { certificate, ..seal_facts(&both) }).ruling
    };
    assert_eq!(by(&directory, "cert-P0001").blocks, [Rule::Custodian]);
    assert_eq!(by(&directory, "stranger").blocks, [Rule::Custodian]);
    let deputy = Deputy { person: "P0001".into(), from: at(-60), until: at(60), witness: "钱工".into() };
    directory.seals[0].deputies.push(deputy);
    assert_eq!(by(&directory, "cert-P0001").records, [Rule::Deputy]);
    directory.seals[0].deputies[0].until = at(-1);
    assert_eq!(by(&directory, "cert-P0001").blocks, [Rule::Custodian]);
}

#[test]
fn a_seal_is_one_of_the_offices_and_for_its_kind() {
    let mut directory = directory();
    let memory = Memory::default();
    let both = [signed("cert-P0001", 1), signed("cert-P0002", 2)];
    let with =
        |directory: &Directory, facts: SealingFacts<'_>| sealing(directory, &memory, &facts).ruling.blocks;
    let other = SealingFacts { seal: "公章", artwork: "", ..seal_facts(&both) };
    assert_eq!(with(&directory, other), [Rule::SealMaker]);
    let copied = SealingFacts { artwork: "another picture", ..seal_facts(&both) };
    assert_eq!(with(&directory, copied), [Rule::SealMaker]);
    assert_eq!(with(&directory, SealingFacts { kind: "合同", ..seal_facts(&both) }), [Rule::SealKind]);
    directory.seals[0].scope.departments = vec!["一室".into()];
    assert_eq!(with(&directory, seal_facts(&both)), [Rule::Department]);
    let within = SealingFacts { department: "一室", ..seal_facts(&both) };
    assert!(with(&directory, within.clone()).is_empty());
    directory.seals[0].in_use = false;
    assert_eq!(with(&directory, within), [Rule::Suspended]);
}

fn with_ticket(change: impl FnOnce(&mut Ticket)) -> Memory {
    let mut ticket = Ticket {
        id: "t1".into(),
        name: "报告.pdf".into(),
        sha256: "file".into(),
        seal: "专用章".into(),
        pages: vec![2],
        count: 1,
        print: false,
        approver: "P0002".into(),
        approver_name: "李四".into(),
        words: String::new(),
        at: at(-60),
        until: at(3600),
    };
    change(&mut ticket);
    let mut memory = Memory::default();
    memory.tickets.insert(ticket.id.clone(), ticket);
    memory
}

#[test]
fn an_approval_is_for_one_file_one_seal_its_pages_and_once() {
    let directory = directory();
    let good = with_ticket(|_| ());
    let leave = sealing(&directory, &good, &seal_facts(&[]));
    assert!(leave.ruling.blocks.is_empty());
    assert_eq!(leave.ticket.as_deref(), Some("t1"));
    let blocks = |memory: &Memory, facts: SealingFacts<'_>| sealing(&directory, memory, &facts).ruling.blocks;
    assert_eq!(blocks(&good, SealingFacts { sha256: "other", ..seal_facts(&[]) }), [Rule::TicketFile]);
    let another = SealingFacts { sha256: "other", file: "another.pdf", ..seal_facts(&[]) };
    assert_eq!(blocks(&good, another), [Rule::ApprovalFirst]);
    assert_eq!(blocks(&good, SealingFacts { pages: &[1], ..seal_facts(&[]) }), [Rule::TicketSeal]);
    assert_eq!(blocks(&good, SealingFacts { count: 2, ..seal_facts(&[]) }), [Rule::TicketSeal]);
    assert_eq!(blocks(&with_ticket(|t| t.until = at(-1)), seal_facts(&[])), [Rule::TicketExpired]);
    assert_eq!(blocks(&with_ticket(|t| t.at = at(60)), seal_facts(&[])), [Rule::TicketExpired]);
    let stranger = with_ticket(|t| t.approver = "P0001".into());
    assert_eq!(blocks(&stranger, seal_facts(&[])), [Rule::TicketSeal]);
    let mut used = with_ticket(|_| ());
    used.used.insert("t1".into());
    assert_eq!(blocks(&used, seal_facts(&[])), [Rule::TicketUsed]);
    let mut restored = with_ticket(|_| ());
    restored.restored = Some(at(-30));
    assert_eq!(blocks(&restored, seal_facts(&[])), [Rule::TicketUsed]);
    let printing = SealingFacts { printing: true, ..seal_facts(&[]) };
    assert_eq!(blocks(&good, printing.clone()), [Rule::PrintApproval]);
    assert!(blocks(&with_ticket(|t| t.print = true), printing).is_empty());
}

#[test]
fn of_several_approvals_the_closest_says_why_it_does_not_fit() {
    let directory = directory();
    // Whichever comes first by its number, the used one allowed the print and the other never did.
    for (used, other) in [("t1", "t2"), ("t2", "t1")] {
        let mut memory = with_ticket(|_| ());
        let ticket = memory.tickets.remove("t1").unwrap();
        memory.tickets.insert(used.into(), Ticket { id: used.into(), print: true, ..ticket.clone() });
        memory.tickets.insert(other.into(), Ticket { id: other.into(), print: false, ..ticket });
        memory.used.insert(format!("{used}/print"));
        let printing = SealingFacts { printing: true, ..seal_facts(&[]) };
        assert_eq!(sealing(&directory, &memory, &printing).ruling.blocks, [Rule::TicketUsed]);
    }
}

#[test]
fn a_house_that_wants_encryption_refuses_what_could_be_encrypted_and_warns_of_what_cannot() {
    let said = |protected: Protected| {
        let mut directory = directory();
        directory.policy.encrypt_output = true;
        signing(Some(&directory), &memory(), &SigningFacts { protected, ..facts() })
    };
    assert_eq!(said(Protected::No).blocks, [Rule::EncryptOutput]);
    assert!(said(Protected::Yes).blocks.is_empty() && said(Protected::Yes).warnings.is_empty());
    assert!(said(Protected::Impossible).blocks.is_empty());
    assert_eq!(said(Protected::Impossible).warnings, [Rule::EncryptOutput]);
}
