/** What people, officers, banks and workers do in a history of the portal: the acts of the rooms as they are, by whichever process is asked. */
import { addDays } from '#evisa/civil-date.ts'
import { answerQuestion } from '../../server/applications/answer-question.ts'
import type { Traveller } from '../../server/applications/application-context.ts'
import { askCorrection } from '../../server/applications/ask-correction.ts'
import { beginApplication } from '../../server/applications/begin-application.ts'
import { eraseApplication } from '../../server/applications/erase-application.ts'
import { keepAnswers } from '../../server/applications/keep-answers.ts'
import type { PageName } from '../../server/applications/pages.ts'
import type { TypedAnswers } from '../../server/applications/read-pages.ts'
import { submitApplication } from '../../server/applications/submit-application.ts'
import { beginPayment } from '../../server/payments/begin-payment.ts'
import type { ApplicationCase, OwnedReference } from '../../server/store/application-store.ts'
import { caseFault } from '../../server/store/copy-steps.ts'
import { rows } from '../../server/store/steps.ts'
import { linesOfPassport, INVITATION as TYPED_INVITATION, typedBy } from '../server/made-application.ts'
import type { Which } from './portal-processes.ts'
import { INVITED, type PortalWorld, SLOTS } from './portal-world.ts'

export const PAYS = ['right', 'right', 'right', 'declined', 'held', 'late', 'wrong-amount', 'twice'] as const
export type HowPaid = (typeof PAYS)[number]

let copies = 0

/** What the traveller of a slot does, by one process. */
export class TravellerActs {
  readonly #world: PortalWorld
  readonly #which: Which

  constructor(world: PortalWorld, which: Which) {
    this.#world = world
    this.#which = which
  }

  async begin(slot: number): Promise<void> {
    const begun = await beginApplication('en', this.#traveller(slot), this.#context)
    if (begun.ok) this.#world.begun[slot]?.push(begun.value)
  }

  /** Another telephone number; or one page that an officer has to look at. */
  async write(slot: number, isFlagged: boolean, isStale: boolean): Promise<void> {
    const found = await this.find(slot)
    if (found === null) return
    copies += 1
    const [page, answers] = isFlagged
      ? (['background', { refused_before: true, overstayed: 'no', convicted: 'no', explanation: 'once' }] as const)
      : (['contact', { phone: `+94 77 ${1_000_000 + copies}`, place_of_stay: 'Hotel Astana' }] as const)
    const seen = found.application.revision - (isStale ? 1 : 0)
    await this.#keep(found, page, answers, seen)
  }

  /** Writes all pages as they should be, adds a copy of the passport and submits; nothing of it where no number is there. */
  async submit(slot: number, which: number, isStale = false): Promise<void> {
    const found = await this.find(slot)
    const number = await this.#number(slot, which)
    if (found === null || number === null) return
    const revision = await this.#writeAll(slot, found, number)
    if (found.copy?.state !== 'accepted') await this.addCopy(slot, 'accepted')
    const terms = await this.#context.terms.inForce()
    if (revision === null || terms === null) return
    const accepted = { revision: terms.revision, effectiveFrom: terms.edition.effective_from }
    const submitting = { revision: revision - (isStale ? 1 : 0), terms: accepted, declaration: null }
    await submitApplication(this.#owned(found), submitting, this.#act(slot), this.#context)
  }

  /** As the room of copies leaves it; arriving ones are accepted later. */
  async addCopy(slot: number, state: 'accepted' | 'receiving'): Promise<void> {
    const reference = this.#world.reference(slot)
    if (reference === null) return
    copies += 1
    // In the order in which they came, as their real ids are.
    const id = `copy-${String(copies).padStart(9, '0')}`
    const at = this.#world.clock.now
    await this.#world.processes.runs.act(function* () {
      if ((yield* caseFault(reference)) !== null) return
      yield* rows(
        `INSERT INTO passport_copies (id, application, state, size, wrapped_key, file_key, created_at, changed_at)
         VALUES (?, ?, ?, 10, ?, 'key', ?, ?)`,
        ...[id, reference, state, new Uint8Array([1]), at, at],
      )
      yield* rows(
        `INSERT INTO passport_pictures (copy, page, width, height, sha256, bytes) VALUES (?, 1, 800, 600, ?, ?)`,
        ...[id, `hash of ${id}`, new Uint8Array([1])],
      )
    })
  }

  async reopen(slot: number): Promise<void> {
    await this.#onOwn(slot, (owned) => this.#context.store.reopenApplication(owned, this.#act(slot)))
  }

  async withdraw(slot: number): Promise<void> {
    await this.#onOwn(slot, (owned) => this.#context.store.withdrawApplication(owned, this.#act(slot)))
  }

  async erase(slot: number): Promise<void> {
    await this.#onOwn(slot, (owned) => eraseApplication(owned, this.#act(slot), this.#context))
  }

