### The quality office in the window: its door, its opening, its rail.
qc-title = Quality office
qc-door-words = People, seals, directory, inspection
qc-back = Back to the quality office
qc-setup-title = Open the quality office
qc-setup-words = This computer will keep the register of people and seals and issue copies and the directory. Everything stays here; other computers exchange files with it.
qc-organisation = Organisation
qc-organisation-hint = The full name; it stands in every certificate and in the directory.
qc-keyholders = Two keyholders
qc-keyholders-words = Issuing a copy or the directory takes two people, each with their own PIN; nobody can issue alone.
qc-keyholder-first = First keyholder
qc-keyholder-second = Second keyholder
qc-keyholder = keyholder
qc-keyholder-name = Name
qc-keyholders-same = The two keyholders cannot be the same person.
qc-start = Open
qc-starting = Making the organisation’s keys…
qc-demo = Sample laboratory
qc-demo-words = Puts a quality office, signatories, a custodian and a month of records into a folder, to try and to train with; nothing on this computer changes.
qc-demo-made = The sample laboratory is in the folder “{ $name }”; its PINs and how to open it are written in SAMPLE.txt there.
qc-sample = Sample, to try only
qc-section-people = People
qc-section-seals = Seals
qc-section-directory = Directory
qc-section-returns = Returned reports
qc-section-incidents = Incidents
qc-section-inspection = Inspection
qc-section-policy = Rules of the house
qc-none = None
qc-no-limit = No limit
qc-from = From
qc-until = Until
qc-until-open = Until (optional)
qc-since = since { $from }
qc-till = until { $until }
day-format = YYYY-MM-DD
day-wrong = Write it like 2026-11-26.

### What asks for attention.
qc-asks-directory = The directory is not out yet
qc-asks-directory-stale = The directory has run out
qc-asks-period =
    { $count ->
        [one] 1 signature runs out soon
       *[other] { $count } signatures run out soon
    }
qc-asks-left =
    { $count ->
        [one] 1 person has left, the signature still counts
       *[other] { $count } people have left, their signatures still count
    }
qc-asks-training =
    { $count ->
        [one] 1 person without training
       *[other] { $count } people without training
    }
qc-asks-token-life =
    { $count ->
        [one] 1 token is past its life
       *[other] { $count } tokens are past their life
    }
qc-asks-suspended =
    { $count ->
        [one] 1 suspended
       *[other] { $count } suspended
    }
qc-asks-unused =
    { $count ->
        [one] 1 signature long unused
       *[other] { $count } signatures long unused
    }
qc-asks-log-cut =
    { $count ->
        [one] 1 computer’s log is old
       *[other] { $count } computers’ logs are old
    }
qc-asks-pin-age =
    { $count ->
        [one] 1 PIN is too old
       *[other] { $count } PINs are too old
    }
qc-asks-pin-ageing =
    { $count ->
        [one] 1 PIN is due for a change
       *[other] { $count } PINs are due for a change
    }
qc-asks-initial-pin =
    { $count ->
        [one] 1 initial PIN not changed
       *[other] { $count } initial PINs not changed
    }
qc-asks-backup = A backup is due
qc-asks-more = { $count } more
qc-flag-period = expiring
qc-flag-left = has left
qc-flag-training = no training
qc-flag-token-life = old token

### People.
qc-people-search = Find a name, number, department
qc-people-state = By state
qc-state-all = All states ({ $count })
qc-state-count = { $state } ({ $count })
qc-people-count =
    { $count ->
        [one] 1 person
       *[other] { $count } people
    }
