// Written by `cargo test -p wire` from src-tauri/crates/wire; do not edit.

/**
 * Writes an incident down.
 */
export type AddIncident = { 
/**
 * `loss`, `leak`, `misuse`, `tampering`, `other`.
 */
kind: string, 
/**
 * About whom.
 */
person: string, 
/**
 * What happened.
 */
words: string, 
/**
 * What was done.
 */
measure: string, 
/**
 * Who writes.
 */
by: Leave, };

/**
 * Adds an officer after the office was opened; both keyholders agree.
 */
export type AddOfficer = { 
/**
 * Who.
 */
officer: NewOfficer, 
/**
 * The two.
 */
keyholders: Array<Leave>, };

/**
 * The answer to one of the four questions.
 */
export type Answer = { 
/**
 * Good, know, bad.
 */
tone: Tone, 
/**
 * The sentence.
 */
text: Text, };

/**
 * Light or dark.
 */
export type Appearance = "system" | "light" | "dark";

/**
 * Applies for a signature: a new key is made here, and a letter for the office, whose place is asked for.
 */
export type Apply = { 
/**
 * The name.
 */
name: string, 
/**
 * The organisation.
 */
organisation: string, 
/**
 * The department.
 */
department: string, 
/**
 * The post.
 */
post: string, 
/**
 * Its field.
 */
field: string, 
/**
 * `regular`, `temporary`, `part-time`, `external`.
 */
employment: string, 
/**
 * The last day, YYYY-MM-DD.
 */
ends: string | null, 
/**
 * The number of the identity card; only a masked form leaves this station.
 */
idNumber: string, 
/**
 * What for.
 */
purpose: string, 
/**
 * `anywhere`, `off-site`, `devices`.
 */
condition: string, 
/**
 * The specimen: a kept mark with a picture; none where it will be drawn.
 */
mark: string | null, 
/**
 * Papers, from `choose_attachment`.
 */
attachments: Array<string>, 
/**
 * The person that this renews, by id.
 */
renews: string | null, 
/**
 * The kind of key.
 */
key: KeyType, 
/**
 * The PIN until the copy comes.
 */
pin: Secret, };

/**
 * A rectangle on a page as a reader sees it; points from the top left.
 */
export type Area = { 
/**
 * From the left edge.
 */
x: number, 
/**
 * From the top edge.
 */
y: number, 
/**
 * To the right.
 */
width: number, 
/**
 * Downwards.
 */
height: number, };

/**
 * A timestamp authority as the settings show it.
 */
export type Authority = { 
/**
 * Its address.
 */
url: string, 
/**
 * The user name for basic authentication; empty for none.
 */
user: string, 
/**
 * A password is kept for it.
 */
hasPassword: boolean, };

/**
 * Whether an authority answered.
 */
export type AuthorityAnswer = { 
/**
 * The authority's name from its certificate.
 */
name: string | null, 
/**
 * The time it stamped, RFC 3339.
 */
time: string | null, 
/**
 * Why there is none.
 */
failure: Failure | null, };

/**
 * What a backup holds; it was really restored, into a folder of its own.
 */
export type BackupFacts = { 
/**
 * When it was made, RFC 3339.
 */
made: string, 
/**
 * Files in it.
 */
files: number, 
/**
 * Identities that can be read.
 */
identities: number, 
/**
 * Rows of the log, whose chain holds.
 */
logRows: number, 
/**
 * People in the register; none where this is no office.
 */
people: number | null, };

/**
 * Makes a backup, whose place is asked for.
 */
export type BackupUnder = { 
/**
 * The backup's password.
 */
password: Secret, };

/**
 * The files of a batch, as they were chosen.
 */
export type BatchFiles = { 
/**
 * The PDF files; a folder gives those in it.
 */
files: Array<ChosenFile>, };

/**
 * On which page of each file a mark stands.
 */
export type BatchPage = "first" | "last";

/**
 * Event `batch-progress`.
 */
export type BatchProgress = { 
/**
 * Files that are done.
 */
done: number, 
/**
 * Files in all.
 */
total: number, 
/**
 * The one that was done last.
 */
row: BatchRow | null, };

/**
 * Asks what the rules of use say before many files are signed; nothing is signed, no approval is used.
 */
export type BatchQuestion = { 
/**
 * The files, from `choose_batch_files` or `choose_batch_folder`.
 */
files: Array<string>, 
/**
 * Who signs.
 */
identity: string, 
/**
 * What is stamped on each file.
 */
stamps: Array<Stamp>, 
/**
 * The kind of the documents, as the house calls it.
 */
kind: string, 
/**
 * The department that the documents are of.
 */
department: string, 
/**
 * Who would confirm it as a second person.
 */
second: string | null, 
/**
 * The results would be encrypted.
 */
encrypt: boolean, };

/**
 * What became of all.
 */
export type BatchResult = { 
/**
 * One row a file, in order.
 */
rows: Array<BatchRow>, 
/**
 * Why the rest was not tried: a wrong PIN, or the user gave up.
 */
stopped: Failure | null, };

/**
 * What became of one file.
 */
export type BatchRow = { 
/**
 * Its place in the list, from 0.
 */
index: number, 
/**
 * Its name.
 */
name: string, 
/**
 * The new file's name, where it was signed.
 */
output: string | null, 
/**
 * The level that was reached.
 */
level: Level | null, 
/**
 * The timestamp waits for the network.
 */
waiting: boolean, 
/**
 * What was stamped with it and how it is bound.
 */
notes?: Array<Text>, 
/**
 * Why it was not signed.
 */
failure: Failure | null, };

/**
 * What the rules say before many files are signed.
 */
export type BatchRules = { 
/**
 * Of whoever signs, the same for every file.
 */
signing: RulesAnswer, 
/**
 * Of each file, in order.
 */
files: Array<FileRules>, };

/**
 * Declares a journey (RS17 2).
 */
export type BeginTravel = { 
/**
 * Where.
 */
place: string, 
/**
 * Why.
 */
reason: string, 
/**
 * RFC 3339; now where absent.
 */
from: string | null, 
/**
 * RFC 3339.
 */
until: string, };

/**
 * Lines of words beside a stamp.
 */
export type BesideStamp = { 
/**
 * On which side.
 */
side: CaptionSide, 
/**
 * How many lines.
 */
lines: number, };

/**
 * What the signature shows beside the mark.
 */
export type Caption = { 
/**
 * The signer's name from the certificate.
 */
name: boolean, 
/**
 * The day of signing.
 */
date: boolean, 
/**
 * The reason, where one is given.
 */
reason: boolean, 
/**
 * The report's number: as it is typed here, or found in the document where this is empty.
 */
reportNumber?: string | null, 
/**
 * How the day is written; as the language has it where absent.
 */
dateFormat?: DateFormat | null, 
/**
 * Where it stands; to the right in a wide place and below in a tall one where absent. A signature without a place
 * of its own has its caption on this side of the first stamp.
 */
side?: CaptionSide | null, };

/**
 * Where a caption stands.
 */
export type CaptionSide = "right" | "below";

/**
 * A certificate of somebody.
 */
export type CertificateEntry = { 
/**
 * SHA-256, hex.
 */
sha256: string, 
/**
 * Hex.
 */
serial: string, 
/**
 * RFC 3339.
 */
issued: string, 
/**
 * RFC 3339.
 */
until: string, 
/**
 * Since when it no longer counts, RFC 3339.
 */
ended: string | null, 
/**
 * Issued by an authority outside.
 */
outside: boolean, };

/**
 * A certificate as the viewer shows it.
 */
export type CertificateView = { 
/**
 * Who it is made out to.
 */
name: string, 
/**
 * Where they belong.
 */
organization: string | null, 
/**
 * Who vouches for it.
 */
issuer: string, 
/**
 * Hex.
 */
serial: string, 
/**
 * RFC 3339.
 */
validFrom: string, 
/**
 * RFC 3339.
 */
validUntil: string, 
/**
 * "RSA 3072".
 */
key: string, 
/**
 * SHA-256 of the certificate, hex.
 */
sha256: string, 
/**
 * Vouches for itself.
 */
selfSigned: boolean, };

/**
 * What a certifying signature lets others do (DocMDP, ISO 32000-2 table 257).
 */
export type Certify = "no-changes" | "forms-and-signatures" | "comments";

/**
 * Whether the log is whole.
 */
export type ChainState = { 
/**
 * Every entry follows from the one before.
 */
intact: boolean, 
/**
 * How many entries.
 */
size: number, 
/**
 * The Merkle root, hex.
 */
root: string, 
/**
 * The first entry that does not fit.
 */
brokenAt: number | null, 
/**
 * Why; text id `chain-<code>`.
 */
reason: string | null, };

/**
 * Gives the login another password.
 */
export type ChangeLogin = { 
/**
 * The one it has.
 */
old: Secret, 
/**
 * The one it gets.
 */
new: Secret, };

/**
 * Changes what is kept of a mark.
 */
export type ChangeMark = { 
/**
 * The mark.
 */
id: string, 
/**
 * Keep it for next time, or forget it.
 */
keep: boolean | null, 
/**
 * Take a picture's white paper away, or leave it.
 */
removeBackground: boolean | null, };

/**
 * Gives an officer another PIN.
 */
export type ChangeOfficerPin = { 
/**
 * The officer's name.
 */
officer: string, 
/**
 * The PIN until now.
 */
old: Secret, 
/**
 * The new one.
 */
new: Secret, };

/**
 * Changes facts of a person.
 */
export type ChangePerson = { 
/**
 * The person.
 */
person: string, 
/**
 * Who changes them.
 */
by: Leave, 
/**
 * Why.
 */
why: string, 
/**
 * The facts; what is absent stays.
 */
facts: PersonFacts, };

/**
 * Gives an identity another PIN.
 */
export type ChangePin = { 
/**
 * The identity.
 */
id: string, 
/**
 * The PIN until now.
 */
old: Secret, 
/**
 * The PIN from now on.
 */
new: Secret, };

/**
 * Renames a seal, retires it or takes it into use again.
 */
export type ChangeSeal = { 
/**
 * Which one.
 */
id: string, 
/**
 * What it is called from now on; unchanged where absent.
 */
label: string | null, 
/**
 * Whether it is retired; unchanged where absent.
 */
retired: boolean | null, };

/**
 * Trusts a certificate with something else.
 */
export type ChangeTrust = { 
/**
 * SHA-256 of the certificate, hex.
 */
sha256: string, 
/**
 * What it is trusted with from now on.
 */
purpose: TrustPurpose, };

/**
 * One change after signing.
 */
export type ChangeView = { 
/**
 * The change is of a kind that is allowed.
 */
allowed: boolean, 
/**
 * From 0, where it is on a page.
 */
page: number | null, 
/**
 * Where on the page as it is now, where it has a place of its own.
 */
place: Place | null, 
/**
 * The sentence.
 */
text: Text, };

/**
 * Asks for the check of an open document.
 */
export type CheckDocument = { 
/**
 * The document.
 */
document: DocumentId, 
/**
 * Who is going to sign, where that is known.
 */
identity: string | null, };

/**
 * One thing that a signer should know.
 */
export type CheckFinding = { 
/**
 * Its stable code, to accept it by.
 */
code: string, 
/**
 * Its mark: know for a note or a warning, bad for a grave one or one that blocks.
 */
tone: Tone, 
/**
 * What it is.
 */
text: Text, 
/**
 * Why it matters and what to do.
 */
advice: Text, 
/**
 * From 0, where it is on a page.
 */
page: number | null, 
/**
 * Where on the page, where that is known.
 */
area: Area | null, 
/**
 * The signer has to accept it before signing.
 */
toAccept: boolean, 
/**
 * The policy lets nobody sign over it.
 */
blocks: boolean, };

/**
 * A kind of finding that a policy can make blocking.
 */
export type CheckRule = { 
/**
 * Its stable code.
 */
code: string, 
/**
 * What it is, without the details of one document.
 */
text: Text, 
/**
 * Nobody may sign over it.
 */
blocks: boolean, };

/**
 * Asks whether the slices on the pages of an open document make one seal again.
 */
export type CheckSeam = { 
/**
 * The document.
 */
document: DocumentId, 
/**
 * The registered seal to hold the slices against, by its id; none: only against each other.
 */
seal: string | null, };

/**
 * What the check found.
 */
export type CheckUp = { 
/**
 * The findings, the gravest first.
 */
findings: Array<CheckFinding>, 
/**
 * It reads like a laboratory's report, and was checked as one.
 */
report: boolean, 
/**
 * The document is so large that not everything was looked at.
 */
partial: boolean, };

/**
 * A file that the user chose in the system's dialog.
 */
export type ChosenFile = { 
/**
 * Names it in the next request.
 */
id: string, 
/**
 * The file's name, for display.
 */
name: string, };

/**
 * How a chosen scan is cleaned.
 */
export type CleanScan = { 
/**
 * The id of the chosen file.
 */
id: string, 
/**
 * What it is of.
 */
kind: SealKind, 
/**
 * Which ink is wanted.
 */
colour: InkColour, 
/**
 * How wide it is on paper, millimetres; by the file's own resolution, else by its kind, where absent.
 */
width: number | null, };

/**
 * What came of cleaning a scan.
 */
export type CleanedScan = { 
/**
 * The ink that was taken.
 */
colour: InkColour, 
/**
 * How wide it is on paper, millimetres: as asked for, or proposed.
 */
width: number, 
/**
 * How high it then is, millimetres.
 */
height: number, 
/**
 * How wide it is by the file's own resolution, millimetres, where the file names one.
 */
knownWidth: number | null, 
/**
 * What to know before it is used, the worst first.
 */
advice: Array<ScanAdvice>, };

/**
 * A page that is not surely the same in both versions.
 */
export type ComparedPage = { 
/**
 * From 0, in the later version; in the earlier one where it was removed.
 */
page: number, 
/**
 * From 0, in the earlier version, where it is there.
 */
before: number | null, 
/**
 * What became of it.
 */
fate: PageFate, 
/**
 * Where it looks different, from top to bottom.
 */
areas: Array<Area>, 
/**
 * What of it could not be drawn.
 */
omissions: Array<Text>, 
/**
 * Why it could not be drawn at all.
 */
failure: Failure | null, };

/**
 * Two versions, compared.
 */
export type ComparedVersions = { 
/**
 * Which.
 */
pair: VersionPair, 
/**
 * How many pages were compared.
 */
pages: number, 
/**
 * Those that are not surely the same, in the order of the later version.
 */
found: Array<ComparedPage>, 
/**
 * Why these versions could not be compared.
 */
failure: Failure | null, };

/**
 * Event `comparing-progress`.
 */
export type ComparingProgress = { 
/**
 * The document.
 */
document: DocumentId, 
/**
 * Pages that are done, of all pairs.
 */
done: number, 
/**
 * Pages in all.
 */
total: number, };

