// New versions and feedback of the host in memory. The address line: `?update` knows a newer version that closes a security hole,
// `?update=current` one that is not newer.

import type { Commands, ReleaseNotice } from '../../bindings/wire';
import { hash } from './people';

type Names = 'update_state' | 'check_installer' | 'compose_feedback' | 'save_feedback';
type Answers = { [Name in Names]: (request: Commands[Name]['request']) => Promise<Commands[Name]['response']> };

/** What the house says. */
export const NOTICE: ReleaseNotice = { version: '1.3.0', security: true, place: '\\\\qc-server\\软件\\朱印', sha256: hash('installer'), words: '修补 PDF 解析中的一处安全问题，请在本周内更新。' };
const OWN = '0.1.0';

/** Answers about the program itself; `rows` says how long the log is. */
export function upkeepAnswers(asked: string | null, rows: () => number): Answers {
  const notice = asked === null ? null : asked === 'current' ? { ...NOTICE, version: OWN } : NOTICE;
  return {
    update_state: async () => ({ own: OWN, notice, newer: notice !== null && notice.version !== OWN }),
    check_installer: async () => ({ name: '朱印-1.3.0.msi', sha256: NOTICE.sha256, agrees: notice ? true : null }),
    compose_feedback: async (words) => ['朱印使用反馈', '', `程序版本：${OWN}`, `使用记录条数：${rows()}`, '', '使用者的话：', words.trim() || '（无）', ''].join('\n'),
    save_feedback: async () => ({ id: 'feedback', name: '朱印反馈-2026-11-27.txt' }),
  };
}
