import { existsSync } from 'node:fs'
import t from 'tap'
import { nodeScript } from '../../bench/npm-scripts.ts'

t.test('a program is found with its flags as npm starts it', async (t) => {
  const { flags, program } = nodeScript('scan')
  t.ok(existsSync(program))
  t.ok(flags.length > 0 && flags.every((flag) => flag.startsWith('--')))
  t.ok(existsSync(nodeScript('start').program))
  const [, module = ''] = /^--import=(.+)$/.exec(flags.find((flag) => flag.startsWith('--import')) ?? '') ?? []
  t.ok(existsSync(new URL(module)), 'what is loaded before it is found from any folder')
})

t.test('a script that is no program of node is refused', async (t) => {
  t.throws(() => nodeScript('typecheck'), RangeError)
  t.throws(() => nodeScript('no-such-script'), RangeError)
})
