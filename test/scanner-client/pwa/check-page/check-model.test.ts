import t, { type Test } from 'tap'
import { inflateBytes } from '../../../../platform/inflate-bytes.ts'
import type { Fetch } from '../../../../scanner-client/offline/http-call.ts'
import { type CheckModelContext, openCheckModel } from '../../../../scanner-client/pwa/check-page/check-model.ts'
import { type Built, build } from '../../../server/build-app.ts'
import { answersOf, FLIGHTS, flightOf } from '../../../server/flights/made-flight.ts'
import { fetchOf, forge, HERE } from './check-scene.ts'

const LANDING = { checkpoint: 'NQZ', arrival: '2026-11-23T04:10:00+05:00' }

async function opened(t: Test, change: (built: Built) => Partial<CheckModelContext> = () => ({})) {
  const built = await build(t)
  const context: CheckModelContext = {
    ...HERE,
    fetch: fetchOf(built),
    verify: { inflate: inflateBytes },
    now: () => built.clock.now,
    readFile: async () => ({ ok: true, value: [] }),
    onReceipts: () => {},
    ...change(built),
  }
  return { built, check: openCheckModel(context) }
}

t.test('tells what an e-visa is, then what the airline will see of a journey', async (t) => {
  const { built, check } = await opened(t)
  const { qr_text } = await built.issue()
  t.equal(check.phase.value.name, 'empty')
  const taken = check.take(qr_text)
  t.equal(check.phase.value.name, 'working')
  await taken
  t.match(check.phase.value, { name: 'told', told: { standing: 'genuine', visa: { surname: 'PERERA' } } })
  t.equal(check.answer.value, null, 'no journey was asked about')
  await check.ask(LANDING)
  t.match(check.answer.value, { outcome: 'clear', audience: 'carrier', asked_for: '2026-11-23' })
  await check.ask({ ...LANDING, arrival: '2027-01-04T04:10:00+05:00' })
  t.match(check.answer.value, { outcome: 'refuse', reason: 'dates/expired' })
  check.withdraw()
  t.equal(check.answer.value, null)
  await check.take(await forge(built, qr_text))
  t.match(check.phase.value, { told: { standing: 'forged', visa: null, decision: { reason: 'signature/invalid' } } })
})

t.test('what was revoked a moment ago is revoked', async (t) => {
  const { built, check } = await opened(t)
  const { qr_text, visa_number } = await built.issue()
  await check.take(qr_text)
  t.match(check.phase.value, { told: { standing: 'genuine' } })
  built.clock.now += 5
  await built.authority('PUT', `/v1/visas/${visa_number}/status`, { status: 'revoked', reason: 'a test' })
  await check.retry()
  t.match(check.phase.value, { told: { standing: 'revoked' } })
  await check.ask(LANDING)
  t.match(check.answer.value, { outcome: 'refuse', reason: 'status/revoked' })
})

t.test('without a network it says so, and the same is tried again', async (t) => {
  let isUp = false
  const { built, check } = await opened(t, (built) => {
    const up = fetchOf(built)
    const fetch: Fetch = async (url, init) => {
      if (isUp) return up(url, init)
      throw new TypeError('fetch failed')
    }
    return { fetch }
  })
  const { qr_text } = await built.issue()
  await check.take(qr_text)
  t.same(check.phase.value, { name: 'fault', fault: 'network', mayRetry: true })
  isUp = true
  await check.retry()
  t.match(check.phase.value, { told: { standing: 'genuine' } })
})

t.test('of several codes in a picture the e-visa is taken; of none it is said', async (t) => {
  let found: Awaited<ReturnType<CheckModelContext['readFile']>> = { ok: true, value: [] }
  const { built, check } = await opened(t, () => ({ readFile: async () => found }))
  const { qr_text } = await built.issue()
  const picture = new Blob([])
  await check.takeFile(picture)
  t.same(check.phase.value, { name: 'fault', fault: 'file/no-code', mayRetry: false })
  for (const error of [
    'file/too-large',
    'file/not-a-picture',
    'file/damaged',
    'file/locked',
    'file/too-slow',
    'network',
  ] as const) {
    found = { ok: false, error }
    await check.takeFile(picture)
    t.match(check.phase.value, { name: 'fault', fault: error })
  }
  found = { ok: true, value: ['M1PERERA/NIMALI', qr_text] }
  await check.takeFile(picture)
  t.match(check.phase.value, { told: { standing: 'genuine' } })
})

