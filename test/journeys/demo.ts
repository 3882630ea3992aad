/**
 * `npm run demo`: the whole journey, unattended, with the real programs. Prints a table; exits 0 only if every verdict
 * is the expected one.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pc from 'picocolors'
import { boothStory } from './booth-story.ts'
import { doubleUseStory } from './double-use-story.ts'
import { flightStory } from './flight-story.ts'
import { keysStory } from './keys-story.ts'

const STORIES = {
  'A day at the airport': boothStory,
  'Two booths cut off, and one e-visa': doubleUseStory,
  'A flight of 180': flightStory,
  'New keys, and a stolen one': keysStory,
}

let steps = 0
let wrong = 0

function note(what: string, expected: string, got: string): void {
  const right = expected === got
  steps += 1
  wrong += right ? 0 : 1
  const mark = right ? pc.green('✔') : pc.red('✖')
  process.stdout.write(`${mark} ${what.padEnd(72)} ${got}${right ? '' : pc.red(`   expected ${expected}`)}\n`)
}

const folder = await mkdtemp(join(tmpdir(), 'evisa-demo-'))
try {
  for (const [title, story] of Object.entries(STORIES)) {
    process.stdout.write(`\n${pc.bold(title)}\n`)
    const own = join(folder, story.name)
    await mkdir(own)
    await story(note, own)
  }
} finally {
  await rm(folder, { recursive: true, force: true })
}
process.stdout.write(wrong === 0 ? `\nall ${steps} as expected\n` : pc.red(`\n${wrong} of ${steps} wrong\n`))
process.exitCode = wrong === 0 ? 0 : 1