/**
 * All versions of a file, compared: each signed one with the next, and with the file as received.
 */
export type Comparison = { 
/**
 * The pairs, neighbours first.
 */
pairs: Array<ComparedVersions>, 
/**
 * The user stopped it: pages that are not listed were not looked at.
 */
stopped: boolean, };

/**
 * One of the four conditions of a reliable electronic signature (电子签名法 Article 13).
 */
export type Condition = { 
/**
 * Its number in the law, from 1.
 */
number: number, 
/**
 * Whether it is met.
 */
answer: ConditionAnswer, 
/**
 * Why.
 */
text: Text, };

/**
 * Whether a condition is met.
 */
export type ConditionAnswer = "yes" | "no" | "not-provable";

/**
 * Something in the document that a reader should know of.
 */
export type ContentNote = { 
/**
 * Its stable code.
 */
code: string, 
/**
 * Its mark: know for what could change what is seen, none for plain information.
 */
tone: Tone, 
/**
 * The sentence.
 */
text: Text, 
/**
 * From 0, where it is on a page.
 */
page: number | null, 
/**
 * Where on the page, where that is known.
 */
area: Area | null, };

/**
 * Which copy it is, and whose.
 */
export type CopyOrder = { 
/**
 * Its number, where copies are numbered.
 */
number: number | null, 
/**
 * Whom it is for.
 */
recipient: string | null, };

/**
 * Makes an identity on this computer: a new key and a self-signed certificate.
 */
export type CreateIdentity = { 
/**
 * The person's name.
 */
name: string, 
/**
 * Where they work.
 */
organization: string | null, 
/**
 * The kind of key.
 */
key: KeyType, 
/**
 * The new PIN or passphrase.
 */
pin: Secret, };

/**
 * How a day is written.
 */
export type DateFormat = "chinese" | "iso" | "english";

/**
 * A deputy of a seal.
 */
export type DeputyEntry = { 
/**
 * Who.
 */
person: NamedPerson, 
/**
 * RFC 3339.
 */
from: string, 
/**
 * RFC 3339.
 */
until: string, 
/**
 * Who saw the hand-over.
 */
witness: string, };

/**
 * May files be signed by whoever would sign them? The rules look at nothing in the files themselves.
 */
export type DetachedQuestion = { 
/**
 * The identity.
 */
identity: string, 
/**
 * The kind of the files, as the house calls it.
 */
kind: string, 
/**
 * The department that they are of.
 */
department: string, 
/**
 * Who would confirm it as a second person.
 */
second: string | null, };

/**
 * What became of one file.
 */
export type DetachedRow = { 
/**
 * The file's name.
 */
name: string, 
/**
 * The name of its signature, beside it.
 */
output: string | null, 
/**
 * Why there is none.
 */
failure: Failure | null, 
/**
 * The log entry's number, where it came to that.
 */
logEntry: number | null, };

/**
 * A signature file that was judged.
 */
export type DetachedVerification = { 
/**
 * Names it in requests.
 */
id: string, 
/**
 * Its name.
 */
name: string, 
/**
 * Its folder, for display.
 */
folder: string, 
/**
 * The name of the file that was held against it; none where what was signed lies in the signature file itself.
 */
content: string | null, 
/**
 * What the verifier says; the SHA-256 is that of what was signed.
 */
verification: Verification, };

/**
 * A line of technical details; the name is a text id, the value is shown as it is.
 */
export type Detail = { 
/**
 * Text id of the name.
 */
name: string, 
/**
 * The value.
 */
value: string, };

/**
 * The digests that a signature can be made with.
 */
export type Digest = "of-key" | "sha256" | "sha384" | "sha512";

/**
 * A directory that was sent out or taken over.
 */
export type DirectoryFacts = { 
/**
 * Growing.
 */
number: number, 
/**
 * RFC 3339.
 */
issued: string, 
/**
 * When the next one comes at the latest, RFC 3339.
 */
next: string, 
/**
 * That has passed.
 */
stale: boolean, 
/**
 * How many people are in it.
 */
people: number, 
/**
 * How many seals.
 */
seals: number, 
/**
 * SHA-256 of the root, hex.
 */
root: string, };

/**
 * An open document. While `locked` it has no pages to show: ask for the password.
 */
export type Document = { 
/**
 * Its name for as long as it is open.
 */
id: DocumentId, 
/**
 * The file's name without its folder.
 */
name: string, 
/**
 * The folder, for display only.
 */
folder: string, 
/**
 * Bytes.
 */
size: number, 
/**
 * How many pages.
 */
pages: number, 
/**
 * Encrypted, and with what: "AES-256".
 */
encryption: string | null, 
/**
 * The password is needed before anything can be shown.
 */
locked: boolean, 
/**
 * Signature fields that carry a signature, well-formed or not.
 */
signatures: number, 
/**
 * Set where this is the version that a signature covers: the file's own name stays the same.
 */
signedVersion: SignedVersion | null, 
/**
 * Set where the file says of itself that it is a copy of another one: the sentence.
 */
copy: Text | null, };

/**
 * What is in the document beside its words.
 */
export type DocumentContents = { 
/**
 * Active content, hidden layers, fonts that are not embedded, links; what matters most first.
 */
notes: Array<ContentNote>, 
/**
 * Signatures whose visible mark names somebody else than their certificate.
 */
misnamed: Array<Misnamed>, };

/**
 * Names an open document for as long as it is open.
 */
export type DocumentId = string;

/**
 * Asks for a picture of the signature as it will be; the answer is a PNG with transparency.
 */
export type DrawLook = { 
/**
 * What it looks like.
 */
look: Look, 
/**
 * Who signs, for the caption.
 */
identity: string | null, 
/**
 * The reason, for the caption.
 */
reason: string, 
/**
 * The document, for a report's number that is found in it.
 */
document?: DocumentId | null, 
/**
 * What a code beside it will say; it is drawn as one of the same size that says nothing.
 */
paper: Array<PaperName>, 
/**
 * Millimetres.
 */
width: number, 
/**
 * Millimetres.
 */
height: number, 
/**
 * Pixels per millimetre.
 */
scale: number, };

/**
 * Asks for a page's picture; the answer is a PNG.
 */
export type DrawPage = { 
/**
 * The document.
 */
document: DocumentId, 
/**
 * From 0.
 */
page: number, 
/**
 * Pixels per point.
 */
scale: number, };

/**
 * Draws a chosen scan: PNG, with transparency once it is cleaned.
 */
export type DrawScan = { 
/**
 * How it is cleaned.
 */
how: CleanScan, 
/**
 * Whether it is drawn as it will be, or as it came.
 */
cleaned: boolean, };

/**
 * Draws a kept seal: PNG with transparency.
 */
export type DrawSeal = { 
/**
 * Which one.
 */
id: string, 
/**
 * Pixels a millimetre.
 */
scale: number, };

/**
 * Asks for the picture of one planned mark as it will be: a PNG with transparency.
 */
export type DrawStamp = { 
/**
 * The stamp.
 */
stamp: Stamp, 
/**
 * Which slice of how many, from 1; the whole where absent.
 */
slice: [number, number] | null, 
/**
 * The size of the planned place, millimetres.
 */
width: number, 
/**
 * Millimetres.
 */
height: number, 
/**
 * Pixels per millimetre.
 */
scale: number, };

/**
 * Hands over a drawn signature.
 */
export type DrawnMark = { 
/**
 * The strokes.
 */
strokes: Array<Stroke>, 
/**
 * Keep it for next time.
 */
keep: boolean, };

/**
 * Something that falls due.
 */
export type DueEntry = { 
/**
 * The rule, by id.
 */
rule: string, 
/**
 * Its clause.
 */
clause: string, 
/**
 * Whose or what; empty for the station itself.
 */
about: string, 
/**
 * The day, YYYY-MM-DD.
 */
on: string, 
/**
 * Days until then; negative where it has passed.
 */
days: number, };

/**
 * An edge of a page as a reader sees it.
 */
export type Edge = "left" | "right" | "top" | "bottom";

/**
 * Writes an identity to a key file; the place is asked for in the system's dialog.
 */
export type ExportIdentity = { 
/**
 * The identity.
 */
id: string, 
/**
 * Its PIN.
 */
pin: Secret, 
/**
 * The password for the key file.
 */
password: Secret, };

/**
 * Saves the results of some files as a list.
 */
export type ExportVerified = { 
/**
 * Their ids, in the order of the list.
 */
files: Array<string>, 
/**
 * In which form.
 */
format: ListFormat, };

/**
 * Brings an open signed document to a higher level, into a new file beside it.
 */
export type ExtendDocument = { 
/**
 * The document.
 */
document: DocumentId, 
/**
 * The level to reach; T puts a document timestamp.
 */
level: Level, };

/**
 * Something that could not be done: what happened (`failure-<code>`), what to do (`failure-<code>-remedy`).
 */
export type Failure = { 
/**
 * What the window acts on; never the words.
 */
code: FailureCode, 
/**
 * Which case of it, where the code has many: the sentences are then `<code>-<case>` and `<code>-<case>-remedy`.
 */
case?: string | null, 
/**
 * What fills the gaps of the two sentences.
 */
params?: { [key in string]: TextValue }, 
/**
 * For the technical details fold: the chain of causes in English.
 */
detail?: string | null, };

/**
 * The closed list of what can go wrong, each with its exit status for the command line.
 */
export type FailureCode = "file-unreadable" | "not-a-pdf" | "pdf-damaged" | "pdf-too-complex" | "file-unsafe" | "encryption-unsupported" | "password-needed" | "password-wrong" | "permission-denied" | "document-closed" | "document-changed" | "folder-not-shown" | "viewer-not-started" | "no-such-page" | "drawing-failed" | "no-such-signature" | "nothing-to-report" | "no-signed-version" | "not-a-signature" | "content-missing" | "detached-level" | "package" | "pin-wrong" | "identity-locked" | "pin-too-weak" | "logged-out" | "login-wrong" | "login-waits" | "no-login" | "login-exists" | "login-name-unusable" | "login-damaged" | "fingerprint" | "no-such-identity" | "counter-unusable" | "vault-damaged" | "vault-unusable" | "vault-elsewhere" | "name-unusable" | "key-file-password-wrong" | "key-file-unusable" | "key-unsuitable" | "certificate-expired" | "certificate-unfit" | "signature-faulty" | "clock-went-back" | "signing-forbidden" | "xfa-unsupported" | "no-such-field" | "field-already-signed" | "place-off-page" | "stamping" | "consent-missing" | "ink-empty" | "ink-unreadable" | "image-unreadable" | "background-dark" | "place-too-small" | "glyph-missing" | "no-such-mark" | "output-exists" | "output-unwritable" | "certificate-revoked" | "certify-not-first" | "field-locked" | "field-rule" | "field-exists" | "field-name-unusable" | "new-place-forbidden" | "algorithm-unsuitable" | "check-blocks" | "check-open" | "nothing-to-extend" | "no-such-pending" | "no-authority" | "stamp" | "network" | "proof-missing" | "chain-incomplete" | "token" | "no-such-token" | "token-ambiguous" | "batch-empty" | "batch-stopped" | "cancelled" | "rule-seal-maker" | "no-such-seal" | "seal-ambiguous" | "seal-retired" | "no-such-preset" | "seal-measures" | "seal-too-full" | "seal-face-missing" | "seal-nameless" | "seal-unreadable" | "scan-empty" | "seal-known" | "encrypt-refused" | "copy-refused" | "paper-code" | "no-seam" | "no-seal-in-picture" | "rule" | "step-impossible" | "office-file" | "no-office" | "office-exists" | "no-such-entry" | "entry-unusable" | "register-unusable" | "installer-differs" | "backup" | "profile-not-empty" | "certificate-unreadable" | "trusted-list" | "trusted-list-signer" | "trusted-list-older" | "no-such-trust" | "evidence-unreadable" | "log-unusable" | "log-broken" | "settings-unwritable" | "secret-unread" | "secrets-differ" | "place-missing" | "usage" | "internal";

/**
 * What the rules say of one of many files.
 */
export type FileRules = { 
/**
 * Its place in the list, from 0.
 */
index: number, 
/**
 * One answer for each seal that would be set on it.
 */
seals: Array<RulesAnswer>, 
/**
 * Why it could not be asked.
 */
failure: Failure | null, };

/**
 * A file that can be verified with others.
 */
export type FileToVerify = { 
/**
 * Names it in the next requests.
 */
id: string, 
/**
 * The file's name without its folder.
 */
name: string, 
/**
 * Where it lies below the folder that was chosen, for display; empty where it lies there itself.
 */
folder: string, };

/**
 * Files of any kind that were chosen to be signed.
 */
export type FilesToSign = { 
/**
 * The files.
 */
files: Array<ChosenFile>, };

/**
 * The files that were chosen or dropped.
 */
export type FilesToVerify = { 
/**
 * The PDF files; a folder gives those in it and in its folders.
 */
files: Array<FileToVerify>, };

/**
 * Something noticed.
 */
export type Finding = { 
/**
 * Good for plain information.
 */
tone: Tone, 
/**
 * The sentence.
 */
text: Text, };

/**
 * What the reader says while a finger is awaited.
 */
export type FingerStep = "waiting" | "retry" | "too-short" | "off-centre" | "lift" | "too-fast" | "no-match";

/**
 * What became of a waiting timestamp.
 */
export type FinishedTimestamp = { 
/**
 * Which one.
 */
id: string, 
/**
 * The file's name.
 */
name: string, 
/**
 * The level that was reached.
 */
level: Level | null, 
/**
 * Why it still waits.
 */
failure: Failure | null, };

/**
 * Asks which kept ways of stamping fit a document.
 */
export type FittingPresets = { 
/**
 * The document; any where absent.
 */
document: DocumentId | null, 
/**
 * Who signs, by id, where that is known.
 */
identity: string | null, };

/**
 * What a file is to its reader, in one word: what stands in a list, is counted and filtered by.
 */
export type Found = "good" | "know" | "bad" | "unsigned" | "unreadable";

/**
 * Answers a station's request for its tries; the place of the letter is asked for.
 */
export type GiveUnlock = { 
/**
 * The request, from `choose_office_file`.
 */
file: string, 
/**
 * Both keyholders.
 */
keyholders: Array<Leave>, };

/**
 * Hands a seal to a deputy for a period, or to a new keeper where there is no end.
 */
export type HandOverSeal = { 
/**
 * The seal.
 */
seal: string, 
/**
 * To whom, by id.
 */
to: string, 
/**
 * RFC 3339.
 */
from: string, 
/**
 * RFC 3339; absent for a new keeper.
 */
until: string | null, 
/**
 * Who saw it.
 */
witness: string, 
/**
 * Who writes it down.
 */
by: Leave, };

