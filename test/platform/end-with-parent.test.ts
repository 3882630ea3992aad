import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import t, { type Test } from 'tap'

const END_WITH_PARENT = pathToFileURL(resolve(import.meta.dirname, '../../platform/end-with-parent.mjs')).href
const GRACEFUL = pathToFileURL(resolve(import.meta.dirname, '../../node_modules/close-with-grace/index.js')).href
const AT_WORK = "setInterval(() => undefined, 1000); console.log('at work')"
const ENDS_WELL = `import closeWithGrace from '${GRACEFUL}'
closeWithGrace({ logger: false }, async ({ signal }) => {
  console.log('ending by', signal)
  await new Promise((resolve) => setTimeout(resolve, 300))
  console.log('ended well')
})
${AT_WORK}`

function run(
  t: Test,
  program: string,
  parent = '',
): { child: ChildProcess; said: () => string; begun: Promise<unknown> } {
  const dir = t.testdir({ 'program.mjs': program, 'parent.mjs': parent })
  const args = parent === '' ? [`--import=${END_WITH_PARENT}`, join(dir, 'program.mjs')] : [join(dir, 'parent.mjs')]
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  let said = ''
  child.stdout.on('data', (chunk) => {
    said += chunk
  })
  t.teardown(() => void child.kill('SIGKILL'))
  return { child, said: () => said, begun: once(child.stdout, 'data') }
}

t.test('a program ends well once the pipe of its parent is closed', async (t) => {
  const { child, said, begun } = run(t, ENDS_WELL)
  await begun
  child.stdin?.destroy()
  t.strictSame(await once(child, 'close'), [0, null])
  t.equal(said(), 'at work\nending by SIGTERM\nended well\n')
})

t.test('a signal that comes as well does not cut its ending off', async (t) => {
  const { child, said, begun } = run(t, ENDS_WELL)
  await begun
  child.kill('SIGTERM')
  await once(child.stdout ?? child, 'data')
  child.stdin?.destroy()
  t.strictSame(await once(child, 'close'), [0, null])
  t.match(said(), /ended well\n$/)
})

t.test('a program that has nothing to end well ends at once, and one that is done does not wait', async (t) => {
  const { child, begun } = run(t, AT_WORK)
  await begun
  child.stdin?.destroy()
  t.strictSame(await once(child, 'close'), [143, null])
  const done = run(t, "console.log('done')")
  t.strictSame(await once(done.child, 'close'), [0, null])
})

t.test('a parent that is killed takes it along', async (t) => {
  const parent = `import { spawn } from 'node:child_process'
    const args = ['--import=${END_WITH_PARENT}', new URL('program.mjs', import.meta.url).pathname]
    const child = spawn(process.execPath, args, { stdio: ['pipe', 'inherit', 'inherit'], detached: true })
    setInterval(() => undefined, 1000)`
  const { child, said, begun } = run(t, ENDS_WELL, parent)
  await begun
  child.kill('SIGKILL')
  // Its output is the program's too, and closes once both are gone.
  await once(child, 'close')
  t.match(said(), /ended well\n$/)
})
