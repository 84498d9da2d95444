// Files of any kind that are signed beside themselves: which, by whom, why. Nothing is shown of what is in them.

import type { ChosenFile, DetachedRow, Failure, Level, SecondPerson, Settings } from '../bindings/wire';
import { asFailure, host } from '../host';
import { declared, type Lacking, type Ruled } from '../parts/ruled';
import { Signers } from '../parts/signers.svelte';

/** What is still missing before the files can be signed. */
export type FilesLack = 'files' | 'identity' | 'rules' | 'consent' | Lacking;

/** The signing in the making. */
export class FilesToBeSigned {
  files = $state.raw<ChosenFile[]>([]);
  readonly signers: Signers;
  reason = $state('');
  location = $state('');
  level = $state<Level>('b');
  consent = $state(false);
  busy = $state(false);
  rows = $state.raw<DetachedRow[] | null>(null);
  failure = $state.raw<Failure | null>(null);
  /** What the rules of use say; set by whoever shows it. */
  rules = $state.raw<Ruled | null>(null);

  constructor(settings: Settings) {
    this.signers = new Signers(settings.identity);
    this.reason = settings.reason;
    this.location = settings.place;
    this.level = settings.level === 'b' ? 'b' : 't';
  }

  /** Reads who can sign. */
  async read(): Promise<void> {
    await this.#attempt(() => this.signers.read());
    void this.signers.readTokens();
  }

  /** Asks for the files. */
  async choose(): Promise<void> {
    await this.#attempt(async () => {
      const chosen = await host.call('choose_files_to_sign', null);
      if (!chosen) return;
      this.files = chosen.files;
      // What was confirmed was confirmed of other files.
      this.consent = false;
    });
  }

  /** `given` is what lacks of PINs and finger. */
  lack(given: Lacking | null): FilesLack | null {
    if (this.files.length === 0) return 'files';
    if (!this.signers.ready) return 'identity';
    if (this.rules?.lack) return 'rules';
    if (!this.consent) return 'consent';
    return given;
  }

  /** How many were signed. */
  get signed(): number {
    return (this.rows ?? []).filter((row) => row.failure === null).length;
  }

  /** Signs them. */
  async sign(given: { pin: string; second?: SecondPerson }): Promise<void> {
    const { rules } = this;
    const identity = this.signers.chosen;
    if (this.busy || identity === null) return;
    this.busy = true;
    await this.#attempt(async () => {
      const { rows } = await host.call('sign_detached', {
        files: this.files.map((file) => file.id), identity, ...given, reason: this.reason.trim(), location: this.location.trim(), consent: this.consent,
        options: {
          level: this.level, certify: null, lock: null, digest: 'of-key', pss: false, timestampLater: false,
          ...declared(rules),
        },
      });
      this.rows = rows;
    });
    this.busy = false;
    if (this.failure) {
      const why = this.failure;
      // Tries may have gone.
      await this.#attempt(() => this.signers.read());
      this.failure ??= why;
    }
  }

  async #attempt(work: () => Promise<void>): Promise<void> {
    this.failure = null;
    try {
      await work();
    } catch (thrown) {
      this.failure = asFailure(thrown);
    }
  }
}
