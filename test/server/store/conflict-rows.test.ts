import t from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import {
  type ConflictRow,
  closeConflict,
  findConflict,
  listConflicts,
  readConflict,
} from '../../../server/store/conflict-rows.ts'

const ROW: ConflictRow = {
  id: 'over-use:1',
  kind: 'over-use',
  matter: 'over-use:K7Q2M4XN9TBC',
  visaNumber: 'K7Q2M4XN9TBC',
  device: 'dev-1',
  recordJws: null,
  seq: null,
  about: '1',
  raisedAt: NOW,
  stands: 1,
  place: 3,
  count: 2,
  verdict: null,
  reason: '',
  actor: '',
  at: 0,
}

t.test('what stands or was reviewed is a conflict, and nothing else', async (t) => {
  const { id, kind, visaNumber, device, raisedAt, place, count } = ROW
  const conflict = { id, kind, visaNumber, device, checkpoint: null, raisedAt, place, count, review: null }
  t.same(readConflict(ROW), conflict)
  t.equal(readConflict({ ...ROW, stands: 0 }), null)
  t.equal(readConflict(undefined), null)
  const recordJws = (text: string) => `head.${Buffer.from(text).toString('base64url')}.signature`
  t.match(readConflict({ ...ROW, recordJws: recordJws('{"checkpoint":"ALA"}') }), { checkpoint: 'ALA' })
  for (const spoiled of ['', '7', '{"checkpoint":7}', 'spoiled'])
    t.same(readConflict({ ...ROW, recordJws: recordJws(spoiled) }), conflict)
  const review = { verdict: 'close', reason: 'twins', actor: 'authority', at: NOW } as const
  for (const stands of [0, 1] as const) t.same(readConflict({ ...ROW, stands, ...review }), { ...conflict, review })
})

t.test('every value goes by its place, and none stands in the text', async (t) => {
  const hostile = listConflicts({ state: 'open', kind: 'gap', visaNumber: "' OR 1", device: 'd', after: 7, limit: 9 })
  t.same(hostile.values, ['gap', "' OR 1", 'd', 7, 9])
  for (let place = 1; place <= 5; place++) t.ok(hostile.sql.includes(`$${place}`), `$${place}`)
  t.notOk(hostile.sql.includes('OR 1'))
  t.same(listConflicts({ state: 'closed', limit: 9 }).values, [9])
  t.same(findConflict('x').values, ['x'])
  t.same(closeConflict(ROW).values, [ROW.id, ROW.matter, 3])
})
