# The verifier's answers. $name is the name in the certificate, $organization may be none, $issuer vouches for it.
# $pages are the pages changed (may be none), $count the allowed changes, $more the other signatures with trouble.

headline-unsigned = This file has no signature.
headline-all-passed = All { $count } signatures are valid and nothing forbidden was changed since; last signed by { $name }{ $organization ->
        [none] { "" }
       *[other] { " " }({ $organization })
    }.
headline-passed = Unchanged since it was signed by { $name }{ $organization ->
        [none] { "" }
       *[other] { " " }({ $organization })
    }; the certificate is trusted.
headline-extended = Only allowed changes ({ $count }) since it was signed by { $name }{ $organization ->
        [none] { "" }
       *[other] { " " }({ $organization })
    }; the certificate is trusted.
headline-intact-unknown-signer = Unchanged; the signer is unknown to you: the certificate of { $name } is not trusted yet.
headline-extended-unknown-signer = Only allowed changes ({ $count }) since signing; the signer is unknown to you: the certificate of { $name } is not trusted yet.
headline-expired-no-proof = The certificate of { $name } is out of its validity and nothing proves that the signature was made within it.
headline-revoked = The certificate of { $name } was revoked.
headline-authority-revoked = An authority that vouches for { $name } had its certificate revoked.
headline-revocation-unknown = Unchanged; whether the certificate of { $name } was revoked is not known yet.
headline-certificate-unfit = Unchanged; but the certificate of { $name } is not meant for signing documents.
headline-weak-algorithm = The algorithms of this signature are no longer safe; it does not prove that the content is unchanged.
headline-rules-broken = Unchanged; but this signature breaks the rules of its format and cannot be relied upon.
headline-changed = Changed after signing{ $pages ->
        [none] { "" }
       *[other] : page { $pages }
    }.{ $more ->
        [0] { "" }
       *[other] { " " }{ $more } more with trouble.
    }
headline-broken = This signature is invalid: the content is not what was signed.{ $more ->
        [0] { "" }
       *[other] { " " }{ $more } more with trouble.
    }
headline-malformed = What stands here is damaged or forged and is no signature.{ $more ->
        [0] { "" }
       *[other] { " " }{ $more } more with trouble.
    }
headline-timestamp-passed = The timestamp is valid, issued by { $name }.
headline-timestamp-unknown-authority = The timestamp is intact, but its issuer { $name } is not trusted yet.

who-trusted = { $name }{ $organization ->
        [none] { "" }
       *[other] { " " }({ $organization })
    }, vouched for by { $issuer }.
who-trusted-self = { $name }{ $organization ->
        [none] { "" }
       *[other] { " " }({ $organization })
    }. Nobody else vouches for them; they made the certificate themselves, and you chose to trust it.
who-trusted-directly = { $name }{ $organization ->
        [none] { "" }
       *[other] { " " }({ $organization })
    }. You chose to trust this certificate yourself.
who-untrusted = The certificate says { $name }, but the chain that vouches for it is faulty.
who-self-signed = The certificate says { $name }; it was issued by the signer, and nobody else vouches for it.
who-unknown = The certificate says { $name }, issued by { $issuer }; you do not trust it yet.
who-none = Cannot be told.

unchanged-intact = Yes, exactly as signed.
unchanged-extended = Yes; only allowed changes since ({ $count }).
unchanged-changed = No, it was changed after signing{ $pages ->
        [none] { "" }
       *[other] : page { $pages }
    }.
unchanged-broken = No, the content is not what was signed.
unchanged-malformed = Cannot be told: the signature itself is not whole.

entitled-yes = Yes, the certificate is valid and not revoked.
entitled-unchecked = Yes, the certificate is valid; it names no place to ask about revocation.
entitled-no = No.
entitled-unknown = Cannot be told: nobody you trust vouches for it.
entitled-expired = Cannot be told: the certificate ran until { $until } and nothing proves an earlier signature.
entitled-revoked = No, the certificate was revoked.
entitled-revocation-unknown = Cannot be told: revocation was not looked up.
entitled-unfit = No, the certificate is not meant for signing documents.

when-proven = Not after { $time }, proven by a timestamp.
when-claimed = { $time }, by the signer’s own clock; nobody vouches for it.
when-none = The signature names no time.

