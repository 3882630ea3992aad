/** The attack table over a scanner's storage: what is on the disk afterwards is what counts. */
import type { Test } from 'tap'
import { ATTACKS, prepare } from '../../../fixtures/attacks.ts'
import { enrolmentOf, STEADY } from '../made-station.ts'
import type { AttackOnStorage, AttackOutcome } from './attacked-storage.ts'

/** Runs every row. `run` runs `attackStorage` where the storage is, upon a new one. */
export async function attackTable(
  t: Test,
  run: (number: number, attack: AttackOnStorage) => Promise<AttackOutcome>,
): Promise<void> {
  for (const [number, attack] of ATTACKS.entries()) {
    const { expected } = attack
    t.test(`${'accepted' in expected ? 'takes' : 'refuses'}: ${attack.attack}`, async (t) => {
      const { held, rootFingerprint, now, timeFloor, texts, rootsSaved } = await prepare(attack)
      const enrolment = enrolmentOf({ rootFingerprint })
      const outcome = await run(number, { enrolment, held: held ?? {}, timeFloor, texts, now, steady: STEADY })
      const { error, before, after } = outcome
      t.equal(outcome.hasRoots, rootsSaved.length > 0 || held !== null, 'only genuine roots are kept')
      if ('accepted' in expected) {
        t.equal(error, null)
        t.equal(outcome.version, expected.accepted)
        t.equal(outcome.timeFloor, expected.timeFloor)
        return
      }
      t.ok(error?.isUntrusted, String(error?.message))
      t.match(error?.message, `${expected.path}: ${expected.fault}`)
      t.equal(error?.signedTime, expected.signedTime)
      t.equal(outcome.timeFloor, timeFloor, 'no refused set moves the time')
      t.same(outcome.clockAnchor, { signedTime: timeFloor, steady: STEADY })
      const isNew = (path: string) => path.startsWith('root/') && !(path in before)
      t.same(Object.fromEntries(Object.entries(after).filter(([path]) => !isNew(path))), before)
      t.same(Object.keys(after).filter(isNew).sort(), [...rootsSaved].sort(), 'but for the roots walked to')
      t.equal(outcome.version === null, held === null)
    })
  }
}
