import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { type CheckReceipt, type KeptReceipt, receiptOf, signCheckReceipt } from '#evisa/receipt-of-check.ts'
import type { ReceiptProof } from '#evisa/receipt-proof.ts'
import { agesOf } from '#evisa/staleness.ts'
import { CallFailed } from '../../../desk/calls/authority-calls.ts'
import { ARRIVAL, type EnrolledDevice, NOW } from '../../server/build-app.ts'
import { answersOf, FLIGHTS, flightOf } from '../../server/flights/made-flight.ts'
import { type MadeDesk, madeDesk } from '../made-desk.ts'

const situation = { audience: 'carrier', checkpoint: 'NQZ', arrival: ARRIVAL, flight: 'KC104' } as const
const document = { visaNumber: 'K7Q2M4XN9TBD', passportNumber: 'N1234567', text: null }
const answer = {
  ...({
    outcome: 'clear',
    reason: null,
    findings: [],
    asked_for: '2026-11-22',
    decided_at: NOW,
    online: false,
  } as const),
  not_known: ['server'],
}

/** Who signs, and holds what this desk's server published. */
type Signs = readonly [MadeDesk, EnrolledDevice]

/** A receipt that a device signs of its own decision. */
async function ofDevice([desk, { id, key }]: Signs, change: Partial<CheckReceipt> = {}): Promise<KeptReceipt> {
  const knew = agesOf(await desk.publisher.knowledge(), null, NOW)
  const salt = 'c2FsdA'.padEnd(22, 'A')
  const frame = { id: '0193e7a0-0000-7000-8000-000000000000', signed_by: 'device', device: id, carrier: null } as const
  const receipt = await receiptOf({ ...answer, knew }, situation, document, { ...frame, salt, outage: 'ECONNREFUSED' })
  return { receipt: await signCheckReceipt({ ...receipt, ...change }, key), salt }
}

const fileOf = ({ dir }: MadeDesk, ...lines: readonly (KeptReceipt | string)[]) => {
  const file = join(dir, 'receipts.jsonl')
  writeFileSync(file, lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join(''))
  return file
}