advice-passed = You may rely on it.
advice-extended = You may rely on it; the changes are listed below.
advice-intact-unknown-signer = Compare the certificate’s fingerprint with the signer, then trust this certificate.
advice-extended-unknown-signer = Compare the certificate’s fingerprint with the signer, then trust this certificate; the changes are listed below.
advice-self-signed = The signer made this certificate; nobody else vouches for it, so it cannot be told who they are. Compare the fingerprint with them by phone or in person; if it agrees, trust the certificate, and their signatures will be recognised from then on.
advice-expired-no-proof = Ask for a time-stamped copy.
advice-revoked = Do not rely on it. Ask the signer to sign anew.
advice-authority-revoked = Do not rely on it. Ask the signer to sign anew with a certificate of another authority.
advice-revocation-unknown = Look up whether the certificate was revoked, or ask the signer for proof.
advice-certificate-unfit = Ask the signer to sign with a certificate for documents.
advice-weak-algorithm = Ask the signer to sign anew with current algorithms.
advice-rules-broken = Ask the signer to sign anew with conforming software.
advice-changed = Go by the version that was signed; the changes are listed below.
advice-broken = Do not rely on it. Ask the signer for the original.
advice-malformed = Do not rely on it. Ask the signer for the original.
advice-timestamp-passed = You may rely on it.
advice-timestamp-unknown-authority = If you trust the issuer, trust this certificate.

detail-indication = Indication
detail-sub-indication = Sub-indication
detail-sub-filter = Signature format
detail-level = Level
detail-digest = Digest
detail-signature = Algorithm
detail-key-bits = Key bits
detail-revision = Revision
detail-signed-length = Signed bytes
detail-finding = Finding
detail-stated-name = Name, typed by the signer
detail-stated-reason = Reason, typed by the signer
detail-stated-location = Place, typed by the signer
detail-stated-contact = Contact, typed by the signer

# Changes after signing. $page and $name (the signer) may be none; $subject is a field’s name, a kind of annotation or a key.
change-identical-rewrite = The same content was saved again.
change-validation-data = Validation data was added.
change-timestamp-added = The timestamp “{ $subject }” was added.
change-orphan = Data was added that nothing uses.
change-metadata = The file’s properties were updated.
change-extensions = The version was updated.
change-form-resources = The form’s resources were extended.
change-structure-extended = The document structure was extended for a new field.
change-signature-added = { $page ->
        [none] { "" }
       *[other] Page { $page }:{ " " }
    }The signature “{ $subject }” was added{ $name ->
        [none] { "" }
       *[other] { " " }after { $name } signed
    }.
change-empty-signature-field = The empty signature field “{ $subject }” was added.
change-field-filled = { $page ->
        [none] { "" }
       *[other] Page { $page }:{ " " }
    }“{ $subject }” was filled in{ $name ->
        [none] { "" }
       *[other] { " " }after { $name } signed
    }.
change-annotation-added = { $page ->
        [none] { "" }
       *[other] Page { $page }:{ " " }
    }A comment was added ({ $subject }){ $name ->
        [none] { "" }
       *[other] { " " }after { $name } signed
    }.
change-annotation-changed = { $page ->
        [none] { "" }
       *[other] Page { $page }:{ " " }
    }A comment was changed ({ $subject }){ $name ->
        [none] { "" }
       *[other] { " " }after { $name } signed
    }.
change-annotation-removed = { $page ->
        [none] { "" }
       *[other] Page { $page }:{ " " }
    }A comment was removed ({ $subject }){ $name ->
        [none] { "" }
       *[other] { " " }after { $name } signed
    }.
change-tab-order = The tab order was set.
change-appearance-disagrees = { $page ->
        [none] { "" }
       *[other] Page { $page }:{ " " }
    }What “{ $subject }” shows is not its value{ $name ->
        [none] { "" }
       *[other] { " " }after { $name } signed
    }.
change-field-changed = { $page ->
        [none] { "" }
       *[other] Page { $page }:{ " " }
    }The field “{ $subject }” was changed{ $name ->
        [none] { "" }
       *[other] { " " }after { $name } signed
    }.
change-field-added = { $page ->
        [none] { "" }
       *[other] Page { $page }:{ " " }
    }The field “{ $subject }” was added{ $name ->
        [none] { "" }
       *[other] { " " }after { $name } signed
    }.
change-field-removed = { $page ->
        [none] { "" }
       *[other] Page { $page }:{ " " }
    }The field “{ $subject }” was removed{ $name ->
        [none] { "" }
       *[other] { " " }after { $name } signed
    }.
