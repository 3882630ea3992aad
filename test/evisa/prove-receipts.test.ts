import t from 'tap'
import { DEVICE_KEY_TYP } from '#evisa/device-key.ts'
import { isAbout, keptOf, proveReceipts, readReceipts } from '#evisa/prove-receipts.ts'
import { PUBLISHED_VERSIONS_TYP } from '#evisa/published-versions.ts'
import { CHECK_RECEIPT_TYP, type CheckReceipt, receiptOf, signCheckReceipt } from '#evisa/receipt-of-check.ts'
import { makeTrustList, NOW } from '../made.ts'
import { KEYS, signArtefact } from '../made-keys.ts'
import { makeDeviceKey } from '../server/dpop-device.ts'

const trust = await makeTrustList()
const device = await makeDeviceKey()
const SALT = 'c2FsdA'.padEnd(22, 'A')
const document = { visaNumber: 'K7Q2M4XN9TBF', passportNumber: 'N1234567', text: null }

async function receipt(signed_by: CheckReceipt['signed_by'], snapshot = 7): Promise<CheckReceipt> {
  const answer = { outcome: 'refer', reason: null, findings: [], asked_for: '2026-11-22', decided_at: NOW } as const
  const knew = [{ artefact: 'snapshot', version: snapshot, age_seconds: 0 } as const]
  const situation = { audience: 'carrier', checkpoint: 'NQZ', arrival: '2026-11-22T23:00:00+05:00' } as const
  return receiptOf({ ...answer, online: false, knew, not_known: [] }, situation, document, {
    ...{ id: '0193e7a0-0000-7000-8000-000000000000', signed_by, device: 'dev-1', carrier: null },
    ...{ salt: SALT, outage: null },
  })
}

const linesOf = (...receipts: readonly string[]) =>
  readReceipts(receipts.map((one) => JSON.stringify({ receipt: one, salt: SALT })).join('\n'))

/** An authority that knows the device and published snapshot 7, and by which key it says so. */
function authority(sayVersionsBy = KEYS.snapshot) {
  const asked: string[] = []
  const key = { iat: NOW, device: 'dev-1', jwk: device.jwk, role: 'carrier', carrier: 'KC' }
  const ask = async (path: string): Promise<string | null> => {
    asked.push(path)
    if (path === '/v1/device-keys/dev-1') {
      return signArtefact(KEYS.snapshot, DEVICE_KEY_TYP, { ...key, enrolled_at: NOW - 100, revoked_at: null })
    }
    const [, list] = path.split('?snapshot=')
    if (list === undefined) return null
    const versions = list.split(',').map((text) => {
      const is = text === '7' ? { published: 'yes', published_at: NOW } : { published: 'no', published_at: null }
      return { artefact: 'snapshot', version: Number(text), ...is }
    })
    return signArtefact(sayVersionsBy, PUBLISHED_VERSIONS_TYP, { iat: NOW, versions })
  }
  return { asked, ask }
}

const standings = async (lines: ReturnType<typeof linesOf>, { ask }: Pick<ReturnType<typeof authority>, 'ask'>) =>
  (await proveReceipts(lines, { trust, ask })).map(({ proof }) => (proof.ok ? proof.value.standing : proof.error))

t.test('each is judged by its signer, and what devices name by what was published', async (t) => {
  const own = signArtefact(KEYS.snapshot, CHECK_RECEIPT_TYP, await receipt('authority', 999))
  const words = await Promise.all([7, 8, 7].map(async (version) => receipt('device', version)))
  const signed = await Promise.all(words.map((word) => signCheckReceipt(word, device)))
  const there = authority()
  t.same(await standings(linesOf(own, ...signed), there), ['authority', 'own-word', 'contradicted', 'own-word'])
  t.same(there.asked, ['/v1/device-keys/dev-1', '/v1/published-versions?snapshot=7,8'])
  const other = authority()
  t.same(await standings(linesOf(own), other), ['authority'])
  t.same(other.asked, [], "the authority's own is asked about nobody")
})

t.test('what nobody can be asked about, or is answered by somebody else, contradicts nothing', async (t) => {
  const lie = linesOf(await signCheckReceipt(await receipt('device', 8), device))
  t.same(await standings(lie, authority()), ['contradicted'])
  t.same(await standings(lie, authority(KEYS.policy)), ['own-word'])
  t.same(await standings(lie, { ask: async () => null }), ['receipt/device-unknown'])
  t.same(await standings(readReceipts('nonsense'), authority()), ['receipt/format'])
  const cut = async () => Promise.reject(new Error('no network'))
  await t.rejects(standings(lie, { ask: cut }), { message: 'no network' })
})

t.test('lines are read as they were saved, bare, or as a code holds them', async (t) => {
  t.same(readReceipts('\ufeffa\r\n\n b \n'), [
    { line: 1, kept: { receipt: 'a', salt: '' } },
    { line: 3, kept: { receipt: 'b', salt: '' } },
  ])
  t.same(keptOf(`{"receipt":"a","salt":"${SALT}"}`), { receipt: 'a', salt: SALT })
  t.same(keptOf('HTTPS://EVISA.EXAMPLE/Q#a'), { receipt: 'a', salt: '' })
  t.same(keptOf('{"receipt":1}'), { receipt: '{"receipt":1}', salt: '' })
})

t.test('one is about a document, however that is typed; nothing is told of one that proves nothing', async (t) => {
  const signed = await signCheckReceipt(await receipt('device'), device)
  const [judged] = await proveReceipts(linesOf(signed), { trust, ask: authority().ask })
  const [unproven] = await proveReceipts(linesOf(signed), { trust, ask: async () => null })
  if (judged === undefined || unproven === undefined) return t.fail('one each')
  const named = { visaNumber: 'k7q2-m4xn-9tbf', passportNumber: 'n 1234567' }
  t.equal(await isAbout(judged, named), true)
  t.equal(await isAbout(judged, { ...named, passportNumber: 'N1234568' }), false)
  t.equal(await isAbout(judged, { ...named, visaNumber: '' }), false)
  t.equal(await isAbout(unproven, named), null)
  t.equal(await isAbout({ ...judged, kept: { ...judged.kept, salt: '' } }, named), null)
})
