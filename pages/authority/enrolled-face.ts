/** A face as it begins: enrolled once, by a code in a file, and from then on known by its key. */
import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { parseEnrolmentCode } from '#evisa/enrolment-code.ts'
import type { FaceConfig } from '../face-config.ts'
import { enrolFace, isEnrolled, NotEnrolled, openFace } from './device-folder.ts'
import { type FaceCall, faceCalls } from './face-calls.ts'
import { requirePrivateLine } from './private-line.ts'

/** The calls of an enrolled face. `role`: as the server enrols it. Throws `NotEnrolled` with what to do. */
export async function beginFace(
  role: 'portal' | 'console',
  config: Pick<FaceConfig, 'dataDir' | 'enrolmentCodeFile' | 'isDemonstration'>,
  now: () => number,
): Promise<FaceCall> {
  await enrolOnce(role, config)
  const face = await openFace(config.dataDir)
  if (!config.isDemonstration) requirePrivateLine(face.issuer)
  return faceCalls(face, now)
}

async function enrolOnce(
  role: 'portal' | 'console',
  { dataDir, enrolmentCodeFile, isDemonstration }: Parameters<typeof beginFace>[1],
): Promise<void> {
  if (isEnrolled(dataDir)) return
  if (enrolmentCodeFile === null)
    throw new NotEnrolled(
      `this ${role} is not enrolled: name a file with the code of \`authority enrol ${role}\` by ${role.toUpperCase()}_ENROLMENT_CODE_FILE`,
    )
  const code = readFileSync(enrolmentCodeFile, 'utf8').trim()
  const read = parseEnrolmentCode(code)
  // The code is used up by being sent.
  if (read.ok && !isDemonstration) requirePrivateLine(read.value.server)
  await enrolFace(code, `${role} ${hostname()}`.slice(0, 60), dataDir)
}
