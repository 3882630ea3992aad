/** What every store must know of the keys that copies are wrapped by. */
import t, { type Test } from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import type { Store } from '../../../server/store/store.ts'
import { madeCase } from './made-case.ts'
import { ACT } from './made-visas.ts'
import { runsOf } from './runs-of.ts'

/** Runs the contract on a store that `open` gives empty. */
export function fileKeyContract(name: string, open: (t: Test) => Promise<Store>): void {
  t.test(`${name} takes the first file for the right one, and no other after it`, async (t) => {
    const store = await open(t)
    t.same(await store.fileKeyIds(), [])
    t.match(await store.takeFileKeys(['a'], NOW), { ok: true })
    t.match(await store.takeFileKeys(['a'], NOW + 1), { ok: true })
    t.match(await store.takeFileKeys(['b'], NOW + 1), { error: { kind: 'another-file', known: ['a'] } })
    t.same(await store.fileKeyIds(), ['a'])
  })

  t.test(`${name} takes a new key beside the old one, which may go once no copy needs it`, async (t) => {
    const store = await open(t)
    const { reference: application, account } = await madeCase(await runsOf(store), { state: 'draft' })
    await store.takeFileKeys(['a'], NOW)
    const copy = { id: 'copy-1', size: 1, fileKey: 'a', wrappedKey: new Uint8Array([1]) }
    await store.beginCopy({ application, account }, copy, ACT)
    t.match(await store.takeFileKeys(['b', 'a'], NOW + 1), { ok: true })
    t.same(await store.fileKeyIds(), ['a', 'b'])
    t.match(await store.takeFileKeys(['b'], NOW + 2), { error: { kind: 'key-missing', missing: ['a'] } })
    await store.forgetCopies({ stoppedBefore: NOW + 9, decidedBefore: 0, at: NOW + 9 })
    t.match(await store.takeFileKeys(['b'], NOW + 10), { ok: true })
  })

  t.test(`${name} takes one file of many that come at once`, async (t) => {
    const store = await open(t)
    const files = Array.from({ length: 6 }, (_, at) => [`key-${at}`])
    const taken = await Promise.all(files.map((file) => store.takeFileKeys(file, NOW)))
    t.equal(taken.filter(({ ok }) => ok).length, 1)
    t.equal((await store.fileKeyIds()).length, 1)
  })
}
