# Words of the engine, the command line and the system’s dialogs.

consent-sentence = I have read this report in full, confirm that it is correct and agree to sign it.
output-signed = signed
output-version = as signed

recovered-done = “{ $document }” was finished before the interruption; the log now says so.
recovered-aborted = Signing “{ $document }” was interrupted and left no file behind; sign it again.
recovered-missing = The log says that “{ $document }” was signed, but the file is gone. Look for it or sign again.

dialog-open-document = Open a PDF
dialog-open-image = Choose a picture of your signature
dialog-open-key-file = Choose a key file
dialog-open-certificate = Choose a certificate to trust
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
log-column-certificate = Certificate SHA-256
log-column-device = Device
log-column-outcome = Result
log-column-code = Reason
log-column-consent = Consent
log-column-params = Further facts
log-column-note = Note
log-column-operation = Operation
log-column-hash = Hash
log-column-root = Root
