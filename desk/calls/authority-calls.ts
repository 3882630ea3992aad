/** Calls to the authority's server, with its token: what the commands of the desk are made of. */
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { request } from 'undici'
import type { FieldFault } from '#evisa/field-fault.ts'
import { authorityTokenFile } from '../../platform/authority-token-file.ts'

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

export interface AuthorityCalls {
  /** The bytes of an answer. Rejects with `CallFailed`. */
  send(method: Method, path: string, body?: unknown, signature?: string): Promise<Buffer>
  /** The JSON of an answer; undefined where it has no body. `signature`: the id of what a person signed of it. */
  call<T>(method: Method, path: string, body?: unknown, signature?: string): Promise<T>
  /** The JSON of the answer to a file as it is. */
  sendFile<T>(path: string, mediaType: string, bytes: Uint8Array): Promise<T>
}

/** What went wrong, in words for the person at the desk. */
export class CallFailed extends Error {
  override name = 'CallFailed'
  /** What the server answered; null where it did not. */
  readonly status: number | null
  /** What of that is about fields of what was sent. */
  readonly faults: readonly FieldFault[]
  /** Which problem it is, as the server names it; empty where it named none. */
  readonly code: string
  constructor(message: string, status: number | null = null, faults: readonly FieldFault[] = [], code = '') {
    super(message)
    this.status = status
    this.faults = faults
    this.code = code
  }
}

export interface DeskSettings {
  /** The server's address, without a slash at its end. */
  readonly url: string
  /** Who is at the desk, as the audit trail is to say where the token does not. */
  readonly operator: string
  /** The file with an operator's own token; empty for the authority's. */
  readonly tokenFile?: string
  /** That token itself, where it lies in no file. */
  readonly token?: string
}

/** What the server told an operator with an answer: how many proposals wait for the operator, and how many own ones ended unread. */
export interface ProposalNews {
  readonly waiting: number
  readonly ended: number
}

/** `hear` is told of proposals with every answer, by which the last one counts. */
export function authorityCalls(
  settings: () => DeskSettings,
  hear: (news: ProposalNews) => void = () => undefined,
): AuthorityCalls {
  const send = (method: Method, path: string, body?: unknown, signature?: string): Promise<Buffer> => {
    const content = body === undefined ? null : { type: 'application/json', body: JSON.stringify(body) }
    return sendBody(method, path, content, signature)
  }
  const sendBody = async (
    method: Method,
    path: string,
    content: { readonly type: string; readonly body: string | Uint8Array } | null,
    signature?: string,
  ): Promise<Buffer> => {
    const { url, operator, tokenFile = '', token = await readToken(tokenFile) } = settings()
    const asked = {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        'evisa-operator': encodeURIComponent(operator),
        ...(content === null ? {} : { 'content-type': content.type }),
        ...(signature !== undefined && { 'evisa-signature': signature }),
      },
      ...(content === null ? {} : { body: content.body }),
    }
    const { statusCode, headers, bytes } = await request(`${url}${path}`, asked)
      .then(async ({ body, ...head }) => ({ ...head, bytes: Buffer.from(await body.arrayBuffer()) }))
      .catch((error: NodeJS.ErrnoException) => {
        const why = `the server at ${url} cannot be reached (${error.code ?? error.name})`
        throw new CallFailed(
          `${why}: is it running? It is looked for where --url, EVISA_URL or EVISA_PORT says, else at port 8080 of this machine: set one of them as the server has it`,
        )
      })
    const countIn = (header: string) => Number(headers[header] ?? 0)
    hear({ waiting: countIn('evisa-proposals-waiting'), ended: countIn('evisa-proposals-ended') })
    if (statusCode >= 300) {
      const { message, faults, code } = problemIn(bytes.toString(), statusCode)
      throw new CallFailed(message ?? `the server at ${url} answered ${statusCode}`, statusCode, faults, code)
    }
    return bytes
  }
  return {
    send,
    call: async <T>(method: Method, path: string, body?: unknown, signature?: string) => {
      const bytes = await send(method, path, body, signature)
      return (bytes.length === 0 ? undefined : JSON.parse(bytes.toString())) as T
    },
    sendFile: async <T>(path: string, type: string, body: Uint8Array) =>
      JSON.parse((await sendBody('POST', path, { type, body })).toString()) as T,
  }
}

async function readToken(tokenFile: string): Promise<string> {
  if (tokenFile !== '') return read(tokenFile, "give the file with the operator's token")
  if (process.env.EVISA_AUTHORITY_TOKEN) return process.env.EVISA_AUTHORITY_TOKEN
  const file = authorityTokenFile(resolve(process.env.EVISA_DATA_DIR ?? 'data'))
  return read(file, 'start the server first, or set EVISA_DATA_DIR or EVISA_AUTHORITY_TOKEN')
}

async function read(file: string, instead: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    throw new CallFailed(`there is no ${file}: ${instead}`)
  }
}

// What stands between may answer for the server, and not in JSON.
function problemIn(
  text: string,
  status: number,
): { readonly message?: string; readonly faults: readonly FieldFault[]; readonly code: string } {
  try {
    const { type, title, detail, errors } = JSON.parse(text) ?? {}
    const code = String(type ?? '').replace('urn:evisa:problem:', '')
    const told = SAID_BY_DETAIL.includes(status) ? asTyped(detail ?? title) : `${title}: ${detail}`
    return { message: detail ? told : title, faults: Array.isArray(errors) ? errors : [], code }
  } catch (error) {
    if (error instanceof SyntaxError) return { faults: [], code: '' }
    throw error
  }
}

// Of these the title says in general what the detail says of the case.
const SAID_BY_DETAIL = [400, 403, 404, 409, 422]

/** By the names of a command's options and arguments, which are those of the members; a pattern tells a person nothing. */
function asTyped(detail: string): string {
  return detail
    .replace(/\bbody\/(\w+)/g, (_, name: string) => `--${name.replaceAll('_', '-')}`)
    .replace(/\bparams\/(\w+)/g, (_, name: string) => name.toUpperCase())
    .replace(/must match pattern "[^"]*"/g, 'is not of the form that it takes')
}
