import t from 'tap'
import { timelineOf } from '#evisa/key-timeline.ts'
import { describeTimeline } from '../../keys/timeline-text.ts'
import { DAY, keyDocument, NOW, YEAR } from './made-store.ts'

const ROOT = { version: 1, iat: NOW - YEAR, exp: NOW + 4 * YEAR }
const active = keyDocument('activeKey01', { active_from: NOW - 200 * DAY })
const announced = keyDocument('announced01', { state: 'announced', active_from: NOW + 30 * DAY })
const stolen = keyDocument('stolenKey01', {
  state: 'compromised',
  active_from: NOW - 300 * DAY,
  compromised_at: NOW - 100 * DAY,
})
const draw = (...keys: (typeof active)[]) => describeTimeline(timelineOf(keys, ROOT, NOW)).split('\n')

t.test('a line a key shows what signs, what verifies only, and now between', async (t) => {
  const [, root, key] = draw(active)
  t.match(root, /^root 1 {6}root {6}#+\|#+$/)
  t.match(key, /^activeKey01 visa {6} *#+\|#+-+$/)
})

t.test('what is announced is drawn otherwise, and after now', async (t) => {
  t.match(draw(announced)[2], /^announced01 visa {6} *\| ?\++\.+$/)
})

t.test('a compromised key is crossed where it was compromised', async (t) => {
  const lines = draw(stolen)
  t.match(lines[2], /^stolenKey01 visa {6} *#+x~*\|~+$/)
  t.match(lines.at(-1), /x compromised {3}~ verifies only what its register names/)
  t.notMatch(draw(active).join('\n'), /compromised/, 'no legend for what is not drawn')
})

t.test('years stand over their first day, and now in one column', async (t) => {
  const lines = draw(active, announced)
  t.match(lines[0], /^ +'2026 +'2027 +'2028 +'2029 +'2030 *$/)
  const columns = lines.slice(1, 4).map((line) => line.indexOf('|'))
  t.equal(new Set(columns).size, 1)
  t.ok((lines[0]?.indexOf("'2027") ?? 0) > (columns[0] ?? 0))
})

t.test('never wider than 100 columns', async (t) => {
  t.ok(draw(active, announced, stolen).every((line) => line.length <= 100))
  const narrow = describeTimeline(timelineOf([], { version: 1, iat: NOW, exp: NOW + DAY }, NOW))
  t.ok(narrow.split('\n').every((line) => line.length <= 100))
})

t.test('is drawn for a store of any age', async (t) => {
  for (const now of [NOW - 3 * YEAR, NOW + 20 * YEAR]) {
    const lines = describeTimeline(timelineOf([active, announced, stolen], ROOT, now)).split('\n')
    t.ok(lines.every((line) => line.length <= 100))
    for (const line of lines.slice(1, 5)) t.match(line, /\|/, 'now stands in every line')
  }
})
