/** What people type into the pages of an application: each is named with what to do, and none is paid for. */
import t from 'tap'
import type { PageName } from '../../../server/applications/pages.ts'
import { problemOf } from '../build-app.ts'
import { onBothDatabases } from '../store/both-databases.ts'
import { hostileScene, stateOf, submitting } from './hostile-scene.ts'

type Typed = readonly [what: string, page: PageName, answers: Record<string, unknown>, field: string]

/** No other text may have them: told as a fault, alike on both stores. */
const UNSEEN = ['Hotel\u0000Astana', 'Hotel \ud800', 'Hotel\u0007', 'Hotel\u202eAstana']
const LONG = 'A'.repeat(3_000)
/** Each is kept as it was typed, told as a fault of its field, and stops the submission. */
const FAULTS: readonly Typed[] = [
  ['no purpose', 'trip', { purpose: '' }, 'purpose'],
  ['a purpose that is none', 'trip', { purpose: 'espionage' }, 'purpose'],
  ['exit before entry', 'trip', { expected_entry: '2026-12-04', expected_exit: '2026-12-03' }, 'expected_exit'],
  ['entry yesterday', 'trip', { expected_entry: '2026-11-21' }, 'expected_entry'],
  ['a month that is none', 'trip', { expected_entry: '2026-13-01' }, 'expected_entry'],
  ['30 February', 'trip', { expected_entry: '30.02.2027' }, 'expected_entry'],
  ['29 February of a year without one', 'trip', { expected_entry: '29.02.2027' }, 'expected_entry'],
  ['a day in words', 'trip', { expected_entry: 'next Tuesday' }, 'expected_entry'],
  ['a day that may be two', 'trip', { expected_entry: '03/04/2027' }, 'expected_entry'],
  ['only spaces for a number', 'invitation', { visa_support_number: '   ' }, 'visa_support_number'],
  ['an emoji for a number', 'invitation', { visa_support_number: '🛂🛂🛂🛂' }, 'visa_support_number'],
  ['a name in Cyrillic', 'passport', { surname: 'Перера' }, 'surname'],
  ['a name in Arabic', 'passport', { surname: 'بيريرا' }, 'surname'],
  ['a name in Chinese', 'passport', { given_names: '尼马利' }, 'given_names'],
  ['an emoji for a name', 'passport', { surname: 'PERERA 🙂' }, 'surname'],
  ['a name that reads backwards', 'passport', { surname: 'PER\u202eERA' }, 'surname'],
  ['a name that is half Cyrillic', 'passport', { surname: 'PЕRERA' }, 'surname'],
  ['a name without end', 'passport', { surname: LONG }, 'surname'],
  ['no surname', 'passport', { surname: '' }, 'surname'],
  ['a name other than in the passport', 'passport', { surname: 'Pereira' }, 'surname'],
  ['a passport of nobody', 'passport', { number: '' }, 'number'],
  ['a number of a passport without end', 'passport', { number: LONG }, 'number'],
  ['a state that is none', 'passport', { issuer: 'XXQ' }, 'issuer'],
  ['a nationality that is none', 'passport', { nationality: 'Atlantis' }, 'nationality'],
  ['born tomorrow', 'passport', { birth_date: '2026-11-23' }, 'birth_date'],
  ['born in another century', 'passport', { birth_date: '1850-01-01' }, 'birth_date'],
  ['born on 29 February of a year without one', 'passport', { birth_date: '29 FEB 1991' }, 'birth_date'],
  ['a passport that ran out', 'passport', { expires: '2026-11-21' }, 'expires'],
  ['a passport that ends one day too soon', 'passport', { expires: '2027-06-20' }, 'expires'],
  ['a sex that is none', 'passport', { sex: 'yes' }, 'sex'],
  ['no telephone', 'contact', { phone: '' }, 'phone'],
  ['words for a telephone', 'contact', { phone: 'call me' }, 'phone'],
  ['no place to stay', 'contact', { place_of_stay: ' \u200b ' }, 'place_of_stay'],
  ['a place without end', 'contact', { place_of_stay: LONG }, 'place_of_stay'],
  ['a no that is neither', 'background', { convicted: 'maybe' }, 'convicted'],
  ['a declaration that is not made', 'declaration', { is_true: 'no' }, 'is_true'],
  ['a fee that is thought to come back', 'declaration', { not_refunded: false }, 'not_refunded'],
]

t.test('what cannot be is named by its field, kept as it was typed, and not submitted', async (t) => {
  const scene = await hostileScene(t)
  for (const [index, [what, page, answers, field]] of FAULTS.entries()) {
    const person = await scene.signIn('applicant', `typist-${index}@example.org`)
    const one = await scene.ready(person, { [page]: answers })
    const refused = await scene.submit(person, one)
    const { pages, state } = await stateOf(person, one)
    const kept = pages.find((kept: { page: string }) => kept.page === page)
    t.equal(refused.status, 422, `${what}: ${refused.text}`)
    const named = [...kept.faults, ...(refused.body.errors ?? [])].filter((fault) => fault.field.endsWith(field))
    t.ok(named.length > 0 && named.every(({ message }) => message.length > 4), `${what} is named: ${refused.text}`)
    t.equal(state, 'draft')
    t.match(kept.answers, answers, `${what} is lost`)
  }
})

