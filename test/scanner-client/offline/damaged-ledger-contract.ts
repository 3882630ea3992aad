/** The part of the storage contract about damage: a copy of the ledger that is not what was written decides nothing. */
import type { Test } from 'tap'
import { crossingOf } from '#evisa/entry-account.ts'
import { crossing, NOW, visaClaims } from '../../../fixtures/made-world.ts'
import { heldKnowledge } from '../../../scanner-client/offline/held-knowledge.ts'
import type { ScannerStore } from '../../../scanner-client/offline/scanner-store.ts'
import { entryOf } from '../../made-device.ts'
import { hold } from '../held-by-hand.ts'
import { enrol, recordAt, STEADY, told, VERIFY, worldSet } from '../made-station.ts'

const visa = visaClaims().jti

/** Each kind of damage by its name, done to the storage of a test while it is closed. */
export type Damages = Readonly<Record<string, (t: Test) => Promise<void>>>

/** Runs the contract. `open` opens one and the same storage of a test each time. */
export async function damagedLedgerContract(
  t: Test,
  open: (t: Test) => Promise<ScannerStore>,
  damages: Damages,
): Promise<void> {
  for (const [name, damage] of Object.entries(damages)) {
    t.test(`the copy of the ledger is dropped and read anew: ${name}`, async (t) => {
      const before = await open(t)
      await enrol(before)
      await hold(before, await worldSet(), NOW)
      const { event } = await recordAt(before, entryOf('K7Q2M4XN9TC2'))
      const page = { crossings: [told(crossing(1, {}))], next: 1, asOf: NOW }
      await before.addLedgerPage(page)
      await before.close()
      await damage(t)
      const store = await open(t)
      const known = () => heldKnowledge(store, VERIFY, { now: NOW, steady: STEADY, online: false })
      const { ledger, isDamaged } = await known()
      if (ledger === null) t.equal(isDamaged, true, 'it is noticed before anything is looked up')
      else t.equal(await ledger.crossingsOf(visa), 'damaged')
      await store.addLedgerPage({ crossings: [], next: 0, asOf: null })
      t.match(await known(), { ledger: null, isDamaged: true }, 'nothing is green by it')
      t.same(await store.crossingsOf('K7Q2M4XN9TC2'), [crossingOf(event, 'counts')], 'what was done here stays')
      await store.addLedgerPage({ ...page, asOf: null })
      t.match(await known(), { isDamaged: true }, 'until all of it was read')
      await store.addLedgerPage({ crossings: [], next: 1, asOf: NOW })
      t.match(await known(), { isDamaged: false })
      t.same(await (await known()).ledger?.crossingsOf(visa), [crossing(1, {})])
      t.equal(await store.countUnsent(), 1)
      await store.close()
    })
  }
}
