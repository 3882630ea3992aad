/** The recovery token as somebody gives it to a command: in a file, or typed. */
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline/promises'
import { CallFailed } from '../calls/authority-calls.ts'

/** `file` undefined: it is asked for. Throws `CallFailed` where none is given. */
export async function readRecoveryToken(file: string | undefined): Promise<string> {
  if (file !== undefined) return (await readFile(file, 'utf8')).trim()
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  try {
    const ended = once(terminal, 'close').then(() => {
      throw new CallFailed('no recovery token was given: say --recovery-token-file FILE')
    })
    return (await Promise.race([terminal.question('Recovery token: '), ended])).trim()
  } finally {
    terminal.close()
  }
}
