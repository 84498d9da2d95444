### The check-up before signing: each finding has a title, and a sentence why it matters and what to do.

preflight-locked = The file is encrypted and not open, so it could not be checked
preflight-locked-advice = Enter its password first, then check it again.
preflight-javascript = The file holds scripts (JavaScript)
preflight-javascript-advice = A script can change what is shown on opening, and no signature stops it. Export the PDF again without scripts.
preflight-launch = The file starts a program or opens another file: { $target }
preflight-launch-advice = A test report needs no such action, and the recipient's software will warn of it. Remove it and export again.
preflight-xfa = The file is an XFA form
preflight-xfa-advice = An XFA form can show something else than its pages. Print it to PDF first and sign the result.
preflight-external-stream = Some of the content lies in another file: { $target }
preflight-external-stream-advice = Whoever replaces that file changes what is shown while the signature stays valid. Put everything into the PDF and export again.
preflight-reference-xobject = A page shows a page of another PDF
preflight-reference-xobject-advice = When that file changes, so does this page. Export a PDF without references.
preflight-duplicate-key = Object { $object } has “{ $key }” twice
preflight-duplicate-key-advice = Programs read it differently, and once signed it will be judged ambiguous. Export it again with the program that made it.
preflight-duplicate-object = Object { $object } is defined twice
preflight-duplicate-object-advice = Programs read it differently, and once signed it will be judged ambiguous. Export it again with the program that made it.
preflight-needs-repair = The file can only be read after a repair ({ $problem })
preflight-needs-repair-advice = Programs repair it differently, and once signed it may be judged invalid. Export it again with the program that made it.
preflight-unreadable = Object { $object } is damaged and cannot be read
preflight-unreadable-advice = A page may lack something, and once signed the file may be judged invalid. Export it again with the program that made it.
preflight-number-differs = The report number here is { $found }, elsewhere { $expected }
preflight-number-differs-advice = A report has one number throughout. See whether a page of another report slipped in.
preflight-number-of-file-differs = The file name “{ $found }” does not fit report number { $expected }
preflight-number-of-file-differs-advice = This may be the wrong file. Check, then rename it or take the right one.
preflight-number-missing = This page does not bear report number { $expected }
preflight-number-missing-advice = Every page should tell which report it belongs to. See whether it was put in later.
preflight-pages-missing = Pages { $from } to { $to } of { $total } are missing
preflight-pages-missing-advice = Add the pages before signing, or correct the total.
preflight-page-order = This page is marked { $found }; in order it would be { $expected }
preflight-page-order-advice = See whether pages are doubled, swapped or from elsewhere.
preflight-page-total-differs = This page is marked { $found }; the others say { $expected } in all
preflight-page-total-differs-advice = See whether this page belongs to the report.
preflight-end-mark-missing = The end of the report is not marked
preflight-end-mark-missing-advice = A report needs a clear mark of its end, such as “End of report” (ISO/IEC 17025, 7.8.2.1).
preflight-dates-out-of-order = Dates out of order: { $earlier ->
    [sampled] sampled
    [received] received
    [tested] tested
    [prepared] prepared
   *[issued] issued
    } { $first }, but { $later ->
    [sampled] sampled
    [received] received
    [tested] tested
    [prepared] prepared
   *[issued] issued
    } { $second }
preflight-dates-out-of-order-advice = Sampling, receipt, testing, preparation and issue follow each other. Check the records and correct the dates.
preflight-date-in-future = { $what ->
    [sampled] Sampled
    [received] Received
    [tested] Tested
    [prepared] Prepared
   *[issued] Issued
    } { $date }: that day has not come yet
preflight-date-in-future-advice = Check the date; if it is right, check the clock of this computer.
preflight-blank-before = The line “{ $line ->
    [prepared] Prepared by
    [reviewed] Reviewed by
   *[approved] Approved by
    }” is blank
