import t from 'tap'
import { now } from '../../../scanner-client/station/station.ts'
import { build, NOW } from '../../server/build-app.ts'
import { withRosterKey } from '../../server/next-trust-list.ts'
import { PERERA, serving, stationAt } from './station-commands.ts'

const SUPERVISED = [
  '--override',
  'AUTHORITY_CONFIRMED',
  '--operator',
  'A',
  '--supervisor',
  'B',
  '--why',
  'they said so',
]

t.test('admits and records exits, online and offline', async (t) => {
  const server = await serving(t)
  const booth = await stationAt(server)
  const visa = await server.built.issue()
  t.match(await booth.online('admit', visa.qr_text, ...PERERA, '--operator', 'K-17'), {
    scan: { decision: { outcome: 'clear' } },
    recorded: { recorded: 'entry', basis: 'online', event: { operator: 'K-17' } },
  })
  server.built.clock.now += 60
  t.match(await booth.offline('exit', visa.qr_text, ...PERERA), { recorded: { recorded: 'exit', basis: 'offline' } })
  const { scan, recorded } = await booth.admit(visa, '--checkpoint', 'aktau-sea')
  t.match(scan, { decision: { reason: 'place/not-airport' } })
  t.equal(recorded, null)
})

t.test('the loser of a race is told where and when the entry was used, and by a decision that says so', async (t) => {
  // The other booth is faster by just so much that this one's check knows of nothing.
  let raced: (() => Promise<unknown>) | null = null
  const server = await serving(t, {
    store: (store) => ({
      ...store,
      appendCrossings: async (...given) => {
        const race = raced
        raced = null
        await race?.()
        return store.appendCrossings(...given)
      },
    }),
  })
  const { built } = server
  const [slow, fast] = [await stationAt(server), await stationAt(server)]
  const visa = await built.issue()
  raced = () => fast.online('admit', visa.qr_text, ...PERERA, '--checkpoint', 'ALA')
  const { scan, recorded } = await slow.online('admit', visa.qr_text, ...PERERA)
  t.match(recorded, { recorded: null, because: 'entries/used-up', usedBy: { device: fast.id } })
  t.match(scan, { decision: { outcome: 'refuse', reason: 'entries/used-up' } })
  t.match(scan?.decision.findings, [{ detail: { at: NOW, checkpoint: 'ALA' } }])
  const issued = await built.authority('GET', `/v1/visas/${visa.visa_number}`)
  t.equal(issued.body.entries_used, 1)
})

t.test('what the server holds or rejects admits nobody, and is said plainly', async (t) => {
  for (const [because, said] of [
    ['attempt/stale', /came too late/],
    ['revoked-device', /access was ended/],
  ] as const) {
    const server = await serving(t, {
      store: (store) => ({
        ...store,
        appendCrossings: async (...given) => {
          const receipts = await store.appendCrossings(...given)
          return receipts.map((receipt) => ({ ...receipt, result: 'held' as const, because }))
        },
      }),
    })
    const booth = await stationAt(server)
    const visa = await server.built.issue()
    t.match(await booth.online('admit', visa.qr_text, ...PERERA), {
      recorded: { recorded: null, because },
      scan: { decision: { outcome: 'refer', instruction: { en: said } } },
    })
  }
})

t.test('a supervisor answers for a proven e-visa that the store lost, once the server has said so', async (t) => {
  const other = await build(t)
  const [lost, later] = [await other.issue(), await other.issue()]
  const server = await serving(t)
  const booth = await stationAt(server)
  const admit = ['admit', lost.qr_text, ...PERERA]
  await t.rejects(booth.online(...admit, ...SUPERVISED), /there is nothing to override/)
  t.match(await booth.online(...admit), {
    recorded: { recorded: null, because: 'unknown-visa' },
    scan: { decision: { outcome: 'refer', instruction: { en: /no e-visa of this number/ } } },
  })
  const { recorded } = await booth.online(...admit, ...SUPERVISED)
  t.match(recorded, { recorded: 'entry', basis: 'online', because: null })
  const override = recorded?.recorded === 'entry' && 'override' in recorded.event ? recorded.event.override : ''
  t.match((await booth.record(override ?? ''))?.event, { action: 'override', overrules: ['unknown-visa'] })
  const { store, clock } = server.built
  t.same((await store.crossingsOf(lost.visa_number)).map(({ action, standing }) => `${action} ${standing}`).sort(), [
    'entry counts',
    'entry held',
    'override counts',
  ])
  t.match(await booth.online('admit', later.qr_text, ...PERERA), { recorded: { because: 'unknown-visa' } })
  clock.now += 901
  const muchLater = booth.online('admit', later.qr_text, ...PERERA, ...SUPERVISED)
  await t.rejects(muchLater, /there is nothing to override/, 'the server is asked anew')
})

