import t from 'tap'
import {
  type QrAnswer,
  type QrQuestion,
  type QrWorker,
  qrReadingOn,
} from '../../../../scanner-client/pwa/reading/qr-reading.ts'

/** Workers of which each answer is given by the test. */
function madeWorkers() {
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
  })
  const answer = (data: QrAnswer) => workers.at(-1)?.target.dispatchEvent(new MessageEvent('message', { data }))
  const breakDown = (message?: string) =>
    workers.at(-1)?.target.dispatchEvent(Object.assign(new Event('error'), { message }))
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

t.test('a file is read beside the frames', async (t) => {
  const { reading, asked, answer, workers } = madeWorkers()
  const read = reading.readFile(new Blob(['x']))
  answer({ id: asked[0]?.id ?? 0, file: { ok: false, error: 'file/not-a-picture' } })
  t.same(await read, { ok: false, error: 'file/not-a-picture' })
  reading.close()
  t.equal(workers[0]?.isEnded, true)
})

t.test('a worker that does not start, or dies, makes room for another', async (t) => {
  const { reading, asked, workers, answer, breakDown } = madeWorkers()
  const broken = reading.read(frame().bitmap)
  const next = reading.read(frame().bitmap)
  const file = reading.readFile(new Blob(['x']))
  breakDown()
  await Promise.all([t.rejects(broken, /the worker does not run/), t.rejects(file, /the worker does not run/)])
  await settled()
  t.equal(workers[0]?.isEnded, true)
  t.equal(workers.length, 2)
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