qc-people-none = Nobody fits.
qc-people-clear = Show all
qc-people-empty = Nobody is in the register yet. Signatories apply on their own computers and send the application here, where it is taken in.
qc-column-number = No.
qc-column-name = Name
qc-column-department = Department
qc-column-post = Post
qc-column-state = State
qc-column-until = Valid until
qc-column-attention = Attention
qc-facts = Facts
qc-employment = Employment
qc-employment-regular = Regular
qc-employment-temporary = Temporary
qc-employment-part-time = Part-time
qc-employment-external = External
qc-ends = Last day
qc-ends-hint = The signature ends on that day by itself; leave empty for no end.
qc-id-number = Identity card
qc-purpose = Purpose
qc-training = Training
qc-training-none = Not yet
qc-kept-until = Records kept until
qc-training-hint = The day on which the rules were acknowledged ({ $clause }).
qc-condition = Where it may be used
qc-condition-anywhere = Anywhere
qc-condition-anywhere-words = At the office and away.
qc-condition-off-site = Off-site only
qc-condition-off-site-words = Only with a declared journey: place, reason and time (RS17 2).
qc-condition-devices = Authorised computers only
qc-condition-devices-words = Only on the computers listed below (RS10 六.2).
qc-scope = Scope
qc-scope-kinds = Kinds of documents
qc-scope-departments = Departments
qc-scope-period = Authorised
qc-scope-from = Authorised from (optional)
qc-scope-until = Authorised until (optional)
qc-scope-hint = One a line; empty for no limit.
qc-posts = Posts
qc-post-title = Post
qc-post-field = Field
qc-post-add = Add a post
qc-devices = Authorised computers
qc-devices-hint = One a line: the device number that the signatory’s computer shows.
qc-tokens = Tokens
qc-token-add = Add a token
qc-token-serial = Number
qc-token-state = Is
qc-token-primary = Primary
qc-token-secondary = Spare
qc-token-returned = Returned
qc-token-lost = Lost
qc-token-issued = Handed out
qc-token-end = End of life
qc-token-warranty-until = Warranty until (optional)
qc-token-life = handed out { $issued }, lasts until { $end }
qc-token-warranty = warranty until { $until }
qc-specimen = Specimen
qc-specimen-words = See that it is clear and bears the name.
qc-certificates = Certificates
qc-certificates-none = None issued yet.
qc-certificate-counts = counts
qc-certificate-ended = ended { $at }
qc-certificate-outside = from an outside authority
qc-timeline = Steps
qc-change-title = Change the facts of { $name }
qc-change-go = Save
qc-changed = The facts of { $name } are changed; they count once the next directory is out.
qc-step-done = { $name }: { $state }
qc-new-post = New post
qc-why = Reason
qc-why-hint = Needed; it is kept in the register.
qc-why-open = Remark (optional)
qc-compromise = The key may be in other hands
qc-papers = Papers
qc-paper-add = Add a paper…
qc-paper-remove = Remove “{ $name }”
qc-papers-check = The identity check, for example.
qc-papers-approve = The approval or the authorisation, for example.
qc-papers-any = Optional.
qc-officer = Officer
qc-pin = The officer’s PIN
qc-pin-of = PIN of { $name }
qc-keep = Leave as it is
qc-pick = Type a name or number
qc-pick-none = Nobody of that name is in the register.
qc-do-check = Check identity
qc-do-check-title = Check the identity of { $name }
qc-do-check-words = Confirms that the person was seen and the papers fit the application.
qc-do-approve = Approve
qc-do-approve-title = Approve the application of { $name }
qc-do-approve-words = The papers were examined; a copy may be issued.
qc-do-reject = Reject
qc-do-reject-title = Reject the application of { $name }
qc-do-reject-words = Say exactly why; the applicant can apply again.
qc-do-issue = Issue a copy…
qc-do-issue-title = Issue a copy to { $name }
qc-do-issue-words = Both keyholders are needed. The copy becomes a file; its initial PIN is shown apart.
qc-do-issue-again = Issues a new copy; the old certificate stops counting with the next directory. Both keyholders are needed.
qc-do-issue-go = Issue
qc-do-suspend = Suspend
qc-do-suspend-title = Suspend the signature of { $name }
qc-do-suspend-words = For loss or leak; it can be resumed when found. Once the directory is out, nobody accepts it.
qc-do-resume = Resume
qc-do-resume-title = Resume the signature of { $name }
qc-do-resume-words = It was found and nobody else used it.
qc-do-renew = Renew
qc-do-renew-title = Renew the signature of { $name }
qc-do-renew-words = For a new period, name or key. The person applies again, then a new copy is issued (RS8 二.1).
qc-do-transfer = Transfer
qc-do-transfer-title = Transfer { $name }
qc-do-transfer-words = What was bound to the old post ends the day before the new one begins; the new post needs its own application and copy.
qc-do-revoke = Revoke
qc-do-revoke-title = Revoke the signature of { $name }
qc-do-revoke-words = This cannot be undone: the signature can never be used again, only applied for anew. Reports signed before without a trusted timestamp will be shown as signed by a revoked certificate.
qc-do-destroy = Destroy
qc-do-destroy-title = Destroy the signature of { $name }
qc-do-destroy-words = The specimen in the archive and the key are wiped and cannot be brought back. The certificate, the log and the record of destruction stay.
qc-issue-until = Valid until (optional)
qc-issue-until-hint = A year where empty, and never beyond the post or the employment.
qc-issued-title = A copy was issued to { $name }
qc-issued-file = The copy: { $file }. Hand it to the person.
qc-initial-pin = Initial PIN
qc-initial-pin-words = Shown this once. Tell it to the person another way, in person or by phone, never together with the copy; it has to be changed before the first use.
qc-initial-pin-told = Noted

