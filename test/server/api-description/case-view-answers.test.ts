import { join } from 'node:path'
import t from 'tap'
import { Compile } from 'typebox/schema'
import { NOW } from '../../../fixtures/made-world.ts'
import { CaseDocument, caseDocument } from '../../../server/api-description/case-view-answers.ts'
import { showCase } from '../../../server/cases/show-case.ts'
import { openSqliteStore } from '../../../server/store/sqlite/sqlite-store.ts'
import { CONTENT, keepCase, keepHost } from '../cases/case-scene.ts'
import { decideNow, TERMS } from '../cases/made-issuing.ts'
import { runsOf } from '../cases/made-office.ts'

t.test('all of a case is told as it is described, with what differs letter by letter', async (t) => {
  const dir = t.testdir()
  const store = openSqliteStore(join(dir, 'authority.db'))
  t.teardown(() => store.close())
  const runs = runsOf(t, { dir })
  const host = await keepHost(runs)
  const { reference } = await keepCase(runs, { host, content: { holder: { ...CONTENT.holder, surname: 'PERARA' } } })
  await keepCase(runs, { host })
  await decideNow(store, reference, 'asel', { decision: 'ask', template: 'journey', text: '' })
  const shown = await showCase(reference, { officer: null, actor: 'authority', at: NOW }, { store, terms: TERMS })
  if (!shown.ok) throw new Error('not there')
  const document = caseDocument(shown.value)
  const described = Compile(CaseDocument)
  t.ok(described.Check(document), JSON.stringify(described.Errors(document)))
  t.match(document, {
    ...{ reference, state: 'information-asked', due_at: null, duplicates: [{ state: 'paid' }], of_host: [{}] },
    differences: [
      { field: 'surname', runs: [{ same: true }, { same: false, typed: 'A', found: 'E' }, { same: true }] },
    ],
    ...{ decisions: [{ officer: 'asel', decision: 'ask' }], messages: [{ author: 'officer' }] },
  })
})
