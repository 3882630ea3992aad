/** An auditor at a console, and trails that were exported and tampered with. */
import type { Test } from 'tap'
import type { TrailLine } from '#evisa/audit-row.ts'
import { multipartOf } from '../../../portal/passport/made-traveller.ts'
import { consoleScene } from '../console-scene.ts'

export async function auditScene(t: Test) {
  const scene = await consoleScene(t)
  const auditor = await scene.make('Aidos', ['auditor'])
  let at = await scene.signedIn(auditor)
  /** A session is over by then. */
  const daysLater = async (days: number) => {
    scene.built.clock.now += days * 86_400
    at = await scene.signedIn(await auditor.again())
  }
  const exported = async (query = '') => {
    const file = await at.get(`/en/audit/export.jsonl${query}`)
    const lines = file.bytes.toString().trimEnd().split('\n')
    return { file, lines: lines.map((line) => JSON.parse(line) as TrailLine) }
  }
  /** The page that says what was found in a file. */
  const verify = async (file: readonly TrailLine[] | string | Buffer) => {
    const page = await at.get('/en/audit/verify')
    const { _form = '' } = page.form('/verify').fields
    const text =
      typeof file === 'string' || Buffer.isBuffer(file)
        ? file
        : file.map((line) => `${JSON.stringify(line)}\n`).join('')
    const { type, body } = multipartOf([
      { name: '_form', value: _form },
      { name: 'file', value: Buffer.from(text), filename: 'audit.jsonl' },
    ])
    return at.post('/en/audit/verify', body, { 'content-type': type, 'content-length': String(body.length) })
  }
  return { ...scene, get: (path: string) => at.get(path), at: () => at, daysLater, exported, verify }
}