### The register of seals.
qc-seals-search = Find a seal or custodian
qc-seals-none = No seal fits.
qc-seals-empty = No seal is registered yet. Begin with one: who keeps it, who must sign before, when an approval is needed.
qc-seal-add = Register a seal…
qc-seal-add-title = Register a seal
qc-seal-add-go = Register
qc-seal-change = Change its rules…
qc-seal-change-title = Change the rules of “{ $name }”
qc-seal-made = Seal made on this computer
qc-seal-made-none = Bound to no artwork
qc-seal-made-hint = Only this artwork counts then; an imitation cannot be set ({ $clause }).
qc-seal-example = Testing seal
qc-column-seal = Seal
qc-column-custodian = Custodian
qc-column-policy = Before it is set
qc-column-use = Use
qc-seal-used = In use
qc-seal-away = Put away
qc-deputy-for = { $deputy } (for { $custodian })
qc-seal-needs = Needs the signature of { $names }.
qc-seal-needs-ordered = Needs the signatures of { $names }, in this order.
qc-need-post = any { $post }
qc-ticket-when-unsigned = An approval where a signature is missing.
qc-ticket-when-unsigned-label = Where a signature is missing
qc-ticket-when-unsigned-words = With the required signatures it can be set; without them an approver has to write an approval.
qc-ticket-always = An approval every time.
qc-ticket-always-label = Every time
qc-ticket-always-words = Every file needs an approval, which is used up with it.
qc-ticket-never = No approval.
qc-ticket-never-label = Never
qc-ticket-never-words = The signatures on the file alone count.
qc-ticket = Approval
qc-needs = Signatures needed before
qc-needs-words = By post, whoever holds it may sign; by name, only that person.
qc-need-add = Add
qc-need-add-post = Add by post
qc-need-add-person = Add by name
qc-need-example = Authorised signatory
qc-ordered = In this order
qc-approvers = Approvers
qc-approver-add = Add an approver
qc-approver-hint = Only those listed may write an approval ({ $clause }).
qc-approver-needed = Name an approver or a signature needed before; otherwise the seal could never be set.
qc-custodian-hint = To change it, hand the seal over.
qc-artwork = SHA-256 of the artwork
qc-artwork-hint = Empty: the certificate counts, the artwork is not compared.
qc-artwork-wrong = It should be 64 hexadecimal characters.
qc-keeping = Keeping
qc-deputy-now = Deputy now
qc-deputies = Deputies so far
qc-witness-of = witness { $witness }
qc-seal-kept = “{ $name }” is registered; it counts once the next directory is out.
qc-seal-put-away = Put away
qc-seal-away-title = Put “{ $name }” away
qc-seal-away-words = Once the directory is out nobody can set this seal any more; its entry and its past stay, and it can be taken into use again.
qc-seal-is-away = “{ $name }” is put away; that counts once the next directory is out.
qc-seal-back = Take into use again
qc-seal-back-title = Take “{ $name }” into use again
qc-seal-back-words = Once the directory is out its custodian can set it again, under its rules.
qc-seal-hand = Hand over…
qc-hand-title = Hand over “{ $name }”
qc-hand-words = { $name } keeps it now. Only seals are handed over; a personal signature is never used by somebody else.
qc-hand-way = How
qc-hand-deputy = To a deputy for a time
qc-hand-deputy-words = For leave or travel; it ends by itself.
qc-hand-keeper = To a new custodian
qc-hand-keeper-words = Who keeps it from then on.
qc-hand-to = To
qc-hand-same = That is the custodian now.
qc-hand-backwards = It ends before it begins.
qc-hand-go = Hand over
qc-handed = “{ $seal }” was handed to { $name }.
qc-witness = Witness
qc-witness-hint = Who saw the hand-over.
qc-witness-own = The witness cannot be the one who takes it.

