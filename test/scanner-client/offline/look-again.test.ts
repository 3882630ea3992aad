import t from 'tap'
import { lookAgain } from '../../../scanner-client/offline/look-again.ts'
import { check } from '../../../scanner-client/offline/scanner.ts'
import { admit, boothAt, ENTRY, scene } from '../booth-scene.ts'

const USED = { at: 1, checkpoint: 'ALA', device: 'booth-1' }

t.test('says by what is known now why nobody was admitted, and never that all is clear', async (t) => {
  const { built, visa, stations } = await scene(t, 1)
  const [booth] = stations
  const scan = await check([visa.qr_text], ENTRY, booth.platform())
  t.equal(scan.decision.outcome, 'clear')
  const again = (because: string) =>
    lookAgain([visa.qr_text], ENTRY, { recorded: null, because, isHeld: true, usedBy: USED as never }, scan, async () =>
      booth.platform(),
    )
  t.match((await again('entries/used-up')).decision, {
    outcome: 'refuse',
    reason: 'entries/used-up',
    findings: [{ detail: { checkpoint: 'ALA' } }],
  })
  t.match((await again('crossings-moved')).decision, { outcome: 'refuse', reason: 'entries/used-up' })
  for (const [because, said] of [
    ['unknown-visa', /no e-visa of this number/],
    ['revoked-device', /access was ended/],
    ['id-reused', /a record of the same id/],
    ['attempt/stale', /came too late/],
    ['event/schema', /not the right form/],
    ['event/of-tomorrow', /event\/of-tomorrow/],
  ] as const) {
    t.match(
      await again(because),
      {
        said: { because, isHeld: true },
        decision: { outcome: 'refer', reason: null, word: { en: 'SECOND LINE' }, instruction: { en: said } },
      },
      because,
    )
  }
  await admit(await boothAt(t, built), visa)
  t.match((await again('crossings-moved')).decision, { outcome: 'refuse', reason: 'entries/used-up' })
  t.match(await again('unknown-visa'), {
    said: { because: 'unknown-visa' },
    decision: { outcome: 'refuse', reason: 'entries/used-up' },
  })
})

t.test('a device whose access has ended meanwhile keeps no green verdict either', async (t) => {
  const { visa, stations } = await scene(t, 1)
  const [booth] = stations
  const scan = await check([visa.qr_text], ENTRY, booth.platform())
  await booth.store.setAccessEnded('the authority ended it')
  const held = { recorded: null, because: 'revoked-device', isHeld: true, usedBy: null } as const
  const offline = async () => booth.platform({ client: null })
  t.match(await lookAgain([visa.qr_text], ENTRY, held, scan, offline), { decision: { outcome: 'refer' } })
})
