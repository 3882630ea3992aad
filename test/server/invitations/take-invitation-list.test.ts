import t from 'tap'
import { sumsOfList, takeInPaper, takeInvitationList } from '../../../server/invitations/take-invitation-list.ts'
import { keepHost, NUMBER } from '../store/made-invitations.ts'
import { CLERK, edition, invited, madeContext } from './made-context.ts'
import { file, listed, paperFile } from './made-lists.ts'

t.test('every row is taken, or named and why; sent twice it is taken once', async (t) => {
  const context = madeContext(t)
  const host = await keepHost(context.store)
  const bytes = file(listed(), listed({ 4: 'N7654321' }), '', listed({ 5: 'fishing' }), listed())
  const taken = await takeInvitationList(bytes, host, CLERK, context)
  if (!taken.ok) throw new Error(JSON.stringify(taken.error))
  t.match(taken.value.rows, [
    { row: 2, became: 'taken', state: 'review' },
    { row: 3, became: 'taken' },
    { row: 5, became: 'named', faults: [{ field: 'purpose', rule: 'known-purpose' }] },
    { row: 6, became: 'already' },
  ])
  t.strictSame(sumsOfList(taken.value), { all: 6, taken: 2, already: 1, named: 1, skipped: 2 })
  const again = await takeInvitationList(bytes, host, CLERK, context)
  t.match(again.ok && sumsOfList(again.value), { taken: 0, already: 3, named: 1 })
  t.equal(again.ok && again.value.list, taken.value.list)
  t.equal((await context.store.invitations({ list: taken.value.list, limit: 9 })).length, 2)
})

t.test('a list that is too long, no list, or of nobody keeps nothing', async (t) => {
  const context = madeContext(t)
  const host = await keepHost(context.store)
  const most = edition.sizes.invitations_a_list.value
  const long = file(...Array.from({ length: most + 1 }, (_, at) => listed({ 4: `N${at}` })))
  t.match(await takeInvitationList(long, host, CLERK, context), {
    ok: false,
    error: { kind: 'list-not-read', why: new RegExp(`at most ${most} invitations, not ${most + 1}`) },
  })
  t.match(await takeInvitationList(Buffer.from(''), host, CLERK, context), {
    ok: false,
    error: { kind: 'list-not-read' },
  })
  t.strictSame(await takeInvitationList(file(listed()), 'nobody', CLERK, context), { ok: false, error: 'no-such-host' })
  t.strictSame(await context.store.invitations({ limit: 9 }), [])
})

t.test('a list of many parts is taken whole, in its order', async (t) => {
  const context = madeContext(t)
  const host = await keepHost(context.store)
  const taken = await takeInvitationList(
    file(...Array.from({ length: 230 }, (_, at) => listed({ 4: `N${at}`, 5: at % 10 === 3 ? 'fishing' : 'tourism' }))),
    ...([host, CLERK, context] as const),
  )
  t.match(taken.ok && sumsOfList(taken.value), { all: 231, taken: 207, named: 23, skipped: 1 })
  const rows = taken.ok ? taken.value.rows.map(({ row }) => row) : []
  t.strictSame(
    rows,
    Array.from({ length: 230 }, (_, at) => at + 2),
  )
})

t.test('what was given on paper comes in for a second officer to approve, once a number', async (t) => {
  const context = madeContext(t)
  const bytes = paperFile(listed({ 12: NUMBER }), listed({ 4: 'N7654321', 12: NUMBER }))
  const taken = await takeInvitationList(bytes, null, CLERK, context)
  t.match(taken.ok && taken.value.rows, [
    { became: 'taken', state: 'review' },
    { became: 'named', faults: [{ field: 'number', rule: 'one-invitation-a-number' }] },
  ])
  const typed = { number: NUMBER, content: invited() }
  t.match(await takeInPaper(typed, CLERK, context), { ok: true, value: { isNew: false, state: 'review' } })
  t.match(await takeInPaper({ number: 'KZ1', content: invited({ category: 'Z9' }) }, CLERK, context), { ok: false })
  t.match(await takeInPaper({ ...typed, content: invited({ stay_days: 3 }) }, CLERK, context), {
    ok: false,
    error: { kind: 'invitation-fields', faults: [{ field: 'number' }] },
  })
})