### The directory, incoming files, unlocking.
qc-directory-words = The directory is a file signed by the office: which signatures and seals count, which are suspended or revoked. Every computer and every verifier needs the newest one.
qc-directory-none = No directory has gone out yet.
qc-directory-stale = The directory ran out on { $next }; stations warn about it or refuse.
qc-directory-due = The register changed since; that counts once a new directory is out.
qc-directory-fresh = The directory is up to date.
qc-directory-number = Number
qc-directory-issued = Issued
qc-directory-next = Next at the latest
qc-directory-holds = Holds
qc-directory-counts = { $people ->
    [1] 1 person
   *[other] { $people } people
  }, { $seals ->
    [1] 1 seal
   *[other] { $seals } seals
  }
qc-directory-send = Send a new directory…
qc-directory-send-title = Send a new directory
qc-directory-send-words = Signed by both keyholders and kept as a file, which then goes to every computer and may be published for verifiers.
qc-directory-send-go = Sign and save
qc-directory-sent = The new directory: { $name }. Send it to every computer.
qc-root = Fingerprint of the organisation’s root
qc-root-words = A new computer compares it with its first directory; tell it by phone or on paper.
qc-root-here = The root’s key is on this computer.
qc-root-away = The root’s key is kept elsewhere.
qc-unlock = Unlocking
qc-unlock-words = Five wrong PINs lock an identity. The holder sends a request; both keyholders answer with an unlock letter.
qc-unlock-choose = Open an unlock request…
qc-unlock-ask = { $name } asks for new tries. Make sure it is really them, then both keyholders enter their PINs.
qc-unlock-go = Write the letter
qc-unlock-given = The unlock letter: { $name }. Send it to the holder.
qc-take = Take in a file…
qc-take-go = Take in
qc-take-other = Choose another file…
qc-take-failed = This file cannot be taken in
qc-taken-title = Taken in
qc-taken-person = Open the person’s file
qc-taken-show = Show “{ $section }”
qc-letter-application = Application
qc-letter-application-words = It goes into the register as “applied”.
qc-letter-notice = Notice of loss or finding
qc-letter-notice-words = The signature is suspended at once, and an incident is written down.
qc-letter-receipt = Receipt of a copy
qc-letter-receipt-words = It is kept with the person’s steps.
qc-letter-return = Returned report
qc-letter-return-words = Its signatures are verified as it comes in, and the result is kept.
qc-letter-log = Log of a computer
qc-letter-log-words = It is checked for completeness, compared with what came before, and counted in the inspection.
qc-letter-unlock-request = Unlock request
qc-letter-issue = Issued copy
qc-letter-directory = Directory
qc-letter-unlock = Unlock letter
qc-letter-ticket = Approval
qc-not-ours = This file is meant for a signatory or custodian and is taken in on their computer. The office does not need it.

