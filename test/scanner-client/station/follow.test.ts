import { join } from 'node:path'
import t from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import type { LineState } from '../../../scanner-client/offline/sync-loop.ts'
import { endOfProgram, showLine, stationLoop } from '../../../scanner-client/station/follow.ts'
import { openStationStore } from '../../../scanner-client/station/station-store.ts'
import { hold } from '../held-by-hand.ts'
import { enrol, worldSet } from '../made-station.ts'

t.test('says how it stands with the line, the queue and the data', async (t) => {
  const line: LineState = { online: true, unsent: 0, dataAge: 12, lastError: null, isLedgerBehind: false }
  t.equal(showLine(line), 'online, 0 unsent, data 12 s old')
  const gone = { ...line, online: false, lastError: 'gone' }
  t.equal(showLine({ ...gone, unsent: 3, dataAge: 7200 }), 'OFFLINE (gone), 3 unsent, data 2 h old')
  t.match(showLine({ ...gone, dataAge: null }), /data none/)
  t.match(showLine({ ...line, isLedgerBehind: true }), /THE LIST OF USED ENTRIES STANDS STILL BEHIND/)
})

t.test('follows with the real timers, tells of a change only, and ends at once when it is told to', async (t) => {
  const store = openStationStore(join(t.testdir(), 'station.db'))
  t.teardown(() => store.close())
  // Nobody listens there.
  await enrol(store, { server: 'http://127.0.0.1:1', issuer: 'http://127.0.0.1:1' })
  await hold(store, await worldSet(), NOW)
  const ending = new AbortController()
  const states: LineState[] = []
  const loop = stationLoop(store, ending.signal, (state) => void states.push(state))
  const running = loop.run(ending.signal)
  while (loop.offlineBecause() === null) await new Promise((resolve) => setTimeout(resolve, 20))
  await new Promise((resolve) => setTimeout(resolve, 1500))
  ending.abort()
  await running
  t.match(states, [{ online: false, unsent: 0, lastError: 'the server cannot be reached' }])
  t.equal(states.length, 1, 'the same again is no news')
})

t.test('ends with the signal of a person or of the system', async (t) => {
  const signal = endOfProgram()
  t.equal(signal.aborted, false)
  process.emit('SIGINT')
  t.equal(signal.aborted, true)
  process.removeAllListeners('SIGTERM')
})
