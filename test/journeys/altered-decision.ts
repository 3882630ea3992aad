/**
 * The end of the portal's story: whoever can write in the database has decisions altered in the very step that keeps them. An officer
 * signs by a key; what was altered is not issued, and the audit names it.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { authorityTokenFile } from '../../platform/authority-token-file.ts'
import type { Call } from '../server/build-app.ts'
import { deciders } from '../server/deciders.ts'
import { callOver, enrolFace, good, until } from './portal-people.ts'
import type { Json } from './programs.ts'
import type { TakeStep } from './story.ts'

export interface Altering {
  readonly url: string
  /** The server's data, which the hand is in. */
  readonly dataDir: string
  /** The case that is decided, and the number of the passport in it. */
  readonly reference: string
  readonly passport: string
  /** A command of the desk; what it printed by --json. */
  readonly desk: (...args: string[]) => Promise<Json>
  /** As the traveller calls. */
  readonly call: Call
}

export async function alteredDecision(step: TakeStep, altering: Altering): Promise<void> {
  const { url, dataDir, reference, passport, desk, call } = altering
  const officer = await step(
    'two administrators and an officer register keys; each knows half of a code',
    'Aigul signs as case officer',
    async () => {
      const token = readFileSync(authorityTokenFile(dataDir), 'utf8').trim()
      const over = callOver(url)
      const people = await deciders({
        authority: (method, path, body) => over(method, path, body, { authorization: `Bearer ${token}` }),
        enrol: async (role) => ({ call: await enrolFace(url, (await desk('enrol', role)).code) }),
      })
      return people.make('Aigul', ['case-officer'])
    },
    ({ name }) => `${name} signs as case officer`,
  )
  await step(
    'somebody puts a trigger into the database: what is decided is for another passport',
    'put there',
    () => alterWhatIsKept(join(dataDir, 'authority.db'), passport),
    () => 'put there',
  )
  await step(
    'she signs no objection: what was altered is not issued, and the case comes back',
    'signed; review: as-decided; no e-visa',
    async () => {
      good(await officer.call('POST', `/v1/cases/${reference}/claim`))
      const { revision } = good(await officer.call('GET', `/v1/cases/${reference}`))
      good(await officer.sign({ kind: 'case', reference, revision, decision: 'no-objection' }))
      const shown = async () => good(await officer.call('GET', `/v1/cases/${reference}`))
      const back = await until(shown, ({ decisions }) => decisions.some((one: Json) => one.issue_fault !== null))
      return { back, seen: good(await call('GET', `/v1/applications/${reference}`)) }
    },
    ({ back, seen }) => {
      const rules = back.decisions
        .flatMap(({ issue_fault: faults }: Json) => faults ?? [])
        .map(({ rule }: Json) => rule)
      return `signed; ${seen.state}: ${rules.join()}; ${seen.visa_number ? 'an e-visa' : 'no e-visa'}`
    },
  )
  await step(
    'the audit checks every signature again, and names what was altered',
    `case ${reference}, signed by Aigul: signature/otherwise`,
    () => desk('audit', '--verify'),
    ({ signed }) =>
      signed.faults.map(({ about, reason }: Json) => `${about.replace(/ \(.*\)/, '')}: ${reason}`).join('; '),
  )
}

/** Of the same length as the number that it takes the place of, so that what is kept looks as it should. */
function alterWhatIsKept(file: string, passport: string): void {
  const db = new Database(file)
  const instead = passport.replace(/[0-9]/g, '7')
  const altered = `replace(new.input, '${passport}', '${instead}')`
  db.exec(`CREATE TRIGGER hand AFTER INSERT ON issuing_outbox BEGIN
    UPDATE issuing_outbox SET input = ${altered} WHERE application = new.application;
    UPDATE decisions SET input = ${altered} WHERE id = new.decision;
  END`)
  db.close()
}
