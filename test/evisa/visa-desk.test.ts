import t from 'tap'
import { MAX_VISA_DESK_CHARACTERS, readVisaDesk, VISA_DESK_TYP, verifyVisaDesk } from '#evisa/visa-desk.ts'
import { makeTrustList, NOW } from '../made.ts'
import { KEYS, signArtefact } from '../made-keys.ts'

const DESK = { phone: '+7 7172 720000', hours: '08:00-20:00' }
const trust = await makeTrustList()

t.test('reads what an authority writes, and nothing else', async (t) => {
  t.same(readVisaDesk(' +7 7172 720000 , 08:00-20:00 '), DESK)
  t.same(readVisaDesk('+77172720000, 24/7'), { phone: '+77172720000', hours: '24/7' })
  for (const bad of [
    '',
    '+7 7172 720000',
    '720000, 24/7',
    '+7 7172 720000, 8-20',
    '+7 7172 720000, 24:00-25:00',
    '+7 7, 24/7',
  ]) {
    t.equal(readVisaDesk(bad), null, bad)
  }
})

t.test('only a key for policies says whom to call', async (t) => {
  const faultOf = async (change: object = {}, key = KEYS.policy, typ = VISA_DESK_TYP) => {
    const read = await verifyVisaDesk(signArtefact(key, typ, { iat: NOW, ...DESK, ...change }), trust)
    return read.ok ? read.value : read.error
  }
  t.same(await faultOf(), { iat: NOW, ...DESK })
  t.equal(await faultOf({}, KEYS.snapshot), 'artefact/key-purpose')
  t.equal(await faultOf({}, KEYS.stranger), 'artefact/key-unknown')
  t.equal(await faultOf({}, KEYS.policy, 'evisa-policy+jwt'), 'artefact/header')
  t.equal(await faultOf({ phone: 'call me' }), 'artefact/schema')
  t.equal(await faultOf({ more: 1 }), 'artefact/schema')
  const long = await verifyVisaDesk('A'.repeat(MAX_VISA_DESK_CHARACTERS + 1), trust)
  t.equal(long.ok ? null : long.error, 'artefact/too-large')
})
