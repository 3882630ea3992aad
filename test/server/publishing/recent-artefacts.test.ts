import t from 'tap'
import { recentArtefacts } from '../../../server/publishing/recent-artefacts.ts'
import { hashOf } from '../../../server/publishing/sign-artefacts.ts'
import type { PublishedArtefact } from '../../../server/store/publishing-store.ts'

const artefact = (path: string, body: string): PublishedArtefact => ({
  path,
  body,
  version: 1,
  kid: '',
  signedAt: 0,
  contentHash: '',
  sha256: hashOf(body),
})

t.test('gives the present ones by path and by hash', async (t) => {
  const recent = recentArtefacts(() => 0)
  t.equal(recent.ofPath('trust'), null)
  const trust = artefact('trust', 'a')
  recent.replace([trust, artefact('policy', 'b')])
  t.equal(recent.ofPath('trust'), trust)
  t.equal(recent.ofHash(hashOf('a')), trust)
  for (const wrong of ['', 'root/1', '__proto__', 'constructor']) t.equal(recent.ofPath(wrong), null)
  t.equal(recent.ofHash('constructor'), null)
})

t.test('gives a replaced one by its hash for ten minutes more, however often others are replaced', async (t) => {
  let now = 1000
  const recent = recentArtefacts(() => now)
  recent.replace([artefact('status/0', 'a'), artefact('trust', 't')])
  now += 5000
  recent.replace([artefact('status/0', 'b'), artefact('trust', 't')])
  t.equal(recent.ofPath('status/0')?.body, 'b')
  for (let at = 0; at < 599; at += 50) {
    now = 6000 + at
    recent.replace([artefact('status/0', `c${at}`), artefact('trust', 't')])
    t.equal(recent.ofHash(hashOf('a'))?.body, 'a', `${at} seconds after it was replaced`)
  }
  now = 6600
  recent.replace([artefact('status/0', 'd'), artefact('trust', 't')])
  t.equal(recent.ofHash(hashOf('a')), null)
  t.equal(recent.ofHash(hashOf('b')), null, 'replaced in the same second')
  t.equal(recent.ofHash(hashOf('c50'))?.body, 'c50')
  t.equal(recent.ofHash(hashOf('t'))?.body, 't', 'one that stays is kept for as long')
})

t.test('one that goes and is taken down from its path is still found by its hash', async (t) => {
  const recent = recentArtefacts(() => 0)
  recent.replace([artefact('register/x', 'a')])
  recent.replace([artefact('trust', 't')])
  t.equal(recent.ofPath('register/x'), null)
  t.equal(recent.ofHash(hashOf('a'))?.body, 'a')
})

t.test('one that comes back stays', async (t) => {
  let now = 0
  const recent = recentArtefacts(() => now)
  for (const body of ['a', 'b', 'a']) recent.replace([artefact('policy', body)])
  now = 10_000
  recent.replace([artefact('policy', 'a'), artefact('trust', 't')])
  t.equal(recent.ofHash(hashOf('a'))?.body, 'a')
})
