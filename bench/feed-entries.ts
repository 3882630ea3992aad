/** The entries of a made ledger, the same in every run, for the feed and for the raw insert of the same rows. */
import type { FeedCrossing } from '#evisa/feed-page.ts'
import { checkCharacter, VISA_NUMBER_ALPHABET } from '#evisa/visa-number.ts'
import { NOW } from '../fixtures/made-world.ts'

const DAY = 86_400

export function feedEntryAt(at: number): FeedCrossing {
  return {
    crossing: {
      id: `0193510e-0000-7000-8000-${String(at).padStart(12, '0')}`,
      visa_number: visaNumberAt(at),
      action: 'entry',
      device: `dev-${String(at % 5000).padStart(10, '0')}`,
      checkpoint: 'NQZ',
      at: NOW - DAY + (at % DAY),
      standing: 'counts',
    },
    allowed: 1,
    until: '2027-01-20',
  }
}

/** A visa number of its own for each place. */
export function visaNumberAt(at: number): string {
  let name = ''
  for (let rest = at; name.length < 7; rest = Math.floor(rest / VISA_NUMBER_ALPHABET.length)) {
    name = (VISA_NUMBER_ALPHABET[rest % VISA_NUMBER_ALPHABET.length] ?? '') + name
  }
  const number = `K7Q2${name}`
  return number + checkCharacter(number)
}
