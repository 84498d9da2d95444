### The window: title bar, start screen, guide, common buttons.

## Common
program = Vermilion
cancel = Cancel
close = Close
close-panel = Close panel
back = Back
next = Next
change = Change
fold = Done
create = Create
remove = Remove
import = Import
export = Export
details = Details
technical-details = Technical details
more = More
more-choices = More choices
choose-file = Choose file…
choose-other-file = Choose another file…
try-again = Try again
copy-details = Copy details
secret-show = Show what is typed
secret-hide = Hide what is typed
failure-title = Not done
no-start = Vermilion cannot start
show-in-folder = Open folder
# A short page number, for lists.
page-short = p. { $page }
page-go = Go to page { $page }

## Title bar
sign = Sign
search = Search
search-keys = Search (Ctrl F)
history = Usage log
settings = Settings
open-other = Open another file…
open-again = Open again
enter-password = Enter password…
close-document = Close file
back-to-document = Back to the file
back-to-start = Back to start
history-look = Show the usage log
verdict-look = Show signatures
settings-identities-open = Manage identities
settings-network-open = Network settings
settings-tokens-open = Token settings
back-to-batch = Back to the files

## Start screen
drop-title = Drop a PDF here
drop-release = Let go to open
drop-words = Reports are handled on this computer only and never uploaded.
open-pdf = Open PDF…
doors = Start here
door-sign = Sign a report
door-sign-words = Choose a report, read it, sign it
door-verify = Verify a file
door-verify-words = See who signed it and whether it was changed
door-sample = Open the sample report
recent = Opened recently
recent-forget = Clear list
recent-empty = Files that you open are listed here.
recent-missing = No longer there
verdict-passed = Trusted
verdict-indeterminate = Take note
verdict-failed = Not in order
verdict-unsigned = Not signed
verdict-unreadable = Cannot be checked
verdict-none = Not checked yet
tone-good = In order
tone-know = Take note
tone-bad = Not in order
tone-none = Note

## Password
password-title = This file is encrypted
password-words = “{ $name }” is protected by a password ({ $encryption }). Enter the password to open it; signing may need the owner’s password.
password-label = Password of the file
password-open = Open
password-locked = The file is encrypted. It can be shown once the password is given.

## First run
guide-open = Open the guide
guide-progress = Step { $at } of { $count }
guide-later = Later
guide-end = End the guide
guide-start = Open the sample report
guide-who = Who are you?
guide-who-words = Your signature carries your name and where you work. Use the same words as on your badge.
guide-pin = Choose a PIN
guide-pin-words = You enter the PIN each time you sign. It protects the signing key on this computer; nobody can recover it for you.
guide-pin-done = The identity “{ $name }” has been made.
guide-draw = Write your signature
guide-draw-words = Use a pen, a finger or the mouse. It will be there each time you sign.
guide-try = Sign a sample report
guide-try-words = A sample report opens next: click where the signature shall stand, enter the PIN, sign, and see what others will read when they open it.
coach-sign = Guide: press “Sign” at the top right.
coach-place = Guide: go to the last page and click on the line “批准 Approved by”. The signature will stand there.
coach-consent = Guide: drag the signature to move it, drag a corner to resize it. Then tick the sentence on the right.
coach-pin = Guide: enter your PIN and press “Sign”.
coach-done = The sample is signed. The sentence below is what others read when they open this file.
coach-finish = Finish
