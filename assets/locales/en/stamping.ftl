### Seals and other marks in the same pass as a signature.
failure-stamping = The stamps cannot be placed like this.
failure-stamping-remedy = Look at the places of the stamps again.
stamping-pages = “{ $written }” is no list of pages.
stamping-pages-remedy = Write it like 1-3,5; the document has { $pages } pages.
stamping-no-pages = The document has none of the pages that were chosen.
stamping-no-pages-remedy = Choose other pages; the document has { $pages }.
stamping-keyword = “{ $words }” stands nowhere in the text of the document.
stamping-keyword-remedy = Look how the words are written, or choose a place by hand; words in a scan without text cannot be found.
stamping-occurrence = “{ $words }” stands in the document only { $found } times.
stamping-occurrence-remedy = Choose an earlier place, or the last one.
stamping-off-page = A stamp would stand off page { $page }.
stamping-off-page-remedy = Choose a place on the page, or a smaller stamp.
stamping-ink = The ink or the angle of a stamp is out of range.
stamping-ink-remedy = Choose a density above 0 up to 1, and an angle of at most 45°.
stamping-too-many = More than { $most } marks in one pass.
stamping-too-many-remedy = Choose fewer pages or places.
stamping-slot = The slice of the seal on page { $page } is larger than the field “{ $field }” reserved for it.
stamping-slot-remedy = Choose a smaller seal, or the one for which the fields were reserved.
stamping-list = “{ $name }” is no list of stamps.
stamping-list-remedy = Write it as described under “vermilion sign --layout”.
stamping-preset = No way of stamping is kept under “{ $name }”.
stamping-preset-remedy = Look which are kept, or keep this one first.
stamping-preset-name = A kept way of stamping needs a name.
stamping-preset-name-remedy = Give it a name.
stamping-no-seam = The document has one page only: there is no seam for which fields could be reserved.
stamping-no-seam-remedy = Reserve a place on the page instead.
stamping-number = The document names no report number.
stamping-number-remedy = Type the number yourself, or leave it out.
caption-report-number = Report No. { $number }
stamping-preset-none = No way of stamping is kept for documents like this one.
stamping-preset-none-remedy = Name one with “--preset”, or say where to stamp.
stamping-preset-mark = A mark that is not kept cannot be part of a kept way of stamping.
stamping-preset-mark-remedy = Keep the mark first, or use a seal of this computer.
stamp-note-no-seam = The document has one page only: no seam seal.
stamp-note-seals = The seal is repeated { $seals } times over groups of pages.
stamp-note-signed-before = The document is signed already: nothing may be drawn into its pages any more, so each mark has a signature of its own.
stamp-way-one = { $marks ->
    [one] 1 mark
   *[other] { $marks } marks
} on { $pages ->
    [one] 1 page
   *[other] { $pages } pages
}, all bound by one signature.
stamp-way-each = { $marks ->
    [one] 1 mark
   *[other] { $marks } marks
} on { $pages ->
    [one] 1 page
   *[other] { $pages } pages
}, bound by { $signatures ->
    [one] 1 signature
   *[other] { $signatures } signatures
} with one PIN.
stamp-way-reserved = { $marks ->
    [one] 1 mark
   *[other] { $marks } marks
} in the fields reserved for them on { $pages ->
    [one] 1 page
   *[other] { $pages } pages
}, each bound by its own signature, with one PIN.
cli-plan-mark = Page { $page }: stamp { $stamp }, { $width } × { $height } mm, { $left } mm from the left, { $top } mm from the top
cli-plan-slice = Page { $page }: stamp { $stamp }, slice { $number } of { $of }, { $width } × { $height } mm, { $left } mm from the left, { $top } mm from the top
