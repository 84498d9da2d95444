### The usage log: list, state of the chain, export; also for the exported CSV.
history-search = Search file, person or place
history-action = Action
history-action-all = All actions
history-period = Period
period-all = Any time
period-today = Today
period-week = Last 7 days
period-month = Last 30 days
period-year = Last year
history-count = { $count ->
    [one] 1 entry
   *[other] { $count } entries
}
history-export-csv = Export CSV
history-export-json = Export JSON
history-exported = The log is exported as “{ $name }”.
history-none = No entry fits.
history-clear = Clear filter
history-empty = No entries yet. Once a file is opened or signed, this tells who did what, when and where.
history-start = Open a file
column-number = No.
column-time = Time
column-action = Action
column-who = Person
column-document = File
column-place = Place
column-result = Result
sort-newest = Newest first; click for oldest first
sort-oldest = Oldest first; click for newest first
entry = Entry { $number }
fact-note = Note
fact-identity = Identity
fact-device = Device
fact-before = SHA-256 before
fact-after = SHA-256 after
fact-entry-hash = Hash of this entry

## Actions
action-opened = Opened
action-signed = Signed
action-signed-intent = Signing begun
action-signed-aborted = Signing given up
action-signed-recovered = Signature recovered
action-extended = Extended
action-extended-intent = Extending begun
action-extended-aborted = Extending given up
action-extended-recovered = Extension recovered
action-prepared = Fields prepared
action-prepared-intent = Preparing begun
action-prepared-aborted = Preparing given up
action-prepared-recovered = Preparation recovered
action-verified = Verified
action-identity-created = Identity made
action-identity-imported = Key imported
action-identity-exported = Key exported
action-identity-removed = Identity removed
action-secret-changed = PIN changed
action-wrong-pin = Wrong PIN
action-locked = Identity locked
action-unlocked = Identity unlocked
action-trust-added = Certificate trusted
action-trust-removed = Trust withdrawn
action-log-exported = Log exported
action-report-exported = Report exported
action-settings-changed = Settings changed
action-alarm = Alarm

## Results
result-ok = Done
result-failed = Failed
result-refused = Refused

## State of the chain
chain-checking = Checking the log…
chain-whole = { $count ->
    [one] The log is whole: 1 entry, unchanged.
   *[other] The log is whole: { $count } entries, each following from the one before, unchanged.
}
chain-empty = The log is empty.
chain-root = Check value
chain-again = Check again
chain-broken = The log is not whole: from entry { $entry } on it does not fit.
chain-broken-remedy = Export it, keep the file, and tell the quality office.
chain-row-missing = An entry is missing.
chain-row-malformed = An entry has the wrong form.
chain-link-broken = Two entries are not linked.
chain-hash-wrong = The content of an entry was changed.
chain-body-malformed = An entry cannot be read.
chain-nodes-wrong = The check tree does not fit the entries.
chain-root-wrong = The check value does not fit the entries.
chain-guards-changed = The protection against changes was removed.
chain-truncated = Entries at the end are missing.
chain-forked = The log is not the one that the kept check value belongs to.
chain-text-differs = What is shown differs from what is protected.
chain-proof-wrong = The proof does not lead to the check value.
chain-copy-missing = The copy of the check value is missing; nothing tells whether entries at the end are lost.
chain-copy-unreadable = The copy of the check value cannot be read; nothing tells whether entries at the end are lost.
chain-index-mended = The search index did not match the entries and was rebuilt from them; earlier searches may have missed some, search again.
