// The token of the host in memory, and the modules that are looked into.

import type { Commands, Token, TokenModule } from '../../bindings/wire';
import { hash } from './people';

/** The certificate on the token, as a request names it. */
export const TOKEN_IDENTITY = 'token-zhang';
/** The PIN of the token. */
export const TOKEN_PIN = '246810';

/** What is plugged in: nothing, a token with its own keys for the PIN, or one without. */
export function plugged(kind: string | null): Token[] {
  if (kind === null) return [];
  return [{
    label: '省质检院 U 盾', maker: 'Longmai', serial: '0417A2', pinPad: kind === 'pinpad', pin: kind === 'low' ? 'count-low' : 'fine',
    certificates: [{
      id: TOKEN_IDENTITY, name: '张三', organization: '清源检测技术有限公司', issuer: '省电子认证中心', validUntil: '2028-05-31T23:59:59+08:00',
      key: kind === 'sm2' ? 'SM2' : 'RSA 2048', sha256: hash('token'), unusable: null,
    }],
  }];
}

type Answers = { [Name in 'tokens' | 'token_modules' | 'choose_token_module' | 'remove_token_module']: (request: Commands[Name]['request']) => Promise<Commands[Name]['response']> };

/** Answers what concerns tokens; reading them takes so many milliseconds. */
export function tokenAnswers(kind: string | null, patience: number): Answers {
  let modules: TokenModule[] = [{ id: 'module-opensc', name: 'opensc-pkcs11.so', folder: '/usr/lib', found: true }];
  return {
    tokens: async () => {
      await new Promise((done) => setTimeout(done, patience));
      const tokens = plugged(kind);
      return { tokens, passedOver: tokens.length > 0 ? [] : [{ id: 'token-note-no-slots', args: { module: 'opensc-pkcs11.so' } }] };
    },
    token_modules: async () => structuredClone(modules),
    choose_token_module: async () => {
      const added = { id: 'module-longmai', name: 'libmtoken.so', folder: '/opt/longmai', found: false };
      modules = [...modules.filter((one) => one.id !== added.id), added];
      return added;
    },
    remove_token_module: async (id) => { modules = modules.filter((one) => one.id !== id); return null; },
  };
}