/**
 * One entry of the log.
 */
export type HistoryEntry = { 
/**
 * Its number, from 1.
 */
seq: number, 
/**
 * RFC 3339, with the zone of the place.
 */
at: string, 
/**
 * The action's code; text id `action-<code>`.
 */
action: string, 
/**
 * Who.
 */
who: string, 
/**
 * Where, as typed by the user.
 */
place: string, 
/**
 * The document's name.
 */
document: string | null, 
/**
 * SHA-256 before, hex.
 */
sha256Before: string | null, 
/**
 * SHA-256 after, hex.
 */
sha256After: string | null, 
/**
 * The identity used.
 */
identity: string | null, 
/**
 * Who was logged in to the program.
 */
login: string | null, 
/**
 * How they, or who tried to, logged in: text id `login-by-<word>`.
 */
loginBy: string | null, 
/**
 * The device.
 */
device: string, 
/**
 * "ok", "failed" or "refused"; text id `result-<word>`.
 */
result: string, 
/**
 * A failure's code or further note.
 */
note: string | null, 
/**
 * What the check before signing found and the signer saw: the kinds of findings.
 */
checked: Array<Text>, 
/**
 * The entry's hash, hex.
 */
hash: string, };

/**
 * Writes the log to a file; the place is asked for in the system's dialog.
 */
export type HistoryFormat = "csv" | "json";

/**
 * A stretch of the log.
 */
export type HistoryPage = { 
/**
 * How many entries fit the query in all.
 */
total: number, 
/**
 * The stretch.
 */
entries: Array<HistoryEntry>, };

/**
 * Asks for a stretch of the log.
 */
export type HistoryQuery = { 
/**
 * Words that must occur: name, place, document, person.
 */
text: string, 
/**
 * Only this kind of action.
 */
action: string | null, 
/**
 * RFC 3339, inclusive.
 */
from: string | null, 
/**
 * RFC 3339, exclusive.
 */
to: string | null, 
/**
 * How many entries to skip.
 */
offset: number, 
/**
 * How many entries at most.
 */
limit: number, 
/**
 * Oldest first, instead of newest first.
 */
oldestFirst: boolean, };

/**
 * Where the word stands.
 */
export type Hit = { 
/**
 * From 0.
 */
page: number, 
/**
 * One rectangle a line, points from the top left of the page as seen.
 */
areas: Array<Area>, 
/**
 * The line it stands in, for the list.
 */
context: string, };

/**
 * Somebody who can sign from this computer.
 */
export type Identity = { 
/**
 * Names it in requests.
 */
id: string, 
/**
 * What the user calls it.
 */
label: string, 
/**
 * From the certificate.
 */
name: string, 
/**
 * From the certificate.
 */
organization: string | null, 
/**
 * Who vouches for it; for a self-made one, itself.
 */
issuer: string, 
/**
 * Made on this computer and vouched for by nobody.
 */
selfMade: boolean, 
/**
 * RFC 3339.
 */
validFrom: string, 
/**
 * RFC 3339.
 */
validUntil: string, 
/**
 * "RSA 3072".
 */
key: string, 
/**
 * SM2: only Chinese software verifies its signatures.
 */
chineseOnly: boolean, 
/**
 * SHA-256 of the certificate, hex.
 */
sha256: string, 
/**
 * Wrong PINs left before it locks.
 */
triesLeft: number, 
/**
 * Five wrong PINs were given.
 */
locked: boolean, 
/**
 * Why it cannot sign now, where it cannot.
 */
unusable: FailureCode | null, };

/**
 * An identity as the rules see it.
 */
export type IdentityRules = { 
/**
 * The identity's id.
 */
identity: string, 
/**
 * Its label.
 */
label: string, 
/**
 * The person in the directory, by id.
 */
person: string | null, 
/**
 * The state in the directory.
 */
state: string | null, 
/**
 * The PIN is the initial one and must be changed first.
 */
initialPin: boolean, 
/**
 * Days since the PIN was set.
 */
pinAge: number | null, 
/**
 * An application waits for the office.
 */
applied: boolean, 
/**
 * The receipt of the copy waits to be written for the office.
 */
receipt: boolean, 
/**
 * `loss`, `leak`, `misuse`: reported here.
 */
trouble: string | null, 
/**
 * `anywhere`, `off-site`, `devices`.
 */
condition: string | null, 
/**
 * The departments that it is for; empty for every one.
 */
departments: Array<string>, 
/**
 * Rules that forbid signing now, by id.
 */
blocks: Array<string>, 
/**
 * Rules that warn, by id.
 */
warnings: Array<string>, };

/**
 * Takes over the key file that the user has just chosen in the system's dialog.
 */
export type ImportIdentity = { 
/**
 * From `choose_key_file`.
 */
file: string, 
/**
 * The key file's own password.
 */
password: Secret, 
/**
 * The PIN that will guard it here.
 */
pin: Secret, 
/**
 * What the user calls it; the certificate's name where absent.
 */
label: string | null, };

/**
 * Takes over a list whose signer the user accepts.
 */
export type ImportTrustedList = { 
/**
 * The id of the offer.
 */
id: string, 
/**
 * SHA-256 of the signer's certificate that the user compared, hex.
 */
signer: string, };

/**
 * What taking over a list did.
 */
export type ImportedTrustedList = { 
/**
 * The list's name, as the certificates' origin.
 */
origin: string, 
/**
 * Authorities that are trusted because of it.
 */
authorities: number, 
/**
 * Authorities of an older edition that are trusted no longer.
 */
removed: number, };

/**
 * Something that went wrong.
 */
export type IncidentEntry = { 
/**
 * Its number.
 */
number: number, 
/**
 * `loss`, `leak`, `misuse`, `tampering`, `other`; words are `incident-<kind>`.
 */
kind: string, 
/**
 * About whom.
 */
person: string, 
/**
 * What happened.
 */
words: string, 
/**
 * What was done.
 */
measure: string, 
/**
 * Who wrote it.
 */
who: string, 
/**
 * RFC 3339.
 */
at: string, };

/**
 * The inks that can be taken out of a scan.
 */
export type InkColour = "auto" | "red" | "blue" | "black";

/**
 * Where the pen was.
 */
export type InkPoint = { 
/**
 * To the right.
 */
x: number, 
/**
 * Downwards.
 */
y: number, 
/**
 * 0 to 1, where the pointer tells.
 */
pressure?: number | null, 
/**
 * Milliseconds since the first point.
 */
time?: number | null, };

/**
 * What an inspection finds (RS10 七.1).
 */
export type Inspection = { 
/**
 * `2026-11` or `2026`.
 */
period: string, 
/**
 * The organisation.
 */
organisation: string, 
/**
 * People by state, now.
 */
counts: Array<StateCount>, 
/**
 * Steps of the period by their kind.
 */
steps: Array<StateCount>, 
/**
 * Rows of all logs in the period by action.
 */
actions: Array<StateCount>, 
/**
 * Signatures of the period by person.
 */
signatures: Array<StateCount>, 
/**
 * What nobody uses.
 */
unused: Array<UnusedEntry>, 
/**
 * Incidents of the period.
 */
incidents: Array<IncidentEntry>, 
/**
 * Stations and how fresh their logs are.
 */
stations: Array<StationEntry>, 
/**
 * What is to be done: rules by id, each with whom it is about.
 */
toDo: Array<ToDo>, };

/**
 * A month or a year.
 */
export type InspectionOf = { 
/**
 * The year.
 */
year: number, 
/**
 * The month, 1 to 12; the whole year where absent.
 */
month: number | null, };

/**
 * A chosen installer.
 */
export type Installer = { 
/**
 * The file's name.
 */
name: string, 
/**
 * Its SHA-256, hex.
 */
sha256: string, 
/**
 * Whether it is the one that the notice names; `None` where it names none.
 */
agrees: boolean | null, };

/**
 * Issues a copy; the place of the file is asked for in the system's dialog.
 */
export type IssueIdentity = { 
/**
 * The person.
 */
person: string, 
/**
 * Both keyholders.
 */
keyholders: Array<Leave>, 
/**
 * The last day, YYYY-MM-DD; a year where absent, and never after the post or the employment.
 */
until: string | null, };

/**
 * Writes an approval for an open document; its place is asked for.
 */
export type IssueTicket = { 
/**
 * The document as it is to be sealed.
 */
document: DocumentId, 
/**
 * The seal.
 */
seal: string, 
/**
 * Pages from 1; empty for every one.
 */
pages: Array<number>, 
/**
 * How many impressions at most.
 */
count: number, 
/**
 * It may be printed too.
 */
print: boolean, 
/**
 * For how many hours.
 */
hours: number, 
/**
 * Why.
 */
words: string, 
/**
 * The approver's identity.
 */
identity: string, 
/**
 * Its PIN.
 */
pin: Secret, };

/**
 * A copy that was issued.
 */
export type IssuedCopy = { 
/**
 * The file.
 */
file: ChosenFile, 
/**
 * The initial PIN, which travels by another way and is shown once.
 */
initialPin: string, 
/**
 * The person as they stand now.
 */
person: PersonFile, };

/**
 * Keeps the authorities, in the order in which they are asked.
 */
export type KeepAuthorities = { 
/**
 * The first is asked first.
 */
authorities: Array<KeepAuthority>, };

/**
 * A timestamp authority to be kept.
 */
export type KeepAuthority = { 
/**
 * Its address.
 */
url: string, 
/**
 * The user name; empty for none.
 */
user: string, 
/**
 * The password; the one kept before where absent.
 */
password: Secret | null, };

/**
 * Changes the rules of the house.
 */
export type KeepPolicy = { 
/**
 * The rules.
 */
policy: OfficePolicy, 
/**
 * Who changes them.
 */
by: Leave, };

/**
 * Says which version the house approves of.
 */
export type KeepRelease = { 
/**
 * The notice; none takes it back.
 */
release: ReleaseNotice | null, 
/**
 * Who says so.
 */
by: Leave, };

/**
 * Keeps a cleaned scan.
 */
export type KeepScan = { 
/**
 * How it is cleaned.
 */
how: CleanScan, 
/**
 * What it is called.
 */
label: string, };

/**
 * Registers or changes a seal.
 */
export type KeepSeal = { 
/**
 * Its name.
 */
name: string, 
/**
 * SHA-256 of its artwork, hex.
 */
artwork: string, 
/**
 * Who keeps it, by id.
 */
custodian: string, 
/**
 * What it is for.
 */
scope: ScopeEntry, 
/**
 * Who must have signed before.
 */
needs: Array<NeedEntry>, 
/**
 * In this order.
 */
ordered: boolean, 
/**
 * `when-unsigned`, `always`, `never`.
 */
ticket: string, 
/**
 * Who may write tickets, by id.
 */
approvers: Array<string>, 
/**
 * Put away where false.
 */
inUse: boolean, 
/**
 * Who changes it.
 */
by: Leave, 
/**
 * Why.
 */
why: string, };

/**
 * Where a signature stands in documents of one kind.
 */
export type KeptPlace = "none" | { "field": string } | { "page": { 
/**
 * The one page: first, last or a single number.
 */
page: PageSet, 
/**
 * From the left edge.
 */
left: number, 
/**
 * From the top edge.
 */
top: number, 
/**
 * The width.
 */
width: number, } };

/**
 * What a signature shows and where it stands, kept for other documents.
 */
export type KeptSignature = { 
/**
 * What it shows.
 */
look: Look, 
/**
 * Where.
 */
at: KeptPlace, };

/**
 * The kinds of keys that can be made here.
 */
export type KeyType = "rsa2048" | "rsa3072" | "rsa4096" | "p256" | "p384" | "p521" | "ed25519" | "sm2";

/**
 * Both keyholders.
 */
export type Keyholders = { 
/**
 * The two.
 */
keyholders: Array<Leave>, };

/**
 * Words that say where a stamp goes ("签字:", "(盖章)").
 */
export type Keyword = { 
/**
 * The words.
 */
text: string, 
/**
 * Which of the places where they stand.
 */
occurrence: Occurrence, 
/**
 * Moved to the right by this much.
 */
right: number, 
/**
 * Moved down by this much.
 */
down: number, 
/**
 * The width; the artwork's own where absent.
 */
width: number | null, };

/**
 * The languages there are.
 */
export type Language = "zh-CN" | "en";

/**
 * An officer who allows something with their PIN.
 */
export type Leave = { 
/**
 * The officer's name.
 */
officer: string, 
/**
 * Their PIN.
 */
pin: Secret, };

/**
 * How long a signature shall be provable: the PAdES baseline levels (ETSI EN 319 142-1 §6).
 */
export type Level = "b" | "t" | "lt" | "lta";

/**
 * The forms of a list of results.
 */
export type ListFormat = "csv" | "pdf";

/**
 * Which form fields the signature locks (FieldMDP, ISO 32000-2 §12.8.2.4).
 */
export type LockFields = "all" | { "only": Array<string> } | { "all-but": Array<string> };

/**
 * Logs in.
 */
export type LogIn = { 
/**
 * Who.
 */
name: string, 
/**
 * Their password.
 */
password: Secret, };

/**
 * Why somebody is logged out.
 */
export type LogOut = "asked" | "idle";

/**
 * How somebody logged in.
 */
export type LoginBy = "password" | "fingerprint";

/**
 * Where the login stands.
 */
export type LoginState = { 
/**
 * Who logs in; absent where no login is set.
 */
name: string | null, 
/**
 * Somebody is logged in, or no login is set.
 */
open: boolean, 
/**
 * How they logged in.
 */
by: LoginBy | null, 
/**
 * A fingerprint may stand in for the password.
 */
fingerprint: boolean, 
/**
 * The system has a reader and knows a finger of its user.
 */
reader: boolean, 
/**
 * Three fingers in a row were not recognised: the password is asked for.
 */
fingersSpent: boolean, 
/**
 * The house wants a login before anything is signed.
 */
required: boolean, 
/**
 * No try before this moment (RFC 3339).
 */
waits: string | null, };

/**
 * What it will look like.
 */
export type Look = { 
/**
 * The mark; a look without mark and caption is invisible.
 */
mark: string | null, 
/**
 * What stands beside it.
 */
caption: Caption, };

/**
 * Makes a seal.
 */
export type MakeSeal = { 
/**
 * What it is called; the name on it where empty.
 */
label: string, 
/**
 * The kind.
 */
kind: SealKind, 
/**
 * What stands on it.
 */
design: SealDesign, };

/**
 * What a signature may look like: a drawn or a scanned one.
 */
export type Mark = { 
/**
 * Names it in requests.
 */
id: string, 
/**
 * Drawn or a picture.
 */
kind: MarkKind, 
/**
 * Width divided by height.
 */
aspect: number, 
/**
 * Kept for next time.
 */
kept: boolean, 
/**
 * A picture's white paper is taken away.
 */
backgroundRemoved: boolean, 
/**
 * The identity that first signed with it, once it is kept: whose hand it is.
 */
owner: string | null, };

