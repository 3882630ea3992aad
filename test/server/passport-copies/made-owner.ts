/** A person at a portal with a case of their own, as the tests of the routes need one. */
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { Test } from 'tap'
import { makeVisaNumber } from '#evisa/visa-number.ts'
import { NOW } from '../../../fixtures/made-world.ts'
import { openDatabase } from '../../../platform/open-database.ts'
import { sqliteSteps } from '../../../server/store/sqlite/sqlite-steps.ts'
import { rows } from '../../../server/store/steps.ts'
import { type BuildOptions, type Built, build } from '../build-app.ts'
import { type Person, people } from '../people.ts'

const MIGRATIONS = join(import.meta.dirname, '../../../server/store/migrations/sqlite')
let persons = 0

export interface Owner extends Person {
  readonly reference: string
}

/** Rows beside the store of a server that was built, and people with cases. */
export async function owners(t: Test, built: Built) {
  const database = openDatabase(join(built.dir, 'authority.db'), MIGRATIONS)
  t.teardown(() => database.close())
  const runs = sqliteSteps(database)
  const { portal, applicant } = await people(built)
  const owner = async (state = 'draft'): Promise<Owner> => {
    persons += 1
    const person = await applicant(`person-${persons}@example.com`)
    const reference = makeVisaNumber(randomBytes)
    await runs.act(() =>
      rows(
        `INSERT INTO applications (id, state, account, language, revision, created_at, changed_at)
         VALUES (?, ?, ?, 'en', 1, ?, ?)`,
        ...[reference, state, person.account, NOW, NOW],
      ),
    )
    return { ...person, reference }
  }
  return { owner, runs, portal }
}

export const BYTES = { 'content-type': 'application/octet-stream' }

/** A server, and people with cases at it. */
export async function ownersScene(t: Test, options: BuildOptions = {}) {
  const built = await build(t, options)
  return { ...built, ...(await owners(t, built)) }
}

export const copiesOf = ({ reference }: Owner) => `/v1/applications/${reference}/copies`

/** Begins a copy of this size; gives its address. */
export async function begun(owner: Owner, size: number): Promise<string> {
  const answer = await owner.call('POST', copiesOf(owner), { size })
  if (answer.status !== 201) throw new Error(answer.text)
  return `${copiesOf(owner)}/${answer.body.id}`
}

export const whole = (owner: Owner, copy: string, bytes: Buffer) => owner.call('PUT', `${copy}/content`, bytes, BYTES)
