import t, { type Test } from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import {
  BEARER_COLUMNS,
  type BearerRow,
  giveBackInvitation,
  keptNumber,
  reserveInvitation,
  usableBy,
  useInvitation,
} from '../../../server/store/invitation-steps.ts'
import { firstRow, type Runs, rows } from '../../../server/store/steps.ts'
import { type Opened, onBothDatabases } from './both-databases.ts'
import { INVITED, keepApproved, NUMBER } from './made-invitations.ts'

const BEARER = { number: NUMBER, passport: 'LKA:N1234567', nationality: 'LKA' }
const ACT = { actor: 'applicant/a', at: NOW }
const DAY = 86_400

const stateOf = ({ read }: Runs, id: string) =>
  read(() =>
    firstRow<{ state: string; application: string | null }>(
      'SELECT state, application FROM invitations WHERE id = ?',
      id,
    ),
  )
const reserve = ({ act }: Runs, application: string, bearer = BEARER, at = NOW) =>
  act(() => reserveInvitation(bearer, application, { ...ACT, at }))
const refused = (why: string) => ({ ok: false, error: { kind: 'invitation-not-usable', why } })

await onBothDatabases((name, open: (t: Test) => Promise<Opened>) => {
  t.test(
    `${name}: an invitation is reserved for one application, and the same one again is answered alike`,
    async (t) => {
      const { runs } = await open(t)
      const id = await keepApproved(runs)
      const usable = { ok: true, value: { id, content: INVITED } }
      t.strictSame(
        await reserve(runs, 'K7Q2', { ...BEARER, number: ` ${NUMBER.slice(0, 5)}-${NUMBER.slice(5)} ` }),
        usable,
      )
      t.strictSame(await reserve(runs, 'K7Q2'), usable)
      t.strictSame(await reserve(runs, 'M4XN'), refused('in-use'))
      t.strictSame(await stateOf(runs, id), { state: 'reserved', application: 'K7Q2' })
    },
  )

  t.test(`${name}: of many who reserve at once one does`, async (t) => {
    const { runs } = await open(t)
    await keepApproved(runs)
    const asked = await Promise.all(['a', 'b', 'c', 'd', 'e', 'f'].map((application) => reserve(runs, application)))
    t.equal(asked.filter(({ ok }) => ok).length, 1)
  })

  t.test(`${name}: a number that is wrong, another's, or over is refused alike, and nothing is changed`, async (t) => {
    const { runs } = await open(t)
    const id = await keepApproved(runs)
    const cases = [
      ['unknown', { ...BEARER, number: '4719302835' }, NOW],
      ['unknown', { ...BEARER, number: '🙂' }, NOW],
      ['unknown', { ...BEARER, number: '' }, NOW],
      ['anothers', { ...BEARER, passport: 'LKA:N7654321' }, NOW],
      ['anothers', { ...BEARER, nationality: 'IND' }, NOW],
      ['run-out', BEARER, NOW + 60 * DAY],
    ] as const
    for (const [why, bearer, at] of cases) t.strictSame(await reserve(runs, 'K7Q2', bearer, at), refused(why))
    t.strictSame(await stateOf(runs, id), { state: 'approved', application: null })
  })

  t.test(`${name}: a number that ran out is refused from that second on`, async (t) => {
    const { runs } = await open(t)
    const id = await keepApproved(runs)
    await runs.act(() => rows('UPDATE invitations SET expires_at = ? WHERE id = ?', NOW + 10, id))
    t.strictSame(await reserve(runs, 'K7Q2', BEARER, NOW + 10), refused('run-out'))
    t.match(await reserve(runs, 'K7Q2', BEARER, NOW + 9), { ok: true })
    t.match(await reserve(runs, 'K7Q2', BEARER, NOW + 11), { ok: true }, 'reserved in time it stays reserved')
  })

  t.test(
    `${name}: given back it serves another application; the first one gives nothing back a second time`,
    async (t) => {
      const { runs } = await open(t)
      const id = await keepApproved(runs)
      t.equal(await runs.act(() => giveBackInvitation('K7Q2', ACT)), false)
      await reserve(runs, 'K7Q2')
      t.equal(await runs.act(() => giveBackInvitation('K7Q2', ACT)), true)
      t.match(await reserve(runs, 'M4XN'), { ok: true })
      t.equal(await runs.act(() => giveBackInvitation('K7Q2', ACT)), false)
      t.strictSame(await stateOf(runs, id), { state: 'reserved', application: 'M4XN' })
    },
  )

  t.test(`${name}: used up it is used for ever, and using it again is no fault`, async (t) => {
    const { runs, store } = await open(t)
    const id = await keepApproved(runs)
    t.equal(await runs.act(() => useInvitation('K7Q2', ACT)), false)
    await reserve(runs, 'K7Q2')
    t.equal(await runs.act(() => useInvitation('K7Q2', ACT)), true)
    t.equal(await runs.act(() => useInvitation('K7Q2', ACT)), true)
    t.equal(await runs.act(() => giveBackInvitation('K7Q2', ACT)), false)
    t.strictSame(await reserve(runs, 'M4XN'), refused('used'))
    t.strictSame(await stateOf(runs, id), { state: 'used', application: 'K7Q2' })
    t.strictSame(
      (await store.auditAfter(0, 10)).map(({ act }) => act),
      ['invitation-begin', 'invitation-approve', 'invitation-reserve', 'invitation-use'],
    )
  })

  t.test(`${name}: what a number finds is judged without a lock, too`, async (t) => {
    const { runs } = await open(t)
    const id = await keepApproved(runs)
    const row = await runs.read(() =>
      firstRow<BearerRow>(`SELECT ${BEARER_COLUMNS} FROM invitations WHERE number = ?`, keptNumber(BEARER)),
    )
    t.match(usableBy(row, BEARER, ACT, null), { ok: true, value: { id } })
    t.match(usableBy(null, BEARER, ACT, null), refused('unknown'))
  })
})
