//! `vermilion office`

use std::path::{Path, PathBuf};

use engine::{Engine, SealFacts};
use wire::{
    AddIncident, AddOfficer, ChangeOfficerPin, ChangePerson, Failure, FailureCode, HandOverSeal,
    InspectionOf, KeepPolicy, KeepRelease, KeepSeal, Keyholders, Leave, MoveRoot, NeedEntry, NewOfficer,
    OfficePolicy, OfficeState, PeopleQuery, PersonFacts, ReleaseNotice, RulesAnswer, ScopeEntry, StartOffice,
    Text, TokenEntry,
};

use crate::office_arguments::{Office, Person, Seals};
use crate::office_identity::{describe, leave, leaves, usage, written};
use crate::secrets;
use crate::terminal::Terminal;

/// Carries a command out.
pub fn run(engine: &Engine, terminal: &Terminal, office: Office) -> Result<u8, Failure> {
    match office {
        Office::Init { organization, keyholders, auditors, pin_stdin } => {
            init(engine, terminal, organization, &keyholders, &auditors, pin_stdin)?;
        }
        Office::Show { json } => show(terminal, &engine.office_state(())?, json)?,
        Office::People { person: Some(person), specimen: Some(output), .. } => {
            engine.write_specimen(&person, &output)?;
            written(terminal, &output);
        }
        Office::People { person: Some(person), json, .. } => {
            let file = engine.office_person(person)?;
            if json {
                terminal.json(&file)?;
                return Ok(0);
            }
            describe(terminal, &file);
            for step in &file.steps {
                let words = |prefix: &str, code: &str| match code {
                    "" => String::new(),
                    code => terminal.words(&Text::new(format!("{prefix}{code}"))),
                };
                terminal.tell(
                    &Text::new("cli-step")
                        .with("at", step.at.as_str())
                        .with("step", words("step-", &step.step))
                        .with("state", words("state-", &step.state))
                        .with("who", step.who.as_str())
                        .with("why", step.why.as_str()),
                );
            }
        }
        Office::People { person: None, state, text, json, .. } => {
            let page = engine.office_people(PeopleQuery { text, state, offset: 0, limit: 1000 })?;
            if json {
                terminal.json(&page)?;
                return Ok(0);
            }
            for entry in page.people {
                terminal.tell(
                    &Text::new("cli-person")
                        .with("id", entry.id)
                        .with("name", entry.name)
                        .with("post", entry.post)
                        .with("department", entry.department)
                        .with("state", terminal.words(&Text::new(format!("state-{}", entry.state)))),
                );
            }
        }
        Office::Person(person) => change_person(engine, terminal, *person)?,
        Office::Seals(seals) => self::seals(engine, terminal, *seals)?,
        Office::HandOver { seal, to, from, until, witness, by } => {
            let by = leave(terminal, &by.officer, by.pin_stdin)?;
            let seal = engine.hand_over_seal(HandOverSeal { seal, to, from, until, witness, by })?;
            tell_seal(terminal, &seal);
        }
        Office::AddOfficer { name, role, keyholders } => {
            let leaves = leaves(terminal, &keyholders.keyholders, keyholders.pin_stdin)?;
            let pin = secrets::get_new_of(terminal, keyholders.pin_stdin, "cli-ask-new-officer-pin", &name)?;
            let officer = NewOfficer { name: name.clone(), role, pin };
            engine.add_officer(AddOfficer { officer, keyholders: leaves })?;
            terminal.tell(&Text::new("cli-officer-added").with("name", name));
        }
        Office::Pin { officer, pin_stdin } => {
            let old = secrets::get_of(terminal, pin_stdin, "cli-ask-officer-pin", &officer)?;
            let new = secrets::get_new_of(terminal, pin_stdin, "cli-ask-new-officer-pin", &officer)?;
            engine.change_officer_pin(ChangeOfficerPin { officer, old, new })?;
            terminal.tell(&Text::new("cli-pin-changed"));
        }
        Office::Policy { settings, by } => {
            let mut policy = engine.office_state(())?.policy;
            for setting in &settings {
                let (name, value) = setting.split_once('=').ok_or_else(usage)?;
                set(&mut policy, name, value).ok_or_else(usage)?;
            }
            let by = leave(terminal, &by.officer, by.pin_stdin)?;
            terminal.json(&engine.keep_policy(KeepPolicy { policy, by })?.policy)?;
        }
        Office::Release { version, security, place, installer, sha256, say, withdraw, by } => {
            let sha256 = match installer {
                Some(path) => engine.installer_at(&path)?.sha256,
                None => sha256,
            };
            let version = version.filter(|_| !withdraw);
            let release =
                version.map(|version| ReleaseNotice { version, security, place, sha256, words: say });
            let by = leave(terminal, &by.officer, by.pin_stdin)?;
            let kept = engine.keep_release(KeepRelease { release, by })?;
            terminal.json(&kept.release)?;
        }
        Office::ExportUpdate { output, keyholders } => {
            let keyholders = leaves(terminal, &keyholders.keyholders, keyholders.pin_stdin)?;
            engine.write_directory(&Keyholders { keyholders }, &output)?;
            written(terminal, &output);
        }
        Office::ImportUpdate { files, bind, officer, pin_stdin } => {
            return import(engine, terminal, &files, bind.as_deref(), officer.as_deref(), pin_stdin);
        }
        Office::MoveRoot { output, keyholders } => {
            let pins = leaves(terminal, &keyholders.keyholders, keyholders.pin_stdin)?;
            let password = secrets::get_new(terminal, keyholders.pin_stdin, "cli-ask-new-key-password")?;
            engine.move_root_away(&MoveRoot { keyholders: pins, password }, &output)?;
            written(terminal, &output);
        }
        Office::Report { period, output, json } => {
            let of = period_of(&period)?;
            match output {
                Some(output) => {
                    engine.write_inspection(of, &output)?;
                    written(terminal, &output);
                }
                None if json => terminal.json(&engine.inspection(of)?)?,
                None => {
                    for one in engine.inspection(of)?.to_do {
                        let rule = terminal.words(&Text::new(format!("rule-{}", one.rule)));
                        terminal.say(format!("{rule} ({})  {}", one.clause, one.about));
                    }
                }
            }
        }
        Office::Incidents { add, person, words, measure, officer, pin_stdin } => match add {
            Some(kind) => {
                let by = leave(terminal, &officer.ok_or_else(usage)?, pin_stdin)?;
                let words = words.ok_or_else(usage)?;
                terminal.json(&engine.add_incident(AddIncident { kind, person, words, measure, by })?)?;
            }
            None => terminal.json(&engine.incidents(())?)?,
        },
        Office::Returned { take_out: Some(sha256), output: Some(output) } => {
            engine.write_returned(&sha256, &output)?;
            written(terminal, &output);
        }
        Office::Returned { .. } => terminal.json(&engine.returned_reports(())?)?,
        Office::Unused => terminal.json(&engine.unused_signatures(())?)?,
        Office::Rules { json } => {
            let rules = engine.rules_of_use(())?;
            if json {
                terminal.json(&rules)?;
                return Ok(0);
            }
            for rule in rules {
                let said = terminal.words(&Text::new(format!("rule-{}", rule.id)));
                terminal.say(format!("{:18} {:24} {said}", rule.id, rule.clause));
            }
        }
        Office::Compliance { about, output } => {
            match about.parse::<i16>() {
                Ok(year) => engine.write_compliance_of_year(year, &output)?,
                Err(_) => engine.write_compliance_of(Path::new(&about), &output)?,
            }
            written(terminal, &output);
        }
        Office::MaySeal { input, seal, identity, kind, department, page, print, json } => {
            if print {
                engine.may_print(&input, &seal)?;
                terminal.tell(&Text::new("cli-print-allowed"));
                return Ok(0);
            }
            let certificate =
                identity.map(|name| engine.fingerprint_of(&name)).transpose()?.unwrap_or_default();
            let facts = SealFacts {
                seal: &seal,
                certificate: &certificate,
                pages: &page,
                kind: &kind,
                department: &department,
                count: 1,
                ..SealFacts::default()
            };
            let answer = engine.sealing_rules_of_file(&input, &facts)?;
            if json {
                terminal.json(&answer)?;
                return Ok(if answer.allowed { 0 } else { 5 });
            }
            return Ok(tell_answer(terminal, &answer));
        }
        Office::Demo { folder } => {
            engine.write_demo(&folder)?;
            terminal.tell(&Text::new("cli-demo-made").with("folder", folder.display().to_string()));
        }
    }
    Ok(0)
}

