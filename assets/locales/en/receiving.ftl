# What a receiver does with seals and paper: seam seals joined again, paper against file, copies.

## The seam seal
seam-title = Join the seam seal
seam-one-page = There is one page, so there is no seam to check.
seam-none = No edge of the pages bears slices of a seal.
seam-complete = The seam seal is whole: the slices of { $pages } pages make { $seals ->
    [1] one seal
   *[other] { $seals } seals
    }, in the right order.
seam-unclear = The slices in this scan do not line up, so nothing can be said: look at the joined seal, or ask for the file.
seam-odd = The seam seal does not fit: { $odd ->
    [1] one page is
   *[other] { $odd } pages are
    } not right.
seam-missing = The seam seal is not whole: { $missing ->
    [1] one page is
   *[other] { $missing } pages are
    } missing.
seam-odd-and-missing = The seam seal does not fit: { $odd ->
    [1] one page is
   *[other] { $odd } pages are
    } not right, and { $missing } missing.
seam-basis-artwork = Compared with the registered seal “{ $seal }”; { $sureness ->
    [high] sure
    [fair] fairly sure
   *[low] not sure, have a look yourself
    } ({ $percent }%).
seam-basis-neighbours = No registered seal to compare with, so only neighbours are held together; { $sureness ->
    [high] sure
    [fair] fairly sure
   *[low] not sure, have a look yourself
    } ({ $percent }%).
seam-page-fits = Page { $page }: the slice fits ({ $percent }%).
seam-page-moved = Page { $page }: out of order; it belongs where page { $belongs } is ({ $percent }%).
seam-page-foreign = Page { $page }: the slice does not fit; the page may have been exchanged ({ $percent }%).
seam-page-bare = Page { $page }: no slice of the seal; the page may have been exchanged or added ({ $percent }%).
seam-page-unclear = Page { $page }: too little of the slice is left in the scan to judge it.
seam-page-spared = Page { $page }: a side that bears no seal.
seam-gap-first = { $pages ->
    [1] One page is
   *[other] { $pages } pages are
    } missing before the first.
seam-gap = { $pages ->
    [1] One page is
   *[other] { $pages } pages are
    } missing after page { $after }.
failure-no-seam = No seam seal was put together.
failure-no-seam-remedy = See whether the document bears a seam seal, or name its edge with --edge.
failure-no-seal-in-picture = The picture “{ $name }” shows no seal to compare with.
failure-no-seal-in-picture-remedy = Use a picture of the seal alone: red ink, cut close.

## Paper against file
paper-link-agrees = Paper and file agree; signed by { $signer } and untouched.
paper-link-signed = The code on the paper was signed by { $signer } and is untouched.
paper-link-differs = The paper does not agree with this file.
paper-link-unknown = The code says that { $signer } signed it, but no such certificate is known here, so it cannot be checked.
paper-link-forged = The code is forged or was changed: its signature does not belong to the certificate of { $signer }.
paper-link-signer = Signed by: { $signer } ({ $known ->
    [trusted] certificate trusted
    [own] identity of this computer
    [given] certificate given by you
    [in-file] certificate found in the file alone, not trusted yet
   *[none] certificate unknown
    })
paper-link-day = Day: { $day } (the signer’s own clock)
paper-link-pages = Pages: { $pages }{ $agree ->
    [yes] , as in the file
    [no] , the file has another number
   *[unasked] {""}
    }
paper-link-seal = Seal: { $seal }
paper-link-not-signed-by = The file bears no signature of this person.
paper-link-value = { $name }: { $value }{ $agree ->
    [yes] , stands in the file
    [no] , does not stand in the file
   *[unasked] {""}
    }
failure-paper-code = The code cannot be used.
failure-paper-code-remedy = Take a clearer photograph or scan.
paper-code-none = No code of this program was found on “{ $name }”.
paper-code-none-remedy = Photograph the code straight and sharp, or scan with 300 dpi; vermilion sign --qr puts one on a page.
paper-code-small = The signature’s box is too small for the code.
paper-code-small-remedy = Make the box at least { $least } mm high, and wider to match.
paper-code-value = The document does not name “{ $name }”.
paper-code-value-remedy = Write “{ $name }=value”, or leave it out.
paper-code-absent = “{ $value }” ({ $name }) does not stand in the document.
paper-code-absent-remedy = What a code says of many files must stand in each of them; “{ $name }” alone is read from each file.
paper-code = Add a code for checking the printed report
paper-code-says = The code says
paper-code-hint = One on each line, read from the report; or written as “Report No.=JC-2026-0417”.
paper-code-number = Report No.
paper-code-long = So much does not fit into the code.
paper-code-long-remedy = Name fewer things: at most 8, each name and value of at most 80 bytes.
paper-code-version = The code was made by a newer version of this program.
paper-code-version-remedy = Update the program and check again.
paper-code-damaged = What the code says is incomplete or was changed.
paper-code-damaged-remedy = Take another photograph; if it stays so, treat it as forged.
paper-code-unsigned = The code could not be signed.
paper-code-unsigned-remedy = Try another identity; keys of SM2, RSA, ECDSA and Ed25519 will do.

## Copies
output-copy = copy
copy-mark = 副本 COPY
copy-mark-number = 副本 COPY { $number }
copy-mark-for = 副本 COPY · { $recipient }
copy-mark-number-for = 副本 COPY { $number } · { $recipient }
copy-mark-below = Converted copy, not equal to the original · { $id }
cli-copied = Copy made: { $file } (id { $id }, SHA-256 { $sha256 })
action-copy-made = Copy made
finding-converted-copy = This is a copy (converted){ $number ->
    [none] {""}
   *[other] , number { $number }
    }{ $recipient ->
    [none] {""}
   *[other] , for { $recipient }
    }, and not equal to the original; SHA-256 of the original: { $sha256 }.
failure-copy-refused = No copy was made.
failure-copy-refused-remedy = Look at the file and try again.
copy-refused-recipient = The recipient’s name cannot be used.
copy-refused-recipient-remedy = Use a name of one line and at most 40 characters.
copy-refused-writing = The copy could not be written.
copy-refused-writing-remedy = Try another password, or none.

## In the window
seam-words = Puts the slices at the pages’ edges together again and shows missing, exchanged and misplaced pages.
seam-seal = Compare with
seam-seal-none = No registered seal, neighbours only
seam-check = Join the seam seal
seam-again = Join again
seam-picture = The joined seam seal
paper-link-title = Check a printed page
paper-link-words = Choose a photograph or scan of the printed page; its code is held against the open file.
paper-link-choose = Choose a photograph or scan
paper-link-another = Choose another
copy-title = Export a copy
copy-open = Export a copy…
copy-words = A copy is a new file that looks like the original, says on each page that it is a copy, and bears no signature. Each is different, and the log keeps who got which.
copy-number = Number (may be left empty)
copy-number-wrong = A whole number from 1.
copy-for = For whom (may be left empty)
copy-encrypted = It opens with a password
copy-password = The copy’s password
copy-confirm = Export
copy-saved = Exported: { $name }
dialog-open-paper = Choose a photograph or scan of the page
dialog-kind-paper = Pictures and PDF
dialog-save-copy = Where the copy goes
