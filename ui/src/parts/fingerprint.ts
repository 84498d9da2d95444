// How a fingerprint is written so that two people can compare it by telephone.

/** Hex in groups of four: "3A91 C4F0 …". */
export function grouped(hex: string): string {
  return (hex.toUpperCase().match(/.{1,4}/g) ?? []).join(' ');
}
