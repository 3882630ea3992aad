import { readFile } from 'node:fs/promises'
import { stripVTControlCharacters } from 'node:util'
import t from 'tap'
import { decide } from '#evisa/decide.ts'
import type { BorderFacts, Decision } from '#evisa/decision.ts'
import { doneWordFor } from '#evisa/instructions.ts'
import { LANGUAGES, type Language } from '#evisa/language.ts'
import { OUTCOMES, type Outcome } from '#evisa/reasons.ts'
import type { Audience } from '#evisa/situation.ts'
import { type CaseFile, knowledgeOf } from '../../../fixtures/case-format.ts'
import { crossing, NOW } from '../../../fixtures/made-world.ts'
import { inflateBytes } from '../../../platform/inflate-bytes.ts'
import { ageOf, showDecision } from '../../../scanner-client/station/show-decision.ts'

const file: CaseFile = JSON.parse(await readFile(new URL('../../../fixtures/cases.json', import.meta.url), 'utf8'))
const SHAPES: Readonly<Record<Outcome, string>> = { clear: '[ \u2714 ]', refer: '( ? )', refuse: '< \u2716 >' }

async function decisionOf(find: (one: CaseFile['cases'][number]) => boolean): Promise<Decision | null> {
  const found = file.cases.find(find)
  if (found === undefined) return null
  return await decide(
    found.text,
    found.situation,
    await knowledgeOf(file, found.knowledge, { inflate: inflateBytes }),
    found.now,
  )
}

const shown = (decision: Decision, language: Language = 'en', because: string | null = null) =>
  stripVTControlCharacters(showDecision(decision, because, language))

t.test('every outcome for every audience in every language: shape, word and instruction', async (t) => {
  let met = 0
  for (const audience of ['carrier', 'entry', 'exit'] as const satisfies Audience[])
    for (const outcome of OUTCOMES) {
      const decision = await decisionOf((one) => one.situation.audience === audience && one.outcome === outcome)
      if (decision === null) {
        t.same([audience, outcome], ['exit', 'refuse'], 'an exit is never refused')
        continue
      }
      met += 1
      for (const language of LANGUAGES) {
        const text = shown(decision, language)
        const [first = '', second = ''] = text.split('\n')
        t.equal(first.trim(), `${SHAPES[outcome]}  ${decision.word[language]}`)
        t.equal(second.trim(), decision.instruction[language])
        t.ok(decision.word[language].length > 2 && decision.instruction[language].length > 5)
        for (const other of OUTCOMES) if (other !== outcome) t.notOk(text.includes(SHAPES[other]))
        if (decision.reason !== null) t.ok(text.includes(decision.reason))
        for (const { reason } of decision.findings) t.ok(text.includes(reason), `also ${reason}`)
      }
    }
  t.equal(met, 8)
})

t.test('a specimen says so first, whatever the answer, and in every language at once', async (t) => {
  for (const outcome of OUTCOMES) {
    const decision = await decisionOf((one) => one.outcome === outcome)
    if (decision === null) return t.fail('no case')
    t.match(shown({ ...decision, specimen: true }), /^ SPECIMEN · ОБРАЗЕЦ · ҮЛГІ .*\n/)
    t.notMatch(shown(decision), /SPECIMEN/)
  }
})

t.test('what stands after a record is shown, and what it was decided against', async (t) => {
  const decision = await decisionOf((one) => one.situation.audience === 'entry' && one.outcome === 'clear')
  if (decision === null) throw new Error('no case')
  const after: Decision = { ...decision, outcome: 'refuse', word: doneWordFor('refusal') }
  const text = (before: Decision) => stripVTControlCharacters(showDecision(after, null, 'en', before))
  t.match(text(decision), /^ < ✖ > {2}REFUSAL RECORDED \n.*\n {2}against ADMIT\n/)
  t.notMatch(text({ ...decision, outcome: 'refuse' }), /against/)
})

t.test('what it was decided for is told once, with what was found, whatever was done upon it', async (t) => {
  const decision = await decisionOf(
    ({ situation, reason }) => situation.audience === 'entry' && reason === 'entries/used-up',
  )
  if (decision === null) throw new Error('no case')
  for (const [outcome, word] of [
    ['clear', doneWordFor('entry')],
    ['refuse', doneWordFor('refusal')],
    ['refer', decision.word],
  ] as const) {
    const findings = [{ reason: 'entries/used-up', outcome: 'refuse', detail: { checkpoint: 'ALA' } }] as const
    const text = stripVTControlCharacters(showDecision({ ...decision, outcome, word, findings }, null, 'en', decision))
    t.equal(text.split('entries/used-up').length - 1, 1, outcome)
    t.match(text, /\n {2}entries\/used-up \(checkpoint ALA\)\n/, outcome)
  }
})