  /** With other answers, or with words alone. */
  async answer(slot: number, kind: 'words' | 'contact' | 'background'): Promise<void> {
    const found = await this.find(slot)
    if (found === null) return
    copies += 1
    const pages = {
      words: {},
      contact: { contact: { phone: `+94 77 ${1_000_000 + copies}`, place_of_stay: 'Hotel Almaty' } },
      background: {
        background: { refused_before: 'no', overstayed: true, convicted: 'no', explanation: 'a day' },
      },
    }[kind]
    const answering = { revision: found.application.revision, text: `so it is ${copies}`, pages }
    await answerQuestion(this.#owned(found), answering, this.#act(slot), this.#context)
  }

  async askCorrection(slot: number): Promise<void> {
    copies += 1
    const asked = { given_names: `Nimali ${['Sandu', 'Sanduni', 'Saduni'][copies % 3]}` }
    await this.#onOwn(slot, (owned) =>
      askCorrection(owned, { asked, reason: 'a slip' }, this.#act(slot), this.#context),
    )
  }

  /** Goes to the bank's page, or comes back to the one that is open. */
  async goToBank(slot: number): Promise<void> {
    await this.#onOwn(slot, ({ reference, account }) => {
      const asked = { reference, account, language: 'en', returnAddress: 'http://portal/' } as const
      return beginPayment(asked, this.#act(slot), this.#context)
    })
  }

  /** Pays at an open page. */
  async payAtBank(slot: number, how: HowPaid): Promise<void> {
    const reference = this.#world.reference(slot)
    if (reference === null) return
    const { bank, clock, processes } = this.#world
    const pages = await processes.runs.read(() =>
      rows<{ invoice: string }>(
        'SELECT invoice FROM payments WHERE application = ? AND second_of IS NULL ORDER BY created_at DESC, id DESC',
        reference,
      ),
    )
    for (const { invoice } of pages) {
      const order = bank.orders.get(invoice)
      const isOver =
        order === undefined || order.later !== null || order.charges.some(({ state }) => state !== 'failed')
      if (isOver || clock.now >= order.order.expiresAt) continue
      if (how === 'late') order.later = order.order.expiresAt + 40
      else if (how === 'declined' || how === 'held') bank.charge(invoice, how === 'held' ? 'held' : 'failed')
      else bank.charge(invoice, 'captured', how === 'wrong-amount' ? { minor: 100 } : {})
      if (how === 'twice') bank.charge(invoice, 'captured')
      return
    }
  }

  async find(slot: number): Promise<ApplicationCase | null> {
    const reference = this.#world.reference(slot)
    const { account } = this.#traveller(slot)
    return reference === null ? null : this.#context.store.findApplication({ reference, account })
  }

  /** The number of an invitation of the slot's passport that could be used, as its traveller was told. */
  async #number(slot: number, which: number): Promise<string | null> {
    const passport = SLOTS[slot]?.passport
    const own = INVITED.flatMap((of, at) => (of === passport ? [this.#world.invitations[at]?.at(-1)] : []))
    const numbers: string[] = []
    for (const id of own) {
      const found = id === undefined ? null : await this.#context.store.invitation(id, null)
      if (found !== null && found.number !== null && found.state !== 'used') numbers.push(found.number)
    }
    return numbers[which % Math.max(1, numbers.length)] ?? null
  }

  /** The revision then; null where a page could not be kept. */
  async #writeAll(slot: number, found: ApplicationCase, number: string): Promise<number | null> {
    let { revision } = found.application
    for (const [page, answers] of Object.entries(await this.#typed(slot, number))) {
      const stands = found.pages.find((one) => one.page === page)
      if (page === 'background' && stands !== undefined) continue
      const kept = await this.#keep(found, page as PageName, answers, revision)
      if (!kept.ok) return null
      revision = kept.value.revision
    }
    return revision
  }

  async #typed(slot: number, number: string): Promise<Record<PageName, TypedAnswers>> {
    const passport = this.#world.passports[SLOTS[slot]?.passport ?? 0] ?? ''
    const terms = await this.#context.terms.inForce()
    const { today } = this.#world
    return typedBy(number, passport, {
      trip: { expected_entry: addDays(today, 1), expected_exit: addDays(today, 6) },
      passport: { mrz: linesOfPassport(passport), given_names: TYPED_INVITATION.given_names },
      declaration: { terms_revision: terms?.revision ?? 0, terms_from: terms?.edition.effective_from ?? '' },
    })
  }

  #keep(found: ApplicationCase, page: PageName, answers: TypedAnswers, seen: number) {
    const { account } = found.application
    const act = { actor: `applicant/${account}`, at: this.#world.clock.now }
    return keepAnswers(this.#owned(found), { page, answers, seen }, act, this.#context)
  }

  async #onOwn(slot: number, act: (owned: OwnedReference) => Promise<unknown>): Promise<void> {
    const reference = this.#world.reference(slot)
    if (reference !== null) await act({ reference, account: this.#traveller(slot).account })
  }

  #owned({ application: { reference, account } }: ApplicationCase): OwnedReference {
    return { reference, account }
  }

  #traveller(slot: number): Traveller {
    const account = this.#world.accounts[SLOTS[slot]?.account ?? 0] ?? ''
    return { account, actor: `applicant/${account}` }
  }

  #act(slot: number) {
    return { actor: this.#traveller(slot).actor, at: this.#world.clock.now }
  }

  get #context() {
    return this.#world.context(this.#which)
  }
}
