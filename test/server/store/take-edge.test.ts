import t from 'tap'
import { INVITATION } from '../../../server/lifecycles/invitation-states.ts'
import { keepBeginning, takeEdge } from '../../../server/store/take-edge.ts'

const BY = { actor: 'operator/a', at: 7 }

// What the databases make of it is told by the scenes of their steps.
t.test('nothing begins in a state that the table does not begin with', async (t) => {
  t.throws(() => keepBeginning(INVITATION, 'i', 'used', BY).next(), /no invitation begins as used/)
})

t.test('the state is read and held before it is changed', async (t) => {
  const steps = takeEdge(INVITATION, 'i', 'submit', BY)
  t.match(steps.next().value, { sql: /^SELECT state FROM invitations/, values: ['i'], lock: true })
  t.match(steps.next([{ state: 'draft' }]).value, { sql: /^UPDATE invitations/, values: ['submitted', 7, 'i'] })
})