fn init(
    engine: &Engine,
    terminal: &Terminal,
    organisation: String,
    keyholders: &[String],
    auditors: &[String],
    pin_stdin: bool,
) -> Result<(), Failure> {
    let mut officers = Vec::new();
    let all =
        keyholders.iter().map(|name| (name, "manage")).chain(auditors.iter().map(|name| (name, "audit")));
    for (name, role) in all {
        let pin = secrets::get_new_of(terminal, pin_stdin, "cli-ask-new-officer-pin", name)?;
        officers.push(NewOfficer { name: name.clone(), role: role.to_owned(), pin });
    }
    if keyholders.len() != 2 {
        return Err(usage());
    }
    let state = engine.start_office(StartOffice { organisation, officers })?;
    let root = engine.office_root()?;
    terminal
        .tell(&Text::new("cli-office-opened").with("organisation", state.organisation).with("root", root));
    Ok(())
}

fn show(terminal: &Terminal, state: &OfficeState, json: bool) -> Result<(), Failure> {
    if json {
        return terminal.json(state);
    }
    match (&state.directory, state.office) {
        (None, false) => terminal.tell(&Text::new("cli-office-none")),
        (directory, _) => {
            let number = directory.as_ref().map_or(0, |directory| directory.number);
            let next = directory.as_ref().map(|directory| directory.next.clone()).unwrap_or_default();
            terminal.tell(
                &Text::new("cli-office-state")
                    .with("organisation", state.organisation.as_str())
                    .with("number", number)
                    .with("next", next),
            );
        }
    }
    Ok(())
}

