/** `npm run mailbox`: the test mailbox as a process of its own, so that a demonstration needs no mail server. */
import { join } from 'node:path'
import closeWithGrace from 'close-with-grace'
import { buildMailbox } from './app.ts'
import { readMailboxConfig } from './config.ts'
import { openMessageStore } from './message-store.ts'
import { readMessage } from './read-message.ts'
import { openSmtpDoor } from './smtp-door.ts'

async function main(): Promise<void> {
  const config = readMailboxConfig(process.env)
  const store = openMessageStore(join(config.dataDir, 'mailbox.db'))
  const now = () => Math.floor(Date.now() / 1000)
  const door = await openSmtpDoor(config.smtpPort, async (mail) => {
    const { subject } = await readMessage(mail.raw)
    return store.keep({ ...mail, subject, receivedAt: now() })
  })
  const app = buildMailbox(store)
  const address = await app.listen({ host: config.host, port: config.port }).catch(async (error) => {
    await door.close()
    throw error
  })
  closeWithGrace({ delay: 5000, logger: false }, async () => {
    await door.close()
    await app.close()
    store.close()
  })
  process.stdout.write(
    [
      `test mailbox at ${address}`,
      '  TEST: what a demonstration sends is read there, and nothing of it is sent to anybody',
      `  takes mail at smtp://127.0.0.1:${door.port}`,
      '',
    ].join('\n'),
  )
}

main().catch((error: Error) => {
  process.stderr.write(`the test mailbox did not start: ${error.message}\n`)
  process.exitCode = 1
})
