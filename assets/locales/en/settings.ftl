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
settings-trust-words = Signatures vouched for by these certificates are shown as trusted.
settings-about = About
trust-add = Add certificate…
trust-added = “{ $name }” is trusted now.
trust-removed = “{ $name }” is not trusted any more.
trust-since = Trusted since { $day }, from “{ $origin }”
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
