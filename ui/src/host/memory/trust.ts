// The trusted certificates and lists of the host in memory.

import type { Commands, TrustedCertificate } from '../../bindings/wire';
import { failure } from '../host';
import { hash, LI, OFFICE } from './people';

type Names =
  | 'trusted_certificates' | 'choose_trusted_certificate' | 'change_trust' | 'choose_trusted_list' | 'import_trusted_list' | 'remove_trusted_list'
  | 'remove_trusted_certificate';
type Answers = { [Name in Names]: (request: Commands[Name]['request']) => Promise<Commands[Name]['response']> };

/** Answers what concerns trust; the list is shared with what trusts a signer. */
export function trustAnswers(trusted: TrustedCertificate[]): Answers {
  return {
    trusted_certificates: async () => structuredClone(trusted),
    choose_trusted_certificate: async () => {
      const added: TrustedCertificate = { certificate: LI, added: new Date().toISOString(), source: 'file', origin: 'huadong.cer', purpose: 'all' };
      trusted.unshift(added);
      return structuredClone(added);
    },
    change_trust: async ({ sha256, purpose }) => {
      const one = trusted.find((each) => each.certificate.sha256 === sha256);
      if (!one) throw failure('no-such-trust', { name: sha256 });
      one.purpose = purpose;
      return structuredClone(one);
    },
    choose_trusted_list: async () => ({
      id: 'list', operator: '示例认可机构', territory: 'CN', issued: '2026-11-01T00:00:00Z', nextUpdate: '2027-05-01T00:00:00Z', authorities: 3, known: false,
      signer: { ...OFFICE, name: '示例认可机构名单签名', sha256: hash('list-signer') },
    }),
    import_trusted_list: async () => {
      const origin = '示例认可机构 (CN)';
      for (const [at, name] of ['东方电子认证', '华夏时间戳中心', '江南数字证书'].entries()) {
        trusted.push({
          certificate: { ...OFFICE, name, sha256: hash(name) }, added: new Date().toISOString(), source: 'list', origin, purpose: at === 1 ? 'time-stamping' : 'signing',
        });
      }
      return { origin, authorities: 3, removed: 0 };
    },
    remove_trusted_list: async (origin) => {
      const left = trusted.filter((one) => one.source !== 'list' || one.origin !== origin);
      return trusted.splice(0, trusted.length, ...left).length - left.length;
    },
    remove_trusted_certificate: async (sha256) => {
      trusted.splice(trusted.findIndex((one) => one.certificate.sha256 === sha256), 1);
      return null;
    },
  };
}
