/** What the visa desk said on this device, as the receipts that were signed of it. */
import { type KeptReceipt, peekReceipt } from '#evisa/receipt-of-check.ts'

const KEPT_UNDER = 'evisa-visa-desk-answers'
/** As many as a gate asks for in some days; the oldest go. */
const MOST_ANSWERS = 100

/** All that are kept, the newest last. */
export function keptAnswers(kept: Storage): readonly KeptReceipt[] {
  const lines = kept.getItem(KEPT_UNDER)?.split('\n') ?? []
  return lines.flatMap((line) => {
    const [receipt = '', salt = ''] = line.split(' ')
    return peekReceipt(receipt) === null ? [] : [{ receipt, salt }]
  })
}

/** Notes an answer. It names nobody. */
export function keepAnswer(kept: Storage, answer: KeptReceipt): void {
  const all = [...keptAnswers(kept), answer].slice(-MOST_ANSWERS)
  kept.setItem(KEPT_UNDER, all.map(({ receipt, salt }) => `${receipt} ${salt}`).join('\n'))
}

/** What is named in a call, short enough to be said: eight signs of an id that comes with every call. */
export function referenceOf(id: string): string {
  const last = id.replaceAll('-', '').slice(-8).toUpperCase()
  return `${last.slice(0, 4)}-${last.slice(4)}`
}
