import t from 'tap'
import { ROSTER_TYP, type Roster, verifyRoster } from '#evisa/roster.ts'
import { DAY, makeTrustList, NOW, trustedKey, trustListDocument } from '../made.ts'
import { KEYS, signArtefact } from '../made-keys.ts'

const { keys } = trustListDocument()
const others = keys.filter(({ purpose }) => purpose !== 'snapshot')
// The key of another purpose takes the place of a roster key.
const trust = await makeTrustList({ keys: [...others, trustedKey(KEYS.snapshot, 'roster')] })
const roster = (change: Partial<Roster> = {}): Roster => ({
  version: 3,
  iat: NOW,
  exp: NOW + 7 * DAY,
  rp_id: 'border.example',
  origins: ['https://booth.border.example'],
  officers: [
    { id: 'p-1', badge: 'KZ-1', powers: ['officer'], keys: [{ credential: 'AQID', jwk: KEYS.visa.jwk }] },
    { id: 'p-2', badge: 'KZ-2', powers: ['officer', 'supervisor'], keys: [] },
  ],
  ...change,
})
const verify = (payload: object, key = KEYS.snapshot) => verifyRoster(signArtefact(key, ROSTER_TYP, payload), trust)

t.test('a roster is believed by a key for rosters, and by no other', async (t) => {
  t.same(await verify(roster()), { ok: true, value: roster() })
  t.match(await verify(roster(), KEYS.policy), { error: 'artefact/key-purpose' })
  t.ok((await verify(roster({ extensions: [{ name: 'later', must: false }] }))).ok)
})

t.test('what is no roster is refused', async (t) => {
  for (const change of [
    { origins: [] },
    { officers: [{ id: 'p-1', badge: 'KZ-1', powers: ['king'], keys: [] }] },
    { officers: [{ id: 'p-1', badge: '', powers: [], keys: [] }] },
    { more: 1 },
  ])
    t.match(await verify({ ...roster(), ...change }), { error: 'artefact/schema' }, JSON.stringify(change))
})