t.test(
  'every receipt of a flight, of single answers and of a device verifies, and says what it is about',
  async (t) => {
    const desk = await madeDesk(t)
    const carrier = await desk.enrol('carrier')
    const visa = await desk.issue()
    const flight = await carrier.call(
      'POST',
      FLIGHTS,
      flightOf([{ text: visa.qr_text }, { nationality: 'KAZ' }, { text: 'x' }]),
    )
    const single = await carrier.call('POST', '/v1/verifications', { text: visa.qr_text, situation, receipt: true })
    t.equal(
      (await carrier.call('POST', '/v1/verifications', { text: visa.qr_text, situation })).body.receipt,
      undefined,
    )
    const receipts = [
      ...answersOf(flight).map(({ receipt }) => receipt),
      single.body.receipt,
      await ofDevice([desk, carrier]),
    ]
    const { json, text, code } = await desk.run('receipt', '--verify', fileOf(desk, ...receipts, ''))
    t.equal(code, 0)
    t.match(text, "5 receipts: 4 signed by the authority, 1 a device's own word, 0 contradicted, 0 not genuine")
    t.match(json[0], { proven: 4, own_word: 1, contradicted: 0, not_genuine: 0 })
    t.match(text, /SIGNED BY THE AUTHORITY {2}clear \(passport\/not-read\) {2}2026-11-22T10:00:00\+05:00/)
    t.match(text, /A DEVICE'S OWN WORD {2}clear/)
    t.match(text, /answered by dev-\w+ itself, by its own clock, offline \(ECONNREFUSED\); oldest data 0 min/)
    t.match(
      text,
      /proven: the key of dev-\w+ signed it; not before .*; published by then: trust-list \d+, policy 1, snap/,
    )
    t.match(json[0].receipts[1].proof.receipt, {
      outcome: 'not-applicable',
      reason: 'exempt/own-citizen',
      flight: 'KC104',
    })
    t.match(json[0].receipts[3].proof.receipt, { signed_by: 'authority', device: carrier.id, online: true })
    for (const { receipt } of receipts)
      t.notMatch(Buffer.from(receipt.split('.')[1] ?? '', 'base64url').toString(), /PERERA|N1234567|1990|LKA/)

    const about = (...named: string[]) => desk.run('receipt', '--verify', fileOf(desk, receipts[3]), ...named)
    t.match(await about('--visa', visa.visa_number, '--passport', 'n 1234567'), {
      code: 0,
      text: /it is about this document/,
    })
    t.match(await about('--visa', visa.visa_number, '--passport', 'N1234568'), { code: 1, text: /NOT about/ })
    t.match(await about('--passport', 'N1234567'), { code: 1, text: /NOT about/ }, 'all that was known is hashed')
    t.match(await desk.run('receipt', '--verify', fileOf(desk, receipts[3].receipt)), { code: 0 }, 'without its salt')
  },
)

t.test('what is not genuine is said, line by line, and the exit code is 1', async (t) => {
  const desk = await madeDesk(t)
  const [carrier, other] = [await desk.enrol('carrier'), await desk.enrol('carrier')]
  const good = await ofDevice([desk, carrier])
  const [header = '', payload = '', signature = ''] = good.receipt.split('.')
  const said = JSON.parse(Buffer.from(payload, 'base64url').toString())
  const changed = Buffer.from(JSON.stringify({ ...said, outcome: 'refuse' })).toString('base64url')
  const lines = [
    good,
    { ...good, receipt: `${header}.${changed}.${signature}` },
    await ofDevice([desk, other], { device: carrier.id }),
    await ofDevice([desk, carrier], { signed_by: 'authority' }),
    await ofDevice([desk, carrier], { device: 'dev-nobody' }),
    await ofDevice([desk, carrier], { iat: NOW - 86_400 }),
    { ...good, receipt: good.receipt.slice(0, -9) },
    'nonsense',
    '{"receipt":1}',
  ]
  const { json, text, code } = await desk.run('receipt', '--verify', fileOf(desk, ...lines))
  t.equal(code, 1)
  t.same(
    json[0].receipts.map(({ line, fault }: { line: number; fault: string | null }) => [line, fault]),
    [
      [1, null],
      [2, 'artefact/signature'],
      [3, 'receipt/device'],
      [4, 'artefact/key-unknown'],
      [5, 'receipt/device-unknown'],
      [6, 'receipt/not-enrolled'],
      [7, 'receipt/format'],
      [8, 'receipt/format'],
      [9, 'receipt/format'],
    ],
  )
  t.match(text, /NOT GENUINE {2}line 2 was changed after it was signed/)
  t.match(text, "9 receipts: 0 signed by the authority, 1 a device's own word, 0 contradicted, 8 not genuine")
})

t.test('what a device says that the authority never published is contradicted, and the exit code is 1', async (t) => {
  const desk = await madeDesk(t)
  const carrier = await desk.enrol('carrier')
  const knew = agesOf(await desk.publisher.knowledge(), null, NOW)
  const made = (change: object) => knew.map((one) => (one.artefact === 'snapshot' ? { ...one, ...change } : one))
  const lies = [{ knew: made({ version: 999_999 }) }, { knew: made({ age_seconds: 9000 }) }, { knew: [] }]
  const receipts = await Promise.all(lies.map((lie) => ofDevice([desk, carrier], lie)))
  const { json, text, code } = await desk.run('receipt', '--verify', fileOf(desk, ...receipts))
  t.equal(code, 1)
  t.same(
    json[0].receipts.map(({ standing, proof }: { standing: string; proof: ReceiptProof }) => [
      standing,
      ...proof.contradictions,
    ]),
    [
      ['contradicted', 'never'],
      ['contradicted', 'other-age'],
      ['contradicted', 'rests-on-nothing'],
    ],
  )
  t.match(text, /CONTRADICTED {2}clear/)
  t.match(text, /names a version that was never published/)
  t.notMatch(text, /GENUINE/)
})

t.test('what a device signed before it was revoked stays; what it says of later does not', async (t) => {
  const desk = await madeDesk(t)
  const carrier = await desk.enrol('carrier')
  desk.clock.now += 100
  await desk.call('DELETE', `/v1/devices/${carrier.id}`)
  const file = fileOf(desk, await ofDevice([desk, carrier]), await ofDevice([desk, carrier], { iat: NOW + 200 }))
  const { json } = await desk.run('receipt', '--verify', file)
  t.same(
    json[0].receipts.map(({ fault }: { fault: string | null }) => fault),
    [null, 'receipt/not-enrolled'],
  )
})

t.test('says what to do about a file that is none, and a wrong number', async (t) => {
  const desk = await madeDesk(t)
  await t.rejects(desk.run('receipt', '--verify', fileOf(desk, '')), { message: /is empty/ })
  await t.rejects(desk.run('receipt', '--verify', join(desk.dir, 'none')), { code: 'ENOENT' })
  await t.rejects(desk.run('receipt', '--verify', fileOf(desk, 'x'), '--visa', '1'), CallFailed)
  await t.rejects(desk.run('receipt', '--verify', fileOf(desk, 'x'), '--root', 'A'.repeat(43)), { message: /root/ })
})