/**
 * The two kinds of marks.
 */
export type MarkKind = "ink" | "image";

/**
 * A signature whose visible mark names somebody else than its certificate.
 */
export type Misnamed = { 
/**
 * The signature, by its place in the report.
 */
signature: number, 
/**
 * The sentence.
 */
text: Text, };

/**
 * Writes the root's key to a file that is kept elsewhere, whose place is asked for, and destroys it here.
 */
export type MoveRoot = { 
/**
 * The two.
 */
keyholders: Array<Leave>, 
/**
 * The key file's new password.
 */
password: Secret, };

/**
 * A person by id and name.
 */
export type NamedPerson = { 
/**
 * The id.
 */
id: string, 
/**
 * The name.
 */
name: string, };

/**
 * Who must have signed: a person, or whoever holds a post.
 */
export type NeedEntry = { 
/**
 * The person's id.
 */
person: string | null, 
/**
 * The post.
 */
post: string | null, };

/**
 * An empty signature field for somebody to sign later.
 */
export type NewField = { 
/**
 * Its name: "批准".
 */
name: string, 
/**
 * Where it stands; none for an invisible one.
 */
place: Place | null, 
/**
 * Signing it locks every field.
 */
lockAll: boolean, 
/**
 * The reasons that the signer may give; none for any.
 */
reasons: Array<string>, 
/**
 * The signature must carry a trusted timestamp.
 */
timestamp: boolean, };

/**
 * An officer to be.
 */
export type NewOfficer = { 
/**
 * The name.
 */
name: string, 
/**
 * `manage`, `use`, `audit`; the keyholders manage.
 */
role: string, 
/**
 * Their new PIN.
 */
pin: Secret, };

/**
 * Which of several places.
 */
export type Occurrence = { "nth": number } | "last" | "every";

/**
 * A letter that the user picked.
 */
export type OfficeFile = { 
/**
 * The file, for `take_office_file` or `take_identity`.
 */
file: ChosenFile, 
/**
 * `application`, `issue`, `receipt`, `directory`, `notice`, `unlock-request`, `unlock`, `ticket`, `return`, `log`.
 */
kind: string, 
/**
 * Whose, or of which organisation; empty where the file does not say without a PIN.
 */
about: string, 
/**
 * Of a directory that would bind this station: SHA-256 of the office's root, hex, to be compared with one that the
 * office told by another way.
 */
root: string | null, };

/**
 * The rules of the house.
 */
export type OfficePolicy = { 
/**
 * Days after which a PIN is too old.
 */
pinDays: number, 
/**
 * Days after which that is told.
 */
pinWarnDays: number, 
/**
 * How many earlier PINs are not taken again.
 */
pinHistory: number, 
/**
 * The fewest characters of a PIN.
 */
pinCharacters: number, 
/**
 * Minutes without use after which the window forgets a PIN.
 */
idleMinutes: number, 
/**
 * `none`, `device`, `token`, `person`, `fingerprint`.
 */
secondFactor: string, 
/**
 * Whoever signs logs in to the program first.
 */
loginRequired: boolean, 
/**
 * Days for which a directory counts.
 */
directoryDays: number, 
/**
 * Days after which the next backup is due.
 */
backupDays: number, 
/**
 * Days without use after which a signature is reviewed.
 */
unusedDays: number, 
/**
 * Years for which records are kept.
 */
retentionYears: number, 
/**
 * Identities outside the directory may be used.
 */
outsideAllowed: boolean, 
/**
 * Consent is asked for on the command line too.
 */
consent: boolean, 
/**
 * A clock that went back blocks.
 */
clockBlocks: boolean, 
/**
 * What is signed must open with a password alone.
 */
encryptOutput: boolean, 
/**
 * Kinds of documents kept out of electronic signing.
 */
excludedKinds: Array<string>, 
/**
 * Kinds of documents of which the law's Article 3 is told.
 */
barredKinds: Array<string>, 
/**
 * Where the rules stand.
 */
basis: string, 
/**
 * In force since, YYYY-MM-DD.
 */
effective: string, };

/**
 * What this station is to the rules of use.
 */
export type OfficeState = { 
/**
 * It keeps the register.
 */
office: boolean, 
/**
 * It knows a directory, its own or the office's.
 */
directory: DirectoryFacts | null, 
/**
 * Of an office: its name; else the directory's.
 */
organisation: string, 
/**
 * A sample, to try and to train with.
 */
sample: boolean, 
/**
 * Of an office: who works in it.
 */
officers: Array<OfficerEntry>, 
/**
 * Of an office: how many are in which state.
 */
counts: Array<StateCount>, 
/**
 * Of an office: the root's key is on this station.
 */
rootHere: boolean, 
/**
 * Of an office: something changed since the last directory went out.
 */
directoryDue: boolean, 
/**
 * The rules of the house.
 */
policy: OfficePolicy, 
/**
 * Which version of the program the house approves of, where it says so.
 */
release: ReleaseNotice | null, };

/**
 * Somebody of the office.
 */
export type OfficerEntry = { 
/**
 * The name.
 */
name: string, 
/**
 * `manage`, `use`, `audit`.
 */
role: string, 
/**
 * One of the two without whom the authority does not work.
 */
keyholder: boolean, 
/**
 * Days since their PIN was set; absent where that is not known.
 */
pinAge: number | null, };

/**
 * One file of a package.
 */
export type PackageMember = { 
/**
 * Its name in the package.
 */
name: string, 
/**
 * What it is.
 */
what: Text, };

/**
 * What became of a page between two versions.
 */
export type PageFate = "differs" | "added" | "removed" | "moved" | "not-compared";

/**
 * A page of a document.
 */
export type PageOf = { 
/**
 * The document.
 */
document: DocumentId, 
/**
 * From 0.
 */
page: number, };

/**
 * Asks for the sizes of some pages.
 */
export type PageRange = { 
/**
 * The document.
 */
document: DocumentId, 
/**
 * The first page, from 0.
 */
first: number, 
/**
 * How many pages.
 */
count: number, };

/**
 * What is to be said of one page.
 */
export type PageRemarks = { 
/**
 * What the picture of the page does not show.
 */
omissions: Array<Text>, 
/**
 * Pictures that are no signatures.
 */
pictures: Array<PictureMark>, };

/**
 * Which pages.
 */
export type PageSet = "first" | "last" | "all" | "odd" | "even" | { "listed": string };

/**
 * A page as a reader sees it: after rotation, cropping and UserUnit; in points (1/72 inch).
 */
export type PageSize = { 
/**
 * Points.
 */
width: number, 
/**
 * Points.
 */
height: number, };

/**
 * What the codes on a photograph or scan prove.
 */
export type PaperCheck = { 
/**
 * The photograph's or scan's name.
 */
name: string, 
/**
 * One each code.
 */
findings: Array<PaperFinding>, };

/**
 * What a code on paper proves.
 */
export type PaperFinding = { 
/**
 * The one word about it.
 */
outcome: PaperOutcome, 
/**
 * Its mark.
 */
tone: Tone, 
/**
 * The one sentence about it.
 */
headline: Text, 
/**
 * Whose statement it says to be.
 */
signer: string, 
/**
 * The first sixteen octets of the SHA-256 of the certificate that it names, hex.
 */
certificate: string, 
/**
 * Where that certificate is known from.
 */
known: PaperKnown | null, 
/**
 * Whether that certificate signed the file too, where there is one.
 */
signedTheFile: boolean | null, 
/**
 * The day by the signer's own clock, YYYY-MM-DD.
 */
day: string, 
/**
 * The seal's name; empty where there is none.
 */
seal: string, 
/**
 * How many pages the document has by it.
 */
pages: number, 
/**
 * Whether the file has so many.
 */
pagesAgree: boolean | null, 
/**
 * What else it names.
 */
values: Array<PaperValue>, };

/**
 * Where the certificate is known from.
 */
export type PaperKnown = "trusted" | "own" | "given" | "in-file";

/**
 * Something that a code beside a signature says of its document.
 */
export type PaperName = { 
/**
 * What it is: 报告编号.
 */
name: string, 
/**
 * As it stands in the document; found behind its name there where empty.
 */
value: string, };

/**
 * The one word about a code on paper.
 */
export type PaperOutcome = "agrees" | "signed" | "differs" | "unknown" | "forged";

/**
 * A value that the code names.
 */
export type PaperValue = { 
/**
 * "报告编号".
 */
name: string, 
/**
 * "JC-2026-0417".
 */
value: string, 
/**
 * The pages of the file where it stands, from 0; none where there is no file.
 */
pages: Array<number> | null, };

/**
 * A signed file whose timestamp or proofs wait for the network.
 */
export type PendingTimestamp = { 
/**
 * Names it in requests.
 */
id: string, 
/**
 * The file's name.
 */
name: string, 
/**
 * Its folder, for display only.
 */
folder: string, 
/**
 * The level it is to reach.
 */
level: Level, 
/**
 * Since when it waits, RFC 3339.
 */
since: string, 
/**
 * The file is gone or is another one now.
 */
missing: boolean, };

/**
 * A stretch of the people.
 */
export type PeoplePage = { 
/**
 * How many fit altogether.
 */
total: number, 
/**
 * These.
 */
people: Array<PersonEntry>, };

/**
 * Which people are wanted.
 */
export type PeopleQuery = { 
/**
 * In the id, the name or the department.
 */
text: string, 
/**
 * In this state alone.
 */
state: string | null, 
/**
 * How many to skip.
 */
offset: number, 
/**
 * How many at most; 0 for the usual number.
 */
limit: number, };

/**
 * A person in the list.
 */
export type PersonEntry = { 
/**
 * Names the person: `P0001`.
 */
id: string, 
/**
 * The name.
 */
name: string, 
/**
 * Where they work.
 */
department: string, 
/**
 * The post held now, or applied for.
 */
post: string, 
/**
 * The state's code; words are `state-<code>`.
 */
state: string, 
/**
 * The certificate's last moment, RFC 3339.
 */
validUntil: string | null, 
/**
 * Codes of rules that ask for attention.
 */
attention: Array<string>, };

/**
 * Facts of a person that can be changed; what is absent stays.
 */
export type PersonFacts = { 
/**
 * Where they work.
 */
department: string | null, 
/**
 * The last day, YYYY-MM-DD; empty for none.
 */
ends: string | null, 
/**
 * Posts.
 */
posts: Array<PostEntry> | null, 
/**
 * Where the signature may be used.
 */
condition: string | null, 
/**
 * What it may be used for.
 */
scope: ScopeEntry | null, 
/**
 * Device ids.
 */
devices: Array<string> | null, 
/**
 * Tokens.
 */
tokens: Array<TokenEntry> | null, 
/**
 * When training was acknowledged, YYYY-MM-DD.
 */
training: string | null, };

/**
 * Everything about a person.
 */
export type PersonFile = { 
/**
 * As in the list.
 */
entry: PersonEntry, 
/**
 * `regular`, `temporary`, `part-time`, `external`.
 */
employment: string, 
/**
 * The last day, YYYY-MM-DD.
 */
ends: string | null, 
/**
 * The number of the identity card, masked.
 */
idNumber: string, 
/**
 * What the signature is for.
 */
purpose: string, 
/**
 * Posts.
 */
posts: Array<PostEntry>, 
/**
 * `anywhere`, `off-site`, `devices`.
 */
condition: string, 
/**
 * What it may be used for.
 */
scope: ScopeEntry, 
/**
 * Device ids.
 */
devices: Array<string>, 
/**
 * Tokens.
 */
tokens: Array<TokenEntry>, 
/**
 * When training was acknowledged, YYYY-MM-DD.
 */
training: string | null, 
/**
 * Certificates, the newest last.
 */
certificates: Array<CertificateEntry>, 
/**
 * Through which day the records about them are kept, YYYY-MM-DD; absent before there is a certificate.
 */
keptUntil: string | null, 
/**
 * Every step, oldest first.
 */
steps: Array<StepEntry>, 
/**
 * What can be done next: codes of steps.
 */
possible: Array<string>, };

/**
 * What a picture looks like.
 */
export type PictureKind = "seal" | "signature";

/**
 * A picture that looks like a seal or a signature and belongs to no signature that was verified.
 */
export type PictureMark = { 
/**
 * What it looks like.
 */
kind: PictureKind, 
/**
 * Where it stands.
 */
area: Area, };

/**
 * A rectangle on a page as a reader sees it; millimetres from the top left.
 */
export type Place = { 
/**
 * From 0.
 */
page: number, 
/**
 * From the left edge.
 */
left: number, 
/**
 * From the top edge.
 */
top: number, 
/**
 * To the right.
 */
width: number, 
/**
 * Downwards.
 */
height: number, };

/**
 * Asks where the stamps would stand in many files, before they are signed.
 */
export type PlanBatch = { 
/**
 * The files, from `choose_batch_files` or `choose_batch_folder`.
 */
files: Array<string>, 
/**
 * The stamps.
 */
stamps: Array<Stamp>, 
/**
 * What the signature itself looks like.
 */
look: Look, 
/**
 * The page of its mark.
 */
page: BatchPage | null, 
/**
 * Where on that page.
 */
place: Place | null, 
/**
 * The empty field of this name instead of a place.
 */
field: string | null, };

/**
 * Asks where the reserved fields would stand in a document.
 */
export type PlanSlots = { 
/**
 * The document.
 */
document: DocumentId, 
/**
 * The fields.
 */
slots: SeamSlots, };

/**
 * Asks where the stamps would stand in a document.
 */
export type PlanStamps = { 
/**
 * The document.
 */
document: DocumentId, 
/**
 * The stamps.
 */
stamps: Array<Stamp>, 
/**
 * The lines of words beside the first of them.
 */
caption: BesideStamp | null, };

/**
 * What is planned for one of many files.
 */
export type PlannedFile = { 
/**
 * Its place in the list, from 0.
 */
index: number, 
/**
 * Where the stamps would stand.
 */
plan: StampPlan | null, 
/**
 * Why they cannot.
 */
failure: Failure | null, };

/**
 * One mark on one page.
 */
export type PlannedMark = { 
/**
 * Which of the stamps, from 0.
 */
stamp: number, 
/**
 * Where it stands.
 */
place: Place, 
/**
 * Which slice of how many, from 1, where it is one of a seam.
 */
slice: [number, number] | null, };

/**
 * A post.
 */
export type PostEntry = { 
/**
 * The post.
 */
title: string, 
/**
 * Its field.
 */
field: string, 
/**
 * YYYY-MM-DD.
 */
from: string, 
/**
 * YYYY-MM-DD.
 */
until: string | null, };

