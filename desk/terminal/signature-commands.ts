/** The desk's command that hands out what people signed, so that anybody can check it: `signatures FILE`. */
import { resolve } from 'node:path'
import type { Command } from 'commander'
import type { AuthorityCalls } from '../calls/authority-calls.ts'
import { writeOwnFile } from './own-file.ts'
import { typedWord } from './plain-text.ts'
import type { Show } from './show.ts'

interface Page {
  readonly rp_id: string | null
  readonly origins: readonly string[]
  readonly signatures: readonly { readonly id: string }[]
  readonly complete: boolean
}

export function addSignatureCommand(program: Command, { call }: Pick<AuthorityCalls, 'call'>, show: Show): void {
  program
    .command('signatures <file>')
    .description('write what people signed, one a line, with all that it takes to check it without us')
    .action(async (name: string) => {
      const file = resolve(name)
      const signatures = await writeOwnFile(file, async (out) => {
        let count = 0
        for (let after: string | undefined, complete = false; !complete; ) {
          const query = after === undefined ? '' : `?after=${encodeURIComponent(after)}`
          const page = await call<Page>('GET', `/v1/signatures${query}`)
          const { rp_id, origins } = page
          for (const one of page.signatures) await out.write(`${JSON.stringify({ rp_id, origins, ...one })}\n`)
          count += page.signatures.length
          after = page.signatures.at(-1)?.id
          complete = page.complete || after === undefined
        }
        return count
      })
      show(
        { file, signatures },
        `${file}: ${signatures} signatures\n\nAnybody checks them with Node alone:\n  node examples/verify-decision.mjs ${typedWord(file)}`,
      )
    })
}
