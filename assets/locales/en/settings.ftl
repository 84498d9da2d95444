### Settings.
settings-general = General
settings-language = Language
settings-appearance = Appearance
as-system = As the system
appearance-light = Light
appearance-dark = Dark
settings-signing = Signing
settings-place = Usual place of signing
settings-place-hint = Filled in when you sign; you can change it each time.
settings-identities = Identities
settings-identities-words = Those who can sign from this computer. A PIN protects each key; five wrong tries in a row lock it.
settings-trust = Trusted certificates
settings-trust-words = Signatures vouched for by these certificates are shown as trusted. What each vouches for can be set.
settings-about = About
trust-add = Add certificate…
trust-added = “{ $name }” is trusted now.
trust-removed = “{ $name }” is not trusted any more.
trust-since = Trusted since { $day }
trust-source-signature = from a signature on “{ $origin }”
trust-source-file = from the file “{ $origin }”
trust-source-office = from the quality office “{ $origin }”
trust-source-system = from the system
trust-source-list = from the trusted list “{ $origin }”
trust-purpose = Used for
trust-purpose-signing = Signatures only
trust-purpose-time-stamping = Times only
trust-purpose-all = Signatures and times
trust-system = Also trust whoever this computer’s own system trusts
trust-system-hint = Off at first. Most of these authorities issue certificates for web sites; turn this on only if your partners’ authority is one of them.
trust-list-add = Import a trusted list…
trust-list-title = Take over this trusted list?
trust-list-words = A list by { $operator } that recognises { $count } authorities. Signatures and times that they vouch for will be shown as trusted.
trust-list-signed-by = The list is signed with this certificate. Compare the fingerprint with the one that the publisher makes known on its web site or in its gazette.
trust-list-known = You took over a list signed with this certificate before.
trust-list-until = Valid until { $day }
trust-list-compared = I compared it with the published fingerprint, and it agrees
trust-list-go = Take over
trust-list-imported = The list “{ $name }” was taken over: { $count } authorities are trusted{ $removed ->
        [0] { "" }
       *[other] , { $removed } withdrawn ones no longer
    }.
trust-list-group = { $count } authorities
trust-list-remove-title = Use the list “{ $name }” no longer?
trust-list-remove-words = Its { $count } authorities will not be trusted any longer; signatures that they vouch for will show an unknown signer. The list can be imported again.
trust-list-remove-go = Use it no longer
trust-list-removed = The list “{ $name }” is used no longer.
trust-empty = No certificate is trusted yet. Add your quality office’s or a certificate authority’s, or trust one while verifying a file.
trust-remove-title = Stop trusting “{ $name }”?
trust-remove-words = Signatures vouched for by it will be shown as signed by an unknown person. Files are not touched, and you can trust it again.
trust-remove-go = Stop trusting
trust-remove-keep = Keep trusting
about-words = Signs and verifies test reports. Files and keys stay on this computer.

## Signing and the check before it
settings-level = Usual proof
settings-check = Check before signing
settings-check-words = The file is checked when the signing panel opens. You can rule which findings must be settled before anybody signs.
settings-scope = Authorised standards
settings-scope-hint = One on each line. A report that names another standard is pointed out; nothing is checked where left empty.
check-rules = Findings that nobody may sign over ({ $count } of { $all })

## Timestamps and network
settings-stamps = Timestamp authorities
settings-stamps-words = An authority proves when a report was signed. Your laboratory names its own, none is preset; they are asked in order, the next where one does not answer.
authorities-empty = No timestamp authority yet. Ask your certificate authority for the address of its timestamp service.
authority-add = Add authority…
authority-add-go = Add
authority-url = Address
authority-url-wrong = An address begins with http:// or https://.
authority-url-twice = This address is in the list already.
authority-account = User and password
authority-user = User
authority-password = Password
authority-user-of = User { $user }
authority-user-password = User { $user }, password kept
authority-up = Ask earlier
authority-try = Try
authority-trying = Asking…
authority-answered = “{ $name }” answers; its time is { $at }.
settings-network = Network
settings-network-words = The network is used for timestamps and the state of certificates only; reports are never sent.
settings-offline = Offline: connect to nothing
settings-proxy = Proxy
settings-proxy-hint = Connects directly where left empty.
settings-hosts = Allowed local hosts
settings-hosts-hint = One on each line. Hosts in the local network are not asked unless they stand here.

## Tokens
settings-tokens = Tokens
settings-tokens-words = Tokens are read through the maker’s module (PKCS#11).
modules-empty = No module was found. Install the maker’s driver, or add its module here.
module-found = Found by itself · { $folder }
module-add = Add module…
