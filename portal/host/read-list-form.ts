/** A form with a list in it. The token stands before the file, so that nothing of a stranger's file is read; a list is small enough to be held. */
import type { FastifyRequest } from 'fastify'
import { fail, ok, type Result } from '#evisa/result.ts'
import { isCutOff } from '../../pages/cut-off.ts'

export type ListFormFault = 'none' | 'empty' | 'large' | 'several' | 'cut'

export interface ListForm {
  readonly fields: Readonly<Record<string, string>>
  readonly bytes: Buffer<ArrayBuffer>
}

/** As the API takes it. */
export const MAX_LIST_BYTES = 2 * 1_048_576
// Two files, so that the second one is told of.
const LIMITS = { fieldNameSize: 100, fieldSize: 4000, fields: 10, files: 2, parts: 12, fileSize: MAX_LIST_BYTES }

/** `check` judges the fields before the file; throws what it throws. */
export async function readListForm(
  request: FastifyRequest,
  check: (fields: ListForm['fields']) => void,
): Promise<Result<ListForm, ListFormFault>> {
  const fields: Record<string, string> = {}
  let bytes: Buffer | null = null
  try {
    for await (const part of request.parts({ limits: LIMITS })) {
      if (part.type === 'field') {
        fields[part.fieldname] = typeof part.value === 'string' ? part.value : ''
        continue
      }
      check(fields)
      if (bytes !== null) return fail('several')
      const came = await bytesOf(part.file)
      if (part.file.truncated) return fail('large')
      // A browser sends the field of a file that was not chosen, too.
      if (part.filename) bytes = came
    }
  } catch (error) {
    if (isCutOff(error)) return fail('cut')
    throw error
  }
  check(fields)
  if (bytes === null) return fail('none')
  return bytes.length === 0 ? fail('empty') : ok({ fields, bytes: Buffer.from(bytes) })
}

async function bytesOf(file: AsyncIterable<Buffer>): Promise<Buffer> {
  const pieces: Buffer[] = []
  for await (const piece of file) pieces.push(piece)
  return Buffer.concat(pieces)
}
