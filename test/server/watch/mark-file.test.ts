import { appendFileSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { MarkDamaged, markFile, markUnknown } from '../../../server/watch/mark-file.ts'
import { MARK } from './made-mark.ts'

t.test('what was written last is read, by another process too', async (t) => {
  const path = join(t.testdir(), 'store-mark')
  const file = markFile(path)
  t.equal(file.read(), null)
  for (const snapshot of [1, 2, 3]) {
    file.write({ ...MARK, snapshot })
    t.same(markFile(path).read(), { ...MARK, snapshot })
  }
  file.close()
  const next = markFile(path)
  t.match(next.read(), { snapshot: 3 })
  next.write({ ...MARK, snapshot: 4 })
  t.match(markFile(path).read(), { snapshot: 4 }, 'it goes on counting')
  next.close()
  if (process.platform !== 'win32') t.equal(statSync(path).mode & 0o777, 0o600)
})

t.test(
  'what was restored without a mark says that nobody can tell, until one is written; one that is there stays',
  async (t) => {
    const path = join(t.testdir(), 'store-mark')
    markUnknown(path)
    const file = markFile(path)
    t.throws(() => file.read(), MarkDamaged)
    file.write(MARK)
    markUnknown(path)
    t.same(markFile(path).read(), MARK)
    file.close()
  },
)

t.test('of what two processes wrote the furthest is read, however often either did', async (t) => {
  const path = join(t.testdir(), 'store-mark')
  const [slow, busy] = [markFile(path), markFile(path)]
  const at = (position: number) => ({ ...MARK, audit: { ...MARK.audit, position } })
  for (const position of [3, 4, 5]) busy.write(at(position))
  busy.write(at(6))
  slow.write(at(9))
  t.same(markFile(path).read(), at(9))
  const later = { ...at(1), epoch: { ...MARK.epoch, number: MARK.epoch.number + 1 } }
  slow.write(later)
  t.same(markFile(path).read(), later, 'a later life of the store is further than all of the one before')
  slow.close()
  busy.close()
})

t.test('a write that was cut off leaves the one before; what says nothing any more is told', async (t) => {
  const path = join(t.testdir(), 'store-mark')
  const file = markFile(path)
  file.write({ ...MARK, snapshot: 1 })
  file.write({ ...MARK, snapshot: 2 })
  file.close()
  const whole = readFileSync(path)
  for (let at = 0; at < whole.length; at += 61) {
    const cut = Buffer.from(whole)
    cut[at] = (cut[at] ?? 0) ^ 4
    writeFileSync(path, cut)
    const read = markFile(path).read()
    t.ok(read?.snapshot === 1 || read?.snapshot === 2, `byte ${at}`)
  }
  for (const text of ['x', 'x'.repeat(2048), `${'0'.repeat(64)} {}`]) {
    writeFileSync(path, text)
    t.throws(() => markFile(path).read(), MarkDamaged)
  }
  writeFileSync(path, '')
  t.equal(markFile(path).read(), null, 'as a start that was cut off leaves it')
  writeFileSync(path, whole.subarray(0, 1024))
  appendFileSync(path, 'x')
  t.match(markFile(path).read(), { snapshot: 2 })
})
