import t, { type Test } from 'tap'
import { fail } from '#evisa/result.ts'
import { defaultEdition } from '../../../fixtures/default-policy.ts'
import { makeLogger } from '../../../server/log-event.ts'
import {
  approveProposal,
  declineProposal,
  findProposal,
  keepProposal,
} from '../../../server/policy/decide-proposals.ts'
import { type Proposed, proposePolicy } from '../../../server/policy/propose.ts'
import { MOST_OPEN } from '../../../server/store/proposal-rows.ts'
import { build, NOW } from '../build-app.ts'

const NONE = '01900000-0000-7000-8000-000000000000'
const actBy = (operator: string, at = NOW) => ({ operator, actor: `operator/${operator}`, at })

async function made(t: Test) {
  const built = await build(t)
  for (const name of ['Asel', 'Bolat']) await built.operator(name)
  const { store, publisher, terms, keys } = built
  const lines: string[] = []
  const log = makeLogger('info', { write: (line) => void lines.push(line) })
  const context = { store, publisher, terms, keys: async () => keys.current, log }
  const keep = async (proposed: Proposed, at = NOW) => {
    const kept = await keepProposal(proposed, 'a test', actBy('Asel', at), store)
    if (!kept.ok) throw new Error(JSON.stringify(kept.error))
    return kept.value
  }
  const revoking = async (): Promise<Proposed> => {
    const { visa_number } = await built.issue()
    return { title: 'Revoke', content: { kind: 'status', status: 'revoked', visaNumbers: [visa_number] } }
  }
  return { ...built, context, keep, revoking, lines }
}

t.test('waits seven days for another operator, who approves it once', async (t) => {
  const { context, keep, revoking, store } = await made(t)
  const proposed = await revoking()
  const { id, ...kept } = await keep(proposed)
  t.match(kept, { ...proposed, state: 'open', proposedBy: 'Asel', expiresAt: NOW + 7 * 86_400 })
  const approve = (by: string, at = NOW) => approveProposal(id, actBy(by, at), context)
  t.strictSame(await approve('Asel'), fail('same-operator'))
  t.strictSame(await approve('Bolat', NOW + 7 * 86_400), fail('run-out'))
  t.match(await approve('Bolat'), { ok: true, value: { state: 'approved', decidedBy: 'Bolat' } })
  t.strictSame(await approve('Bolat'), fail('approved'))
  t.strictSame(await approveProposal(NONE, actBy('Bolat'), context), fail('not-there'))
  t.match((await store.auditAfter(0, 99)).map(({ actor, act }) => `${actor} ${act}`).slice(-3), [
    'operator/Asel propose',
    'operator/Bolat approve',
    'operator/Bolat set-status',
  ])
})

t.test('what is revoked by then is named, and stays as it is', async (t) => {
  const { context, keep, revoking, store } = await made(t)
  const { content } = await revoking()
  if (content.kind !== 'status') return t.fail('of a status')
  const { id } = await keep({ title: 'Suspend', content: { ...content, status: 'suspended' } })
  const [number = ''] = content.visaNumbers
  await store.setVisaStatus(number, 'revoked', 'meanwhile', actBy('Bolat'))
  const refused = await approveProposal(id, actBy('Bolat'), context)
  t.strictSame(refused, fail({ kind: 'revoked-since', numbers: [number] }))
})

t.test('is declined by anybody, the own one as well, once', async (t) => {
  const { context, keep, revoking, store } = await made(t)
  const { id } = await keep(await revoking())
  t.match(await declineProposal(id, actBy('Asel'), store), { ok: true, value: { state: 'declined' } })
  t.strictSame(await declineProposal(id, actBy('Bolat'), store), fail('decided-before'))
  t.strictSame(await approveProposal(id, actBy('Bolat'), context), fail('declined'))
  t.strictSame(await declineProposal(NONE, actBy('Bolat'), store), fail('not-there'))
  t.strictSame(await findProposal(NONE, store), fail('not-there'))
})

t.test('an operator has so many waiting and no more', async (t) => {
  const { keep, revoking, store } = await made(t)
  const proposed = await revoking()
  for (let at = 0; at < MOST_OPEN; at++) await keep(proposed)
  t.strictSame(await keepProposal(proposed, 'a test', actBy('Asel'), store), fail('too-many-open'))
  t.ok((await keepProposal(proposed, 'a test', actBy('Bolat'), store)).ok, 'nobody takes the place of another')
})

t.test('an edition is approved where it can be signed; that it is not published at once undoes nothing', async (t) => {
  const { context, keep, publisher, keys, lines } = await made(t)
  const edition = { ...defaultEdition(), effective_from: '2026-12-01', exit_by_air_only: true }
  const proposed = proposePolicy(edition, await publisher.policyToSign(), NOW)
  if (!proposed.ok) return t.fail('proposed')
  const [first, second] = [await keep(proposed.value), await keep(proposed.value)]
  const keyless = { ...context, keys: async () => ({ ...keys.current, key: () => null }) }
  await t.rejects(approveProposal(first.id, actBy('Bolat'), keyless), { name: 'NoSigningKey' })
  const mute = { ...context, publisher: { ...publisher, refresh: () => Promise.reject(new TypeError('full')) } }
  t.match(await approveProposal(first.id, actBy('Bolat'), mute), { ok: true, value: { state: 'approved' } })
  t.match(JSON.parse(lines.at(-1) ?? ''), { event: 'not-published', error: 'TypeError' })
  t.strictSame(await approveProposal(second.id, actBy('Bolat'), context), fail('policy-changed'))
})
