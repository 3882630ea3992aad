import { Readable } from 'node:stream'
import { setTimeout } from 'node:timers/promises'
import sharp from 'sharp'
import t from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import { clamavScan } from '../../../server/passport-copies/malware-scan.ts'
import { takeStream } from '../../../server/passport-copies/take-part.ts'
import { viewOwnCopy } from '../../../server/passport-copies/view-copy.ts'
import { setCase } from '../store/made-case.ts'
import { madeClamd } from './made-clamd.ts'
import { photographWith } from './made-passport.ts'
import { pdfOfPages } from './made-pdf.ts'
import { queueOf, uploads } from './made-uploads.ts'

t.test('a copy that has all come is made anew, and what came is gone', async (t) => {
  const scene = await uploads(t)
  const { of, send, store, act, context } = scene
  const { queue } = queueOf(t, scene)
  const file = await (await photographWith('blurred')).jpeg().toBuffer()
  const id = await send(file)
  await Promise.all([queue.make(id), queue.make(id)])
  t.match(await store.findCopy(of, id), {
    ...{ state: 'accepted', pages: 1, findings: [{ code: 'blurred', page: 1 }] },
  })
  t.same(await store.partPlaces(id), [])
  const page = await viewOwnCopy(of, id, 1, act, context)
  if (!page.ok) throw new Error(page.error)
  t.match(await sharp(page.value.jpeg).metadata(), { format: 'jpeg', width: 2000, height: 1500 })
  t.notOk(Buffer.from(page.value.jpeg).equals(file))
  t.match(
    (await store.auditAfter(0, 9)).map(({ actor, act }) => [actor, act]),
    [
      [act.actor, 'copy-begin'],
      ['copies', 'copy-accept'],
      [act.actor, 'copy-view'],
    ],
  )
})

t.test('what nobody could use is refused with why, and nothing of it is kept', async (t) => {
  const scene = await uploads(t)
  const { of, send, store } = scene
  const { queue } = queueOf(t, scene)
  for (const [file, code] of [
    [Buffer.concat([Buffer.from('MZ'), Buffer.alloc(300_000)]), 'not-taken'],
    [pdfOfPages(400), 'too-many-pages'],
  ] as const) {
    const id = await send(file)
    await queue.make(id)
    t.match(await store.findCopy(of, id), { state: 'refused', findings: [{ code, page: null }], pages: 0 })
    t.same(await store.partPlaces(id), [])
  }
})

t.test('what is sent anew while it is being made is neither accepted nor refused for what came before', async (t) => {
  const scene = await uploads(t)
  const { of, send, store, act, context } = scene
  const bytes = await (await photographWith('blurred')).jpeg().toBuffer()
  const id = await send(bytes)
  let scans = 0
  const scan = async () => {
    scans += 1
    if (scans === 1) t.match(await takeStream(of, id, Readable.from([bytes]), () => NOW, context), { ok: true })
    return true
  }
  const { queue } = queueOf(t, scene, { scan })
  await queue.make(id)
  t.match(await store.findCopy(of, id), { state: 'receiving', received: bytes.length }, 'it is to be made yet')
  await queue.make(id)
  t.match(await store.findCopy(of, id), { state: 'accepted' })
  t.match(await viewOwnCopy(of, id, 1, act, context), { ok: true }, 'it opens by its own key')
})

t.test('what has not all come is left alone', async (t) => {
  const scene = await uploads(t)
  const { queue, logged } = queueOf(t, scene)
  const id = await scene.begin(500)
  await queue.make(id)
  await queue.make('nothing')
  t.match(await scene.store.findCopy(scene.of, id), { state: 'receiving' })
  t.same(logged(), [])
})

t.test('nothing is opened that the scan did not look at', async (t) => {
  const scene = await uploads(t)
  const { of, send, store } = scene
  const clamd = await madeClamd(t)
  const { queue, logged } = queueOf(t, scene, { scan: clamavScan(clamd.address, 300) })
  clamd.mood = 'silent'
  const clean = await send(pdfOfPages(1))
  await queue.make(clean)
  t.match(await store.findCopy(of, clean), { state: 'receiving' }, 'it waits, and is not lost')
  t.match(logged(), [{ event: 'copy-not-made', copy: clean, error: 'ScanFailed' }])
  clamd.mood = 'well'
  await queue.make(clean)
  t.match(await store.findCopy(of, clean), { state: 'accepted' })
  const infected = await send(Buffer.concat([pdfOfPages(1), Buffer.from('EICAR')]))
  await queue.make(infected)
  t.match(await store.findCopy(of, infected), { state: 'refused', findings: [{ code: 'infected' }] })
})

t.test('a copy that was altered where it is kept is refused, and one whose case went on, too', async (t) => {
  const scene = await uploads(t)
  const { of, send, store, database, runs } = scene
  const { queue } = queueOf(t, scene)
  const altered = await send(pdfOfPages(1))
  database.prepare('UPDATE passport_copy_parts SET bytes = zeroblob(length(bytes))').run()
  await queue.make(altered)
  t.match(await store.findCopy(of, altered), { state: 'refused', findings: [{ code: 'damaged' }] })
  const late = await send(pdfOfPages(1))
  await setCase(runs, of.application, 'paid')
  await queue.make(late)
  t.match(await store.findCopy(of, late), { state: 'refused', findings: [{ code: 'case-closed' }] })
})

t.test('copies that a stopped server left are made by the next one', async (t) => {
  const scene = await uploads(t)
  const { of, send, store, database } = scene
  const id = await send(pdfOfPages(1))
  database.prepare('UPDATE passport_copies SET changed_at = ?').run(NOW - 300)
  const { queue } = queueOf(t, scene, { everyMs: 20 })
  while ((await store.findCopy(of, id))?.state === 'receiving') await setTimeout(20)
  t.match(await store.findCopy(of, id), { state: 'accepted' })
  await queue.close()
  const next = await send(pdfOfPages(1))
  await queue.make(next)
  t.match(await store.findCopy(of, next), { state: 'receiving' }, 'a queue that is closed takes nothing')
})
