import { setTimeout } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { type RedrawLimits, redrawApart } from '../../../server/passport-copies/redraw-apart.ts'
import { makeEndlessPdf } from '../../scanner-client/made-pictures.ts'
import { onTable } from './made-passport.ts'
import { pdfBomb, pdfOfPages } from './made-pdf.ts'

function apart(t: Test, limits?: RedrawLimits) {
  const redrawing = redrawApart(limits)
  t.teardown(() => redrawing.close())
  return redrawing
}

t.test('files are made anew one after another, in the same process', async (t) => {
  const { redraw } = apart(t)
  const photograph = await (await onTable()).jpeg().toBuffer()
  const answers = await Promise.all([redraw(photograph, 3), redraw(Buffer.from('MZ'), 3), redraw(pdfOfPages(2), 3)])
  t.match(answers[0], { ok: true, value: { pages: [{ width: 2000, height: 1500 }] } })
  t.ok(
    answers[0]?.ok &&
      Buffer.from(answers[0].value.pages[0]?.jpeg ?? [])
        .subarray(0, 3)
        .toString('hex') === 'ffd8ff',
  )
  t.match(answers.slice(1), [{ error: { code: 'not-taken' } }, { value: { pages: { length: 2 } } }])
})

t.test('one that takes too long is ended, and the next is made by another process', async (t) => {
  const { redraw } = apart(t, { milliseconds: 2500 })
  const from = performance.now()
  t.same(await redraw(makeEndlessPdf(), 3), { ok: false, error: { code: 'too-hard', page: null } })
  t.ok(performance.now() - from < 10_000)
  t.match(await redraw(pdfOfPages(1), 3), { ok: true })
})

if (process.platform === 'linux')
  t.test('one that takes too much memory is ended, long before its time is over', async (t) => {
    // The program alone holds more.
    const { redraw } = apart(t, { memoryBytes: 50_000_000, milliseconds: 60_000 })
    const from = performance.now()
    t.same(await redraw(makeEndlessPdf(), 3), { ok: false, error: { code: 'too-hard', page: null } })
    t.ok(performance.now() - from < 20_000)
  })

t.test('a picture of 80 million pixels within a PDF is drawn in little memory, or not at all', async (t) => {
  const { redraw } = apart(t)
  const answer = await redraw(pdfBomb(9000), 3)
  t.ok(answer.ok || answer.error.code === 'too-hard')
  t.match(await redraw(pdfOfPages(1), 3), { ok: true })
})

t.test('a process that has nothing to do ends, and another begins when there is', async (t) => {
  const { redraw } = apart(t, { idleMilliseconds: 20 })
  t.match(await redraw(pdfOfPages(1), 3), { ok: true })
  await setTimeout(200)
  t.match(await redraw(pdfOfPages(1), 3), { ok: true })
})
