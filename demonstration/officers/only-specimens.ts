/** The officers decide by themselves, which nobody may do for a real authority: they work where all that is signed is a specimen, and nowhere else. */
import Type from 'typebox'
import { Compile } from 'typebox/schema'
import { request } from 'undici'
import { SPECIMEN_KID } from '#evisa/specimen.ts'
import { CallFailed } from '../../desk/calls/authority-calls.ts'

/** The server is an authority of its own. */
export class NoDemonstration extends Error {
  override name = 'NoDemonstration'
}

const jws = Compile(Type.Object({ payload: Type.String() }))
const trustList = Compile(Type.Object({ keys: Type.Array(Type.Object({ kid: Type.String() })) }))
const ANSWER_MS = 15_000

/** Rejects with `NoDemonstration`, and with `CallFailed` where the server is away. */
export async function onlySpecimens(serverUrl: string): Promise<void> {
  const answer = await request(`${serverUrl}/v1/artefacts/2/trust`, { signal: AbortSignal.timeout(ANSWER_MS) })
    .then(({ body }) => body.text())
    .catch((error: Error) => {
      throw new CallFailed(`the server cannot be reached (${error.name})`)
    })
  if (!isSpecimen(answer))
    throw new NoDemonstration(
      `the server at ${serverUrl} is no demonstration: nobody decides there but its own officers`,
    )
}

/** Of a trust list that nobody verified: the server is asked about itself. */
function isSpecimen(answer: string): boolean {
  const signed = parsed(answer)
  const list = jws.Check(signed) ? parsed(Buffer.from(signed.payload, 'base64url').toString()) : null
  return trustList.Check(list) && list.keys.some(({ kid }) => kid === SPECIMEN_KID)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
