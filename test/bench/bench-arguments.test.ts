import t from 'tap'
import { HELP, readBenchArguments } from '../../bench/bench-arguments.ts'

const KNOWN = ['decide.single', 'api.admit', 'sync.push']
const read = (...args: readonly string[]) => readBenchArguments(args, KNOWN)

t.test('without a name everything is measured', async (t) => {
  t.same(read(), { kind: 'run', names: KNOWN, json: null, write: false })
})

t.test('what is named is measured once, in the order of the table', async (t) => {
  t.same(read('sync.push', 'decide.single', 'sync.push'), {
    kind: 'run',
    names: ['decide.single', 'sync.push'],
    json: null,
    write: false,
  })
})

t.test('takes a file for JSON, and writes the page where it is told to', async (t) => {
  t.same(read('api.admit', '--json', 'figures.json', '--write'), {
    kind: 'run',
    names: ['api.admit'],
    json: 'figures.json',
    write: true,
  })
})

t.test('lists, and helps', async (t) => {
  t.same(read('--list'), { kind: 'list' })
  t.same(read('--help'), { kind: 'help' })
  for (const option of ['--json', '--list', '--write', '--help']) t.match(HELP, option)
})

t.test('says which name there is not, and which there are', async (t) => {
  t.same(read('decide.single', 'decide.all'), {
    kind: 'fault',
    text: 'there is no bench decide.all; there are decide.single, api.admit, sync.push',
  })
  t.match(read('decide.all', '--list'), { kind: 'fault' })
})

t.test('says what an option lacks', async (t) => {
  t.match(read('--jsn', 'x'), { kind: 'fault', text: /--jsn/ })
  t.match(read('--json'), { kind: 'fault', text: /--json/ })
  t.match(read('--json='), { kind: 'fault', text: '--json takes a file' })
})
