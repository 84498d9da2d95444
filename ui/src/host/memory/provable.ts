// The timestamp authorities of the host in memory, and the files whose timestamps wait.

import type { Authority, Commands, Level, PendingTimestamp } from '../../bindings/wire';
import { failure } from '../host';

type Names = 'authorities' | 'keep_authorities' | 'try_authority' | 'pending_timestamps' | 'finish_timestamps' | 'drop_timestamp';
type Answers = { [Name in Names]: (request: Commands[Name]['request']) => Promise<Commands[Name]['response']> };

/** What the host in memory keeps of timestamps. */
export interface Provable {
  answers: Answers;
  /** How many authorities are kept. */
  authorities(): number;
  /** A timestamp waits from now on. */
  wait(name: string, folder: string, level: Level): void;
}

const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));

/** Answers what concerns timestamps; `kept` and `waiting` say whether there is any at the start, `offline` that nothing may be fetched. */
export function provable(kept: boolean, waiting: boolean, offline: () => boolean): Provable {
  let authorities: Authority[] = kept
    ? [{ url: 'https://tsa.qingyuan.example/tsr', user: 'lab-07', hasPassword: true }, { url: 'http://timestamp.ca.example', user: '', hasPassword: false }]
    : [];
  let pending: PendingTimestamp[] = waiting
    ? [
        { id: 'wait-1', name: '检测报告 JC-2026-0388（已签名）.pdf', folder: '文档/检测报告', level: 't', since: '2026-11-21T16:20:00+08:00', missing: false },
        { id: 'wait-2', name: '检测报告 JC-2026-0391（已签名）.pdf', folder: '文档/检测报告', level: 'lta', since: '2026-11-22T09:02:00+08:00', missing: false },
        { id: 'wait-3', name: '检测报告 JC-2026-0365（已签名）.pdf', folder: '移动硬盘', level: 't', since: '2026-11-16T10:40:00+08:00', missing: true },
      ]
    : [];
  const silent = () => (offline() ? failure('network', {}, 'offline') : null);
  return {
    authorities: () => authorities.length,
    wait: (name, folder, level) => {
      pending = [...pending, { id: `wait-${name}`, name, folder, level, since: new Date().toISOString(), missing: false }];
    },
    answers: {
      authorities: async () => structuredClone(authorities),
      keep_authorities: async (wanted) => {
        authorities = wanted.authorities.map(({ url, user, password }) => ({
          url, user, hasPassword: password !== null ? password !== '' : (authorities.find((one) => one.url === url)?.hasPassword ?? false),
        }));
        return structuredClone(authorities);
      },
      try_authority: async (at) => {
        await pause(120);
        const why = silent() ?? (authorities[at]?.url.startsWith('https:') ? null : failure('network', { host: 'timestamp.ca.example' }, 'timed-out'));
        return why ? { name: null, time: null, failure: why } : { name: '清源时间戳服务', time: '2026-11-22T14:05:03+08:00', failure: null };
      },
      pending_timestamps: async () => structuredClone(pending),
      finish_timestamps: async (ids) => {
        await pause(120);
        const why = silent() ?? (authorities.length === 0 ? failure('no-authority') : null);
        const asked = pending.filter((one) => ids.length === 0 || ids.includes(one.id));
        const done = asked.map((one) => ({
          id: one.id, name: one.name, level: why || one.missing ? null : one.level, failure: one.missing ? failure('file-unreadable', { name: one.name }) : why,
        }));
        pending = pending.filter((one) => !done.some((row) => row.id === one.id && row.failure === null));
        return done;
      },
      drop_timestamp: async (id) => {
        if (!pending.some((one) => one.id === id)) throw failure('no-such-pending');
        pending = pending.filter((one) => one.id !== id);
        return null;
      },
    },
  };
}
