// Those who can sign: the identities of this computer, and the certificates on the tokens that are plugged in. Tokens may take
// their time; nothing waits for them.

import type { Failure, FailureCode, Identity, Text, Token, TokenPin } from '../bindings/wire';
import { asFailure, host } from '../host';

/** Somebody who can sign. */
export interface Signer {
  /** Names it in requests. */
  id: string;
  label: string;
  organization: string | null;
  issuer: string;
  selfMade: boolean;
  /** RFC 3339. */
  validUntil: string;
  chineseOnly: boolean;
  /** Wrong PINs left, where that is known as a number. */
  triesLeft: number | null;
  unusable: FailureCode | null;
  /** The token that holds the key. */
  token: { label: string; pinPad: boolean; pin: TokenPin } | null;
}

const ofIdentity = (one: Identity): Signer => ({
  id: one.id, label: one.label, organization: one.organization, issuer: one.issuer, selfMade: one.selfMade, validUntil: one.validUntil,
  chineseOnly: one.chineseOnly, triesLeft: one.triesLeft, unusable: one.unusable, token: null,
});

const ofToken = (token: Token): Signer[] => token.certificates.map((one) => ({
  id: one.id, label: one.name, organization: one.organization, issuer: one.issuer, selfMade: false, validUntil: one.validUntil, chineseOnly: one.key === 'SM2',
  triesLeft: null, unusable: one.unusable, token: { label: token.label, pinPad: token.pinPad, pin: token.pin },
}));

/** The list of those who can sign, and who is chosen. */
export class Signers {
  identities = $state.raw<Identity[]>([]);
  tokens = $state.raw<Token[]>([]);
  /** What was searched and not used, each with its reason. */
  passedOver = $state.raw<Text[]>([]);
  chosen = $state<string | null>(null);
  /** The identities of this computer are known. */
  loaded = $state(false);
  /** The tokens are being read. */
  reading = $state(false);
  /** Why the tokens could not be read. */
  failure = $state.raw<Failure | null>(null);

  constructor(chosen: string | null) {
    this.chosen = chosen;
  }

  /** Everybody: those of this computer first. */
  get all(): Signer[] {
    return [...this.identities.map(ofIdentity), ...this.tokens.flatMap(ofToken)];
  }

  /** Who is chosen; nobody while the token that holds the key is not read yet. */
  get person(): Signer | undefined {
    return this.all.find((one) => one.id === this.chosen);
  }

  /** Whoever is chosen can sign now. */
  get ready(): boolean {
    const person = this.person;
    return person !== undefined && person.unusable === null && person.token?.pin !== 'locked';
  }

  /** The PIN is entered on the device itself. */
  get pinPad(): boolean {
    return this.person?.token?.pinPad ?? false;
  }

  /** Reads the identities of this computer; rejects with a `Failure`. */
  async read(): Promise<void> {
    this.identities = await host.call('identities', null);
    this.loaded = true;
    this.#settle();
  }

  /** Looks at what is plugged in. */
  async readTokens(): Promise<void> {
    if (this.reading) return;
    this.reading = true;
    this.failure = null;
    try {
      const { tokens, passedOver } = await host.call('tokens', null);
      this.tokens = tokens;
      this.passedOver = passedOver;
    } catch (thrown) {
      this.failure = asFailure(thrown);
    }
    this.reading = false;
    this.#settle();
  }

  /** Chooses somebody where nobody is chosen; who was chosen before may still be on a token that is being read. */
  #settle(): void {
    const all = this.all;
    if (all.some((one) => one.id === this.chosen) || (this.chosen !== null && this.reading)) return;
    this.chosen = (all.find((one) => one.unusable === null && one.token?.pin !== 'locked') ?? all[0])?.id ?? null;
  }
}
