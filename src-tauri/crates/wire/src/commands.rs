//! The one list of commands.
//!
//! It drives the registration in the window, the permission manifest and the TypeScript bindings: a command that is
//! not here does not exist. `bytes` marks the answers that cross as raw bytes instead of JSON.

/// Hands the list to a macro: `name(Request) -> Response` a line; `()` where there is nothing.
#[macro_export]
macro_rules! commands {
    ($callback:ident) => {
        $callback! {
            /// What the page needs before it can show anything.
            start(()) -> Start;
            /// Keeps the settings.
            save_settings(Settings) -> ();

            /// Where the login stands.
            login_state(()) -> LoginState;
            /// Logs in with the password.
            log_in(LogIn) -> LoginState;
            /// Logs in by a fingerprint that the system recognises.
            log_in_by_finger(()) -> LoginState;
            /// Awaits a finger no longer.
            stop_finger(()) -> ();
            /// Logs out.
            log_out(LogOut) -> LoginState;
            /// Sets a login.
            set_login(SetLogin) -> LoginState;
            /// Gives the login another password.
            change_login(ChangeLogin) -> LoginState;
            /// Removes the login.
            remove_login(RemoveLogin) -> LoginState;
            /// Lets a fingerprint stand in for the password, or no longer.
            use_finger(bool) -> LoginState;
            /// Has the system recognise its user by a fingerprint, for the signature that is made next.
            confirm_by_finger(()) -> ();

            /// Asks for a PDF in the system's dialog; null where the user gave up, and for a signature file, which comes by
            /// the event `signature-file-opened`.
            choose_document(()) -> Option<Document>;
            /// Opens a file of the recent list.
            open_recent(String) -> Document;
            /// The files opened before, newest first.
            recent_files(()) -> Vec<RecentFile>;
            /// Empties the recent list.
            forget_recent(()) -> ();
            /// Opens the sample report that comes with the program: a copy in the user's documents.
            open_sample(()) -> Document;
            /// Gives an encrypted document's password.
            unlock_document(UnlockDocument) -> Document;
            /// Closes a document.
            close_document(DocumentId) -> ();
            /// Sizes of some pages.
            page_sizes(PageRange) -> Vec<PageSize>;
            /// A page's picture: PNG.
            draw_page(DrawPage) -> bytes;
            /// A page's text with its places.
            page_text(PageOf) -> Vec<TextLine>;
            /// Looks for a word in some pages.
            search_text(SearchText) -> Vec<Hit>;
            /// Shows a document in its folder.
            show_in_folder(DocumentId) -> ();

            /// The kept marks and those of this session, newest first.
            marks(()) -> Vec<Mark>;
            /// Hands over a drawn signature.
            add_drawn_mark(DrawnMark) -> Mark;
            /// Asks for a picture in the system's dialog; null where the user gave up.
            choose_image_mark(()) -> Option<Mark>;
            /// Keeps or forgets a mark, or takes its white paper away.
            change_mark(ChangeMark) -> Mark;
            /// Forgets a mark.
            remove_mark(String) -> ();
            /// The signature as it will be: PNG with transparency.
            draw_look(DrawLook) -> bytes;
            /// The document's signature fields.
            signature_fields(DocumentId) -> Vec<SignatureField>;
            /// The names of all fields of the document's form.
            form_fields(DocumentId) -> Vec<String>;
            /// Asks where the signed file shall go; null where the user gave up.
            choose_output(DocumentId) -> Option<ChosenFile>;
            /// Looks for what a signer should know before signing.
            check_document(CheckDocument) -> CheckUp;
            /// The kinds of findings, and which of them block.
            check_rules(()) -> Vec<CheckRule>;
            /// Where stamps would stand in a document, and how they would be bound.
            plan_stamps(PlanStamps) -> StampPlan;
            /// The picture of one planned mark: PNG with transparency.
            draw_stamp(DrawStamp) -> bytes;
            /// The kept ways of stamping.
            presets(()) -> Vec<Preset>;
            /// Keeps a way of stamping under its name.
            save_preset(Preset) -> ();
            /// Forgets a kept way of stamping, by its name.
            remove_preset(String) -> ();
            /// The names of the kept ways that fit a document and its signer, the one that fits best first.
            fitting_presets(FittingPresets) -> Vec<String>;
            /// Signs a document.
            sign_document(SignDocument) -> SignedDocument;
            /// Puts empty signature fields for others into a new file beside the document, and opens it.
            prepare_fields(PrepareFields) -> Document;
            /// Where fields for the slices of a seam seal would stand.
            plan_slots(PlanSlots) -> Vec<Place>;
            /// Brings a signed document to a higher level in a new file beside it, and opens it.
            extend_document(ExtendDocument) -> SignedDocument;

            /// Asks for files of any kind in the system's dialog; null where the user gave up.
            choose_files_to_sign(()) -> Option<FilesToSign>;
            /// May files of any kind be signed?
            detached_rules(DetachedQuestion) -> RulesAnswer;
            /// Signs files of any kind, each with a signature file beside it.
            sign_detached(SignDetached) -> SignedDetached;
            /// Asks for the file that a signature file is about, and judges it over that; null where the user gave up.
            choose_content(String) -> Option<DetachedVerification>;
            /// Asks whether the certificates behind a signature file were revoked, and judges it again.
            look_detached_up(String) -> DetachedVerification;
            /// Trusts the certificate of who made a signature file, and judges it again.
            trust_detached_signer(String) -> DetachedVerification;

            /// Asks for PDF files in the system's dialog; null where the user gave up.
            choose_batch_files(()) -> Option<BatchFiles>;
            /// Asks for a folder of PDF files in the system's dialog; null where the user gave up.
            choose_batch_folder(()) -> Option<BatchFiles>;
            /// Asks for the folder of the signed files; null where the user gave up.
            choose_batch_output(()) -> Option<ChosenFile>;
            /// Where stamps would stand in many files; nothing is signed.
            plan_batch(PlanBatch) -> Vec<PlannedFile>;
            /// May many files be signed, and sealed? Nothing is signed.
            batch_rules(BatchQuestion) -> BatchRules;
            /// Signs many files with one PIN.
            sign_batch(SignBatch) -> BatchResult;
            /// Stops the batch after the file at hand.
            cancel_batch(()) -> ();
            /// Shows a chosen folder.
            show_folder(String) -> ();

            /// The timestamp authorities, in the order in which they are asked.
            authorities(()) -> Vec<Authority>;
            /// Keeps the timestamp authorities.
            keep_authorities(KeepAuthorities) -> Vec<Authority>;
            /// Asks a kept timestamp authority for a stamp, to see whether it answers; by its place, from 0.
            try_authority(u32) -> AuthorityAnswer;
            /// Signed files whose timestamps wait for the network.
            pending_timestamps(()) -> Vec<PendingTimestamp>;
            /// Gets these waiting timestamps now; all of them where the list is empty.
            finish_timestamps(Vec<String>) -> Vec<FinishedTimestamp>;
            /// Waits for a timestamp no longer.
            drop_timestamp(String) -> ();

            /// The tokens that are plugged in.
            tokens(()) -> Tokens;
            /// The PKCS#11 modules that are looked into.
            token_modules(()) -> Vec<TokenModule>;
            /// Asks for a PKCS#11 module in the system's dialog; null where the user gave up.
            choose_token_module(()) -> Option<TokenModule>;
            /// Looks into a module no longer.
            remove_token_module(String) -> ();

            /// Who can sign.
            identities(()) -> Vec<Identity>;
            /// Makes an identity.
            create_identity(CreateIdentity) -> Identity;
            /// Asks for a key file in the system's dialog; null where the user gave up.
            choose_key_file(()) -> Option<ChosenFile>;
            /// Takes over a key file.
            import_identity(ImportIdentity) -> Identity;
            /// Writes a key file, asking where; null where the user gave up.
            export_identity(ExportIdentity) -> Option<ChosenFile>;
            /// Gives an identity another PIN.
            change_pin(ChangePin) -> ();
            /// Destroys an identity's key; certificate and log stay.
            remove_identity(String) -> ();

            /// Judges the document's signatures.
            verify_document(DocumentId) -> Verification;
            /// Asks whether the certificates were revoked, and judges again.
            look_revocation_up(DocumentId) -> Verification;
            /// Opens the version that a signature covers, as a document of its own.
            open_signed_version(SignatureOf) -> Document;
            /// Saves the version that a signature covers, asking where; null where the user gave up.
            save_signed_version(SignatureOf) -> Option<ChosenFile>;
            /// Hands the version that a signature covers to the system's PDF program, to be printed.
            print_signed_version(SignatureOf) -> ();
            /// Draws every page of every version and compares them, once.
            compare_versions(DocumentId) -> Comparison;
            /// Stops comparing after the pages at hand.
            cancel_comparing(DocumentId) -> ();
            /// What a page does not show, and its pictures that are no signatures.
            page_remarks(PageOf) -> PageRemarks;
            /// What is in the document beside its words: active content, hidden layers, fonts, links.
            document_contents(DocumentId) -> DocumentContents;
            /// Joins the slices of a seam seal again and says what is missing.
            check_seam(CheckSeam) -> SeamFinding;
            /// The seal that the last check put together: PNG.
            joined_seam(DocumentId) -> bytes;
            /// Asks for a photograph or scan of the printed page and holds it against the document; null where the user gave up.
            check_paper(DocumentId) -> Option<PaperCheck>;
            /// Makes a copy for printing or handing on, asking where; null where the user gave up.
            save_copy(SaveCopy) -> Option<ChosenFile>;
            /// Trusts the certificate of a signature's signer, and judges again.
            trust_signer(SignatureOf) -> Verification;
            /// Saves the report on the document's signatures, asking where; null where the user gave up.
            save_report(SaveReport) -> Option<ChosenFile>;
            /// Saves an evidence package of the document, asking where; null where the user gave up.
            save_package(SavePackage) -> Option<SavedPackage>;
            /// Asks for PDF files to verify in the system's dialog; null where the user gave up.
            choose_files_to_verify(()) -> Option<FilesToVerify>;
            /// Asks for a folder whose PDF files are verified, in the system's dialog; null where the user gave up.
            choose_folder_to_verify(()) -> Option<FilesToVerify>;
            /// Verifies many files.
            verify_files(VerifyFiles) -> VerifiedFiles;
            /// Stops verifying after the files at hand.
            cancel_verifying(()) -> ();
            /// Opens one of the files that were verified together; null for a signature file, which comes by the event
            /// `signature-file-opened`.
            open_verified(String) -> Option<Document>;
            /// Saves a list of what was found, asking where; null where the user gave up.
            export_verified(ExportVerified) -> Option<ChosenFile>;
            /// The certificates trusted.
            trusted_certificates(()) -> Vec<TrustedCertificate>;
            /// Asks for a certificate file in the system's dialog and trusts it; null where the user gave up.
            choose_trusted_certificate(()) -> Option<TrustedCertificate>;
            /// Trusts a certificate with something else.
            change_trust(ChangeTrust) -> TrustedCertificate;
            /// Trusts a certificate no longer; SHA-256 in hex.
            remove_trusted_certificate(String) -> ();
            /// Asks for a trusted list in the system's dialog and looks into it; null where the user gave up.
            choose_trusted_list(()) -> Option<TrustedListOffer>;
            /// Takes over a trusted list in place of its older edition.
            import_trusted_list(ImportTrustedList) -> ImportedTrustedList;
            /// Trusts nobody of a list any longer; by its name, gives how many there were.
            remove_trusted_list(String) -> u32;

            /// The kept seals, the newest first; those retired last.
            seals(()) -> Vec<Seal>;
            /// The kinds of seals with their usual measures.
            seal_presets(()) -> Vec<SealPreset>;
            /// The faces that a seal's lettering can have on this computer.
            seal_faces(()) -> Vec<SealFace>;
            /// A seal that is being designed: PNG with transparency.
            preview_seal(PreviewSeal) -> bytes;
            /// Makes a seal and keeps it; the office alone may.
            make_seal(MakeSeal) -> Seal;
            /// A kept seal: PNG with transparency.
            draw_seal(DrawSeal) -> bytes;
            /// Renames a seal, retires it or takes it into use again.
            change_seal(ChangeSeal) -> Seal;
            /// Deletes a seal's artwork here.
            remove_seal(String) -> ();
            /// Asks for a seal's file in the system's dialog and takes it over; null where the user gave up.
            choose_seal_file(()) -> Option<Seal>;
            /// Writes a seal's file for another station, asking where; null where the user gave up.
            export_seal(String) -> Option<ChosenFile>;
            /// Asks for a scan in the system's dialog; null where the user gave up.
            choose_seal_scan(()) -> Option<ChosenFile>;
            /// Cleans a chosen scan, and says what is to know about it.
            clean_scan(CleanScan) -> CleanedScan;
            /// A chosen scan as it came or as it will be: PNG.
            draw_scan(DrawScan) -> bytes;
            /// Keeps a cleaned scan as a seal.
            keep_scan(KeepScan) -> Seal;

            /// A stretch of the log.
            history(HistoryQuery) -> HistoryPage;
            /// Whether the log is whole.
            history_state(()) -> ChainState;
            /// Writes the log to a file, asking where; null where the user gave up.
            export_history(HistoryFormat) -> Option<ChosenFile>;

            /// What this station is to the rules of use.
            office_state(()) -> OfficeState;
            /// Opens a quality office here: two keyholders, a root and an issuing key.
            start_office(StartOffice) -> OfficeState;
            /// Adds an officer.
            add_officer(AddOfficer) -> OfficeState;
            /// Gives an officer another PIN.
            change_officer_pin(ChangeOfficerPin) -> OfficeState;
            /// Moves the root's key to a file that is kept elsewhere, asking where; null where the user gave up.
            move_root(MoveRoot) -> Option<ChosenFile>;
            /// Changes the rules of the house.
            keep_policy(KeepPolicy) -> OfficeState;
            /// Says which version of the program the house approves of.
            keep_release(KeepRelease) -> OfficeState;
            /// A stretch of the people in the register.
            office_people(PeopleQuery) -> PeoplePage;
            /// Everything about a person, by id or name.
            office_person(String) -> PersonFile;
            /// The picture of a person's signature as they applied with it; no bytes where there was none.
            office_specimen(String) -> bytes;
            /// Changes facts of a person.
            change_person(ChangePerson) -> PersonFile;
            /// Takes a step about a person.
            take_step(TakeStep) -> PersonFile;
            /// Issues a copy to a person, asking where; null where the user gave up.
            issue_identity(IssueIdentity) -> Option<IssuedCopy>;
            /// The seals of the register.
            office_seals(()) -> Vec<SealEntry>;
            /// Registers or changes a seal.
            keep_seal(KeepSeal) -> SealEntry;
            /// Hands a seal over.
            hand_over_seal(HandOverSeal) -> SealEntry;
            /// Asks for a paper to attach, in the system's dialog; null where the user gave up.
            choose_attachment(()) -> Option<ChosenFile>;
            /// Asks for a letter or package, in the system's dialog, and tells what it is; null where the user gave up.
            choose_office_file(()) -> Option<OfficeFile>;
            /// Takes over a letter.
            take_office_file(TakeOfficeFile) -> TakenFile;
            /// Writes a new directory, asking where; null where the user gave up.
            export_directory(Keyholders) -> Option<ChosenFile>;
            /// Gives a locked station its tries back, asking where the letter goes; null where the user gave up.
            give_unlock(GiveUnlock) -> Option<ChosenFile>;
            /// The register of incidents, newest first.
            incidents(()) -> Vec<IncidentEntry>;
            /// Writes an incident down.
            add_incident(AddIncident) -> IncidentEntry;
            /// Signatures that nobody uses.
            unused_signatures(()) -> Vec<UnusedEntry>;
            /// The stations whose logs the office has seen.
            stations(()) -> Vec<StationEntry>;
            /// Reports that came back, newest first.
            returned_reports(()) -> Vec<ReturnedReport>;
            /// Takes a returned report, by its SHA-256, out of the archive into a file, asking where, and opens that; null where the user gave up.
            take_out_returned(String) -> Option<Document>;
            /// Inspects a month or a year.
            inspection(InspectionOf) -> Inspection;
            /// Writes the inspection report as PDF, asking where; null where the user gave up.
            save_inspection(InspectionOf) -> Option<ChosenFile>;
            /// Makes a sample laboratory in a folder, asking where; null where the user gave up.
            make_demo(()) -> Option<ChosenFile>;

            /// What the rules know of this station.
            station_rules(()) -> StationRules;
            /// Every rule of use.
            rules_of_use(()) -> Vec<RuleEntry>;
            /// Applies for a signature, asking where the letter goes; null where the user gave up.
            apply_for_identity(Apply) -> Option<ChosenFile>;
            /// Takes over an issued copy.
            take_identity(TakeIdentity) -> Identity;
            /// Writes the receipt of an identity's copy, asking where; null where the user gave up, and it waits on.
            save_receipt(String) -> Option<ChosenFile>;
            /// Reports loss, leak or misuse, asking where the notice goes; null where the user gave up, and it is suspended all the same.
            report_trouble(ReportTrouble) -> Option<ChosenFile>;
            /// Declares a journey.
            begin_travel(BeginTravel) -> StationRules;
            /// Ends the journey under way.
            end_travel(()) -> StationRules;
            /// Asks the office for the tries of a locked identity, asking where the letter goes; null where the user gave up.
            ask_unlock(String) -> Option<ChosenFile>;
            /// Writes an approval to seal, asking where; null where the user gave up.
            issue_ticket(IssueTicket) -> Option<ChosenFile>;
            /// Asks for approvals, as many as there are, and takes them over; null where the user gave up.
            take_approvals(()) -> Option<TakenApprovals>;
            /// Packs a signed report for the office, asking where; null where the user gave up.
            return_report(ReturnReport) -> Option<ChosenFile>;
            /// May this document be signed?
            signing_rules(SigningQuestion) -> RulesAnswer;
            /// May this document be sealed, or printed?
            sealing_rules(SealingQuestion) -> RulesAnswer;
            /// Makes a backup, asking where; null where the user gave up.
            create_backup(BackupUnder) -> Option<ChosenFile>;
            /// Asks for a backup and tries it: restored into a folder of its own; null where the user gave up.
            try_backup(BackupUnder) -> Option<BackupFacts>;
            /// Asks for a backup and restores it here, where nothing is yet; null where the user gave up.
            restore_backup(BackupUnder) -> Option<RestoredBackup>;

            /// What the house says of newer versions of the program; nothing is asked over a network.
            update_state(()) -> UpdateState;
            /// Asks for an installer and compares it with what the house says of it; null where the user gave up.
            check_installer(()) -> Option<Installer>;
            /// The whole text of a feedback file, with the user's own words.
            compose_feedback(String) -> String;
            /// Writes the text that was composed last to a file, asking where; null where the user gave up.
            save_feedback(()) -> Option<ChosenFile>;
        }
    };
}
