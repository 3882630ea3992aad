import t from 'tap'
import { findState, isKnownState, KNOWN_STATES, stateName, twoLettersOf } from '../../../evisa/policy/known-states.ts'
import { defaultEdition } from '../../../fixtures/default-policy.ts'

t.test('states of ISO 3166-1 and what ICAO adds are known, typing mistakes are not', async (t) => {
  for (const code of ['KAZ', 'LKA', 'DEU', 'XOM', 'XXA', 'GBO', 'EUE', 'RKS']) t.ok(isKnownState(code), code)
  for (const code of ['KAX', 'ZZZ', 'toString', '', 'KZ', 'kaz']) t.notOk(isKnownState(code), code)
  const { categories, visa_free } = defaultEdition()
  for (const code of [...Object.keys(visa_free), ...categories.flatMap(({ nationalities }) => nationalities)])
    t.ok(isKnownState(code), code)
})

t.test('they are named in English, with the code', async (t) => {
  t.equal(stateName('LKA'), 'Sri Lanka (LKA)')
  t.equal(stateName('XXA'), 'stateless person (XXA)')
  t.equal(stateName('ZZZ'), 'ZZZ')
})

t.test('a state is found as people write it', async (t) => {
  for (const written of ['DEU', 'deu', ' de ', 'D', 'Germany', 'germany']) t.equal(findState(written), 'DEU', written)
  t.equal(findState('USA'), 'USA')
  t.equal(findState('South Korea'), 'KOR')
  t.equal(findState('Kosovo'), 'RKS')
  t.equal(findState('Congo'), 'COG', 'of two states of a name the first')
  t.equal(findState('stateless person'), 'XXA')
  for (const written of ['', 'KAX', 'ZZ', 'Atlantis', 'D<<', 'constructor', '__proto__', '\u{1f1e9}\u{1f1ea}'])
    t.equal(findState(written), null, written)
})

t.test('a state is found by its letters, or by its English name', async (t) => {
  for (const written of ['LKA', 'lka', ' LK ', 'Sri Lanka', 'sri lanka']) t.equal(findState(written), 'LKA', written)
  t.equal(findState('d'), 'DEU')
  t.equal(findState('XXA'), 'XXA')
  for (const written of ['', 'ZZZ', 'Atlantis', 'toString', '__proto__', '🙂', 'x'.repeat(5000)])
    t.equal(findState(written), null, written.slice(0, 20))
})

t.test('all of them are listed, each once', async (t) => {
  t.equal(new Set(KNOWN_STATES).size, KNOWN_STATES.length)
  for (const code of KNOWN_STATES) t.ok(isKnownState(code), code)
  t.equal(twoLettersOf('DEU'), 'DE')
  t.equal(twoLettersOf('XXA'), undefined)
  t.same(
    KNOWN_STATES.filter((code) => twoLettersOf(code) === 'XK'),
    ['RKS'],
    'Kosovo stands once, as passports have it',
  )
})
