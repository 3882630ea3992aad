import t, { type Test } from 'tap'
import { isAbout, type JudgedReceipt } from '#evisa/prove-receipts.ts'
import { type CheckReceipt, receiptOf, signCheckReceipt } from '#evisa/receipt-of-check.ts'
import { agesOf } from '#evisa/staleness.ts'
import type { TrustList } from '#evisa/trust-list.ts'
import { formatVisaNumber } from '#evisa/visa-number.ts'
import { inflateBytes } from '../../../../platform/inflate-bytes.ts'
import { Unreachable } from '../../../../scanner-client/offline/http-call.ts'
import { fetchKnowledge } from '../../../../scanner-client/pwa/check-page/check-knowledge.ts'
import { judgeReceipts, looksLikeReceipts } from '../../../../scanner-client/pwa/check-page/judged-receipts.ts'
import { ARRIVAL, type Built, build, type EnrolledDevice, NOW } from '../../../server/build-app.ts'
import { answersOf, FLIGHTS, flightOf } from '../../../server/flights/made-flight.ts'
import { fetchOf, HERE, ORIGIN } from './check-scene.ts'

const SALT = 'c2FsdA'.padEnd(22, 'A')
const situation = { audience: 'carrier', checkpoint: 'NQZ', arrival: ARRIVAL, flight: 'KC104' } as const
const document = { visaNumber: 'K7Q2M4XN9TBD', passportNumber: 'N1234567', text: null }
const answer = {
  ...({ outcome: 'clear', reason: null, findings: [], asked_for: '2026-11-22', decided_at: NOW } as const),
  ...{ online: false, not_known: ['server'] },
}

/** What a device signs that holds what this server published. */
async function ofDevice(
  { publisher }: Built,
  { id, key }: EnrolledDevice,
  change: Partial<CheckReceipt> = {},
  about = document,
) {
  const knew = agesOf(await publisher.knowledge(), null, NOW)
  const frame = { id: '0193e7a0-0000-7000-8000-000000000000', signed_by: 'device', device: id, carrier: null } as const
  const receipt = await receiptOf({ ...answer, knew }, situation, about, { ...frame, salt: SALT, outage: 'no network' })
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
  const judge = (...lines: string[]) => judgeReceipts(lines.join('\n'), context)
  const proven = async (...lines: string[]) =>
    (await judge(...lines)).map(({ line, proof }) =>
      proof.ok ? [line, proof.value.standing, ...proof.value.contradictions] : [line, proof.error],
    )
  return { built, asked, context, judge, proven, trust }
}

t.test("the authority's and a device's receipts, as saved, bare, or as their code holds them", async (t) => {
  const { built, asked, proven, trust } = await scene(t)
  const carrier = await built.enrol('carrier')
  const flight = await carrier.call('POST', FLIGHTS, flightOf([{ nationality: 'KAZ' }, { text: 'x' }]))
  const [one, other] = answersOf(flight).map(({ receipt }) => receipt)
  const own = await ofDevice(built, carrier)
  const bare: string = other?.receipt ?? ''
  t.same(await proven(`\ufeff${JSON.stringify(one)}`, '', `https://evisa.example/Q#${bare}`, bare, own, own), [
    [1, 'authority'],
    [3, 'authority'],
    [4, 'authority'],
    [5, 'own-word'],
    [6, 'own-word'],
  ])
  const versions = `trust-list=${trust.version}&policy=1&snapshot=1`
  t.same(
    asked,
    [`/v1/device-keys/${carrier.id}`, `/v1/published-versions?${versions}`],
    'a key and a version are asked for once, and nothing else',
  )
  t.ok(looksLikeReceipts(own))
  t.ok(looksLikeReceipts(`HTTPS://EVISA.EXAMPLE/Q#${bare}`))
  for (const none of ['', 'EV1:123', 'https://evisa.example/Q#0123', '{"receipt":"x","salt":""}'])
    t.notOk(looksLikeReceipts(none), none)
  t.same(await proven('\n\n'), [])
})

