### Many files verified at once: choosing, the list of results, filters, export.
list-number = No.
list-file = File
list-verdict = Result
list-why = Explanation
list-signers = Signed by
list-signed = Signed at
list-found-good = Valid
list-found-know = Look closer
list-found-bad = Not reliable
list-found-unsigned = Unsigned
list-found-unreadable = Unreadable
list-summary = { $count ->
    [one] 1 file
   *[other] { $count } files
}: { $good } valid, { $know } to look at closer, { $bad } not reliable, { $unsigned } unsigned, { $unreadable } unreadable.
many-open = Verify many…
many-title = Verify many
many-words = Choose a folder or several files, or drop them here. PDF files in its folders are verified too. No file is changed.
many-choose-files = Choose files…
many-choose-folder = Choose a folder…
many-filter = Filter by result
many-filter-all = All ({ $count })
many-filter-one = { $word } ({ $count })
many-waiting = Waiting
many-progress = { $done } of { $total } verified
many-stop = Stop
many-stopping = Stopping…
many-stopped = Stopped; { $open } not verified.
many-again = Verify the other { $count }
many-look = Open
many-export-csv = Export table
many-export-pdf = Export PDF
many-exported = The list was saved as “{ $name }”.
back-to-many = Back to verifying many
