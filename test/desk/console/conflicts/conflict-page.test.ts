import t from 'tap'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import { entryOf, unresolvedOf } from '../../../made-device.ts'
import { NOW } from '../../../server/build-app.ts'
import { borderScene, firstConflict, usedTwice } from './border-scene.ts'

t.test('shows what it is, how the e-visa stands, and the records of both booths side by side', async (t) => {
  const scene = await borderScene(t)
  const { number, booths } = await usedTwice(scene.built)
  const page = await firstConflict(scene)
  t.equal(page.text('h1'), 'Double use')
  t.match(page.text('main'), /There are more entries than the e-visa allows.*Find out who entered/)
  t.match(page.texts('.govuk-summary-list__row'), [
    `E-visa ${formatVisaNumber(number)}`,
    'Status valid',
    'Entries used 2 of 1',
    `Booth of the newest record NQZ · ${booths[1].id}`,
    'Found 22 Nov 2026, 10:00',
  ])
  t.match(page.texts('.desk-times--2 > li'), [
    new RegExp(`09:50:00 ?Entry, without a network ?ALA · ${booths[0].id}.*KZ-1 · typed, by no key`),
    new RegExp(`09:59:00 ?Entry, without a network ?NQZ · ${booths[1].id}.*nobody is named`),
  ])
  t.same(
    page.document.querySelectorAll('.desk-times > li').map((one) => one.getAttribute('class')),
    ['desk-lane-1', 'desk-lane-2'],
  )
  t.equal(page.text('h3'), '22 November 2026')
  t.notMatch(page.text('title'), new RegExp(`${formatVisaNumber(number)}|over-use|KZ-1`))
})

t.test('many records are shown a page at a time', async (t) => {
  const scene = await borderScene(t)
  const { number, booths } = await usedTwice(scene.built)
  const more = Array.from({ length: 100 }, (_, at) => entryOf(number, { checkpoint: 'CIT', at: NOW - 50 + (at % 40) }))
  await booths[1].handIn(...more)
  const page = await firstConflict(scene)
  t.match(page.text('main'), 'How many of this kind 101')
  t.equal(page.texts('.desk-times > li').length, 100)
  const next = page.document.querySelectorAll('main p a').find(({ text }) => text === 'Later records')
  const last = await scene.at.get(next?.getAttribute('href') ?? '')
  t.equal(last.texts('.desk-times > li').length, 2)
  t.match(last.text('main'), 'From the first record')
})

t.test('who reads is told who reviews; what is markup stays a text', async (t) => {
  const scene = await borderScene(t)
  const { built, make, signedIn } = scene
  const { visa_number } = await built.issue()
  const booth = await built.enrol('border')
  await booth.handIn(unresolvedOf(visa_number, { checkpoint: '<b>ALA', operator: '"><script>x</script>' }))
  const auditor = await signedIn(await make('Reads', ['auditor']))
  const page = await firstConflict({ at: auditor })
  t.match(page.text('main'), /Nobody has reviewed it|nobody has reviewed it\. A supervisor or a border supervisor/)
  t.equal(page.document.querySelector('main form'), null)
  t.match(page.text('.desk-record'), /<b>ALA.*"><script>x<\/script> · typed/)
  t.equal(page.document.querySelector('main script'), null)
  t.match(page.text('.desk-record'), /the person walked away.*Shown at: ?09:59:00|Because.*walked away/)
})

t.test('one that is none is not there, whatever stands in its place', async (t) => {
  const { at } = await borderScene(t)
  for (const none of ['over-use:none', "' OR 1=1 --", '<script>', '%2e%2e', `x${'y'.repeat(180)}`, 'a%2Fb', '%00'])
    t.equal((await at.get(`/en/conflicts/${encodeURIComponent(none)}`)).status, 404, none)
})
