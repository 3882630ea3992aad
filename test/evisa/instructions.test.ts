import t from 'tap'
import { conflictText, instructionFor, warningText, wordFor } from '#evisa/instructions.ts'
import { OUTCOMES, outcomeOf, REASONS, type Reason } from '#evisa/reasons.ts'
import { WARNING_CODES } from '#evisa/staleness.ts'
import { CONFLICT_KINDS } from '../../server/store/ledger-store.ts'

const AUDIENCES = ['carrier', 'entry', 'exit'] as const
const REASON_CODES = Object.keys(REASONS) as Reason[]

t.test('the screen says the words of the decision table', async (t) => {
  const words = AUDIENCES.map((audience) => OUTCOMES.map((outcome) => wordFor(outcome, audience).en))
  t.same(words, [
    ['OK TO BOARD', 'CHECK BY HAND', 'DO NOT BOARD'],
    ['ADMIT', 'SECOND LINE', 'REFUSE ENTRY'],
    ['EXIT', 'RECORD AND SECOND LINE', 'RECORD AND SECOND LINE'],
  ])
  for (const audience of AUDIENCES) {
    const said = OUTCOMES.map((outcome) => JSON.stringify(wordFor(outcome, audience)))
    t.equal(new Set(said).size, audience === 'exit' ? 2 : 3, `${audience}: no two outcomes in the same words`)
  }
})

t.test('there is an instruction for every reason, audience and language', async (t) => {
  for (const audience of AUDIENCES) {
    for (const reason of [null, ...REASON_CODES]) {
      if (reason !== null && outcomeOf(reason, audience) === null) continue
      const { en, ru, kk } = instructionFor(reason, audience)
      const where = `${audience}, ${reason}`
      t.match(en, /^[A-Za-z][ -~]+\.$/, where)
      t.match(ru, /^(?=.*[А-яЁё]).+\.$/u, where)
      t.match(kk, /^(?=.*[А-яӘәҒғҚқҢңӨөҰұҮүҺһІі]).+\.$/u, where)
      t.ok(Math.max(en.length, ru.length, kk.length) <= 220, `${where} fits on a phone`)
      t.not(ru, kk, where)
    }
  }
})

t.test('the instruction for an audience is its own', async (t) => {
  t.match(instructionFor('dates/expired', 'carrier').en, /Do not board/)
  t.match(instructionFor('dates/expired', 'entry').en, /Refuse entry/)
  t.match(instructionFor('status/revoked', 'exit').en, /Record the exit/)
  t.match(instructionFor('status/revoked', 'entry').en, /Refuse entry/)
  t.match(instructionFor(null, 'entry').en, /Confirm the admission/)
})

t.test('a reason of a newer server is told by its code', async (t) => {
  const { en, ru } = instructionFor('passport/of-tomorrow' as Reason, 'carrier')
  t.same([en, ru], ['passport/of-tomorrow', 'passport/of-tomorrow'])
})

t.test('a carrier is not told why a visa is not valid', async (t) => {
  t.notMatch(instructionFor('status/revoked', 'carrier').en, /revoked/i)
})

t.test('where an exit is asked about, nobody is told to refuse it', async (t) => {
  for (const reason of REASON_CODES) {
    if (outcomeOf(reason, 'exit') !== null) t.notMatch(instructionFor(reason, 'exit').en, /refuse|not board/i, reason)
  }
})

// 2026-11-22T12:00:00+05:00, as Kazakhstan has it.
const AT = Date.UTC(2026, 10, 22, 7) / 1000
const ABOUTS = ['trust-list', 'policy', 'snapshot', 'status-list', 'ledger', 'clock'] as const

t.test('a warning says what it is about and when, in the time of Kazakhstan', async (t) => {
  t.equal(
    warningText({ code: 'expires-soon', about: 'trust-list', at: AT }).en,
    'The trust list runs out at 2026-11-22 12:00: connect and refresh, or call the authority.',
  )
  t.match(warningText({ code: 'clock-ahead', about: 'clock', at: AT + 59 }).en, /^The clock .* 2026-11-22 12:00\. /)
  t.match(warningText({ code: 'too-old', about: 'ledger', at: AT + 12 * 3600 }).en, /2026-11-23 00:00/)
})

t.test('there are words for every warning about everything, in three languages', async (t) => {
  for (const code of WARNING_CODES) {
    for (const about of ABOUTS) {
      const { en, ru, kk } = warningText({ code, about, at: AT })
      const where = `${code} ${about}`
      t.match(en, /^[A-Z][ -~]+\.$/, where)
      t.match(ru, /^(?=.*[А-яЁё]).+\.$/u, where)
      t.match(kk, /^(?=.*[А-яӘәҒғҚқҢңӨөҰұҮүҺһІі]).+\.$/u, where)
      for (const text of [en, ru, kk]) {
        t.notMatch(text, /[{}]/, `${where}: nothing is left to fill in`)
        t.match(text, /2026-11-22 12:00/, where)
        t.ok(text.length <= 220, `${where} fits on a phone`)
      }
      t.not(ru, kk, where)
    }
  }
})

t.test('every kind of conflict is told in words, and one that is not known yet by its name', async (t) => {
  for (const kind of CONFLICT_KINDS) {
    const { en, ru, kk } = conflictText(kind)
    t.match(en, /^[A-Z].+\.$/, kind)
    t.match(ru, /^(?=.*[а-я]).+\.$/iu, kind)
    t.match(kk, /^(?=.*[әғқңөұүһі]).+\.$/iu, kind)
    for (const text of [en, ru, kk]) t.ok(text.length <= 120, `${kind} fits on a phone`)
  }
  t.same(conflictText('of-tomorrow'), { en: 'of-tomorrow', ru: 'of-tomorrow', kk: 'of-tomorrow' })
  t.equal(conflictText('toString').en, 'toString')
})