t.test('a scanner that says GENUINE by a snapshot that never was is found out', async (t) => {
  const { built, judge, proven } = await scene(t)
  const carrier = await built.enrol('carrier')
  const naming = (change: object) => async () => {
    const knew = agesOf(await built.publisher.knowledge(), null, NOW)
    return ofDevice(built, carrier, {
      knew: knew.map((one) => (one.artefact === 'snapshot' ? { ...one, ...change } : one)),
    })
  }
  const lie = await naming({ version: 999_999 })()
  t.same(await proven(lie, await ofDevice(built, carrier)), [
    [1, 'contradicted', 'never'],
    [2, 'own-word'],
  ])
  t.same(await proven(await naming({ age_seconds: 7200 })()), [[1, 'contradicted', 'other-age']])
  t.same(await proven(await ofDevice(built, carrier, { knew: [] })), [[1, 'contradicted', 'rests-on-nothing']])
  const [judged] = await judge(lie)
  t.match(judged?.proof, { ok: true, value: { receipt: { outcome: 'clear' }, not_before: NOW } })
})

t.test('where the server knows no such question, a word stays a word', async (t) => {
  const { built, context } = await scene(t)
  const own = await ofDevice(built, await built.enrol('carrier'))
  const without: typeof context.fetch = (url, init) =>
    context.fetch(url.replace('published-versions', 'no-such-thing'), init)
  const [judged] = await judgeReceipts(own, { ...context, fetch: without })
  t.match(judged?.proof, { ok: true, value: { standing: 'own-word', not_before: null } })
  const broken: typeof context.fetch = (url, init) => context.fetch(url.replace('snapshot=', 'snapshot=x'), init)
  await t.rejects(judgeReceipts(own, { ...context, fetch: broken }), Unreachable)
})

t.test('what proves nothing says why', async (t) => {
  const { built, proven, context } = await scene(t)
  const [carrier, other] = [await built.enrol('carrier'), await built.enrol('carrier')]
  const faultOf = async (line: string) => (await proven(line))[0]?.[1]
  const genuine = await ofDevice(built, carrier)
  const { receipt } = JSON.parse(genuine)
  const [header, payload, signature] = receipt.split('.')
  const said = Buffer.from(payload, 'base64url').toString().replace('"outcome":"clear"', '"outcome":"refer"')
  t.equal(await faultOf(genuine), 'own-word')
  t.equal(await faultOf([header, Buffer.from(said).toString('base64url'), signature].join('.')), 'artefact/signature')
  t.equal(await faultOf(await ofDevice(built, carrier, { device: other.id })), 'receipt/device')
  t.equal(await faultOf(await ofDevice(built, carrier, { device: 'dev-0000000000' })), 'receipt/device-unknown')
  t.equal(await faultOf(await ofDevice(built, carrier, { iat: NOW - 86_400 })), 'receipt/not-enrolled')
  t.equal(await faultOf(await ofDevice(built, carrier, { signed_by: 'authority' })), 'artefact/key-unknown')
  t.equal(await faultOf('nonsense'), 'receipt/format')
  await t.rejects(
    judgeReceipts(genuine, { ...context, fetch: () => Promise.reject(new TypeError('fetch failed')) }),
    Unreachable,
  )
})

t.test('a receipt is tied to a document by its salt, and by nothing without it', async (t) => {
  const { built, judge } = await scene(t)
  const { visa_number: visaNumber } = await built.issue()
  const own = await ofDevice(built, await built.enrol('carrier'), {}, { ...document, visaNumber })
  const [kept, bare] = await judge(own, JSON.parse(own).receipt)
  if (kept === undefined || bare === undefined) return t.fail('two receipts')
  const about = (judged: JudgedReceipt, visaNumber: string, passportNumber: string) =>
    isAbout(judged, { visaNumber, passportNumber })
  t.equal(await about(kept, formatVisaNumber(visaNumber).toLowerCase(), 'N 1234567'), true)
  t.equal(await about(kept, visaNumber, 'N1234568'), false)
  t.equal(await about(kept, '', 'N1234567'), false)
  t.equal(await about(bare, visaNumber, 'N1234567'), null)
})
