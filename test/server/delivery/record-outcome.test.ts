import t from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import { recordOutcome } from '../../../server/delivery/record-outcome.ts'
import { GIVE_UP_SECONDS, LEAST_ATTEMPTS } from '../../../server/delivery/retry-times.ts'
import type { SendOutcome } from '../../../server/delivery/smtp-outcome.ts'

const error = { code: 'smtp/451', text: 'come back later' }
const TRIED = { attempts: 1, createdAt: NOW, at: NOW, random: 0.5, isStopping: false }

async function recorded(outcome: SendOutcome, change: Partial<typeof TRIED> = {}) {
  const told: unknown[] = []
  await recordOutcome(
    outcome,
    { ...TRIED, ...change },
    {
      sent: async (isUnconfirmed) => told.push(['sent', isUnconfirmed]),
      postponed: async (nextAt, why) => told.push(['postponed', nextAt, why.code]),
      bounced: async (why) => told.push(['bounced', why.text]),
    },
  )
  return told
}

t.test('what was taken, or may have been, is sent; what will never be taken has bounced', async (t) => {
  t.strictSame(await recorded({ kind: 'sent' }), [['sent', false]])
  t.strictSame(await recorded({ kind: 'unconfirmed', error }), [['sent', true]])
  t.strictSame(await recorded({ kind: 'bounced', error }), [['bounced', error.text]])
  t.strictSame(await recorded({ kind: 'lost' }), [], 'it is another worker that records')
})

t.test('what was not taken is put off, and given up in the end', async (t) => {
  const outcome = { kind: 'postponed', error } as const
  t.strictSame(await recorded(outcome), [['postponed', NOW + 60, 'smtp/451']])
  const last = { attempts: LEAST_ATTEMPTS, at: NOW + GIVE_UP_SECONDS }
  t.strictSame(await recorded(outcome, last), [['bounced', 'given up after 8 attempts; the last: come back later']])
  t.strictSame(await recorded(outcome, { ...last, isStopping: true }), [['postponed', last.at, 'smtp/451']])
})
