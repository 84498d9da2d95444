### Stamping: seals, places, seam, ink, ways, result.

stamp = Stamp
door-stamp = Stamp a report
door-stamp-words = Choose a report, put a seal or a seam seal on it

## Seals
stamp-what = Seals
stamp-list = Seals to be stamped
stamp-arts = Seals and signatures that can be used
stamp-add = Add one
stamp-add-seam = Seam seal
stamp-up = Move up
stamp-remove = Remove: { $name }
stamp-no-art = There is no seal on this computer yet.
stamp-to-seals = Manage seals…
stamp-none = No seal
stamp-count = { $count ->
    [one] { $count } seal
   *[other] { $count } seals
  }

## Places
stamp-where = Where it stands
stamp-way-pages = Place
stamp-way-keyword = Words
stamp-way-seam = Seam
stamp-way-field = Field
stamp-pages = Pages
stamp-pages-this = The page that is clicked
stamp-pages-this-one = Page { $page } only
stamp-pages-first = First page
stamp-pages-last = Last page
stamp-pages-all = Every page
stamp-pages-odd = Odd pages
stamp-pages-even = Even pages
stamp-pages-listed = These pages…
stamp-listed = Pages, such as 1-3, 5
stamp-listed-wrong = Write them like 1-3, 5.
stamp-listed-outside = { $count ->
    [one] Write them like 1-3, 5; the file has one page.
   *[other] Write them like 1-3, 5; the file has { $count } pages.
  }
stamp-click-page = Click on the page where the seal shall be.
stamp-words = Words
stamp-words-example = Such as: (seal)
stamp-which = Which
stamp-which-last = The last
stamp-which-every = Every one
stamp-which-nth = By number…
stamp-nth = Number
stamp-right = Right, mm
stamp-down = Down, mm
stamp-edge = Edge
stamp-edge-right = Right
stamp-edge-left = Left
stamp-edge-top = Top
stamp-edge-bottom = Bottom
stamp-along = Along the edge, %
stamp-slices = Most slices of one seal
stamp-odd = Odd pages only (duplex print)
stamp-true-size = The seal truly measures { $width } × { $height } mm.
stamp-true-size-use = Use its true size
stamp-field = Signature field
stamp-unplaced = Not placed
stamp-at-words = At “{ $words }”
stamp-at-seam = Seam · { $edge }
stamp-at-field = Into “{ $field }”
stamp-at-listed = Pages { $pages }
stamp-box = Seal “{ $name }”: arrow keys move it by 0.5 mm, with Shift by 5 mm, Esc takes it back

## Ink
stamp-ink = Ink and angle
stamp-opacity = Strength, %
stamp-angle = Angle, °
stamp-multiply = Text shows through

## Ways of stamping
stamp-preset = Way of stamping
stamp-preset-none = None chosen
stamp-preset-keep = Remember this way of stamping
stamp-preset-name = Name
stamp-preset-example = Such as: report, last page and seam
stamp-preset-mine = For { $name } only
stamp-preset-alike = Only for files with a first page of { $width } × { $height } mm
stamp-preset-words = These words stand on it too
stamp-preset-words-example = Such as: Test report
stamp-preset-save = Remember
stamp-preset-forget = Forget the way of stamping “{ $name }”
stamp-preset-lost = Some of the seals of this way are not on this computer.

## Signature and stamping
stamp-own-none = Not shown, seals only
stamp-own-below = Words below the first seal
stamp-own-right = Words to the right of the first seal
stamp-own-mark = A signature of its own
stamping = Stamping…
stamp-change = Change the seals
missing-stamps = Add a seal first.
stamp-lack-place = Click on the page where the seal shall be.
stamp-lack-words = Enter the words.
stamp-lack-pages = Enter the pages, such as 1-3, 5.
stamp-lack-field = Enter the name of the signature field.
stamp-lack-plan = Solve first what is marked below the seals.
stamp-lack-nothing = As it is set, no page would get a seal.

## Before and after
stamp-plan-page = { $count ->
    [one] page { $page }
   *[other] page { $page }, { $count } times
  }
stamp-plan-pages = { $count ->
    [one] pages { $pages }, once each
   *[other] pages { $pages }, { $count } times each
  }
stamp-plan-seam = seam over pages { $pages }
stamp-plan-of = { $name }:
stamp-plan-both = { $one }; { $other }
stamp-plan-over = There is a signature or a seal at this place already: page { $pages }.
stamp-bound-one = One signature protects all of it.
stamp-bound-each = { $who ->
    [none] The file is signed already and its pages may not change: each seal gets a signature of its own, { $count } in all, with one PIN.
   *[other] { $who } signed already and the pages may not change: each seal gets a signature of its own, { $count } in all, with one PIN.
  }
stamp-bound-fields = { $count ->
    [one] The seal goes into its field, with one signature.
   *[other] What goes into a field gets a signature of its own: { $count } signatures in all, with one PIN.
  }
stamp-bound-reserved = { $count ->
    [one] It goes into the field kept for it, with one signature.
   *[other] They go into the { $count } fields kept for them, a signature each, with one PIN.
  }
stamp-result = Stamped
stamp-next = Stamp another…

## Captions
sign-caption-number = Report number
caption-day = The day
caption-day-as-shown = As this window has it
caption-number = Report number
caption-number-found = Found in the report where empty
