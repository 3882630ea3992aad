import { readFile } from 'node:fs/promises'
import t from 'tap'
import { decide } from '#evisa/decide.ts'
import { REASONS } from '#evisa/reasons.ts'
import { type CaseFile, knowledgeOf } from '../../fixtures/case-format.ts'
import { inflateBytes } from '../../platform/inflate-bytes.ts'

const file: CaseFile = JSON.parse(await readFile(new URL('../../fixtures/cases.json', import.meta.url), 'utf8'))

t.test('decides every case as the table says', async (t) => {
  for (const { name, text, situation, knowledge, now, outcome, reason } of file.cases) {
    const decision = await decide(text, situation, await knowledgeOf(file, knowledge, { inflate: inflateBytes }), now)
    t.same([decision.outcome, decision.reason], [outcome, reason], name, {
      findings: decision.findings.map((finding) => `${finding.reason} ${finding.outcome}`),
    })
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