t.test('refuses with the reason of the check, or with one that is given', async (t) => {
  const server = await serving(t)
  const booth = await stationAt(server)
  const visa = await server.built.issue()
  const asked = ['refuse', visa.qr_text, ...PERERA]
  t.match(await booth.offline(...asked, '--checkpoint', 'aktau-sea'), {
    recorded: { recorded: 'refusal', event: { reason: 'place/not-airport' } },
  })
  await t.rejects(booth.offline(...asked), { name: 'StationError', message: /--why/ })
  t.match(await booth.offline(...asked, '--why', 'no means of support'), {
    recorded: { event: { reason: 'no means of support' } },
  })
  await t.rejects(booth.offline(...asked, '--why', 'x'.repeat(41)), { code: 'commander.invalidArgument' })
  t.match(await booth.offline('refuse', 'EV1:12'), {
    recorded: { recorded: 'refusal', event: { visa_number: null, reason: 'qr/malformed' } },
    scan: { decision: { visa: null } },
  })
})

t.test('voids the last record or a named one, alone for 15 minutes', async (t) => {
  const server = await serving(t)
  const booth = await stationAt(server)
  const visa = await server.built.issue()
  const { recorded } = await booth.admit(visa)
  const voided = await booth.offline('void', 'last', '--why', 'the wrong person')
  t.match(voided.text, /^voided: entry .* offline, kept here until sync$/)
  const id = recorded?.recorded ? recorded.event.id : ''
  await t.rejects(booth.offline('void', id, '--why', 'again'), { name: 'StationError', message: /counts for nothing/ })
  await t.rejects(booth.offline('void', 'no such', '--why', 'x'), { name: 'StationError', message: /no such record/ })
  await t.rejects(booth.offline('void', 'last'), { code: 'commander.missingMandatoryOptionValue' })
  const again = await booth.admit(visa)
  t.match(again.recorded, { recorded: 'entry' }, 'as if nothing had been')
  server.built.clock.now += 901
  await t.rejects(booth.offline('void', 'last', '--why', 'late'), { message: /older than 15 minutes/ })
  const two = ['--operator', 'A', '--supervisor', 'B']
  t.match(now(), server.built.clock.now)
  t.match(await booth.offline('void', 'last', '--why', 'late', ...two), { json: { event: { supervisor: 'B' } } })
})

t.test('where it is known who works at the border, no typed name lets anybody past a rule', async (t) => {
  const roster = async () => ({ rpId: 'evisa.example', origins: ['https://scan.evisa.example'], officers: [] })
  const server = await serving(t, { roster })
  const { built } = server
  built.keys.current = await withRosterKey(built.world, built.keys.current, built.clock.now)
  const booth = await stationAt(server)
  const visa = await built.issue()
  await booth.admit(visa)
  built.clock.now += 700
  const admit = ['admit', visa.qr_text, ...PERERA, ...SUPERVISED]
  for (const how of [booth.online, booth.offline])
    await t.rejects(how(...admit), { name: 'StationError', message: /a supervisor answers by their key/ })
  built.clock.now += 901
  const void_ = ['void', 'last', '--why', 'late', '--operator', 'A', '--supervisor', 'B']
  await t.rejects(booth.offline(...void_), { message: /a supervisor answers by their key/ })
  t.same(
    (await built.store.crossingsOf(visa.visa_number)).map(({ action }) => action),
    ['entry'],
  )
})

t.test('an override takes a code, two persons and a reason, and what may be overridden', async (t) => {
  const server = await serving(t)
  const booth = await stationAt(server)
  const visa = await server.built.issue()
  await booth.admit(visa)
  server.built.clock.now += 700
  const code = ['--override', 'STAMPS_CHECKED']
  const whole = [...code, '--operator', 'A', '--supervisor', 'B', '--why', 'no stamp']
  for (const [some, message] of [
    [code, /missing: --operator, --supervisor, --why$/],
    [whole.slice(0, 6), /missing: --why$/],
    [['--supervisor', 'B'], /on a ground: --override ARRIVED_IN_TIME\|STAMPS_CHECKED/],
    [whole.map((text) => (text === 'B' ? 'A' : text)), /takes two persons/],
  ] as const) {
    await t.rejects(booth.admit(visa, ...some), { name: 'StationError', message }, some.join(' '))
  }
  await t.rejects(booth.admit(visa, '--override', 'BECAUSE_I_SAY_SO'), { code: 'commander.invalidArgument' })
  const late = whole.map((text) => (text === 'STAMPS_CHECKED' ? 'ARRIVED_IN_TIME' : text))
  await t.rejects(booth.admit(visa, ...late), { message: /first six hours/ })
  const altered = { ...visa, qr_text: `${visa.qr_text.slice(0, -1)}${(Number(visa.qr_text.at(-1)) + 1) % 10}` }
  await t.rejects(booth.admit(altered, ...whole), { message: /not proven/ })
  t.match(await booth.admit(visa, ...whole), {
    scan: { decision: { outcome: 'refuse', reason: 'entries/used-up' } },
    recorded: { recorded: 'entry', event: { override: /./ } },
  })
})

t.test("is not for a carrier's station", async (t) => {
  const server = await serving(t)
  const gate = await stationAt(server, 'carrier')
  const visa = await server.built.issue()
  for (const args of [
    ['admit', visa.qr_text],
    ['exit', visa.qr_text],
    ['refuse', visa.qr_text],
    ['void', 'last', '--why', 'x'],
  ]) {
    await t.rejects(gate.offline(...args), { name: 'StationError', message: /only a border station/ })
  }
})
