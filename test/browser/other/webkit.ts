/** WebKitGTK, the engine of an iPad as far as Debian has it: webkit.py has the window, this sends it its orders. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Engine, OtherTab } from './other-browser.ts'

// Not the one that comes first in the path: Debian's packages are for Debian's own.
const PYTHON = '/usr/bin/python3'

const TRIALS: Readonly<Record<string, readonly string[]>> = {
  'python3-gi': [PYTHON, '-c', 'import gi'],
  'gir1.2-webkit2-4.1': [PYTHON, '-c', 'import gi; gi.require_version("WebKit2", "4.1")'],
  xvfb: ['xvfb-run', '--help'],
}

interface Told {
  readonly id?: number
  readonly value?: string
  readonly error?: string | null
  readonly asked?: string
  readonly version?: string
}

export const webkit: Engine = {
  name: 'WebKitGTK',
  missing: async () => {
    const missing: string[] = []
    for (const [name, [program = '', ...args]] of Object.entries(TRIALS)) {
      const trial = spawn(program, args, { stdio: 'ignore' })
      const [code] = await once(trial, 'close').catch(() => [1])
      if (code !== 0) missing.push(name)
    }
    return missing
  },
  start: async (profile) => {
    const args = ['--auto-servernum', PYTHON, join(import.meta.dirname, 'webkit.py'), profile]
    const child = spawn('xvfb-run', args)
    const ended = once(child, 'close')
    // It complains of every sound card and bus that a server lacks, which matters only where it ends for it.
    let complaints = ''
    child.stderr.on('data', (said) => {
      complaints += said
    })
    const asked: string[] = []
    const waiting = new Map<number, PromiseWithResolvers<string>>()
    const started = Promise.withResolvers<string>()
    createInterface({ input: child.stdout }).on('line', (line) => {
      const { id, value = 'null', error, asked: kind, version }: Told = JSON.parse(line)
      if (version !== undefined) started.resolve(version)
      if (kind !== undefined) asked.push(kind)
      if (id === undefined) return
      if (error == null) waiting.get(id)?.resolve(value)
      else waiting.get(id)?.reject(new Error(error))
      waiting.delete(id)
    })
    void ended.then(([code]) => {
      const fault = new Error(`WebKitGTK ended with ${code}: ${complaints}`)
      for (const { reject } of [started, ...waiting.values()]) reject(fault)
    })
    let count = 0
    const order = (act: string, given: object) => {
      const answer = Promise.withResolvers<string>()
      waiting.set(++count, answer)
      child.stdin.write(`${JSON.stringify({ id: count, act, ...given })}\n`)
      return answer.promise
    }
    const tabOf = (tab: number): OtherTab => ({
      evaluate: async (expression) =>
        JSON.parse(await order('evaluate', { tab, script: `return JSON.stringify((await (${expression})) ?? null)` })),
      goto: async (url) => void (await order('goto', { tab, url })),
      reload: async () => void (await order('reload', { tab })),
      close: async () => void (await order('close', { tab })),
    })
    return {
      version: await started.promise,
      asked,
      open: async (url) => {
        const tab = ++count
        await order('open', { tab, url })
        return tabOf(tab)
      },
      close: async () => {
        child.stdin.end()
        await ended
      },
    }
  },
}
