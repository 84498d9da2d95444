### The side of who signs and who keeps a seal: applying, taking over, reporting loss, journeys, approvals, directory, backup.
station-title = My signatures
station-open = Open “My signatures”
station-more = Loss, journeys, approvals…
station-to-do = My signatures · { $count } to do
station-done = Done
station-needed = This is needed.
station-day-wrong = A day is written like 2027-06-30.
station-moment-wrong = A time is written like 2026-11-27 18:00.
station-lacking = Some entries are missing; they are marked above.
station-clause = Rule: { $clause }
station-way-pin = Change PIN…
station-way-travel = Declare a journey…
station-way-unlock = Ask to unlock…
station-way-directory = Update the directory…
station-way-ticket = Take an approval…
station-way-backup = Back up…

## Identities
station-identities = Who can sign
station-identities-words = Signatures issued by the quality office, and those made here. When one is lost or leaked, stop it here first.
station-identities-alone = Who can sign from this computer. Where a quality office manages signatures, apply first.
station-apply = Apply for a signature…
station-letter = Open a file from the office…
station-take = Take the signature…
station-applied = Applied for; the office will issue it
station-outside = Not in the office’s directory
station-pin-age = PIN set { $age } days ago; to be changed after { $days }
station-at-home = For use on journeys only; no journey is declared now.
condition-anywhere = Anywhere
condition-anywhere-words = At the workplace and on journeys.
condition-off-site = On journeys only
condition-off-site-words = A journey is declared first: where, why, until when.
condition-devices = On certain computers only
condition-devices-words = The office registers the computers.

## Applying
apply-title = Apply for a signature
apply-words = Makes a key on this computer and writes an application for the quality office, which checks it and issues the signature. The key never leaves this computer.
apply-first = First application
apply-renews = Kind of application
apply-renews-of = Replaces { $name } ({ $person })
apply-organisation = Organization
apply-department = Department
apply-id-number = Identity card number
apply-id-number-hint = Only its first and last digits go into the application.
apply-post = Post
apply-post-example = e.g. authorised signatory
apply-field = Authorised field
apply-field-example = e.g. water and waste water
apply-employment = Employment
apply-employment-regular = Regular
apply-employment-temporary = Temporary
apply-employment-part-time = Part-time
apply-employment-external = External
apply-ends = Last day
apply-ends-optional = Last day (optional)
apply-purpose = Purpose
apply-purpose-example = e.g. signing test reports on journeys
apply-condition = Where it may be used
apply-mark = Specimen signature
apply-mark-ink = Handwritten { $number }
apply-mark-image = Picture { $number }
apply-mark-none = No specimen yet
apply-mark-draw = Sign here, or choose a picture. The office keeps it as the master (RS17 4.1), and the copy brings it back.
apply-mark-kept = Use a kept one
apply-papers = Papers
apply-papers-words = Authorisation, appointment, proof of identity: they go to the office with the application.
apply-paper-add = Add a paper…
apply-paper-remove = Leave out “{ $name }”
apply-pin = PIN
apply-pin-words = You will need it to take the signature over. After that you set a PIN of your own.
apply-device = This computer’s number
apply-go = Make and save the application…
apply-next-send = Give this file to the quality office, by mail or memory stick. It holds no key.
apply-next-wait = After checking, the office sends a file with the signature and tells you an initial PIN by another way.
apply-next-take = Then open “My signatures” and choose “Open a file from the office…”.

## Receipt of a copy
receipt-title = Receipt for the copy of “{ $name }”
receipt-words = You have taken over the copy and keep it yourself. Hand the receipt to the office: it is how the office knows that the copy arrived.
receipt-clause = RS16: who takes it over answers for it · RS17 4.2
receipt-go = Save the receipt…
receipt-later = Later
receipt-next = Hand the receipt to the office, by mail or on a stick.
receipt-due = The office has no receipt for this copy yet.

## Files from the office
letter-title = A file from the office
letter-choosing = Choose the file that the office sent.
letter-none = No file chosen yet
letter-issue = An issued signature
letter-directory = The office’s directory
letter-ticket = An approval to seal
letter-unlock = An answer that unlocks
letter-of-office = A file for the office
letter-issue-words = Taking over the issued signature needs two PINs.
letter-initial-pin = Initial PIN, told by the office
letter-initial-pin-hint = The office tells it by phone or in person, never together with the file.
letter-pin = PIN that you gave when applying
letter-issue-next = Before you can sign you set a PIN of your own.
letter-issue-go = Take over
letter-directory-words = A new directory of { $organisation }: people, seals, stopped signatures and the rules of use.
letter-directory-first = This is the first directory of { $organisation } here. From now on this computer goes by its rules and takes files from this office alone.
letter-root = The office’s fingerprint
letter-root-how = Call the office, let them read the fingerprint to you, and compare group by group. Do not use a phone number from the message.
letter-root-compared = We compared it on the phone: both are exactly the same
letter-ticket-words = Allows “{ $name }” to be sealed. Once taken, it can be used one time.
letter-unlock-words = Gives “{ $name }” its PIN tries back.
letter-elsewhere = This file is for the quality office. Please hand it on.
letter-go = Take in

