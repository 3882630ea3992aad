import t from 'tap'
import { build, problemOf } from '../build-app.ts'

t.test('is alive and ready', async (t) => {
  const { nobody } = await build(t)
  for (const url of ['/health/live', '/health/ready']) {
    const { status, body } = await nobody('GET', url)
    t.strictSame([status, body], [200, { status: 'ok' }], url)
  }
})

t.test('is alive but not ready where the store does not answer or a list cannot be signed', async (t) => {
  const failing = { count: false, statuses: false }
  const { nobody, publisher } = await build(t, {
    store: (store) => ({
      ...store,
      countVisas: async () => {
        if (failing.count) throw new Error('gone')
        return store.countVisas()
      },
      statusesOf: async (list) => {
        if (failing.statuses) throw new Error('gone')
        return store.statusesOf(list)
      },
    }),
  })
  for (const part of ['count', 'statuses'] as const) {
    failing[part] = true
    publisher.statusChanged('urn:evisa:KAZ:status:0')
    const ready = await nobody('GET', '/health/ready')
    t.strictSame([ready.status, problemOf(ready)], [500, 'internal'], part)
    t.equal((await nobody('GET', '/health/live')).status, 200)
    failing[part] = false
    t.equal((await nobody('GET', '/health/ready')).status, 200)
  }
})
