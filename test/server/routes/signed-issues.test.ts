/** The desk's own issuing: exactly the applications that a person signed, each once. */
import t, { type Test } from 'tap'
import { signedApplication } from '../../../platform/signed-application.ts'
import { application, type BuildOptions, build, problemOf, rulesOf } from '../build-app.ts'
import { deciders, making } from '../deciders.ts'

async function scene(t: Test, options: BuildOptions = {}) {
  const built = await build(t, { mustSign: true, ...options })
  const people = await deciders(built)
  const dana = await people.make('Dana', ['operator'])
  const asel = await built.operator('asel')
  const sign = async (applications: readonly unknown[], replaces: string | null = null, reason = '') =>
    dana.sign({ kind: 'issue', replaces, reason, applications: applications.map(signedApplication) })
  const batch = (applications: readonly unknown[], signature?: string) =>
    asel('POST', '/v1/visa-batches', { applications }, signature === undefined ? {} : { 'evisa-signature': signature })
  return { ...built, people, dana, asel, sign, batch }
}
const made = (reference: string) => application({ application_reference: reference })

t.test('a list that was signed is issued in parts, each of it once, and names its signature', async (t) => {
  const { store, sign, batch } = await scene(t)
  const all = ['R-0001', 'R-0002', 'R-0003'].map(made)
  const { status, body } = await sign(all)
  t.equal(status, 200)
  const parts = [await batch(all.slice(0, 2), body.signature), await batch(all.slice(2), body.signature)]
  t.same(
    parts.map(({ status }) => status),
    [200, 200],
  )
  const again = await batch(all, body.signature)
  t.same(
    again.body.results.map(({ is_new }: { is_new: boolean }) => is_new),
    [false, false, false],
  )
  const issued = (await store.auditAfter(0, 1000)).filter(({ act }) => act === 'issue')
  t.match(
    issued.map(({ detail }) => detail),
    all.map(({ application_reference: reference }) => ({ signature: body.signature, reference })),
  )
})

t.test('nothing else is issued by it, and nothing without it', async (t) => {
  const { asel, sign, batch, clock, people, authority } = await scene(t)
  const [one, two] = [made('R-0001'), made('R-0002')]
  const { signature } = (await sign([one])).body
  t.equal(problemOf(await batch([one])), 'signature-needed')
  t.equal(problemOf(await asel('POST', '/v1/visas', one)), 'signature-needed')
  t.same(rulesOf(await batch([one, two], signature)), ['applications[1] as-signed'])
  t.same(rulesOf(await batch([{ ...one, stay_days: 29 }], signature)), ['applications[0] as-signed'])
  const { application_reference: _, ...unnamed } = one
  t.same(rulesOf(await batch([unnamed], signature)), ['applications[0] as-signed'])
  t.equal((await batch([one], 'no-such-signature')).status, 403)
  const change = people.administrators[0].sign(making('Somebody', ['auditor']))
  const ofPerson = (await change).body.signature
  t.equal((await batch([one], ofPerson)).status, 403, 'a signature over something else')
  t.equal((await authority('POST', '/v1/visas', one, { 'evisa-signature': signature })).status, 201)
  clock.now += 86_401
  t.equal((await batch([one], signature)).status, 409, 'signed too long ago')
})

t.test('whoever signed it and went lets nothing be issued any more', async (t) => {
  const { sign, batch, people, dana } = await scene(t)
  const one = made('R-0001')
  const { signature } = (await sign([one])).body
  const [by, other] = people.administrators
  const change = (await by.sign({ kind: 'person-change', change: 'end', person: dana.id, reason: 'left' })).body.done
    .change.id
  t.equal((await other.sign({ kind: 'person-approval', change })).status, 200)
  t.equal((await batch([one], signature)).status, 403)
})

t.test('one in the place of another is signed with what it replaces and why', async (t) => {
  const { asel, sign, batch } = await scene(t)
  const one = made('R-0001')
  const { signature: first } = (await sign([one])).body
  const number = (await batch([one], first)).body.results[0].visa.visa_number
  const fixed = { ...one, application_reference: 'R-0001-B', email: 'nimali@example.org' }
  const { signature } = (await sign([fixed], number, 'a slip')).body
  const replace = (reason: string) =>
    asel('POST', `/v1/visas/${number}/replacement`, { reason, application: fixed }, { 'evisa-signature': signature })
  t.equal((await asel('POST', `/v1/visas/${number}/replacement`, { reason: 'a slip', application: fixed })).status, 409)
  t.equal((await replace('another reason')).status, 403)
  t.equal((await batch([fixed], signature)).status, 403, 'not by itself')
  t.match(await replace('a slip'), { status: 201, body: { replaces: number } })
})

t.test('in a demonstration a token issues by itself', async (t) => {
  const { asel } = await scene(t, { mustSign: false })
  t.equal((await asel('POST', '/v1/visas', made('R-0001'))).status, 201)
})
