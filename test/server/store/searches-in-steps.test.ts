import t, { type Test } from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import { rows } from '../../../server/store/steps.ts'
import { keepCase } from '../cases/case-scene.ts'
import { type Opened, onBothDatabases } from './both-databases.ts'

const passport = (number: string) => ({ number, issuer: 'LKA', expires: '2031-08-22' })
const holder = {
  surname: 'PERERA',
  given_names: 'NIMALI SANDUNI',
  birth_date: '1990-03-04',
  nationality: 'LKA',
  sex: 'F',
} as const

await onBothDatabases((name, open: (t: Test) => Promise<Opened>) => {
  t.test(`${name}: somebody is found by words of the name in any order, and what was erased is not`, async (t) => {
    const { store, runs } = await open(t)
    const one = await keepCase(runs, { dueAt: NOW, content: { holder, passport: passport('N1234567') } })
    await keepCase(runs, {
      dueAt: NOW,
      content: { holder: { ...holder, surname: 'PERERAS' }, passport: passport('N7') },
    })
    const byName = async (...words: string[]) => {
      const key = { by: 'name', words: words.map((word) => [word]) } as const
      return (await store.search([key], ['visa', 'application'], 10)).map(({ surname }) => surname)
    }
    t.same((await byName('PERERA')).toSorted(), ['PERERA', 'PERERAS'], 'a beginning of a word')
    t.same(await byName('NIMALI', 'PERERAS'), ['PERERAS'])
    t.same((await byName('SANDUNI', 'PER')).length, 2, 'a name in the middle, beside another one')
    t.same(await byName('PERERAX'), [])
    t.same(await byName('SAND'), [], 'the middle of a name by itself begins nothing')
    t.same(await byName('NIMALI', 'SILVA'), [])
    t.equal(
      (await store.search([{ by: 'name', words: [['PERERA']] }], ['application'], 1)).length,
      1,
      'no more than asked',
    )
    t.same(await store.search([{ by: 'name', words: [['PERERA']] }], ['visa'], 10), [])
    t.same(
      (await store.search([{ by: 'name', words: [['PERERAS']] }], ['invitation'], 10)).map(({ kind, state }) => ({
        kind,
        state,
      })),
      [{ kind: 'invitation', state: 'reserved' }],
    )
    const by = async (key: Parameters<typeof store.search>[0][number]) =>
      (await store.search([key], ['visa', 'application'], 10)).map(({ kind, id }) => ({ kind, id }))
    const itself = [{ kind: 'application', id: one.reference }]
    t.same(await by({ by: 'passport', number: 'N1234567' }), itself)
    t.same(await by({ by: 'number', number: one.reference }), itself)
    t.same(await by({ by: 'passport', number: 'N123456' }), [])
    await runs.act(function* () {
      yield* rows("UPDATE applications SET content = '', passport = NULL WHERE id = ?", one.reference)
    })
    t.same(await byName('PERERA'), ['PERERAS'], 'what was erased is found by nothing')
    t.same(await by({ by: 'number', number: one.reference }), [])
  })
})
