# Words of the engine, the command line and the system’s dialogs.

consent-sentence = I have read this report in full, confirm that it is correct and agree to sign it.
output-signed = signed
output-version = as signed

recovered-done = “{ $document }” was finished before the interruption; the log now says so.
recovered-aborted = Signing “{ $document }” was interrupted and left no file behind; sign it again.
recovered-missing = The log says that “{ $document }” was signed, but the file is gone. Look for it or sign again.

dialog-open-document = Open a file
dialog-open-image = Choose a picture of your signature
dialog-open-key-file = Choose a key file
dialog-open-certificate = Choose a certificate to trust
dialog-open-list = Choose a trusted list
dialog-kind-list = Trusted lists
dialog-save-signed = Save the signed file
dialog-save-version = Save the version that was signed
dialog-save-key-file = Save the key file
dialog-save-log = Export the log
dialog-kind-pdf = PDF files
dialog-kind-image = Pictures
dialog-kind-key-file = Key files
dialog-kind-certificate = Certificates
dialog-kind-csv = Spreadsheets
dialog-kind-json = JSON

cli-ask-pin = PIN:
cli-ask-new-pin = New PIN:
cli-ask-again = Once more:
cli-ask-key-password = The key file’s password:
cli-ask-new-key-password = A new password for the key file:
cli-ask-document-password = The document’s password:
cli-signed = Signed: { $file } (SHA-256 { $sha256 }, log entry { $entry })
cli-version-written = The version that was signed is in { $file }
cli-no-fields = This file has no signature fields.
cli-field-signed = { $field } (signed)
cli-field-empty = { $field } (empty)
cli-field-place = page { $page }, top left { $position } mm, size { $size } mm
cli-no-identities = There is no identity on this computer yet. Make one with vermilion identity create.
cli-identity = { $identity }  { $id }  { $key }  issuer: { $issuer }  valid until { $until }  { $tries } PIN tries left
cli-identity-created = Identity made: { $identity } ({ $id }, { $key }, valid until { $until })
cli-identity-imported = Identity taken over: { $identity } ({ $id }, issuer: { $issuer }, valid until { $until })
cli-identity-exported = The key file is { $file }
cli-log-intact = The log is whole: { $size } entries, root { $root }
cli-log-broken = The log does not hold at entry { $entry }: { $reason }
cli-log-exported = The log is in { $file }

phase-intent = begun
phase-done = done
phase-aborted = given up
phase-recovered = recorded later

log-column-seq = No.
log-column-local-time = Local time
log-column-zone = Zone
log-column-action = Action
log-column-phase = Phase
log-column-who = Person
log-column-account = Account
log-column-place = Place
log-column-document = Document
log-column-sha256-before = SHA-256 before
log-column-sha256-after = SHA-256 after
log-column-size = Bytes
log-column-identity = Identity
log-column-identity-id = Identity id
log-column-certificate-sha256 = Certificate SHA-256
log-column-device = Device
log-column-outcome = Result
log-column-code = Reason
log-column-consent = Consent
log-column-params = Further facts
log-column-note = Note
log-column-operation = Operation
log-column-hash = Hash
log-column-root = Root

paper-title = Verification report
paper-file = File
paper-sha256 = SHA-256
paper-size = Size
paper-size-value = { $bytes } bytes
paper-pages = Pages
paper-examined = Verified
paper-policy = Rules
paper-signature = Signature { $number }
paper-who = Who signed
paper-unchanged = Unchanged
paper-entitled = Entitled then
paper-when = When
paper-advice = What to do
paper-change = Changed after signing
paper-finding = Note
paper-certificate = Fingerprint
paper-note = Made by Vermilion on the computer that verified; it states what was found for this file at this time, and nothing else.
paper-page = Page { $page } of { $pages }
cli-report-written = The verification report is in { $file }

consent-sentence-batch = I have reviewed these files and agree to sign each of them.
output-extended = stamped
output-prepared = to-sign
dialog-open-batch = Choose the PDF files to sign together
dialog-open-batch-folder = Choose the folder to sign
dialog-save-batch = Choose the folder for the signed files
dialog-open-module = Choose the token’s module
dialog-kind-module = Token module
cli-ask-tsa-password = Password of the timestamp service:
cli-timestamp-waits = Signed; the timestamp waits: run vermilion timestamp --waiting when there is a network.
cli-extended = Done: { $file } (log entry { $entry }, SHA-256 { $sha256 })
cli-prepared = Fields are ready: { $file }
cli-nothing-waits = No timestamp waits.
cli-waiting-done = { $file }: stamped.
cli-batch-row = { $file } → { $output }
cli-batch-row-waiting = { $file } → { $output } (the timestamp waits)
cli-batch-done = { $signed } signed, { $failed } not.
cli-check-nothing = Nothing to look at.
cli-check-page = Page { $page }:
cli-trusted = { $name }: { $purpose }, valid until { $until }
    { $source }; SHA-256 { $sha256 }
cli-trust-nobody = Nobody is trusted yet.
cli-trust-system = Whoever this computer’s own system trusts is trusted too.
cli-trust-system-no-more = Nobody is trusted any longer because the system trusts them.
cli-trust-list-removed = { $count } authorities of the list “{ $name }” are trusted no longer.
cli-module-added = The module { $name } is looked into from now on.
cli-no-tokens = No token is plugged in.
cli-token = { $label } ({ $maker }, serial number { $serial })
cli-token-certificate = — { $name }, issued by { $issuer }, { $key }, valid until { $until }

# What a page does not show, and pasted pictures
omission-object-unreadable = damaged content that cannot be read
omission-font-unsupported = a font that cannot be used; its text is missing
omission-picture-undecoded = a picture that cannot be decoded
omission-annotation-undrawn = a note or filled-in field without a look of its own; other programs may show it
finding-picture-like-seal = Page { $page } has a picture that looks like a seal and is no signature.
finding-picture-like-signature = Page { $page } has a picture that looks like a written signature and is none.
finding-pictures-not-looked-at = { $page ->
    [none] The pages could not be looked at for pasted seals and signatures.
   *[other] Page { $page } could not be looked at for pasted seals and signatures.
}
finding-mark-name-differs = The signature’s mark says “{ $shown }”, but the certificate belongs to “{ $name }”.
dialog-save-report = Save the verification report
dialog-kind-xml = XML
dialog-open-verify = Choose the PDF files to verify
dialog-open-verify-folder = Choose the folder to verify
dialog-save-list = Save the list of results
output-report = verified

paper-revisions = Versions
paper-signatures = Signatures
paper-anchors = Trusted certificate
paper-anchors-none = None
paper-anchors-more = { $count } more
paper-certificate-of = The signer’s certificate
list-name = verified
list-title = Verification of many files
list-made = Made at { $time }
list-folder = Folder
list-sha256 = SHA-256
