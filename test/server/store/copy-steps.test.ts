import { randomBytes } from 'node:crypto'
import t from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import { APPLICATION } from '../../../server/lifecycles/application-states.ts'
import { eraseCopies, takesCopies } from '../../../server/store/copy-steps.ts'
import { rows } from '../../../server/store/steps.ts'
import { uploads } from '../passport-copies/made-uploads.ts'

t.test('a case takes copies before it is paid, and when something was asked', async (t) => {
  const states = new Set(Object.values(APPLICATION.edges).flatMap(({ from, to }) => [...from, to]))
  t.same([...states].filter(takesCopies).toSorted(), ['draft', 'information-asked'])
})

t.test('whoever erases a case erases its copies with it, and no others', async (t) => {
  const { of, newCase, send, begin, store, runs } = await uploads(t)
  const other = await newCase()
  const kept = await send(randomBytes(40_000), other)
  const id = await send(randomBytes(40_000))
  const page = { page: 1, width: 1, height: 1, sha256: 'x', bytes: randomBytes(9) }
  const sent = await store.copyById(id)
  if (sent === null) throw new Error('it was sent')
  await store.keepPictures(sent, [page], [], { actor: 'copies', at: NOW })
  await begin(50)
  const by = { actor: `applicant/${of.account}`, at: NOW }
  t.equal(await runs.act(() => eraseCopies(of.application, by)), 2)
  t.equal(await runs.act(() => eraseCopies(of.application, by)), 0)
  t.same(await store.copiesOf(of, 9), [])
  t.match(await store.findCopy(other, kept), { id: kept })
  const left = await runs.read(() =>
    rows<{ copy: string }>('SELECT copy FROM passport_pictures UNION ALL SELECT copy FROM passport_copy_parts'),
  )
  t.same(left, [{ copy: kept }])
  const notes = (await store.auditAfter(0, 20)).filter(({ act }) => act === 'copy-forget')
  t.match(notes, [{ actor: by.actor, subject: of.application }, { actor: by.actor }])
})