fn change_person(engine: &Engine, terminal: &Terminal, person: Person) -> Result<(), Failure> {
    let by = leave(terminal, &person.by.officer, person.by.pin_stdin)?;
    let tokens = person.token.iter().map(|text| {
        let mut parts = text.split(':').map(str::to_owned);
        let (serial, issued, end_of_life) = (parts.next(), parts.next(), parts.next());
        Ok(TokenEntry {
            serial: serial.ok_or_else(usage)?,
            issued: issued.ok_or_else(usage)?,
            end_of_life: end_of_life.ok_or_else(usage)?,
            warranty: None,
            state: parts.next().unwrap_or_else(|| "primary".to_owned()),
        })
    });
    let tokens = tokens.collect::<Result<Vec<_>, Failure>>()?;
    let scope = ScopeEntry {
        kinds: person.kinds,
        departments: person.departments,
        from: person.from,
        until: person.until,
    };
    let facts = PersonFacts {
        department: person.department,
        ends: person.ends,
        posts: None,
        condition: person.condition,
        scope: Some(scope).filter(|scope| *scope != ScopeEntry::default()),
        devices: Some(person.device).filter(|devices| !devices.is_empty()),
        tokens: Some(tokens).filter(|tokens| !tokens.is_empty()),
        training: person.training,
    };
    let changed = engine.change_person(ChangePerson { person: person.person, by, why: person.why, facts })?;
    describe(terminal, &changed);
    Ok(())
}

fn seals(engine: &Engine, terminal: &Terminal, seals: Seals) -> Result<(), Failure> {
    let Some(name) = seals.keep else {
        let known = engine.office_seals(())?;
        if seals.json {
            return terminal.json(&known);
        }
        known.iter().for_each(|seal| tell_seal(terminal, seal));
        return Ok(());
    };
    let by = leave(terminal, &seals.officer.ok_or_else(usage)?, seals.pin_stdin)?;
    let persons = seals.needs.into_iter().map(|person| NeedEntry { person: Some(person), post: None });
    let posts = seals.needs_post.into_iter().map(|post| NeedEntry { person: None, post: Some(post) });
    let kept = engine.keep_seal(KeepSeal {
        name,
        artwork: seals.artwork,
        custodian: seals.custodian.ok_or_else(usage)?,
        scope: ScopeEntry { kinds: seals.kinds, departments: seals.departments, ..ScopeEntry::default() },
        needs: persons.chain(posts).collect(),
        ordered: seals.ordered,
        ticket: seals.ticket,
        approvers: seals.approvers,
        in_use: !seals.put_away,
        by,
        why: seals.why,
    })?;
    if seals.json {
        return terminal.json(&kept);
    }
    tell_seal(terminal, &kept);
    Ok(())
}