/**
 * Puts empty signature fields into a new file beside the document, in the order of signing.
 */
export type PrepareFields = { 
/**
 * The document.
 */
document: DocumentId, 
/**
 * The fields.
 */
fields: Array<NewField>, 
/**
 * Fields for the slices of a seam seal besides.
 */
slots: SeamSlots | null, };

/**
 * A way of stamping that is kept under a name: of a person, of a seal, of a kind of document.
 */
export type Preset = { 
/**
 * What it is called.
 */
name: string, 
/**
 * What is stamped, and where.
 */
stamps: Array<Stamp>, 
/**
 * For which documents it is meant; for any where absent.
 */
template?: Template | null, 
/**
 * What the signature itself shows, and where; nothing is said of it where absent.
 */
signature?: KeptSignature | null, 
/**
 * The identity whose way it is, by its id; anybody's where absent.
 */
identity?: string | null, };

/**
 * Draws a seal that is being designed: PNG with transparency.
 */
export type PreviewSeal = { 
/**
 * What stands on it.
 */
design: SealDesign, 
/**
 * Pixels a millimetre.
 */
scale: number, };

/**
 * A file opened before.
 */
export type RecentFile = { 
/**
 * Opens it again.
 */
id: string, 
/**
 * The file's name.
 */
name: string, 
/**
 * The folder, for display only.
 */
folder: string, 
/**
 * RFC 3339.
 */
opened: string, 
/**
 * The last verdict on it, where one was reached.
 */
verdict: Verdict | null, 
/**
 * The file is no longer there.
 */
missing: boolean, };

/**
 * A file that was not taken over.
 */
export type RefusedFile = { 
/**
 * Its name.
 */
name: string, 
/**
 * Why.
 */
failure: Failure, };

/**
 * The newest version that the house approves of, as its directory carries it.
 */
export type ReleaseNotice = { 
/**
 * Its number: "1.3.0".
 */
version: string, 
/**
 * It closes a security hole.
 */
security: boolean, 
/**
 * Where to get it, in words or as a path: shown, never opened.
 */
place: string, 
/**
 * SHA-256 of the installer, hex; empty where the house does not say.
 */
sha256: string, 
/**
 * What else is to be said.
 */
words: string, };

/**
 * Removes the login.
 */
export type RemoveLogin = { 
/**
 * Its password.
 */
password: Secret, };

/**
 * The forms of a report on one document.
 */
export type ReportFormat = "pdf" | "etsi";

/**
 * Who signs what is made of a document: a report, an evidence package.
 */
export type ReportSigner = { 
/**
 * The identity's id.
 */
identity: string, 
/**
 * Its PIN.
 */
pin: Secret, 
/**
 * The kind of the document, as the house calls it.
 */
kind?: string, 
/**
 * The department that the document is of.
 */
department?: string, 
/**
 * Who confirms it as a second person, where the house wants one.
 */
second?: SecondPerson, };

/**
 * Reports loss, leak or misuse, or that it was found again; the place of the notice is asked for.
 */
export type ReportTrouble = { 
/**
 * The identity.
 */
identity: string, 
/**
 * `loss`, `leak`, `misuse`, `found`.
 */
trouble: string, 
/**
 * In words.
 */
words: string, };

/**
 * What a restore brought back.
 */
export type RestoredBackup = { 
/**
 * When the backup was made, RFC 3339.
 */
made: string, 
/**
 * Files written.
 */
files: number, 
/**
 * Rows of the log.
 */
logRows: number, };

/**
 * Packs a signed document for the office; the place of the package is asked for.
 */
export type ReturnReport = { 
/**
 * The signed document, open.
 */
document: DocumentId, 
/**
 * Who returns it.
 */
identity: string, 
/**
 * Its PIN.
 */
pin: Secret, };

/**
 * A report that came back.
 */
export type ReturnedReport = { 
/**
 * The file's name.
 */
name: string, 
/**
 * SHA-256, hex.
 */
sha256: string, 
/**
 * Who returned it.
 */
by: string, 
/**
 * RFC 3339.
 */
at: string, 
/**
 * What the verifier said.
 */
verdict: Verdict, 
/**
 * Where it was signed.
 */
place: string, };

/**
 * A rule of use; words are `rule-<id>` and `rule-<id>-remedy`.
 */
export type RuleEntry = { 
/**
 * Its id.
 */
id: string, 
/**
 * Its clause: `RS18 §9`.
 */
clause: string, 
/**
 * `block`, `warn`, `record`.
 */
effect: string, };

/**
 * What the rules say.
 */
export type RulesAnswer = { 
/**
 * Nothing forbids it.
 */
allowed: boolean, 
/**
 * What forbids it.
 */
blocks: Array<RuleEntry>, 
/**
 * What is told before.
 */
warnings: Array<RuleEntry>, 
/**
 * What is recorded.
 */
records: Array<RuleEntry>, 
/**
 * The ticket that will be used up.
 */
ticket: string | null, };

/**
 * Makes a copy of an open document.
 */
export type SaveCopy = { 
/**
 * The document.
 */
document: DocumentId, 
/**
 * Which copy, and whose.
 */
order: CopyOrder, 
/**
 * Encrypts it, where given.
 */
password: Secret | null, };

/**
 * Packs an open document.
 */
export type SavePackage = { 
/**
 * The document.
 */
document: DocumentId, 
/**
 * Who signs the package; nobody where absent.
 */
signer: ReportSigner | null, 
/**
 * The consent sentence was confirmed.
 */
consent: boolean, };

/**
 * Saves the report on an open document's signatures.
 */
export type SaveReport = { 
/**
 * The document.
 */
document: DocumentId, 
/**
 * In which form.
 */
format: ReportFormat, 
/**
 * Who signs it, where it is a PDF and somebody does.
 */
signer: ReportSigner | null, };

/**
 * A package that was written.
 */
export type SavedPackage = { 
/**
 * The file.
 */
file: ChosenFile, 
/**
 * What is in it.
 */
members: Array<PackageMember>, };

/**
 * Something to know about a cleaned scan: `scan-advice-<code>`, with `number` as its gap.
 */
export type ScanAdvice = { 
/**
 * What.
 */
code: string, 
/**
 * Dots an inch, per cent, degrees or millimetres.
 */
number: number | null, 
/**
 * Rather a fact than a fault.
 */
harmless: boolean, };

/**
 * What something may be used for; an empty list is no limit.
 */
export type ScopeEntry = { 
/**
 * Kinds of documents.
 */
kinds: Array<string>, 
/**
 * Departments.
 */
departments: Array<string>, 
/**
 * YYYY-MM-DD.
 */
from: string | null, 
/**
 * YYYY-MM-DD.
 */
until: string | null, };

/**
 * A kept seal.
 */
export type Seal = { 
/**
 * Names it on this and every other station.
 */
id: string, 
/**
 * What it is called here.
 */
label: string, 
/**
 * The kind.
 */
kind: SealKind, 
/**
 * What it came from.
 */
source: SealSource, 
/**
 * Width on paper, millimetres.
 */
width: number, 
/**
 * Height on paper, millimetres.
 */
height: number, 
/**
 * When it was made, RFC 3339.
 */
made: string, 
/**
 * On which computer it was made.
 */
madeOn: string, 
/**
 * Whether it came from another station.
 */
imported: boolean, 
/**
 * Since when it is no longer used, RFC 3339.
 */
retired: string | null, 
/**
 * SHA-256 of the artwork, hex: the same on every station that has it.
 */
sha256: string, };

/**
 * What stands on a seal, and its measures in millimetres.
 */
export type SealDesign = { 
/**
 * The shape.
 */
shape: SealShape, 
/**
 * Width over the border.
 */
width: number, 
/**
 * Height over the border.
 */
height: number, 
/**
 * Width of the border.
 */
border: number, 
/**
 * Diameter of the circle through the points of the star; none where 0.
 */
star: number, 
/**
 * The unit's name on the upper arc, or the person's name.
 */
name: string, 
/**
 * The line below the star; none where empty.
 */
line: string, 
/**
 * Digits across the middle, such as a tax number; none where empty.
 */
number: string, 
/**
 * Digits on the lower arc; none where empty.
 */
code: string, 
/**
 * The face of the lettering; digits have their own.
 */
face: SealFace, };

/**
 * A seal in the register.
 */
export type SealEntry = { 
/**
 * Its name.
 */
name: string, 
/**
 * SHA-256 of its artwork, hex; empty where only the certificate counts.
 */
artwork: string, 
/**
 * Who keeps it: id and name.
 */
custodian: NamedPerson, 
/**
 * Deputies, past ones too.
 */
deputies: Array<DeputyEntry>, 
/**
 * What it is for.
 */
scope: ScopeEntry, 
/**
 * Who must have signed before.
 */
needs: Array<NeedEntry>, 
/**
 * In this order.
 */
ordered: boolean, 
/**
 * `when-unsigned`, `always`, `never`.
 */
ticket: string, 
/**
 * Who may write tickets.
 */
approvers: Array<NamedPerson>, 
/**
 * Put away or reported lost where false.
 */
inUse: boolean, 
/**
 * What was done about it.
 */
steps: Array<StepEntry>, };

/**
 * The faces of a seal's lettering.
 */
export type SealFace = "song" | "fangsong";

/**
 * The kinds of seals.
 */
export type SealKind = "official" | "testing" | "contract" | "finance" | "invoice" | "representative" | "personal" | "signature" | "other";

/**
 * A kind of seal with its usual measures.
 */
export type SealPreset = { 
/**
 * Its stable name; `seal-preset-<id>` says it in words.
 */
id: string, 
/**
 * The kind.
 */
kind: SealKind, 
/**
 * The measures, with nobody's name yet.
 */
design: SealDesign, };

/**
 * The shapes of seals that are made here.
 */
export type SealShape = "round" | "square";

/**
 * What a kept seal came from.
 */
export type SealSource = "design" | "scan";

/**
 * May this be sealed, or printed?
 */
export type SealingQuestion = { 
/**
 * The document.
 */
document: DocumentId, 
/**
 * The seal.
 */
seal: string, 
/**
 * The identity that seals.
 */
identity: string, 
/**
 * Pages from 1 that get an impression; the last one where empty.
 */
pages: Array<number>, 
/**
 * The kind of the document.
 */
kind: string, 
/**
 * The department that the document is of.
 */
department: string, 
/**
 * It is to be printed.
 */
printing: boolean, };

/**
 * A seal divided over the edges of the pages (骑缝章), so that the slices join when the pages are fanned.
 */
export type Seam = { 
/**
 * Along which edge.
 */
edge: Edge, 
/**
 * Only on odd pages, for a duplex print.
 */
oddOnly: boolean, 
/**
 * Where its middle stands along the edge: 0 at the top or left, 1 at the bottom or right.
 */
along: number, 
/**
 * Most slices of one seal; with more pages it is repeated.
 */
mostSlices: number, 
/**
 * The width of the whole seal; the artwork's own where absent.
 */
width: number | null, };

/**
 * What became of a page.
 */
export type SeamFate = "fits" | "moved" | "foreign" | "bare" | "unclear" | "spared";

/**
 * What is said about a document's seam.
 */
export type SeamFinding = { 
/**
 * The one word about it.
 */
outcome: SeamOutcome, 
/**
 * Its mark.
 */
tone: Tone, 
/**
 * The one sentence about it.
 */
headline: Text, 
/**
 * What the slices were held against, and how sure all this is: a sentence.
 */
basis: Text, 
/**
 * The edge that bears the slices.
 */
edge: Edge | null, 
/**
 * The name of the seal that the slices were held against; none: against each other.
 */
seal: string | null, 
/**
 * Whether only every other page is stamped.
 */
everyOther: boolean, 
/**
 * How sure, in words.
 */
sureness: Sureness, 
/**
 * How sure, in percent.
 */
percent: number, 
/**
 * One each, in the order in which they were given.
 */
pages: Array<SeamPage>, 
/**
 * Where pages are missing.
 */
gaps: Array<SeamGap>, 
/**
 * How many seals were put together; the picture shows them one below the other.
 */
seals: number, };

/**
 * Pages that are not there.
 */
export type SeamGap = { 
/**
 * They are missing after this many pages.
 */
after: number, 
/**
 * How many stamped pages are missing; at least so many where the seal itself is not at hand.
 */
pages: number, 
/**
 * The sentence.
 */
text: Text, };

/**
 * The one word about a seam.
 */
export type SeamOutcome = "one-page" | "no-seam" | "complete" | "disturbed" | "unclear";

/**
 * What is said about one page.
 */
export type SeamPage = { 
/**
 * From 0, in the order in which the pages were given.
 */
page: number, 
/**
 * The one word about it.
 */
fate: SeamFate, 
/**
 * Its mark.
 */
tone: Tone, 
/**
 * The page in whose place it belongs, from 0, where it moved.
 */
belongs: number | null, 
/**
 * How sure, in percent.
 */
percent: number, 
/**
 * The sentence.
 */
text: Text, };

/**
 * Fields that are reserved for the slices of a seam seal, for whoever stamps behind the first signature.
 */
export type SeamSlots = { 
/**
 * Over which edge and how many pages; with the width of the seal.
 */
seam: Seam, 
/**
 * The height of the seal, millimetres.
 */
height: number, };

/**
 * Asks for a word in some pages; call it again for the next pages, so that the search can be stopped.
 */
export type SearchText = { 
/**
 * The document.
 */
document: DocumentId, 
/**
 * What to look for; case and white space do not matter.
 */
text: string, 
/**
 * The first page, from 0.
 */
first: number, 
/**
 * How many pages.
 */
count: number, };

/**
 * A second person, who confirms a signing with their own PIN at the same station.
 */
export type SecondPerson = { 
/**
 * Their identity, of this computer.
 */
identity: string, 
/**
 * Its PIN.
 */
pin: Secret, };

/**
 * A PIN or password on its one way from the page to the engine. It is wiped when dropped and never printed.
 */
export type Secret = string;

/**
 * Sets a login where there is none.
 */
export type SetLogin = { 
/**
 * Who logs in from now on.
 */
name: string, 
/**
 * Their password.
 */
password: Secret, };

/**
 * The settings that the window shows.
 */
