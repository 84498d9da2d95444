### Signing: look, place, signer, reason, consent, PIN, result.

## Look
sign-look = Look
sign-marks = Kept signatures
sign-mark-ink = Handwritten signature
sign-mark-image = Signature from a picture
sign-mark-remove = Delete this signature
sign-mark-remove-words = You will have to draw or choose it again. Files already signed stay as they are.
sign-draw = Draw
sign-choose-image = Picture…
sign-invisible = Hidden
sign-invisible-words = Nothing is shown on the page. The file is protected all the same, and whoever verifies it sees the signer.
sign-keep = Keep for next time
sign-use-drawing = Use
sign-remove-background = Remove white background
sign-caption = Beside it
sign-caption-name = Name
sign-caption-date = Date
sign-caption-reason = Reason
sign-caption-only = Words only
pad-label = Pad: write your signature here with pen, finger or mouse
pad-hint = Write here
pad-undo = Undo one stroke (Ctrl Z)
pad-clear = Clear

## Place
sign-place = Place on the page
sign-place-hint = Click on the page where the signature shall stand.
sign-place-here = On this page
sign-change-look = Change the look
sign-change-who = Choose another identity
sign-place-again = Choose the place again
sign-place-reading = Page { $page } · left { $left } · top { $top } mm
sign-size-reading = { $width } × { $height } mm
sign-take-back = Take back
sign-in-field = In the field “{ $field }”
sign-use-field = Sign in “{ $field }”
sign-use-field-page = Sign in “{ $field }” (page { $page })
field-sign = Sign here: { $field }
place-box = Place of the signature: arrow keys move it by 0.5 mm, with Shift by 5 mm, plus and minus resize it, Esc takes it back
place-reading = left { $left } · top { $top } · { $width } × { $height } mm

## Signer, reason, place
sign-who = Signer
sign-no-identity = Nobody can sign from this computer yet.
sign-why = Reason, place
sign-reason = Reason
sign-reason-none = None given
sign-location = Where you are
sign-location-example = For example: Suzhou waterworks
reason-test = Test
reason-review = Review
reason-approve = Approve
reason-prepare = Prepare

## PIN and signing
pin = PIN
sign-pin-of = PIN of { $name }
pin-tries = { $tries ->
    [one] 1 try left.
   *[other] { $tries } tries left.
}
sign-output = Saved as: { $name }
sign-output-beside = Saved as a new file beside the original
sign-save-elsewhere = Save elsewhere…
signing = Signing…
missing-look = Draw or choose a signature first.
missing-place = Click on the page where the signature shall stand.
missing-identity = Choose an identity that can sign.
missing-consent = Tick the sentence.
missing-pin = Enter the PIN.
missing-second = Choose the second person and have them enter their PIN.
missing-finger = Confirm by fingerprint, or have a second person confirm.
sign-second = Second person
sign-second-hint = The house wants a colleague to confirm with their own PIN on this computer (RS2 · RS15).
sign-second-choose = Choose
sign-second-nobody = The house wants a second person to confirm, and nobody else has an identity on this computer. Sign on one that two of you use, or have the office change the rule.
idle-wiped = Nothing was done for { $minutes } minutes: what had been typed was wiped. Enter it again.
idle-locked = Nothing was done for { $minutes } minutes: signing is locked, and PIN and consent were wiped.
idle-go-on = Go on
step-reading = Reading the file
step-unlocking = Checking the PIN
step-signing = Signing
step-checking = Verifying the signed file
step-saving = Saving

## Result
result-title = Signed
result-verdict = Show the verdict
result-elsewhere = Signed; saved as “{ $name }”.
result-next = Sign the next…
fact-log-entry = Log entry

## Tokens
signer-group-computer = This computer
signer-group-token = Token: { $token }
signer-on-token = { $name } · valid until { $day }
signer-missing = Certificate missing?
signer-missing-none = No certificate was passed over.
signer-missing-words = Plug in the token and read again. If it is still missing, add the maker’s module under “Tokens” in the settings.
device-reading = Reading the token…
device-read-again = Read tokens again
device-pin-count-low = A wrong PIN was given before and few tries are left; check it before you enter it.
device-pin-final-try = One try is left; another wrong PIN locks the token.
device-pin-locked = The PIN of the token is locked. Ask whoever issued it to unlock it.
sign-pin-pad = Enter the PIN on the device.

## Check before signing
check-running = Check: looking at the file…
check-clean = Check: nothing found
check-clean-partial = Check: nothing found in what was checked
check-notes = { $count ->
    [one] Check: 1 note
   *[other] Check: { $count } notes
}
check-grave = Check: { $count } to look at
check-blocked = Check: may not be signed as it is
check-partial = The file is large; only a part of it was checked.
check-accept = Seen; sign anyway
fact-checked = Seen before signing
missing-check = Look at what the check found and tick “Seen”.
missing-more = Choose the fields to lock.
missing-unblocked = Settle what is marked first, then sign.

## More options
more-options = More
more-usual = As usual
more-certify = Certify
more-certify-first = Only the first signature can certify; this file is signed already.
more-certify-many = Files that are signed already cannot be certified; they are listed.
certify-none = Do not certify
certify-none-words = An ordinary signature; what is changed later is listed when it is verified.
certify-no-changes = No changes from now on
certify-no-changes-words = Any change, also another signature, breaks the certification.
certify-forms-and-signatures = Only filling in and signing
certify-forms-and-signatures-words = Others may fill in the form and sign.
certify-comments = Comments too
certify-comments-words = Others may fill in, sign and comment.
more-form = Form
lock-none = Lock nothing
lock-all = Lock all form fields after signing
lock-only = Lock the chosen fields only
lock-all-but = Lock all but the chosen fields
lock-names = Names of the fields
lock-names-words = One a line, as the file has them.
more-lock-short = Fields locked
more-lock-words = Later changes to what was filled in are shown as not allowed.
more-digest = Digest
more-digest-words = Leave it as it fits the key if you are not sure.
digest-of-key = As fits the key
more-pss = RSA with PSS padding
more-pss-words = A newer way; some old software cannot verify it.
