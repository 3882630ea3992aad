import { readFile } from 'node:fs/promises'
import t from 'tap'
import { decide } from '#evisa/decide.ts'
import { REASONS } from '#evisa/reasons.ts'
import { type CaseFile, knowledgeOf } from '../../fixtures/case-format.ts'
import { inflateBytes } from '../../platform/inflate-bytes.ts'

const file: CaseFile = JSON.parse(await readFile(new URL('../../fixtures/cases.json', import.meta.url), 'utf8'))

t.test('decides every case as the table says', async (t) => {
  for (const { name, text, situation, knowledge, now, outcome, reason, findings } of file.cases) {
    const decision = await decide(text, situation, await knowledgeOf(file, knowledge, { inflate: inflateBytes }), now)
    const found = decision.findings.map(({ reason, outcome }) => ({ reason, outcome }))
    t.same([decision.outcome, decision.reason, found], [outcome, reason, findings], name)
  }
})

t.test('has at least 150 cases and every reason among them', async (t) => {
  t.ok(file.cases.length >= 150, `${file.cases.length} cases`)
  const met = new Set(file.cases.map(({ reason }) => reason))
  t.same(
    Object.keys(REASONS).filter((reason) => !met.has(reason as keyof typeof REASONS)),
    [],
  )
})
