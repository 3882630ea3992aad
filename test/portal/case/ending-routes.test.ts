import t from 'tap'
import { inFiveLanguages } from '../in-five-languages.ts'
import { traveller } from './traveller.ts'

t.test('withdrawing says what becomes of the fee, before and after it is paid', async (t) => {
  const { scene, browser, get, at, one } = await traveller(t, 'submitted')
  t.match((await get('withdraw')).text('main'), /You have paid nothing/)
  await inFiveLanguages(t, browser, `/applications/${one.reference}/withdraw`)
  t.equal(
    (await browser.get(at('withdraw?guess=a'))).form('withdraw').action,
    at('withdraw'),
    'without what it was asked with',
  )
  const other = await scene.paid(scene.nimali)
  const paid = await browser.get(`/en/applications/${other.reference}/withdraw`)
  t.match(paid.text('main'), /The fee that you paid is not given back/)
  const withdrawn = await browser.send(paid, {}, '/withdraw')
  t.match(withdrawn.text('h1'), 'You have withdrawn this application')
  t.equal((await browser.send(paid, {}, '/withdraw')).status, 200, 'twice is once')
  t.match((await get()).text('h1'), 'Now pay the fee', 'and nothing else was')
  t.equal((await browser.get(at('withdraw'))).status, 200)
})

t.test('answers are changed before paying: a draft again, with all that was written', async (t) => {
  const { browser, get, at, one, scene } = await traveller(t, 'submitted')
  await inFiveLanguages(t, browser, `/applications/${one.reference}/change`)
  const reopened = await browser.send(await get('change'), {}, '/change')
  t.equal(reopened.path, at('form'))
  t.match((await scene.nimali.call('GET', `/v1/applications/${one.reference}`)).body, { state: 'draft', missing: [] })
})

t.test('while a payment is open nothing of it is done, and why is said', async (t) => {
  const { browser, get, one } = await traveller(t, 'submitted')
  const [withdraw, change] = [await get('withdraw'), await get('change')]
  await browser.send(await get('pay'), {}, '/pay')
  for (const refused of [await browser.send(withdraw, {}, '/withdraw'), await browser.send(change, {}, '/change')])
    t.match([refused.status, refused.text('main')], [409, /your bank may have taken the money/])
  await inFiveLanguages(t, browser, `/applications/${one.reference}/withdraw`, 409)
  t.match((await get()).text('h1'), 'We are asking the bank', 'it stands as before')
})

t.test('what is decided is neither withdrawn nor changed', async (t) => {
  const { get, at } = await traveller(t, 'issued')
  t.equal((await get('erase')).path, at('data'), 'where it stands from when on it can be erased')
  for (const page of ['withdraw', 'change'])
    t.match(
      [(await get(page)).status, (await get(page)).text('main')],
      [409, /has gone on since|look at how it stands now/],
    )
})

t.test('a draft is erased after a question, and is not there any more', async (t) => {
  const { browser, get, at, one } = await traveller(t, 'ready')
  await inFiveLanguages(t, browser, `/applications/${one.reference}/erase`)
  const erased = await browser.send(await get('erase'), {}, '/erase')
  t.equal(erased.path, '/en/account')
  t.equal((await browser.get(at())).status, 404)
})
