import t from 'tap'
import { publishedVersions } from '../../../server/publishing/published-versions.ts'

const NOTED = new Map([
  ['snapshot', { first: 40, times: new Map([[41, 1000]]) }],
  ['trust', { first: null, times: new Map<number, number>() }],
])
const store = { notedVersions: async (path: string) => NOTED.get(path) ?? { first: 1, times: new Map() } }

t.test('what is older than the first note is not denied; what is newer and not noted is', async (t) => {
  const said = await publishedVersions(store, { snapshot: [39, 41, 42, 0], 'trust-list': [1], policy: [1] })
  t.same(
    said.map(({ artefact, version, published, published_at }) => [artefact, version, published, published_at]),
    [
      ['trust-list', 1, 'not-noted', null],
      ['policy', 1, 'no', null],
      ['snapshot', 39, 'not-noted', null],
      ['snapshot', 41, 'yes', 1000],
      ['snapshot', 42, 'no', null],
      ['snapshot', 0, 'no', null],
    ],
  )
})
