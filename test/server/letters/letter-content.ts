/** What each kind of letter is filled with, for the tests of what it says. */
import type { LetterKind } from '../../../server/store/queue-letter.ts'

export const CONTENT = {
  'sign-in': { code: '012345', link: 'https://portal.example/en/sign-in/link?token=abc', minutes: 10 },
  'change-address': { code: '012345', minutes: 10 },
  'leave-address': { code: '012345', minutes: 10 },
  'address-changed': {},
  'host-confirmed': { host: 'ТОО "Дала"' },
  'host-refused': { host: 'ТОО "Дала"', reason: 'no such number' },
  'invitation-question': { reference: 'INV-1', text: 'Which hotel?' },
  'invitation-refused': { reference: 'INV-1', reason: 'no such person' },
  'invitation-number': { number: '1234567897', host: 'ТОО "Дала"', until: '2026-12-31' },
  'arrival-reminder': { number: '1234567897', until: '2026-12-31' },
  submitted: { reference: 'K7Q2', amount: '60.00\u00a0USD', until: '2026-12-05' },
  paid: { reference: 'K7Q2', amount: '60.00\u00a0USD', due: '2026-12-02 18:30' },
  question: { reference: 'K7Q2', text: 'Which hotel?', until: '2026-12-10' },
  refused: { reference: 'K7Q2', rule: 'purpose', reason: 'it is not clear', next: 'ask an embassy' },
  withdrawn: { reference: 'K7Q2' },
  lapsed: { reference: 'K7Q2' },
  refund: { reference: 'K7Q2', amount: '60.00\u00a0USD' },
  'correction-refused': { reference: 'K7Q2', reason: 'the passport says so' },
  'signed-list': { name: 'Aigul', day: '2026-11-21', count: 2, text: '10:05 case K7Q2: no objection' },
} as const satisfies Readonly<Record<LetterKind, Readonly<Record<string, string | number>>>>
