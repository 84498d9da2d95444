### Failures: for each code what happened, and what to do.

## Files
failure-file-unreadable = This file cannot be read: it is not there, or you may not read it.
failure-file-unreadable-remedy = Check where it is and whether you may read it, then open it again.
failure-not-a-pdf = This is not a PDF file.
failure-not-a-pdf-remedy = Choose a report ending in .pdf; export other formats to PDF first.
failure-pdf-damaged = The structure of this PDF is damaged.
failure-pdf-damaged-remedy = Ask whoever issued it to send it again.
failure-file-unsafe = This file could not be examined safely, so it was not opened.
failure-file-unsafe-remedy = Ask the sender where it comes from, or ask for another copy.
failure-pdf-too-complex = This PDF exceeds a safety limit and may have been made to do harm.
failure-pdf-too-complex-remedy = Ask the sender where it comes from, or ask for another copy.
failure-encryption-unsupported = The encryption of this file is not supported.
failure-encryption-unsupported-remedy = Ask for a copy without encryption, or one encrypted with a password (AES).
failure-password-needed = This file is encrypted; its password is needed first.
failure-password-needed-remedy = Enter the password of the file.
failure-password-wrong = The password of the file is wrong.
failure-password-wrong-remedy = Check upper and lower case and enter it again, or ask the sender.
failure-permission-denied = The permissions of this file forbid signing.
failure-permission-denied-remedy = Open it with the owner’s password, or ask for a copy that may be signed.
failure-document-closed = This file has been closed.
failure-document-closed-remedy = Open it again.
failure-document-changed = The file was changed on disk after it was opened.
failure-document-changed-remedy = Open it again and read it before you go on.
failure-folder-not-shown = The folder could not be opened.
failure-folder-not-shown-remedy = Open the place in your file manager.
failure-viewer-not-started = This computer has no program that opens a PDF.
failure-viewer-not-started-remedy = Save the version that was signed and print it elsewhere, or install a PDF reader first.
failure-no-such-page = There is no such page.
failure-no-such-page-remedy = Enter a page that the file has.
failure-drawing-failed = This page cannot be shown.
failure-drawing-failed-remedy = Try again; if it stays so, ask for the file to be made anew.
failure-no-such-signature = There is no such signature in this file.
failure-no-such-signature-remedy = Open the file again and look at its signatures.
failure-no-signed-version = This signature covers no complete version, so what was signed cannot be shown.
failure-no-signed-version-remedy = Ask the signer for the file as it was signed.

