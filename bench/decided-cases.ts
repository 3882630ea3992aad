/** A store with 5,000 decided cases, each signed by one of 200 people, whom two administrators made and set since. */
import type Database from 'better-sqlite3'
import { makeAssertion } from '../fixtures/made-authenticator.ts'
import { DAY, NOW } from '../fixtures/made-world.ts'
import { type TestKey, testKey } from '../fixtures/test-signer.ts'
import type { CaseContent } from '../server/cases/case-to-sign.ts'
import { issueInput } from '../server/cases/issue-input.ts'
import { keyPlaceOf } from '../server/people/key-place.ts'
import { decisionText } from '../server/signing/decision-text.ts'
import { CONTENT } from '../test/server/store/made-applications.ts'
import type { Filling } from './filled-store.ts'

export const DECIDED = 5000
const PEOPLE = 200
const CHANGES = ['make', 'set', 'set']

export const PLACE = keyPlaceOf('https://console.evisa.example', null, 'evisa.example', false)

export async function decidedCases(): Promise<Filling> {
  const officers = await Promise.all(Array.from({ length: PEOPLE }, (_, at) => officerAt(at)))
  const fill = (database: Database.Database) => database.transaction(() => addAll(database, officers))()
  return { name: 'decided', sources: [import.meta.filename], fill }
}

interface Officer {
  readonly id: string
  readonly name: string
  readonly credential: string
  readonly key: TestKey
}

async function officerAt(at: number): Promise<Officer> {
  const [id, name] = [`officer-${at}`, `Officer ${at}`]
  return { id, name, credential: Buffer.from(id).toString('base64url'), key: await testKey(id, 'root') }
}

function addAll(database: Database.Database, officers: readonly Officer[]): void {
  const add = adding(database)
  for (const { id, name, credential, key } of officers) {
    const content = JSON.stringify({ name, badge: null, email: '', roles: ['case-officer'] })
    add.person.run(id, name, '["case-officer"]')
    add.key.run(credential, id, key.signer.kid, key.jwk.x, key.jwk.y)
    for (const [at, kind] of CHANGES.entries()) add.change.run(`${id}-${at}`, kind, id, content, NOW - DAY + at)
  }
  for (let at = 0; at < DECIDED; at++) {
    const officer = officers[at % PEOPLE] as Officer
    const [reference, id] = ['MADE', 'signature-'].map((name) => `${name}${String(at).padStart(8, '0')}`) as [
      string,
      string,
    ]
    const text = textOf(reference, officer)
    const signed = { text, rpId: PLACE.rpId, origin: PLACE.consoleUrl, credential: officer.credential }
    const { client_data, authenticator_data, signature } = makeAssertion(officer.key, signed)
    add.signature.run(id, reference, officer.id, officer.credential, text, client_data, authenticator_data, signature)
  }
}

function textOf(reference: string, signer: Officer): string {
  const input = issueInput(reference, { ...CONTENT, copy: null })
  if (!input.ok) throw new TypeError('what is decided here could not be issued')
  const content: CaseContent = {
    ...{ revision: 5, decision: 'no-objection', place: 'first', two: false, first: null, rule: null, reason: '' },
    input: JSON.stringify(input.value),
    passport_copy: signer.key.signer.kid,
    invitation: signer.key.signer.kid,
    terms: { revision: 3, from: '2026-01-01' },
  }
  return decisionText({ kind: 'case', subject: reference, content, signer, nonce: signer.credential, time: NOW - 60 })
}

function adding(database: Database.Database) {
  const of = (sql: string) => database.prepare<(string | number)[]>(sql)
  return {
    person: of(`INSERT INTO persons (id, name, email, roles, created_at) VALUES (?, ?, '', ?, ${NOW - DAY})`),
    key: of(
      `INSERT INTO person_keys (credential, person, thumbprint, jwk_x, jwk_y, label, synced, counter, created_at)
       VALUES (?, ?, ?, ?, ?, 'made', 0, 0, ${NOW - DAY})`,
    ),
    change: of(
      `INSERT INTO person_changes (id, kind, person, content, reason, proposed_by, first_hash, proposed_at, expires_at, state,
         decided_by, decided_at)
       VALUES (?, ?, ?, ?, '', 'one', '', ${NOW - DAY}, ${NOW}, 'approved', 'another', ?)`,
    ),
    signature: of(
      `INSERT INTO signatures (id, kind, subject, person, credential, text, client_data, authenticator_data, signature, at)
       VALUES (?, 'case', ?, ?, ?, ?, ?, ?, ?, ${NOW})`,
    ),
  }
}
