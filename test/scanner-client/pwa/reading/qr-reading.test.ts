import t from 'tap'
import { type QrAnswer, type QrQuestion, qrReadingOn } from '../../../../scanner-client/pwa/reading/qr-reading.ts'

/** A worker of which each answer is given by the test. */
function madeWorker() {
  const target = new EventTarget()
  const asked: QrQuestion[] = []
  let ended = false
  const worker = {
    postMessage: (question: QrQuestion) => void asked.push(question),
    addEventListener: target.addEventListener.bind(target),
    terminate: () => {
      ended = true
    },
  }
  const answer = (data: QrAnswer) => target.dispatchEvent(new MessageEvent('message', { data }))
  const reading = qrReadingOn(worker as never)
  return { reading, asked, answer, isEnded: () => ended }
}

/** A frame, as far as it is looked at here. */
function frame() {
  let closed = false
  return { bitmap: { close: () => (closed = true) } as unknown as ImageBitmap, isClosed: () => closed }
}

const settled = () => new Promise((resolve) => setImmediate(resolve))

t.test('of the frames that come while one is read only the newest is read; the others are let go', async (t) => {
  const { reading, asked, answer } = madeWorker()
  const frames = [frame(), frame(), frame(), frame()]
  const results = frames.map(({ bitmap }) => reading.read(bitmap))
  t.equal(asked.length, 1)
  t.same([await results[1], await results[2]], [null, null])
  t.same(
    frames.map(({ isClosed }) => isClosed()),
    [false, true, true, false],
  )
  answer({ id: asked[0]?.id ?? 0, frame: { texts: ['one'], hint: null } })
  t.same(await results[0], { texts: ['one'], hint: null })
  await settled()
  t.equal(asked.length, 2)
  answer({ id: asked[1]?.id ?? 0, frame: { texts: [], hint: 'closer' } })
  t.same(await results[3], { texts: [], hint: 'closer' })
})

t.test('a bug in the worker rejects that read, and reading goes on', async (t) => {
  const { reading, asked, answer } = madeWorker()
  const broken = reading.read(frame().bitmap)
  answer({ id: asked[0]?.id ?? 0, error: 'it broke' })
  await t.rejects(broken, /it broke/)
  const next = reading.read(frame().bitmap)
  answer({ id: asked[1]?.id ?? 0, frame: { texts: [], hint: null } })
  t.same(await next, { texts: [], hint: null })
})

t.test('a file is read beside the frames', async (t) => {
  const { reading, asked, answer, isEnded } = madeWorker()
  const read = reading.readFile(new Blob(['x']))
  answer({ id: asked[0]?.id ?? 0, file: { ok: false, error: 'file/not-a-picture' } })
  t.same(await read, { ok: false, error: 'file/not-a-picture' })
  reading.close()
  t.equal(isEnded(), true)
})
