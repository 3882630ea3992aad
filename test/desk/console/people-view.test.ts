import t from 'tap'
import { changeRows } from '../../../desk/console/people-view.ts'
import type { Api } from '../../../pages/authority/visitor-calls.ts'

const CHANGE = {
  ...{ id: 'c', kind: 'end', person: 'p', reason: 'left', proposed_by: 'a', proposed_at: 1_795_000_000 },
  content: { name: 'Aigul', badge: null, email: '', roles: ['auditor'] },
}
const api = (changes: readonly object[]) => {
  let asked = 0
  const GET = async (path: string) => {
    asked += 1
    const data = path === '/v1/persons' ? { persons: [{ id: 'a', name: 'Asel' }] } : { changes }
    return { data, response: { ok: true, status: 200 } }
  }
  return { api: { GET } as unknown as Api, asked: () => asked }
}

t.test('a change says what it is, by whom, and whose it is', async (t) => {
  const rows = async (own: string, change: object = {}) =>
    changeRows(api([{ ...CHANGE, ...change }]).api, { language: 'en' }, own)
  t.match(await rows('b'), [
    { kind: 'Leaves', name: 'Aigul', roles: ['auditor'], by: 'Asel', isOwn: false, isAboutOneself: false },
  ])
  t.match(await rows('a'), [{ isOwn: true }])
  t.match(await rows('p'), [{ isAboutOneself: true }])
  t.match(await rows('b', { proposed_by: 'gone' }), [{ by: 'gone' }])
})

t.test('where nothing waits nobody is looked up', async (t) => {
  const { api: none, asked } = api([])
  t.same(await changeRows(none, { language: 'kk' }, 'b'), [])
  t.equal(asked(), 1)
})
