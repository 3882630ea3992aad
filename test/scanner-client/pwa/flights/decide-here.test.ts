import t from 'tap'
import { peekReceipt } from '#evisa/receipt-of-check.ts'
import { AccessEnded } from '../../../../scanner-client/offline/http-call.ts'
import { decideHere } from '../../../../scanner-client/pwa/flights/decide-here.ts'
import { flightOnScreen } from '../../../../scanner-client/pwa/flights/flight-on-screen.ts'
import { beginShown } from '../../../../scanner-client/pwa/flights/shown-flight.ts'
import { answerOf, PLAN } from './made-answers.ts'
import { listOf, madeFlights } from './made-flights.ts'

const onScreen = () =>
  flightOnScreen({
    now: () => 1,
    sleep: async () => undefined,
    onFault: (error) => {
      throw error
    },
  })

t.test('is shown while it goes on, says why this device decided and how old its data is', async (t) => {
  const { station } = await madeFlights(t)
  const screen = onScreen()
  const seen: (number | null)[] = []
  screen.shown.subscribe((flight) => flight !== null && seen.push(flight.progress?.done ?? null))
  const list = listOf('ref,nationality', ...Array.from({ length: 45 }, (_, at) => `${at},KAZ`))
  const context = station.platform()
  const given = { list, plan: PLAN, because: 'no network', id: null }
  await decideHere(given, screen, { store: station.store, context })
  t.same(seen, [0, 20, 40, null])
  t.match(screen.shown.value, { alone: { because: 'no network', dataAge: Number }, id: null, progress: null })
  t.equal(screen.shown.value?.answers.size, 45)
})

t.test('another plan says what the answer was before, and a row that is gone is not kept', async (t) => {
  const { built, station } = await madeFlights(t)
  const { qr_text, claims } = await built.issue()
  const screen = onScreen()
  const context = station.platform()
  const decide = async (plan: typeof PLAN, ...rows: string[]) => {
    const given = { list: listOf('ref,text', ...rows), plan, because: 'no network', id: 'f-1' }
    await decideHere(given, screen, { store: station.store, context })
    return [...(screen.shown.value?.answers.values() ?? [])].map(({ row, outcome, changed_from: was }) => [
      row,
      outcome,
      was?.outcome ?? null,
    ])
  }
  t.same(await decide(PLAN, `1A,${qr_text}`, '1B,nonsense'), [
    [2, 'clear', null],
    [3, 'refer', null],
  ])
  const late = { ...PLAN, arrival: `${Number(claims.valid_until.slice(0, 4)) + 1}-01-01T00:20:00+05:00` }
  t.same(await decide(late, `1A,${qr_text}`), [[2, 'refuse', 'clear']])
  t.equal(screen.shown.value?.id, 'f-1')
})

t.test('does not take back what the server knew of an e-visa, whatever else changed', async (t) => {
  const { built, station } = await madeFlights(t)
  const { qr_text } = await built.issue()
  const screen = onScreen()
  const list = listOf('ref,text', `1A,${qr_text}`)
  const context = station.platform()
  const late = { reason: 'dates/expired', outcome: 'refuse' } as const
  for (const [reason, outcome, led] of [
    ['status/revoked', 'refuse', null],
    ['entries/used-up', 'refuse', null],
    ['entries/used-up', 'refuse', late],
    ['status/suspended', 'refer', null],
    ['status/suspended', 'refer', late],
    [late.reason, 'clear', late],
  ] as const) {
    const found = outcome === 'clear' ? [] : [{ reason, outcome }]
    const leading = led ?? { reason, outcome }
    const told = { ...answerOf(2, leading.outcome), ...leading, findings: [...found, ...(led === null ? [] : [led])] }
    screen.shown.value = { ...beginShown(PLAN, list, 1), answers: new Map([[2, told]]) }
    const given = { list, plan: PLAN, because: 'no network', id: 'f-1' }
    for (let times = 0; times < 2; times++) await decideHere(given, screen, { store: station.store, context })
    const answer = screen.shown.value.answers.get(2)
    t.equal(answer?.outcome, outcome, reason)
    t.match(peekReceipt(answer?.receipt?.receipt ?? ''), { outcome, signed_by: 'device' })
    if (outcome !== 'clear') t.match(answer, { reason, changed_from: led })
  }
})

t.test('a device whose access was ended decides nothing', async (t) => {
  const { station } = await madeFlights(t)
  await station.store.setAccessEnded('revoked')
  const screen = onScreen()
  const given = { list: listOf('ref,nationality', '1A,KAZ'), plan: PLAN, because: 'no network', id: null }
  await t.rejects(decideHere(given, screen, { store: station.store, context: station.platform() }), AccessEnded)
  t.equal(screen.shown.value, null)
})
