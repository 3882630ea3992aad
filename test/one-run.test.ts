import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { beginRun } from './one-run.ts'

t.test('a second run does not begin while one goes on; one that was killed keeps nobody', async (t) => {
  const project = t.testdir({ '.tap': {} })
  const end = beginRun(project)
  t.throws(() => beginRun(project), { message: new RegExp(`goes on here \\(${process.pid}\\): wait`) })
  end()
  beginRun(project)()
  // No system gives a process this id.
  writeFileSync(join(project, '.tap/running'), '99999999')
  beginRun(project)()
})
