import t from 'tap'
import { deviceAccess } from '../../../../scanner-client/offline/device-access.ts'
import { askByNumber, NoSuchVisa } from '../../../../scanner-client/pwa/scanning/ask-by-number.ts'
import { ARRIVAL, build } from '../../../server/build-app.ts'
import { boothAt } from '../../booth-scene.ts'
import { NOBODY_ANSWERS } from '../../made-station.ts'

t.test('a carrier gets a decision, a booth the code itself, and nobody an answer without the server', async (t) => {
  const built = await build(t)
  const visa = await built.issue()
  const { holder, passport } = visa.claims
  const asked = {
    visaNumber: visa.visa_number,
    passportNumber: passport.number,
    birthDate: holder.birth_date,
    mrz: null,
  }
  const signal = new AbortController().signal
  for (const role of ['carrier', 'border'] as const) {
    const station = await boothAt(t, built, role)
    const key = await station.store.deviceKey()
    if (key === null) throw new Error('no key')
    const { issuer, device } = station.enrolment
    const now = () => Math.floor(Date.now() / 1000)
    const access = deviceAccess({ fetch: station.fetch, issuer, device, key, now, trust: station.trust })
    const situation =
      role === 'carrier'
        ? ({ audience: role, checkpoint: 'NQZ', arrival: ARRIVAL } as const)
        : ({ audience: 'entry', checkpoint: 'NQZ' } as const)
    const answer = await askByNumber(access, asked, situation, signal)
    if (role === 'carrier') t.match(answer, { decision: { outcome: 'clear' } })
    else t.same(answer, { text: visa.qr_text })
    const other = { ...asked, birthDate: '1980-01-01' }
    if (role === 'border') await t.rejects(askByNumber(access, other, situation, signal), NoSuchVisa)
    else t.match(await askByNumber(access, other, situation, signal), { decision: { outcome: 'refuse', visa: null } })
    station.meddle = NOBODY_ANSWERS
    t.equal(await askByNumber(access, asked, situation, signal), 'unreachable')
  }
})
