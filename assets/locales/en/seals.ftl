### Seals, and what this computer is for.

station = Role of this computer
station-signer = Signer
station-custodian = Custodian of seals
station-office = Quality office

seal-kind-official = Official seal
seal-kind-testing = Seal for testing reports
seal-kind-contract = Contract seal
seal-kind-finance = Finance seal
seal-kind-invoice = Invoice seal
seal-kind-representative = Legal representative’s seal
seal-kind-personal = Personal seal
seal-kind-signature = Handwritten signature
seal-kind-other = Other seal
seal-state-used = in use
seal-state-retired = retired

cli-seal = { $seal } ({ $id }): { $kind }, { $width } × { $height } mm, made { $made }, { $state }
cli-seal-made = Seal made: { $seal } ({ $id }), { $kind }, { $width } × { $height } mm, { $made }, { $state }
cli-seal-preset = { $preset }: { $kind } { $width } × { $height } mm { $line }
cli-no-seals = There are no seals on this computer yet.

action-seal-made = Seal made
action-seal-imported = Seal imported
action-seal-exported = Seal exported
action-seal-changed = Seal changed
action-seal-removed = Seal deleted

failure-rule-seal-maker = Seals are made by the office alone (RS18 Article 5), and this computer is not the quality office’s.
failure-rule-seal-maker-remedy = Ask the quality office to make it and import the file they give you. If this is their computer, choose “Quality office” as its role in the settings.
failure-no-such-seal = There is no seal called “{ $seal }”.
failure-no-such-seal-remedy = See the seals of this computer with: vermilion seal list
failure-seal-ambiguous = Several seals are called “{ $seal }”.
failure-seal-ambiguous-remedy = Name it by its id, or rename one.
failure-seal-retired = The seal “{ $seal }” is retired and stamps no longer.
failure-seal-retired-remedy = Use another seal, or take it into use again once the quality office agrees.
failure-no-such-preset = There is no preset called “{ $preset }”.
failure-no-such-preset-remedy = See all of them with: vermilion seal presets
failure-seal-measures = No seal can be made with these measures or words.
failure-seal-measures-remedy = Sides of 8–60 mm, a border of 0.2–3 mm, a star of at most six tenths of the side, at most 80 characters in each place.
failure-seal-too-full = There is too much text for a seal of this size.
failure-seal-too-full-remedy = Make the seal larger or the text shorter.
failure-seal-nameless = There is no name on the seal yet.
failure-seal-nameless-remedy = Enter the name of the unit or of the person.
failure-seal-unreadable = “{ $name }” is no seal file, or is damaged.
failure-seal-unreadable-remedy = Ask the quality office to export the seal file (.vmseal) again.
failure-seal-known = The seal “{ $seal }” is on this computer already.
failure-seal-known-remedy = There is no need to import it again. For a new one, delete the old one first.
