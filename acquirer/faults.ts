/** What the test acquirer can do wrong: a menu, for a payment or for all. */

/** Each by its name, and in words for whoever tries it. */
export const FAULTS = {
  none: 'All goes well',
  'notice-lost': 'The notice to the shop is lost',
  'notice-late': 'The notice comes late',
  'notice-doubled': 'The notice comes twice',
  'notice-forged': 'The notice says paid, and nothing was charged',
  'status-slow': 'The first questions for the status are not answered in time',
  'status-500': 'The first questions for the status fail',
  'status-unknown': 'The status is, for a while, one that is in no list',
  'capture-late': 'The amount is charged after the page ran out',
  'wrong-amount': 'Another amount is charged',
  'wrong-currency': 'The amount is charged in another currency',
  'only-held': 'The amount is held, and never charged',
  'paid-twice': 'The amount is charged twice',
  'refund-fails-first': 'The first refunds fail, then one works',
  dispute: 'The payer disputes the charge later',
} as const

export type Fault = keyof typeof FAULTS

export const FAULT_NAMES = Object.keys(FAULTS) as readonly Fault[]

export function isFault(name: unknown): name is Fault {
  return typeof name === 'string' && Object.hasOwn(FAULTS, name)
}

/** How often a fault that passes is met before it is over. */
export const PASSES_AFTER = 2
