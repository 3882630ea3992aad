/** Everything done twice, at once, in two windows, again after an answer that was lost, or after it was over. */
import t from 'tap'
import { type Answer, PORTAL_URL } from '../build-app.ts'
import { onBothDatabases } from '../store/both-databases.ts'
import { keepCopy } from '../store/made-applications.ts'
import { hostileScene, lettersAbout, stateOf, submitting, withdraw } from './hostile-scene.ts'

/** What an answer says, whenever it is given. */
const said = ({ status, body }: Answer) => ({ status, body })

await onBothDatabases((name, open) => {
  t.test(`${name}: ten submissions at once are one, with one receipt, one letter and one reservation`, async (t) => {
    const scene = await hostileScene(t, await open(t))
    const one = await scene.ready(scene.nimali)
    const answers = await Promise.all(Array.from({ length: 10 }, () => scene.submit(scene.nimali, one)))
    for (const answer of answers) t.strictSame(said(answer), said(answers[0] as Answer))
    t.equal(answers[0]?.status, 200, answers.map(({ text }) => text).join())
    t.equal((await lettersAbout(scene, 'submitted', one)).length, 1)
    scene.clock.now += 60
    t.strictSame(said(await scene.submit(scene.nimali, one)), said(answers[0] as Answer), 'and a minute later')
  })

  t.test(`${name}: two travellers with one number at once: one of them has it`, async (t) => {
    const scene = await hostileScene(t, await open(t))
    const amal = await scene.signIn('applicant', 'amal@example.org')
    const one = await scene.ready(scene.nimali)
    // The same passport and number from another account: a family that shares a computer, or a thief.
    const { reference } = (await amal.call('POST', '/v1/applications', { language: 'en' })).body
    await keepCopy(scene.runs, reference)
    let revision = 1
    for (const { page, answers } of (await stateOf(scene.nimali, one)).pages) {
      const path = `/v1/applications/${reference}/pages/${page}`
      revision = (await amal.call('PUT', path, answers, { 'if-match': String(revision) })).body.revision
    }
    const answers = await Promise.all([
      scene.submit(scene.nimali, one),
      scene.submit(amal, { ...one, reference, revision }),
    ])
    t.strictSame(
      answers.map(({ status }) => status === 200).sort(),
      [false, true],
      answers.map(({ text }) => text).join(),
    )
    t.ok(answers.every(({ status }) => [200, 409, 422].includes(status)))
  })

  t.test(`${name}: an invitation that is called off while it is used is used or called off, never both`, async (t) => {
    const scene = await hostileScene(t, await open(t))
    for (let round = 0; round < 5; round += 1) {
      const person = await scene.signIn('applicant', `guest-${round}@example.org`)
      const one = await scene.ready(person)
      const [submitted, calledOff] = await Promise.all([
        scene.submit(person, one),
        scene.asel('POST', `/v1/invitations/${one.invitation}/call-off`),
      ])
      const { state } = (await scene.authority('GET', `/v1/invitations/${one.invitation}`)).body
      t.equal(submitted.status === 200, state === 'reserved', `${submitted.status} ${calledOff.status} ${state}`)
      t.equal(calledOff.status === 200, state === 'cancelled')
      t.equal((await stateOf(person, one)).state, submitted.status === 200 ? 'submitted' : 'draft')
    }
  })

  t.test(
    `${name}: two windows: the later save of a page is told of the earlier one, and neither is lost`,
    async (t) => {
      const scene = await hostileScene(t, await open(t))
      const { nimali } = scene
      const one = await scene.ready(nimali)
      const path = `/v1/applications/${one.reference}/pages/contact`
      const save = (place_of_stay: string, at: number) =>
        nimali.call('PUT', path, { phone: '+94 77 123 4567', place_of_stay }, { 'if-match': `"${at}"` })
      const both = await Promise.all([save('Hotel Almaty', one.revision), save('Hotel Astana 2', one.revision)])
      t.strictSame(both.map(({ status }) => status).sort(), [200, 409])
      const lost = both.find(({ status }) => status === 409)
      t.match(lost?.body.detail, /window|device|meanwhile|chang/i)
      const won = both.findIndex(({ status }) => status === 200)
      const contact = async () =>
        (await stateOf(nimali, one)).pages.find(({ page }: { page: string }) => page === 'contact').answers
          .place_of_stay
      t.equal(await contact(), ['Hotel Almaty', 'Hotel Astana 2'][won])
      t.equal((await scene.submit(nimali, one)).status, 409, 'what was not seen is not submitted')
      const revision = both[won]?.body.revision
      const other = `/v1/applications/${one.reference}/pages/background`
      const answers = { refused_before: 'yes', overstayed: 'no', convicted: 'no', explanation: 'In 2019.' }
      t.equal(
        (await nimali.call('PUT', other, answers, { 'if-match': String(one.revision) })).status,
        200,
        'another page',
      )
      t.equal((await scene.submit(nimali, { ...one, revision })).status, 409)
    },
  )

  t.test(
    `${name}: withdrawn twice and at once with a submission, and a draft that is erased while it is submitted`,
    async (t) => {
      const scene = await hostileScene(t, await open(t))
      const one = await scene.submitted(scene.nimali)
      const twice = await Promise.all([withdraw(scene, one), withdraw(scene, one)])
      t.strictSame(
        twice.map(({ status }) => status),
        [204, 204],
      )
      t.equal((await lettersAbout(scene, 'withdrawn', one)).length, 1)
      const two = await scene.ready(scene.nimali)
      const path = `/v1/applications/${two.reference}`
      const [submitted, erased] = await Promise.all([
        scene.submit(scene.nimali, two),
        scene.nimali.call('DELETE', path),
      ])
      t.equal(
        [submitted.status === 200, erased.status === 204].filter(Boolean).length,
        1,
        `${submitted.status} ${erased.status}`,
      )
      t.equal((await scene.nimali.call('GET', path)).status, submitted.status === 200 ? 200 : 404)
    },
  )

  t.test(`${name}: a question is answered once, and by whom it was asked`, async (t) => {
    const scene = await hostileScene(t, await open(t))
    const { nimali } = scene
    const one = await scene.paid(nimali)
    const path = `/v1/applications/${one.reference}/answers`
    const answer = (revision: number) => nimali.call('POST', path, { revision, text: 'At my sister’s.' })
    t.equal((await answer(one.revision)).status, 409, 'nothing was asked')
    await scene.decide(scene.asel, one, { decision: 'ask', text: 'Where do you stay?' })
    const { revision } = await stateOf(nimali, one)
    const empty = ['', '  ', '\u200b', '\n']
    for (const text of empty)
      t.ok([400, 422].includes((await nimali.call('POST', path, { revision, text })).status), JSON.stringify(text))
    const answers = await Promise.all([answer(revision), answer(revision), answer(revision)])
    t.equal(answers.filter(({ status }) => status === 200).length >= 1, true)
    t.notOk(answers.some(({ status }) => ![200, 409].includes(status)))
    t.equal((await stateOf(nimali, one)).state, 'review')
    const seen = (await scene.asel('GET', `/v1/cases/${one.reference}`)).text
    t.equal(seen.split('At my sister').length - 1, 1, 'it stands there once')
  })
})