### Returned reports and incidents.
qc-returns-search = Find a report, person, place
qc-returns-all = All results
qc-returns-count =
    { $count ->
        [one] 1 report
       *[other] { $count } reports
    }
qc-returns-none = No report fits.
qc-returns-empty = No report has come back yet. Travellers pack a signed report for the office; it is taken in here.
qc-column-received = Received
qc-column-report = Report
qc-column-by = Sent by
qc-column-place = Signed at
qc-column-verdict = Result
qc-returned-passed = When it came, the signatures were trusted and the content unchanged.
qc-returned-indeterminate = When it came, the signatures could not be confirmed in full; ask the sender.
qc-returned-failed = When it came, something was wrong with the signatures; ask the sender.
qc-returned-unsigned = The file that came has no signature.
qc-returned-unreadable = The file that came cannot be examined.
qc-returned-clause = A signed report is sent back ({ $clause }). The file is kept in the archive.
qc-returned-out = Take out and open…
qc-returned-out-words = The file is byte for byte what came back: look at it, approve its sealing, and hand it to the seal’s keeper with the approval.
qc-returned-opened = “{ $name }” was taken out.
qc-incidents-search = Find an incident
qc-incidents-all = All kinds
qc-incidents-none = No incident fits.
qc-incidents-empty = No incidents. Loss, leak, misuse and tampering are written down here.
qc-incidents-none-period = No incidents in this period.
qc-incidents-stay = What is written down stays as it is.
qc-incident = Incident { $number }
qc-incident-add = Write an incident…
qc-incident-add-title = Write an incident
qc-incident-go = Write
qc-column-when = When
qc-column-kind = Kind
qc-column-about = About
qc-column-words = What happened
qc-column-measure = Measure
qc-measure-none = None yet
qc-measure-hint = A warning, training, a report to the authority, for example.
qc-written-by = Written by

### Inspection and the rules of the house.
qc-year = Year
qc-year-of = { $year }
qc-year-whole = Whole year
qc-month = Month
qc-inspection-words = At least once a year, and kept.
qc-inspection-save = Save the report…
qc-inspection-saved = The report: { $name }
qc-to-do = To be done
qc-to-do-none = Nothing is to be done.
qc-inspection-people = People, now
qc-inspection-steps = Steps in the period
qc-inspection-signatures = Signatures in the period
qc-inspection-actions = Log in the period
qc-unused = Signatures that nobody uses
qc-unused-words = What was not used for { $days } days is reviewed, and revoked where nobody needs it.
qc-unused-last = last used { $at }
qc-unused-never = never used
qc-unused-none = None.
qc-stations = Logs of the computers
qc-stations-words = Computers send their logs from time to time; those older than 7 days are told.
qc-stations-none = No computer has sent its log yet.
qc-station-seen = received { $at }, { $count } entries
qc-age-hours = { $count } h
qc-age-days =
    { $count ->
        [one] 1 day
       *[other] { $count } days
    }
