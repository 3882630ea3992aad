import t from 'tap'
import { inPlace } from '../../platform/in-place.ts'

t.test('a place is given back where nothing was used up, or the act failed', async (t) => {
  let given = 0
  const run = (act: () => Promise<number>) =>
    inPlace(
      () => void given++,
      act,
      (of) => of > 0,
    )
  t.equal(await run(async () => 7), 7)
  t.equal(given, 0)
  t.equal(await run(async () => 0), 0)
  t.equal(given, 1)
  await t.rejects(
    run(() => Promise.reject(new Error('away'))),
    { message: 'away' },
  )
  t.equal(given, 2)
})
