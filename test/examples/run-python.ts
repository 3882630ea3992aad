/** Python for the tests of its verifier, where it is there. */
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Test } from 'tap'

interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export const PROJECT = resolve(import.meta.dirname, '../..')
export const PYTHON_SOURCE = join(PROJECT, 'examples/python')

export function sourceOf(name: string): string {
  return readFileSync(join(PYTHON_SOURCE, name), 'utf8')
}

/** Runs Python in the project's folder; it leaves no compiled files behind. */
export function python(...args: string[]): Promise<Ended> {
  return run(found.stdout.trim(), ...args)
}

function run(program: string, ...args: string[]): Promise<Ended> {
  return new Promise((done) => {
    const env = { PATH: process.env.PATH, PYTHONDONTWRITEBYTECODE: '1' }
    const child = execFile(program, args, { cwd: PROJECT, env, timeout: 60_000 }, (error, stdout, stderr) =>
      done({ code: error === null ? 0 : child.exitCode, stdout, stderr: stderr || (error?.message ?? '') }),
    )
  })
}

// The program itself: what stands under its name may be a script that looks for it each time.
const NEEDED = 'import sys, cryptography; assert sys.version_info >= (3, 11), sys.version; print(sys.executable)'
const found = await run('python3', '-c', NEEDED)

/** Whether the verifier can run here; else says in the test's output that it did not, and why. */
export function isPythonThere(t: Pick<Test, 'comment'>): boolean {
  if (found.code === 0) return true
  t.comment(`SKIPPED: NO python3 (3.11 OR LATER) WITH THE PACKAGE cryptography HERE: ${found.stderr.trim()}`)
  return false
}
