// A person's facts as a form has them, and what of them changed.

import type { PersonFacts, PersonFile, PostEntry, ScopeEntry, TokenEntry } from '../bindings/wire';

/** What a token is to its holder. */
export const TOKEN_STATES = ['primary', 'secondary', 'returned', 'lost'] as const;
/** Where a signature may be used. */
export const CONDITIONS = ['anywhere', 'off-site', 'devices'] as const;
/** Years that a token is made for (RS8 三.4). */
const TOKEN_YEARS = 10;

/** A post in a form; its days are null while they are none. */
export interface PostRow {
  title: string;
  field: string;
  from: string | null;
  until: string | null;
}

/** A token in a form. */
export interface TokenRow {
  serial: string;
  state: (typeof TOKEN_STATES)[number];
  issued: string | null;
  endOfLife: string | null;
  warranty: string | null;
}

/** What a form has of a person. */
export interface Form {
  department: string;
  ends: string | null;
  condition: (typeof CONDITIONS)[number];
  kinds: string[];
  departments: string[];
  from: string | null;
  until: string | null;
  devices: string[];
  training: string | null;
  posts: PostRow[];
  tokens: TokenRow[];
}

/** The day until which a token lasts that was issued on a day. */
export const tokenLife = (issued: string): string => `${Number(issued.slice(0, 4)) + TOKEN_YEARS}${issued.slice(4)}`;

/** The form of a person. */
export function formOf(person: PersonFile): Form {
  return {
    department: person.entry.department, ends: person.ends ?? '', condition: CONDITIONS.find((one) => one === person.condition) ?? 'anywhere', kinds: [...person.scope.kinds],
    departments: [...person.scope.departments], from: person.scope.from ?? '', until: person.scope.until ?? '', devices: [...person.devices], training: person.training ?? '',
    posts: person.posts.map(({ title, field, from, until }) => ({ title, field, from, until: until ?? '' })),
    tokens: person.tokens.map((one) => ({ serial: one.serial, state: TOKEN_STATES.find((each) => each === one.state) ?? 'primary', issued: one.issued, endOfLife: one.endOfLife, warranty: one.warranty ?? '' })),
  };
}

/** Whether every day in it is one, every post has a title and every token a number. */
export function isComplete(form: Form): boolean {
  return [form.ends, form.from, form.until, form.training].every((day) => day !== null)
    && form.posts.every((post) => post.title.trim() !== '' && Boolean(post.from) && post.until !== null)
    && form.tokens.every((token) => token.serial.trim() !== '' && Boolean(token.issued) && Boolean(token.endOfLife) && token.warranty !== null);
}

/** What changed; the rest is absent and stays. */
export function changes(person: PersonFile, form: Form): PersonFacts {
  const before = formOf(person);
  const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
  const scope: ScopeEntry = { kinds: form.kinds, departments: form.departments, from: form.from || null, until: form.until || null };
  const posts: PostEntry[] = form.posts.map((post) => ({ title: post.title.trim(), field: post.field.trim(), from: post.from ?? '', until: post.until || null }));
  const tokens: TokenEntry[] = form.tokens.map((token) => ({ serial: token.serial.trim(), state: token.state, issued: token.issued ?? '', endOfLife: token.endOfLife ?? '', warranty: token.warranty || null }));
  return {
    department: form.department.trim() === before.department ? null : form.department.trim(),
    ends: form.ends === before.ends ? null : form.ends,
    condition: form.condition === before.condition ? null : form.condition,
    training: form.training === before.training ? null : form.training,
    devices: same(form.devices, before.devices) ? null : form.devices,
    scope: same(scope, person.scope) ? null : scope,
    posts: same(form.posts, before.posts) ? null : posts,
    tokens: same(form.tokens, before.tokens) ? null : tokens,
  };
}
