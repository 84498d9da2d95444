// The host in memory: believable files, people and a log, no engine. For tests in a browser and for work on the page alone.
//
// The address line chooses the state: `?open=signed` opens a file at the start, `?first` is a first run with no identity and no
// history, `?token` has a token plugged in (`?token=pinpad`, `low`, `sm2`), `?authorities` keeps timestamp authorities, `?waiting` has
// timestamps that wait, `?office` is the office's station, `?rules` has an office's rules (station.ts), `?offline`, `?noseals`, `?lang=en`,
// `?appearance=dark`. Tests steer it through `window.vermilionMemory`.

import type {
  Commands, Document, ExtendDocument, Failure, HistoryEntry, Identity, Language, Mark, RecentFile, Settings, SignDocument,
  SignedDocument, SigningStep, Stroke, TrustedCertificate,
} from '../../bindings/wire';
import type { Events, Host, PictureCommand, PlainCommand } from '../host';
import { failure } from '../host';
import { caption, canvas, drawCode, HANDWRITTEN, items, look as drawLook, measure, png } from './draw';
import { answeredSignature, asDocument, type File, FILES, strangersSignature, trustedSignature, verification } from './files';
import { hash, identity, log, stretch, TRUSTED } from './people';
import { batchAnswers } from './batch';
import { besideAnswers, opensBeside } from './beside';
import { checkRules, checkUp } from './checks';
import { alterations, eyeAnswers } from './eye';
import { loginMemory } from './login';
import { manyAnswers } from './many';
import { noOffice } from './noOffice';
import { officeAnswers } from './office';
import { returned } from './register';
import { provable } from './provable';
import { joinedSeam, receivingAnswers } from './receiving';
import { sealAnswers } from './seals';
import { stationMemory } from './station';
import { drawStamp, plan, slotsOf, stampAnswers, stampPicture, told } from './stamping';
import { trustAnswers } from './trust';
import { upkeepAnswers } from './upkeep';
import { TOKEN_IDENTITY, TOKEN_PIN, tokenAnswers } from './tokens';
import { A4, page as pageItems, type Words } from './report';

interface Open {
  file: File;
  locked: boolean;
  document: Document;
  /** Pages that were drawn to be read, from 0. */
  read: Set<number>;
}

/** What tests reach. */
export interface Steering {
  /** The file that the system's dialog gives next, by its name in files.ts; null gives up. */
  choose: string | null;
  /** The kind of letter that the dialog for letters gives next; null gives up. */
  letter: string | null;
  /** Milliseconds that a picture takes. */
  delay: number;
  /** Makes the next call of a command fail. */
  failNext(command: keyof Commands, failure: Failure): void;
  /** Sends news to the page. */
  emit<Name extends keyof Events>(name: Name, news: Events[Name]): void;
  /** Every call so far, newest last; secrets left out. */
  calls: { name: string; request: unknown }[];
}

declare global {
  interface Window {
    vermilionMemory?: Steering;
  }
}

const PIN = '135790';
/** The steps of signing at a level. */
const steps = (level: string): SigningStep[] => [
  'reading', 'unlocking', 'signing', ...(level === 'b' ? [] : (['stamping'] as const)), ...(level === 'lt' || level === 'lta' ? (['gathering'] as const) : []), 'checking', 'saving',
];
const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));

