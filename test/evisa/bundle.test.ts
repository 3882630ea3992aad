import t from 'tap'
import { BUNDLE_HEADER, bundleLine, readBundleLine } from '#evisa/bundle.ts'

const NO_JSON = { ok: false, error: 'is no JSON: the file was cut off or changed' }
const NO_ITEM = { ok: false, error: 'is neither an artefact nor a page of the ledger' }

t.test('what is written is read back', async (t) => {
  const items = [
    { path: 'trust', text: '{"payload":"AAAA","signatures":[]}' },
    { path: 'status/0', text: '' },
    { path: 'policy', text: 'lines\n"quoted" \\ and \u0416' },
    { feed: 'a.b.c' },
    { feed: '' },
  ]
  for (const item of items) {
    const line = bundleLine(item)
    t.notMatch(line, /\n/, 'one line')
    t.same(readBundleLine(line), { ok: true, value: item })
  }
})

t.test('the first line is none of the items', async (t) => {
  t.same(readBundleLine(BUNDLE_HEADER), NO_ITEM)
  t.same(JSON.parse(BUNDLE_HEADER), { evisa_bundle: 1 })
})

t.test('a line that was cut off anywhere is found out', async (t) => {
  const line = bundleLine({ path: 'trust', text: 'abc' })
  for (let end = 0; end < line.length; end++) t.same(readBundleLine(line.slice(0, end)), NO_JSON, line.slice(0, end))
  for (const changed of ['not json', `${line}${line}`, `\ufeff${line}`, "{'feed':'a'}"]) {
    t.same(readBundleLine(changed), NO_JSON, changed)
  }
})

t.test('takes nothing that is neither an artefact nor a page, and never throws', async (t) => {
  const lines: unknown[] = [
    null,
    5,
    'trust',
    [],
    [{ feed: 'a' }],
    {},
    { path: 'trust' },
    { text: 'abc' },
    { path: 5, text: 'abc' },
    { path: 'trust', text: null },
    { path: 'trust', text: { payload: 'AAAA' } },
    { feed: 5 },
    { feed: null },
    { path: 'trust', text: 'abc', more: 1 },
    { path: 'trust', text: 'abc', feed: 'a' },
    { feed: 'a', more: 1 },
    { path: 'x'.repeat(61), text: 'abc' },
  ]
  for (const line of lines) t.same(readBundleLine(JSON.stringify(line)), NO_ITEM, JSON.stringify(line))
  t.same(readBundleLine('{"__proto__":{"feed":"a"}}'), NO_ITEM, 'inherited')
  t.same(readBundleLine('{"feed":"a","__proto__":{}}'), NO_ITEM)
  t.same(readBundleLine('['.repeat(100_000)), NO_JSON)
  t.ok(readBundleLine(JSON.stringify({ path: 'x'.repeat(60), text: 'abc' })).ok, 'what a path may be is judged later')
})
