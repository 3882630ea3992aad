import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import t from 'tap'
import type { AssertionCaseFile } from '../../fixtures/assertion-cases.ts'
import type { CaseFile } from '../../fixtures/case-format.ts'
import type { run, runAssertions } from './cases.page.ts'
import { bundleOf, chromiumFor, emptyPageServer, openPage } from './chromium.ts'

declare const page: { run: typeof run; runAssertions: typeof runAssertions }

const kept = async (name: string) =>
  JSON.parse(await readFile(new URL(`../../fixtures/${name}`, import.meta.url), 'utf8'))
const file: CaseFile = await kept('cases.json')
const assertions: AssertionCaseFile = await kept('assertion-cases.json')

t.test('the browser decides every case as the table says', async (t) => {
  const url = await emptyPageServer(t, await bundleOf(resolve(import.meta.dirname, 'cases.page.ts')))
  const tab = await openPage(t, await chromiumFor(t), url)
  const results = await tab.evaluate((file) => page.run(file), file)
  t.equal(results.length, file.cases.length)
  for (const [at, { name, outcome, reason }] of file.cases.entries()) t.same(results[at], [name, outcome, reason], name)
})

t.test('the browser judges every assertion of a person as the table says', async (t) => {
  const url = await emptyPageServer(t, await bundleOf(resolve(import.meta.dirname, 'cases.page.ts')))
  const tab = await openPage(t, await chromiumFor(t), url)
  const results = await tab.evaluate((file) => page.runAssertions(file), assertions)
  for (const [at, { name, expected }] of assertions.cases.entries()) t.same(results[at], expected, name)
})
