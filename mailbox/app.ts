/** The web side of the test mailbox: what came, newest first, for people and for tests. It can only be read. */
import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify'
import { guardTestPages } from '../platform/test-pages.ts'
import type { KeptMessage, MessageStore } from './message-store.ts'
import { FRAME_MAY, faultPage, framePage, listPage, messagePage, STYLE_HASH } from './pages.ts'
import { readMessage } from './read-message.ts'

const REFRESH_SECONDS = 4
const MOST_LISTED = 50
const HTML = 'text/html; charset=utf-8'
const FRAME_POLICY = `default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'self'; sandbox ${FRAME_MAY}`
const NO_MESSAGE = 'There is no such message: it may have made room for newer ones'

type Values = Readonly<Record<string, string | undefined>>

export function buildMailbox(store: MessageStore): FastifyInstance {
  const app = Fastify({ bodyLimit: 1024, requestTimeout: 30_000 })
  const policy = `style-src ${STYLE_HASH}; frame-src 'self'; form-action 'self'`
  guardTestPages(app, { says: { name: 'mailbox', text: 'nothing of it is sent to anybody' }, policy, faultPage })
  app.setNotFoundHandler(async (_request, reply) => tell(reply, 404, 'There is no such page'))

  app.get('/', async (request, reply) => {
    const { to: said = '', before, still } = request.query as Values
    const from = before === undefined ? null : numberIn(before)
    if (before !== undefined && from === null) return tell(reply, 400, 'before is the number of a message')
    const to = said.trim() || null
    const found = store.list({ to, before: from, most: MOST_LISTED + 1 })
    const messages = found.slice(0, MOST_LISTED)
    const olderThan = found.length > MOST_LISTED ? (messages.at(-1)?.id ?? null) : null
    const isStill = still !== undefined || before !== undefined
    // By a header, since it works without script.
    if (!isStill) reply.header('refresh', String(REFRESH_SECONDS))
    return reply.type(HTML).send(listPage({ messages, to, isStill, olderThan }))
  })

  app.get('/messages', async (request) => {
    const { to } = request.query as Values
    const listed = store.list({ to: to?.trim() || null, before: null, most: MOST_LISTED })
    const kept = listed.flatMap(({ id }) => store.byId(id) ?? [])
    return { test: true, messages: await Promise.all(kept.map(toldMessage)) }
  })

  /** The message that an address names; answers by itself where there is none. */
  const named = (values: unknown, reply: FastifyReply): KeptMessage | null => {
    const id = numberIn((values as Values).id)
    const kept = id === null ? null : store.byId(id)
    if (kept === null) void tell(reply, 404, NO_MESSAGE)
    return kept
  }

  app.get('/messages/:id', async ({ params }, reply) => {
    const kept = named(params, reply)
    return kept === null ? reply : reply.type(HTML).send(messagePage(kept, await readMessage(kept.raw)))
  })

  app.get('/messages/:id/page', async ({ params }, reply) => {
    const kept = named(params, reply)
    if (kept === null) return reply
    const read = await readMessage(kept.raw)
    return reply.type(HTML).header('content-security-policy', FRAME_POLICY).send(framePage(read))
  })

  app.get('/messages/:id/attachments/:at', async ({ params }, reply) => {
    const kept = named(params, reply)
    if (kept === null) return reply
    const at = numberIn((params as Values).at)
    const { attachments } = await readMessage(kept.raw)
    const file = at === null ? undefined : attachments[at]
    if (file === undefined) return tell(reply, 404, 'There is no such attachment')
    // Saved, never shown here: what it holds is the sender's.
    const disposition = `attachment; filename*=UTF-8''${encodeURIComponent(file.name.toWellFormed()).replaceAll("'", '%27')}`
    const type = file.type === 'application/pdf' ? file.type : 'application/octet-stream'
    return reply.type(type).header('content-disposition', disposition).send(Buffer.from(file.bytes))
  })
  return app
}

function tell(reply: FastifyReply, status: number, what: string): FastifyReply {
  return reply.code(status).type(HTML).send(faultPage(what))
}

function numberIn(text = ''): number | null {
  return /^[0-9]{1,15}$/.test(text) ? Number(text) : null
}

async function toldMessage({ id, receivedAt, from, to, raw }: KeptMessage) {
  const { attachments, ...read } = await readMessage(raw)
  const files = attachments.map(({ name, type, bytes }, at) => ({
    ...{ name, type, bytes: bytes.length, href: `/messages/${id}/attachments/${at}` },
  }))
  return { id, received_at: receivedAt, from, to, ...read, attachments: files }
}