qc-policy-house = Rules
qc-policy-basis = Basis
qc-policy-basis-hint = Name and number of the house’s own rules.
qc-policy-effective = In force since
qc-policy-officers = Who works in the office; managing, using and auditing are apart
qc-officer-pin-age = PIN { $days } days old
qc-officer-pin = Change PIN
qc-officer-pin-title = Change the PIN of { $name }
qc-officer-pin-words = A PIN is changed every { $days } days, and no earlier one is taken again.
qc-officer-pin-go = Change
qc-officer-pin-changed = The PIN of { $name } was changed.
qc-officer-add = Add an officer
qc-officer-add-words = With both keyholders’ leave; the new officer works with a PIN of their own.
qc-officer-add-go = Add
qc-officer-added = { $name } was added.
qc-officer-name = Name
qc-officer-role = Work
qc-role-manage-words = Checks, approves, issues, revokes.
qc-role-audit-words = Reads, inspects, writes incidents down, decides nothing.
qc-officer-new-pin = The new officer’s PIN
qc-root-move = Move the root key away
qc-root-move-title = Move the root key away
qc-root-move-words = The root key goes into a file, to be kept elsewhere, and is destroyed on this computer. It is needed again only for a new issuing certificate.
qc-root-move-go = Move and destroy
qc-root-password = Password of the file
qc-root-moved = The root key was moved to { $name }.
qc-role-manage = Manages
qc-role-use = Uses
qc-role-audit = Audits
qc-policy-pins = PINs
qc-policy-terms = Terms
qc-policy-use = Use
qc-policy-pin-days = Days that a PIN counts
qc-policy-pin-days-words = After so many days nothing is signed until it is changed.
qc-policy-pin-warn-days = Days after which it is told
qc-policy-pin-warn-days-words = From that day on a change is asked for.
qc-policy-pin-history = Earlier PINs not taken again
qc-policy-pin-history-words = The last so many cannot be used again.
qc-policy-pin-characters = Fewest characters of a PIN
qc-policy-pin-characters-words = Shorter or simpler ones are not taken.
qc-policy-idle-minutes = Minutes until a PIN is forgotten
qc-policy-idle-minutes-words = After so long without use it is asked for again.
qc-policy-directory-days = Days that a directory counts
qc-policy-directory-days-words = At most 7; a new one goes out before.
qc-policy-backup-days = Days between backups
qc-policy-backup-days-words = The first screen reminds of it before that.
qc-policy-unused-days = Days without use until review
qc-policy-unused-days-words = Signatures unused for so long are listed in the inspection.
qc-policy-retention-years = Years that records are kept
qc-policy-retention-years-words = The law asks for 5 at least, testing laboratories for 6.
qc-policy-warn-late = The reminder should come before the PIN is too old.
qc-policy-second = What is needed beside the PIN
qc-second-none = Nothing
qc-second-none-words = The PIN alone.
qc-second-device = The own computer
qc-second-device-words = A copy works on the computer that took it alone.
qc-second-token = A token
qc-second-token-words = The key has to be in a token that is plugged in.
qc-second-person = A second person
qc-second-fingerprint = A fingerprint
qc-second-fingerprint-words = The system recognises the signer’s finger; where there is no reader, a token or a second person. The command line has none.
qc-second-person-words = A colleague confirms with their own PIN on the same computer.
qc-policy-login = Whoever signs logs in to the program first
qc-policy-consent = Consent is confirmed on the command line too
qc-policy-clock = A clock that went back blocks signing
qc-policy-outside = Certificates outside the directory may be used, which is recorded
qc-policy-excluded = Kept out of electronic signing
qc-policy-excluded-hint = One a line; these are refused ({ $clause }).
qc-policy-barred = Told of by the law
qc-policy-barred-hint = One a line; the signer is told before ({ $clause }).
qc-policy-changed = There are changes that are not saved.
qc-policy-back = Take back
qc-policy-save = Save the rules
qc-policy-title = Save the rules of the house
qc-policy-words = They count on every computer once a new directory is out.
qc-policy-kept = The rules are saved; they count once the next directory is out.
qc-rule-period = The signature runs out or is outside its period.
qc-rule-left = The person left or changed post; the signature should have ended.
qc-rule-training = Training was not acknowledged.
qc-rule-token-life = A token is past its life.
qc-rule-suspended = The signature is suspended and waits to be resumed or issued anew.
qc-rule-unused = Nobody uses it; it should be reviewed.
qc-rule-log-cut = The log is old or incomplete.
qc-rule-directory-stale = The directory has run out.
