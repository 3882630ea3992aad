import { execFileSync } from 'node:child_process'
import { uptime } from 'node:os'
import { setTimeout } from 'node:timers/promises'
import t from 'tap'
import { steadyReading } from '../../platform/steady-reading.ts'

t.test('counts the seconds since the machine was started, and never back', async (t) => {
  const before = uptime()
  const first = steadyReading()
  await setTimeout(60)
  const second = steadyReading()
  t.ok(first.seconds >= before && second.seconds <= uptime())
  const passed = second.seconds - first.seconds
  t.ok(passed >= 0.03 && passed < 10, `${passed} seconds`)
})

t.test('names the start of the machine, the same in every process', async (t) => {
  const { boot } = steadyReading()
  t.equal(steadyReading().boot, boot)
  if (process.platform !== 'linux') return t.equal(boot, null)
  t.match(boot, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  const module = new URL('../../platform/steady-reading.ts', import.meta.url).href
  const script = `import { steadyReading } from '${module}'; process.stdout.write(JSON.stringify(steadyReading()))`
  const other = JSON.parse(
    execFileSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' }),
  )
  t.equal(other.boot, boot)
  t.ok(Math.abs(other.seconds - steadyReading().seconds) < 60)
})
