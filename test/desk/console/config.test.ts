import t from 'tap'
import { readConsoleConfig } from '../../../desk/console/config.ts'

const WORK = { CONSOLE_PUBLIC_URL: 'https://desk.evisa.example', CONSOLE_TRUST_PROXY: '127.0.0.1' }

t.test('a console in service takes its address and what brings HTTPS; a demonstration takes nothing', async (t) => {
  t.match(readConsoleConfig(WORK), { port: 8082, publicUrl: WORK.CONSOLE_PUBLIC_URL, isDemonstration: false })
  t.match(readConsoleConfig({ CONSOLE_DEMONSTRATION: 'on' }), { publicUrl: null, isDemonstration: true })
  t.throws(() => readConsoleConfig({}), /CONSOLE_PUBLIC_URL has to be/)
  t.throws(() => readConsoleConfig({ ...WORK, CONSOLE_COLOUR: 'red' }), /CONSOLE_COLOUR is no setting/)
  t.notOk('urls' in readConsoleConfig(WORK))
})
