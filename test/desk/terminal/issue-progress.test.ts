import t from 'tap'
import { issueProgress } from '../../../desk/terminal/issue-progress.ts'

t.test('counts what became of each', async (t) => {
  const progress = issueProgress(false, 100, () => 50)
  t.equal(progress.count('issued'), 1)
  t.equal(progress.count('already-issued'), 2)
  t.equal(progress.count('refused'), 3)
  t.equal(progress.total(), 3)
  t.equal(progress.summary(), '3 applications: 1 issued, 1 already issued before, 1 refused')
  progress.end()
})

t.test('draws a bar on a terminal and nowhere else', async (t) => {
  const { isTTY, write } = process.stderr
  t.teardown(() => Object.assign(process.stderr, { isTTY, write }))
  let said = ''
  const collect = (text: string) => {
    said += text
    return true
  }
  Object.assign(process.stderr, { isTTY: true, write: collect })
  const progress = issueProgress(false, 100, () => 50)
  progress.count('issued')
  while (said === '') await new Promise((done) => setTimeout(done, 20))
  progress.end()
  t.match(said, /\r\[#{15}-{15}\] 50 % {2}1 applications: 1 issued/)
  said = ''
  Object.assign(process.stderr, { isTTY: false })
  const silent = issueProgress(false, null, () => 0)
  silent.end()
  t.equal(said, '')
})
