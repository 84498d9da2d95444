### Verifying: verdict bar, panel, trust, signed version. The verdict's sentences are in verdicts.ftl.
signatures = Signatures
signature-count = { $count ->
    [one] 1 signature
   *[other] { $count } signatures
}
signature-on-page = On page { $page }
verdict-details = Details
verdict-checking = Verifying the signatures…
verdict-not-examined = This file could not be verified.
verdict-unsigned-words = This file has no signature. Nothing tells who issued it, or whether it was changed.
question-who = Who signed?
question-unchanged = Is it exactly what was signed?
question-entitled = Was the signer entitled then?
question-when = When, and who says so?
changes-after = Changed after signing
what-to-do = What to do
kind-approval = Signature
kind-certification = Certifying signature
kind-timestamp = Time-stamp
file-details = File and time of verification
fact-judged-for = Verified at
fact-field = Field

## Trust
look-up = Look it up now
look-up-busy = Asking…
trust-open = Trust this certificate…
trust-title = Trust this certificate?
trust-words = From then on, every signature made with this certificate is shown as signed by “{ $name }”. Make sure first that it really is theirs.
trust-words-timestamp = From then on, times stamped by “{ $name }” are shown as trusted. Make sure first that the certificate really is theirs.
trust-self-signed = The signer made this certificate. Nobody vouches for it; only comparing the fingerprint can tell.
trust-compared = I compared the fingerprint by telephone or in person
trust-confirm = Trust
trusted = The certificate is trusted now; the signatures were verified again.

## Signed version
version-show = Show the version that was signed
version-save = Save the version that was signed…
version-of = This is the version that { $name } signed.
version-unknown = This is the version that was signed.
version-back = Back to the current file
version-saved = The version that was signed is saved as “{ $name }”.

## Certificate
fact-name = Name
fact-organization = Organization
fact-issuer = Vouched for by
fact-valid = Valid
fact-key = Key
fact-serial = Serial number
fact-fingerprint = Fingerprint
issuer-self = itself (by nobody else)
valid-span = { $from } to { $until }