export type Settings = { 
/**
 * The language; follows the system where absent.
 */
language: Language | null, 
/**
 * Light or dark; follows the system by itself.
 */
appearance: Appearance, 
/**
 * Filled in as the place of signing.
 */
place: string, 
/**
 * Filled in as the reason.
 */
reason: string, 
/**
 * The identity used last.
 */
identity: string | null, 
/**
 * The look used last.
 */
look: Look, 
/**
 * Width of the last placed signature, millimetres.
 */
markWidth: number, 
/**
 * The first-run guide was finished or put away.
 */
guideDone: boolean, 
/**
 * The level used last.
 */
level: Level, 
/**
 * Nothing is fetched from anywhere.
 */
offline: boolean, 
/**
 * The proxy for timestamps and proofs, such as `http://proxy:8080`; none where empty.
 */
proxy: string, 
/**
 * Whoever the computer's own system trusts is trusted too.
 */
systemTrust: boolean, 
/**
 * Hosts that may be asked for proofs although they are on the local network.
 */
hosts: Array<string>, 
/**
 * The codes of the check's findings that nobody may sign over.
 */
blocking: Array<string>, 
/**
 * The standards that the signer is authorised for; empty where that is not kept here.
 */
scope: Array<string>, 
/**
 * What this computer is for.
 */
station: Station, 
/**
 * A newer version that the house approves of is told at the start.
 */
tellUpdates: boolean, };

/**
 * Signs many files, each into a new file in the output folder.
 */
export type SignBatch = { 
/**
 * The files, from `choose_batch_files` or `choose_batch_folder`.
 */
files: Array<string>, 
/**
 * The folder, from `choose_batch_output`.
 */
output: string, 
/**
 * Who signs.
 */
identity: string, 
/**
 * Their PIN, once for all.
 */
pin: Secret, 
/**
 * What it looks like.
 */
look: Look, 
/**
 * The page of the mark.
 */
page: BatchPage | null, 
/**
 * Where on that page; its own page number is not looked at.
 */
place: Place | null, 
/**
 * The empty field of this name instead of a place.
 */
field: string | null, 
/**
 * What is stamped on each file in the same pass.
 */
stamps: Array<Stamp>, 
/**
 * What a code beside each look says of its document on paper; no code where there is nothing.
 */
paper: Array<PaperName>, 
/**
 * Why.
 */
reason: string, 
/**
 * Where the signer is.
 */
location: string, 
/**
 * What else is decided.
 */
options: SignOptions, 
/**
 * The consent sentence for many (text id `consent-sentence-batch`) was confirmed.
 */
consent: boolean, 
/**
 * Who confirms it as a second person, once for all, where the house wants one.
 */
second?: SecondPerson, 
/**
 * The password that each result shall open with, where they shall be encrypted.
 */
encrypt?: Secret, };

/**
 * Signs files of any kind, each beside itself.
 */
export type SignDetached = { 
/**
 * The files, by their ids.
 */
files: Array<string>, 
/**
 * Who signs: an identity of this computer, or a certificate on a token.
 */
identity: string, 
/**
 * Their PIN; empty where the token has its own keys for it.
 */
pin: Secret, 
/**
 * Level, digest, kind and department.
 */
options: SignOptions, 
/**
 * Why.
 */
reason: string, 
/**
 * Where the signer is.
 */
location: string, 
/**
 * The consent sentence was confirmed.
 */
consent: boolean, 
/**
 * Who confirms it as a second person, where the house wants one.
 */
second?: SecondPerson, };

/**
 * Signs a document.
 */
export type SignDocument = { 
/**
 * The document.
 */
document: DocumentId, 
/**
 * Who signs: an identity of this computer, or a certificate on a token.
 */
identity: string, 
/**
 * Their PIN; empty where the token has its own keys for it.
 */
pin: Secret, 
/**
 * What it looks like.
 */
look: Look, 
/**
 * What else is decided.
 */
options: SignOptions, 
/**
 * The codes of the check's findings that the signer saw and accepts.
 */
accepted: Array<string>, 
/**
 * Where it stands; none for an invisible one or with `field`.
 */
place: Place | null, 
/**
 * An existing empty field instead of a place.
 */
field: string | null, 
/**
 * What is stamped in the same pass.
 */
stamps: Array<Stamp>, 
/**
 * What a code beside the look says of the document on paper; no code where there is nothing.
 */
paper: Array<PaperName>, 
/**
 * Why: "批准".
 */
reason: string, 
/**
 * Where the signer is, typed by the signer.
 */
location: string, 
/**
 * The consent sentence (text id `consent-sentence`) was confirmed.
 */
consent: boolean, 
/**
 * Who confirms it as a second person, where the house wants one.
 */
second?: SecondPerson, 
/**
 * The password that the result shall open with, where it shall be encrypted.
 */
encrypt?: Secret, 
/**
 * Where the result goes; beside the original under a new name where absent.
 */
output: string | null, };

/**
 * What else is decided about a signature; the defaults are those of an ordinary one.
 */
export type SignOptions = { 
/**
 * How long it shall be provable.
 */
level: Level, 
/**
 * Certify as the first signature.
 */
certify: Certify | null, 
/**
 * Lock form fields.
 */
lock: LockFields | null, 
/**
 * The digest.
 */
digest: Digest, 
/**
 * RSA with the PSS padding.
 */
pss: boolean, 
/**
 * Sign also where no timestamp can be had now, and queue the timestamp.
 */
timestampLater: boolean, 
/**
 * The kind of the document, as the house calls it: what the signature may be used for is held against it.
 */
kind?: string, 
/**
 * The department that the document is of, as the signer declares it: held against what the signature is for too.
 */
department?: string, };

/**
 * A signature field of the document.
 */
export type SignatureField = { 
/**
 * The field's full name.
 */
name: string, 
/**
 * Where it stands, where it stands on a page.
 */
place: Place | null, 
/**
 * It carries a signature.
 */
signed: boolean, };

/**
 * The kinds of signatures.
 */
export type SignatureKind = "approval" | "certification" | "timestamp";

/**
 * Trusts the certificate of a signature.
 */
export type SignatureOf = { 
/**
 * The document.
 */
document: DocumentId, 
/**
 * The signature's index.
 */
signature: number, };

/**
 * One signature, in a reader's words.
 */
export type SignatureView = { 
/**
 * From 0, in the order of signing.
 */
index: number, 
/**
 * The field's name.
 */
field: string, 
/**
 * What kind of signature.
 */
kind: SignatureKind, 
/**
 * The one word about it.
 */
verdict: Verdict, 
/**
 * Its mark.
 */
tone: Tone, 
/**
 * The one sentence about it.
 */
headline: Text, 
/**
 * Who signed?
 */
who: Answer, 
/**
 * Is the text exactly what was signed?
 */
unchanged: Answer, 
/**
 * Was the signer entitled then?
 */
entitled: Answer, 
/**
 * When, and who says so?
 */
when: Answer, 
/**
 * What to do.
 */
advice: Text, 
/**
 * The button that does it.
 */
action: VerificationAction | null, 
/**
 * Where it stands on the page, where it is visible.
 */
place: Place | null, 
/**
 * What changed afterwards.
 */
changes: Array<ChangeView>, 
/**
 * What else there is to say.
 */
findings: Array<Finding>, 
/**
 * The four conditions of a reliable electronic signature (电子签名法 Article 13); empty for a timestamp.
 */
article13: Array<Condition>, 
/**
 * The signer's certificate.
 */
certificate: CertificateView | null, 
/**
 * The version that was signed can be shown.
 */
versionAvailable: boolean, 
/**
 * For the technical details fold, in the standard's words.
 */
technical: Array<Detail>, };

/**
 * What became of each file.
 */
export type SignedDetached = { 
/**
 * One a file, in their order.
 */
rows: Array<DetachedRow>, };

/**
 * The signed document, open and verified.
 */
export type SignedDocument = { 
/**
 * The new file, open.
 */
document: Document, 
/**
 * SHA-256 of the new file, hex.
 */
sha256: string, 
/**
 * What our own verifier says of it.
 */
verification: Verification, 
/**
 * The level that was reached.
 */
level: Level, 
/**
 * Why the timestamp waits for later, where it does.
 */
waiting: Failure | null, 
/**
 * What was stamped with it and how it is bound.
 */
notes?: Array<Text>, 
/**
 * The log entry's number.
 */
logEntry: number, };

/**
 * Says which signature's version is shown.
 */
export type SignedVersion = { 
/**
 * The document it is a version of.
 */
of: DocumentId, 
/**
 * The signature's place in the report, from 0.
 */
signature: number, };

/**
 * Event `signing-progress`.
 */
export type SigningProgress = { 
/**
 * The document.
 */
document: DocumentId, 
/**
 * What is being done.
 */
step: SigningStep, };

/**
 * May this be signed?
 */
export type SigningQuestion = { 
/**
 * The document.
 */
document: DocumentId, 
/**
 * The identity.
 */
identity: string, 
/**
 * The kind of the document, as the house calls it.
 */
kind: string, 
/**
 * The department that the document is of.
 */
department: string, 
/**
 * Who would confirm it as a second person.
 */
second: string | null, 
/**
 * The result would be encrypted.
 */
encrypt: boolean, };

/**
 * The step that signing is at.
 */
export type SigningStep = "reading" | "unlocking" | "signing" | "stamping" | "gathering" | "checking" | "saving";

/**
 * One thing to stamp: what, where, and how it lies on the paper.
 */
export type Stamp = { 
/**
 * What is stamped.
 */
art: StampArt, 
/**
 * Where.
 */
at: StampPlace, 
/**
 * How the ink lies.
 */
ink: StampInk, };

/**
 * What can be stamped.
 */
export type StampArt = { "seal": string } | { "mark": string };

/**
 * How the ink lies on the paper.
 */
export type StampInk = { 
/**
 * From 0 (nothing is seen) to 1 (full).
 */
opacity: number, 
/**
 * Text shows through the ink.
 */
multiply: boolean, 
/**
 * Turned counterclockwise by this many degrees, at most 45 either way.
 */
angle: number, };

/**
 * Where a stamp goes; millimetres from the top left of the page as a reader sees it.
 */
export type StampPlace = { "pages": { 
/**
 * Which pages.
 */
pages: PageSet, 
/**
 * From the left edge.
 */
left: number, 
/**
 * From the top edge.
 */
top: number, 
/**
 * The width; the artwork's own where absent.
 */
width: number | null, } } | { "keyword": Keyword } | { "field": string } | { "seam": Seam };

/**
 * Where the stamps would stand, page by page, and how they would be bound.
 */
export type StampPlan = { 
/**
 * Each mark, by page.
 */
marks: Array<PlannedMark>, 
/**
 * How they are bound.
 */
way: StampWay, 
/**
 * What the user should know: a one-page document has no seam, slices repeat.
 */
notes: Array<Text>, 
/**
 * Where the words beside the first stamp stand, where there are some.
 */
caption?: Place | null, };

/**
 * How stamps are bound by signatures.
 */
export type StampWay = "one-signature" | { "signature-each": { 
/**
 * How many signatures.
 */
signatures: number, } } | { "reserved-fields": { 
/**
 * How many signatures.
 */
signatures: number, } };

/**
 * What the page needs before it can show anything.
 */
export type Start = { 
/**
 * The settings.
 */
settings: Settings, 
/**
 * The language that the system speaks.
 */
systemLanguage: Language, 
/**
 * The program's version.
 */
version: string, 
/**
 * The person logged in to the computer, to fill in a name.
 */
user: string, 
/**
 * A document that was given at the start, open.
 */
document: Document | null, 
/**
 * A signature file that was given at the start, judged.
 */
signatureFile?: DetachedVerification, 
/**
 * Why a document that was given at the start could not be opened.
 */
failure: Failure | null, 
/**
 * Where the login stands. While nobody is logged in, of the rest only language, look and version are told.
 */
login: LoginState, 
/**
 * Work that an earlier run left open and that was settled now: text ids with values.
 */
recovered: Array<Text>, };

/**
 * Opens a quality office on this station.
 */
export type StartOffice = { 
/**
 * The organisation.
 */
organisation: string, 
/**
 * The two keyholders, with their new PINs; more officers of any role after them.
 */
officers: Array<NewOfficer>, };

/**
 * How many people are in a state.
 */
export type StateCount = { 
/**
 * The state.
 */
state: string, 
/**
 * How many.
 */
count: number, };

/**
 * What this computer is for (本机角色): what the rules leave to the office is refused elsewhere.
 */
export type Station = "signer" | "custodian" | "office";

/**
 * A station whose log the office has seen.
 */
export type StationEntry = { 
/**
 * Its name.
 */
station: string, 
/**
 * The log's name, hex.
 */
log: string, 
/**
 * Rows.
 */
size: number, 
/**
 * When the office saw it, RFC 3339.
 */
seen: string, 
/**
 * Hours since then.
 */
age: number, };

/**
 * What the rules know of this station.
 */
export type StationRules = { 
/**
 * The device's id, for the office's list of devices.
 */
device: string, 
/**
 * The identities of this station, as the rules see them.
 */
identities: Array<IdentityRules>, 
/**
 * The journey under way.
 */
travel: TravelEntry | null, 
/**
 * Journeys, the newest first.
 */
travels: Array<TravelEntry>, 
/**
 * Tickets that can be used.
 */
tickets: Array<TicketEntry>, 
/**
 * What falls due, the nearest first.
 */
due: Array<DueEntry>, 
/**
 * When the last backup was made, RFC 3339.
 */
backedUp: string | null, 
/**
 * Rules that ask for attention, by id.
 */
attention: Array<string>, };

/**
 * A step that was taken.
 */
export type StepEntry = { 
/**
 * RFC 3339.
 */
at: string, 
/**
 * Words are `step-<code>`.
 */
step: string, 
/**
 * The state after it; empty for a seal.
 */
state: string, 
/**
 * Who.
 */
who: string, 
/**
 * Why.
 */
why: string, 
/**
 * Names of papers.
 */
attachments: Array<string>, };

/**
 * One stroke of the pen, in the pad's own units; y downwards.
 */
export type Stroke = { 
/**
 * The points in order.
 */
points: Array<InkPoint>, };

/**
 * How sure something is, in words.
 */
export type Sureness = "high" | "fair" | "low";

/**
 * Takes over an issued copy.
 */
export type TakeIdentity = { 
/**
 * From `choose_office_file`.
 */
file: string, 
/**
 * The initial PIN, from the office.
 */
initialPin: Secret, 
/**
 * The PIN given when applying.
 */
pin: Secret, };

/**
 * Takes over a letter of any kind but a copy.
 */
export type TakeOfficeFile = { 
/**
 * From `choose_office_file`.
 */
file: string, 
/**
 * The first directory binds the station to its root: the user compared it.
 */
bind: boolean, 
/**
 * Of the office: who takes it over.
 */
by: Leave | null, };

/**
 * Takes a step about a person; issuing has a command of its own.
 */
export type TakeStep = { 
/**
 * The person.
 */
person: string, 
/**
 * `check`, `approve`, `reject`, `suspend`, `resume`, `renew`, `transfer`, `revoke`, `destroy`.
 */
step: string, 
/**
 * Who.
 */
by: Leave, 
/**
 * Why.
 */
why: string, 
/**
 * Papers, from `choose_attachment`.
 */
attachments: Array<string>, 
/**
 * Of a transfer: the new post; its first day ends what was bound to the old one.
 */
post: PostEntry | null, 
/**
 * Of a revocation: the key may be in other hands.
 */
compromise: boolean, };

