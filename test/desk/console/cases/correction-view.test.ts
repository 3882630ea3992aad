import t from 'tap'
import { correctionView, fieldOf, readChange, valuesOf } from '../../../../desk/console/cases/correction-view.ts'
import { AIGUL, IN_ENGLISH, SHOWN } from './made-shown.ts'

const ASKED = {
  ...{ id: 'c', asked: { holder: { surname: 'PEREIRA' } }, asked_at: 1, decided_by: null, decided_at: null },
  ...{ reason: '', visa_number: null, said: null },
}

const WHY = { id: 'm', author: 'traveller', template: null, text: 'a typo', answers_to: null, at: 1 }

t.test('what is asked for fills the form, and what the first officer said fills it for the second', async (t) => {
  const of = (change: object) =>
    correctionView({ ...SHOWN, messages: [WHY], corrections: [{ ...ASKED, ...change }] }, AIGUL, IN_ENGLISH)
  const { open } = of({})
  t.same(open?.values, { 'holder-surname': 'PEREIRA' })
  t.match(open, { reason: 'a typo', mayDecide: true, said: null, asked: [{ label: 'Surname', value: 'PEREIRA' }] })
  t.match(open?.fields[0], { name: 'holder-surname', label: 'Surname', now: 'PERERA' })
  const said = { change: { passport: { expires: '2032-01-01' } }, by: 'Marat', at: 2 }
  t.match(of({ said }).open, {
    values: { 'passport-expires': '2032-01-01' },
    said: { by: 'Marat', isOwn: false, change: [{ label: 'Passport until', value: '1 January 2032' }] },
  })
  const past = of({ decided_at: 3, decided_by: 'Marat', visa_number: '7H2QXM4NT9VB' })
  t.match(past, { open: undefined, past: [{ by: 'Marat', visa: '7H2QXM4NT9VB' }] })
})

t.test('of what was kept as JSON only the members of an e-visa are read', async (t) => {
  t.same(readChange(null), { holder: {}, passport: {} })
  t.same(readChange({ holder: { surname: 7, sex: 'M', more: 'x' }, passport: null }), {
    holder: { sex: 'M' },
    passport: {},
  })
  t.same(valuesOf({ passport: { number: 'N1' } }), { [fieldOf('passport', 'number')]: 'N1' })
})