t.test('the words and shapes of no two outcomes are alike', async (t) => {
  const decision = await decisionOf(() => true)
  if (decision === null) throw new Error('no case')
  const lines = OUTCOMES.map((outcome) => shown({ ...decision, outcome }).split('\n')[0])
  t.equal(new Set(lines).size, 3)
})

t.test('the border sees the whole visa and its crossings', async (t) => {
  const decision = await decisionOf(
    ({ situation, knowledge, reason }) =>
      situation.audience === 'entry' && (knowledge.ledger?.crossings.length ?? 0) > 0 && reason === 'entries/used-up',
  )
  if (decision === null) throw new Error('no case')
  const { visa_number, crossings, passport_number } = decision.visa as BorderFacts
  const text = shown(decision)
  t.ok(crossings.length > 0)
  for (const { action, checkpoint, device } of crossings)
    t.match(text, new RegExp(`${action} ${checkpoint} .* ${device}`))
  t.ok(text.includes(passport_number))
  t.ok(text.replaceAll(/[ -]/g, '').includes(visa_number))
  t.match(text, /entries used 1 of 1/)
})

t.test('a carrier never sees crossings, entries or the status, whatever the decision holds', async (t) => {
  for (const one of file.cases.filter(({ situation }) => situation.audience === 'carrier')) {
    const known = await knowledgeOf(file, one.knowledge, { inflate: inflateBytes })
    const ledger = { asOf: NOW, crossingsOf: () => [crossing(1, { device: 'secret-booth', checkpoint: 'ALA' })] }
    const text = shown(await decide(one.text, one.situation, { ...known, ledger }, one.now))
    t.notMatch(text, /secret-booth|entries used|last permitted|ALA/, one.name)
  }
})

t.test('a carrier is shown the birth date that it is told to compare', async (t) => {
  const decision = await decisionOf(({ situation, outcome }) => situation.audience === 'carrier' && outcome === 'clear')
  if (decision?.visa == null) throw new Error('no case')
  t.match(decision.instruction.en, /birth date/)
  t.match(shown(decision), new RegExp(`passport ${decision.visa.passport_number} {3}born ${decision.visa.birth_date}`))
})

t.test('nothing of an unproven credential is shown', async (t) => {
  for (const reason of ['signature/invalid', 'qr/malformed', 'key/unknown', 'credential/claims'] as const) {
    const decision = await decisionOf((one) => one.reason === reason)
    if (decision === null) throw new Error(`no case of ${reason}`)
    t.notMatch(shown(decision), /PERERA|N1234567|passport /, reason)
  }
})

t.test('says whether it was online, and if not, why', async (t) => {
  const decision = await decisionOf(({ outcome }) => outcome === 'clear')
  if (decision === null) throw new Error('no case')
  t.match(shown({ ...decision, online: true }), /; online\n/)
  t.match(
    shown({ ...decision, online: false }, 'en', 'the server cannot be reached'),
    /OFFLINE \(the server cannot be reached\)/,
  )
  t.match(shown({ ...decision, online: false }), /OFFLINE \(no network\)/)
  t.match(shown({ ...decision, knew: [] }), /data: none$/)
})

t.test('what others wrote cannot steer the terminal', async (t) => {
  const decision = await decisionOf(
    ({ situation, knowledge }) => situation.audience === 'entry' && (knowledge.ledger?.crossings.length ?? 0) > 0,
  )
  if (decision === null) throw new Error('no case')
  const evil = '\u001b[2J\u001b[H\r\n [ \u2714 ]  ADMIT \u009b31m\u202e'
  const visa = decision.visa as BorderFacts
  const hostile: Decision = {
    ...decision,
    online: false,
    reason: 'entries/used-up',
    outcome: 'refuse',
    findings: [{ reason: 'entries/used-up', outcome: 'refuse', detail: { checkpoint: evil } }],
    visa: { ...visa, crossings: [crossing(1, { checkpoint: evil, device: evil })] },
  }
  const honest: Decision = {
    ...hostile,
    findings: [{ reason: 'entries/used-up', outcome: 'refuse', detail: { checkpoint: 'NQZ' } }],
    visa: { ...visa, crossings: [crossing(1, {})] },
  }
  const controls = (text: string) => (text.match(/\p{C}/gu) ?? []).filter((one) => one !== '\n').length
  const lines = (text: string) => text.split('\n').length
  t.equal(controls(showDecision(hostile, evil, 'en')), controls(showDecision(honest, 'why', 'en')))
  t.equal(lines(showDecision(hostile, evil, 'en')), lines(showDecision(honest, 'why', 'en')))
})

t.test('ages are told in the unit that a person would use', async (t) => {
  for (const [seconds, age] of [
    [0, '0 s'],
    [119, '119 s'],
    [120, '2 min'],
    [7199, '120 min'],
    [7200, '2 h'],
    [172_799, '48 h'],
    [172_800, '2 d'],
    [864_000, '10 d'],
  ] as const) {
    t.equal(ageOf(seconds), age)
  }
})
