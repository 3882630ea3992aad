/**
 * `npm run demo`: the whole journey, unattended, with the real programs. Each step is told as it begins, with its verdict
 * when it is done; exits 0 only if every verdict is the expected one.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pc from 'picocolors'
import { boothStory } from './booth-story.ts'
import { doubleUseStory } from './double-use-story.ts'
import { flightStory } from './flight-story.ts'
import { keysStory } from './keys-story.ts'
import { nobodyUnseenStory } from './nobody-unseen-story.ts'
import { portalStory } from './portal-story.ts'
import type { Story, TakeStep } from './story.ts'

// The longest first: the others run beside it.
const STORIES: readonly (readonly [string, Story])[] = [
  ['New keys, and a stolen one', keysStory],
  ['How a person gets an e-visa', portalStory],
  ['A day at the airport', boothStory],
  ['Two booths cut off, and one e-visa', doubleUseStory],
  ['Nobody unseen', nobodyUnseenStory],
  ['A flight of 180', flightStory],
]
const AT_ONCE = 2

let steps = 0
let wrong = 0

/** Takes steps and tells them by `write`. */
function teller(write: (text: string) => void): TakeStep {
  return async (what, expected, act, got) => {
    write(`  ${what.padEnd(76)} `)
    const done = await act()
    const said = got(done)
    const right = said === expected
    steps += 1
    wrong += right ? 0 : 1
    write(right ? `${pc.green('✔')} ${said}\n` : `${pc.red('✖')} ${said}   ${pc.red(`expected ${expected}`)}\n`)
    return done
  }
}

/** Writes to the screen, but what comes before its turn is held back. */
function waitingWriter() {
  let held: string[] | null = []
  return {
    write: (text: string) => void (held?.push(text) ?? process.stdout.write(text)),
    begin: () => {
      process.stdout.write(held?.join('') ?? '')
      held = null
    },
  }
}

process.stdout.write(
  'The journey of some e-visas, with the real programs: a server, stations, the desk. It takes a minute or two.\n',
)
const folder = await mkdtemp(join(tmpdir(), 'evisa-demo-'))
try {
  const waiting = [...STORIES.entries()]
  const writers = STORIES.map(waitingWriter)
  const ended = STORIES.map(() => Promise.withResolvers<void>())
  const runInTurn = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [at, [, story]] = next
      const own = join(folder, String(at))
      await mkdir(own)
      await story(
        teller((text) => writers[at]?.write(text)),
        own,
      )
      ended[at]?.resolve()
    }
  }
  const all = Promise.all(Array.from({ length: AT_ONCE }, runInTurn))
  for (const [at, [title]] of STORIES.entries()) {
    process.stdout.write(`\n${pc.bold(title)}\n  a server of its own is started, with a store and keys\n`)
    writers[at]?.begin()
    // A story that fails ends all of it, whosever turn it is.
    await Promise.race([ended[at]?.promise, all])
  }
} finally {
  await rm(folder, { recursive: true, force: true })
}
process.stdout.write(wrong === 0 ? `\nall ${steps} as expected\n` : pc.red(`\n${wrong} of ${steps} wrong\n`))
process.exitCode = wrong === 0 ? 0 : 1
