import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { readServerConfig } from '../../server/config.ts'
import { PAGES, PROJECT } from './pages.ts'

const SETTING = /\b(?:EVISA_[A-Z0-9_]+|DATABASE_URL)\b/g
const named = (text: string) => [...new Set(text.match(SETTING))].toSorted()
const page = named(PAGES.find(({ path }) => path === 'docs/settings.md')?.text ?? '')

t.test('the page has the settings that the server knows, and no other', (t) => {
  const known = () => readServerConfig({ EVISA_NO_SUCH: 'x' })
  let said = ''
  try {
    known()
  } catch (error) {
    said = (error as Error).message.replace('EVISA_NO_SUCH', '')
  }
  t.same(page, named(said))
  t.end()
})

t.test('each is read by one of the programs, and they read no other', (t) => {
  const readers = [
    'server/config.ts',
    'server/delivery/mail-settings.ts',
    'server/payments/acquirer-settings.ts',
    'keys/config.ts',
    'desk/terminal/cli.ts',
    'desk/calls/authority-calls.ts',
    'scanner-client/station/cli.ts',
    'server/store/backup/postgres-programs.ts',
  ]
  // The list of the others' settings in the server's own is no reading of them.
  const sources = readers.map((path) =>
    readFileSync(join(PROJECT, path), 'utf8').replace(/const OTHERS = \[[\s\S]*?\]/, ''),
  )
  t.same(named(sources.join('\n')), page)
  t.end()
})

t.test('every setting that any page names is one of them', (t) => {
  // A few in a row are shortened to their ends in keys/README.md.
  for (const { path, text } of PAGES)
    t.same(
      named(text).filter((name) => !page.includes(name) && name !== 'EVISA_DEVICE'),
      [],
      path,
    )
  t.end()
})
