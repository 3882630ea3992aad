/**
 * Writes a bundle whose last line does not fit, as a child process whose files may not grow beyond a limit, and prints
 * what became of it. `node cut-off-bundle.ts FILE`
 */
import { existsSync } from 'node:fs'
import { exportBundle } from '../../../desk/terminal/export-bundle.ts'

const file = process.argv[2] ?? ''
const snapshot = { artefacts: { policy: { version: 1, sha256: 'A'.repeat(43) } } }
const send = async (_method: string, path: string) =>
  Buffer.from(
    path.endsWith('snapshot')
      ? `e30.${Buffer.from(JSON.stringify(snapshot)).toString('base64url')}.AA`
      : 'x'.repeat(2_000_000),
  )
const code = await exportBundle({ send }, file, true).then(
  () => null,
  (error: NodeJS.ErrnoException) => error.code,
)
process.stdout.write(JSON.stringify({ code, isThere: existsSync(file), isLeft: existsSync(`${file}.part`) }))
