/** One run of the tests in a folder at a time: tap has their folders in one place, and a second run would take away those of the first. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Gives what ends the run. Throws while another one goes on. */
export function beginRun(project: string): () => void {
  const file = join(project, '.tap/running')
  mkdirSync(dirname(file), { recursive: true })
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    const other = Number(readFileSync(file, 'utf8'))
    if (isAlive(other))
      throw new Error(`another run of the tests goes on here (${other}): wait for it, or delete ${file}`)
    // One that was killed ended nothing.
    writeFileSync(file, String(process.pid))
  }
  return () => rmSync(file, { force: true })
}

function isAlive(id: number): boolean {
  try {
    return id > 0 && process.kill(id, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
