/** The officers' pages over a server with cases in it: officers with keys of their own, and pictures of passports. */
import { randomBytes } from 'node:crypto'
import type { Test } from 'tap'
import { NOW } from '../../../../fixtures/made-world.ts'
import { makeKey } from '../../../../server/passport-copies/begin-copy.ts'
import { sealPage } from '../../../../server/passport-copies/copy-crypt.ts'
import { fileKeyFile, openFileKeys } from '../../../../server/passport-copies/file-key.ts'
import { unwrapKey } from '../../../../server/passport-copies/wrap-key.ts'
import { type Runs, rows } from '../../../../server/store/steps.ts'
import type { PageAnswer, PageBrowser } from '../../../portal/page-browser.ts'
import type { BuildOptions, Built } from '../../../server/build-app.ts'
import { type KeptCase, keepCase, type MadeCase } from '../../../server/cases/case-scene.ts'
import { issueAll, runsOf } from '../../../server/cases/made-office.ts'
import type { Decider } from '../../../server/deciders.ts'
import { type ConsoleScene, consoleScene } from '../console-scene.ts'

export interface ConsoleOffice extends ConsoleScene {
  readonly runs: Runs
  readonly aigul: Decider
  readonly marat: Decider
  keep(made?: MadeCase): Promise<KeptCase>
  issueAll(): Promise<number>
  /** Signs what stands on a page with a text, and goes where it leads. */
  sign(at: PageBrowser, page: PageAnswer, by: Decider): Promise<PageAnswer>
}

const SERVER: BuildOptions = { mustSign: true }

export async function consoleOffice(t: Test): Promise<ConsoleOffice> {
  const scene = await consoleScene(t, { server: SERVER })
  const runs = runsOf(t, scene.built)
  return {
    ...scene,
    runs,
    aigul: await scene.make('Aigul', ['case-officer']),
    marat: await scene.make('Marat', ['case-officer']),
    keep: (made) => keepCase(runs, made),
    issueAll: () => issueAll(scene.built, SERVER),
    sign: async (at, page, by) => at.send(page, await scene.answer(at, page, by), page.path.split('/').at(-1)),
  }
}

/** Keeps these pages as the picture of a case's passport. */
export async function keepPicture(
  { act }: Runs,
  { dir, store }: Built,
  reference: string,
  ...pages: readonly Uint8Array[]
): Promise<void> {
  const fileKeys = await openFileKeys(fileKeyFile(dir), store, NOW, randomBytes)
  await act(function* () {
    const [copy] = yield* rows<{ id: string }>('SELECT id FROM passport_copies WHERE application = ?', reference)
    const id = copy?.id ?? ''
    const made = makeKey(id, { fileKeys, randomBytes, store })
    const key = unwrapKey(fileKeys, id, made)
    if (!key.ok) throw new Error(key.error)
    yield* rows(
      'UPDATE passport_copies SET file_key = ?, wrapped_key = ? WHERE id = ?',
      ...[made.fileKey, made.wrappedKey, id],
    )
    for (const [at, jpeg] of pages.entries())
      yield* rows(
        'INSERT INTO passport_pictures (copy, page, width, height, sha256, bytes) VALUES (?, ?, 9, 9, ?, ?)',
        ...[id, at + 1, 'made', sealPage(key.value, id, at + 1, jpeg, randomBytes)],
      )
  })
}
