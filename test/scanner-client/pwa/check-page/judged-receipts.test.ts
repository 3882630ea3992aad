import t, { type Test } from 'tap'
import { type CheckReceipt, receiptOf, signCheckReceipt } from '#evisa/receipt-of-check.ts'
import type { TrustList } from '#evisa/trust-list.ts'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import { inflateBytes } from '../../../../platform/inflate-bytes.ts'
import { Unreachable } from '../../../../scanner-client/offline/http-call.ts'
import { fetchKnowledge } from '../../../../scanner-client/pwa/check-page/check-knowledge.ts'
import {
  isAbout,
  judgeReceipts,
  looksLikeReceipts,
  readReceipts,
} from '../../../../scanner-client/pwa/check-page/judged-receipts.ts'
import { ARRIVAL, build, type EnrolledDevice, NOW } from '../../../server/build-app.ts'
import { answersOf, FLIGHTS, flightOf } from '../../../server/flights/made-flight.ts'
import { fetchOf, HERE, ORIGIN } from './check-scene.ts'

const SALT = 'c2FsdA'.padEnd(22, 'A')
const situation = { audience: 'carrier', checkpoint: 'NQZ', arrival: ARRIVAL, flight: 'KC104' } as const
const document = { visaNumber: 'K7Q2M4XN9TBD', passportNumber: 'N1234567', text: null }
const answer = {
  ...({ outcome: 'clear', reason: null, findings: [], asked_for: '2026-11-22', decided_at: NOW } as const),
  ...{ online: false, knew: [], not_known: ['server'] },
}

async function ofDevice({ id, key }: EnrolledDevice, change: Partial<CheckReceipt> = {}, about = document) {
  const frame = { id: '0193e7a0-0000-7000-8000-000000000000', signed_by: 'device', device: id, carrier: null } as const
  const receipt = await receiptOf(answer, situation, about, { ...frame, salt: SALT, outage: 'no network' })
  return JSON.stringify({ receipt: await signCheckReceipt({ ...receipt, ...change }, key), salt: SALT })
}

async function scene(t: Test) {
  const built = await build(t)
  const asked: string[] = []
  const fetch = fetchOf(built, asked)
  const signal = new AbortController().signal
  const known = await fetchKnowledge({ ...HERE, fetch, verify: { inflate: inflateBytes }, signal })
  if (!known.ok) throw new Error(known.error)
  const trust = known.value.knowledge.trust as TrustList
  asked.length = 0
  const context = { fetch, origin: ORIGIN, trust, signal }
  return { built, asked, context, judge: (...lines: string[]) => judgeReceipts(lines.join('\n'), context) }
}

t.test("the authority's and a device's receipts, as saved, bare, or as their code holds them", async (t) => {
  const { built, asked, judge } = await scene(t)
  const carrier = await built.enrol('carrier')
  const flight = await carrier.call('POST', FLIGHTS, flightOf([{ nationality: 'KAZ' }, { text: 'x' }]))
  const [one, other] = answersOf(flight).map(({ receipt }) => receipt)
  const own = await ofDevice(carrier)
  const bare: string = other?.receipt ?? ''
  const judged = await judge(`\ufeff${JSON.stringify(one)}`, '', `https://evisa.example/Q#${bare}`, bare, own, own)
  t.same(
    judged.map(({ line, fault, receipt }) => [line, fault, receipt?.signed_by, receipt?.outcome]),
    [
      [1, null, 'authority', 'not-applicable'],
      [3, null, 'authority', 'refer'],
      [4, null, 'authority', 'refer'],
      [5, null, 'device', 'clear'],
      [6, null, 'device', 'clear'],
    ],
  )
  t.same(asked, [`/v1/device-keys/${carrier.id}`], 'a key is asked for once, and nothing else')
  t.ok(looksLikeReceipts(own))
  t.ok(looksLikeReceipts(`HTTPS://EVISA.EXAMPLE/Q#${bare}`))
  for (const none of ['', 'EV1:123', 'https://evisa.example/Q#0123', '{"receipt":"x","salt":""}'])
    t.notOk(looksLikeReceipts(none), none)
  t.same(readReceipts('\n\n'), [])
})

t.test('what proves nothing says why', async (t) => {
  const { built, judge, context } = await scene(t)
  const [carrier, other] = [await built.enrol('carrier'), await built.enrol('carrier')]
  const faultOf = async (line: string) => (await judge(line))[0]?.fault
  const genuine = await ofDevice(carrier)
  const { receipt } = JSON.parse(genuine)
  const [header, payload, signature] = receipt.split('.')
  const said = Buffer.from(payload, 'base64url').toString().replace('"outcome":"clear"', '"outcome":"refer"')
  t.equal(await faultOf(genuine), null)
  t.equal(await faultOf([header, Buffer.from(said).toString('base64url'), signature].join('.')), 'artefact/signature')
  t.equal(await faultOf(await ofDevice(carrier, { device: other.id })), 'receipt/device')
  t.equal(await faultOf(await ofDevice(carrier, { device: 'dev-0000000000' })), 'receipt/device-unknown')
  t.equal(await faultOf(await ofDevice(carrier, { iat: NOW - 86_400 })), 'receipt/device')
  t.equal(await faultOf(await ofDevice(carrier, { signed_by: 'authority' })), 'artefact/key-unknown')
  t.equal(await faultOf('nonsense'), 'receipt/format')
  await t.rejects(
    judgeReceipts(genuine, { ...context, fetch: () => Promise.reject(new TypeError('fetch failed')) }),
    Unreachable,
  )
})

t.test('a receipt is tied to a document by its salt, and by nothing without it', async (t) => {
  const { built, judge } = await scene(t)
  const { visa_number: visaNumber } = await built.issue()
  const own = await ofDevice(await built.enrol('carrier'), {}, { ...document, visaNumber })
  const [kept, bare] = await judge(own, JSON.parse(own).receipt)
  if (kept === undefined || bare === undefined) return t.fail('two receipts')
  t.equal(await isAbout(kept, formatVisaNumber(visaNumber).toLowerCase(), 'N 1234567'), true)
  t.equal(await isAbout(kept, visaNumber, 'N1234568'), false)
  t.equal(await isAbout(kept, '', 'N1234567'), false)
  t.equal(await isAbout(bare, visaNumber, 'N1234567'), null)
})
