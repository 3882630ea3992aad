import t from 'tap'
import { agesOf, highestSignedTime, NOTHING_KNOWN } from '#evisa/knowledge.ts'
import { DAY, makeKnowledge, NOW, STATUS_URI } from '../made.ts'

const knowledge = await makeKnowledge()

t.test('the highest signed time is that of the youngest artefact', async (t) => {
  t.equal(highestSignedTime(knowledge), NOW - 300, 'the snapshot')
  t.equal(highestSignedTime({ ...knowledge, snapshot: null }), NOW - 600, 'the status list')
  t.equal(highestSignedTime({ ...knowledge, snapshot: null, statusLists: new Map() }), NOW - 3600, 'the trust list')
  t.equal(
    highestSignedTime({ ...knowledge, snapshot: null, statusLists: new Map(), trust: null }),
    NOW - 10 * DAY,
    'the policy',
  )
  t.equal(highestSignedTime(NOTHING_KNOWN), 0)
})

t.test('tells version and age of all that was known', async (t) => {
  t.same(agesOf(knowledge, STATUS_URI, NOW), [
    { artefact: 'trust-list', version: 7, age_seconds: 3600 },
    { artefact: 'policy', version: 4, age_seconds: 10 * DAY },
    { artefact: 'snapshot', version: 99, age_seconds: 300 },
    { artefact: 'status-list', version: null, age_seconds: 600 },
    { artefact: 'ledger', version: null, age_seconds: 60 },
  ])
})

t.test('leaves out what was not known, and an age is never negative', async (t) => {
  t.same(agesOf(NOTHING_KNOWN, STATUS_URI, NOW), [])
  const artefacts = (uri: string | null) => agesOf(knowledge, uri, NOW).map(({ artefact }) => artefact)
  t.notOk(artefacts(null).includes('status-list'))
  t.notOk(artefacts('urn:evisa:KAZ:status:4').includes('status-list'), 'another list than the one asked for')
  for (const { age_seconds } of agesOf(knowledge, STATUS_URI, NOW - 365 * DAY)) t.equal(age_seconds, 0)
})

t.test('nothing known clears nobody: there is no key, no policy and no ledger', async (t) => {
  t.match(NOTHING_KNOWN, { trust: null, policy: null, snapshot: null, ledger: null, online: false, timeFloor: 0 })
  t.equal(NOTHING_KNOWN.statusLists.size + NOTHING_KNOWN.registers.size, 0)
})