t.test('what is over stays over: nothing leads out of a withdrawn case', async (t) => {
  const scene = await hostileScene(t)
  const { nimali } = scene
  const one = await scene.submitted(nimali)
  await withdraw(scene, one)
  const base = `/v1/applications/${one.reference}`
  const before = await stateOf(nimali, one)
  const ways: [path: string, body?: object][] = [
    ['submission', submitting(one.revision)],
    ['reopening'],
    ['payments', { return_address: `${PORTAL_URL}/back` }],
    ['answers', { revision: one.revision, text: 'Please go on.' }],
    ['corrections', { asked: { surname: 'PEREIRA' }, reason: 'a slip' }],
    ['copies', { size: 100 }],
    ['visa/deliveries'],
  ]
  for (const [path, body] of ways) {
    const { status, text } = await nimali.call('POST', `${base}/${path}`, body)
    t.ok([404, 409].includes(status), `${path}: ${status} ${text}`)
  }
  const page = await nimali.call('PUT', `${base}/pages/contact`, {}, { 'if-match': String(one.revision) })
  t.equal(page.status, 409)
  t.strictSame(await stateOf(nimali, one), before)
  const again = await scene.ready(nimali)
  t.equal((await scene.submit(nimali, again)).status, 200, 'another one may be made')
})

t.test('one passport has one application on its way; what was withdrawn gives its number free again', async (t) => {
  const scene = await hostileScene(t)
  const { nimali } = scene
  const one = await scene.submitted(nimali)
  const copyOf = async (number: string) =>
    scene.ready(nimali, { invitation: { visa_support_number: number }, passport: { ...(await passportPage(one)) } })
  const passportPage = async ({ reference }: { reference: string }) =>
    (await stateOf(nimali, { reference })).pages.find(({ page }: { page: string }) => page === 'passport').answers
  const two = await copyOf(one.number)
  t.ok([409, 422].includes((await scene.submit(nimali, two)).status))
  await withdraw(scene, one)
  const answer = await scene.submit(nimali, two)
  t.equal(answer.status, 200, answer.text)
})