## Loss and leak
trouble = Lost or leaked…
trouble-title = Stop “{ $name }”
trouble-words = It is stopped at once, without a PIN. Files already signed are not affected.
trouble-which = What happened
trouble-loss = Lost
trouble-loss-words = The computer, token or key file cannot be found.
trouble-leak = Leaked
trouble-leak-words = Somebody else may know the PIN or have the key.
trouble-misuse = Used by somebody else
trouble-misuse-words = There is a file that you did not sign.
trouble-what = What you know
trouble-what-example = When, where, how it was noticed
trouble-go = Stop it now
trouble-told = “{ $name }” is stopped. Please tell the office soon.
trouble-done-title = “{ $name }” is stopped
trouble-stopped = From now on nothing can be signed with it on this computer.
trouble-next-send = Give this notice to the office. It lists the files signed with it.
trouble-next-anew = The office registers the stop and updates the directory; apply anew when needed.
trouble-found = Found again…
trouble-found-title = “{ $name }” was found
trouble-found-words = Writes a notice for the office. Once the office resumed it, update the directory and go on.
trouble-found-words-alone = When you are sure that nobody used it, the stop can be lifted. Change the PIN as well.
trouble-found-where = Where it was found
trouble-found-go = Write the notice
trouble-found-told = The report about “{ $name }” is taken back.
trouble-found-next = Give this notice to the office.
trouble-found-next-directory = Open the new directory when it comes; then the signature can be used again.

## Journeys
station-travel = Journeys
station-travel-words = A signature for journeys needs a declared journey. While it lasts, the place is filled in and goes into the usage log.
travel-begin = Declare a journey…
travel-title = Declare a journey
travel-words = The declaration goes into the usage log. It ends by itself, or earlier when you end it.
travel-place = Place
travel-reason = Reason
travel-reason-example = e.g. yearly test of drinking water
travel-from = From
travel-from-hint = From now on where left empty.
travel-until = Until
travel-backwards = The end must be later than the beginning and than now.
travel-days = { $count ->
    [1] Tomorrow
   *[other] In { $count } days
  }
travel-go = Declare
travel-begun = Journey declared: { $place }.
travel-declared = Journey declared: { $place }, from { $from }.
travel-ended = The journey has ended.
travel-end = End the journey
travel-span = { $from } to { $until }
travel-line = On a journey: { $place }, until { $day }
travel-fills = On a journey: “{ $place }” is filled in.
travel-before = Other journeys ({ $count })

## Approvals
station-tickets = Approvals to seal
station-tickets-words = Approvals that you received. Each is for one file and one seal, and can be used once.
tickets-empty = No approvals yet. Take them in here when you receive them.
tickets-file = File
tickets-seal = Seal
tickets-where = Pages and times
tickets-approver = By
tickets-until = Until
tickets-on = P. { $pages }
tickets-times = { $count }×
tickets-print = print
tickets-used = Used
ticket-open = Approve sealing…
ticket-title = Approve sealing
ticket-words = Writes an approval to seal “{ $name }”. Any later change of the file makes it void.
ticket-seal = Seal
ticket-seal-other = Another seal…
ticket-seal-name = Name of the seal
ticket-seal-name-hint = As the office registered it.
ticket-pages = On which pages
ticket-pages-every = Every page
ticket-pages-last = The last page ({ $page })
ticket-pages-listed = Certain pages…
ticket-pages-list = Page numbers
ticket-pages-wrong = Pages between 1 and { $count }, such as 1-3, 6.
ticket-count = Impressions at most
ticket-hours = Valid for
ticket-hours-8 = 8 hours
ticket-hours-24 = 1 day
ticket-hours-72 = 3 days
ticket-hours-168 = 7 days
ticket-print = It may be printed after sealing too
ticket-reason = Note
ticket-reason-example = e.g. released according to procedure
ticket-who = Approved by
ticket-go = Sign and save the approval…
ticket-next-send = Give this approval, with the file, to who keeps the seal.
ticket-next-unchanged = The file must not change any more: a change makes the approval void.
ticket-next-once = It is void once used, and when its time is over.

