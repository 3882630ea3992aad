/** What every store must do with what one operator proposes and another approves, and with policies. */
import t, { type Test } from 'tap'
import { defaultEdition } from '../../../fixtures/default-policy.ts'
import { NOW } from '../../../fixtures/made-world.ts'
import { MOST_OPEN, sumOfEditions } from '../../../server/store/proposal-rows.ts'
import type { NewProposal, ProposalContent } from '../../../server/store/proposal-store.ts'
import type { Store } from '../../../server/store/store.ts'
import type { StoredVisa } from '../../../server/store/visa-store.ts'
import { ACT, newVisa } from './made-visas.ts'

const WEEK = 7 * 86_400
const by = (name: string, at = NOW) => ({ actor: `operator/${name}`, at })

let made = 0

function proposal(content: ProposalContent, change: Partial<NewProposal> = {}): NewProposal {
  made += 1
  const id = `01900000-0000-7000-8000-${String(made).padStart(12, '0')}`
  return {
    ...{ id, title: `proposal ${made}`, content, reason: "a 'mistake'; --" },
    ...{ proposedBy: 'Әсел', expiresAt: NOW + WEEK },
    ...change,
  }
}

/** Runs the contract on a store that `open` gives empty. */
export function proposalContract(name: string, open: (t: Test) => Promise<Store>): void {
  const opened = async (t: Test) => {
    const store = await open(t)
    for (const operator of ['Әсел', 'Bolat', 'Dana']) await store.setOperator(operator, `hash of ${operator}`, ACT)
    const visas = [await newVisa(), await newVisa(), await newVisa()]
    await store.recordVisas(visas, ACT)
    const numbers = visas.map(({ claims }) => claims.jti)
    const add = async (content: ProposalContent, change?: Partial<NewProposal>) => {
      const one = proposal(content, change)
      await store.addProposal(one, by(one.proposedBy))
      return one.id
    }
    const setting = (status: StoredVisa['status'], visaNumbers: readonly string[] = numbers) =>
      ({ kind: 'status', status, visaNumbers }) as const
    const statuses = async () => [...(await store.statusesOfVisas(numbers)).values()]
    return { store, numbers, add, setting, statuses }
  }

  t.test(`${name} keeps a proposal as it was made, and lists those that wait`, async (t) => {
    const { store, add, setting, numbers } = await opened(t)
    const first = await add(setting('revoked'))
    const old = await add(setting('suspended', numbers.slice(1)), { expiresAt: NOW + 1 })
    t.match(await store.findProposal(first), {
      id: first,
      content: { kind: 'status', status: 'revoked', visaNumbers: numbers },
      reason: "a 'mistake'; --",
      proposedBy: 'Әсел',
      proposedAt: NOW,
      expiresAt: NOW + WEEK,
      state: 'open',
      decidedBy: null,
    })
    t.equal(await store.findProposal('01900000-0000-7000-8000-999999999999'), null)
    const ids = async (only: 'open' | 'all', now = NOW) =>
      (await store.proposals(only, now, 10)).map(({ id, kind }) => [id, kind])
    t.same(await ids('open'), [
      [old, 'status'],
      [first, 'status'],
    ])
    t.same(await ids('open', NOW + 1), [[first, 'status']])
    t.equal(await store.declineProposal(first, 'Әсел', by('Әсел')), true)
    t.equal(await store.declineProposal(first, 'Bolat', by('Bolat')), false)
    t.same(await ids('open', NOW + 1), [])
    t.equal((await ids('all')).length, 2)
    t.match(await store.findProposal(first), { state: 'declined', decidedBy: 'Әсел', decidedAt: NOW })
    t.equal(await store.approveProposal(first, 'Bolat', null, by('Bolat')), 'declined')
  })

  t.test(`${name} takes the approval of another operator only, in time, while both are`, async (t) => {
    const { store, add, setting, statuses } = await opened(t)
    const id = await add(setting('revoked'))
    const approve = (name: string, at = NOW) => store.approveProposal(id, name, null, by(name, at))
    t.equal(await store.approveProposal('nothing', 'Bolat', null, by('Bolat')), 'not-there')
    t.equal(await approve('Әсел'), 'same-operator')
    t.equal(await approve('Nobody'), 'approver-gone')
    t.equal(await approve('Bolat', NOW + WEEK), 'run-out')
    await store.removeOperator('Dana', ACT)
    t.equal(await approve('Dana'), 'approver-gone')
    t.match(await store.findProposal(id), { state: 'open', decidedBy: null })
    const before = (await store.auditEnd())?.position ?? 0
    t.equal(await approve('Bolat', NOW + 5), null)
    t.same(await statuses(), ['revoked', 'revoked', 'revoked'])
    t.match(await store.findProposal(id), { state: 'approved', decidedBy: 'Bolat', decidedAt: NOW + 5 })
    t.equal(await approve('Bolat'), 'approved')
    const noted = await store.auditAfter(before, 100)
    t.match(noted[0], { act: 'approve', subject: id, actor: 'operator/Bolat', detail: { content: /^[\w-]{43}$/ } })
    t.equal(noted.length, 4)
    for (const row of noted.slice(1)) t.match(row, { act: 'set-status', detail: { status: 'revoked', proposal: id } })
  })

  t.test(`${name} declines what waits of an operator who is removed, or given another token`, async (t) => {
    const { store, add, setting, statuses } = await opened(t)
    for (const ends of [
      () => store.removeOperator('Әсел', ACT),
      () => store.setOperator('Әсел', 'another', ACT),
      () => store.setOperator('Әсел', 'one more', ACT),
    ]) {
      const id = await add(setting('revoked'))
      await ends()
      await store.setOperator('Әсел', `after ${id}`, ACT)
      t.equal(await store.approveProposal(id, 'Bolat', null, by('Bolat')), 'declined')
      t.match(await store.findProposal(id), { state: 'declined', decidedBy: 'Әсел' })
    }
    t.same(await statuses(), ['valid', 'valid', 'valid'])
    t.equal((await store.auditAfter(0, 100)).filter(({ act }) => act === 'decline').length, 3)
  })

  t.test(`${name} does all of a proposal or nothing of it`, async (t) => {
    const { store, add, setting, statuses, numbers } = await opened(t)
    const id = await add(setting('suspended'))
    await store.setVisaStatus(numbers[1] ?? '', 'revoked', 'meanwhile', ACT)
    const before = await store.auditEnd()
    const marks = (await store.statusMarksAfter(0, 100)).length
    t.same(await store.approveProposal(id, 'Bolat', null, by('Bolat')), { revoked: [numbers[1]] })
    t.same((await statuses()).toSorted(), ['revoked', 'valid', 'valid'])
    t.match(await store.findProposal(id), { state: 'open' })
    t.same(await store.auditEnd(), before)
    t.equal((await store.statusMarksAfter(0, 100)).length, marks)
    const revoking = await add(setting('revoked'))
    t.equal(await store.approveProposal(revoking, 'Bolat', null, by('Bolat')), null, 'revoked is what they are to be')
    t.same(await statuses(), ['revoked', 'revoked', 'revoked'])
    t.equal((await store.statusMarksAfter(0, 100)).length, marks + 3)
  })

  t.test(`${name} approves once, however many approve at once`, async (t) => {
    const { store, add, setting } = await opened(t)
    const id = await add(setting('suspended'))
    const approved = await Promise.all(
      ['Bolat', 'Dana', 'Bolat', 'Dana'].map((name) => store.approveProposal(id, name, null, by(name))),
    )
    t.same(approved.toSorted(), [null, 'approved', 'approved', 'approved'].toSorted())
    const noted = (await store.auditAfter(0, 100)).filter(({ act }) => act === 'set-status')
    t.equal(noted.length, 3)
    const [one, other] = [await add(setting('valid')), await add(setting('valid'))]
    const raced = await Promise.all([
      store.approveProposal(one, 'Bolat', null, by('Bolat')),
      store.declineProposal(one, 'Dana', by('Dana')),
      store.approveProposal(other, 'Dana', null, by('Dana')),
    ])
    t.equal(raced[0] === null, raced[1] === false, 'either approved or declined')
    t.equal(raced[2], null)
  })

  t.test(`${name} keeps every policy that was approved, each over the one that it was compared with`, async (t) => {
    const { store, add } = await opened(t)
    t.equal(await store.policyRevision(), 0)
    t.equal(await store.approvedPolicy(), null)
    const edition = { ...defaultEdition(), effective_from: '2026-12-01' }
    const next = (overRevision: number) =>
      add({ kind: 'policy', edition, overRevision, overHash: '', difference: ['Қызыл'], warnings: [] })
    const [one, other] = [await next(0), await next(0)]
    t.match(await store.findProposal(one), { content: { kind: 'policy', edition, difference: ['Қызыл'] } })
    const editions = [defaultEdition(), edition]
    t.equal(await store.approveProposal(one, 'Bolat', null, by('Bolat')), 'policy-changed', 'without its editions')
    const raced = await Promise.all([one, other].map((id) => store.approveProposal(id, 'Bolat', editions, by('Bolat'))))
    t.same(raced.toSorted(), [null, 'policy-changed'].toSorted())
    t.equal(await store.policyRevision(), 1)
    t.strictSame(await store.approvedPolicy(), { revision: 1, editions })
    const third = await next(1)
    t.equal(await store.approveProposal(third, 'Bolat', [edition], by('Bolat')), null)
    t.strictSame(await store.approvedPolicy(), { revision: 2, editions: [edition] })
    const policies = await store.policies()
    t.match(policies, [{ revision: 1 }, { revision: 2, editions: JSON.stringify([edition]), proposal: third }])
    t.ok(policies.every((one) => one.sum === sumOfEditions(one)))
  })

  t.test(
    `${name} keeps so many open proposals of an operator, also of many at once, and one more for each that ends`,
    async (t) => {
      const { store, add, setting } = await opened(t)
      const next = (change: Partial<NewProposal> = {}) => {
        const one = proposal(setting('revoked'), change)
        return store.addProposal(one, by(one.proposedBy))
      }
      await next({ expiresAt: NOW })
      const first = await add(setting('revoked'))
      const answers = await Promise.all(Array.from({ length: MOST_OPEN + 4 }, () => next()))
      t.equal(answers.filter((answer) => answer === null).length, MOST_OPEN - 1)
      t.equal(answers.filter((answer) => answer === 'too-many-open').length, 5)
      t.equal((await store.proposals('open', NOW, 100)).length, MOST_OPEN)
      t.equal((await store.auditAfter(0, 100)).filter(({ act }) => act === 'propose').length, MOST_OPEN + 1)
      t.equal(await next({ proposedBy: 'Bolat' }), null, 'nobody takes the place of another')
      await store.declineProposal(first, 'Bolat', by('Bolat'))
      t.equal(await next(), null)
      t.equal(await next(), 'too-many-open')
    },
  )

  t.test(`${name} tells since when proposals wait and when the first of them runs out`, async (t) => {
    const { store, add, setting } = await opened(t)
    t.strictSame(await store.proposalBacklog(NOW), { waiting: 0, oldestAt: null, firstEnd: null })
    await add(setting('revoked'), { expiresAt: NOW + 5 })
    const second = proposal(setting('revoked'))
    await store.addProposal(second, by('Әсел', NOW + 3))
    t.strictSame(await store.proposalBacklog(NOW + 4), { waiting: 2, oldestAt: NOW, firstEnd: NOW + 5 })
    t.strictSame(await store.proposalBacklog(NOW + 5), { waiting: 1, oldestAt: NOW + 3, firstEnd: NOW + WEEK })
    await store.declineProposal(second.id, 'Bolat', by('Bolat'))
    t.match(await store.proposalBacklog(NOW + 5), { waiting: 0, oldestAt: null })
  })

  t.test(`${name} tells an operator what waits of others, and what of the own ended and was not seen`, async (t) => {
    const { store, add, setting, numbers } = await opened(t)
    const news = async (name: string, now = NOW) => Object.values(await store.proposalNews(name, now))
    const approved = await add(setting('suspended', numbers.slice(0, 1)))
    const declined = await add(setting('revoked'))
    const withdrawn = await add(setting('revoked'))
    const late = await add(setting('revoked'), { expiresAt: NOW + 9 })
    t.same(
      [await news('Әсел'), await news('Bolat'), await news('Dana')],
      [
        [0, 0],
        [4, 0],
        [4, 0],
      ],
    )
    t.equal(await store.approveProposal(approved, 'Bolat', null, by('Bolat')), null)
    await store.declineProposal(declined, 'Dana', by('Dana'))
    await store.declineProposal(withdrawn, 'Әсел', by('Әсел'))
    t.same(await news('Әсел'), [0, 2], 'who withdraws knows')
    t.same(await news('Bolat'), [1, 0])
    t.same(
      [await news('Әсел', NOW + 9), await news('Bolat', NOW + 9)],
      [
        [0, 3],
        [0, 0],
      ],
    )
    await store.sawEnded([approved, late], 'Bolat', NOW)
    await store.sawEnded([late], 'Әсел', NOW)
    t.same(await news('Әсел', NOW + 9), [0, 3], 'neither seen by another, nor before it ended')
    await store.sawEnded([approved, late], 'Әсел', NOW + 9)
    t.same(await news('Әсел', NOW + 9), [0, 1])
    await store.sawEnded([declined], 'Әсел', NOW + 9)
    t.same(await news('Әсел', NOW + 9), [0, 0])
    await add(setting('revoked'))
    await store.setOperator('Әсел', 'another', ACT)
    t.same(await news('Әсел'), [0, 1], 'what fell with the token')
  })

  t.test(`${name} sets a thousand e-visas in one step`, async (t) => {
    const { store, add, setting } = await opened(t)
    const visas = await Promise.all(Array.from({ length: 1000 }, () => newVisa()))
    await store.recordVisas(visas, ACT)
    const numbers = visas.map(({ claims }) => claims.jti)
    const id = await add(setting('suspended', numbers))
    t.equal(await store.approveProposal(id, 'Bolat', null, by('Bolat')), null)
    const statuses = await store.statusesOfVisas([...numbers, '222222222222'])
    t.equal(statuses.size, 1000)
    t.ok([...statuses.values()].every((status) => status === 'suspended'))
    t.equal((await store.statusMarksAfter(0, 2000)).length, 1000)
    t.equal((await store.auditAfter(0, 5000)).filter(({ act }) => act === 'set-status').length, 1000)
  })
}
