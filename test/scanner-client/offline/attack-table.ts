/** The attack table over a scanner's storage: what is on the disk afterwards is what counts. */
import type { Test } from 'tap'
import { loadRoots, type ReadArtefact } from '#evisa/artefact-set.ts'
import { ATTACKS, prepare } from '../../../fixtures/attacks.ts'
import { heldSet } from '../../../scanner-client/offline/held-knowledge.ts'
import type { ScannerStore } from '../../../scanner-client/offline/scanner-store.ts'
import { takeSet, UntrustedData } from '../../../scanner-client/offline/take-set.ts'
import { enrol, heldBy, hold, STEADY, VERIFY } from '../made-station.ts'

/** Runs every row. `open` opens the storage of a row; the second time what the first left there. */
export async function attackTable(t: Test, open: (number: number) => Promise<ScannerStore>): Promise<void> {
  for (const [number, attack] of ATTACKS.entries()) {
    const { expected } = attack
    t.test(`${'accepted' in expected ? 'takes' : 'refuses'}: ${attack.attack}`, async (t) => {
      const { held, rootFingerprint, now, timeFloor, offered, rootsSaved } = await prepare(attack)
      const store = await open(number)
      await enrol(store, { rootFingerprint })
      await hold(store, new Map(Object.entries(held ?? {})), timeFloor, { signedTime: timeFloor, steady: STEADY })
      const before = await heldBy(store)
      const error = await takeSet(store, { rootFingerprint }, offered, { verify: VERIFY, now, steady: STEADY }).then(
        () => null,
        (error: unknown) => error,
      )
      await store.close()

      // It is opened anew, as after a restart, since what counts is what is on the disk.
      const again = await open(number)
      t.teardown(() => again.close())
      const after = await heldBy(again)
      const read: ReadArtefact = async (path) => (await again.artefact(path))?.body ?? null
      const roots = await loadRoots(read, rootFingerprint)
      t.equal(roots.ok, rootsSaved.length > 0 || held !== null, 'only genuine roots are kept')
      if ('accepted' in expected) {
        t.equal(error, null)
        t.equal((await heldSet(again, VERIFY))?.snapshot.version, expected.accepted)
        t.equal(await again.timeFloor(), expected.timeFloor)
        return
      }
      t.ok(error instanceof UntrustedData, String(error))
      t.match((error as UntrustedData).message, `${expected.path}: ${expected.fault}`)
      t.equal((error as UntrustedData).signedTime, expected.signedTime)
      t.equal(await again.timeFloor(), timeFloor, 'no refused set moves the time')
      t.same(await again.clockAnchor(), { signedTime: timeFloor, steady: STEADY })
      const isNew = (path: string) => path.startsWith('root/') && !(path in before)
      t.same(Object.fromEntries(Object.entries(after).filter(([path]) => !isNew(path))), before)
      t.same(Object.keys(after).filter(isNew).sort(), [...rootsSaved].sort(), 'but for the roots walked to')
      t.equal((await heldSet(again, VERIFY)) === null, held === null)
    })
  }
}
