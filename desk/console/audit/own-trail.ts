/** What both desks ask of the trail, asked for whoever is signed in at the console. */
import { problemIn } from '../../../pages/answers.ts'
import type { Visit } from '../../../pages/visit.ts'
import { type AuthorityCalls, CallFailed } from '../../calls/authority-calls.ts'

export function ownDeskCalls({ call: ask }: Pick<Visit, 'call'>): Pick<AuthorityCalls, 'call' | 'send'> {
  const send: AuthorityCalls['send'] = async (method, path) => {
    const answer = await ask({ method, path })
    const bytes = Buffer.from(await answer.arrayBuffer())
    if (answer.ok) return bytes
    const { type, detail = type } = problemIn(jsonIn(bytes))
    throw new CallFailed(detail, answer.status, [], type.replace('urn:evisa:problem:', ''))
  }
  return {
    send,
    call: async <T>(...asked: Parameters<typeof send>) => JSON.parse((await send(...asked)).toString()) as T,
  }
}

function jsonIn(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString())
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
