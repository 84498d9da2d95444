// What is in a document beside its words. Asked for once, when somebody wants to know.

import type { DocumentContents, DocumentId, Failure } from '../bindings/wire';
import { asFailure, host } from '../host';

/** The contents of one document. */
export class Contents {
  readonly document: DocumentId;
  known = $state.raw<DocumentContents | null>(null);
  failure = $state.raw<Failure | null>(null);
  #asked = false;

  constructor(document: DocumentId) {
    this.document = document;
  }

  /** Asks, the first time. */
  async load(): Promise<void> {
    if (this.#asked) return;
    this.#asked = true;
    try {
      this.known = await host.call('document_contents', this.document);
    } catch (thrown) {
      this.failure = asFailure(thrown);
      this.#asked = false;
    }
  }

  /** What a signature's mark says against its certificate. */
  misnamed(signature: number) {
    return this.known?.misnamed.find((one) => one.signature === signature)?.text ?? null;
  }
}
