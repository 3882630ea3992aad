import t from 'tap'
import { lookBack } from '../../../server/looking-back/look-back.ts'
import { keepCase } from '../../server/cases/case-scene.ts'
import { runsOf } from '../../server/cases/made-office.ts'
import { CLEAR, seen } from '../../server/cases/signed-office.ts'
import { consoleScene } from './console-scene.ts'

t.test('a case that was drawn is looked at again by who did not decide it, and signed', async (t) => {
  const scene = await consoleScene(t)
  const { built } = scene
  const [aigul, marat] = [await scene.make('Aigul', ['case-officer']), await scene.make('Marat', ['case-officer'])]
  const auditing = await scene.make('Auditor', ['auditor'])
  const { reference } = await keepCase(runsOf(t, built))
  const { revision } = await seen(aigul, reference)
  t.equal((await aigul.sign({ kind: 'case', reference, revision, ...CLEAR })).status, 200)
  built.clock.now += 86_400
  await lookBack({ store: built.store, now: () => built.clock.now, randomInt: () => 0, officeLanguage: 'en' })
  const own = await scene.signedIn(aigul)
  t.match((await own.get('/en/second-looks')).text('.site-card'), /no objection.*Aigul.*You decided in it/)
  const at = await scene.signedIn(marat)
  t.match((await at.get('/en/')).text('.desk-today'), /Decided cases to be looked at again/)
  const page = await at.get('/ru/second-looks')
  const field = `reason-${reference}`
  const without = await at.send(page, { verdict: 'wrong' })
  t.equal(without.status, 422)
  t.equal(without.document.querySelector('.govuk-error-summary a')?.getAttribute('href'), `#${field}`)
  const text = await at.send(without, { verdict: 'wrong', [field]: '<b>another picture</b>' })
  t.match(text.text('dl'), /есть ошибка/)
  t.match((await at.send(text, await scene.answer(at, text, marat))).text('main'), /Подписано/)
  t.match((await at.get('/en/second-looks')).text('main'), /No case waits/)
  const all = await at.get('/en/second-looks?state=all')
  t.match(all.text('.site-card'), /not as it should be: <b>another picture<\/b>.*Marat/)
  t.notMatch(all.html, '<b>another')
  const auditor = await scene.signedIn(auditing)
  t.equal((await auditor.get('/kk/second-looks')).status, 200)
  const refused = await auditor.send(page, { verdict: 'right' })
  t.not(refused.status, 200)
})
