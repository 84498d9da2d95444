// What the page asks of the program around it: commands, pictures, and news from the engine. Two implementations: the real
// window (tauri.ts) and one in memory (memory.ts) for tests and for work on the page alone.

import type { BatchProgress, Commands, ComparingProgress, DetachedVerification, Document, Failure, FailureCode, FilesToVerify, FingerStep, SigningProgress, VerifyProgress } from '../bindings/wire';

/** The commands whose answer is raw bytes. */
export type PictureCommand = 'draw_page' | 'draw_look' | 'draw_stamp' | 'preview_seal' | 'draw_seal' | 'draw_scan' | 'joined_seam' | 'office_specimen';
/** The other commands. */
export type PlainCommand = Exclude<keyof Commands, PictureCommand>;

/** News from the engine, by name. */
export interface Events {
  'signing-progress': SigningProgress;
  'batch-progress': BatchProgress;
  'comparing-progress': ComparingProgress;
  'verify-progress': VerifyProgress;
  'files-dropped': FilesToVerify;
  'finger-progress': FingerStep;
  'document-opened': Document;
  'signature-file-opened': DetachedVerification;
  failure: Failure;
  'drop-hover': boolean;
}

/** The program around the page. */
export interface Host {
  /** Calls a command; rejects with a `Failure`. */
  call<Name extends PlainCommand>(name: Name, request: Commands[Name]['request']): Promise<Commands[Name]['response']>;
  /** Calls a command that answers with a PNG; rejects with a `Failure`. */
  picture<Name extends PictureCommand>(name: Name, request: Commands[Name]['request']): Promise<Blob>;
  /** Listens to news; the answer ends it. */
  listen<Name extends keyof Events>(name: Name, heard: (news: Events[Name]) => void): () => void;
}

/** Whatever was thrown, as a failure: a command rejects with one already, anything else is a fault of this program. */
export function asFailure(thrown: unknown): Failure {
  if (typeof thrown === 'object' && thrown !== null && 'code' in thrown && typeof thrown.code === 'string') {
    return thrown as Failure;
  }
  return { code: 'internal', detail: thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown) };
}

/** A failure made by the page itself; `which` is its case, where the code has many. */
export function failure(code: FailureCode, params: NonNullable<Failure['params']> = {}, which: string | null = null): Failure {
  return { code, case: which, params };
}