/** Each is no page at all: it is turned away, and what stands there stays. */
const NO_PAGES: readonly (readonly [string, unknown])[] = [
  ['a member that nobody asked for', { place_of_stay: 'Hotel', is_admin: true }],
  ['an object for a text', { place_of_stay: { $ne: '' } }],
  ['a list for a text', { place_of_stay: ['Hotel'] }],
  ['null for a text', { place_of_stay: null }],
  ['more than any text may have', { place_of_stay: 'A'.repeat(10_000) }],
  ['no JSON', '{"place_of_stay":'],
  ['a list for a page', ['Hotel']],
  ['a prototype', '{"__proto__":{"place_of_stay":"x"}}'],
]

await onBothDatabases((name, open) => {
  t.test(`${name}: what is no page is turned away, and loses nothing of what was kept`, async (t) => {
    const scene = await hostileScene(t, await open(t))
    const { nimali } = scene
    const one = await scene.ready(nimali)
    const before = await stateOf(nimali, one)
    const path = `/v1/applications/${one.reference}/pages/contact`
    const match = { 'if-match': String(one.revision), 'content-type': 'application/json' }
    for (const [what, body] of NO_PAGES) {
      const answer = await nimali.call('PUT', path, body, match)
      t.equal(answer.status, 400, `${what}: ${answer.text}`)
      t.equal(problemOf(answer), 'bad-request', what)
    }
    t.strictSame(await stateOf(nimali, one), before)
    let { revision } = before
    for (const typed of UNSEEN) {
      const { body } = await nimali.call('PUT', path, { place_of_stay: typed }, { 'if-match': String(revision) })
      t.match(
        body.faults.filter(({ field }: { field: string }) => field === 'place_of_stay'),
        [{ rule: 'control-character' }],
      )
      revision = body.revision
      t.equal((await scene.submit(nimali, { ...one, revision })).status, 422, JSON.stringify(typed))
    }
    for (const bad of ['', '-1', 'W/"1"', '*', '1, 2', '99999999999999']) {
      const answer = await nimali.call('PUT', path, { phone: '+94 77 123 4567' }, { 'if-match': bad })
      t.ok([400, 409, 412, 428].includes(answer.status), `if-match ${bad}: ${answer.status}`)
    }
    t.match(await stateOf(nimali, one), { state: 'draft', revision })
  })
})

t.test('a text in another alphabet is told to be written as in the passport', async (t) => {
  const scene = await hostileScene(t)
  const one = await scene.ready(scene.nimali, { passport: { surname: 'Перера' } })
  const { pages } = await stateOf(scene.nimali, one)
  const { faults } = pages.find(({ page }: { page: string }) => page === 'passport')
  t.match(faults, [{ field: 'surname', message: /latin|passport/i }])
})

t.test('what only looks wrong is taken: 29 February, pasted spaces, the last day that is enough', async (t) => {
  const scene = await hostileScene(t)
  const one = await scene.ready(scene.nimali, {
    trip: { purpose: 'tourism', expected_entry: '\u00a02026-11-22 ', expected_exit: '21 December 2026' },
    contact: { phone: '\u202a+94\u00a077\u00a0123\u00a04567\u202c ', place_of_stay: 'Қонақ үйі «Астана», 1' },
  })
  const answer = await scene.submit(scene.nimali, one)
  t.equal(answer.status, 200, answer.text)
})

t.test('today is the day in Kazakhstan, where it is yesterday still in UTC', async (t) => {
  const scene = await hostileScene(t)
  // 2026-11-22, 01:00 in Almaty; 20:00 of the day before in UTC.
  scene.clock.now -= 9 * 3_600
  const today = await scene.ready(scene.nimali, { trip: { expected_entry: '2026-11-22', expected_exit: '2026-11-30' } })
  t.equal((await scene.submit(scene.nimali, today)).status, 200)
  const yesterday = await scene.ready(scene.nimali, { trip: { expected_entry: '2026-11-21' } })
  t.equal((await scene.submit(scene.nimali, yesterday)).status, 422)
})

t.test('a body of a megabyte, of another kind, or that is deep is turned away at once', async (t) => {
  const scene = await hostileScene(t)
  const { reference, revision } = await scene.ready(scene.nimali)
  const path = `/v1/applications/${reference}/submission`
  const begun = performance.now()
  const bodies = [`{"revision":"${'9'.repeat(1_100_000)}"}`, `${'['.repeat(60_000)}`, '\ufeff{}', 'revision=1']
  for (const body of bodies) {
    const answer = await scene.nimali.call('POST', path, body, { 'content-type': 'application/json' })
    t.ok(answer.status >= 400 && answer.status < 500, `${body.slice(0, 20)}: ${answer.status}`)
  }
  const form = await scene.nimali.call('POST', path, 'revision=1', { 'content-type': 'text/xml' })
  t.equal(form.status, 415)
  t.ok(performance.now() - begun < 2_000)
  for (const odd of [{ ...submitting(revision), fee_minor: 1 }, { ...submitting(revision), revision: 1.5 }, {}]) {
    t.equal((await scene.nimali.call('POST', path, odd)).status, 400, JSON.stringify(odd))
  }
})
