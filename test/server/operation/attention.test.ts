import t from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import { attentionFor } from '../../../server/operation/attention.ts'
import type { ServerWarning } from '../../../server/operation/warnings.ts'

const STORE = {
  attention: async () =>
    [
      { matter: 'cases', count: 3, since: NOW + 60 },
      { matter: 'cases-overdue', count: 1, since: NOW - 60 },
      { matter: 'conflicts', count: 2, since: NOW - 600 },
      { matter: 'devices-silent', count: 4, since: null },
    ] as const,
}
const WARNINGS: readonly ServerWarning[] = [
  { code: 'overdue', about: 'case', at: NOW },
  { code: 'expires-soon', about: 'visa key', at: NOW + 86_400 },
]
const context = { store: STORE, warnings: async () => WARNINGS }

t.test('each is told what they may do something about, the most urgent first', async (t) => {
  const mattersOf = async (...roles: Parameters<typeof attentionFor>[0] & object) =>
    (await attentionFor(roles, NOW, context)).map(({ matter }) => matter)
  t.same(await mattersOf('case-officer'), ['cases-overdue', 'cases'])
  t.same(await mattersOf('supervisor'), ['cases-overdue', 'cases', 'conflicts'])
  t.same(await mattersOf('operator'), ['devices-silent', 'warning'], 'what is counted is not warned of as well')
  t.same(await mattersOf('administrator'), [])
  t.same(await mattersOf('carrier-administrator'), [])
  const all = await attentionFor(null, NOW, context)
  t.equal(all.length, 5)
  t.match(all.at(-1), { since: NOW + 86_400, warning: { about: 'visa key', code: 'expires-soon' } })
})

t.test('who is told of no warning asks for none', async (t) => {
  const warnings = () => Promise.reject(new Error('asked'))
  await attentionFor(['case-officer'], NOW, { store: STORE, warnings })
  await t.rejects(attentionFor(['auditor'], NOW, { store: STORE, warnings }), { message: 'asked' })
})
