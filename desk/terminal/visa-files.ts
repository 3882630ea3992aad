/** Files of e-visas that the desk's commands write: the page, the phone picture, the code. */
import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { AuthorityCalls } from '../calls/authority-calls.ts'
import { writeOwnFile } from './own-file.ts'

/** What to write of each e-visa, and the folder to write it into. */
export interface VisaFolders {
  readonly qr?: string | undefined
  readonly documents?: string | undefined
}

export async function makeFolders({ qr, documents }: VisaFolders): Promise<void> {
  for (const folder of [qr, documents]) if (folder !== undefined) await mkdir(folder, { recursive: true })
}

/** Writes the files of an e-visa that are not there yet, each under its number. Gives their paths. */
export async function writeVisaFiles(
  number: string,
  { qr, documents }: VisaFolders,
  desk: Pick<AuthorityCalls, 'send'>,
): Promise<readonly string[]> {
  const files = [
    ...(qr === undefined ? [] : [[join(qr, `${number}.png`), 'qr.png'] as const]),
    ...(documents === undefined ? [] : [[join(documents, `${number}.pdf`), 'document.pdf'] as const]),
  ]
  const written: string[] = []
  for (const [file, kind] of files) {
    if (existsSync(file)) continue
    await writeVisaFile(number, kind, file, desk)
    written.push(file)
  }
  return written
}

/** `kind`: `document.pdf`, `picture.png`, `qr.png`. */
export async function writeVisaFile(
  number: string,
  kind: string,
  file: string,
  { send }: Pick<AuthorityCalls, 'send'>,
): Promise<void> {
  const bytes = await send('GET', `/v1/visas/${encodeURIComponent(number)}/${kind}`)
  await writeOwnFile(file, (out) => out.writeFile(bytes))
}