preflight-blank-before-advice = If this line is yours, sign here. If it is somebody else’s, let them sign first.
preflight-outside-scope = { $standard } is outside the scope for which { $name } may sign
preflight-outside-scope-advice = Let a signatory sign who is authorised for it, or bring the scope up to date.
preflight-scope-not-valid = The authorisation of { $name } is not valid today ({ $from } to { $until })
preflight-scope-not-valid-advice = Let a signatory sign whose authorisation is valid, or bring it up to date.
preflight-automatic-action = The file does something by itself ({ $action })
preflight-automatic-action-advice = Nothing should happen on opening a report. Remove the action and export again.
preflight-toggles-view = The file has actions that show or hide something
preflight-toggles-view-advice = One click shows different content. Remove the actions and keep what is to be signed.
preflight-submit-form = The form sends its contents to { $target }
preflight-submit-form-advice = A signed file should send nothing. Remove the button and export again.
preflight-import-data = The form takes contents from a file: { $target }
preflight-import-data-advice = What it takes in changes what is shown. Remove the action and export again.
preflight-other-document = A link leads to another document: { $target }
preflight-other-document-advice = The signature does not protect that document. Put what is needed into this one.
preflight-media = The file holds sound, film or other media ({ $kind })
preflight-media-advice = Programs play it differently and paper does not show it. Remove it and export again.
preflight-three-d = The file holds a 3D view
preflight-three-d-advice = Readers can turn it and see something else than you did. Put a picture in its place.
preflight-hidden-layer = The layer “{ $name }” on this page is hidden
preflight-hidden-layer-advice = Others can switch it on and show what you did not see. Merge or remove layers and export again.
preflight-layer-differs = The layer “{ $name }” differs between screen and paper
preflight-layer-differs-advice = The print will not show what the screen shows. Merge layers and export again.
preflight-hidden-annotation = A hidden annotation is on this page ({ $kind })
preflight-hidden-annotation-advice = It can be made visible later. Remove it before signing.
preflight-free-text = Text was added on top of the page: { $text }
preflight-free-text-advice = It is an annotation and can be moved or rewritten. Put it into the original and export again.
preflight-font-not-embedded = The font “{ $font }” is not in the file
preflight-font-not-embedded-advice = Other computers show another font; characters may look different or be missing. Choose “embed fonts” on export.
preflight-alternate-image = A picture has an alternate
preflight-alternate-image-advice = In print or in other programs another picture may appear. Keep one and export again.
preflight-opi = A picture only stands in for another one in print
preflight-opi-advice = The print shop will replace it. Put in the real picture and export again.
preflight-dangling-shown = This page refers to objects that do not exist ({ $objects })
preflight-dangling-shown-advice = Somebody could add them after you signed and change the page. Export it again with the program that made it.
preflight-need-appearances = The form asks programs to draw its fields anew
preflight-need-appearances-advice = Others may see the fields filled differently. Print it to PDF first, then sign.
preflight-signing-forbidden = The file's permissions forbid filling and signing
preflight-signing-forbidden-advice = Ask its author for a file that may be signed, or open it with the permissions password.
preflight-partly-checked = { $reason ->
    [objects] The file is so large that only a part was checked
    [doubles] Whether objects are defined twice was not checked
    [fields] The form is so large that its fields were not checked
   *[text] There are so many pages that the text of only some was checked
    }
preflight-partly-checked-advice = Look through the rest yourself.
preflight-blank-own = The line “{ $line ->
    [prepared] Prepared by
    [reviewed] Reviewed by
   *[approved] Approved by
    }” waits for a signature
preflight-blank-own-advice = Put your signature here.
preflight-number-not-in-file-name = The file name does not hold report number { $expected }
preflight-number-not-in-file-name-advice = A file named by its report number is easier to check and to file.
preflight-end-mark-not-last = The end is marked here, but the file has { $last } pages
preflight-end-mark-not-last-advice = Make sure that the pages behind it, such as annexes, belong to this report.
preflight-page-marks-missing = The pages are not marked “page x of y”
preflight-page-marks-missing-advice = Without page marks nobody sees that a page is missing. Mark every page with its number and the total.
preflight-page-unnumbered = This page has no page mark, and the marked pages ended before it
preflight-page-unnumbered-advice = Make sure that it belongs to this report.
preflight-other-edition = { $standard }: { $name } is approved for { $approved }
preflight-other-edition-advice = Check the edition that was used; if it has changed, bring the scope up to date.
preflight-page-without-text = This page has no text that can be read; it may be a scan
preflight-page-without-text-advice = It could not be checked. Look through it yourself.
preflight-web-link = The file has { $count } links to the web, the first to { $target }
preflight-web-link-advice = What a website shows changes; the signature does not protect it.
preflight-attachment = The file “{ $name }” is attached
preflight-attachment-advice = It is signed with the pages, but readers may not open it. Make sure that it belongs there.
preflight-hidden-field = The form field “{ $field }” is hidden
preflight-hidden-field-advice = A script could show it. Remove it if it is not needed.
preflight-annotation-without-size = An annotation without size is on this page ({ $kind })
preflight-annotation-without-size-advice = Nobody sees it. Remove it if it is not needed.
preflight-standard-font-not-embedded = The standard font “{ $font }” is not in the file
preflight-standard-font-not-embedded-advice = Every program has a similar one, so reading is hardly affected; embed it in files that are kept for long.
preflight-dangling = { $count } references lead to objects that do not exist ({ $objects }); no page shows them
preflight-dangling-advice = The pages are not affected. If somebody adds them later, verification will say so.
preflight-empty-signature-field = The signature field “{ $field }” is not signed yet
preflight-empty-signature-field-advice = If it is meant for you, sign in it.
