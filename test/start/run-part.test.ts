import { join } from 'node:path'
import t, { type Test } from 'tap'
import { runPart } from '../../start/run-part.ts'

const STAYS = 'setInterval(() => undefined, 1000)'

function part(t: Test, program: string, endMs?: number) {
  const told: string[] = []
  const run = runPart({
    program: join(t.testdir({ 'program.mjs': program }), 'program.mjs'),
    flags: [],
    env: { PATH: process.env.PATH, OWN: 'of its own' },
    listens: /^part at (\S+)\n/m,
    tell: (text) => void told.push(text),
    ...(endMs && { endMs }),
  })
  t.teardown(() => run.end())
  return { told, ...run }
}

t.test('it has its own environment, and tells where it listens before it is told of', async (t) => {
  const { address, said, told, release, end } = part(
    t,
    `console.log('waiting ...'); console.log('part at http://' + process.env.OWN.length + '\\n  mail at smtp://b'); ${STAYS}`,
  )
  t.equal(await address, 'http://10')
  t.equal(await said(/mail at (\S+)\n/), 'smtp://b')
  t.equal(told.join(''), 'waiting ...\n')
  release()
  t.equal(told.join(''), 'waiting ...\npart at http://10\n  mail at smtp://b\n')
  t.equal(await end(), 143)
})

t.test('one that ended before it listened has no address, and what it said is told', async (t) => {
  const { address, ended, told } = part(t, "process.stdout.write('half a line'); process.exitCode = 3")
  t.equal(await address, null)
  t.equal(await ended, 3)
  t.equal(told.join(''), 'half a line')
})

t.test('where one listened that ended before it was told of is not told', async (t) => {
  const { address, end, told } = part(t, `console.log('waiting ...'); console.log('part at x'); ${STAYS}`)
  t.equal(await address, 'x')
  t.equal(await end(), 143)
  t.equal(told.join(''), 'waiting ...\n')
})

t.test('one that does not end is killed', async (t) => {
  const { address, end } = part(t, `process.on('SIGTERM', () => undefined); console.log('part at x'); ${STAYS}`, 200)
  t.equal(await address, 'x')
  t.equal(await end(), 1)
})