/**
 * What became of several approvals that were taken over together.
 */
export type TakenApprovals = { 
/**
 * How many were taken over.
 */
taken: number, 
/**
 * Those that were not.
 */
refused: Array<RefusedFile>, };

/**
 * What became of a letter.
 */
export type TakenFile = { 
/**
 * As in [`OfficeFile`].
 */
kind: string, 
/**
 * What was done, in words of the catalogue.
 */
told: Text, 
/**
 * The person it is about, by id, where the register knows one.
 */
person: string | null, };

/**
 * A kind of document, by what its first page looks like.
 */
export type Template = { 
/**
 * The width of the first page, millimetres.
 */
width: number, 
/**
 * Its height, millimetres.
 */
height: number, 
/**
 * Words that stand on it, such as the document's title; none for any of that size.
 */
words?: string | null, };

/**
 * A sentence of the catalogue: its id and what fills its gaps. The reader's language is chosen where it is shown.
 */
export type Text = { 
/**
 * The message id in `assets/locales/<lang>/*.ftl`.
 */
id: string, 
/**
 * The values for the message's variables.
 */
args?: { [key in string]: TextValue }, };

/**
 * Text of a page with its places, for selecting and copying.
 */
export type TextLine = { 
/**
 * The line's text.
 */
text: string, 
/**
 * Its place.
 */
area: Area, };

/**
 * A value in a sentence.
 */
export type TextValue = number | string;

/**
 * An approval to seal.
 */
export type TicketEntry = { 
/**
 * Its number.
 */
id: string, 
/**
 * The file's name.
 */
name: string, 
/**
 * SHA-256 of the file, hex.
 */
sha256: string, 
/**
 * The seal.
 */
seal: string, 
/**
 * Pages from 1; empty for every one.
 */
pages: Array<number>, 
/**
 * How many impressions at most.
 */
count: number, 
/**
 * It may be printed too.
 */
print: boolean, 
/**
 * Who approves.
 */
approver: string, 
/**
 * RFC 3339.
 */
until: string, 
/**
 * It was used.
 */
used: boolean, };

/**
 * Something to be done.
 */
export type ToDo = { 
/**
 * The rule.
 */
rule: string, 
/**
 * Its clause.
 */
clause: string, 
/**
 * About whom or what.
 */
about: string, };

/**
 * One token.
 */
export type Token = { 
/**
 * The name on it.
 */
label: string, 
/**
 * Who made it.
 */
maker: string, 
/**
 * Its number.
 */
serial: string, 
/**
 * The PIN is entered on the device itself.
 */
pinPad: boolean, 
/**
 * How many wrong PINs are left, as far as the token tells.
 */
pin: TokenPin, 
/**
 * The certificates with a key.
 */
certificates: Array<TokenCertificate>, };

/**
 * A certificate on a token, for signing.
 */
export type TokenCertificate = { 
/**
 * Names it as the identity of a request.
 */
id: string, 
/**
 * From the certificate.
 */
name: string, 
/**
 * From the certificate.
 */
organization: string | null, 
/**
 * Who vouches for it.
 */
issuer: string, 
/**
 * RFC 3339.
 */
validUntil: string, 
/**
 * "RSA 2048".
 */
key: string, 
/**
 * SHA-256 of the certificate, hex.
 */
sha256: string, 
/**
 * Why it cannot sign now, where it cannot.
 */
unusable: FailureCode | null, };

/**
 * A hardware token in somebody's hands.
 */
export type TokenEntry = { 
/**
 * The number on it.
 */
serial: string, 
/**
 * YYYY-MM-DD.
 */
issued: string, 
/**
 * YYYY-MM-DD.
 */
endOfLife: string, 
/**
 * YYYY-MM-DD.
 */
warranty: string | null, 
/**
 * `primary`, `secondary`, `returned`, `lost`.
 */
state: string, };

/**
 * A PKCS#11 module that is looked into.
 */
export type TokenModule = { 
/**
 * Names it in requests.
 */
id: string, 
/**
 * The file's name.
 */
name: string, 
/**
 * Its folder, for display only.
 */
folder: string, 
/**
 * Found by itself; one of these cannot be removed.
 */
found: boolean, };

/**
 * What a token tells about its PIN.
 */
export type TokenPin = "fine" | "count-low" | "final-try" | "locked";

/**
 * What is plugged in.
 */
export type Tokens = { 
/**
 * The tokens that could be read.
 */
tokens: Array<Token>, 
/**
 * What was searched and not used, each with its reason: why a certificate that was expected is not in the list.
 */
passedOver: Array<Text>, };

/**
 * How a verdict is marked: its colour and shape, never colour alone.
 */
export type Tone = "good" | "know" | "bad" | "none";

/**
 * A journey.
 */
export type TravelEntry = { 
/**
 * Where.
 */
place: string, 
/**
 * Why.
 */
reason: string, 
/**
 * RFC 3339.
 */
from: string, 
/**
 * RFC 3339.
 */
until: string, 
/**
 * Under way now.
 */
open: boolean, };

/**
 * What a certificate is trusted with.
 */
export type TrustPurpose = "signing" | "time-stamping" | "all";

/**
 * Where a trusted certificate came from.
 */
export type TrustSource = "signature" | "file" | "office" | "system" | "list";

/**
 * A certificate that is trusted.
 */
export type TrustedCertificate = { 
/**
 * The certificate.
 */
certificate: CertificateView, 
/**
 * When it was trusted, RFC 3339; empty for the system's.
 */
added: string, 
/**
 * Where it came from.
 */
source: TrustSource, 
/**
 * The document's, the file's or the list's name.
 */
origin: string, 
/**
 * What it is trusted with.
 */
purpose: TrustPurpose, };

/**
 * A trusted list that was picked, before anything of it is trusted.
 */
export type TrustedListOffer = { 
/**
 * The id that stands for the file.
 */
id: string, 
/**
 * Who publishes it.
 */
operator: string, 
/**
 * For which country or community.
 */
territory: string, 
/**
 * When it was made, RFC 3339.
 */
issued: string, 
/**
 * When the next one is due, RFC 3339.
 */
nextUpdate: string | null, 
/**
 * How many authorities it recognises.
 */
authorities: number, 
/**
 * Who signed it: to be compared before it is believed.
 */
signer: CertificateView, 
/**
 * The signer signed a list before that the user took over.
 */
known: boolean, };

/**
 * Gives a document's password.
 */
export type UnlockDocument = { 
/**
 * The document.
 */
document: DocumentId, 
/**
 * The user's or the owner's password.
 */
password: Secret, };

/**
 * A signature that nobody uses.
 */
export type UnusedEntry = { 
/**
 * Whose.
 */
person: NamedPerson, 
/**
 * When it was used last, RFC 3339; absent for never.
 */
lastUse: string | null, 
/**
 * Days since then, or since it was issued.
 */
days: number, };

/**
 * What this station knows of newer versions.
 */
export type UpdateState = { 
/**
 * This program's version.
 */
own: string, 
/**
 * What the house's directory says.
 */
notice: ReleaseNotice | null, 
/**
 * The house's version is newer than this one.
 */
newer: boolean, };

/**
 * The one word about a file (cli.md).
 */
export type Verdict = "passed" | "indeterminate" | "failed" | "unsigned" | "unreadable";

/**
 * What the verifier says, in a reader's words.
 */
export type Verification = { 
/**
 * The worst of the signatures'.
 */
verdict: Verdict, 
/**
 * Its mark.
 */
tone: Tone, 
/**
 * The sentence of the verdict bar.
 */
headline: Text, 
/**
 * One each, in the order of signing.
 */
signatures: Array<SignatureView>, 
/**
 * About the file as a whole.
 */
findings: Array<Finding>, 
/**
 * SHA-256 of the file, hex.
 */
sha256: string, 
/**
 * The instant judged for, RFC 3339.
 */
validationTime: string, };

/**
 * The button beside the advice.
 */
export type VerificationAction = "trust" | "show-signed-version" | "look-up";

/**
 * What was found of one file.
 */
export type VerifiedFile = { 
/**
 * Its id.
 */
id: string, 
/**
 * The one word about it.
 */
found: Found, 
/**
 * The one sentence about it, where it could be examined.
 */
headline: Text | null, 
/**
 * Why it could not be examined.
 */
failure: Failure | null, 
/**
 * Who signed, in the order of signing, from the certificates.
 */
signers: Array<string>, 
/**
 * When it was signed last, RFC 3339: proven where a timestamp proves it, else as the signer says.
 */
signed: string | null, };

/**
 * What was found of all.
 */
export type VerifiedFiles = { 
/**
 * One row a file, in order; those that were not reached are left out.
 */
rows: Array<VerifiedFile>, };

/**
 * Verifies many files.
 */
export type VerifyFiles = { 
/**
 * Their ids.
 */
files: Array<string>, 
/**
 * A new list begins: the results of the last one are let go.
 */
fresh: boolean, };

/**
 * Event `verify-progress`.
 */
export type VerifyProgress = { 
/**
 * Files that are done.
 */
done: number, 
/**
 * Files in all.
 */
total: number, 
/**
 * Those that were done last.
 */
rows: Array<VerifiedFile>, };

/**
 * Two versions of a file: what a signature covers, and a later one.
 */
export type VersionPair = { 
/**
 * The signature that covers the earlier version, by its place in the report.
 */
from: number, 
/**
 * The signature that covers the later version; none for the file as received.
 */
to: number | null, };

