import t from 'tap'
import {
  MOST_VERSIONS_ASKED,
  PUBLISHED_VERSIONS_TYP,
  publishedAt,
  questionsAbout,
  verifyPublishedVersions,
} from '#evisa/published-versions.ts'
import { makeTrustList, NOW, unwrap } from '../made.ts'
import { KEYS, signArtefact } from '../made-keys.ts'

const trust = await makeTrustList()
const one = { artefact: 'snapshot', version: 7, published: 'yes', published_at: NOW } as const
const document = (change: object = {}) => ({ iat: NOW, versions: [one], ...change })

t.test('what the authority says of versions is taken by its snapshot key alone', async (t) => {
  const verify = (value: object, key = KEYS.snapshot, typ = PUBLISHED_VERSIONS_TYP) =>
    verifyPublishedVersions(signArtefact(key, typ, value), trust)
  t.same(unwrap(await verify(document())).versions, [one])
  const fault = async (...given: Parameters<typeof verify>) => {
    const verified = await verify(...given)
    return verified.ok ? null : verified.error
  }
  t.equal(await fault(document(), KEYS.policy), 'artefact/key-purpose')
  t.equal(await fault(document(), KEYS.snapshot, 'evisa-snapshot+jwt'), 'artefact/header')
  t.equal(await fault(document({ versions: [{ ...one, artefact: 'ledger' }] })), 'artefact/schema')
  t.equal(await fault(document({ versions: [{ ...one, published: 'perhaps' }] })), 'artefact/schema')
  t.equal(await fault(document({ more: 1 })), 'artefact/schema')
})

t.test('a time is known of what was published, and of nothing else', async (t) => {
  t.equal(publishedAt(one), NOW)
  t.equal(publishedAt({ ...one, published: 'no', published_at: null }), null)
  t.equal(publishedAt(undefined), null)
})

t.test('each version is asked about once, in as few questions as it takes', async (t) => {
  t.same(questionsAbout([]), [])
  const named = [
    { artefact: 'snapshot', version: 42 },
    { artefact: 'trust-list', version: 3 },
    { artefact: 'snapshot', version: 41 },
    { artefact: 'snapshot', version: 42 },
    { artefact: 'policy', version: 42 },
  ] as const
  t.same(questionsAbout(named), ['/v1/published-versions?trust-list=3&policy=42&snapshot=42,41'])
  const many = Array.from(
    { length: MOST_VERSIONS_ASKED + 1 },
    (_, version) => ({ artefact: 'snapshot', version }) as const,
  )
  const [first = '', second] = questionsAbout(many)
  t.equal(first.split(',').length, MOST_VERSIONS_ASKED)
  t.equal(second, `/v1/published-versions?snapshot=${MOST_VERSIONS_ASKED}`)
})