## Identities and keys
failure-pin-wrong = { $tries ->
    [one] The PIN is wrong; 1 try left.
   *[other] The PIN is wrong; { $tries } tries left.
}
failure-pin-wrong-remedy = Check upper and lower case and the keyboard layout, then enter it again.
pin-wrong-second = The PIN of { $name }, the second person, is wrong; { $tries ->
    [one] one try is
   *[other] { $tries } tries are
} left.
pin-wrong-second-remedy = Have { $name } check upper and lower case and the keyboard layout, and enter it again.
failure-identity-locked = After five wrong PINs this identity is locked.
failure-identity-locked-remedy = Use another identity, or import this one again from its key file.
failure-pin-too-weak = { $fault ->
    [secret-too-long] The PIN is too long.
    [secret-too-simple] The PIN is too simple and easy to guess.
    [secret-unchanged] The new PIN is the same as before.
   *[other] The PIN is too short or too simple.
}
failure-pin-too-weak-remedy = Choose a longer PIN whose characters neither repeat nor follow each other.
failure-secret-unread = No PIN or password was read.
failure-secret-unread-remedy = Type it at the terminal, or hand it over as one line of standard input.
failure-secrets-differ = The two entries differ.
failure-secrets-differ-remedy = Enter it twice again.
failure-no-such-identity = This identity cannot be found.
failure-no-such-identity-remedy = Choose another, make one, or import one.
failure-counter-unusable = The number of PIN tries cannot be kept, so no PIN is accepted.
failure-counter-unusable-remedy = Check the disk space and the folder’s permissions, then try again.
failure-vault-damaged = The file that holds the key is damaged.
failure-vault-damaged-remedy = Import the key again from its key file, or make a new identity.
failure-vault-unusable = The folder that holds the keys cannot be used.
failure-vault-unusable-remedy = Check the disk space and the folder’s permissions, then try again.
failure-vault-elsewhere = The keys belong to another computer and cannot be used here.
failure-vault-elsewhere-remedy = Export the key file on that computer and import it here.
failure-name-unusable = This name or organization cannot stand in a certificate.
failure-name-unusable-remedy = Make it shorter and leave out special characters.
failure-key-file-password-wrong = The password of the key file is wrong.
failure-key-file-password-wrong-remedy = Check upper and lower case and enter it again, or ask whoever issued it.
failure-key-file-unusable = No key can be read from this file.
failure-key-file-unusable-remedy = Choose the .p12 or .pfx file that was issued to you.
failure-key-unsuitable = This kind or length of key may not sign.
failure-key-unsuitable-remedy = Use an RSA key of at least 2048 bits, or make a new identity.
failure-certificate-expired = The certificate is outside its validity and may not sign.
failure-certificate-expired-remedy = Get a new certificate or choose another identity; check the computer’s date too.
failure-certificate-unfit = This certificate is not meant for signing documents.
failure-certificate-unfit-remedy = Ask the issuer for a signing certificate, or choose another identity.
failure-rule-seal-maker = Seals are made and handed out by the office alone (RS18 Article 5), and this computer is not the quality office’s.
failure-rule-seal-maker-remedy = Ask the quality office to make it and import the file they give you. If this is their computer, choose “Quality office” as its role in the settings.
failure-no-such-seal = There is no seal called “{ $seal }”.
failure-no-such-seal-remedy = See the seals of this computer with: vermilion seal list
failure-seal-ambiguous = Several seals are called “{ $seal }”.
failure-seal-ambiguous-remedy = Name it by its id, or rename one.
failure-seal-retired = The seal “{ $seal }” is retired and stamps no longer.
failure-seal-retired-remedy = Use another seal, or take it into use again once the quality office agrees.
failure-no-such-preset = There is no preset called “{ $preset }”.
failure-no-such-preset-remedy = See all of them with: vermilion seal presets
failure-seal-measures = No seal can be made with these measures or words.
failure-seal-measures-remedy = Sides of 8–60 mm, a border of 0.2–3 mm, a star of at most six tenths of the side, at most 80 characters in each place.
failure-seal-too-full = There is too much text for a seal of this size.
failure-seal-too-full-remedy = Make the seal larger or the text shorter.
failure-seal-face-missing = This computer has no FangSong font.
failure-seal-face-missing-remedy = Install one (FangSong of Windows, or the open FandolFang), or use Song.
failure-seal-nameless = There is no name on the seal yet.
failure-seal-nameless-remedy = Enter the name of the unit or of the person.
failure-seal-unreadable = “{ $name }” is no seal file, or is damaged.
failure-seal-unreadable-remedy = Ask the quality office to export the seal file (.vmseal) again.
failure-scan-empty = “{ $name }” shows no ink of that colour.
failure-scan-empty-remedy = Try another colour, or scan again: white paper, even light, clear ink.
failure-seal-known = The seal “{ $seal }” is on this computer already.
failure-seal-known-remedy = There is no need to import it again. For a new one, delete the old one first.
failure-certificate-unreadable = This file is not a certificate.
failure-certificate-unreadable-remedy = Choose a certificate file: .cer, .crt or .pem.
failure-signature-faulty = The signature that was made failed its own check and was thrown away. No file was saved.
failure-signature-faulty-remedy = Try again; if it happens again, send us the technical details.
failure-clock-went-back = The computer’s clock stands before the last entry of the usage log.
failure-clock-went-back-remedy = Set the date and time right, then try again.

