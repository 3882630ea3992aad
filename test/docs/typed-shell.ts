/** A shell in which the commands of a page run as a reader types them, in a folder of their own. */
import { execFile } from 'node:child_process'
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { CommandEnded, Commands } from '../commands-in-turn.ts'
import { PROJECT } from './pages.ts'

const PROGRAMS = {
  authority: join(PROJECT, 'desk/terminal/cli.ts'),
  scan: join(PROJECT, 'scanner-client/station/cli.ts'),
} as const

// What a shell would hand over as it stands.
const WORD = /'[^']*'|"[\w ]*"|[\w:=/.@+-]+/g
const PLAIN = /^npm run -s (authority|scan) -- ((?:'[^']*'|"[\w ]*"|[\w:=/.@+ -])+)$/

// npm itself takes as long as the program: in its place stands what it would start.
const NPM = `#!/bin/sh
shift
if [ "$1" = -s ]; then shift; fi
name=$1
shift
if [ "$1" = -- ]; then shift; fi
case $name in
  authority) exec node '${PROGRAMS.authority}' "$@" ;;
  scan) exec node '${PROGRAMS.scan}' "$@" ;;
  keys) exec node '${PROJECT}/keys/cli.ts' "$@" ;;
esac
echo "npm run $name is not for this shell" >&2
exit 99
`

/** Opens a shell in a new folder. What a line sets is set for the next ones; a line that needs no shell is run without one. */
export function openShell(folder: string, settings: Readonly<Record<string, string>>, commands: Commands) {
  const programs = join(folder, '.bin')
  mkdirSync(programs, { recursive: true })
  symlinkSync(join(PROJECT, 'examples'), join(folder, 'examples'))
  writeFileSync(join(programs, 'npm'), NPM)
  chmodSync(join(programs, 'npm'), 0o755)
  const env = {
    PATH: `${programs}:${dirname(process.execPath)}:${process.env.PATH}`,
    NODE_COMPILE_CACHE: join(PROJECT, 'node_modules/.cache/evisa-gate'),
    EVISA_STATION_DIR: join(folder, 'station'),
    ...settings,
  }
  const assigned: Record<string, string> = {}
  return {
    folder,
    run: (line: string): Promise<CommandEnded> => {
      const [, program, rest = ''] = PLAIN.exec(line) ?? []
      if (program !== undefined) {
        const words = [...rest.matchAll(WORD)].map(([word]) => word.replaceAll(/['"]/g, ''))
        return commands.run(PROGRAMS[program as keyof typeof PROGRAMS], words, {
          cwd: folder,
          env: { ...env, ...assigned },
        })
      }
      const [, name] = /^(?:export )?([A-Z_]+)=(?:\S*|\$\(.*\))$/.exec(line) ?? []
      const script = name === undefined ? line : `${line} && printf %s "$${name}"`
      return new Promise((done) => {
        const options = { cwd: folder, env: { ...env, ...assigned }, timeout: 120_000 }
        execFile('sh', ['-c', script], options, (error, stdout, stderr) => {
          if (name !== undefined) assigned[name] = stdout
          done({ code: error === null ? 0 : typeof error.code === 'number' ? error.code : -1, stdout, stderr })
        })
      })
    },
  }
}
