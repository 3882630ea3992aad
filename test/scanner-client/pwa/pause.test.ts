import { getEventListeners } from 'node:events'
import t from 'tap'
import { pause } from '../../../scanner-client/pwa/pause.ts'

t.test('it ends after its time, and leaves nothing at a signal that lives on', async (t) => {
  const { signal } = new AbortController()
  const before = performance.now()
  const ended = pause(20, signal)
  t.equal(getEventListeners(signal, 'abort').length, 1)
  await ended
  t.ok(performance.now() - before >= 19)
  t.equal(getEventListeners(signal, 'abort').length, 0)
})

t.test('a signal ends it at once, whether it is given meanwhile or was before', async (t) => {
  const ending = new AbortController()
  const before = performance.now()
  const ended = pause(60_000, ending.signal)
  ending.abort()
  await ended
  await pause(60_000, ending.signal)
  t.ok(performance.now() - before < 30_000)
  t.equal(getEventListeners(ending.signal, 'abort').length, 0)
})
