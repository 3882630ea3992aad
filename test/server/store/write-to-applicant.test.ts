import t, { type Test } from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import { rows } from '../../../server/store/steps.ts'
import { writeToApplicant } from '../../../server/store/write-to-applicant.ts'
import { keepCase } from '../cases/case-scene.ts'
import { type Opened, onBothDatabases } from './both-databases.ts'

await onBothDatabases((name, open: (t: Test) => Promise<Opened>) => {
  t.test(
    `${name}: a letter goes to the account in the language of the case, and to nobody who was erased`,
    async (t) => {
      const { runs } = await open(t)
      const { reference, account } = await keepCase(runs, { content: { language: 'kk' } })
      const write = () =>
        runs.act(() => writeToApplicant(reference, { kind: 'withdrawn', content: { reference } }, NOW))
      await write()
      await runs.act(() => rows(`UPDATE accounts SET email = '' WHERE id = ?`, account))
      await write()
      t.match(await runs.read(() => rows('SELECT kind, address, language, about FROM letters')), [
        { kind: 'withdrawn', address: `${account}.nimali@example.org`, language: 'kk', about: reference },
      ])
    },
  )
})