export interface Commands {
  /** What the page needs before it can show anything. */
  start: { request: null; response: Start };
  /** Keeps the settings. */
  save_settings: { request: Settings; response: null };
  /** Where the login stands. */
  login_state: { request: null; response: LoginState };
  /** Logs in with the password. */
  log_in: { request: LogIn; response: LoginState };
  /** Logs in by a fingerprint that the system recognises. */
  log_in_by_finger: { request: null; response: LoginState };
  /** Awaits a finger no longer. */
  stop_finger: { request: null; response: null };
  /** Logs out. */
  log_out: { request: LogOut; response: LoginState };
  /** Sets a login. */
  set_login: { request: SetLogin; response: LoginState };
  /** Gives the login another password. */
  change_login: { request: ChangeLogin; response: LoginState };
  /** Removes the login. */
  remove_login: { request: RemoveLogin; response: LoginState };
  /** Lets a fingerprint stand in for the password, or no longer. */
  use_finger: { request: boolean; response: LoginState };
  /** Has the system recognise its user by a fingerprint, for the signature that is made next. */
  confirm_by_finger: { request: null; response: null };
  /** Asks for a PDF in the system's dialog; null where the user gave up, and for a signature file, which comes by */
  /** the event `signature-file-opened`. */
  choose_document: { request: null; response: Document | null };
  /** Opens a file of the recent list. */
  open_recent: { request: string; response: Document };
  /** The files opened before, newest first. */
  recent_files: { request: null; response: Array<RecentFile> };
  /** Empties the recent list. */
  forget_recent: { request: null; response: null };
  /** Opens the sample report that comes with the program: a copy in the user's documents. */
  open_sample: { request: null; response: Document };
  /** Gives an encrypted document's password. */
  unlock_document: { request: UnlockDocument; response: Document };
  /** Closes a document. */
  close_document: { request: DocumentId; response: null };
  /** Sizes of some pages. */
  page_sizes: { request: PageRange; response: Array<PageSize> };
  /** A page's picture: PNG. */
  draw_page: { request: DrawPage; response: Uint8Array };
  /** A page's text with its places. */
  page_text: { request: PageOf; response: Array<TextLine> };
  /** Looks for a word in some pages. */
  search_text: { request: SearchText; response: Array<Hit> };
  /** Shows a document in its folder. */
  show_in_folder: { request: DocumentId; response: null };
  /** The kept marks and those of this session, newest first. */
  marks: { request: null; response: Array<Mark> };
  /** Hands over a drawn signature. */
  add_drawn_mark: { request: DrawnMark; response: Mark };
  /** Asks for a picture in the system's dialog; null where the user gave up. */
  choose_image_mark: { request: null; response: Mark | null };
  /** Keeps or forgets a mark, or takes its white paper away. */
  change_mark: { request: ChangeMark; response: Mark };
  /** Forgets a mark. */
  remove_mark: { request: string; response: null };
  /** The signature as it will be: PNG with transparency. */
  draw_look: { request: DrawLook; response: Uint8Array };
  /** The document's signature fields. */
  signature_fields: { request: DocumentId; response: Array<SignatureField> };
  /** The names of all fields of the document's form. */
  form_fields: { request: DocumentId; response: Array<string> };
  /** Asks where the signed file shall go; null where the user gave up. */
  choose_output: { request: DocumentId; response: ChosenFile | null };
  /** Looks for what a signer should know before signing. */
  check_document: { request: CheckDocument; response: CheckUp };
  /** The kinds of findings, and which of them block. */
  check_rules: { request: null; response: Array<CheckRule> };
  /** Where stamps would stand in a document, and how they would be bound. */
  plan_stamps: { request: PlanStamps; response: StampPlan };
  /** The picture of one planned mark: PNG with transparency. */
  draw_stamp: { request: DrawStamp; response: Uint8Array };
  /** The kept ways of stamping. */
  presets: { request: null; response: Array<Preset> };
  /** Keeps a way of stamping under its name. */
  save_preset: { request: Preset; response: null };
  /** Forgets a kept way of stamping, by its name. */
  remove_preset: { request: string; response: null };
  /** The names of the kept ways that fit a document and its signer, the one that fits best first. */
  fitting_presets: { request: FittingPresets; response: Array<string> };
  /** Signs a document. */
  sign_document: { request: SignDocument; response: SignedDocument };
  /** Puts empty signature fields for others into a new file beside the document, and opens it. */
  prepare_fields: { request: PrepareFields; response: Document };
  /** Where fields for the slices of a seam seal would stand. */
  plan_slots: { request: PlanSlots; response: Array<Place> };
  /** Brings a signed document to a higher level in a new file beside it, and opens it. */
  extend_document: { request: ExtendDocument; response: SignedDocument };
  /** Asks for files of any kind in the system's dialog; null where the user gave up. */
  choose_files_to_sign: { request: null; response: FilesToSign | null };
  /** May files of any kind be signed? */
  detached_rules: { request: DetachedQuestion; response: RulesAnswer };
  /** Signs files of any kind, each with a signature file beside it. */
  sign_detached: { request: SignDetached; response: SignedDetached };
  /** Asks for the file that a signature file is about, and judges it over that; null where the user gave up. */
  choose_content: { request: string; response: DetachedVerification | null };
  /** Asks whether the certificates behind a signature file were revoked, and judges it again. */
  look_detached_up: { request: string; response: DetachedVerification };
  /** Trusts the certificate of who made a signature file, and judges it again. */
  trust_detached_signer: { request: string; response: DetachedVerification };
  /** Asks for PDF files in the system's dialog; null where the user gave up. */
  choose_batch_files: { request: null; response: BatchFiles | null };
  /** Asks for a folder of PDF files in the system's dialog; null where the user gave up. */
  choose_batch_folder: { request: null; response: BatchFiles | null };
  /** Asks for the folder of the signed files; null where the user gave up. */
  choose_batch_output: { request: null; response: ChosenFile | null };
  /** Where stamps would stand in many files; nothing is signed. */
  plan_batch: { request: PlanBatch; response: Array<PlannedFile> };
  /** May many files be signed, and sealed? Nothing is signed. */
  batch_rules: { request: BatchQuestion; response: BatchRules };
  /** Signs many files with one PIN. */
  sign_batch: { request: SignBatch; response: BatchResult };
  /** Stops the batch after the file at hand. */
  cancel_batch: { request: null; response: null };
  /** Shows a chosen folder. */
  show_folder: { request: string; response: null };
  /** The timestamp authorities, in the order in which they are asked. */
  authorities: { request: null; response: Array<Authority> };
  /** Keeps the timestamp authorities. */
  keep_authorities: { request: KeepAuthorities; response: Array<Authority> };
  /** Asks a kept timestamp authority for a stamp, to see whether it answers; by its place, from 0. */
  try_authority: { request: number; response: AuthorityAnswer };
  /** Signed files whose timestamps wait for the network. */
  pending_timestamps: { request: null; response: Array<PendingTimestamp> };
  /** Gets these waiting timestamps now; all of them where the list is empty. */
  finish_timestamps: { request: Array<string>; response: Array<FinishedTimestamp> };
  /** Waits for a timestamp no longer. */
  drop_timestamp: { request: string; response: null };
  /** The tokens that are plugged in. */
  tokens: { request: null; response: Tokens };
  /** The PKCS#11 modules that are looked into. */
  token_modules: { request: null; response: Array<TokenModule> };
  /** Asks for a PKCS#11 module in the system's dialog; null where the user gave up. */
  choose_token_module: { request: null; response: TokenModule | null };
  /** Looks into a module no longer. */
  remove_token_module: { request: string; response: null };
  /** Who can sign. */
  identities: { request: null; response: Array<Identity> };
  /** Makes an identity. */
  create_identity: { request: CreateIdentity; response: Identity };
  /** Asks for a key file in the system's dialog; null where the user gave up. */
  choose_key_file: { request: null; response: ChosenFile | null };
  /** Takes over a key file. */
  import_identity: { request: ImportIdentity; response: Identity };
  /** Writes a key file, asking where; null where the user gave up. */
  export_identity: { request: ExportIdentity; response: ChosenFile | null };
  /** Gives an identity another PIN. */
  change_pin: { request: ChangePin; response: null };
  /** Destroys an identity's key; certificate and log stay. */
  remove_identity: { request: string; response: null };
  /** Judges the document's signatures. */
  verify_document: { request: DocumentId; response: Verification };
  /** Asks whether the certificates were revoked, and judges again. */
  look_revocation_up: { request: DocumentId; response: Verification };
  /** Opens the version that a signature covers, as a document of its own. */
  open_signed_version: { request: SignatureOf; response: Document };
  /** Saves the version that a signature covers, asking where; null where the user gave up. */
  save_signed_version: { request: SignatureOf; response: ChosenFile | null };
  /** Hands the version that a signature covers to the system's PDF program, to be printed. */
  print_signed_version: { request: SignatureOf; response: null };
  /** Draws every page of every version and compares them, once. */
  compare_versions: { request: DocumentId; response: Comparison };
  /** Stops comparing after the pages at hand. */
  cancel_comparing: { request: DocumentId; response: null };
  /** What a page does not show, and its pictures that are no signatures. */
  page_remarks: { request: PageOf; response: PageRemarks };
  /** What is in the document beside its words: active content, hidden layers, fonts, links. */
  document_contents: { request: DocumentId; response: DocumentContents };
  /** Joins the slices of a seam seal again and says what is missing. */
  check_seam: { request: CheckSeam; response: SeamFinding };
  /** The seal that the last check put together: PNG. */
  joined_seam: { request: DocumentId; response: Uint8Array };
  /** Asks for a photograph or scan of the printed page and holds it against the document; null where the user gave up. */
  check_paper: { request: DocumentId; response: PaperCheck | null };
  /** Makes a copy for printing or handing on, asking where; null where the user gave up. */
  save_copy: { request: SaveCopy; response: ChosenFile | null };
  /** Trusts the certificate of a signature's signer, and judges again. */
  trust_signer: { request: SignatureOf; response: Verification };
  /** Saves the report on the document's signatures, asking where; null where the user gave up. */
  save_report: { request: SaveReport; response: ChosenFile | null };
  /** Saves an evidence package of the document, asking where; null where the user gave up. */
  save_package: { request: SavePackage; response: SavedPackage | null };
  /** Asks for PDF files to verify in the system's dialog; null where the user gave up. */
  choose_files_to_verify: { request: null; response: FilesToVerify | null };
  /** Asks for a folder whose PDF files are verified, in the system's dialog; null where the user gave up. */
  choose_folder_to_verify: { request: null; response: FilesToVerify | null };
  /** Verifies many files. */
  verify_files: { request: VerifyFiles; response: VerifiedFiles };
  /** Stops verifying after the files at hand. */
  cancel_verifying: { request: null; response: null };
  /** Opens one of the files that were verified together; null for a signature file, which comes by the event */
  /** `signature-file-opened`. */
  open_verified: { request: string; response: Document | null };
  /** Saves a list of what was found, asking where; null where the user gave up. */
  export_verified: { request: ExportVerified; response: ChosenFile | null };
  /** The certificates trusted. */
  trusted_certificates: { request: null; response: Array<TrustedCertificate> };
  /** Asks for a certificate file in the system's dialog and trusts it; null where the user gave up. */
  choose_trusted_certificate: { request: null; response: TrustedCertificate | null };
  /** Trusts a certificate with something else. */
  change_trust: { request: ChangeTrust; response: TrustedCertificate };
  /** Trusts a certificate no longer; SHA-256 in hex. */
  remove_trusted_certificate: { request: string; response: null };
  /** Asks for a trusted list in the system's dialog and looks into it; null where the user gave up. */
  choose_trusted_list: { request: null; response: TrustedListOffer | null };
  /** Takes over a trusted list in place of its older edition. */
  import_trusted_list: { request: ImportTrustedList; response: ImportedTrustedList };
  /** Trusts nobody of a list any longer; by its name, gives how many there were. */
  remove_trusted_list: { request: string; response: number };
  /** The kept seals, the newest first; those retired last. */
  seals: { request: null; response: Array<Seal> };
  /** The kinds of seals with their usual measures. */
  seal_presets: { request: null; response: Array<SealPreset> };
  /** The faces that a seal's lettering can have on this computer. */
  seal_faces: { request: null; response: Array<SealFace> };
  /** A seal that is being designed: PNG with transparency. */
  preview_seal: { request: PreviewSeal; response: Uint8Array };
  /** Makes a seal and keeps it; the office alone may. */
  make_seal: { request: MakeSeal; response: Seal };
  /** A kept seal: PNG with transparency. */
  draw_seal: { request: DrawSeal; response: Uint8Array };
  /** Renames a seal, retires it or takes it into use again. */
  change_seal: { request: ChangeSeal; response: Seal };
  /** Deletes a seal's artwork here. */
  remove_seal: { request: string; response: null };
  /** Asks for a seal's file in the system's dialog and takes it over; null where the user gave up. */
  choose_seal_file: { request: null; response: Seal | null };
  /** Writes a seal's file for another station, asking where; null where the user gave up. */
  export_seal: { request: string; response: ChosenFile | null };
  /** Asks for a scan in the system's dialog; null where the user gave up. */
  choose_seal_scan: { request: null; response: ChosenFile | null };
  /** Cleans a chosen scan, and says what is to know about it. */
  clean_scan: { request: CleanScan; response: CleanedScan };
  /** A chosen scan as it came or as it will be: PNG. */
  draw_scan: { request: DrawScan; response: Uint8Array };
  /** Keeps a cleaned scan as a seal. */
  keep_scan: { request: KeepScan; response: Seal };
  /** A stretch of the log. */
  history: { request: HistoryQuery; response: HistoryPage };
  /** Whether the log is whole. */
  history_state: { request: null; response: ChainState };
  /** Writes the log to a file, asking where; null where the user gave up. */
  export_history: { request: HistoryFormat; response: ChosenFile | null };
  /** What this station is to the rules of use. */
  office_state: { request: null; response: OfficeState };
  /** Opens a quality office here: two keyholders, a root and an issuing key. */
  start_office: { request: StartOffice; response: OfficeState };
  /** Adds an officer. */
  add_officer: { request: AddOfficer; response: OfficeState };
  /** Gives an officer another PIN. */
  change_officer_pin: { request: ChangeOfficerPin; response: OfficeState };
  /** Moves the root's key to a file that is kept elsewhere, asking where; null where the user gave up. */
  move_root: { request: MoveRoot; response: ChosenFile | null };
  /** Changes the rules of the house. */
  keep_policy: { request: KeepPolicy; response: OfficeState };
  /** Says which version of the program the house approves of. */
  keep_release: { request: KeepRelease; response: OfficeState };
  /** A stretch of the people in the register. */
  office_people: { request: PeopleQuery; response: PeoplePage };
  /** Everything about a person, by id or name. */
  office_person: { request: string; response: PersonFile };
  /** The picture of a person's signature as they applied with it; no bytes where there was none. */
  office_specimen: { request: string; response: Uint8Array };
  /** Changes facts of a person. */
  change_person: { request: ChangePerson; response: PersonFile };
  /** Takes a step about a person. */
  take_step: { request: TakeStep; response: PersonFile };
  /** Issues a copy to a person, asking where; null where the user gave up. */
  issue_identity: { request: IssueIdentity; response: IssuedCopy | null };
  /** The seals of the register. */
  office_seals: { request: null; response: Array<SealEntry> };
  /** Registers or changes a seal. */
  keep_seal: { request: KeepSeal; response: SealEntry };
  /** Hands a seal over. */
  hand_over_seal: { request: HandOverSeal; response: SealEntry };
  /** Asks for a paper to attach, in the system's dialog; null where the user gave up. */
  choose_attachment: { request: null; response: ChosenFile | null };
  /** Asks for a letter or package, in the system's dialog, and tells what it is; null where the user gave up. */
  choose_office_file: { request: null; response: OfficeFile | null };
  /** Takes over a letter. */
  take_office_file: { request: TakeOfficeFile; response: TakenFile };
  /** Writes a new directory, asking where; null where the user gave up. */
  export_directory: { request: Keyholders; response: ChosenFile | null };
  /** Gives a locked station its tries back, asking where the letter goes; null where the user gave up. */
  give_unlock: { request: GiveUnlock; response: ChosenFile | null };
  /** The register of incidents, newest first. */
  incidents: { request: null; response: Array<IncidentEntry> };
  /** Writes an incident down. */
  add_incident: { request: AddIncident; response: IncidentEntry };
  /** Signatures that nobody uses. */
  unused_signatures: { request: null; response: Array<UnusedEntry> };
  /** The stations whose logs the office has seen. */
  stations: { request: null; response: Array<StationEntry> };
  /** Reports that came back, newest first. */
  returned_reports: { request: null; response: Array<ReturnedReport> };
  /** Takes a returned report, by its SHA-256, out of the archive into a file, asking where, and opens that; null where the user gave up. */
  take_out_returned: { request: string; response: Document | null };
  /** Inspects a month or a year. */
  inspection: { request: InspectionOf; response: Inspection };
  /** Writes the inspection report as PDF, asking where; null where the user gave up. */
  save_inspection: { request: InspectionOf; response: ChosenFile | null };
  /** Makes a sample laboratory in a folder, asking where; null where the user gave up. */
  make_demo: { request: null; response: ChosenFile | null };
  /** What the rules know of this station. */
  station_rules: { request: null; response: StationRules };
  /** Every rule of use. */
  rules_of_use: { request: null; response: Array<RuleEntry> };
  /** Applies for a signature, asking where the letter goes; null where the user gave up. */
  apply_for_identity: { request: Apply; response: ChosenFile | null };
  /** Takes over an issued copy. */
  take_identity: { request: TakeIdentity; response: Identity };
  /** Writes the receipt of an identity's copy, asking where; null where the user gave up, and it waits on. */
  save_receipt: { request: string; response: ChosenFile | null };
  /** Reports loss, leak or misuse, asking where the notice goes; null where the user gave up, and it is suspended all the same. */
  report_trouble: { request: ReportTrouble; response: ChosenFile | null };
  /** Declares a journey. */
  begin_travel: { request: BeginTravel; response: StationRules };
  /** Ends the journey under way. */
  end_travel: { request: null; response: StationRules };
  /** Asks the office for the tries of a locked identity, asking where the letter goes; null where the user gave up. */
  ask_unlock: { request: string; response: ChosenFile | null };
  /** Writes an approval to seal, asking where; null where the user gave up. */
  issue_ticket: { request: IssueTicket; response: ChosenFile | null };
  /** Asks for approvals, as many as there are, and takes them over; null where the user gave up. */
  take_approvals: { request: null; response: TakenApprovals | null };
  /** Packs a signed report for the office, asking where; null where the user gave up. */
  return_report: { request: ReturnReport; response: ChosenFile | null };
  /** May this document be signed? */
  signing_rules: { request: SigningQuestion; response: RulesAnswer };
  /** May this document be sealed, or printed? */
  sealing_rules: { request: SealingQuestion; response: RulesAnswer };
  /** Makes a backup, asking where; null where the user gave up. */
  create_backup: { request: BackupUnder; response: ChosenFile | null };
  /** Asks for a backup and tries it: restored into a folder of its own; null where the user gave up. */
  try_backup: { request: BackupUnder; response: BackupFacts | null };
  /** Asks for a backup and restores it here, where nothing is yet; null where the user gave up. */
  restore_backup: { request: BackupUnder; response: RestoredBackup | null };
  /** What the house says of newer versions of the program; nothing is asked over a network. */
  update_state: { request: null; response: UpdateState };
  /** Asks for an installer and compares it with what the house says of it; null where the user gave up. */
  check_installer: { request: null; response: Installer | null };
  /** The whole text of a feedback file, with the user's own words. */
  compose_feedback: { request: string; response: string };
  /** Writes the text that was composed last to a file, asking where; null where the user gave up. */
  save_feedback: { request: null; response: ChosenFile | null };
}
