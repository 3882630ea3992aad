/** Acts in steps, as both databases must run them. */
import { randomUUID } from 'node:crypto'
import t, { type Test } from 'tap'
import { INVITATION } from '../../../server/lifecycles/invitation-states.ts'
import { firstRow, noteAct, type Runs, rows, TakenBack } from '../../../server/store/steps.ts'
import { keepBeginning, takeEdge } from '../../../server/store/take-edge.ts'
import type { Opened } from './both-databases.ts'
import { ACT } from './made-visas.ts'

/** A draft that nobody's host asked for; gives its id. */
async function keepDraft({ act }: Runs): Promise<string> {
  const id = randomUUID()
  await act(function* () {
    yield* rows(
      `INSERT INTO invitations (id, state, origin, content, valid_until, revision, created_by, created_at, changed_at)
       VALUES (?, 'draft', 'counter', '{}', '2026-12-31', 1, 'operator/a', ?, ?)`,
      ...[id, ACT.at, ACT.at],
    )
    yield* keepBeginning(INVITATION, id, 'draft', ACT)
  })
  return id
}

const stateOf = ({ read }: Runs, id: string) =>
  read(() => firstRow<{ state: string }>('SELECT state FROM invitations WHERE id = ?', id))

/** Runs the scene on what `open` gives empty. */
export function stepScene(name: string, open: (t: Test) => Promise<Opened>): void {
  t.test(`${name}: an edge is taken in one with who took it and the note of it`, async (t) => {
    const { runs, store } = await open(t)
    const id = await keepDraft(runs)
    t.strictSame(await runs.act(() => takeEdge(INVITATION, id, 'submit', ACT, { list: 'none' })), {
      ok: true,
      value: 'submitted',
    })
    t.match(await stateOf(runs, id), { state: 'submitted' })
    const kept = await runs.read(() =>
      rows(
        'SELECT edge, state, actor, detail FROM edges WHERE kind = ? AND subject = ? ORDER BY position',
        'invitation',
        id,
      ),
    )
    t.match(kept, [
      { edge: 'begin', state: 'draft' },
      { edge: 'submit', state: 'submitted', actor: ACT.actor, detail: '{"list":"none"}' },
    ])
    t.match(
      (await store.auditAfter(0, 10)).map(({ act, subject }) => [act, subject]),
      [
        ['invitation-begin', id],
        ['invitation-submit', id],
      ],
    )
  })

  t.test(`${name}: an edge that is not in the table changes and notes nothing`, async (t) => {
    const { runs, store } = await open(t)
    const id = await keepDraft(runs)
    t.match(await runs.act(() => takeEdge(INVITATION, id, 'use', ACT)), {
      ok: false,
      error: { kind: 'no-such-edge', edge: 'use', state: 'draft' },
    })
    t.match(await runs.act(() => takeEdge(INVITATION, 'another', 'use', ACT)), { ok: false, error: 'not-there' })
    t.match(await stateOf(runs, id), { state: 'draft' })
    t.equal((await store.auditAfter(0, 10)).length, 1)
  })

  t.test(`${name}: of many who take the same edge at once one does`, async (t) => {
    const { runs } = await open(t)
    const id = await keepDraft(runs)
    const taken = await Promise.all(
      Array.from({ length: 6 }, () => runs.act(() => takeEdge(INVITATION, id, 'submit', ACT))),
    )
    t.equal(taken.filter(({ ok }) => ok).length, 1)
  })

  t.test(`${name}: what is taken back, and what fails, leaves nothing behind`, async (t) => {
    const { runs, store } = await open(t)
    const id = await keepDraft(runs)
    const answer = await runs.act(function* () {
      yield* takeEdge(INVITATION, id, 'submit', ACT)
      throw new TakenBack('no')
    })
    t.equal(answer, 'no')
    await t.rejects(
      runs.act(function* () {
        yield* noteAct({ ...ACT, act: 'review', subject: id, detail: {} })
        yield* takeEdge(INVITATION, id, 'submit', ACT)
        yield* rows('SELECT nothing FROM nowhere WHERE id = ?', id)
      }),
    )
    t.match(await stateOf(runs, id), { state: 'draft' })
    t.equal((await store.auditAfter(0, 10)).length, 1)
  })

  t.test(`${name}: bytes, numbers and nothing come back as they went in`, async (t) => {
    const { runs } = await open(t)
    const bytes = new Uint8Array([0, 1, 255])
    const back = await runs.act(() =>
      firstRow<{ n: number; x: string | null; b: Uint8Array }>(
        'SELECT CAST(? AS bigint) AS n, CAST(? AS text) AS x, b FROM (SELECT sha256 AS x, bytes AS b FROM passport_pictures WHERE 1 = 0 UNION ALL SELECT ?, ?) AS t',
        ...[2 ** 40, null, 'x', bytes],
      ),
    )
    t.match(back, { n: 2 ** 40, x: null })
    t.strictSame([...(back?.b ?? [])], [...bytes])
  })
}