## Signing
failure-signing-forbidden = { $signer ->
    [none] An earlier certification or lock of this file forbids another signature.
   *[other] The signature of { $signer } (“{ $field }”) forbids another signature.
}
failure-signing-forbidden-remedy = Ask for a file that may be signed.
failure-xfa-unsupported = This file uses an XFA form and cannot be signed.
failure-xfa-unsupported-remedy = Ask for it as an ordinary PDF.
failure-no-such-field = There is no such signature field in this file.
failure-no-such-field-remedy = Choose another field, or click a place on the page.
failure-field-already-signed = This signature field is signed already.
failure-field-already-signed-remedy = Choose another field, or click a place on the page.
failure-place-off-page = The signature would stand off the page.
failure-place-off-page-remedy = Choose a place on the page.
failure-place-missing = No place was given for the signature.
failure-place-missing-remedy = Choose a place on the page, or name a signature field.
failure-place-too-small = There is too little room for the signature and the words beside it.
failure-place-too-small-remedy = Make the place larger, or show fewer words.
failure-consent-missing = The sentence has not been confirmed.
failure-consent-missing-remedy = Read it and tick it.
failure-ink-empty = Nothing is drawn on the pad.
failure-ink-empty-remedy = Draw your signature, or choose a picture.
failure-ink-unreadable = The drawing cannot be read.
failure-ink-unreadable-remedy = Clear the pad and draw it again.
failure-image-unreadable = This picture cannot be used: it is no PNG or JPEG, or it is too large.
failure-image-unreadable-remedy = Choose a PNG or JPEG of your signature.
failure-background-dark = The background of the picture is too dark to be removed.
failure-background-dark-remedy = Sign on white paper and take the picture again, or keep the background.
failure-glyph-missing = The typeface has no “{ $character }”.
failure-glyph-missing-remedy = Leave that character out, or use a drawn signature alone.
glyph-missing-fangsong = The FangSong font has no “{ $character }”.
glyph-missing-fangsong-remedy = Use Song, or leave that character out.
failure-no-such-mark = This signature is not kept any more.
failure-no-such-mark-remedy = Draw it again, or choose another.
failure-output-exists = A file of that name exists and is never overwritten.
failure-output-exists-remedy = Save under another name.
failure-output-unwritable = The file could not be written; nothing was left behind.
failure-output-unwritable-remedy = Check the disk space and the permissions, or save to another folder.

## Log, settings, others
failure-log-unusable = The usage log cannot be written, so nothing was done.
failure-log-unusable-remedy = Check the disk space and the folder’s permissions, then try again.
failure-log-broken = The usage log does not fit together and may have been changed.
failure-log-broken-remedy = Export it, keep the file, and tell the quality office.
failure-settings-unwritable = The settings were not kept.
failure-settings-unwritable-remedy = Check the disk space and the folder’s permissions, then try again.
failure-usage = The parameters do not fit.
failure-usage-remedy = Compare them with the help, then try again.
failure-internal = Something went wrong inside the program. Nothing was done; your file is unchanged.
failure-internal-remedy = Try again; if it happens again, send us the technical details.

