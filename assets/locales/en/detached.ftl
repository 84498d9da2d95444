### Signatures of other files: the signature goes into a .p7s file of its own beside the file, which stays as it is.
dialog-kind-document = PDF and signature files
dialog-kind-any = All files
dialog-open-to-sign = Choose files to sign
dialog-open-content = Choose the file that was signed
cli-signed-beside = Signature written to { $file } (SHA-256 of the file { $sha256 }, log entry { $entry })

failure-not-a-signature = There is no readable signature in “{ $name }”.
failure-not-a-signature-remedy = The file is damaged, or is no signature file. Ask whoever sent it for the .p7s file again.
failure-content-missing = The signed file “{ $content }” was not found, so “{ $name }” cannot be judged.
failure-content-missing-remedy = Put both files into the same folder under their own names, and open the signature file again. On the command line, --content can name it too.
failure-detached-level = A signature in a file of its own can carry a timestamp (t) at most; the higher levels keep revocation answers, for which only a PDF has room.
failure-detached-level-remedy = Use b or t. What must stay provable for long, turn into a PDF and sign that.

finding-content-inside = What was signed lies inside the signature file; it was not compared with any other file.
unchanged-beside-intact = Yes, this file is the one that was signed.
unchanged-beside-broken = No, this file is not the one that was signed.

files-open = Sign other files…
files-title = Sign other files
files-words = Any file can be signed: Word, Excel, pictures, archives. It stays as it is; the signature goes into a .p7s file beside it.
files-choose = Choose files…
files-choose-other = Choose other files…
files-none = Choose files first.
files-lack-identity = Choose an identity that can sign.
files-lack-rules = A rule forbids this signature, see above.
files-lack-consent = Confirm the sentence above first.
files-lack-pin = Enter the PIN.
files-lack-finger = Confirm by fingerprint, or have a second person confirm.
files-lack-second = Choose the second person, who enters their own PIN.
files-output-words = Each signature goes beside its file; nothing is overwritten.
files-sign = { $count ->
    [one] Sign 1 file
   *[other] Sign { $count } files
}
files-done = { $signed ->
    [0] No file was signed.
    [one] 1 file is signed. When you send it, send the .p7s file along.
   *[other] { $signed } files are signed. When you send them, send the .p7s files along.
}
files-done-failed = { $failed ->
    [one] 1 file was not signed, for the reason below.
   *[other] { $failed } files were not signed, for the reasons below.
}
files-row = Signature file: { $output }
files-close = Done

signature-file-title = Signature file
signature-file-about = Signed file: { $name }
signature-file-inside = What was signed lies inside the signature file.
signature-file-choose = Choose the signed file…

consent-sentence-file = I have looked at this file, its content is right, and I agree to sign it.
