import t from 'tap'
import { LANGUAGES } from '#evisa/language.ts'
import { wordsOf } from '../../../../desk/console/area.ts'
import {
  actorInWords,
  claimInWords,
  decides,
  findingInWords,
  inWords,
  isOfficersTurn,
  nationalityInWords,
} from '../../../../desk/console/cases/case-words.ts'
import { STATES } from '../../../../desk/console/cases/queue-view.ts'
import { RULES, TEMPLATES } from '../../../../desk/console/cases/typed-decision.ts'
import { OWN_FLAGS } from '../../../../server/applications/judge.ts'
import { QUESTION_TEMPLATES } from '../../../../server/cases/question-templates.ts'
import { REFUSAL_RULES } from '../../../../server/cases/refusal-rules.ts'
import { en, kk, ru } from '../../../../server/cases/strings/texts.ts'
import { CASE_STATES, OFFICERS_TURN } from '../../../../server/lifecycles/application-states.ts'
import { INVITATION } from '../../../../server/lifecycles/invitation-states.ts'
import { PAYMENT } from '../../../../server/lifecycles/payment-states.ts'
import { FINDINGS } from '../../../../server/passport-copies/copy-findings.ts'
import { CHARGEBACK } from '../../../../server/store/return-payment.ts'
import { IN_ENGLISH } from './made-shown.ts'

const WORDS = wordsOf(IN_ENGLISH)

t.test('every code that the server has today has words, and another one is shown as it is', async (t) => {
  const statesOf = ({ edges }: { edges: Readonly<Record<string, { readonly to: string }>> }) =>
    Object.values(edges).map(({ to }) => to)
  for (const [group, codes] of [
    ['states', CASE_STATES],
    ['invitationStates', statesOf(INVITATION)],
    ['paymentStates', statesOf(PAYMENT)],
    ['flags', [...OWN_FLAGS, CHARGEBACK]],
    ['findings', Object.keys(FINDINGS)],
  ] as const)
    for (const code of codes) t.ok(Object.hasOwn(WORDS.cases[group], code), `${group} ${code}`)
  t.equal(inWords(WORDS, 'flags', 'brand-new'), 'brand-new')
  t.equal(inWords(WORDS, 'flags', 'constructor'), 'constructor')
  t.same(STATES.toSorted(), CASE_STATES.toSorted())
})

t.test('what an officer chooses is what the server takes, in the words that travellers are told', async (t) => {
  t.same(RULES, REFUSAL_RULES)
  t.same(TEMPLATES, QUESTION_TEMPLATES)
  const told = { en, kk, ru }
  for (const language of LANGUAGES) {
    const { rules, questions } = wordsOf({ language }).cases
    t.same({ rules, questions }, told[language], language)
  }
})

t.test('people are named as the trail names them, and others by what they are', async (t) => {
  t.equal(actorInWords('person/Aigul', WORDS), 'Aigul')
  t.equal(actorInWords('authority', WORDS), 'authority')
  t.equal(actorInWords('applicant/0199', WORDS), 'traveller', 'whose account it is says nothing to anybody')
  t.equal(actorInWords('payments', WORDS), 'payments')
  t.equal(nationalityInWords('LKA', IN_ENGLISH), 'Sri Lanka (LKA)')
  t.equal(nationalityInWords('QQQ', IN_ENGLISH), 'QQQ')
  t.equal(findingInWords({ code: 'glare', page: 1 }, IN_ENGLISH), 'reflection on the page')
  t.equal(findingInWords(null, IN_ENGLISH), '')
  const claim = { by: 'Aigul', until: 1_795_323_600 }
  t.match(claimInWords(claim, 'Aigul', IN_ENGLISH), { isOwn: true, until: /2026/ })
  t.match(claimInWords(claim, 'Marat', IN_ENGLISH), { isOwn: false, by: 'Aigul' })
  t.equal(claimInWords(null, 'Marat', IN_ENGLISH), null)
})

t.test('case officers and supervisors decide, and an auditor does not', async (t) => {
  t.same(CASE_STATES.filter(isOfficersTurn), OFFICERS_TURN)
  t.ok(decides({ roles: ['case-officer'] }) && decides({ roles: ['auditor', 'supervisor'] }))
  t.notOk(decides({ roles: ['auditor', 'operator', 'administrator'] }))
})
