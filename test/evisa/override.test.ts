import t from 'tap'
import { startOfDay } from '#evisa/civil-date.ts'
import { OVERRIDE_CODES } from '#evisa/crossing-event.ts'
import type { Decision } from '#evisa/decision.ts'
import { mayOverride } from '#evisa/override.ts'
import type { Finding, Outcome, Reason } from '#evisa/reasons.ts'
import { NOW } from '../../fixtures/made-world.ts'

/** A decision with these findings, the gravest of them leading. */
function decided(findings: readonly [Reason, Outcome][], change: Partial<Decision> = {}): Decision {
  const listed: Finding[] = findings.map(([reason, outcome]) => ({ reason, outcome }))
  const leading = ['refuse', 'refer', 'clear'].flatMap((outcome) => listed.filter((one) => one.outcome === outcome))[0]
  const text = { en: '', ru: '', kk: '' }
  return {
    outcome: leading?.outcome ?? 'clear',
    audience: 'entry',
    specimen: false,
    word: text,
    reason: leading?.reason ?? null,
    instruction: text,
    findings: listed,
    asked_for: '2026-11-22',
    decided_at: NOW,
    online: true,
    knew: [],
    warnings: [],
    not_known: [],
    visa: {
      visa_number: 'K7Q2M4XN9TBD',
      category: 'B12',
      valid_from: '2026-11-10',
      valid_until: '2026-11-21',
      surname: 'PERERA',
      given_names: 'NIMALI',
      passport_number: 'N1234567',
    },
    ...change,
  }
}

t.test('a second person may answer for what the rules found, and it is said what that was', async (t) => {
  const decision = decided([
    ['data/ledger-stale', 'clear'],
    ['passport/not-read', 'refer'],
    ['entries/used-up', 'refuse'],
  ])
  for (const code of OVERRIDE_CODES.slice(1)) {
    t.same(mayOverride(decision, code, NOW), { ok: true, value: ['passport/not-read', 'entries/used-up'] })
  }
})

t.test('nobody can answer for a credential that is not proven, or whose key is compromised', async (t) => {
  const proven = decided([['entries/used-up', 'refuse']])
  const unproven = [
    decided([['signature/invalid', 'refer']], { visa: null }),
    decided([['qr/malformed', 'refer']], { visa: null }),
    decided([['key/compromised', 'refer']], { visa: null }),
    decided([
      ['entries/used-up', 'refuse'],
      ['key/compromised', 'refer'],
    ]),
    { ...proven, audience: 'exit' as const },
    { ...proven, audience: 'carrier' as const },
  ]
  for (const decision of unproven) {
    for (const code of OVERRIDE_CODES)
      t.same(mayOverride(decision, code, NOW), { ok: false, error: 'override/unproven' })
  }
})

t.test('what the authority revoked or replaced no second person lets in, whatever else was found', async (t) => {
  for (const reason of ['status/revoked', 'status/replaced'] as const) {
    const withdrawn = decided([
      ['passport/not-read', 'refer'],
      [reason, 'refuse'],
      ['dates/expired', 'refuse'],
    ])
    for (const code of OVERRIDE_CODES)
      t.same(mayOverride(withdrawn, code, NOW), { ok: false, error: 'override/withdrawn' })
  }
  t.ok(mayOverride(decided([['status/suspended', 'refer']]), 'AUTHORITY_CONFIRMED', NOW).ok)
})

const LOST = { because: 'unknown-visa', isHeld: true }

t.test('for what the server said and no rule says, where a second person may answer for that', async (t) => {
  const referred = decided([], { outcome: 'refer' })
  t.same(mayOverride(referred, 'AUTHORITY_CONFIRMED', NOW, LOST), { ok: true, value: ['unknown-visa'] })
  t.same(mayOverride(decided([['entries/used-up', 'refuse']]), 'STAMPS_CHECKED', NOW, LOST), {
    ok: true,
    value: ['entries/used-up', 'unknown-visa'],
  })
  const others = ['revoked-device', 'id-reused', 'event/schema'].map((because) => ({ because, isHeld: true }))
  for (const said of [undefined, { ...LOST, isHeld: false }, ...others]) {
    t.same(mayOverride(referred, 'AUTHORITY_CONFIRMED', NOW, said), { ok: false, error: 'override/needless' })
  }
  t.match(mayOverride(referred, 'ARRIVED_IN_TIME', NOW, LOST), { error: 'override/not-in-time' })
  t.match(mayOverride(decided([]), 'AUTHORITY_CONFIRMED', NOW, LOST), { error: 'override/needless' })
})

t.test('there is nothing to override where all is clear, or who was admitted a moment ago', async (t) => {
  t.match(mayOverride(decided([['data/ledger-stale', 'clear']]), 'STAMPS_CHECKED', NOW), {
    error: 'override/needless',
  })
  t.match(mayOverride(decided([['entries/repeated', 'refer']]), 'STAMPS_CHECKED', NOW), {
    error: 'override/repeated',
  })
})

t.test('ARRIVED_IN_TIME is for the six hours after the last day, and for that alone', async (t) => {
  const end = startOfDay('2026-11-22')
  const expired = decided([['dates/expired', 'refuse']])
  for (const [after, ok] of [
    [0, true],
    [6 * 3600 - 1, true],
    [6 * 3600, false],
    [24 * 3600, false],
  ] as const) {
    t.equal(mayOverride(expired, 'ARRIVED_IN_TIME', end + after).ok, ok, `${after} s after the end of the day`)
  }
  const unread = decided([
    ['passport/not-read', 'refer'],
    ['dates/expired', 'refuse'],
  ])
  t.same(mayOverride(unread, 'ARRIVED_IN_TIME', end), { ok: true, value: ['passport/not-read', 'dates/expired'] })
  for (const other of [
    decided([['entries/used-up', 'refuse']]),
    decided([
      ['dates/expired', 'refuse'],
      ['entries/used-up', 'refuse'],
    ]),
  ]) {
    t.match(mayOverride(other, 'ARRIVED_IN_TIME', end), { error: 'override/not-in-time' })
  }
})

t.test('what was revoked before a restore is as withdrawn as it was, and what was suspended is not', async (t) => {
  const lost = (status: string): Decision => {
    const decision = decided([['status/lost', 'refer']])
    return { ...decision, findings: decision.findings.map((one) => ({ ...one, detail: { status } })) }
  }
  t.same(mayOverride(lost('revoked'), 'AUTHORITY_CONFIRMED', NOW), { ok: false, error: 'override/withdrawn' })
  t.same(mayOverride(lost('suspended'), 'AUTHORITY_CONFIRMED', NOW), { ok: true, value: ['status/lost'] })
})
