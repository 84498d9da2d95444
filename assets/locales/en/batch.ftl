### Many reports with one PIN.
batch-open = Sign and stamp many…
batch-title = Sign and stamp many
batch-words = Enter the PIN once, sign many reports and put seals on them. Each is saved as a new file; one that cannot be signed does not hold up the others.
batch-choose-files = Choose files…
batch-choose-folder = Choose folder…
batch-files = Files to be signed
batch-filter = Filter by result
batch-filter-all = All ({ $count })
batch-output = Save in:
batch-output-none = not chosen yet
batch-output-choose = Choose folder…
batch-output-words = No file is overwritten.
batch-column-number = No.
batch-column-file = File
batch-column-result = Result
batch-column-pages = Pages stamped, new file or reason
batch-planning = Listing the pages…
batch-plan-fails = Cannot be stamped: { $why }
batch-plan-nothing = No page would be stamped
batch-plan-sum = { $failed ->
    [0] Seals: { $marks } on { $pages } pages of { $files } files.
   *[other] Seals: { $marks } on { $pages } pages of { $files } files; { $failed } cannot be stamped.
  }
batch-column-reason = New file or reason
batch-state-waiting = To sign
batch-state-signed = Signed
batch-state-failed = Not signed
batch-state-skipped = Not tried
batch-stamp-later = Signed; the timestamp follows later
batch-how = How to sign
batch-at-place = At one place
batch-at-field = In a named field
batch-at-none = Hidden
batch-page = Page
batch-page-first = First page
batch-page-last = Last page
batch-left = Left, mm
batch-top = Top, mm
batch-width = Width, mm
batch-field = Name of the field
batch-field-hint = Files without this field are not signed.
batch-sign = { $count ->
    [one] Sign 1 file
   *[other] Sign { $count } files
}
batch-again = Try { $count } again
batch-cancel = Stop
batch-stopping = Stopping after this file…
batch-progress = { $done } of { $total } done
batch-count = { $count ->
    [one] 1 file
   *[other] { $count } files
}
batch-sum = { $signed } signed, { $failed } not signed.
batch-sum-open = { $signed } signed, { $failed } not signed, { $open } not tried.
batch-show-folder = Open folder
batch-pin-stopped = Stopped: no other file was tried with this PIN.
batch-lack-files = Choose the files first.
batch-lack-output = Choose the folder to save in.
batch-lack-plan = Each file is being looked at; signing begins by itself after that.
batch-lack-identity = Choose an identity that can sign.
batch-lack-look = Choose a signature or words to show, or “Hidden” as the place.
batch-lack-field = Enter the name of the field.
batch-lack-more = Enter the fields to lock.
batch-lack-consent = Tick the sentence.
batch-lack-pin = Enter the PIN.
batch-lack-rules = See to what the rules forbid first.
batch-lack-second = Have the second person enter their PIN.
batch-lack-finger = Confirm by fingerprint, or have a second person confirm.
batch-halted = { $failing } of { $count } files will not be signed; the list says why. Press once more to sign the others.
batch-column-rules = Rules
batch-rules-asking = Asking the rules…
batch-rules-approved = Approved
batch-rules-allowed = May be sealed
batch-filter-barred = Not allowed ({ $count })
batch-barred-sum = { $allowed } may be sealed; { $barred } may not, by the rules.
