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
