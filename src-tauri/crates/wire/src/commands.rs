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

            /// Asks for a PDF in the system's dialog; null where the user gave up.
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
            /// Asks where the signed file shall go; null where the user gave up.
            choose_output(DocumentId) -> Option<ChosenFile>;
            /// Signs a document.
            sign_document(SignDocument) -> SignedDocument;

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
            /// Opens the version that a signature covers, as a document of its own.
            open_signed_version(SignatureOf) -> Document;
            /// Saves the version that a signature covers, asking where; null where the user gave up.
            save_signed_version(SignatureOf) -> Option<ChosenFile>;
            /// Trusts the certificate of a signature's signer, and judges again.
            trust_signer(SignatureOf) -> Verification;
            /// The certificates trusted.
            trusted_certificates(()) -> Vec<TrustedCertificate>;
            /// Asks for a certificate file in the system's dialog and trusts it; null where the user gave up.
            choose_trusted_certificate(()) -> Option<TrustedCertificate>;
            /// Trusts a certificate no longer; SHA-256 in hex.
            remove_trusted_certificate(String) -> ();

            /// A stretch of the log.
            history(HistoryQuery) -> HistoryPage;
            /// Whether the log is whole.
            history_state(()) -> ChainState;
            /// Writes the log to a file, asking where; null where the user gave up.
            export_history(HistoryFormat) -> Option<ChosenFile>;
        }
    };
}