fn tell_seal(terminal: &Terminal, seal: &wire::SealEntry) {
    terminal.tell(
        &Text::new("cli-office-seal")
            .with("name", seal.name.as_str())
            .with("custodian", seal.custodian.name.as_str())
            .with("ticket", seal.ticket.as_str()),
    );
}

/// Takes letters over, one after the other; the first that fails ends it.
fn import(
    engine: &Engine,
    terminal: &Terminal,
    files: &[PathBuf],
    bind: Option<&str>,
    officer: Option<&str>,
    pin_stdin: bool,
) -> Result<u8, Failure> {
    let by = officer.map(|officer| leave(terminal, officer, pin_stdin)).transpose()?;
    for file in files {
        let looked = engine.look_at_letter(file)?;
        let bound = match (&looked.root, bind) {
            (Some(root), Some(told)) => {
                let told: String = told.chars().filter(char::is_ascii_hexdigit).collect();
                told.len() >= 16 && root.starts_with(&told.to_ascii_lowercase())
            }
            _ => false,
        };
        let again = by.as_ref().map(|by| Leave {
            officer: by.officer.clone(),
            pin: wire::Secret::new(by.pin.expose().to_owned()),
        });
        let taken = engine.take_letter(file, bound, again.as_ref())?;
        terminal.tell(&taken.told);
    }
    Ok(0)
}

fn tell_answer(terminal: &Terminal, answer: &RulesAnswer) -> u8 {
    answer.blocks.iter().chain(&answer.warnings).for_each(|rule| tell_rule(terminal, rule));
    if answer.allowed {
        terminal.tell(&Text::new("cli-allowed"));
    }
    if answer.allowed { 0 } else { 5 }
}

/// Tells what a rule says, with its clause.
pub fn tell_rule(terminal: &Terminal, rule: &wire::RuleEntry) {
    let said = terminal.words(&Text::new(format!("rule-{}", rule.id)));
    terminal.tell(&Text::new("cli-rule").with("rule", said).with("clause", rule.clause.as_str()));
}

fn period_of(period: &str) -> Result<InspectionOf, Failure> {
    let (year, month) = match period.split_once('-') {
        Some((year, month)) => (year, Some(month.parse().map_err(|_| usage())?)),
        None => (period, None),
    };
    Ok(InspectionOf { year: year.parse().map_err(|_| Failure::new(FailureCode::Usage))?, month })
}

/// Sets one of the rules of the house; `None` for a name or a value that is none.
fn set(policy: &mut OfficePolicy, name: &str, value: &str) -> Option<()> {
    let number = |slot: &mut u32| value.parse().map(|number| *slot = number).ok();
    let flag = |slot: &mut bool| value.parse().map(|flag| *slot = flag).ok();
    match name {
        "pin-days" => number(&mut policy.pin_days),
        "pin-warn-days" => number(&mut policy.pin_warn_days),
        "pin-history" => number(&mut policy.pin_history),
        "pin-characters" => number(&mut policy.pin_characters),
        "idle-minutes" => number(&mut policy.idle_minutes),
        "directory-days" => number(&mut policy.directory_days),
        "backup-days" => number(&mut policy.backup_days),
        "unused-days" => number(&mut policy.unused_days),
        "retention-years" => number(&mut policy.retention_years),
        "outside-allowed" => flag(&mut policy.outside_allowed),
        "consent" => flag(&mut policy.consent),
        "clock-blocks" => flag(&mut policy.clock_blocks),
        "encrypt-output" => flag(&mut policy.encrypt_output),
        "second-factor" => {
            value.clone_into(&mut policy.second_factor);
            Some(())
        }
        _ => None,
    }
}
