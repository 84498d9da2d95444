### How long a signature can be proven: levels, timestamps, those that wait, extending.

## Levels
level = Proof
level-b = Basic
level-b-words = The time comes from this computer; once the certificate has expired or is revoked, the signature is hard to prove.
level-t = With timestamp
level-t-words = A timestamp authority proves when it was signed, also after the certificate has expired.
level-lt = Long-term
level-lt-words = Also keeps the proof in the file that the certificate was valid, so that it can be verified offline years later.
level-lta = Archive
level-lta-words = Adds an archive timestamp that can be renewed again and again, for reports that are kept for long.
level-b-reached = The time comes from this computer.
level-t-reached = A timestamp authority proves when it was signed.
level-lt-reached = Timestamp and proofs are in the file; it can be verified offline.
level-lta-reached = Archived: with proofs and an archive timestamp that can be renewed.
level-no-authority = No timestamp authority is set up yet.
level-to-authorities = Set up authorities
level-later = Without network, sign now and get the timestamp later
level-later-go = Sign now, timestamp later
step-stamping = Getting the timestamp
step-gathering = Gathering proofs of the certificates

## Timestamps that wait
waiting-title = Waiting timestamps
waiting-words = These files are signed; only the timestamp is missing. Adding it does not touch the signature.
waiting-count = { $count ->
    [one] 1 file waits for its timestamp
   *[other] { $count } files wait for their timestamps
}
waiting-show = Show waiting timestamps
waiting-since = signed { $since }
waiting-get = Get now
waiting-get-all = Get all now
waiting-getting = Getting timestamps…
waiting-done = { $count ->
    [one] The timestamp of 1 file has been added.
   *[other] The timestamps of { $count } files have been added.
}
waiting-empty = No file waits for a timestamp.
waiting-missing = The file is no longer there, or was changed. Put it back to get its timestamp.
waiting-drop = Wait no longer
waiting-drop-words = File and signature are kept, but only the signer’s computer tells when it was signed.
waiting-keep = Keep waiting
result-waiting = Signed; the timestamp follows later.

## Extending
extend = Extend the proof…
extend-offer = With timestamps and proofs, signatures can be proven after their certificates have expired.
extend-title = Extend the proof
extend-words = A new file is saved beside this one; its signatures stay as they are. You need not be the signer.
extend-lta = Archive
extend-lta-words = Adds proofs and an archive timestamp; renews a file that is archived already.
extend-lt = Long-term
extend-lt-words = Adds a timestamp and the proofs of the certificates only.
extend-t = Document timestamp only
extend-t-words = Proves that the whole file exists now, without gathering proofs.
extend-go = Extend
extending = Extending…
extended = The proof is extended; saved as “{ $name }”.
