import t from 'tap'
import { portalScene } from './portal-scene.ts'

t.test('serve', { timeout: 3600_000 }, async (t) => {
  const s = await portalScene(t, { mailboxUrl: 'http://127.0.0.1:9999' })
  console.error('AT', await s.pages.listen({ port: 18081, host: '127.0.0.1' }))
  await new Promise(() => setTimeout(() => undefined, 3500_000))
})
