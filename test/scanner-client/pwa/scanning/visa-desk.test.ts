import t from 'tap'
import { heldSet } from '../../../../scanner-client/offline/held-knowledge.ts'
import { scannerLine } from '../../../../scanner-client/offline/scanner-line.ts'
import { keptVisaDesk, refreshVisaDesk } from '../../../../scanner-client/pwa/scanning/visa-desk.ts'
import { build, VISA_DESK } from '../../../server/build-app.ts'
import { boothAt, mend } from '../../booth-scene.ts'
import { NOBODY_ANSWERS, VERIFY } from '../../made-station.ts'
import { memoryStorage } from './memory-storage.ts'

async function gateAt(t: Parameters<typeof build>[0], options: Parameters<typeof build>[1] = {}) {
  const built = await build(t, options)
  const station = await boothAt(t, built, 'carrier')
  const { store, enrolment, fetch } = station
  const access = await scannerLine(fetch, () => Math.floor(Date.now() / 1000), VERIFY).accessOf(store, enrolment)
  const trust = (await heldSet(store, VERIFY))?.trust
  if (access === null || trust === undefined) throw new Error('it is enrolled and has synced')
  return { built, station, access, trust, now: built.clock.now }
}

t.test('the number is asked for once a day, and kept for when there is no network', async (t) => {
  const { station, access, trust, now } = await gateAt(t)
  const kept = memoryStorage()
  t.equal(await keptVisaDesk(kept, trust), null)
  t.match(await refreshVisaDesk(kept, trust, access, now), VISA_DESK)
  station.meddle = NOBODY_ANSWERS
  const asked = station.calls.length
  t.match(await refreshVisaDesk(kept, trust, access, now + 3600), VISA_DESK)
  t.equal(station.calls.length, asked, 'nobody is asked')
  t.match(await refreshVisaDesk(kept, trust, access, now + 2 * 86_400), VISA_DESK, 'asked in vain')
  t.match(await keptVisaDesk(kept, trust), VISA_DESK)
  mend(station)
  station.meddle = async (call, answer) =>
    call.endsWith('/v1/visa-desk') ? { status: 200, text: 'call me', headers: {} } : answer()
  t.match(await refreshVisaDesk(kept, trust, access, now + 2 * 86_400), VISA_DESK, 'what nobody signed is not taken')
})

t.test('where the authority names none, or none any more, nothing is shown', async (t) => {
  const { access, trust, now } = await gateAt(t, { visaDesk: null })
  const kept = memoryStorage()
  t.equal(await refreshVisaDesk(kept, trust, access, now), null)
  kept.setItem('evisa-visa-desk', 'what another authority signed')
  t.equal(await refreshVisaDesk(kept, trust, access, now), null)
  t.equal(kept.getItem('evisa-visa-desk'), null)
})
