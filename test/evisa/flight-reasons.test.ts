import t from 'tap'
import { FLIGHT_OUTCOMES, isListReason, LIST_REASONS, type ListReason } from '#evisa/flight-reasons.ts'
import { flightInstructionFor, flightWordFor } from '#evisa/instructions.ts'
import { LANGUAGES } from '#evisa/language.ts'
import { REASONS } from '#evisa/reasons.ts'

const CODES = Object.keys(LIST_REASONS) as ListReason[]

t.test('the reasons of a list are none of the table, and none clears anybody', async (t) => {
  for (const reason of CODES) {
    t.notOk(Object.hasOwn(REASONS, reason), reason)
    t.ok(isListReason(reason))
    t.ok(['not-applicable', 'refer'].includes(LIST_REASONS[reason]))
  }
  t.notOk(isListReason('dates/expired'))
})

t.test('each has an instruction in every language, with the facts put in', async (t) => {
  const facts = { days: 30, row: 7, fault: 'the fault' }
  for (const reason of CODES) {
    const { en, ru, kk } = flightInstructionFor(reason, facts)
    t.match(en, /^[A-Z][ -~]+[.?]$/, reason)
    t.match(ru, /[А-яЁё]{3}/u)
    t.match(kk, /[ӘәҒғҚқҢңӨөҰұҮүҺһІі]/u)
    for (const text of [en, ru, kk]) {
      t.notMatch(text, /[{}]/)
      t.ok(text.length <= 220)
    }
    t.notMatch(flightInstructionFor(reason, {}).en, /[{}]|undefined/)
  }
  t.match(flightInstructionFor('row/duplicate', facts).en, /row 7/)
  t.equal(flightInstructionFor('row/invalid', { fault: '{row} $1' }).en.includes('{row} $1'), true, 'as it is')
  t.match(flightInstructionFor('dates/expired', {}).en, /Do not board/)
  t.match(flightInstructionFor(null, {}).en, /valid/)
})

t.test('no two outcomes have the same word, and exceptions come first', async (t) => {
  for (const language of LANGUAGES)
    t.equal(new Set(FLIGHT_OUTCOMES.map((outcome) => flightWordFor(outcome)[language])).size, 4)
  t.same(FLIGHT_OUTCOMES, ['refuse', 'refer', 'clear', 'not-applicable'])
})
