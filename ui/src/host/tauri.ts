// The real window: commands go through Tauri's IPC, news come as its events. The only module that imports @tauri-apps.

import { invoke } from '@tauri-apps/api/core';
import { listen } from '@tauri-apps/api/event';
import type { Commands } from '../bindings/wire';
import type { Events, Host, PictureCommand, PlainCommand } from './host';

/** Whether the page runs inside the real window. */
export function insideWindow(): boolean {
  return '__TAURI_INTERNALS__' in window;
}

/** The host of the real window. */
export const tauriHost: Host = {
  call<Name extends PlainCommand>(name: Name, request: Commands[Name]['request']) {
    return invoke<Commands[Name]['response']>(name, { request });
  },

  async picture<Name extends PictureCommand>(name: Name, request: Commands[Name]['request']) {
    const bytes = await invoke<ArrayBuffer>(name, { request });
    return new Blob([bytes], { type: 'image/png' });
  },

  listen<Name extends keyof Events>(name: Name, heard: (news: Events[Name]) => void) {
    const ending = listen<Events[Name]>(name, (event) => heard(event.payload));
    return () => void ending.then((end) => end());
  },
};
