import { mkdtempSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { beginFace } from '../../../pages/authority/enrolled-face.ts'
import { inMemory } from '../../in-memory.ts'

const now = () => 1_800_000_000

t.test('a face that is not enrolled says what to do, and sends its code over no open line', async (t) => {
  const dataDir = mkdtempSync(join(inMemory(), 'evisa-face-'))
  const config = { dataDir, enrolmentCodeFile: null, isDemonstration: false }
  await t.rejects(beginFace('console', config, now), {
    name: 'NotEnrolled',
    message: /authority enrol console` by CONSOLE_ENROLMENT_CODE_FILE/,
  })
  const enrolmentCodeFile = join(dataDir, 'code')
  writeFileSync(enrolmentCodeFile, 'no code')
  await t.rejects(beginFace('portal', { ...config, enrolmentCodeFile }, now), { name: 'NotEnrolled' })
})