change-false-signature = { $page ->
        [none] { "" }
       *[other] Page { $page }:{ " " }
    }“{ $subject }” poses as a signature and is none{ $name ->
        [none] { "" }
       *[other] { " " }after { $name } signed
    }.
change-form-changed = The form’s settings were changed ({ $subject }).
change-foreign-annotation = { $page ->
        [none] { "" }
       *[other] Page { $page }:{ " " }
    }Something was added that alters the page ({ $subject }){ $name ->
        [none] { "" }
       *[other] { " " }after { $name } signed
    }.
change-page-tree = Pages were added, removed or reordered.
change-page-changed = { $page ->
        [none] { "" }
       *[other] Page { $page }:{ " " }
    }The page’s settings were changed ({ $subject }){ $name ->
        [none] { "" }
       *[other] { " " }after { $name } signed
    }.
change-content-changed = { $page ->
        [none] { "" }
       *[other] Page { $page }:{ " " }
    }The page’s content was changed{ $name ->
        [none] { "" }
       *[other] { " " }after { $name } signed
    }.
change-catalog-changed = The document’s settings were changed ({ $subject }).
change-permissions-changed = The document’s permissions were changed.
change-metadata-changed = The file’s properties were replaced by other data.
change-validation-data-changed = Validation data was changed ({ $subject }).
change-trailer-changed = An entry at the end of the file was changed ({ $subject }).
change-object-removed = { $page ->
        [none] { "" }
       *[other] Page { $page }:{ " " }
    }Signed content was removed{ $name ->
        [none] { "" }
       *[other] { " " }after { $name } signed
    }.
change-dangling-defined = { $page ->
        [none] { "" }
       *[other] Page { $page }:{ " " }
    }Content that was absent at signing was put in{ $name ->
        [none] { "" }
       *[other] { " " }after { $name } signed
    }.
change-information-dropped = The record of the file’s properties was removed.
change-signature-covers-page = { $page ->
        [none] { "" }
       *[other] Page { $page }:{ " " }
    }The signature “{ $subject }” was added over most of the page{ $name ->
        [none] { "" }
       *[other] { " " }after { $name } signed
    }.
change-stranger-signed = { $page ->
        [none] { "" }
       *[other] Page { $page }:{ " " }
    }The signature “{ $subject }” was added by somebody you do not trust yet{ $name ->
        [none] { "" }
       *[other] { " " }after { $name } signed
    }.
change-dormant-content = { $page ->
        [none] { "" }
       *[other] Page { $page }:{ " " }
    }Something that nothing uses yet and that could be shown later was put in{ $name ->
        [none] { "" }
       *[other] { " " }after { $name } signed
    }.
change-unexplained = { $page ->
        [none] { "" }
       *[other] Page { $page }:{ " " }
    }Something was changed, and what it does cannot be told{ $name ->
        [none] { "" }
       *[other] { " " }after { $name } signed
    }.