## Directory
station-directory = Office’s directory
station-directory-words = Whose signatures count, who keeps which seal and what is stopped: the office’s directory says so.
directory-line = No. { $number } · issued { $day } · { $people ->
    [1] 1 person
   *[other] { $people } people
  } · { $seals ->
    [1] 1 seal
   *[other] { $seals } seals
  }
directory-next = The next one by { $day } at the latest
directory-basis = Rules of use
directory-none = This computer has no directory yet. With the first one you compare the office’s fingerprint by phone.

## Backup
station-backup = Backup
station-backup-words = A backup holds signatures, log and settings, encrypted with a password of its own. What was used up stays used after a restore.
backup-last = Last backup: { $at }
backup-never = Nothing was backed up yet.
backup-try = Try a backup…
backup-title = Back up
backup-words = Give the backup a password. Without it nothing can be restored, by nobody.
backup-password = Password of the backup
backup-password-of = Password of this backup
backup-go = Choose a place and back up…
backup-next-keep = Keep it somewhere else, such as the server or a memory stick in the safe.
backup-next-password = Keep the password apart from it.
backup-next-try = Try it now and then with “Try a backup…”.
try-title = Try a backup
try-words = Choose a backup: it is really restored into a folder of its own, and you see what is in it. Nothing on this computer changes.
try-go = Choose and try…
try-running = Restoring…
try-well = This backup can be restored.
try-made = Made
try-identities = Signatures
try-identities-count = { $count }, all readable
try-log = Usage log
try-log-count = { $count } entries, unbroken
try-files = Files
try-people = People registered
try-untouched = This was a trial: nothing on this computer changed.

## Unlocking
unlock-title = Unlock “{ $name }”
unlock-words = Five wrong PINs locked it. Write a request for the office, which gives the tries back; the PIN itself stays.
unlock-alone = This computer knows no office. Without one, the identity can only be removed and made anew.
unlock-go = Save the request…
unlock-next-send = Give this request to the office.
unlock-next-take = Open the office’s answer in “My signatures”.

## Before signing
rules-kind = Kind of document
rules-kind-unsaid = Not said
rules-department = Department of the document
rules-department-other = Another department
due-title = Due soon
due-on = { $days ->
    [0] today
   *[other] on { $day }
}
due-more = { $count ->
    [one] One more
   *[other] { $count } more
}
restore-open = Restore a backup…
restore-title = Restore a backup
restore-words = Only on a computer that has no identity, directory or log yet, such as a new one.
restore-go = Choose the backup and restore it
restore-well = The backup is restored.
restore-spent = Each identity has one try until its PIN was given, and no approval from before counts (RS14 4).
restore-begin = Begin
rules-kind-apart = Under rules of their own
rules-kind-other = Another…
rules-kind-name = Name of the kind
kind-test-report = Test report
kind-calibration = Calibration certificate
kind-letter = Official letter
kind-contract = Contract
rules-unread = { $count ->
    [one] Page { $pages } was not looked at yet. Look at all of it before signing.
   *[other] { $count } pages were not looked at yet: { $pages }. Look at all of them before signing.
  }
rules-read = All { $count } pages were looked at
rules-ticket = There is an approval; sealing uses it up.
approvals-taken = { $count ->
    [one] 1 approval was taken over.
   *[other] { $count } approvals were taken over.
  }
approvals-refused = “{ $name }” was not taken over: { $why }
rules-files = { $count ->
    [one] 1 file:
   *[other] { $count } files:
  }
rules-files-approved = { $allowed } may be sealed; { $count ->
    [one] 1 approval is used up by it.
   *[other] { $count } approvals are used up by it.
  }
rules-files-approved-all = { $count ->
    [one] 1 file is approved; sealing uses the approval up.
   *[other] { $count } files are approved; sealing uses the approvals up.
  }
rules-files-allowed = { $count ->
    [one] 1 file may be sealed.
   *[other] { $count } files may be sealed.
  }
rules-files-apart = { $count ->
    [one] This one is not sealed; the others are.
   *[other] These { $count } are not sealed; the others are.
  }
rules-files-show = Show in the list
rules-files-unread = Pages are not turned here: look at every file first. The sentence that you confirm goes into the usage log.
rules-records = Goes into the usage log ({ $count })
missing-rules = The rules do not allow it now.
rules-why = Show why
missing-review = Look at all pages first.

## Returning
return-open = Return to the office…
return-due = A report signed on a journey goes back to the office.
return-title = Return to the office
return-words = Packs “{ $name }”, its checksum and its rows of the log, sealed with your signature.
return-go = Pack and save…
return-next-send = Give this file to the office, by mail or memory stick.
return-next-kept = The office verifies the signature and writes down when it came back.
return-done = Packed as “{ $name }”.
