// What can be done about a person's signature, as the page offers it: order, weight, the rule that asks for it, what it needs to know.

/** Steps that lead on, those beside the way, and those that end something. */
export const ON = ['check', 'approve', 'issue'];
export const BESIDE = ['resume', 'renew', 'transfer', 'suspend', 'reject'];
export const ENDING = ['revoke', 'destroy'];

/** Steps that must say why. */
export const WITH_REASON = ['reject', 'suspend', 'resume', 'transfer', 'revoke', 'destroy'];

/** The rule that a step follows. */
export const RULE_OF: Record<string, string> = {
  check: 'checked-first', approve: 'approved-first', reject: 'reason-needed', issue: 'two-persons', suspend: 'suspended', resume: 'suspended', renew: 'period', transfer: 'left',
  revoke: 'revoked', destroy: 'destruction',
};

/** A step by its code. */
export type StepCode = 'check' | 'approve' | 'reject' | 'issue' | 'suspend' | 'resume' | 'renew' | 'transfer' | 'revoke' | 'destroy';