# What was noticed.
finding-contents-missing = The signature field “{ $field }” holds no signature value.
finding-contents-shape = The signature value is not written as the format demands.
finding-byte-range-missing = The signature field “{ $field }” does not say what it covers.
finding-byte-range-shape = What the signature covers is not written as the format demands.
finding-byte-range-outside = The signature claims to cover more than the file ({ $end } > { $length }).
finding-byte-range-gap = The signature leaves out what it must cover ({ $start }–{ $end }).
finding-byte-range-end = What the signature covers is no complete version (it ends at { $end }).
finding-revision-unreadable = The version that was signed cannot be read by itself.
finding-signature-redefined = The signature itself was rewritten later ({ $object }).
finding-ranges-cross = What the signature covers crosses that of “{ $field }”.
finding-dictionary-shape = The signature is not built as the format demands.
finding-sub-filter-unknown = The signature format is unknown ({ $name }).
finding-signed-data-missing = The signature data lacks the content that was signed.
finding-cms-unreadable = The signature data cannot be read.
finding-cms-content-embedded = The signature data carries other content.
finding-contents-padding = Other data stands behind the signature value.
finding-prefix-bytes = { $count } bytes stand before the file’s beginning; programs may read different content.
finding-duplicate-key = “{ $key }” stands twice in object { $object }; programs may read different content.
finding-duplicate-object = Object { $object } is defined twice; programs may read different content.
finding-unaccounted-bytes = Behind the signature stands data of unknown origin ({ $start }–{ $end }).
finding-hybrid-disagrees = The file has two tables of contents that disagree on object { $object }.
finding-readers-differ = Programs read one part of this file (object { $object }) differently.
finding-structure-needs-repair = The file’s structure needs a repair to be read.
finding-limit-reached = The file is too complex to be verified to the end.
finding-algorithm-unsupported = The signature algorithm ({ $algorithm }) is not supported and cannot be verified.
finding-seed-unknown = The field demands something of its signature that cannot be checked ({ $constraint }).
finding-sub-filter-legacy = The signature format ({ $name }) is too old to be relied upon.
finding-digest-mismatch = The content is not what was signed.
finding-signature-mismatch = The signature value does not fit the signer’s certificate.
finding-certification-violated = A certified document was changed beyond what its author allows ({ $count }; pages: { $pages }).
finding-lock-violated = The field “{ $field }”, locked by the signature, was changed.
finding-changed-after-signing = { $count } forbidden changes after signing (pages: { $pages }).
finding-comparison-failed = The versions after signing cannot be compared.
finding-dangling-defined = Object { $object }, absent at signing, was put in later.
finding-perms-disagree = The file contradicts itself about its certification.
finding-signer-count = The signature has { $count } signers; there must be one.
finding-signed-attributes-missing = The signature lacks the signed attributes it must have.
finding-attribute-problem = The signed attribute { $attribute } is wrong.
finding-cms-encoding = The signature data is not encoded as the format demands.
finding-algorithms-disagree = The algorithms named in the signature do not agree.
finding-attributes-as-written = The signature fits its attributes only as they stand, not in the order the format demands; it cannot be relied upon.
finding-signing-certificate-mismatch = The certificate bound into the signature is not the one that verifies it.
finding-signing-certificate-missing = The signer’s certificate is not in the signature.
finding-signing-certificate-unbound = The signature is not bound to the signer’s certificate.
finding-digest-weak = The digest { $algorithm } is no longer safe.
finding-key-weak = The key has { $bits } bits and is no longer safe.
finding-algorithm-was-weak = When it was signed, the algorithm ({ $algorithm }) was no longer safe.
finding-seed-broken = The signature is not what its field demands ({ $constraint }).
finding-signer-rules-unusable = The rules that the signer names cannot be applied{ $reason ->
        [digest] : the document that came along is another one
       *[other] : they are not named as the format demands
    }.
finding-signer-rules-missing = The rules that the signer names ({ $rules }) are none of those at hand.
finding-certification-not-first = The certification is not the first signature of the file.
finding-signature-covers-page = The picture of the signature “{ $field }” covers most of page { $page }.
finding-signature-shared = Several fields show one signature (“{ $field }”).
finding-transform-unknown = The signature refers to unknown rules ({ $name }).
finding-revoked = The certificate was revoked on { $since }.
finding-revoked-no-proof = The certificate was revoked on { $since } and nothing proves an earlier signature.
finding-key-compromised = The signer’s key was in doubt since { $doubt }, before the signature was made; the certificate was revoked on { $since }.
finding-authority-revoked = The certificate of the authority “{ $certificate }” was revoked on { $since } and nothing proves an earlier signature.
finding-revoked-later = The certificate “{ $certificate }” was revoked on { $since }, after the signature was made; the signature stays valid.
finding-chain-breaks-rule = The certificate “{ $certificate }” breaks a rule.
finding-certificate-unfit = The certificate is not meant for signing documents.
finding-expired = The signature is later than the certificate’s end ({ $until }).
finding-not-yet-valid = The signature is earlier than the certificate ({ $from }).
finding-timestamp-order = The timestamps contradict each other: the earlier one says { $earlier }, the later one { $later }.
finding-self-signed = The certificate was issued by the signer.
finding-signer-unknown = Nobody you trust vouches for this certificate (issuer: { $issuer }).
finding-chain-failure = The certificate chain cannot be built.
finding-certificate-stray = The signature carries a certificate that has no part in it and that nobody vouches for: “{ $certificate }”.
finding-expired-no-proof = The certificate is valid from { $from } until { $until }; nothing proves that the signature was made then.
finding-expired-not-revoked = The certificate ran out on { $until }; it has not been revoked to this day, but nothing proves that the signature was made before.
finding-revocation-not-kept = The certificate “{ $certificate }” has run out, and the file keeps no proof that it was not revoked before.
finding-answerer-expired = Who answered for the certificate “{ $certificate }” could no longer do so. Verify again when online, or ask for current revocation data.
finding-revocation-not-consulted = Whether the certificate “{ $certificate }” was revoked is not known: no answer is at hand.
finding-revocation-unusable = What is at hand about the revocation of the certificate “{ $certificate }” { $reason ->
        [stale] is out of date
        [not-yet] is dated in the future
        [wrong-signer] was not signed by its issuer
        [wrong-scope] covers other certificates
        [weak] is signed with an algorithm that is no longer safe
        [not-known-to-responder] says that the issuer does not know the certificate
        [signer-unproven] is signed by somebody who may have been revoked
       *[other] is not enough to decide
    }. Verify again when online, or ask for current revocation data.
