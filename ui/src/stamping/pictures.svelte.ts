// The pictures of stamps as the engine draws them, each asked for once and kept while it may be needed again.

import { SvelteMap } from 'svelte/reactivity';
import type { Stamp } from '../bindings/wire';
import { host } from '../host';

/** So many are kept; the one that was asked for first goes first. */
const KEPT = 240;
/** Pixels per millimetre go up in such steps, so that zooming asks seldom. */
const STEP = 1.5;
const FINEST = 40;

interface Picture {
  url: string | null;
  scale: number;
}

/** The place without what makes no difference to the picture: along which edge it is cut, its width and that it fills a field do. */
function anywhere(at: Stamp['at']): Stamp['at'] {
  if ('seam' in at) return { seam: { ...at.seam, along: 0.5 } };
  if ('field' in at) return { field: '' };
  return { pages: { pages: 'first', left: 0, top: 0, width: 'pages' in at ? at.pages.width : at.keyword.width } };
}

/** The pictures of stamps. */
export class StampPictures {
  #pictures = new SvelteMap<string, Picture>();
  #asked = new Map<string, number>();

  /** The picture of a stamp, or of one slice of it, so many millimetres large; null until it is there. */
  url(key: string): string | null {
    return this.#pictures.get(key)?.url ?? null;
  }

  /** Asks for a picture of at least so many pixels per millimetre; answers the key under which it will be. */
  want(stamp: Stamp, slice: [number, number] | null, width: number, height: number, wanted: number): string {
    const request = { stamp: { ...stamp, at: anywhere(stamp.at) }, slice, width: Math.round(width * 100) / 100, height: Math.round(height * 100) / 100 };
    const key = JSON.stringify(request);
    const scale = Math.min(STEP ** Math.ceil(Math.log(Math.max(wanted, 1)) / Math.log(STEP)), FINEST);
    if ((this.#asked.get(key) ?? 0) >= scale || width <= 0 || height <= 0) return key;
    this.#asked.set(key, scale);
    void this.#fetch(key, { ...request, scale });
    return key;
  }

  async #fetch(key: string, request: { stamp: Stamp; slice: [number, number] | null; width: number; height: number; scale: number }): Promise<void> {
    try {
      const blob = await host.picture('draw_stamp', request);
      if (this.#asked.get(key) !== request.scale) return;
      this.#put(key, { url: URL.createObjectURL(blob), scale: request.scale });
    } catch {
      // Without a picture the outline still shows where it stands; stamping says what is wrong.
    }
  }

  #put(key: string, picture: Picture): void {
    const before = this.#pictures.get(key);
    this.#pictures.set(key, picture);
    if (before?.url) URL.revokeObjectURL(before.url);
    for (const [old, { url }] of this.#pictures) {
      if (this.#pictures.size <= KEPT) break;
      if (url) URL.revokeObjectURL(url);
      this.#pictures.delete(old);
      this.#asked.delete(old);
    }
  }

  /** Lets all go. */
  close(): void {
    for (const { url } of this.#pictures.values()) if (url) URL.revokeObjectURL(url);
    this.#pictures.clear();
    this.#asked.clear();
  }
}
