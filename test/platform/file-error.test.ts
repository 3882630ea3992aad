import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { fileErrorText } from '../../platform/file-error.ts'

t.test('an error of a file is said once, by the name that was given', async (t) => {
  const dir = t.testdir()
  const told = (work: Promise<unknown>) => work.then(() => t.fail('it worked'), fileErrorText)
  t.equal(await told(readFile(join(dir, 'none'))), `no such file or folder: ${join(dir, 'none')}`)
  t.equal(await told(writeFile(join(dir, 'none/a.pdf.part'), '')), `no such file or folder: ${join(dir, 'none/a.pdf')}`)
  t.equal(await told(readFile(dir)), 'a folder, where a file is asked for')
  t.equal(await told(writeFile(dir, '')), `a folder, where a file is asked for: ${dir}`)
  t.equal(fileErrorText({}), null)
})