t.test('what is in a file decides whether it is an e-visa or receipts', async (t) => {
  let found: Awaited<ReturnType<CheckModelContext['readFile']>> = { ok: false, error: 'file/not-a-picture' }
  const given: string[] = []
  const { built, check } = await opened(t, () => ({
    readFile: async () => found,
    onReceipts: (text) => void given.push(text),
  }))
  const carrier = await built.enrol('carrier')
  const flight = await carrier.call('POST', FLIGHTS, flightOf([{ nationality: 'KAZ' }]))
  const [kept] = answersOf(flight).map(({ receipt }) => receipt)
  const line = JSON.stringify(kept)
  await check.takeFile(new Blob([line]))
  t.same(given, [line], 'a file of receipts')
  t.equal(check.phase.value.name, 'empty')
  found = { ok: true, value: ['M1PERERA/NIMALI', kept?.receipt ?? ''] }
  await check.takeFile(new Blob([]))
  t.same(given, [line, kept?.receipt], "a picture of a receipt's code")
  found = { ok: false, error: 'file/not-a-picture' }
  const { qr_text } = await built.issue()
  await check.takeFile(new Blob([qr_text]))
  t.match(check.phase.value, { told: { standing: 'genuine' } }, "a file of a code's text")
  t.equal(given.length, 2)
})

t.test('of several e-visas in a file none answers for the others: a person chooses', async (t) => {
  let texts: readonly string[] = []
  const { built, check } = await opened(t, () => ({ readFile: async () => ({ ok: true, value: texts }) }))
  const [one, other] = [await built.issue(), await built.issue()]
  await built.authority('PUT', `/v1/visas/${other.visa_number}/status`, { status: 'revoked', reason: 'a test' })
  built.clock.now += 5
  const forged = await forge(built, one.qr_text)
  texts = [
    one.qr_text,
    'M1PERERA/NIMALI',
    other.qr_text,
    one.qr_text.replace(/^EV1:/, 'https://evisa.example/Q#'),
    forged,
  ]
  await check.takeFile(new Blob([]))
  const at = check.phase.value
  if (at.name !== 'several') return t.fail(at.name)
  t.same(
    at.offered.map(({ told }) => [told.standing, told.visa?.visa_number]),
    [
      ['genuine', one.visa_number],
      ['revoked', other.visa_number],
      ['forged', undefined],
    ],
    'each once, whatever it is',
  )
  const [, second] = at.offered
  if (second === undefined) return t.fail('a second one')
  check.choose(second)
  t.match(check.phase.value, { name: 'told', told: { standing: 'revoked', visa: { visa_number: other.visa_number } } })
  await check.ask(LANDING)
  t.match(check.answer.value, { outcome: 'refuse', reason: 'status/revoked' })
  await check.retry()
  t.match(check.phase.value, { name: 'told', told: { standing: 'revoked' } }, 'the one that was chosen')
  texts = [one.qr_text, one.qr_text]
  await check.takeFile(new Blob([]))
  t.match(check.phase.value, { name: 'told', told: { standing: 'genuine' } }, 'a page and its copy are one e-visa')
})

t.test('what was asked first and is answered last does not show', async (t) => {
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  let calls = 0
  const { built, check } = await opened(t, (built) => {
    const honest = fetchOf(built)
    const fetch: Fetch = async (url, init) => {
      if (calls++ === 0) await held
      return honest(url, init)
    }
    return { fetch }
  })
  const { qr_text } = await built.issue()
  const first = check.take('M1PERERA/NIMALI')
  await check.take(qr_text)
  t.match(check.phase.value, { told: { standing: 'genuine' } })
  release()
  await first
  t.match(check.phase.value, { told: { standing: 'genuine' } })
  const slow = check.take(qr_text)
  check.clear()
  await slow
  t.equal(check.phase.value.name, 'empty', 'and what was put away stays away')
})

t.test('a bug is shown, and is not swallowed', async (t) => {
  const fetch: Fetch = async () => {
    throw new RangeError('a bug')
  }
  const { check } = await opened(t, () => ({ fetch }))
  await t.rejects(check.take('EV1:1'), { message: 'a bug' })
  t.same(check.phase.value, { name: 'fault', fault: 'broken', mayRetry: true })
})

t.test('nothing that is asked for depends on the e-visa', async (t) => {
  const asked: string[][] = []
  for (const text of ['', 'EV1:123', null]) {
    const paths: string[] = []
    const { built, check } = await opened(t, (built) => ({ fetch: fetchOf(built, paths) }))
    const { qr_text } = await built.issue()
    await check.take(text ?? qr_text)
    if (check.phase.value.name !== 'told') throw new Error('an answer was expected')
    asked.push(paths.map((path) => path.replace(/by-hash\/.*/, 'by-hash')))
  }
  t.same(asked[0], asked[1])
  t.same(asked[0], asked[2])
  t.equal(
    asked[0]?.every((path) => path.startsWith('/v1/artefacts/')),
    true,
  )
})