/** Makes the host in memory. */
export function memoryHost(): Host {
  const asked = new URLSearchParams(location.search);
  const first = asked.has('first');

  let count = 0;
  const open = new Map<string, Open>();
  const planned = new Map<string, Failure>();
  const listeners: { [Name in keyof Events]: Set<(news: Events[Name]) => void> } = {
    'finger-progress': new Set(), 'signing-progress': new Set(), 'batch-progress': new Set(), 'verify-progress': new Set(), 'files-dropped': new Set(), 'comparing-progress': new Set(), 'document-opened': new Set(), 'signature-file-opened': new Set(), failure: new Set(), 'drop-hover': new Set(),
  };
  const emit = <Name extends keyof Events>(name: Name, news: Events[Name]) => listeners[name].forEach((heard) => heard(news));

  const system: Language = asked.get('lang') === 'en' ? 'en' : 'zh-CN';
  const appearance = asked.get('appearance');
  let settings: Settings = {
    systemTrust: false, station: asked.has('office') ? 'office' : 'signer', language: null, appearance: appearance === 'dark' || appearance === 'light' ? appearance : 'system', place: first ? '' : '苏州市政水厂',
    reason: first ? '' : '批准', identity: null, tellUpdates: asked.has('update'), look: { mark: null, caption: { name: false, date: true, reason: false } }, markWidth: 46,
    guideDone: !first, level: 'b', offline: asked.has('offline'), proxy: '', hosts: [], blocking: [], scope: first ? [] : ['GB/T 5750.4-2023', 'HJ 535-2009'],
  };
  const pins = new Map<string, string>();
  const identities: Identity[] = first ? [] : [
    identity('张三', '清源检测技术有限公司', { issuer: '清源检测质控室', selfMade: false }),
    identity('张三(个人)', null, { validUntil: '2026-10-01T00:00:00+08:00', unusable: 'certificate-expired' }),
    identity('李四', '华东理化实验室', { locked: true, triesLeft: 0, unusable: 'identity-locked' }),
  ];
  identities.forEach((person) => pins.set(person.id, PIN));
  const strokes = new Map<string, Stroke[]>();
  const marks: Mark[] = [];
  if (!first) {
    marks.push({ id: 'mark-kept', kind: 'ink', aspect: 2.7, kept: true, backgroundRemoved: false, owner: null });
    strokes.set('mark-kept', HANDWRITTEN);
    settings = { ...settings, identity: identities[0]?.id ?? null, look: { ...settings.look, mark: 'mark-kept' } };
  }
  const trusted: TrustedCertificate[] = first ? [] : [...TRUSTED];
  const entries: HistoryEntry[] = first ? [] : log(300);
  let recent: RecentFile[] = first ? [] : [
    ['field', '2026-11-22T11:20:00+08:00', 'unsigned'], ['signed', '2026-11-20T15:43:00+08:00', 'passed'],
    ['stranger', '2026-11-18T10:31:00+08:00', 'indeterminate'], ['changed', '2026-11-02T08:14:00+08:00', 'failed'],
    ['locked', '2026-10-28T17:02:00+08:00', null],
  ].map(([id, opened, verdict]) => {
    const file = (FILES[id ?? ''] ?? FILES.unsigned)?.();
    return { id: id ?? '', name: file?.name ?? '', folder: file?.folder ?? '', opened: opened ?? '', verdict, missing: id === 'locked' } as RecentFile;
  });

  const note = (action: string, document: string | null, result = 'ok', person: string | null = null) => {
    const seq = entries.length + 1;
    entries.push({
      seq, at: new Date().toISOString(), action, who: person ?? '张三', place: settings.place, document, sha256Before: document ? hash(document) : null,
      sha256After: null, identity: person, device: 'LAB-NB-07', result, note: null, checked: [], login: null, loginBy: null, hash: hash(`entry${seq}`),
    });
    return seq;
  };
  const opened = (file: File): Document => {
    count += 1;
    const id = `document-${count}`;
    const locked = file.password !== null;
    const document = asDocument(id, file, locked);
    open.set(id, { file, locked, document, read: new Set() });
    note('opened', file.name);
    const verdict = locked ? null : verification(file).verdict;
    recent = [{ id, name: file.name, folder: file.folder, opened: new Date().toISOString(), verdict, missing: false },
      ...recent.filter((entry) => entry.name !== file.name)];
    FILES[id] = () => structuredClone(file);
    return document;
  };
  const named = (name: string): File => {
    const made = FILES[name];
    if (!made) throw failure('file-unreadable', { name });
    return made();
  };
  const found = (id: string): Open => {
    const one = open.get(id);
    if (!one) throw failure('document-closed');
    return one;
  };
  const person = (id: string): Identity => {
    const one = identities.find((candidate) => candidate.id === id);
    if (!one) throw failure('no-such-identity', { name: id });
    return one;
  };
  const checkPin = (one: Identity, pin: string): void => {
    if (one.locked) throw failure('identity-locked');
    if (pins.get(one.id) === pin) {
      one.triesLeft = 5;
      return;
    }
    one.triesLeft -= 1;
    one.locked = one.triesLeft <= 0;
    note('wrong-pin', null, 'refused', one.name);
    throw one.locked ? failure('identity-locked') : failure('pin-wrong', { tries: one.triesLeft });
  };
  const signer = (id: string): Identity => (id === TOKEN_IDENTITY
    ? identity('张三', '清源检测技术有限公司', { id, issuer: '省电子认证中心', selfMade: false })
    : person(id));
  const unlock = (id: string, pin: string): void => {
    if (id !== TOKEN_IDENTITY) checkPin(person(id), pin);
    else if (asked.get('token') !== 'pinpad' && pin !== TOKEN_PIN) throw failure('token', {}, 'pin-incorrect');
  };
  const seals = sealAnswers(asked.has('noseals'), asked.has('fangsong'), () => settings, (action) => void note(action, null));
  const stamps = provable(asked.has('authorities'), asked.has('waiting'), () => settings.offline);
  const strong = (pin: string): void => { if (pin.length < 6 || /^(.)\1*$/.test(pin)) throw failure('pin-too-weak', { minimum: 6 }); };
  const station = stationMemory({
    asked, identities, unlock, strong, keepPin: (id, pin) => pins.set(id, pin), letter: () => steering.letter,
    of: (id) => { const { file, read } = found(id); return { name: file.name, pages: file.pages, signatures: file.signatures.length, read }; },
  });
  const logins = loginMemory({ asked, note: (action) => void note(action, null), tell: (step) => emit('finger-progress', step), required: station.wantsLogin, confirmed: station.fingerSeen });
  const version = (of: string, signature: number): Document => {
    const { file } = found(of);
    const earlier: File = { ...file, altered: false, signatures: file.signatures.slice(0, signature + 1) };
    const document = opened(earlier);
    document.signedVersion = { of, signature };
    return document;
  };

  async function sign(request: SignDocument): Promise<SignedDocument> {
    const { file } = found(request.document);
    const one = signer(request.identity);
    if (!request.consent) throw failure('consent-missing');
    station.maySign(request.document, request.identity, request.options.kind ?? '', request.second?.identity ?? null, request.encrypt !== undefined);
    const { findings } = checkUp(file.check, file.pages, settings.blocking);
    if (findings.some((finding) => finding.blocks)) throw failure('check-blocks');
    if (findings.some((finding) => finding.toAccept && !request.accepted.includes(finding.code))) throw failure('check-open');
    const { level, timestampLater } = request.options;
    const silent = level === 'b' ? null : settings.offline ? failure('network', {}, 'offline') : stamps.authorities() === 0 ? failure('no-authority') : null;
    if (silent && !timestampLater) throw silent;
    for (const step of steps(level)) {
      emit('signing-progress', { document: request.document, step });
      if (step === 'unlocking') unlock(request.identity, request.pin);
      await pause(90);
    }
    const time = new Date().toISOString();
    const at = file.signatures.length;
    const signature = one.selfMade ? strangersSignature(at, 0, time, one.name, one.organization) : trustedSignature(at, 0, time, one.name);
    if (one.selfMade && signature.certificate) signature.certificate.sha256 = one.sha256;
    signature.place = request.place ?? file.emptyFields.find((field) => field.name === request.field)?.place ?? null;
    const strokeIds = request.look.mark;
    if (request.options.certify) signature.kind = 'certification';
    // Where nobody signed before, the marks are in the pages; else each is a signature of its own.
    const planned = plan(file, request.stamps, (page) => lines(file, page));
    const each = planned.way === 'one-signature' ? [] : planned.marks.slice(signature.place ? 0 : 1).map((_, extra) => ({ ...trustedSignature(at + 1 + extra, 0, time, one.name), place: null }));
    const signed: File = {
      ...structuredClone(file), check: 'clean', name: file.name.replace(/\.pdf$/, '（已签名）.pdf'), password: null, encryption: request.encrypt === undefined ? file.encryption : 'aes-256', size: file.size + 22_016,
      signatures: [...structuredClone(file.signatures), signature, ...each],
      stamped: [...(file.stamped ?? []), ...planned.marks.flatMap((mark) => { const stamp = request.stamps[mark.stamp]; return stamp ? [{ stamp, mark }] : []; })],
      emptyFields: file.emptyFields.filter((field) => field.name !== request.field),
    };
    const document = opened(signed);
    if (strokeIds) inkOf.set(`${signed.name}/${at}`, strokes.get(strokeIds) ?? HANDWRITTEN);
    if (request.stamps.length > 0) station.sealed(request.document);
    const logEntry = note('signed', signed.name, 'ok', one.name);
    if (silent) stamps.wait(signed.name, signed.folder, level);
    return { document, sha256: hash(signed.name), verification: verification(signed), level: silent ? 'b' : level, waiting: silent, logEntry, notes: told(planned) };
  }

  async function extend({ document, level }: ExtendDocument): Promise<SignedDocument> {
    const { file } = found(document);
    if (file.signatures.length === 0) throw failure('nothing-to-extend');
    if (settings.offline) throw failure('network', {}, 'offline');
    if (stamps.authorities() === 0) throw failure('no-authority');
    for (const step of ['reading', 'stamping', 'gathering', 'checking', 'saving'] as const) {
      emit('signing-progress', { document, step });
      await pause(60);
    }
    const longer: File = { ...structuredClone(file), name: file.name.replace(/\.pdf$/, '（已延长）.pdf'), size: file.size + 30_720 };
    const made = opened(longer);
    return { document: made, sha256: hash(longer.name), verification: verification(longer), level, waiting: null, logEntry: note('extended', longer.name) };
  }
  const inkOf = new Map<string, Stroke[]>();

  const itemsOf = (file: File, page: number) => pageItems(file.number, page, file.pages);

  async function drawPage({ document, page, scale }: Commands['draw_page']['request']): Promise<Blob> {
    const { file, read } = found(document);
    // Small pictures beside the pages are not read.
    if (scale >= 0.5) read.add(page);
    await pause(steering.delay);
    const { element, pen } = canvas(A4.width * scale, A4.height * scale);
    pen.fillStyle = '#ffffff';
    pen.fillRect(0, 0, element.width, element.height);
    pen.scale(scale, scale);
    items(pen, [...itemsOf(file, page), ...alterations(file, page)]);
    const points = 72 / 25.4;
    for (const { stamp, mark } of (file.stamped ?? []).filter((one) => one.mark.place.page === page)) {
      pen.save();
      pen.translate(mark.place.left * points, mark.place.top * points);
      if (stamp.ink.multiply) pen.globalCompositeOperation = 'multiply';
      drawStamp(pen, stamp, mark.slice, mark.place.width * points, mark.place.height * points);
      pen.restore();
    }
    for (const signature of file.signatures) {
      const place = signature.place;
      if (!place || place.page !== page) continue;
      pen.save();
      pen.translate(place.left * points, place.top * points);
      drawLook(pen, inkOf.get(`${file.name}/${signature.index}`) ?? HANDWRITTEN, ['2026-11-22'], place.width * points, place.height * points);
      pen.restore();
    }
    return png(element);
  }

  async function drawLookPicture(request: Commands['draw_look']['request']): Promise<Blob> {
    const { element, pen } = canvas(request.width * request.scale, request.height * request.scale);
    const drawn = request.look.mark ? (strokes.get(request.look.mark) ?? HANDWRITTEN) : null;
    const who = identities.find((one) => one.id === request.identity)?.name ?? '';
    const number = request.document ? found(request.document).file.number : '';
    const code = request.paper.length > 0 ? Math.min(element.height, element.width * 0.62) : 0;
    drawLook(pen, drawn, caption(request.look, who, request.reason, number), element.width - code, element.height);
    if (code > 0) drawCode(pen, element.width - code, (element.height - code) / 2, code);
    return png(element);
  }

  const lines = (file: File, page: number) => {
    const { pen } = canvas(1, 1);
    return itemsOf(file, page).filter((item): item is Words => item.kind === 'words').map((item) => {
      const width = measure(pen, item.text, item.size, item.bold ?? false);
      const x = item.align === 'right' ? item.x - width : item.align === 'center' ? item.x - width / 2 : item.x;
      return { text: item.text, area: { x, y: item.y - item.size * 0.9, width, height: item.size * 1.15 }, size: item.size, bold: item.bold ?? false };
    });
  };

  const answers: { [Name in PlainCommand]: (request: Commands[Name]['request']) => Promise<Commands[Name]['response']> } = {
    start: async () => {
      const [login, name] = [logins.state(), asked.get('open')];
      return {
        settings, systemLanguage: system, version: '0.1.0', user: '张三', document: login.open && name ? opened(named(name)) : null, failure: null, login,
        recovered: asked.has('recovered') ? [{ id: 'recovered-aborted', args: { document: '检测报告 JC-2026-0409.pdf' } }] : [],
      };
    },
    save_settings: async (wanted) => { settings = structuredClone(wanted); return null; },
    choose_document: async () => (steering.choose === null || opensBeside(steering.choose, (judged) => emit('signature-file-opened', judged)) ? null : opened(named(steering.choose))),
    open_recent: async (id) => {
      if (recent.find((entry) => entry.id === id)?.missing) throw failure('file-unreadable', { name: named(id).name });
      return opened(named(id));
    },
    recent_files: async () => structuredClone(recent),
    forget_recent: async () => { recent = []; return null; },
    open_sample: async () => opened({ ...named('unsigned'), name: '示例报告 JC-2026-0417.pdf' }),
    take_out_returned: async (sha256) => {
      const report = asked.has('office') ? returned().find((one) => one.sha256 === sha256) : undefined;
      if (!report) throw failure('no-such-entry', { name: sha256 });
      return steering.choose === null ? null : opened({ ...named('signed'), name: report.name });
    },
    unlock_document: async ({ document, password }) => {
      const one = found(document);
      if (password !== one.file.password) throw failure('password-wrong');
      one.locked = false;
      one.document = asDocument(document, one.file, false);
      return one.document;
    },
    close_document: async (id) => { open.delete(id); return null; },
    page_sizes: async ({ document, first: start, count: many }) => {
      const { file } = found(document);
      return Array.from({ length: Math.max(0, Math.min(many, file.pages - start)) }, () => ({ ...A4 }));
    },
    page_text: async ({ document, page }) => lines(found(document).file, page).map(({ text, area }) => ({ text, area })),
    search_text: async ({ document, text, first: start, count: many }) => {
      const { file } = found(document);
      const { pen } = canvas(1, 1);
      const hits: Commands['search_text']['response'] = [];
      for (let page = start; page < Math.min(file.pages, start + many); page += 1) {
        for (const line of lines(file, page)) {
          const at = line.text.toLowerCase().indexOf(text.toLowerCase());
          if (at < 0) continue;
          const before = measure(pen, line.text.slice(0, at), line.size, line.bold);
          const width = measure(pen, line.text.slice(at, at + text.length), line.size, line.bold);
          hits.push({ page, areas: [{ ...line.area, x: line.area.x + before, width }], context: line.text });
        }
      }
      return hits;
    },
    show_in_folder: async () => null,
    marks: async () => structuredClone(marks),
    add_drawn_mark: async ({ strokes: drawn, keep }) => {
      if (drawn.every((stroke) => stroke.points.length === 0)) throw failure('ink-empty');
      const points = drawn.flatMap((stroke) => stroke.points);
      const width = Math.max(...points.map((point) => point.x)) - Math.min(...points.map((point) => point.x));
      const height = Math.max(...points.map((point) => point.y)) - Math.min(...points.map((point) => point.y));
      count += 1;
      const mark: Mark = { id: `mark-${count}`, kind: 'ink', aspect: (width + 8) / (height + 8), kept: keep, backgroundRemoved: false, owner: null };
      strokes.set(mark.id, drawn);
      marks.unshift(mark);
      return { ...mark };
    },
    choose_image_mark: async () => {
      count += 1;
      const mark: Mark = { id: `mark-${count}`, kind: 'image', aspect: 2.4, kept: false, backgroundRemoved: false, owner: null };
      strokes.set(mark.id, HANDWRITTEN);
      marks.unshift(mark);
      return { ...mark };
    },
    change_mark: async ({ id, keep, removeBackground }) => {
      const mark = marks.find((candidate) => candidate.id === id);
      if (!mark) throw failure('no-such-mark');
      if (keep !== null) mark.kept = keep;
      if (removeBackground !== null) mark.backgroundRemoved = removeBackground;
      return { ...mark };
    },
    remove_mark: async (id) => { marks.splice(marks.findIndex((mark) => mark.id === id), 1); return null; },
    signature_fields: async (id) => {
      const { file } = found(id);
      const signed = file.signatures.map((signature) => ({ name: signature.field, place: signature.place, signed: true }));
      return [...signed, ...file.emptyFields.map((field) => ({ ...field, signed: false }))];
    },
    form_fields: async (id) => found(id).file.formFields,
    choose_output: async (id) => ({ id: 'output', name: found(id).file.name.replace(/\.pdf$/, '-已签.pdf') }),
    sign_document: sign,
    extend_document: extend,
    check_document: async ({ document }) => { await pause(60); const { file } = found(document); return checkUp(file.check, file.pages, settings.blocking); },
    check_rules: async () => checkRules(settings.blocking),
    prepare_fields: async ({ document, fields: asked, slots }) => {
      const { file } = found(document);
      const places = slots ? slotsOf(slots, file.pages) : [];
      const fields = [...asked, ...places.map((place, at) => ({ name: `骑缝${at + 1}`, place }))];
      const taken = fields.find((field) => file.emptyFields.some((one) => one.name === field.name));
      if (taken) throw failure('field-exists', { field: taken.name });
      return opened({
        ...structuredClone(file), name: file.name.replace(/\.pdf$/, '（待签）.pdf'), emptyFields: [...file.emptyFields, ...fields.map(({ name, place }) => ({ name, place }))],
      });
    },
    ...upkeepAnswers(asked.get('update'), () => entries.length), ...stamps.answers, ...logins.answers, ...station.answers,
    ...besideAnswers(unlock, station, (name) => note('signed', name)),
    ...(asked.has('office') ? officeAnswers(asked.get('office'), () => steering.letter) : noOffice), ...tokenAnswers(asked.get('token'), 120),
    ...eyeAnswers((id) => found(id).file, (news) => emit('comparing-progress', news), () => steering.delay),
    ...stampAnswers((id) => found(id).file, lines, (id) => named(id === 'batch-3' ? 'single' : 'unsigned')),
    ...receivingAnswers((id) => found(id).file, () => (steering.choose === null ? null : '纸件 2026-11-26.jpg')),
    ...manyAnswers((file) => opened(file), (news) => emit('verify-progress', news), () => steering.delay),
    save_report: async ({ document, format, signer }) => {
      const { file } = found(document);
      if (signer) unlock(signer.identity, signer.pin);
      return { id: 'file', name: file.name.replace(/\.pdf$/, `-验签报告.${format === 'etsi' ? 'xml' : 'pdf'}`) };
    },
    ...batchAnswers(unlock, (news) => emit('batch-progress', news), () => steering.delay, station),
    identities: async () => structuredClone(identities),
    create_identity: async ({ name, organization, key, pin }) => {
      strong(pin);
      const made = identity(name, organization, { id: `id-made-${identities.length}`, key: key.toUpperCase(), chineseOnly: key === 'sm2' });
      identities.unshift(made);
      pins.set(made.id, pin);
      note('identity-created', null, 'ok', name);
      return { ...made };
    },
    choose_key_file: async () => ({ id: 'key-file', name: 'zhangsan-2026.p12' }),
    import_identity: async ({ password, pin, label }) => {
      if (password !== 'secret') throw failure('key-file-password-wrong');
      strong(pin);
      const made = identity(label ?? '张三', '清源检测技术有限公司', { issuer: '清源检测质控室', selfMade: false });
      identities.unshift(made);
      pins.set(made.id, pin);
      return { ...made };
    },
    export_identity: async ({ id, pin }) => { checkPin(person(id), pin); return { id: 'file', name: `${person(id).name}.p12` }; },
    change_pin: async ({ id, old, new: wanted }) => { checkPin(person(id), old); strong(wanted); pins.set(id, wanted); station.pinChanged(id); return null; },
    remove_identity: async (id) => { identities.splice(identities.findIndex((one) => one.id === id), 1); return null; },
    verify_document: async (id) => { await pause(60); return structuredClone(verification(found(id).file)); },
    open_signed_version: async ({ document, signature }) => version(document, signature),
    save_signed_version: async ({ document }) => ({ id: 'file', name: found(document).file.name.replace(/\.pdf$/, '-签名时.pdf') }),
    trust_signer: async ({ document, signature }) => {
      const { file } = found(document);
      const one = file.signatures[signature];
      if (!one) throw failure('no-such-signature');
      if (one.certificate) trusted.push({ certificate: one.certificate, added: new Date().toISOString(), source: 'signature', origin: file.name, purpose: 'signing' });
      const name = one.certificate?.name ?? '';
      file.signatures[signature] = { ...trustedSignature(signature, 0, String(one.when.text.args?.time ?? ''), name), place: one.place, certificate: one.certificate };
      return structuredClone(verification(file));
    },
    ...trustAnswers(trusted),
    look_revocation_up: async (id) => {
      await pause(300);
      if (asked.has('offline')) throw failure('network', { host: 'crl.example' });
      const { file } = found(id);
      file.signatures = file.signatures.map((one) => (one.action === 'look-up' ? answeredSignature(one) : one));
      return structuredClone(verification(file));
    },
    history: async (query) => structuredClone(stretch(entries, query)),
    history_state: async () => ({
      intact: !asked.has('broken'), size: entries.length, root: hash('root'), brokenAt: asked.has('broken') ? 214 : null,
      reason: asked.has('broken') ? 'hash-wrong' : null,
    }),
    ...seals.answers,
    export_history: async (format) => ({ id: 'file', name: `usage-log.${format}` }),
  };

  const pictures: { [Name in PictureCommand]: (request: Commands[Name]['request']) => Promise<Blob> } = {
    draw_page: drawPage, draw_look: drawLookPicture, draw_stamp: stampPicture, ...seals.pictures,
    joined_seam: joinedSeam,
    office_specimen: async () => {
      const { element, pen } = canvas(360, 140);
      drawLook(pen, HANDWRITTEN, [], element.width, element.height);
      return png(element);
    },
  };
  const steering: Steering = {
    choose: asked.get('choose') ?? 'unsigned',
    letter: asked.get('letter') ?? (asked.has('office') ? 'application' : 'issue'),
    delay: Number(asked.get('delay') ?? 20),
    failNext: (command, planned_) => planned.set(command, planned_),
    emit,
    calls: [],
  };
  window.vermilionMemory = steering;

  const before = (name: keyof Commands, request: unknown) => {
    const hidden = JSON.stringify(request ?? null, (key, value: unknown) => (/^(old|new)$|pin$|password$/i.test(key) ? '…' : value));
    steering.calls.push({ name, request: JSON.parse(hidden) as unknown });
    const fails = planned.get(name);
    planned.delete(name);
    if (fails) throw fails;
    logins.admit(name);
  };

  return {
    async call<Name extends PlainCommand>(name: Name, request: Commands[Name]['request']) {
      before(name, request);
      return answers[name](request);
    },
    async picture<Name extends PictureCommand>(name: Name, request: Commands[Name]['request']) {
      before(name, request);
      return pictures[name](request);
    },
    listen(name, heard) {
      listeners[name].add(heard);
      return () => void listeners[name].delete(heard);
    },
  };
}