## Levels, timestamps, tokens, batches
failure-certificate-revoked = The certificate of { $name } was revoked on { $at } and cannot sign.
failure-certificate-revoked-remedy = Ask the issuer or the quality office for a new one.
failure-certify-not-first = Only the first signature can certify a file; { $signer } has signed before.
failure-certify-not-first-remedy = Sign without certifying, or certify the original.
failure-field-locked = The field “{ $field }” was locked by the signature of { $signer }.
failure-field-locked-remedy = Ask { $signer }, or use the original that has this field ready.
failure-field-exists = There is a field named “{ $field }” already.
failure-field-exists-remedy = Choose another name.
failure-field-name-unusable = “{ $field }” cannot be the name of a field.
failure-field-name-unusable-remedy = A name is not empty and has no full stop.
failure-new-place-forbidden = { $signer } certified this file; no new place on a page is allowed.
failure-new-place-forbidden-remedy = Sign in a field that was prepared, or sign invisibly.
failure-algorithm-unsuitable = This key does not offer the chosen digest or padding.
failure-algorithm-unsuitable-remedy = Go back to the usual way of signing, or choose another identity.
failure-check-blocks = The check before signing did not pass: the rules let nobody sign over this.
failure-check-blocks-remedy = Have the file corrected first; the rules are in Settings, Check before signing.
failure-check-open = The check before signing found something that you should look at.
failure-check-open-remedy = Look at what is listed and confirm it, then sign.
failure-nothing-to-extend = There is no signature in this file to extend.
failure-nothing-to-extend-remedy = Sign first, or add a timestamp alone.
failure-no-such-pending = This timestamp does not wait any more.
failure-no-such-pending-remedy = Look at the list again.
failure-no-authority = No timestamp service is set up.
failure-no-authority-remedy = Enter the address that your laboratory uses in Settings, Timestamps.
failure-proof-missing = It cannot be found out whether the certificate of { $name } is still good.
failure-proof-missing-remedy = Try again with a network, or supply the revocation list as a file.
failure-chain-incomplete = The certificate that issued { $name } is not at hand.
failure-chain-incomplete-remedy = Ask the issuer for the whole chain and import it.
failure-no-such-token = The token { $token } was not found.
failure-no-such-token-remedy = Plug it in and try again.
failure-token-ambiguous = Several certificates fit.
failure-token-ambiguous-remedy = Name one of them: { $certificates }
failure-batch-empty = There is no PDF in what was chosen.
failure-batch-empty-remedy = Choose PDF files or a folder that holds some.
failure-batch-stopped = Not signed, because an earlier file met something that concerns all.
failure-batch-stopped-remedy = Solve that first, then sign the rest.
failure-cancelled = Stopped as you wished.
failure-cancelled-remedy = Start again when you like.
failure-evidence-unreadable = { $name } is neither a revocation list nor an answer about a certificate.
failure-evidence-unreadable-remedy = Choose the .crl file or the OCSP answer of the issuer.
failure-stamp = No timestamp was had.
failure-stamp-remedy = Try again later.
failure-network = The network did not do what was asked.
failure-network-remedy = Check the network and try again.
failure-token = The token did not do what was asked.
failure-token-remedy = Plug it in again and retry.
failure-field-rule = The field “{ $field }” demands something else.
failure-field-rule-remedy = Sign as the field demands.
field-rule-reasons = The field “{ $field }” accepts only these reasons: { $wanted }.
field-rule-reasons-remedy = Choose one of them.
field-rule-digest = The field “{ $field }” demands the digest { $wanted }.
field-rule-digest-remedy = Choose it under More.
field-rule-certification = The field “{ $field }” says whether its signature certifies.
field-rule-certification-remedy = Choose that way of certifying.
field-rule-certificate = The field “{ $field }” does not accept this certificate.
field-rule-certificate-remedy = Sign with the one it asks for.
field-rule-timestamp = The field “{ $field }” demands a timestamp.
field-rule-timestamp-remedy = Choose a level with a timestamp.
field-rule-other = The field “{ $field }” demands something that this program does not know ({ $rule }).
field-rule-other-remedy = Sign with the program that made the field.
failure-trusted-list = This trusted list cannot be used.
failure-trusted-list-remedy = Get the list again from its publisher.
trusted-list-no-list = { $name } is not a trusted list.
trusted-list-no-list-remedy = Choose the publisher’s .xml list (ETSI TS 119 612).
trusted-list-too-large = The list is too large.
trusted-list-too-large-remedy = Get the list again from its publisher.
trusted-list-not-signed = The list is not signed, or its signature does not cover all of it.
trusted-list-not-signed-remedy = Get the list from its publisher; do not use a copy that was passed on.
trusted-list-method = The list is signed with a method that is not accepted.
trusted-list-method-remedy = Ask the publisher for a list signed with a current algorithm.
trusted-list-changed = The list was changed after it was signed.
trusted-list-changed-remedy = Do not use it; get it again from its publisher.
trusted-list-bad-signature = The signature of the list is invalid.
trusted-list-bad-signature-remedy = Do not use it; get it again from its publisher.
trusted-list-run-out = The list has run out ({ $until }).
trusted-list-run-out-remedy = Get the newest list from its publisher.
failure-trusted-list-signer = The list is signed by “{ $signer }”, whom you have not accepted yet (fingerprint { $fingerprint }).
failure-trusted-list-signer-remedy = Compare with the fingerprint that the publisher makes known, then accept.
failure-trusted-list-older = A newer edition of “{ $name }” was taken over before.
failure-trusted-list-older-remedy = Get the newest list from its publisher.
failure-no-such-trust = No trusted certificate is “{ $name }”, or several have that name.
failure-no-such-trust-remedy = Look at the list and name the certificate by its fingerprint.
failure-nothing-to-report = “{ $name }” has no signature that a validation report could tell of.
failure-nothing-to-report-remedy = Save the report as a PDF instead: it says that the file has no signature.
