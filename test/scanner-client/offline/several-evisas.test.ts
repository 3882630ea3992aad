import t from 'tap'
import { demoPassport } from '../../../fixtures/demo-applications.ts'
import { check } from '../../../scanner-client/offline/scanner.ts'
import { type Decided, meantEvisa, SeveralEvisas } from '../../../scanner-client/offline/several-evisas.ts'
import { application, MRZ } from '../../server/build-app.ts'
import { BOARDING, boothAt, ENTRY, scene } from '../booth-scene.ts'

const [COMPANION, STRANGER] = [demoPassport('PA0456789'), demoPassport('167890123')]

/** Two people who travel together, with their e-visas on one paper; a booth and a gate. */
async function together(t: Parameters<typeof scene>[0]) {
  const { built, visa, stations } = await scene(t, 1)
  const { holder, passport } = application()
  const other = await built.issue({
    holder: {
      ...holder,
      surname: COMPANION.surname,
      given_names: COMPANION.givenNames,
      nationality: COMPANION.nationality,
      sex: COMPANION.sex,
      birth_date: `19${COMPANION.birthDate.replace(/(..)(..)(..)/, '$1-$2-$3')}`,
    },
    passport: { ...passport, number: COMPANION.number, issuer: COMPANION.issuer },
  })
  const paper = ['BOARDING PASS', visa.qr_text, other.qr_text, visa.qr_text]
  return { built, visa, other, paper, booth: stations[0], gate: await boothAt(t, built, 'carrier') }
}

t.test('with a passport the e-visa of that passport is answered, wherever it stands on the paper', async (t) => {
  const { visa, other, paper, booth, gate } = await together(t)
  for (const texts of [paper, paper.toReversed()]) {
    const first = await check(texts, ENTRY, booth.platform())
    t.match(first.decision, { outcome: 'clear', visa: { visa_number: visa.visa_number } })
    const second = await check(texts, { ...BOARDING, mrz: COMPANION.mrz.join('\n') }, gate.platform())
    t.match(second.decision.visa, { visa_number: other.visa_number })
    t.notOk(second.decision.findings.some(({ reason }) => reason.startsWith('passport/number')))
  }
  const neither = await check(paper, { ...BOARDING, mrz: STRANGER.mrz.join('\n') }, gate.platform())
  t.match(neither.decision, { outcome: 'refuse', reason: 'passport/number' }, 'a passport of neither')
})

t.test(
  'without one there is no verdict, and each is offered once; one that reads as nothing tells nothing',
  async (t) => {
    const { visa, other, paper, booth, gate } = await together(t)
    const { mrz: _, ...unread } = BOARDING
    for (const situation of [unread, { ...unread, mrz: 'none' }, { ...unread, mrz: MRZ.slice(0, 60) }]) {
      const error = await check(paper, situation, gate.platform()).catch((thrown: unknown) => thrown)
      t.ok(error instanceof SeveralEvisas)
      t.same(
        (error as SeveralEvisas).evisas.map(({ text, visa: { visa_number } }) => [text, visa_number]),
        [visa, other].map(({ qr_text, visa_number }) => [qr_text, visa_number]),
      )
    }
    t.same(await gate.store.checksOf(visa.visa_number), [], 'nobody was checked')
    const chosen = await check([other.qr_text], ENTRY, booth.platform())
    t.match(chosen.decision.visa, { visa_number: other.visa_number })
  },
)

t.test('of one person’s e-visas the best is meant, and nobody is asked', async (t) => {
  const { built, visa, booth } = await together(t)
  const newer = await built.issue()
  const withdrawn = { status: 'revoked', reason: 'a newer one was issued' }
  t.equal((await built.authority('PUT', `/v1/visas/${visa.visa_number}/status`, withdrawn)).status, 200)
  const { mrz: _, ...unread } = ENTRY
  for (const situation of [ENTRY, unread]) {
    const { decision } = await check([visa.qr_text, newer.qr_text], situation, booth.platform())
    t.match(decision.visa, { visa_number: newer.visa_number })
    t.not(decision.outcome, 'refuse')
  }
})

t.test('where none is proven the first text is answered', async (t) => {
  const { booth } = await together(t)
  const scan = await check(['BOARDING PASS', 'EV1:123'], ENTRY, booth.platform())
  t.match(scan.decision, { reason: 'qr/not-an-evisa' })
  const only: Decided = ['text', scan.decision]
  t.equal(meantEvisa([only], MRZ), only)
})
