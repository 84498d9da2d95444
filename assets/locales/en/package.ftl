### Evidence packages: a document and everything that proves it, in one ZIP (电子签名法 Art. 7 and 8).
output-package = evidence
dialog-save-package = Save the evidence package
dialog-kind-zip = Evidence packages (ZIP)
cli-packed = Evidence package written to { $file }. In it:
cli-packed-unsigned = The package is not signed. To make it prove of itself that nothing was changed, sign it with --identity.

failure-package = “{ $name }” cannot be read as an evidence package.
failure-package-remedy = Ask for it again.
package-none = “{ $name }” is no evidence package.
package-none-remedy = Choose a package (ZIP) that Vermilion wrote.
package-damaged = “{ $name }” is damaged, or was tampered with.
package-damaged-remedy = Do not rely on it. Ask for it again.
package-manifest = “{ $name }” holds no readable manifest.
package-manifest-remedy = Do not rely on it. Ask for it again.
package-name = “{ $name }” holds a file with a name that is not allowed.
package-name-remedy = Do not unpack it nor rely on it. Ask for it again.
package-packing = “{ $name }” holds files that are encrypted or packed in an unusual way.
package-packing-remedy = Evidence packages never are. Ask for it again.
package-too-large = “{ $name }” holds too many files, or becomes too large when unpacked; it was not read further.
package-too-large-remedy = Do not unpack it. Ask for it again.

package-all-there = All { $count } files of the manifest are there and are what it says.
package-changed = The file “{ $name }” is not what the manifest says: it was changed.
package-missing = The file “{ $name }” of the manifest is missing.
package-added = The file “{ $name }” is not in the manifest: it was put in later.
package-unsigned = The package is not signed: nothing proves that the manifest itself was not changed.
package-signed = The package's signature: { $verdict }
package-document = The document's signatures: { $verdict }
package-no-document = There is no document in the package, or more than one.
package-no-log = There is no usage log in the package.
package-log = The excerpt of the usage log is whole, and all of its { $count } entries are about this document.
package-log-broken = The excerpt of the usage log was changed, or is not whole.
package-log-other = The excerpt of the usage log is not about this document.
package-report-other = The verification report is not about this document.

package-is-document = the document itself, not a byte changed
package-is-version = the version that signature { $number } was made over
package-is-message = the data of signature { $number } (CMS)
package-is-chain = the certificate of signer { $number } and those above it (PEM)
package-is-certificate = the certificate of signer { $number } (DER)
package-is-timestamp = a timestamp on signature { $number }
package-is-list = a revocation list that was used
package-is-answer = a revocation answer that was used (OCSP)
package-is-office-root = the root certificate of the quality office
package-is-report = the verification report (PDF)
package-is-report-json = the verification report (JSON, for programs)
package-is-report-etsi = the verification report (XML, ETSI TS 119 102-2)
package-is-log = what this computer's usage log says of the document, each entry with its proof
package-is-compliance = the compliance sheet: each use, and the rules that spoke
package-is-directory = what the directory of the quality office says of the signers
package-is-readme = these explanations
package-is-manifest = the manifest: SHA-256 of every file
package-is-signature = the signature over the manifest
package-is-signature-if = the signature over the manifest (where it was signed)

package-readme-title = What this evidence package is
package-readme-about = Document: { $name }
    SHA-256: { $sha256 }
    Made: { $time }
package-readme-verdict = Verdict:{" "}
package-readme-files = 1. What is in it
package-question-making = 2. The reliability of the methods for generating, storing or transmitting the data message (Electronic Signature Law, Art. 8 (1))
package-question-wholeness = 3. The reliability of the methods for keeping the integrity of the contents (Art. 8 (2))
package-question-sender = 4. The reliability of the methods for identifying the sender (Art. 8 (3))
package-shown = Shown:
package-not-shown = Not shown:
package-making-document = The file in document is as it was after signing; signing only appends, and rewrites no byte before.
package-making-log = log/excerpt.json says when, where and by whom it was handled on this computer; the log can only grow, and each entry proves that it belongs to it.
package-making-compliance = log/compliance.pdf lists the rules that spoke at each use, and whether consent was confirmed.
package-making-time = The timestamps in timestamps are an authority's word that the signature existed by then.
package-making-no-log = The computer that made this package has no log of the document: it was not signed there.
package-making-no-time = There is no timestamp: the time of signing is the signer's own word.
package-making-not-before = How the contents came about before signing, and whether the data are true, no signature and no log can prove.
package-wholeness-signature = Each signature covers every byte that was signed; one changed byte fails it. The reports in reports say what was found.
package-wholeness-versions = versions holds what each signature was made over, to compare with the document as it is.
package-wholeness-manifest = META-INF/ASiCManifest.xml holds the SHA-256 of every file; where the package is signed, the signature protects the manifest too.
package-wholeness-not-others = Whether copies, prints or converted files elsewhere are the same has to be compared by itself.
package-sender-certificate = The certificates in certificates name the signer and who vouches for them; the signature was made with the private key that belongs to it.
package-sender-revocation = The answers in revocation say whether the certificate was revoked then.
package-sender-directory = directory/signers.json is what the quality office's directory says of the signers: post, state, certificate. It is an excerpt; the office has the original.
package-sender-not-trusted = At least one signer's certificate is not trusted by the computer that made this package; compare the fingerprint yourself.
package-sender-no-revocation = There is no revocation answer: nothing here shows whether the certificate was revoked then.
package-sender-no-directory = No directory of a quality office says anything of the signers.
package-sender-not-hand = Whether it was the person's own hand, and nobody who misused their PIN or key, no file can prove.
package-readme-check = 5. How to check it without Vermilion
package-check-reader = 1. Open the file in document with any PDF reader (such as Adobe Acrobat Reader) and look at its signature panel.
package-check-digest = 2. Check each file: compute its SHA-256 and compare it with the DigestValue in the manifest:
package-check-signature = 3. Check the signature over the manifest (where there is one; it prints the manifest and that the verification succeeded):
package-check-document = 4. Check the signatures in the document (take out the signed bytes, then verify the message):
package-check-trust = -noverify checks the signature and not the certificate. To check both, name the root that you trust with -CAfile and add -purpose any.
package-check-log = 5. In the excerpt of the log, hash and proof of each entry lead to head.root as RFC 9162, section 2.1.3 says; Vermilion checks it with vermilion log verify log/excerpt.json.
package-check-program = With Vermilion: vermilion evidence check PACKAGE.zip checks all of it at once.

package-open = Evidence package…
package-title = Evidence package
package-words = The document, the versions that were signed, the verification reports, the certificates and the usage log in one ZIP, for a court, an arbitrator or a client. Whoever gets it needs no Vermilion to check it.
package-sign = Sign the package
package-sign-words = Any file in it that is changed later is then found out.
package-save = Save…
package-done = “{ $name }” is saved, with { $count ->
    [one] 1 file
   *[other] { $count } files
    } in it:
