/** The desk's command about letters to people: `letters`. */
import { type Command, Option } from 'commander'
import type { AuthorityCalls } from '../calls/authority-calls.ts'
import { plainText } from './plain-text.ts'
import type { Show } from './show.ts'

const STATES = ['waiting', 'sending', 'sent', 'bounced']

export interface LetterAnswer {
  readonly id: string
  readonly kind: string
  readonly email: string | null
  readonly about: string | null
  readonly state: string
  readonly unconfirmed: boolean
  readonly attempts: number
  readonly error: { readonly code: string; readonly text: string } | null
}

interface Page {
  readonly letters: readonly LetterAnswer[]
  readonly complete: boolean
}

export function addLetterCommand(program: Command, { call }: Pick<AuthorityCalls, 'call'>, show: Show): void {
  program
    .command('letters')
    .description('list the letters to people, what became of each, and why one waits or came back; never what it says')
    .addOption(new Option('--state <state>', 'only those in this state').choices(STATES))
    .action(async ({ state }: { state?: string }) => {
      const all: LetterAnswer[] = []
      for (let isComplete = false; !isComplete; ) {
        const last = all.at(-1)
        const query = new URLSearchParams({ ...(state && { state }), ...(last && { after: last.id }) })
        const { letters, complete } = await call<Page>('GET', `/v1/letters?${query}`)
        all.push(...letters)
        isComplete = complete
      }
      show({ letters: all }, all.map(describeLetter).join('\n') || 'no such letter')
    })
}

export function describeLetter({ id, kind, email, about, state, unconfirmed, attempts, error }: LetterAnswer): string {
  const to = email === null ? 'an address that was forgotten' : plainText(email)
  const what = `${id}  ${kind}${about === null ? '' : ` of ${plainText(about)}`} to ${to}: ${state}`
  const line = `${what}${unconfirmed ? ' (unconfirmed)' : ''}${attempts > 1 ? `, ${attempts} attempts` : ''}`
  return error === null ? line : `${line}\n  ${error.code}: ${plainText(error.text)}`
}
