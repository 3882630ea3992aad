import t from 'tap'
import { emptyStatusBytes, setStatus, statusAt } from '#evisa/status-list.ts'
import { DAY, NOW } from '../../../fixtures/made-world.ts'
import { ownKnowledge } from '../../../server/publishing/own-knowledge.ts'
import { madePublisher } from './made-publisher.ts'

t.test('has the lists of this moment, the same ones for all decisions of one second', async (t) => {
  const { store, scanner } = await madePublisher(t)
  const set = await scanner().taken(NOW)
  const bytes = [emptyStatusBytes()]
  let now = NOW + 5
  const knowledgeOf = ownKnowledge(store, { lists: () => bytes }, () => now)
  const first = knowledgeOf(set)
  t.match(first, { online: true, timeFloor: NOW, ledger: { asOf: NOW + 5 }, trust: { version: 1 } })
  const list = first.statusLists.get('urn:evisa:KAZ:status:0')
  t.match(list, { iat: NOW + 5, asOf: NOW + 5, exp: NOW + 2 * DAY })
  setStatus(bytes[0] as Uint8Array, 7, 'revoked')
  t.equal(list && statusAt(list, 7), 'revoked', 'they are the bytes themselves, not a copy')
  t.equal(knowledgeOf(set).statusLists, first.statusLists)
  bytes.push(emptyStatusBytes())
  t.equal(knowledgeOf(set).statusLists.size, 2, 'a list that was opened is known within the second')
  now += 1
  t.match(knowledgeOf(set).statusLists.get('urn:evisa:KAZ:status:1'), { asOf: NOW + 6, exp: set.snapshot.exp })
  now = NOW - 10
  t.match(knowledgeOf(set).statusLists.get('urn:evisa:KAZ:status:0'), { asOf: NOW }, 'never before the snapshot')
})
