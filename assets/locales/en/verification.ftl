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
version-slider = Version
version-signed-by = As { $name } signed it
version-signed = As it was signed
version-received = As received
version-back = See it as received
version-save-short = Save…
version-print = Print…
version-print-long = Print the version that was signed…
version-printing = Handed to the system’s PDF program; print it there.
version-saved = The version that was signed is saved as “{ $name }”.

## Comparing versions
compare-title = Versions compared
compare-how = Every page is drawn as it is in both versions and compared point by point; what differs is marked on the page.
compare-running = Comparing page { $done } of { $total }
compare-busy = Comparing…
compare-stop = Stop
compare-again = Go on comparing
compare-stopped = Stopped; pages that are not listed were not compared.
compare-same = All pages alike
compare-same-words = { $count ->
    [one] The one page looks exactly alike in both versions.
   *[other] All { $count } pages look exactly alike in both versions.
}
compare-differs = { $count ->
    [one] 1 page differs
   *[other] { $count } pages differ
}
compare-unknown = { $count ->
    [one] 1 page not compared
   *[other] { $count } pages not compared
}
compare-pair = Which versions
compare-span = { $from } → { $to }
fate-differs = Page { $page }: { $count ->
    [one] 1 difference
   *[other] { $count } differences
}
fate-added = Page { $page }: added after signing
fate-removed = Former page { $page }: removed after signing
fate-moved = Page { $page }: was page { $before }
fate-not-compared = Page { $page }: could not be compared

## What else is in the file
contents-title = What else is in the file
contents-title-count = What else is in the file ({ $count })
contents-none = No scripts, hidden content, missing fonts or links were found.
contents-looking = Looking…
pictures-look = Look for pasted seals and signatures on all pages
pictures-looking = Looking at page { $page } of { $pages }
pictures-none = No pasted seal or signature was found.
picture-no-signature = Picture, no signature
picture-seal-words = This looks like a seal, but no signature belongs to it.
picture-signature-words = This looks like a written signature, but no signature belongs to it.
picture-seal-on = Page { $page }: a picture like a seal, no signature
picture-signature-on = Page { $page }: a picture like a written signature, no signature

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
mark-certificate = Certificate: { $name }

## Article 13 of the Electronic Signature Law
article13 = Reliable signature (Article 13)
article13-answer = : { $answer }
article13-note = The four conditions of Article 13 are answered from the evidence in the file. This is no legal advice, and other conditions that the parties agreed on are not considered.

## Saving the report
report-save = Save report…
report-title = Save the verification report
report-format = Format
report-format-pdf = PDF, for people
report-format-etsi = XML, for archives (ETSI TS 119 102-2)
report-sign = Sign it, so that changes to the report show
report-confirm = Choose where and save
report-saved = The report was saved as “{ $name }”.
