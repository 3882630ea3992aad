import t from 'tap'
import { type Runs, rows } from '../../../../server/store/steps.ts'
import { CONTENT } from '../../../server/cases/case-scene.ts'
import { consoleOffice, keepPicture } from './console-office.ts'

const looks = ({ read }: Runs) =>
  read(() => rows<{ act: string }>("SELECT act FROM audit WHERE act = 'application-look-up'"))

t.test('the picture is for the officer who has the case, under a policy that runs nothing', async (t) => {
  const office = await consoleOffice(t)
  const { reference } = await office.keep()
  await keepPicture(office.runs, office.built, reference, Buffer.from('jpeg of page one'), Buffer.from('two'))
  const [at, at2] = [await office.signedIn(office.aigul), await office.signedIn(office.marat)]
  const address = `/en/cases/${reference}`
  const unread = await at.get(address)
  t.match(unread.text('.desk-sides__picture'), /shown to the officer who has the case/)
  const shown = await at.send(unread, {}, '/claim')
  const pictures = shown.document.querySelectorAll('img.site-picture').map((one) => one.getAttribute('src') ?? '')
  t.same(pictures, [`${address}/copies/1.jpg`, `${address}/copies/2.jpg`])
  const picture = await at.get(pictures[0] ?? '')
  t.equal(picture.bytes.toString(), 'jpeg of page one')
  t.match(picture.headers, { 'content-type': 'image/jpeg', 'cache-control': 'no-store' })
  t.match(picture.headers['content-security-policy'], /default-src 'none'/)
  t.equal((await at2.get(pictures[0] ?? '')).status, 409)
  t.match((await at2.get(address)).text('main'), /Aigul has it until/)
  t.equal((await at2.get(address)).document.querySelector('img.site-picture'), null)
  for (const file of ['3.jpg', '0.jpg', '1.png', '..%2f1.jpg'])
    t.equal((await at.get(`${address}/copies/${file}`)).status, 404, file)
})

t.test('a page asks for the case once, and names that are markup stay text', async (t) => {
  const office = await consoleOffice(t)
  const content = {
    place_of_stay: '<script>alert(1)</script>',
    background: { ...CONTENT.background, explanation: '<img src=x>' },
  }
  const { reference } = await office.keep({ content })
  const at = await office.signedIn(office.aigul)
  const before = (await looks(office.runs)).length
  const page = await at.get(`/en/cases/${reference}`)
  t.equal((await looks(office.runs)).length, before + 1)
  t.notMatch(page.html, /<script>alert|<img src=x>/)
  t.match(page.text('.desk-said'), /<script>alert/)
  t.notMatch(page.text('title'), /PERERA|NIMALI/)
  t.notMatch(office.lines.join(), /PERERA|N1234567/)
})

t.test('a case is given back, and taken by somebody else', async (t) => {
  const office = await consoleOffice(t)
  const { reference } = await office.keep()
  const [at, at2] = [await office.signedIn(office.aigul), await office.signedIn(office.marat)]
  const address = `/ru/cases/${reference}`
  const shown = await at.send(await at.get(address), {}, '/claim')
  const other = await at2.get(address)
  t.throws(() => other.form('/claim'))
  // The page of before still has its button.
  const late = await at2.post(`${address}/claim`, {
    _form: (await at2.get('/ru/')).form('/sign-out').fields._form ?? '',
  })
  t.equal(late.headers.location, `${address}#main-content`)
  t.match((await at2.get(address)).text('main'), /у сотрудника Aigul/)
  t.match((await at.send(shown, {}, '/give-back')).text('[role=status]'), /возвращено в очередь/)
  t.match((await at2.send(await at2.get(address), {}, '/claim')).text('main'), /Дело у вас до/)
  for (const act of ['claim', 'give-back', 'correction'])
    t.equal((await at.get(`${address}/${act}`)).path, address, act)
})

t.test('whoever decides no cases gets no page of one, and an auditor reads alone', async (t) => {
  const office = await consoleOffice(t)
  const { reference } = await office.keep()
  const operator = await office.signedIn(await office.make('Op', ['operator']))
  for (const path of ['/en/cases', `/en/cases/${reference}`, `/en/cases/${reference}/copies/1.jpg`])
    t.equal((await operator.get(path)).status, 403, path)
  t.notMatch((await operator.get('/en/')).text('main'), /Cases/)
  const auditor = await office.signedIn(await office.make('Au', ['auditor']))
  const page = await auditor.get(`/en/cases/${reference}`)
  t.match([page.status, page.text('h1')], [200, /PERERA/])
  t.throws(() => page.form('/claim'))
  const { _form = '' } = (await auditor.get('/en/')).form('/sign-out').fields
  for (const path of [`/en/cases/${reference}`, `/en/cases/${reference}/claim`, '/en/cases/next'])
    t.equal((await auditor.post(path, { _form, decision: 'no-objection' })).status, 403, path)
  for (const reference of ['AAAAAAAAAAAA', 'x', '%F0%9F%99%82'])
    t.equal((await auditor.get(`/en/cases/${reference}`)).status, 404, reference)
})
