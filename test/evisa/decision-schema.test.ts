import { readFile } from 'node:fs/promises'
import t from 'tap'
import Type from 'typebox'
import { Compile } from 'typebox/schema'
import { decide } from '#evisa/decide.ts'
import type { Decision } from '#evisa/decision.ts'
import { DecisionDocument } from '#evisa/decision-schema.ts'
import { type CaseFile, knowledgeOf } from '../../fixtures/case-format.ts'
import { inflateBytes } from '../../platform/inflate-bytes.ts'

const file: CaseFile = JSON.parse(await readFile(new URL('../../fixtures/cases.json', import.meta.url), 'utf8'))
// Strict here: a member that a decision has and the schema has not must be found.
const strict = Compile(Type.Object(DecisionDocument.properties, { additionalProperties: false }))

t.test('every decision of the fixtures is one by the schema, and nothing more', async (t) => {
  const audiences = new Set<string>()
  let shown = 0
  for (const { name, text, situation, knowledge, now } of file.cases) {
    const decision = await decide(text, situation, await knowledgeOf(file, knowledge, { inflate: inflateBytes }), now)
    const sent = JSON.parse(JSON.stringify(decision))
    t.same(strict.Errors(sent)[1], [], name)
    audiences.add(decision.audience)
    if (decision.visa !== null) shown += 1
  }
  t.same([...audiences].toSorted(), ['carrier', 'entry', 'exit'])
  t.ok(shown > 50, `${shown} with a visa`)
})

t.test('what is no decision is refused', async (t) => {
  const [first] = file.cases
  if (first === undefined) return t.fail('no case')
  const knowledge = await knowledgeOf(file, first.knowledge, { inflate: inflateBytes })
  const decision = JSON.parse(JSON.stringify(await decide(first.text, first.situation, knowledge, first.now)))
  t.ok(strict.Check(decision))
  for (const change of [
    { outcome: 'maybe' },
    { reason: 'passport/unknown' },
    { word: { en: 'x' } },
    { visa: {} },
    { findings: [{ reason: 'status/revoked', outcome: 'refuse', detail: { a: {} } }] },
    { more: 1 },
  ]) {
    t.notOk(strict.Check({ ...decision, ...change }), JSON.stringify(change))
  }
})

type Read<T> = T extends object ? { readonly [K in keyof T]: Read<T[K]> } : T
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false
const isOneType: Same<Read<Type.Static<typeof DecisionDocument>>, Read<Decision>> = true

t.test('schema and type are one', async (t) => t.ok(isOneType))
