// The login in memory: `?login` has one set (`?login=in` is logged in already), `?finger` has a reader whose next words are those of
// the address line, with commas between them (`?finger=too-short,no-match,match`); `?finger` alone recognises at once.

import type { Commands, Failure, FingerStep, LoginBy, LoginState } from '../../bindings/wire';
import { failure } from '../host';

const OPEN_TO_ALL = ['start', 'save_settings', 'login_state', 'log_in', 'log_in_by_finger', 'stop_finger', 'log_out'];
const TRIES = 5;
const FINGERS = 3;
const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));

type Names = 'login_state' | 'log_in' | 'log_in_by_finger' | 'stop_finger' | 'log_out' | 'set_login' | 'change_login' | 'remove_login' | 'use_finger' | 'confirm_by_finger';

/** What the login needs of the rest. */
interface Around {
  asked: URLSearchParams;
  note: (action: string) => void;
  tell: (step: FingerStep) => void;
  /** The house wants a login. */
  required: () => boolean;
  /** A finger was recognised for the next signature. */
  confirmed: () => void;
}

/** Makes the login in memory. */
export function loginMemory({ asked, note, tell, required, confirmed }: Around) {
  let set = asked.has('login') ? { name: '张三', password: 'morning 83 tea' } : null;
  let by: LoginBy | null = asked.get('login') === 'in' ? 'password' : null;
  let left = TRIES;
  let mistaken = 0;
  let finger = asked.has('finger');
  let stopped = false;
  const reader = asked.has('finger');
  const said = (asked.get('finger') ?? '').split(',').filter(Boolean);

  const state = (): LoginState => ({
    name: set?.name ?? null, open: set === null || by !== null, by: set === null ? null : by, fingerprint: set !== null && finger, reader,
    fingersSpent: mistaken >= FINGERS, required: required(), waits: null,
  });
  const check = (password: string, name = set?.name): void => {
    if (!set) throw failure('no-login');
    if (left === 0) throw failure('login-waits', { minutes: 1 });
    if (password === set.password && name === set.name) {
      left = TRIES;
      return;
    }
    left -= 1;
    note('login-failed');
    throw failure('login-wrong', { tries: left });
  };
  const strong = (password: string): void => {
    if (password.length < 8) throw failure('pin-too-weak', { fault: 'secret-too-short' }, 'login');
  };
  const failed = (which: string): Failure => failure('fingerprint', {}, which);
  async function recognise(): Promise<void> {
    stopped = false;
    if (!reader) throw failed('no-reader');
    if (mistaken >= FINGERS) throw failed('three-mistaken');
    tell('waiting');
    while (!stopped) {
      await pause(250);
      if (stopped) break;
      const word = said.shift() ?? 'match';
      if (word === 'match') {
        mistaken = 0;
        return;
      }
      if (word === 'wait') await pause(3_600_000);
      else if (word === 'no-match') {
        mistaken += 1;
        if (mistaken >= FINGERS) throw failed('three-mistaken');
        tell('no-match');
      } else if (['disconnected', 'timed-out', 'unknown', 'in-use'].includes(word)) throw failed(word);
      else tell(word as FingerStep);
    }
    throw failed('stopped');
  }

  const answers: { [Name in Names]: (request: Commands[Name]['request']) => Promise<Commands[Name]['response']> } = {
    login_state: async () => state(),
    log_in: async ({ name, password }) => {
      await pause(60);
      check(password, name);
      by = 'password';
      mistaken = 0;
      note('logged-in');
      return state();
    },
    log_in_by_finger: async () => {
      await recognise();
      by = 'fingerprint';
      note('logged-in');
      return state();
    },
    stop_finger: async () => {
      stopped = true;
      return null;
    },
    log_out: async () => {
      if (set && by) note('logged-out');
      by = null;
      return state();
    },
    set_login: async ({ name, password }) => {
      strong(password);
      set = { name, password };
      by = 'password';
      finger = false;
      note('login-set');
      return state();
    },
    change_login: async ({ old, new: wanted }) => {
      check(old);
      strong(wanted);
      if (set) set.password = wanted;
      note('login-changed');
      return state();
    },
    remove_login: async ({ password }) => {
      check(password);
      set = null;
      by = null;
      note('login-removed');
      return state();
    },
    use_finger: async (on) => {
      if (on && by !== 'password') throw failed('password-first');
      finger = on;
      note('login-changed');
      return state();
    },
    confirm_by_finger: async () => {
      await recognise();
      confirmed();
      return null;
    },
  };

  return {
    answers,
    state,
    /** Refuses what nobody may ask for before they have logged in. */
    admit(name: string): void {
      if (!state().open && !OPEN_TO_ALL.includes(name)) throw failure('logged-out');
    },
  };
}
