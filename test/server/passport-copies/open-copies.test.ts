import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { NOW } from '../../../fixtures/made-world.ts'
import { makeLogger } from '../../../server/log-event.ts'
import { openCopies } from '../../../server/passport-copies/open-copies.ts'
import { madeClamd } from './made-clamd.ts'
import { pdfOfPages } from './made-pdf.ts'
import { EDITION, uploads } from './made-uploads.ts'

t.test('what copies need is opened together, with the scan that is set, and closed together', async (t) => {
  const { dir, of, send, store, context } = await uploads(t)
  const clamd = await madeClamd(t)
  const given = {
    ...{ store, clamav: clamd.address, now: () => NOW, randomBytes },
    terms: { inForce: async () => ({ revision: 0, edition: EDITION }) },
    log: makeLogger('silent', { write: () => undefined }),
  }
  const elsewhere = join(dir, 'elsewhere')
  await t.rejects(openCopies({ ...given, fileKeyFile: elsewhere }), { name: 'FileKeyError' })
  t.notOk(existsSync(elsewhere))
  const copies = await openCopies({ ...given, fileKeyFile: join(dir, 'file-key') })
  t.same(copies.fileKeys, context.fileKeys)
  const id = await send(pdfOfPages(1))
  await copies.make(id)
  t.equal(clamd.files.length, 1)
  t.match(await store.findCopy(of, id), { state: 'accepted' })
  await copies.close()
})