finding-timestamp-ignored = The timestamp in the signature does not count: { $reason ->
        [unreadable] it is damaged and cannot be read
        [imprint] it stamps something other than this signature
        [signature] its own signature is wrong; it may have been altered
        [in-the-future] its time lies in the future
        [no-certificate] its issuer’s certificate is missing
        [unfit] its issuer’s certificate is not meant for timestamps
        [weak] its algorithms are no longer safe
        [out-of-validity] its issuer’s certificate was not valid then
        [revocation-not-consulted] whether its issuer’s certificate was revoked was not looked up
        [revoked] its issuer’s certificate was revoked
        [authority-unknown] you do not trust its issuer yet
       *[other] it breaks the rules of its format
    }.
finding-time-claimed-only = The time is by the signer’s own clock; nobody vouches for it.
finding-signer-rules-named = The signer names rules ({ $rules }); they were not applied.
finding-time-disagrees = The signer’s time ({ $claimed }) disagrees with the proven one ({ $proven }).
finding-revocation-not-checked = The certificate names no place to ask about revocation, and no revocation data was supplied.
finding-active-content = The file holds content that can act by itself.
finding-hidden-layers = The file holds layers that can be hidden.
finding-allowed-changes = { $count } allowed changes after signing.
finding-changes-not-listed = { $count } further changes are not listed here; all of them were judged.
finding-orphan-objects = { $count } pieces of data that nothing uses were added after signing.
finding-structure-odd = The file’s structure is unusual but hides nothing.
finding-signature-odd = The signature is unusual but hides nothing.
finding-empty-fields = { $count } signature fields are still empty.
finding-validation-data-unreadable = { $count } pieces of validation data in the file cannot be read and do not count.
finding-locked = The file is encrypted and no password was given.
finding-log-behind = The signatures of this file tell of log entries that this computer does not have: the log was cut or replaced. Tell the quality office.

## Article 13 of the Electronic Signature Law: conditions, answers, reasons
article13-title = Electronic Signature Law of China, Article 13: reliable signatures
article13-condition-1 = The key is the signer’s alone
article13-condition-2 = Only the signer controlled it
article13-condition-3 = A changed signature is found
article13-condition-4 = Changed content is found
article13-yes = Yes
article13-no = No
article13-not-provable = The file alone cannot prove it
article13-own-none = The signature value does not hold, so it cannot be told whose key was used.
article13-own-leaked = The certificate was withdrawn because its key leaked, or may have, before the signing.
article13-own-self-made = The signer made the certificate; nobody else vouches that the key is { $name }’s alone.
article13-own-stranger = “{ $issuer }” issued the certificate, but you do not trust it, so it counts for nothing here.
article13-own-issued = “{ $issuer }”, which you trust, vouches that the key is { $name }’s: strong support. Whether anybody else holds it, no file can prove.
article13-own-device = “{ $issuer }”, which you trust, vouches that the key is { $name }’s and lies in a device that does not give it away: very strong support. Who holds the device, no file can prove.
article13-control-device = The certificate says that the key lies in a device, which has to be at hand to sign. Who used it, no file can prove.
article13-control-commits = The certificate is meant for binding documents. Who entered the PIN, no file can prove; for what was signed on this computer, see the usage log.
article13-control-plain = Who used the key then, no file can prove; for what was signed on this computer, see the usage log.
article13-signature-intact = The signature value verifies and was not changed; any change would make it fail.
article13-signature-broken = The signature value does not verify: it was changed, or made with another key.
article13-signature-malformed = The signature’s structure is damaged or forged; it is no signature.
article13-content-intact = The content is exactly what was signed; any change would make it fail.
article13-content-extended = What was signed is unchanged; later changes are all allowed, and each is listed.
article13-content-changed = Content or form was changed after signing; the changes are listed.
article13-content-broken = The content is not what was signed.
article13-content-unvouched = The signature value does not hold, so nothing vouches for what was signed.
article13-weak = The algorithms are no longer strong enough; a change might go unseen.
