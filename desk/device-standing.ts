/** What is to be told of a device by its last report, at the terminal and at the console alike. */

export const ENROLLED_ROLES = ['carrier', 'border', 'portal', 'console'] as const
export const REVOKE_REASONS = ['lost', 'stolen', 'broken', 'replaced', 'not-needed'] as const
export const OLD_DATA_SECONDS = 18 * 3600

/** What a report says of the chain of records, and what was here then. */
export interface ToldChain {
  readonly unsent: number
  readonly head_seq: number
  /** A server of before compares nothing. */
  readonly held_seq?: number | null
}

/** They record nothing and hold no data: of them is told only when they were seen. */
export function isFace(role: string): role is 'portal' | 'console' {
  return role === 'portal' || role === 'console'
}

/** Where what it says of its chain is not what is here: it was set back, or what it handed in is missed. */
export interface ChainFault {
  readonly kind: 'went-back' | 'not-here'
  /** The place up to which it says that it handed in, or at which its chain ends. */
  readonly told: number
  /** The last place of which a record is here. */
  readonly held: number
}

export function chainFault(report: ToldChain | null): ChainFault | null {
  const { head_seq: head = 0, unsent = 0, held_seq: held = null } = report ?? {}
  if (held === null) return null
  if (held > head) return { kind: 'went-back', told: head, held }
  return held < head - unsent ? { kind: 'not-here', told: head - unsent, held } : null
}

/** Whether what it holds, as of then, is to be looked at; what it does not hold at all is. */
export function isOld(asOf: number | null, now: number): boolean {
  return asOf === null || now - asOf > OLD_DATA_SECONDS
}

export interface Age {
  readonly count: number
  readonly unit: 'minute' | 'hour' | 'day'
}

/** In the unit that fits it. */
export function ageIn(seconds: number): Age {
  if (seconds < 7200) return { count: Math.max(0, Math.round(seconds / 60)), unit: 'minute' }
  return seconds < 172_800
    ? { count: Math.round(seconds / 3600), unit: 'hour' }
    : { count: Math.round(seconds / 86_400), unit: 'day' }
}
