import t from 'tap'
import {
  type QrAnswer,
  type QrQuestion,
  type QrWorker,
  qrReadingOn,
} from '../../../../scanner-client/pwa/reading/qr-reading.ts'

/** Workers of which each answer is given by the test, in the order in which they were started. */
function madeWorkers(pageMs?: number) {
  const asked: QrQuestion[] = []
  const workers: { readonly target: EventTarget; isEnded: boolean }[] = []
  const reading = qrReadingOn(() => {
    const target = new EventTarget()
    const worker = { target, isEnded: false }
    workers.push(worker)
    return {
      postMessage: (question: QrQuestion) => void asked.push(question),
      addEventListener: target.addEventListener.bind(target),
      terminate: () => {
        worker.isEnded = true
      },
    } as QrWorker
  }, pageMs)
  const answer = (data: QrAnswer, by = workers.length - 1) =>
    workers[by]?.target.dispatchEvent(new MessageEvent('message', { data }))
  const breakDown = (by: number) => workers[by]?.target.dispatchEvent(new Event('error'))
  return { reading, asked, workers, answer, breakDown }
}

/** A frame, as far as it is looked at here. */
function frame() {
  let closed = false
  return { bitmap: { close: () => (closed = true) } as unknown as ImageBitmap, isClosed: () => closed }
}

const settled = () => new Promise((resolve) => setImmediate(resolve))

t.test('of the frames that come while one is read only the newest is read; the others are let go', async (t) => {
  const { reading, asked, answer } = madeWorkers()
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
  const { reading, asked, answer } = madeWorkers()
  const broken = reading.read(frame().bitmap)
  answer({ id: asked[0]?.id ?? 0, error: 'it broke' })
  await t.rejects(broken, /it broke/)
  const next = reading.read(frame().bitmap)
  answer({ id: asked[1]?.id ?? 0, frame: { texts: [], hint: null } })
  t.same(await next, { texts: [], hint: null })
})

t.test('a file is read beside the frames, by a worker of its own', async (t) => {
  const { reading, asked, answer, workers } = madeWorkers()
  const read = reading.readFile(new Blob(['x']))
  t.match(asked, [{ range: { from: 0, most: 10 } }])
  const seen = reading.read(frame().bitmap)
  answer({ id: asked[1]?.id ?? 0, frame: { texts: ['seen'], hint: null } }, 1)
  t.same(await seen, { texts: ['seen'], hint: null }, 'the camera does not wait for it')
  answer({ id: asked[0]?.id ?? 0, file: { ok: false, error: 'file/not-a-picture' } }, 0)
  t.same(await read, { ok: false, error: 'file/not-a-picture' })
  reading.close()
  t.same(
    workers.map(({ isEnded }) => isEnded),
    [true, true],
  )
})

t.test('a file that takes too long ends its worker and no other; the next one is read by another', async (t) => {
  const { reading, asked, answer, workers } = madeWorkers(40)
  const slow = reading.readFile(new Blob(['x']))
  const seen = reading.read(frame().bitmap)
  t.same(await slow, { ok: false, error: 'file/too-slow' })
  t.same(
    workers.map(({ isEnded }) => isEnded),
    [true, false],
  )
  answer({ id: asked[1]?.id ?? 0, frame: { texts: ['seen'], hint: null } }, 1)
  t.same(await seen, { texts: ['seen'], hint: null })
  const next = reading.readFile(new Blob(['y']), { from: 10, most: 200 })
  t.match(asked.at(-1), { range: { from: 10, most: 200 } })
  answer({ id: asked.at(-1)?.id ?? 0, file: { ok: true, value: { texts: ['two'], pages: null } } }, 2)
  t.match(await next, { ok: true, value: { texts: ['two'] } })
})

t.test('each page has a time of its own', async (t) => {
  const { reading, asked, answer, workers } = madeWorkers(200)
  const long = reading.readFile(new Blob(['x']))
  for (let page = 0; page < 5; page++) {
    await new Promise((resolve) => setTimeout(resolve, 80))
    answer({ id: asked[0]?.id ?? 0, isAtWork: true })
  }
  answer({ id: asked[0]?.id ?? 0, file: { ok: true, value: { texts: [], pages: null } } })
  t.match(await long, { ok: true })
  t.equal(workers[0]?.isEnded, false)
})

t.test('a worker that does not start, or dies, makes room for another', async (t) => {
  const { reading, asked, workers, answer, breakDown } = madeWorkers()
  const broken = reading.read(frame().bitmap)
  const next = reading.read(frame().bitmap)
  const file = reading.readFile(new Blob(['x']))
  breakDown(0)
  breakDown(1)
  await Promise.all([t.rejects(broken, /the worker does not run/), t.rejects(file, /the worker does not run/)])
  await settled()
  t.equal(workers[0]?.isEnded, true)
  t.equal(workers.length, 3)
  answer({ id: asked.at(-1)?.id ?? 0, frame: { texts: ['two'], hint: null } })
  t.same(await next, { texts: ['two'], hint: null })
})

t.test('closing ends what is under way, and lets the frame that waits go', async (t) => {
  const { reading, workers } = madeWorkers()
  const waiting = frame()
  const read = reading.read(frame().bitmap)
  const next = reading.read(waiting.bitmap)
  reading.close()
  await t.rejects(read, /closed/)
  t.equal(await next, null)
  t.equal(waiting.isClosed(), true)
  await settled()
  t.equal(workers.length, 1)
})
