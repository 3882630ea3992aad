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
    lookAgain([visa.qr_text], ENTRY, { recorded: null, because, usedBy: USED as never }, scan, async () =>
      booth.platform(),
    )
  t.match((await again('entries/used-up'))?.decision, {
    outcome: 'refuse',
    reason: 'entries/used-up',
    findings: [{ detail: { checkpoint: 'ALA' } }],
  })
  t.match((await again('crossings-moved'))?.decision, { outcome: 'refuse', reason: 'entries/used-up' })
  t.equal(await again('event/schema'), null, 'what is no reason of the table is no verdict')
  t.match((await again('unknown-visa'))?.decision, {
    outcome: 'refer',
    word: { en: 'SECOND LINE' },
    instruction: { en: /no e-visa of this number/ },
  })
  await admit(await boothAt(t, built), visa)
  t.match((await again('crossings-moved'))?.decision, { outcome: 'refuse', reason: 'entries/used-up' })
})
