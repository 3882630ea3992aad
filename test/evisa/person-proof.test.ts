import t from 'tap'
import { peopleOf, provePerson, type StatementFault } from '#evisa/person-proof.ts'
import type { StatedEvent } from '#evisa/person-statement.ts'
import { BY_NODE } from '../../platform/assertions-by-node.ts'
import { madeOverride, madeRoster, madeShift, madeVoid, PEOPLE_KEYS, signedBy } from '../made-statements.ts'

const { officer, supervisor, other } = PEOPLE_KEYS
const people = peopleOf(madeRoster())
const prove = (event: StatedEvent, device = 'booth-7') => provePerson(event, device, people, BY_NODE)
const OFFICER = { person: 'p-1', credential: 'AQID' }
const SUPERVISOR = { person: 'p-2', credential: 'BAUG' }
const OTHER = { person: 'p-3', credential: 'BwgJ' }
const SHIFT = '0193510e-0000-7000-8000-000000000009'

t.test('an officer begins, a supervisor answers, takes back late and gives a pass', async (t) => {
  t.match(await prove(signedBy(madeShift(), officer, OFFICER)), { value: { id: 'p-1', badge: 'KZ-1', counter: 7 } })
  t.match(await prove(signedBy(madeOverride(), supervisor, SUPERVISOR)), { value: { id: 'p-2', badge: 'KZ-2' } })
  t.ok((await prove(signedBy(madeVoid(), supervisor, SUPERVISOR))).ok)
  t.ok((await prove(signedBy(madeShift({ shift: SHIFT }), supervisor, SUPERVISOR))).ok)
})

t.test('nobody else does, and nothing else is said by it', async (t) => {
  const override = signedBy(madeOverride(), supervisor, SUPERVISOR)
  const wrong: readonly [string, StatedEvent, StatementFault][] = [
    ['nothing signed', madeOverride(), 'statement/missing'],
    [
      'nobody of the roster',
      signedBy(madeOverride(), supervisor, { ...SUPERVISOR, person: 'p-9' }),
      'statement/person',
    ],
    ["another person's key", signedBy(madeOverride(), officer, { ...OFFICER, person: 'p-2' }), 'statement/key'],
    ['named as theirs', signedBy(madeOverride(), officer, { ...SUPERVISOR }), 'assertion/signature'],
    ['an officer for a supervisor', signedBy(madeOverride({ supervisor: 'KZ-3' }), other, OTHER), 'statement/power'],
    [
      'the officer who admits',
      signedBy(madeOverride({ operator: 'KZ-2', supervisor: 'KZ-9' }), supervisor, SUPERVISOR),
      'statement/own',
    ],
    ['under another badge', signedBy(madeOverride({ supervisor: 'KZ-9' }), supervisor, SUPERVISOR), 'statement/badge'],
    ["another's shift", signedBy(madeShift(), other, OTHER), 'statement/badge'],
    ['a pass for oneself', signedBy(madeShift({ shift: SHIFT }), officer, OFFICER), 'statement/own'],
    ['a pass by an officer', signedBy(madeShift({ shift: SHIFT }), other, OTHER), 'statement/power'],
    ['another event', { ...override, id: SHIFT }, 'assertion/challenge'],
    ['more overruled', { ...override, overrules: ['dates/expired', 'passport/number'] }, 'assertion/challenge'],
    ['another text', { ...override, text: 'whatever' }, 'assertion/challenge'],
    [
      'a key that can be synced',
      signedBy(madeOverride(), supervisor, { ...SUPERVISOR, flags: 0x0d }),
      'assertion/synced',
    ],
    ['no PIN', signedBy(madeOverride(), supervisor, { ...SUPERVISOR, flags: 0x01 }), 'assertion/unverified'],
    [
      'another page',
      signedBy(madeOverride(), supervisor, { ...SUPERVISOR, origin: 'https://evil.example' }),
      'assertion/origin',
    ],
  ]
  for (const [name, event, error] of wrong) t.match(await prove(event), { ok: false, error }, name)
  t.match(await prove(override, 'booth-8'), { error: 'assertion/challenge' }, 'at another booth')
  const powerless = peopleOf(
    madeRoster({
      officers: [{ id: 'p-1', badge: 'KZ-1', powers: [], keys: [{ credential: 'AQID', jwk: officer.jwk }] }],
    }),
  )
  t.match(await provePerson(signedBy(madeShift(), officer, OFFICER), 'booth-7', powerless), {
    error: 'statement/power',
  })
})
