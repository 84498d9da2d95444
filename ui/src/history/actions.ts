// The actions that the log can be filtered by, in the order of a working day. Their words are `action-<code>`.

export const ACTIONS = [
  'opened', 'prepared', 'signed', 'extended', 'verified', 'wrong-pin', 'locked', 'unlocked', 'secret-changed', 'identity-created', 'identity-imported', 'identity-exported',
  'identity-removed', 'trust-added', 'trust-removed', 'log-exported', 'report-exported', 'settings-changed', 'alarm',
] as const;
