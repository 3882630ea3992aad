import t from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import { byPath } from '../../../server/publishing/publication.ts'
import { rootSigned } from '../../../server/publishing/sign-artefacts.ts'
import { assertNotBehind, verifyKeys, verifyPublished } from '../../../server/publishing/verify-published.ts'
import { signingKeys } from '../build-app.ts'
import { madePublisher, WORLD } from './made-publisher.ts'

const root = (version: number, body = `root ${version}`) => rootSigned(`root/${version}`, version, NOW, body)
const trust = (version: number, body = `trust ${version}`) => rootSigned('trust', version, NOW, body)

t.test('what custodians signed may stay as it is or go on, and nothing else', async (t) => {
  const before = byPath([root(1), trust(4), { ...root(9), path: 'status/0' }])
  for (const members of [
    [root(1), trust(4)],
    [root(1), trust(5)],
    [root(1), root(2), trust(9)],
  ]) {
    t.doesNotThrow(() => assertNotBehind(byPath(members), before))
  }
  for (const [members, message] of [
    [[trust(4)], /^root\/1 of version 1 is gone, /],
    [[root(1)], /^trust of version 4 is gone, /],
    [[root(1), trust(3)], /^trust of version 4 was replaced by version 3, after it was published/],
    [[root(1), trust(4, 'another')], /^trust of version 4 was replaced by version 4, /],
    [[root(1, 'another'), trust(4)], /^the store stands on the keys of another authority, or of a demonstration, /],
  ] as const) {
    t.throws(() => assertNotBehind(byPath(members), before), { message })
  }
})

t.test('believes what is published, and no text that its snapshot does not name', async (t) => {
  const { store } = await madePublisher(t)
  const anchors = await verifyKeys(signingKeys(WORLD))
  const published = byPath(await store.publishedArtefacts())
  const set = await verifyPublished(published, anchors, null)
  t.match(set, { snapshot: { version: 1 }, policy: { version: 1 }, trust: { version: 1 } })
  const policy = published.get('policy')
  for (const [path, body, message] of [
    ['snapshot', '', /^the snapshot would not be believed: artefact\//],
    ['status/0', policy?.body ?? '', /^an artefact would not be believed: status\/0: artefact\//],
    ['policy', '', /^the policy is not usable: artefact\/hash; compare it with fixtures\/policy\.json$/],
  ] as const) {
    const other = new Map(published).set(path, rootSigned(path, 1, NOW, body))
    await t.rejects(verifyPublished(other, anchors, null), { message })
  }
})
