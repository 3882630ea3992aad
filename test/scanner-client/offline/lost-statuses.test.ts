import t from 'tap'
import { statusBytes, type VisaStatus } from '#evisa/status-list.ts'
import { lostStatuses, lostStatusOf } from '../../../scanner-client/offline/lost-statuses.ts'
import { NOW } from '../../made.ts'

const lists = (entries: Readonly<Record<number, VisaStatus>>, uri = 'one') => {
  const bytes = statusBytes(Object.entries(entries).map(([index, status]) => ({ index: Number(index), status })))
  return { statusLists: new Map([[uri, { uri, iat: NOW, exp: NOW, asOf: NOW, bytes }]]) }
}

t.test('the graver status of any list before is open until a list since has said it', async (t) => {
  const first = lists({ 1: 'revoked', 2: 'suspended', 3: 'exhausted', 4: 'exhausted' })
  const second = lists({ 2: 'revoked', 3: 'valid', 4: 'revoked', 5: 'revoked' })
  const open = lostStatuses({}, [first], second)
  t.same(open, {
    one: [
      [1, 'revoked'],
      [3, 'exhausted'],
    ],
  })
  t.equal(lostStatusOf(open, 'one', 1), 'revoked')
  t.equal(lostStatusOf(open, 'one', 2), null)
  t.equal(lostStatusOf(open, 'two', 1), null)
  const third = lists({ 1: 'suspended', 3: 'exhausted' })
  t.same(lostStatuses(open, [second], third), {
    one: [
      [1, 'revoked'],
      [2, 'revoked'],
      [4, 'revoked'],
      [5, 'revoked'],
    ],
  })
  t.same(lostStatuses(open, [], lists({ 1: 'revoked', 3: 'suspended' })), {})
  t.same(lostStatuses({}, [first], lists({}, 'two')).one?.length, 4, 'of a list that is gone everything is open')
})
