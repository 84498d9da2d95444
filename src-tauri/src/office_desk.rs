//! The office's commands that need the system's dialogs: which letter, and where a letter goes. A place is asked for only
//! once the PINs are known to be right.

use std::path::Path;

use wire::{
    Apply, BackupFacts, BackupUnder, ChosenFile, Document, Failure, GiveUnlock, InspectionOf, Installer,
    IssueIdentity, IssueTicket, IssuedCopy, Keyholders, MoveRoot, OfficeFile, ReportTrouble, RestoredBackup,
    ReturnReport, TakenApprovals,
};

use crate::desk::Desk;
use crate::dialogs::Ask;

/// Endings of letters and packages; a station's log comes as JSON.
const LETTERS: &[&str] = &["vletter", "vissue", "json"];

impl Desk {
    /// Asks where a letter goes, and has it written there.
    fn letter(
        &self,
        kind: &str,
        about: &str,
        write: impl FnOnce(&Path) -> Result<(), Failure>,
    ) -> Result<Option<ChosenFile>, Failure> {
        let name = self.engine().proposed_letter(kind, about);
        let endings: &'static [&'static str] = match kind {
            "issue" => &["vissue"],
            "backup" => &["vbackup"],
            "inspection" => &["pdf"],
            _ => &["vletter"],
        };
        let ask = Ask::new("dialog-save-letter", "dialog-kind-letter", endings).starting_at(None, Some(name));
        self.place(ask, |path| {
            write(path)?;
            self.engine().chosen(path)
        })
    }

    /// Asks for a paper to attach.
    pub fn choose_attachment(&self, (): ()) -> Result<Option<ChosenFile>, Failure> {
        let ask = Ask::new("dialog-open-attachment", "dialog-kind-attachment", &[]);
        self.pick(ask, |path| self.engine().chosen(path))
    }

    /// Asks for a letter or package and tells what it is.
    pub fn choose_office_file(&self, (): ()) -> Result<Option<OfficeFile>, Failure> {
        let ask = Ask::new("dialog-open-letter", "dialog-kind-letter", LETTERS);
        self.pick(ask, |path| self.engine().look_at_letter(path))
    }

    /// Asks for approvals, as many as there are, and takes them over.
    pub fn take_approvals(&self, (): ()) -> Result<Option<TakenApprovals>, Failure> {
        let ask = Ask::new("dialog-open-approvals", "dialog-kind-letter", &["vletter"]);
        Ok(self.pick_many(ask).map(|paths| self.engine().take_approvals_of(&paths)))
    }

    /// Issues a copy, asking where.
    pub fn issue_identity(&self, request: IssueIdentity) -> Result<Option<IssuedCopy>, Failure> {
        self.engine().keyholders_stand(&request.keyholders)?;
        let name = self.engine().proposed_letter("issue", &request.person);
        let ask =
            Ask::new("dialog-save-letter", "dialog-kind-letter", &["vissue"]).starting_at(None, Some(name));
        self.place(ask, |path| {
            let issued = self.engine().write_issued_copy(&request, path)?;
            Ok(IssuedCopy { file: self.engine().chosen(path)?, ..issued })
        })
    }

    /// Writes a new directory, asking where.
    pub fn export_directory(&self, request: Keyholders) -> Result<Option<ChosenFile>, Failure> {
        self.engine().keyholders_stand(&request.keyholders)?;
        self.letter("directory", "", |path| self.engine().write_directory(&request, path).map(drop))
    }

    /// Asks for an installer and compares it with what the house says of it.
    pub fn check_installer(&self, (): ()) -> Result<Option<Installer>, Failure> {
        let ask = Ask::new("dialog-open-installer", "dialog-kind-installer", &[]);
        self.pick(ask, |path| self.engine().installer_at(path))
    }

    /// Writes the feedback that was composed last, asking where.
    pub fn save_feedback(&self, (): ()) -> Result<Option<ChosenFile>, Failure> {
        let name = self.engine().proposed_feedback();
        let ask =
            Ask::new("dialog-save-feedback", "dialog-kind-text", &["txt"]).starting_at(None, Some(name));
        self.place(ask, |path| self.engine().write_feedback(path))
    }

    /// Gives a locked station its tries back, asking where the letter goes.
    pub fn give_unlock(&self, request: GiveUnlock) -> Result<Option<ChosenFile>, Failure> {
        self.engine().keyholders_stand(&request.keyholders)?;
        self.letter("unlock", "", |path| self.engine().write_unlock(&request, path).map(drop))
    }

    /// Writes the inspection report, asking where.
    pub fn save_inspection(&self, request: InspectionOf) -> Result<Option<ChosenFile>, Failure> {
        let name = self.engine().proposed_letter("inspection", "");
        let ask =
            Ask::new("dialog-save-inspection", "dialog-kind-pdf", &["pdf"]).starting_at(None, Some(name));
        self.place(ask, |path| self.engine().write_inspection(request, path))
    }

    /// Makes the sample laboratory, asking for its folder.
    pub fn make_demo(&self, (): ()) -> Result<Option<ChosenFile>, Failure> {
        let ask = Ask::new("dialog-save-demo", "dialog-kind-letter", &[]);
        self.fold(ask, |folder| self.engine().write_demo(folder))
    }

    /// Applies for a signature, asking where the letter goes.
    pub fn apply_for_identity(&self, request: Apply) -> Result<Option<ChosenFile>, Failure> {
        let about = request.name.clone();
        self.letter("application", &about, |path| {
            self.engine().write_application(&request, &engine::ApplyWith::default(), path).map(drop)
        })
    }

    /// Writes the receipt of a copy that was taken over, asking where.
    pub fn save_receipt(&self, identity: String) -> Result<Option<ChosenFile>, Failure> {
        let about = self.engine().label_of(&identity)?;
        self.letter("receipt", &about, |path| self.engine().write_kept_receipt(&identity, path))
    }

    /// Takes a returned report out of the archive, asking where, and opens it there.
    pub fn take_out_returned(&self, sha256: String) -> Result<Option<Document>, Failure> {
        let name = self.engine().proposed_returned(&sha256)?;
        let ask = Ask::new("dialog-save-returned", "dialog-kind-pdf", &["pdf"]).starting_at(None, Some(name));
        self.place(ask, |path| {
            self.engine().write_returned(&sha256, path)?;
            self.engine().open_path(path)
        })
    }

    /// Reports loss, leak or misuse: suspended at once, whether the notice is written or not.
    pub fn report_trouble(&self, request: ReportTrouble) -> Result<Option<ChosenFile>, Failure> {
        self.engine().report_trouble(&request)?;
        self.letter("notice", "", |path| self.engine().write_notice(&request, path))
    }

    /// Asks the office for tries, asking where the letter goes.
    pub fn ask_unlock(&self, identity: String) -> Result<Option<ChosenFile>, Failure> {
        self.letter("unlock-request", "", |path| self.engine().write_unlock_request(&identity, path))
    }

    /// Writes an approval to seal, asking where.
    pub fn issue_ticket(&self, request: IssueTicket) -> Result<Option<ChosenFile>, Failure> {
        self.engine().may_write_ticket(&request)?;
        let about = request.seal.clone();
        self.letter("ticket", &about, |path| self.engine().write_ticket(&request, path))
    }

    /// Packs a signed report for the office, asking where.
    pub fn return_report(&self, request: ReturnReport) -> Result<Option<ChosenFile>, Failure> {
        self.engine().pin_opens(&request.identity, &request.pin)?;
        self.letter("return", "", |path| self.engine().write_return(&request, path))
    }

    /// Makes a backup, asking where.
    pub fn create_backup(&self, request: BackupUnder) -> Result<Option<ChosenFile>, Failure> {
        self.letter("backup", "", |path| self.engine().write_backup(&request, path).map(drop))
    }

    /// Asks for a backup and restores it into this profile.
    pub fn restore_backup(&self, request: BackupUnder) -> Result<Option<RestoredBackup>, Failure> {
        let ask = Ask::new("dialog-open-backup", "dialog-kind-backup", &["vbackup"]);
        self.pick(ask, |path| self.engine().restore_backup(path, &request.password))
    }

    /// Moves the root's key away, asking where it goes.
    pub fn move_root(&self, request: MoveRoot) -> Result<Option<ChosenFile>, Failure> {
        let name = self.engine().proposed_letter("root", "");
        let ask =
            Ask::new("dialog-save-root", "dialog-kind-key-file", &["p12"]).starting_at(None, Some(name));
        self.place(ask, |path| {
            self.engine().move_root_away(&request, path)?;
            self.engine().chosen(path)
        })
    }

    /// Asks for a backup and tries it.
    pub fn try_backup(&self, request: BackupUnder) -> Result<Option<BackupFacts>, Failure> {
        let ask = Ask::new("dialog-open-backup", "dialog-kind-backup", &["vbackup"]);
        self.pick(ask, |path| self.engine().check_backup(path, &request.password))
    }
}
