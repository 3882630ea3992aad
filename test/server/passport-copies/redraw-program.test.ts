import { fork } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import t from 'tap'
import { pdfOfPages } from './made-pdf.ts'

t.test('the program answers what it is asked, and ends with whoever began it', async (t) => {
  const program = resolve(import.meta.dirname, '../../../server/passport-copies/redraw-program.ts')
  const child = fork(program, { serialization: 'advanced' })
  t.match(await once(child, 'message'), ['ready'])
  child.send({ file: pdfOfPages(3), mostPages: 2 })
  t.match(await once(child, 'message'), [{ ok: false, error: { code: 'too-many-pages' } }])
  child.disconnect()
  t.same(await once(child, 'exit'), [0, null])
})
